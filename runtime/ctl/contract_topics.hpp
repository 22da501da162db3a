/// The topics that a contract's channels, and the dead letters of its operations, need.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <mesh/ports/transport.hpp>

namespace mesh::ctl {

/// Reads one contract. On failure `error` holds the diagnostics, as they are to be printed, and the list is empty.
using ContractReader = std::function<std::vector<NewTopic>(const std::string& path, std::string& error)>;

/// The topics of one contract, each once, in the order of the document.
[[nodiscard]] std::vector<NewTopic> topics_of_contract(const std::string& path, std::string& error);

/// Joins lists: a topic that several name is served once, with the largest number of partitions that any asks for.
[[nodiscard]] std::vector<NewTopic> merged(const std::vector<NewTopic>& topics);

}  // namespace mesh::ctl
