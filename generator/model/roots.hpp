/// Payloads that are no objects: each gets a name, as generated calls are told apart by the types they take.
#pragma once

#include "model/api.hpp"

namespace meshgen::model {

void name_roots(Api& api);

}  // namespace meshgen::model
