#include <cstdio>

#include <fmt/format.h>

#include <mesh/kafka/transport.hpp>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"

namespace mesh::ctl {

int run(const TopicsListCommand& command) {
  const auto config = settings(command.client);
  if (!config) return complain(config.error());
  const auto topics = kafka::list_topics(*config);
  if (!topics) return complain(topics.error());
  for (const auto& topic : *topics)
    (void)std::fputs(fmt::format("{}\t{}\n", topic.name, topic.partitions).c_str(), stdout);
  return kDone;
}

}  // namespace mesh::ctl
