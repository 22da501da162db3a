/// What a handler gets: the decoded message and what is known of its delivery.
#pragma once

#include <stop_token>
#include <type_traits>

#include <tl/expected.hpp>

#include <mesh/base/record.hpp>
#include <mesh/consume/outcome.hpp>
#include <mesh/events/attributes.hpp>

namespace mesh {

/// The headers type of messages that declare none of their own.
struct NoHeaders {
  friend bool operator==(const NoHeaders&, const NoHeaders&) = default;
};

class Transaction;

/// How often and since when the runtime tries this record.
struct Delivery {
  int attempt = 1;                     ///< 1 on the first
  std::stop_token stopping;            ///< asked to stop, or the partition was taken away: finish soon
  Transaction* transaction = nullptr;  ///< of an exactly-once operation: generated code hands it to the handler
};

/// Valid during the handler's call only; copy what you keep. With `--types string=view`, texts of `value` (mesh::Text)
/// lie in `record`, so that a copy of `value` is as short-lived: `keep()` the texts that you keep, or copy the bytes of
/// `*record.value` and decode those. Each attempt decodes its record anew.
template <class Payload, class Headers = NoHeaders>
struct Received {
  const Payload& value;
  const Headers& headers;        ///< typed headers (plain messages) or extension attributes (CloudEvents)
  const EventAttributes& event;  ///< empty for plain messages
  const RecordView& record;      ///< topic, partition, offset, key, raw headers
  const Delivery& delivery;
};

/// What generated code gives the subscription: decodes a record and calls the user's handler.
/// Called from lane threads: concurrently for different keys, never for one key.
class RecordHandler {
 public:
  virtual ~RecordHandler() = default;
  [[nodiscard]] virtual Outcome handle(const RecordView& record, const Delivery& delivery) = 0;
};

/// Reads the record as message `M` and calls `call` with the result. `M` is a generated message: it has `Payload`,
/// `Headers` and `static tl::expected<void, Poison> read(const RecordView&, Payload&, Headers&, EventAttributes&)`.
/// Gives what `call` gives: an Outcome, or what an Outcome becomes.
template <class M, class Call>
[[nodiscard]] auto deliver(const RecordView& record, const Delivery& delivery, Call&& call)
    -> std::invoke_result_t<Call, const Received<typename M::Payload, typename M::Headers>&> {
  typename M::Payload payload{};
  typename M::Headers headers{};
  EventAttributes event;
  if (auto ok = M::read(record, payload, headers, event); !ok) return Outcome::poison(std::move(ok).error());
  return call(Received<typename M::Payload, typename M::Headers>{payload, headers, event, record, delivery});
}

}  // namespace mesh
