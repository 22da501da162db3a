#include "model/integer_formats.hpp"

namespace meshgen::model {

std::optional<IntegerLimits> limits_of_format(std::string_view name) {
  const auto between = [](std::string_view least, std::string_view greatest) {
    return IntegerLimits{*base::ExactNumber::parse(least), *base::ExactNumber::parse(greatest)};
  };
  if (name == "int32") return between("-2147483648", "2147483647");
  if (name == "uint64") return between("0", "18446744073709551615");
  return std::nullopt;
}

}  // namespace meshgen::model
