/// The `x-` fields that are ours. Any other is the user's, and nothing is said of it: but one that is spelled nearly as
/// one of ours, or stands where ours says nothing, would be passed over without a word.
#pragma once

#include <string_view>

#include "diag/sink.hpp"
#include "load/node.hpp"

namespace meshgen::validate {

/// Warns (`extension-name`) when `member`, which stands in an object of this name ("Operation Object"), is such a one.
void check_extension(const load::Member& member, std::string_view object, diag::Sink& sink);

}  // namespace meshgen::validate
