/// Reads what a run has left in topics and files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "evidence.hpp"
#include "scene.hpp"
#include "watch.hpp"

namespace mesh::test {

/// All records of the orders, up to the ends that the broker names.
[[nodiscard]] std::vector<Stored> read_orders(const Scene& scene);

/// Reads letters and what the transformers put out until each record of the orders has its share, and a little longer
/// to see one too many. Writes down what does not come.
void read_outputs(const Scene& scene, const std::string& transformers_group, Evidence& evidence);

/// The handlers' log, and at how many of its events the samples were taken.
void read_log(const std::filesystem::path& log, const std::vector<Watch::Sample>& samples, Evidence& evidence);

}  // namespace mesh::test
