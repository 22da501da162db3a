/// Whose side of the contract becomes code.
#pragma once

#include "model/api.hpp"

namespace meshgen::model {

/// What a receive operation does when the contract does not say: group `<contract>.<operation>`, dead letters to
/// `<topic>.<group>.dlq` (an address with parameters gives their names to that topic).
void complete_receive(const Api& api, Operation& operation);

/// The other side: what the contract's application sends is received, what it receives is sent. Groups, retries and
/// dead letters of the contract are those of its own application, so the other side's receives get the defaults.
void invert(Api& api);

}  // namespace meshgen::model
