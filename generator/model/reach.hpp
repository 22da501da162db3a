/// Which gaps matter: those that some operation reaches.
#pragma once

#include <set>
#include <vector>

#include "diag/sink.hpp"
#include "model/api.hpp"

namespace meshgen::model {

enum class GapsAre { kWarnings, kErrors };

/// `validate` warns of every gap in the document; `generate` refuses those that a Kafka operation reaches.
void report_gaps(const Api& api, GapsAre gaps_are, diag::Sink& sink);

/// The types that a shape names, in the order in which it does.
[[nodiscard]] std::vector<TypeId> children_of(const Shape& shape);

/// Types reachable from `roots`, each once, parents before children, in the document's order. Without `but`, and what
/// only those lead to.
[[nodiscard]] std::vector<TypeId> reachable_types(const Api& api, const std::vector<TypeId>& roots,
                                                  const std::set<TypeId>& but = {});

/// Messages that become code, each once: those that some operation uses or gets in reply, in order of first use. A
/// document without operations is a library of messages: all of its channels' that can become code; one without
/// channels, those of its components.
[[nodiscard]] std::vector<std::size_t> used_messages(const Api& api);

/// Schemas of a library that become code whether or not a message refers to them.
[[nodiscard]] std::vector<TypeId> library_types(const Api& api);

}  // namespace meshgen::model
