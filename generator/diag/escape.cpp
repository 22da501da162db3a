#include "diag/escape.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace meshgen::diag {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

std::string as_utf8(std::string_view text) {
  std::string valid;
  std::size_t bad = 0;
  while (!base::is_utf8(text, bad)) {
    valid += text.substr(0, bad);
    valid += kReplacement;
    text.remove_prefix(bad + 1);
  }
  valid += text;
  return valid;
}

namespace {

std::string as_xml(std::string_view text, std::string_view kept) {
  const auto valid = as_utf8(text);
  std::string escaped;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const char c = valid[i];
    const auto byte = static_cast<unsigned char>(c);
    const auto rest = std::string_view(valid).substr(i);
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (kept.find(c) == std::string_view::npos && (c == '\n' || c == '\t' || c == '\r')) {
      escaped += fmt::format("&#{};", byte);  // in an attribute they would become blanks
    } else if (byte < 0x20U && kept.find(c) == std::string_view::npos) {
      escaped += kReplacement;
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      escaped += kReplacement;  // U+FFFE and U+FFFF
      i += 2;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string as_xml_attribute(std::string_view text) { return as_xml(text, ""); }

std::string as_xml_text(std::string_view text) { return as_xml(text, "\n\t"); }

std::string as_github_text(std::string_view text) {
  std::string escaped;
  for (const char c : as_utf8(text)) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\n') {
      escaped += "%0A";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (static_cast<unsigned char>(c) < 0x20U || c == '\x7F') {
      escaped += c == '\t' ? ' ' : '?';  // the log is shown on terminals, too
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string as_github_property(std::string_view text) {
  std::string escaped;
  for (const char c : as_github_text(text)) {
    if (c == ':') {
      escaped += "%3A";
    } else if (c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string as_uri(std::string_view path) {
  // RFC 3986: unreserved characters, and '/' between segments. A ':' in the first segment would look like a scheme.
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace meshgen::diag
