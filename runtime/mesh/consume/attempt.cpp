#include <exception>

#include <mesh/consume/attempt_private.hpp>

namespace mesh::consume {
namespace {

std::string_view text(const RecordView& record, std::string_view header) noexcept {
  const auto* found = record.header(header);
  return found == nullptr ? std::string_view() : found->value.value_or(std::string_view());
}

}  // namespace

EventName event_name(const Shared& shared, const RecordView& record) noexcept {
  if (!shared.options.cloud_events) return {};
  return {text(record, "ce_source"), text(record, "ce_id")};
}

Outcome attempt(RecordHandler& handler, const RecordView& record, const Delivery& delivery) {
  try {
    return handler.handle(record, delivery);
  } catch (const std::exception& error) {
    return Outcome::retry(error.what());
  } catch (...) {
    return Outcome::poison(
        Poison{DeadReason::kPoisonHandler, "exception", "the handler threw something that is no std::exception"});
  }
}

Happening happening(EventKind kind, const Shared& shared, const Work& work) {
  Happening what;
  what.kind = kind;
  if (shared.options.observer == nullptr) return what;
  const auto record = work.view();
  what.topic = record.topic;
  what.partition = record.partition;
  what.offset = record.offset;
  what.key = record.key.value_or(std::string_view());
  what.event_id = event_name(shared, record).id;
  what.attempt = work.attempt;
  return what;
}

}  // namespace mesh::consume
