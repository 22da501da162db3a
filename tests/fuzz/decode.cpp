/// libFuzzer: any bytes are refused, or decode to a value that keeps the contract and survives a round trip.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "codec.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// Has it a number that may not be its double? Read by its digits it may fit one alternative alone, and as a double
/// another one too: then it is refused when it is to be written.
bool may_round(std::string_view text) {
  constexpr std::size_t kExact = 15;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (digits > 0 && (text[i] == 'e' || text[i] == 'E')) return true;
    if (text[i] != '.') digits = is_digit ? digits + 1 : 0;
    if (digits > kExact) return true;
  }
  return false;
}

template <class T>
void try_as(std::string_view text) {
  T value;
  const auto checked = sample::decode(text, value);
  std::string owned(text);
  T second;
  const auto in_place = sample::decode(owned, second);
  require(checked.has_value() == in_place.has_value());
  if (!checked) {
    require(!checked.error().keyword.empty() && checked.error().offset <= text.size());
    require(to_string(checked.error()) == to_string(in_place.error()));
    return;
  }
  require(value == second);
  if (const auto fit = sample::validate(value); !fit) {
    return require(fit.error().keyword == "oneOf" && fit.error().path().ends_with("/span") && may_round(text));
  }
  std::string encoded;
  require(sample::encode(value, encoded).has_value());
  T back;
  require(sample::decode(encoded, back).has_value());
  require(back == value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A block of exactly this size: ASan sees the first byte too many.
  const auto block = std::make_unique<char[]>(size);
  for (std::size_t i = 0; i < size; ++i) block[i] = static_cast<char>(data[i]);
  const std::string_view text(block.get(), size);
  try_as<sample::Order>(text);
  try_as<sample::Shapes>(text);
  try_as<sample::Expression>(text);
  return 0;
}
