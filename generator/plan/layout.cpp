#include "plan/layout.hpp"

#include <optional>
#include <utility>

namespace meshgen::plan {
namespace {

constexpr std::size_t kColumns = 120;

/// Fills lines from `column` on; nullopt if an argument does not fit.
std::optional<std::vector<std::string>> pack(std::string first, const std::vector<std::string>& arguments,
                                             const std::string& tail, std::size_t column, std::size_t indent) {
  std::vector<std::string> lines;
  std::string line = std::move(first);
  bool is_fresh = true;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool is_last = i + 1 == arguments.size();
    const auto text = arguments[i] + (is_last ? tail : ",");
    const auto wanted = indent + line.size() + (is_fresh ? 0U : 1U) + text.size();
    if (wanted > kColumns && !is_fresh) {
      lines.push_back(std::move(line));
      line = std::string(column, ' ');
      is_fresh = true;
    }
    if (!is_fresh) line += ' ';
    line += text;
    is_fresh = false;
    if (indent + line.size() > kColumns) return std::nullopt;
  }
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace

std::vector<std::string> layout_call(const std::string& head, const std::vector<std::string>& arguments,
                                     const std::string& tail, std::size_t indent) {
  std::string whole = head;
  for (std::size_t i = 0; i < arguments.size(); ++i) whole += (i == 0 ? "" : ", ") + arguments[i];
  whole += tail;
  if (indent + whole.size() <= kColumns || arguments.empty()) return {whole};
  if (auto lines = pack(head, arguments, tail, head.size(), indent)) return *lines;
  std::vector<std::string> lines{head};
  if (auto rest = pack("    ", arguments, tail, 4, indent)) {
    lines.insert(lines.end(), rest->begin(), rest->end());
    return lines;
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    lines.push_back("    " + arguments[i] + (i + 1 == arguments.size() ? tail : ","));
  }
  return lines;
}

}  // namespace meshgen::plan
