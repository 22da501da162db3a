#include "load/yaml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "base/text.hpp"
#include "diag/codes.hpp"

namespace meshgen::load {
namespace {

bool digits_only(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view kDecimal = "0123456789";

/// What a plain scalar is by the core schema (YAML 1.2.2, section 10.3.2); null is handled by the caller.
Kind plain_kind(std::string_view text) {
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    if (text == word) return Kind::kBool;
  }
  std::string_view number = text;
  if (number.starts_with("0o")) return digits_only(number.substr(2), "01234567") ? Kind::kInteger : Kind::kString;
  if (number.starts_with("0x")) {
    return digits_only(number.substr(2), "0123456789abcdefABCDEF") ? Kind::kInteger : Kind::kString;
  }
  if (number.starts_with('-') || number.starts_with('+')) number.remove_prefix(1);
  if (digits_only(number, kDecimal)) return Kind::kInteger;
  for (const std::string_view word : {".inf", ".Inf", ".INF"}) {
    if (number == word) return Kind::kNumber;
  }
  for (const std::string_view word : {".nan", ".NaN", ".NAN"}) {
    if (text == word) return Kind::kNumber;
  }
  const auto exponent = number.find_first_of("eE");
  auto mantissa = number.substr(0, exponent);
  if (exponent != std::string_view::npos) {
    auto power = number.substr(exponent + 1);
    if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
    if (!digits_only(power, kDecimal)) return Kind::kString;
  }
  const auto point = mantissa.find('.');
  const auto whole = mantissa.substr(0, point);
  const auto fraction = point == std::string_view::npos ? std::string_view{} : mantissa.substr(point + 1);
  if (whole.empty() && fraction.empty()) return Kind::kString;
  const auto good = [](std::string_view part) { return part.empty() || digits_only(part, kDecimal); };
  return good(whole) && good(fraction) ? Kind::kNumber : Kind::kString;
}

/// Thrown inside one yaml-cpp run to leave it after an error of ours; never crosses this file.
struct Stop {};

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const auto& item : node.items) count += count_nodes(item);
  for (const auto& member : node.members) count += count_nodes(member.value);
  return count;
}

/// JSON writes what lies beyond U+FFFF as two escapes (RFC 8259, section 7), which YAML does not know.
struct Escapes {
  std::string text;               ///< each pair as one escape of YAML: `\ud83d\ude00` as `\U0001f600`
  std::vector<std::size_t> ends;  ///< in `text`, where such an escape ends: two bytes were saved
  static constexpr std::size_t kSaved = 2;

  [[nodiscard]] std::size_t offset_in_source(std::size_t at) const {
    const auto before = std::upper_bound(ends.begin(), ends.end(), at) - ends.begin();
    return at + kSaved * static_cast<std::size_t>(before);
  }
};

std::optional<unsigned> hex_escape(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  unsigned value = 0;
  const auto parsed = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + 6 ? std::optional(value) : std::nullopt;
}

Escapes without_surrogates(std::string_view source) {
  Escapes escapes;
  const auto first = source.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  // Only JSON: elsewhere in YAML the same characters may stand for themselves.
  if (first == std::string_view::npos || source[first] != '{' || source.find("\\u") == std::string_view::npos) {
    escapes.text = source;
    return escapes;
  }
  for (std::size_t i = 0; i < source.size(); ++i) {
    const auto high = hex_escape(source.substr(i));
    const auto low = high && *high >= 0xD800 && *high < 0xDC00 ? hex_escape(source.substr(i + 6)) : std::nullopt;
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      escapes.text += fmt::format("\\U{:08x}", 0x10000U + ((*high - 0xD800U) << 10U) + (*low - 0xDC00U));
      escapes.ends.push_back(escapes.text.size());
      i += 11;
    } else {
      escapes.text += source[i];
      if (source[i] == '\\' && i + 1 < source.size()) escapes.text += source[++i];
    }
  }
  return escapes;
}

/// What yaml-cpp says of the mistakes that people make most, as they would put it; and what to do.
std::pair<std::string, std::string> in_plain_words(const std::string& message) {
  if (message == "end of map flow not found") return {"',' or '}' is missing here", "the object began with '{'"};
  if (message == "end of sequence flow not found") return {"',' or ']' is missing here", "the list began with '['"};
  if (message == "illegal map value")
    return {"no ':' can stand here", "check the indentation, or put a text that holds ': ' in quotes"};
  if (message == "end of map not found") return {"this line does not fit the indentation above", "use the same column"};
  return {message, ""};
}

