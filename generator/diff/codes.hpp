/// What can change between two contracts: one row a kind of change. People write these codes into meshgen.yaml, so a
/// row never changes its meaning. generator/diff/README.md has the same table for people.
#pragma once

#include <array>
#include <string_view>

namespace meshgen::diff {

struct Code {
  std::string_view id;
  std::string_view means;
};

inline constexpr std::array kCodes{
    // values of a schema
    Code{"type-changed", "another kind of value"},
    Code{"null-allowed", "null is valid, too"},
    Code{"null-forbidden", "null is valid no more"},
    Code{"range-narrowed", "a bound of a number excludes more"},
    Code{"range-widened", "a bound of a number excludes less"},
    Code{"multiple-narrowed", "fewer numbers are a multiple of what is asked for"},
    Code{"multiple-widened", "more numbers are a multiple of what is asked for"},
    Code{"multiple-changed", "numbers must be multiples of something else"},
    Code{"integer-size-changed", "int32 became int64 or uint64, or any other way round"},
    Code{"length-narrowed", "a bound of a string's length excludes more"},
    Code{"length-widened", "a bound of a string's length excludes less"},
    Code{"pattern-added", "strings must match a pattern"},
    Code{"pattern-removed", "strings need not match a pattern"},
    Code{"pattern-changed", "another pattern: what it lets pass is not compared"},
    Code{"format-added", "strings must have a format"},
    Code{"format-removed", "strings need not have a format"},
    Code{"format-changed", "another format"},
    Code{"const-changed", "another constant"},
    Code{"enum-value-added", "one more value is listed"},
    Code{"enum-value-removed", "a value is listed no more"},
    Code{"values-listed", "any string became one of a list"},
    Code{"values-opened", "one of a list became any string"},
    Code{"item-count-narrowed", "a bound of a list's length excludes more"},
    Code{"item-count-widened", "a bound of a list's length excludes less"},
    Code{"unique-items-added", "no two items of a list may be the same now"},
    Code{"unique-items-removed", "two items of a list may be the same now"},
    Code{"member-count-narrowed", "a bound of a map's size excludes more"},
    Code{"member-count-widened", "a bound of a map's size excludes less"},
    Code{"property-added", "a new property that may be absent"},
    Code{"required-property-added", "a new property that must be there"},
    Code{"property-removed", "a property that could be absent is gone"},
    Code{"required-property-removed", "a property that had to be there is gone"},
    Code{"property-required", "a property may be absent no more"},
    Code{"property-optional", "a property may be absent now"},
    Code{"object-closed", "other properties are refused now"},
    Code{"object-opened", "other properties are let pass now"},
    Code{"alternative-added", "one more branch of a oneOf"},
    Code{"alternative-removed", "a branch of a oneOf is gone"},
    Code{"discriminator-changed", "another property tells the branches apart"},
    Code{"unjudged-change", "a keyword or format that is compared by its text only"},
    // messages
    Code{"message-added", "an operation has one more message"},
    Code{"message-removed", "an operation has lost a message"},
    Code{"message-renamed", "the same message under another key"},
    Code{"payload-added", "a message has a payload now"},
    Code{"payload-removed", "a message has no payload any more"},
    Code{"content-type-changed", "another content type"},
    Code{"key-added", "records have a described key now"},
    Code{"key-removed", "records have no described key any more"},
    Code{"key-location-changed", "the key comes from another place of the message"},
    Code{"correlation-changed", "the correlation id lies at another place of the message"},
    Code{"cloudevents-added", "a plain message became a CloudEvent"},
    Code{"cloudevents-removed", "a CloudEvent became a plain message"},
    Code{"ce-type-changed", "another CloudEvents type"},
    Code{"ce-source-changed", "another CloudEvents source"},
    Code{"ce-dataschema-changed", "another CloudEvents dataschema"},
    Code{"ce-attribute-required", "a CloudEvents attribute may be absent no more"},
    Code{"ce-attribute-optional", "a CloudEvents attribute may be absent now"},
    // channels
    Code{"channel-added", "a new channel"},
    Code{"channel-removed", "a channel is gone"},
    Code{"channel-renamed", "the same topic under another key"},
    Code{"topic-renamed", "another topic"},
    Code{"partitions-changed", "another number of partitions: keys move, order between old and new records is lost"},
    Code{"partitions-stated", "the number of partitions is stated now, or no more"},
    Code{"replicas-changed", "another number of replicas"},
    Code{"cleanup-policy-changed", "another cleanup.policy"},
    Code{"retention-lowered", "records vanish sooner"},
    Code{"retention-raised", "records stay longer"},
    Code{"record-size-lowered", "large records are refused"},
    Code{"record-size-raised", "larger records are let pass"},
    Code{"topic-setting-changed", "another setting of the topic"},
    Code{"parameter-added", "a new parameter of the address"},
    Code{"parameter-removed", "a parameter of the address is gone"},
    Code{"parameter-renamed", "the same place of the address under another name"},
    Code{"parameter-value-added", "one more topic"},
    Code{"parameter-value-removed", "a topic less"},
    Code{"parameter-default-changed", "another default of a parameter"},
    Code{"parameter-location-changed", "a parameter comes from another place of the message"},
    // operations
    Code{"operation-added", "a new operation"},
    Code{"operation-removed", "an operation is gone"},
    Code{"operation-renamed", "the same operation under another id"},
    Code{"operation-direction-changed", "send became receive, or the other way round"},
    Code{"operation-channel-changed", "an operation has moved to another channel"},
    Code{"group-changed", "another consumer group: it reads again, or skips"},
    Code{"client-id-changed", "another client id"},
    Code{"retry-changed", "another retry policy"},
    Code{"circuit-breaker-changed", "another circuit breaker"},
    Code{"delivery-strengthened", "a crash loses or repeats less of what is handled"},
    Code{"delivery-weakened", "a crash loses or repeats more of what is handled"},
    Code{"dead-letter-enabled", "what fails is kept now"},
    Code{"dead-letter-disabled", "what fails is kept no more"},
    Code{"dead-letter-topic-changed", "what fails is kept in another topic"},
    Code{"dead-letter-families-changed", "dead letters have headers of other frameworks"},
    Code{"reply-added", "requests are answered now"},
    Code{"reply-removed", "requests are answered no more"},
    Code{"reply-channel-changed", "replies come through another channel"},
    Code{"reply-address-changed", "requests say elsewhere where the reply goes"},
    Code{"reply-headers-changed", "the headers of another framework say which reply is whose"},
    // servers
    Code{"server-added", "a new server"},
    Code{"server-removed", "a server is gone"},
    Code{"server-renamed", "the same host under another key"},
    Code{"server-host-changed", "another host"},
    Code{"protocol-changed", "another protocol"},
    Code{"security-required", "who connects must authenticate now"},
    Code{"security-dropped", "nobody authenticates any more"},
    Code{"security-scheme-added", "one more way to authenticate"},
    Code{"security-scheme-removed", "a way to authenticate is gone"},
    // words
    Code{"deprecated", "declared as going away"},
    Code{"undeprecated", "going away no more"},
    Code{"documentation-changed", "other words for people"},
};

[[nodiscard]] constexpr const Code* find_code(std::string_view id) {
  for (const auto& each : kCodes) {
    if (each.id == id) return &each;
  }
  return nullptr;
}

/// The row of a code; a code without a row does not compile.
[[nodiscard]] consteval const Code& code(std::string_view id) {
  const auto* found = find_code(id);
  if (found == nullptr) throw "there is no such code";
  return *found;
}

}  // namespace meshgen::diff
