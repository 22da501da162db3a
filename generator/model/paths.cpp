#include "model/paths.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace meshgen::model {
namespace {

bool is_index(std::string_view token) {
  return !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Leading tokens that say where a thing is kept, not what it is.
std::size_t skip_containers(const std::vector<std::string>& tokens) {
  constexpr std::array<std::string_view, 8> kContainers{"components", "schemas",  "definitions", "$defs",
                                                        "messages",   "channels", "operations",  "messageTraits"};
  std::size_t at = 0;
  while (at + 1 < tokens.size() && std::find(kContainers.begin(), kContainers.end(), tokens[at]) != kContainers.end()) {
    const bool named = tokens[at] != "components";
    // channels/<channel>/messages/<message>: the channel is no part of the message's name
    if (tokens[at] == "channels" && at + 3 < tokens.size() && tokens[at + 2] == "messages") {
      return at + 3;
    }
    ++at;
    if (named) break;
  }
  return at;
}

}  // namespace

Words words_of_pointer(const std::vector<std::string>& tokens, std::string_view stem) {
  Words words;
  std::size_t at = skip_containers(tokens);
  if (at >= tokens.size()) return {std::string(stem)};
  words.push_back(tokens[at++]);
  while (at < tokens.size()) {
    const auto& token = tokens[at++];
    const bool more = at < tokens.size();
    const bool names =
        token == "properties" || token == "patternProperties" || token == "definitions" || token == "$defs";
    if (names && more) {
      words.push_back(tokens[at++]);
    } else if (token == "items") {
      words.emplace_back("item");
      if (more && is_index(tokens[at])) words.push_back(tokens[at++]);
    } else if (token == "additionalProperties") {
      words.emplace_back("value");
    } else if (token == "payload" || token == "schema" || token == "bindings" || token == "kafka") {
      continue;
    } else {
      words.push_back(token);
    }
  }
  return words;
}

Words with(const Words& words, std::string_view word) {
  Words longer = words;
  longer.emplace_back(word);
  return longer;
}

std::vector<std::string> parameters_in(std::string_view address) { return base::names_in_braces(address); }

std::string file_stem(std::string_view path) {
  if (const auto slash = path.find_last_of("/\\"); slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return std::string(path.substr(0, path.find('.', path.starts_with('.') ? 1 : 0)));
}

Paths::Paths(const resolve::ResolvedDocument& document) {
  for (const auto& file : document.files) {
    if (file->root) index(*file->root);
  }
}

void Paths::index(const load::Node& node) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    parents_[&node.items[i]] = {&node, std::to_string(i)};
    index(node.items[i]);
  }
  for (const auto& member : node.members) {
    parents_[&member.value] = {&node, member.key};
    index(member.value);
  }
}

std::vector<std::string> Paths::tokens(const load::Node& node) const {
  std::vector<std::string> tokens;
  const auto* at = &node;
  for (auto found = parents_.find(at); found != parents_.end(); found = parents_.find(at)) {
    tokens.push_back(found->second.second);
    at = found->second.first;
  }
  std::reverse(tokens.begin(), tokens.end());
  return tokens;
}

Words Paths::words(const load::Node& node) const {
  return words_of_pointer(tokens(node), file_stem(node.span.file == nullptr ? "" : node.span.file->path()));
}

}  // namespace meshgen::model
