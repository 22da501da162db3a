/// What a record of the soak is and what its handler answers, by its name alone: so every process, and who judges them
/// later, knows the same without asking.
#pragma once

#include <string>

#include <mesh/base/record.hpp>

#include "checkers.hpp"

namespace mesh::test {

/// Rejected by every handler.
[[nodiscard]] bool is_poison(const RecordId& id);
/// How many attempts at it fail before one succeeds; below the attempts that `receive_spec()` allows.
[[nodiscard]] int failures_of(const RecordId& id);
/// The transformer dead-letters what ends in 7, and passes on the rest.
[[nodiscard]] bool is_refused_by_transformer(const RecordId& id);

/// Its value begins with n; that of poison goes on with bytes that are no text, and it has odd headers.
[[nodiscard]] OutgoingRecord soak_record(const std::string& topic, const RecordId& id);
/// Key, value and the first headers are what soak_record() made, byte for byte.
[[nodiscard]] bool is_as_sent(const RecordView& record, const RecordId& id);
/// Of any record of the soak.
[[nodiscard]] RecordId id_of(const RecordView& record);

}  // namespace mesh::test
