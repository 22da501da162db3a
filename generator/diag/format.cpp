#include "diag/format.hpp"

#include <string_view>

namespace meshgen::diag {

std::optional<Region> region_of(const Span& span) {
  if (span.file == nullptr) return std::nullopt;
  Region region{span.file->position(span.begin), span.file->position(span.end)};
  if (span.end > span.begin) return region;
  region.end = region.begin;
  const auto line = span.file->line(region.begin.line);
  const auto text_end = line.find_last_not_of(" \t");
  std::size_t columns = 1;
  for (std::size_t i = 0; text_end != std::string_view::npos && i <= text_end; ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U) ++columns;
  }
  if (columns > region.end.column) region.end.column = columns;
  return region;
}

}  // namespace meshgen::diag
