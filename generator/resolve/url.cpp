#include "resolve/url.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace meshgen::resolve {
namespace {

/// RFC 3986, appendix B: what a reference has, and has not.
struct Parts {
  std::optional<std::string> scheme;
  std::optional<std::string> authority;
  std::string path;
  std::optional<std::string> query;
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool is_scheme(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view kMore = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
  return !text.empty() && kLetters.find(text.front()) != std::string_view::npos &&
         text.find_first_not_of(kMore) == std::string_view::npos;
}

Parts split(std::string_view text) {
  Parts parts;
  text = text.substr(0, text.find('#'));
  if (const auto colon = text.find_first_of(":/?");
      colon != std::string_view::npos && text[colon] == ':' && is_scheme(text.substr(0, colon))) {
    parts.scheme = lower(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const auto end = std::min(text.find_first_of("/?"), text.size());
    parts.authority = std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  if (const auto mark = text.find('?'); mark != std::string_view::npos) {
    parts.query = std::string(text.substr(mark + 1));
    text = text.substr(0, mark);
  }
  parts.path = std::string(text);
  return parts;
}

/// RFC 3986, 5.2.4.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_in_folder = false;
  std::size_t begin = path.starts_with('/') ? 1 : 0;
  while (begin <= path.size()) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto segment = path.substr(begin, end - begin);
    ends_in_folder = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!ends_in_folder) kept.push_back(segment);
    begin = end + 1;
  }
  std::string result;
  for (const auto segment : kept) (result += '/') += segment;
  if (ends_in_folder || result.empty()) result += '/';
  return result;
}

/// Host in lower case; a user's name and password keep theirs.
std::string normal_authority(std::string_view authority) {
  const auto at = authority.rfind('@');
  const auto host = at == std::string_view::npos ? 0 : at + 1;
  return std::string(authority.substr(0, host)) + lower(authority.substr(host));
}

/// RFC 3986, 5.2.2, but for the dots in the path.
std::optional<Parts> resolve_parts(std::string_view base, std::string_view reference) {
  // A blank or a control character is no part of a URL, and would be one of what is said about it.
  const bool is_clean = std::all_of(reference.begin(), reference.end(), [](char c) { return c > ' ' && c != 0x7F; });
  if (!is_clean) return std::nullopt;
  auto target = split(reference);
  if (target.scheme) return target;
  const auto from = split(base);
  target.scheme = from.scheme;
  if (target.authority) return target;
  target.authority = from.authority;
  if (target.path.empty()) {
    target.path = from.path;
    if (!target.query) target.query = from.query;
  } else if (!target.path.starts_with('/')) {
    target.path = from.path.substr(0, from.path.rfind('/') + 1) + target.path;
  }
  return target;
}

}  // namespace

bool is_remote(std::string_view reference) {
  const auto scheme = lower(reference.substr(0, 6));
  return scheme.starts_with("http:") || scheme == "https:";
}

bool has_scheme(std::string_view reference) {
  const auto end = reference.find_first_of(":/?#");
  return end != std::string_view::npos && reference[end] == ':' && is_scheme(reference.substr(0, end));
}

std::optional<std::string> resolve_uri(std::string_view base, std::string_view reference) {
  const auto target = resolve_parts(base, reference);
  if (!target || !target->scheme) return std::nullopt;
  auto uri = *target->scheme + ":";
  if (target->authority) uri += "//" + normal_authority(*target->authority);
  uri += target->authority || target->path.starts_with('/') ? without_dots(target->path) : target->path;
  if (target->query) uri += '?' + *target->query;
  return uri;
}

std::optional<std::string> resolve_url(std::string_view base, std::string_view reference) {
  const auto target = resolve_parts(base, reference);
  const bool is_http = target && (target->scheme == "http" || target->scheme == "https");
  if (!is_http || target->authority.value_or("").empty()) return std::nullopt;
  return resolve_uri(base, reference);
}

bool has_credentials(std::string_view url) { return split(url).authority.value_or("").find('@') != std::string::npos; }

}  // namespace meshgen::resolve
