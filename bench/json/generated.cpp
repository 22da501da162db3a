/// Our generated codec, as a Kafka record's handler calls it: exact bytes are copied in once by the codec itself.
#include "checked/codec.hpp"
#include "contestant.hpp"

namespace bench {
namespace {

template <class Message>
Encoder<Message> make_encoder() {
  return {"generated, validates first",
          [](const Message& message) {
            std::string out;
            return encode(message, out) ? out : std::string();
          },
          [](const std::vector<Message>& messages) {
            std::string out;
            std::size_t good = 0;
            for (const auto& message : messages) {
              out.clear();
              if (encode(message, out)) ++good;
            }
            return good;
          }};
}

}  // namespace

template <class Message>
Decoder<Message> generated() {
  return make_decoder<Message>("generated: decode and validate", Checks::kAll,
                               [](std::string_view text, Message& out) { return bool(decode(text, out)); });
}

template <class Message>
Decoder<Message> generated_padded() {
  return make_decoder<Message>("generated: decode and validate", Checks::kAll, [](std::string_view text, Message& out) {
    return bool(decode(mesh::json::Input::padded(text), out));
  });
}

template <class Message>
Encoder<Message> generated_encoder() {
  return make_encoder<Message>();
}

template Decoder<messages::Order> generated();
template Decoder<Agent> generated();
template Decoder<messages::Telemetry> generated();
template Decoder<messages::Order> generated_padded();
template Decoder<Agent> generated_padded();
template Decoder<messages::Telemetry> generated_padded();
template Encoder<messages::Order> generated_encoder();
template Encoder<Agent> generated_encoder();
template Encoder<messages::Telemetry> generated_encoder();

}  // namespace bench
