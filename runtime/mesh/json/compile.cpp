#include <algorithm>
#include <set>

#include <mesh/json/compile_private.hpp>
#include <mesh/json/skip.hpp>

namespace mesh::json {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Without its %xx; what is no escape stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text[i] == '%' && text.size() - i > 2 && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    if (is_escape) {
      result += static_cast<char>(static_cast<unsigned char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

/// Of a JSON Pointer, as they read.
std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    const bool is_escape =
        pointer[i] == '~' && i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
    if (pointer[i] == '/') {
      tokens.emplace_back();
    } else if (is_escape) {
      tokens.back() += pointer[++i] == '0' ? '~' : '/';
    } else {
      tokens.back() += pointer[i];
    }
  }
  return tokens;
}

/// The member or item of the value at `p`; nullptr if there is none.
const char* step_into(const char* p, std::string_view token, Context& context) {
  const Kind kind = kind_at(p);
  if (!is_container(kind)) return nullptr;
  const char* end = nullptr;
  std::size_t index = 0;
  for (const char* at = first_in(p, end); at != nullptr; ++index) {
    if (kind == Kind::kObject) {
      const SoundString name(at, context);
      at = value_behind(name.end());
      if (name.view() == token) return at;
    } else if (std::to_string(index) == token) {
      return at;
    }
    at = next_in(end_of_value(at), end);
  }
  return nullptr;
}

}  // namespace

