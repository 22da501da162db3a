/// What the objects of a document say of one another: operations of channels and messages, channels of servers and of
/// the parameters in their addresses.
#pragma once

#include <string_view>

#include "diag/sink.hpp"
#include "resolve/document.hpp"

namespace meshgen::validate {

void check_relations(const resolve::ResolvedDocument& document, diag::Sink& sink);

/// Does the text of a reference name a channel under the `channels` of some document's root? An operation of the root
/// whose channel does not is refused.
[[nodiscard]] bool names_root_channel(std::string_view reference);

/// Is this reference, by its text, one to a message of the channel that the other names? An operation's messages that
/// are not are refused, unless one of both texts is no URI reference: the reference parser then looks no further.
[[nodiscard]] bool names_message_of(std::string_view message, std::string_view channel);

}  // namespace meshgen::validate
