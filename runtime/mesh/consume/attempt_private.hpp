/// One attempt at one record.
#pragma once

#include <string_view>

#include <mesh/consume/work_private.hpp>

namespace mesh::consume {

/// What CloudEvents duplicates are known by; empty views for other records.
struct EventName {
  std::string_view source;
  std::string_view id;

  [[nodiscard]] bool known() const noexcept { return !source.empty() && !id.empty(); }
};
[[nodiscard]] EventName event_name(const Shared& shared, const RecordView& record) noexcept;

/// Calls the handler. What it throws becomes an outcome: retry for a std::exception, poison for anything else.
[[nodiscard]] Outcome attempt(RecordHandler& handler, const RecordView& record, const Delivery& delivery);

/// A happening with what is known of the record, if somebody listens.
[[nodiscard]] Happening happening(EventKind kind, const Shared& shared, const Work& work);

}  // namespace mesh::consume