std::string pointer_token(std::string_view token) {
  std::string text = "/";
  for (const char c : token) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

SchemaCompiler::SchemaCompiler(Compiled& compiled) : compiled_(compiled), context_(Input::padded(compiled.text)) {}

void SchemaCompiler::run() {
  rule_at(skip_space(context_.begin()), {}, nullptr);
  while (!waiting_.empty() || !references_.empty()) {
    if (waiting_.empty()) {
      const auto [rule, at] = references_.back();
      references_.pop_back();
      resolve(*rule, at);
      continue;
    }
    const auto [rule, p] = waiting_.back();
    waiting_.pop_back();
    compile(*rule, p);
  }
  link();
}

const Rule* SchemaCompiler::rule_at(const char* p, std::string pointer, const Rule* around) {
  const auto [found, is_new] = known_.try_emplace(p, nullptr);
  if (is_new) {
    Rule& rule = compiled_.rules.emplace_back();
    rule.pointer = std::move(pointer);
    compiled_.by_pointer.emplace(rule.pointer, &rule);
    found->second = &rule;
    waiting_.emplace_back(&rule, p);
  }
  // One that a reference has led to first is met again by the schema that it stands in.
  if (found->second->around == nullptr) found->second->around = around;
  return found->second;
}

const Rule* SchemaCompiler::below(const Rule& rule, const Row& row, const char* p) {
  return rule_at(p, rule.pointer + pointer_token(row.keyword), &rule);
}

const Rule* SchemaCompiler::below(const Rule& rule, const Row& row, std::string_view token, const char* p) {
  return rule_at(p, rule.pointer + pointer_token(row.keyword) + pointer_token(token), &rule);
}

std::vector<SchemaCompiler::Member> SchemaCompiler::members_of(const char* p) {
  std::vector<Member> members;
  const char* end = nullptr;
  for (const char* at = first_in(p, end); at != nullptr;) {
    const SoundString name(at, context_);
    members.push_back({std::string(name.view()), value_behind(name.end())});
    at = next_in(end_of_value(members.back().at), end);
  }
  return members;
}

std::vector<const Rule*> SchemaCompiler::list_of(Rule& rule, const Row& row, const char* p) {
  std::vector<const Rule*> list;
  const char* end = nullptr;
  for (const char* at = first_in(p, end); at != nullptr; at = next_in(end_of_value(at), end)) {
    list.push_back(below(rule, row, std::to_string(list.size()), at));
  }
  return list;
}

void SchemaCompiler::compile(Rule& rule, const char* p) {
  const Kind kind = kind_at(p);
  if (kind == Kind::kBool) {
    rule.answer = *p == 't' ? Rule::Answer::kAlways : Rule::Answer::kNever;
    return;
  }
  if (kind != Kind::kObject) {
    refuse(rule, "schema", p, "is " + std::string(words_of(kind)) + ", must be an object or a boolean");
    return;
  }
  const auto members = members_of(p);
  const auto is_reference = [](const Member& member) { return member.name == "$ref"; };
  const bool refers = std::any_of(members.begin(), members.end(), is_reference);
  const auto take_all = [&](bool is_first) {
    for (const Member& member : members) {
      // The order of `properties` is the one to expect.
      if ((member.name == "properties") != is_first) continue;
      for (const Row& row : rows()) {
        if (row.keyword != member.name) continue;
        const bool counts = !refers || row.keyword == "$ref" || row.keyword == "definitions" ||
                            row.keyword == "$defs" || row.keyword == "x-secret";
        if (counts) (this->*row.take)(rule, row, member.at);
      }
    }
  };
  take_all(true);
  take_all(false);
  if (rule.array != nullptr && rule.array->is_tuple) rule.array->rest = rule.array->additional;
}

void SchemaCompiler::refuse(Rule& rule, std::string_view keyword, const char* at, std::string message) {
  std::vector<std::string> tokens = tokens_of(rule.pointer);
  if (keyword != "schema") tokens.emplace_back(keyword);
  Context bounded;
  bounded.refuse(keyword, std::move(message));
  std::reverse(tokens.begin(), tokens.end());
  for (const std::string& token : tokens) bounded.inside(token);
  Fault fault = bounded.take_fault();
  fault.offset = static_cast<std::size_t>(at - context_.begin());
  if (!compiled_.fault || fault.offset < compiled_.fault->offset) compiled_.fault = fault;
  rule.broken = std::make_unique<Fault>(std::move(fault));
}

void SchemaCompiler::resolve(Rule& rule, const char* at) {
  const std::string reference(SoundString(at, context_).view());
  const std::string whole = percent_decoded(reference);
  if (whole.empty() || whole[0] != '#' || (whole.size() > 1 && whole[1] != '/')) {
    refuse(rule, "$ref", at, "is " + quoted(reference) + ", must lead to a JSON Pointer within the schema");
    return;
  }
  const auto tokens = tokens_of(std::string_view(whole).substr(1));
  std::string pointer;
  for (const std::string& token : tokens) pointer += pointer_token(token);
  // All places of schemas are known by now: only other ones are looked for in the text.
  if (const auto known = compiled_.by_pointer.find(pointer); known != compiled_.by_pointer.end()) {
    rule.target = known->second;
    return;
  }
  const char* p = skip_space(context_.begin());
  for (const std::string& token : tokens) {
    p = step_into(p, token, context_);
    if (p == nullptr) {
      refuse(rule, "$ref", at, "is " + quoted(reference) + ", which leads to nothing");
      return;
    }
  }
  rule.target = rule_at(p, std::move(pointer), nullptr);
}

void SchemaCompiler::link() {
  bool has_secret = false;
  for (Rule& rule : compiled_.rules) {
    std::set<const Rule*> passed;
    const Rule* target = &rule;
    while (target->target != nullptr && passed.insert(target).second) target = target->target;
    const bool is_circle = target->target != nullptr;  // it asks for nothing
    rule.target = is_circle || target == &rule ? nullptr : target;
    for (const Rule* around = rule.around; around != nullptr && !rule.is_secret; around = around->around) {
      rule.is_secret = around->is_secret;
    }
    has_secret = has_secret || rule.is_secret;
  }
  for (Rule& rule : compiled_.rules) rule.minds_secrets = has_secret;
}

std::shared_ptr<const Compiled> compile_rules(std::string_view text) {
  auto compiled = std::make_shared<Compiled>();
  compiled->source = text;
  compiled->source.append(kPadding, '\0');
  compiled->text = std::string_view(compiled->source).substr(0, text.size());
  compiled->missing.broken =
      std::make_unique<Fault>("schema", "is not there: there is no such place of a schema in the text");
  Context context(Input::padded(compiled->text));
  const char* end = skip_value(skip_space(context.begin()), context);
  if (end != nullptr && skip_space(end) != context.end()) {
    end = context.refuse_syntax(skip_space(end), "the end of the text");
  }
  if (end != nullptr) {
    SchemaCompiler(*compiled).run();
    return compiled;
  }
  compiled->fault = context.take_fault();
  Rule& root = compiled->rules.emplace_back();
  compiled->by_pointer.emplace(std::string(), &root);
  root.broken = std::make_unique<Fault>(compiled->fault->keyword, "is no JSON: " + compiled->fault->message());
  return compiled;
}

}  // namespace mesh::json
