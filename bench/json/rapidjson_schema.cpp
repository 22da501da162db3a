/// rapidjson's tree, validated by its own SchemaValidator (draft 4, no format), then bound by hand.
#include <memory>

#include <rapidjson/schema.h>

#include "rapidjson_binding.hpp"
#include "schema.hpp"

namespace bench {
namespace {

class Reader {
 public:
  explicit Reader(Kind kind) {
    rapidjson::Document tree;
    const auto text = schema_of(kind, false);
    tree.Parse(text.data(), text.size());
    schema_ = std::make_unique<rapidjson::SchemaDocument>(tree);
    validator_ = std::make_unique<rapidjson::SchemaValidator>(*schema_);
  }
  template <class Message>
  bool operator()(std::string_view text, Message& out) {
    rapidjson::Document tree;
    tree.Parse(text.data(), text.size());
    if (tree.HasParseError()) return false;
    validator_->Reset();
    return tree.Accept(*validator_) && bind(tree, out);
  }

 private:
  std::unique_ptr<rapidjson::SchemaDocument> schema_;
  std::unique_ptr<rapidjson::SchemaValidator> validator_;
};

}  // namespace

template <class Message>
Decoder<Message> rapidjson_schema() {
  const auto reader = std::make_shared<Reader>(kind_of(Message{}));
  return make_decoder<Message>("rapidjson + SchemaValidator (no format) + binding", Checks::kAllButFormat,
                               [reader](std::string_view text, Message& out) { return (*reader)(text, out); });
}

template Decoder<messages::Order> rapidjson_schema();
template Decoder<Agent> rapidjson_schema();
template Decoder<messages::Telemetry> rapidjson_schema();

}  // namespace bench
