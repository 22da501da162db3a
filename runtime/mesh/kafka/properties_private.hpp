/// What librdkafka's own documentation table says about its properties.
#pragma once

#include <string>
#include <vector>

namespace mesh::kafka {

struct Property {
  std::string name;
  std::string canonical;  ///< the name that this one is an alias of, else itself
  char scope = '*';       ///< 'P' producer, 'C' consumer, '*' both
};

/// Every property that can be set with a string, of the librdkafka that is linked. Read once; any thread.
[[nodiscard]] const std::vector<Property>& properties();
[[nodiscard]] const Property* find_property(const std::string& name);
[[nodiscard]] std::vector<std::string> property_names();

}  // namespace mesh::kafka
