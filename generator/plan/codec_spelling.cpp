#include "plan/codec_spelling.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/names.hpp"

namespace meshgen::plan {
namespace {

/// Compilers need not take longer literals than 65,536 bytes, and clang says so.
constexpr std::size_t kLiteralMax = 60'000;

}  // namespace

std::string words_joined(std::string_view text) {
  std::string name;
  for (const auto& word : split_words(text)) name += (name.empty() ? "" : "_") + word;
  return name.empty() ? "empty" : name;
}

std::string format_name(model::Format format) {
  switch (format) {
    case model::Format::kNone:
      return {};
    case model::Format::kUuid:
      return "kUuid";
    case model::Format::kDateTime:
      return "kDateTime";
    case model::Format::kDate:
      return "kDate";
    case model::Format::kTime:
      return "kTime";
    case model::Format::kEmail:
      return "kEmail";
    case model::Format::kUri:
      return "kUri";
    case model::Format::kHostname:
      return "kHostname";
    case model::Format::kIpv4:
      return "kIpv4";
    case model::Format::kIpv6:
      return "kIpv6";
    case model::Format::kByte:
      return "kByte";
    case model::Format::kDuration:
      return "kDuration";
    case model::Format::kJsonPointer:
      return "kJsonPointer";
    case model::Format::kUriReference:
      return "kUriReference";
  }
  return {};
}

std::string count_literal(const std::optional<std::uint64_t>& min, const std::optional<std::uint64_t>& max) {
  if (max) return fmt::format("{{{}, {}}}", min.value_or(0), *max);
  if (min) return fmt::format("{{{}}}", *min);
  return "{}";
}

std::string signature_of_read(const std::string& name, const std::string& type, bool uses_out) {
  return fmt::format("const char* {}(const char* p, {}& {}, json::Context& context)", name, type,
                     uses_out ? "out" : "/*out*/");
}

std::string signature_of_check(const std::string& name, const std::string& parameter, bool uses_value) {
  return fmt::format("bool {}({} {}, json::Context& context)", name, parameter, uses_value ? "value" : "/*value*/");
}

std::string signature_of_write(const std::string& name, const std::string& type, bool uses_value) {
  return fmt::format("void {}(const {}& {}, json::Writer& out)", name, type, uses_value ? "value" : "/*value*/");
}

std::string raw_literal(std::string_view text) {
  std::string delimiter = "json";
  while (text.find(")" + delimiter + "\"") != std::string_view::npos) delimiter += "_";
  const auto next = [&] {
    auto size = std::min(text.size(), kLiteralMax);
    if (const auto line = text.rfind('\n', size - 1); size < text.size() && line != std::string_view::npos)
      size = line + 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    const auto piece = text.substr(0, size);
    text.remove_prefix(size);
    return fmt::format("R\"{0}({1}){0}\"", delimiter, piece);
  };
  auto literal = next();
  if (text.empty()) return literal;
  literal = "std::string(" + literal + ")";
  while (!text.empty()) literal += ".append(" + next() + ")";
  return literal;
}

}  // namespace meshgen::plan
