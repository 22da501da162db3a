#include "ctl/contract_topics.hpp"

#include <algorithm>

#include "diag/printer.hpp"
#include "load/files.hpp"
#include "model/build.hpp"
#include "resolve/document.hpp"
#include "validate/validate.hpp"

namespace mesh::ctl {

std::vector<NewTopic> topics_of_contract(const std::string& path, std::string& error) {
  meshgen::diag::Sink sink;
  meshgen::load::DiskFiles files;
  const auto document = meshgen::resolve::resolve(files, path, sink);
  if (!document || !meshgen::validate::validate(*document, sink)) {
    error = meshgen::diag::print(sink, meshgen::diag::Colours::kNever);
    return {};
  }
  const auto api = meshgen::model::build_model(*document, sink);
  if (sink.has_errors()) {
    error = meshgen::diag::print(sink, meshgen::diag::Colours::kNever);
    return {};
  }
  std::vector<NewTopic> topics;
  for (const auto& channel : api.channels) {
    if (channel.topic.empty() || channel.topic.find_first_of("{/") != std::string::npos) continue;
    NewTopic topic;
    topic.name = channel.topic;
    topic.partitions = channel.kafka.partitions.value_or(0);
    topics.push_back(std::move(topic));
  }
  for (const auto& operation : api.operations) {
    if (operation.action != meshgen::model::Action::kReceive || !operation.dead_letter.enabled) continue;
    NewTopic topic;
    topic.name = operation.dead_letter.topic;
    topic.partitions = api.channels[operation.channel].kafka.partitions.value_or(0);
    topics.push_back(std::move(topic));
  }
  return merged(topics);
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
