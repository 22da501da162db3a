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
  require(sample::validate(value).has_value());
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
