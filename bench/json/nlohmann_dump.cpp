/// nlohmann/json from a ready tree to text: making the tree from the struct is not counted.
#include <memory>

#include "contestant.hpp"

namespace bench {

template <class Message>
Encoder<Message> nlohmann_dump(const std::vector<Tree>& trees) {
  const auto ready = std::make_shared<std::vector<nlohmann::json>>();
  for (const auto& tree : trees) ready->push_back(nlohmann::json::parse(tree.dump()));
  return {"nlohmann dump of a ready tree", nullptr, [ready](const std::vector<Message>&) {
            std::size_t good = 0;
            for (const auto& tree : *ready) good += tree.dump().empty() ? 0U : 1U;
            return good;
          }};
}

template Encoder<messages::Order> nlohmann_dump(const std::vector<Tree>&);
template Encoder<Agent> nlohmann_dump(const std::vector<Tree>&);
template Encoder<messages::Telemetry> nlohmann_dump(const std::vector<Tree>&);

}  // namespace bench
