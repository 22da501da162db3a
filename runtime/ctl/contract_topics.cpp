#include "ctl/contract_topics.hpp"

#include <algorithm>

namespace mesh::ctl {

std::vector<NewTopic> topics_of_contract(const std::string& path, std::string& error) {
  // To be read with the generator's load, resolve and model stages (README.md).
  error = path + ": this meshctl was built without the reader of contracts: name the topics with --topic";
  return {};
}

std::vector<NewTopic> merged(const std::vector<NewTopic>& topics) {
  std::vector<NewTopic> result;
  for (const auto& topic : topics) {
    const auto same =
        std::find_if(result.begin(), result.end(), [&](const NewTopic& t) { return t.name == topic.name; });
    if (same == result.end()) {
      result.push_back(topic);
    } else {
      same->partitions = std::max(same->partitions, topic.partitions);
    }
  }
  return result;
}

}  // namespace mesh::ctl
