/// SHA-256 (FIPS 180-4), so that `sha256sum -c meshgen.manifest` agrees with us.
#pragma once

#include <string>
#include <string_view>

namespace meshgen::base {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace meshgen::base
