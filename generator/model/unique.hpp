/// `uniqueItems`, where C++ values can tell it.
#pragma once

#include "model/types.hpp"

namespace meshgen::model {

/// Two items are the same if all that a struct keeps of them is: not so where it passes over members, or holds any
/// JSON. Lists of such get a gap in place of the keyword. Once all types are known.
void settle_unique_items(Types& types);

}  // namespace meshgen::model