class Builder final : public YAML::EventHandler {
 public:
  Builder(const diag::SourceFile& source, const Escapes& escapes, diag::Sink& sink)
      : source_(source), escapes_(escapes), sink_(sink), bom_(source.text().starts_with("\xEF\xBB\xBF") ? 3U : 0U) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      sink_.report(diag::codes::kYamlSyntax, span(mark), "a second document begins here")
          .with_help("a contract is one YAML document: remove the '---' line or split the file");
      throw Stop{};
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.span = span(mark);
    node.text = "null";
    finish(std::move(node), anchor, false);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      sink_.report(diag::codes::kYamlSyntax, span(mark), "this alias stands inside its own anchor");
      throw Stop{};
    }
    aliased_ += found->second.count;
    check_size(mark);
    add(Node(found->second.node), found->second.node.kind == Kind::kString);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.span = scalar_span(mark, value, tag);
    node.text = value;
    node.kind = scalar_kind(mark, tag, value);
    if (node.kind == Kind::kBool) node.boolean = value.front() == 't' || value.front() == 'T';
    // `1: x` has a number for a key; it is refused, because JSON has none.
    finish(std::move(node), anchor, true);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Kind::kList, "tag:yaml.org,2002:seq");
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Kind::kMap, "tag:yaml.org,2002:map");
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] bool complete() const { return documents_ > 0 && stack_.empty(); }
  Node take() { return std::move(root_); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = YAML::NullAnchor;
    bool has_key = false;
    std::string key;
    diag::Span key_span;
    std::unordered_map<std::string, diag::Span> seen;  ///< of a map that is large; members are looked through before
    std::vector<Node> merges;                          ///< values of `<<`, put in when the map ends: its own keys win

    /// Where `name` stands already; nullptr, and it is remembered, if it does not.
    const diag::Span* first_of(const std::string& name, const diag::Span& where) {
      constexpr std::size_t kLarge = 16;
      if (node.members.size() < kLarge) {
        const auto same = [&](const Member& member) { return member.key == name; };
        const auto found = std::find_if(node.members.begin(), node.members.end(), same);
        return found == node.members.end() ? nullptr : &found->key_span;
      }
      if (seen.empty()) {
        for (const auto& member : node.members) seen.emplace(member.key, member.key_span);
      }
      const auto [found, is_new] = seen.emplace(name, where);
      return is_new ? nullptr : &found->second;
    }
  };
  struct Anchored {
    Node node;
    std::size_t count;
  };

  [[nodiscard]] diag::Span span(const YAML::Mark& mark) const {
    const auto marked = escapes_.offset_in_source(static_cast<std::size_t>(std::max(mark.pos, 0)) + bom_);
    const auto at = std::min(marked, source_.text().size());
    return {&source_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
  }

  /// yaml-cpp tells where a scalar begins; where it ends is worked out from the text.
  [[nodiscard]] diag::Span scalar_span(const YAML::Mark& mark, const std::string& value, const std::string& tag) const {
    auto result = span(mark);
    const std::string_view rest = std::string_view(source_.text()).substr(result.begin);
    if (tag == "?" && rest.starts_with(value)) {
      result.end = result.begin + static_cast<std::uint32_t>(value.size());
    } else if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
      std::size_t at = 1;
      while (at < rest.size() && rest[at] != rest.front()) at += rest[at] == '\\' && rest.front() == '"' ? 2U : 1U;
      result.end = result.begin + static_cast<std::uint32_t>(std::min(at + 1, rest.size()));
    }
    return result;
  }

  Kind scalar_kind(const YAML::Mark& mark, const std::string& tag, const std::string& value) {
    if (tag == "?" || tag.empty()) return plain_kind(value);
    if (tag == "!" || tag == "tag:yaml.org,2002:str") return Kind::kString;
    constexpr std::array<std::pair<std::string_view, Kind>, 4> kTags{{{"tag:yaml.org,2002:int", Kind::kInteger},
                                                                      {"tag:yaml.org,2002:float", Kind::kNumber},
                                                                      {"tag:yaml.org,2002:bool", Kind::kBool},
                                                                      {"tag:yaml.org,2002:null", Kind::kNull}}};
    for (const auto& [name, kind] : kTags) {
      if (tag != name) continue;
      const auto is = plain_kind(value);
      if (kind == Kind::kNull ? value.empty() || value == "null" || value == "~" : is == kind) return kind;
      if (kind == Kind::kNumber && is == Kind::kInteger) return kind;
      sink_.report(diag::codes::kYamlSyntax, span(mark), fmt::format("'{}' is no value of its tag", value));
      throw Stop{};
    }
    unknown_tag(mark, tag);
  }

  [[noreturn]] void unknown_tag(const YAML::Mark& mark, const std::string& tag) {
    sink_.report(diag::codes::kYamlSyntax, span(mark), fmt::format("tag '{}' is not known", tag))
        .with_help("contracts use JSON's types only: leave the tag out");
    throw Stop{};
  }

  void check_size(const YAML::Mark& mark) {
    if (aliased_ <= kAliasedMax) return;
    sink_.report(diag::codes::kTooManyAliases, span(mark),
                 fmt::format("aliases bring in more than {} values", kAliasedMax));
    throw Stop{};
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind,
            std::string_view own_tag) {
    if (tag != "?" && tag != "!" && !tag.empty() && tag != own_tag) unknown_tag(mark, tag);
    if (stack_.size() >= kDepthMax) {
      sink_.report(diag::codes::kTooDeep, span(mark), fmt::format("values are nested more than {} deep", kDepthMax));
      throw Stop{};
    }
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = span(mark);
    frame.anchor = anchor;
    stack_.push_back(std::move(frame));
  }

  void close() {
    auto frame = std::move(stack_.back());
    stack_.pop_back();
    for (auto& merge : frame.merges) {
      for (auto& member : merge.members) {
        if (frame.first_of(member.key, member.key_span) == nullptr) frame.node.members.push_back(std::move(member));
      }
    }
    frame.node.index_members();
    finish(std::move(frame.node), frame.anchor, false);
  }

  void finish(Node node, YAML::anchor_t anchor, bool is_scalar) {
    if (anchor != YAML::NullAnchor) anchors_.insert_or_assign(anchor, Anchored{node, count_nodes(node)});
    add(std::move(node), is_scalar);
  }

  void add(Node node, bool is_scalar) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& frame = stack_.back();
    if (frame.node.kind == Kind::kList) {
      frame.node.items.push_back(std::move(node));
      return;
    }
    if (!frame.has_key) {
      take_key(frame, node, is_scalar);
      return;
    }
    frame.has_key = false;
    if (frame.key == "<<" && merge(frame, node)) return;
    frame.node.members.push_back({std::move(frame.key), frame.key_span, std::move(node)});
  }

  void take_key(Frame& frame, const Node& node, bool is_scalar) {
    if (!is_scalar || node.kind != Kind::kString) {
      const bool spelled = is_scalar && (node.is_numeric() || node.kind == Kind::kBool);
      auto& diagnostic = sink_.report(diag::codes::kNotAStringKey, node.span,
                                      fmt::format("this key is {}, not a string", describe(node.kind)));
      if (spelled) diagnostic.with_help(fmt::format("put it in quotes: '{}'", node.text));
    }
    frame.has_key = true;
    frame.key = node.text;
    frame.key_span = node.span;
    if (frame.key == "<<") return;
    if (const auto* first = frame.first_of(frame.key, node.span)) {
      sink_.report(diag::codes::kDuplicateKey, node.span, fmt::format("key '{}' stands here twice", frame.key))
          .note(*first, "the first is here");
    }
  }

  static bool merge(Frame& frame, Node& node) {
    if (node.kind == Kind::kMap) {
      frame.merges.push_back(std::move(node));
      return true;
    }
    const bool maps = node.kind == Kind::kList && std::all_of(node.items.begin(), node.items.end(),
                                                              [](const Node& n) { return n.kind == Kind::kMap; });
    if (!maps) return false;
    for (auto& item : node.items) frame.merges.push_back(std::move(item));
    return true;
  }

  const diag::SourceFile& source_;
  const Escapes& escapes_;
  diag::Sink& sink_;
  std::size_t bom_;
  std::size_t documents_ = 0;
  std::size_t aliased_ = 0;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  Node root_;
};

}  // namespace

