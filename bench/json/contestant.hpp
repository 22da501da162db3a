/// Who takes part. Each file of this folder that is named after a library gives the functions of one contestant; all
/// fill the same structs from the same bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checked/types.hpp"
#include "documents.hpp"

namespace bench {

/// Peers cannot make a JsonText without having it validated once more, which would be unfair: they keep the text here.
struct Agent : messages::AgentMessage {
  std::string metadata_text;
};

/// Which document the struct is of, for its schema.
constexpr Kind kind_of(const messages::Order&) { return Kind::kOrder; }
constexpr Kind kind_of(const Agent&) { return Kind::kAgentMessage; }
constexpr Kind kind_of(const messages::Telemetry&) { return Kind::kTelemetry; }

enum class Checks { kNothing, kAllButFormat, kAll };

template <class Message>
struct Decoder {
  std::string name;
  Checks checks = Checks::kNothing;
  std::function<bool(std::string_view, Message&)> one;
  /// Each decodes all texts and counts those that were accepted.
  std::function<std::size_t(const Texts&)> into_fresh;
  std::function<std::size_t(const Texts&)> into_reused;
};

/// `decode(text, message)`; the loops are made here so that it can be inlined into them.
template <class Message, class Decode>
Decoder<Message> make_decoder(std::string name, Checks checks, Decode decode) {
  return {std::move(name), checks, decode,
          [decode](const Texts& texts) {
            std::size_t good = 0;
            for (std::size_t i = 0; i < texts.size(); ++i) {
              Message message;
              good += decode(texts[i], message) ? 1U : 0U;
            }
            return good;
          },
          [decode](const Texts& texts) {
            std::size_t good = 0;
            Message message;
            for (std::size_t i = 0; i < texts.size(); ++i) good += decode(texts[i], message) ? 1U : 0U;
            return good;
          }};
}

template <class Message>
struct Encoder {
  std::string name;
  std::function<std::string(const Message&)> one;
  /// Counts the messages, each into a buffer that is used again.
  std::function<std::size_t(const std::vector<Message>&)> all;
};

// What takes a padded text may read Texts::kPadding bytes behind it.
template <class Message>
Decoder<Message> generated();
template <class Message>
Decoder<Message> generated_padded();
/// Of the same contract made in another way, with struct types of its own.
struct OtherTypes {
  std::function<std::size_t(const Texts&)> into_fresh;
};
template <class Message>
OtherTypes decode_other() {
  return {[](const Texts& texts) {
    std::size_t good = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Message message;
      good += decode(texts[i], message) ? 1U : 0U;
    }
    return good;
  }};
}
/// Without its constraints.
OtherTypes generated_plain(Kind kind);
/// With texts that lie in what they were read from (`--types string=view`).
OtherTypes generated_views(Kind kind);

template <class Message>
Decoder<Message> simdjson_any_order();
template <class Message>
Decoder<Message> simdjson_in_order();
template <class Message>
Decoder<Message> simdjson_any_order_padded();
template <class Message>
Decoder<Message> simdjson_in_order_padded();
template <class Message>
Decoder<Message> rapidjson_valijson();
template <class Message>
Decoder<Message> rapidjson_schema();
template <class Message>
Decoder<Message> nlohmann_valijson(bool with_format);

template <class Message>
Encoder<Message> generated_encoder();
template <class Message>
Encoder<Message> rapidjson_writer();
/// From ready trees: making them is not counted.
template <class Message>
Encoder<Message> nlohmann_dump(const std::vector<Tree>& trees);

}  // namespace bench
