#include <mesh/consume/attempt_private.hpp>
#include <mesh/consume/lane_private.hpp>

namespace mesh::consume {

/// What the handler staged, and the event that it has done; nullptr if that is nothing.
std::unique_ptr<Outputs> Lane::take_outputs(const RecordView& record) {
  EventName event;
  if (shared_->dedup.enabled()) event = event_name(*shared_, record);
  if (transaction_.records().empty() && !event.known()) return nullptr;
  auto outputs = std::make_unique<Outputs>();
  outputs->records = transaction_.take();
  for (const auto& each : outputs->records) outputs->bytes += bytes_of(each);
  if (event.known()) {
    outputs->event_source = event.source;
    outputs->event_id = event.id;
  }
  return outputs;
}

/// Written in the transaction that commits the record's offset: the record is finished, its letter is not yet visible.
void Lane::stage_dead_letter(Held& held) {
  auto letter = dead_letter_of(held, policy::DeadLetterForm::kFull);
  const auto fits = [&] { return shared_->largest_record == 0 || bytes_of(letter) <= shared_->largest_record; };
  if (!fits()) letter = dead_letter_of(held, policy::DeadLetterForm::kShort);
  if (!fits()) {
    const Error error{ErrorKind::kTooLarge, false, 0,
                      "a dead letter of " + std::to_string(bytes_of(letter)) +
                          " bytes: the key waits until 'kafka.producer.message.max.bytes' is raised above that"};
    return dead_letter_failed(held, error);
  }
  ++shared_->counters.dead_lettered;
  auto what = happening(EventKind::kDeadLettered, *shared_, held.head);
  what.reason = held.cause.reason;
  what.detail = held.cause.detail;
  shared_->tell(what);
  auto outputs = std::make_unique<Outputs>();
  outputs->bytes = bytes_of(letter);
  outputs->records.push_back(std::move(letter));
  finish(std::move(held.head), &held, true, std::move(outputs));
}

}  // namespace mesh::consume
