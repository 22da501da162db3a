/// From a tree of rapidjson to the structs, by hand; the tree has been validated before.
#pragma once

#include <string_view>

#include <rapidjson/document.h>

#include "contestant.hpp"

namespace bench {

bool bind(const rapidjson::Value& tree, messages::Order& out);
bool bind(const rapidjson::Value& tree, Agent& out);
bool bind(const rapidjson::Value& tree, messages::Telemetry& out);

}  // namespace bench