std::optional<Node> parse_yaml(const diag::SourceFile& source, diag::Sink& sink) {
  std::size_t bad = 0;
  if (!base::is_utf8(source.text(), bad)) {
    const auto at = static_cast<std::uint32_t>(bad);
    sink.report(diag::codes::kNotUtf8, {&source, at, at}, "this byte is not UTF-8").with_help("save the file as UTF-8");
    return std::nullopt;
  }
  const auto errors_before = sink.error_count();
  const auto escapes = without_surrogates(source.text());
  Builder builder(source, escapes, sink);
  try {
    std::istringstream in(escapes.text);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    const auto marked = escapes.offset_in_source(static_cast<std::size_t>(std::max(error.mark.pos, 0)));
    const auto at = static_cast<std::uint32_t>(std::min(marked, source.text().size()));
    const auto [words, help] = in_plain_words(error.msg);
    auto& diagnostic = sink.report(diag::codes::kYamlSyntax, {&source, at, at}, words);
    diagnostic.with_help(help);
    const auto line = source.line(source.position(at).line);
    if (line.find('\t') != std::string_view::npos && line.find_first_not_of(" \t") > line.find('\t')) {
      diagnostic.with_help("YAML does not allow tabs for indentation: use spaces");
    }
    return std::nullopt;
  }
  if (!builder.complete()) {
    sink.report(diag::codes::kEmptyDocument, {&source, 0, 0}, "the document is empty")
        .with_help("a contract begins with 'asyncapi: 3.0.0'");
    return std::nullopt;
  }
  if (sink.error_count() != errors_before) return std::nullopt;
  return builder.take();
}

}  // namespace meshgen::load
