/// The tests of the codec by hand (tests/unit/json) run on the generated one, too.
#pragma once

#include "codec.hpp"
