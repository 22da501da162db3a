#include <cstdio>
#include <future>

#include <fmt/format.h>

#include <mesh/kafka/transport.hpp>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"

namespace mesh::ctl {

int run(const ProduceCommand& command) {
  const auto config = settings(command.client);
  if (!config) return complain(config.error());
  OutgoingRecord record;
  record.topic = command.topic;
  record.key = command.key;
  record.value = command.value;
  record.headers = command.headers;
  record.partition = command.partition;
  if (command.value_file) {
    auto value = read_file(*command.value_file);
    if (!value) return complain(value.error());
    record.value = *std::move(value);
  }

  auto transport = kafka::connect(*config);
  if (!transport) return complain(transport.error());
  // Asked first: a send to a missing topic would only end with its delivery timeout.
  const auto states = (*transport)->topic_states({command.topic}, config->millis("connect.timeout.ms"));
  if (!states) return complain(states.error());
  if (!states->front().exists) {
    return complain(
        {.kind = ErrorKind::kUnknownTopic, .message = fmt::format("there is no topic '{}'", command.topic)});
  }
  std::promise<Result<Sent>> promise;
  auto answer = promise.get_future();
  auto taken = (*transport)->producer().send(std::move(record), [&](Result<Sent> result) {
    promise.set_value(std::move(result));
  });
  if (!taken) return complain(taken.error());
  const auto sent = answer.get();
  if (!sent) return complain(sent.error());
  (void)std::fputs(fmt::format("{}[{}]@{}\n", command.topic, sent->partition, sent->offset).c_str(), stdout);
  return kDone;
}

}  // namespace mesh::ctl
