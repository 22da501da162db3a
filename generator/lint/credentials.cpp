#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// "${TOKEN}", "<your key>", "****", "changeme": a place for a secret, not one.
bool is_placeholder(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords{"changeme", "password", "pass",     "secret",
                                                   "token",    "todo",     "redacted", "none"};
  constexpr std::array<std::string_view, 7> kBeginnings{"your", "example", "vault:", "env:", "file:", "/", "arn:"};
  const auto small = lower(text);
  if (small.empty() || small.find_first_of("{}<>$%") != std::string::npos) return true;
  if (small.find_first_not_of("*x.-_") == std::string::npos) return true;
  return std::find(kWords.begin(), kWords.end(), small) != kWords.end() ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return small.starts_with(beginning); });
}

/// Does something of this name hold a secret?
bool names_a_secret(std::string_view key) {
  auto name = lower(key);
  std::erase_if(name, [](char c) { return c == '-' || c == '_' || c == '.' || c == ' '; });
  if (name.starts_with("x")) name.erase(0, 1);
  constexpr std::array<std::string_view, 8> kEndings{"password",    "passwd",    "secret",     "apikey",
                                                     "accesstoken", "authtoken", "privatekey", "secretkey"};
  return name == "token" ||
         std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// `user:password@` in a URL or a host; the password is the user's own affair, whether it is a good one.
bool has_user_info(std::string_view text, bool is_host) {
  if (const auto scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
  } else if (!is_host) {
    return false;
  }
  const auto authority = text.substr(0, text.find_first_of("/?# \n"));
  const auto at = authority.rfind('@');
  const auto colon = authority.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return false;
  return !is_placeholder(authority.substr(colon + 1, at - colon - 1));
}

bool has_private_key(std::string_view text) {
  const auto begin = text.find("-----BEGIN ");
  return begin != std::string_view::npos && text.substr(begin).find("PRIVATE KEY-----") != std::string_view::npos;
}

/// `… required username="u" password="p";`
bool has_login_module(std::string_view text) {
  constexpr std::string_view kPassword = "password=";
  if (text.find("LoginModule") == std::string_view::npos) return false;
  const auto at = text.find(kPassword);
  if (at == std::string_view::npos) return false;
  auto value = text.substr(at + kPassword.size());
  if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
  return !is_placeholder(value.substr(0, value.find_first_of("\"'; ")));
}

/// An access key of a cloud that everybody knows by its first letters.
bool has_access_key(std::string_view text) {
  constexpr std::size_t kLength = 20;
  for (auto at = text.find("AKIA"); at != std::string_view::npos; at = text.find("AKIA", at + 1)) {
    const auto key = text.substr(at, kLength);
    const bool sound = key.size() == kLength && std::all_of(key.begin(), key.end(), [](char c) {
                         return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                       });
    if (sound) return true;
  }
  return false;
}

class Credentials {
 public:
  explicit Credentials(const Context& context) : context_(context) {}

  /// The depth of a document is bounded by the loader.
  void look(const Node& node, std::string_view key, const diag::Span& key_span, bool in_extension) {
    if (node.is(Kind::kString)) check_text(node, key, key_span, in_extension);
    for (const auto& item : node.items) look(item, key, key_span, in_extension);
    for (const auto& member : node.members) {
      const bool extends = in_extension || member.key.starts_with("x-");
      look(member.value, member.key, member.key_span, extends);
    }
  }

  void variable(const Named& variable) {
    if (!names_a_secret(variable.name)) return;
    for (const auto* key : {"default", "enum", "examples"}) {
      const auto* field = variable.node->find_member(key);
      if (field == nullptr) continue;
      const auto is_real = [](const Node& value) { return value.is(Kind::kString) && !is_placeholder(value.text); };
      const auto& items = field->value.items;
      if (is_real(field->value) || std::any_of(items.begin(), items.end(), is_real))
        report(field->key_span, field->value, fmt::format("'{}' of variable '{}' holds a secret", key, variable.name));
    }
  }

  void hide() const { context_.sink.hide(secrets_); }

 private:
  void check_text(const Node& node, std::string_view key, const diag::Span& key_span, bool in_extension) {
    const auto& at = key_span.file == nullptr ? node.span : key_span;
    if (has_user_info(node.text, key == "host")) {
      report(at, node, fmt::format("'{}' holds a user's password", key));
    } else if (has_private_key(node.text)) {
      report(at, node, fmt::format("'{}' holds a private key", key));
    } else if (has_login_module(node.text)) {
      report(at, node, fmt::format("'{}' holds the password of a login", key));
    } else if (has_access_key(node.text)) {
      report(at, node, fmt::format("'{}' holds an access key", key));
    } else if (in_extension && names_a_secret(key) && !is_placeholder(node.text)) {
      report(at, node, fmt::format("'{}' holds a secret", key));
    }
  }

  void report(const diag::Span& span, const Node& value, const std::string& text) {
    auto& diagnostic = context_.sink.report(diag::codes::kCredentials, span, text);
    diagnostic.with_help(
        "whoever reads the contract has it: take it out and change it; agents get theirs from the environment or a "
        "file");
    secrets_.push_back({span, {}});
    secrets_.push_back({value.span, value.text});
    for (const auto& item : value.items) secrets_.push_back({item.span, item.text});
  }

  const Context& context_;
  std::vector<diag::Secret> secrets_;
};

}  // namespace

/// Credentials written into a contract. What they are is never printed, nor are the lines they stand in: the last rule.
void check_credentials(const Context& context) {
  Credentials credentials(context);
  for (const auto& file : context.document.files) {
    if (file->root) credentials.look(*file->root, {}, {}, false);
  }
  for (const auto& variable : context.survey.server_variables) credentials.variable(variable);
  credentials.hide();
}

}  // namespace meshgen::lint
