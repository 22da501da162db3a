/// rapidjson's tree, validated by valijson, then bound by hand: the fastest whole job that Debian's packages give.
#include <memory>

#include <valijson/adapters/rapidjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "rapidjson_binding.hpp"
#include "schema.hpp"

namespace bench {
namespace {

class Reader {
 public:
  explicit Reader(Kind kind) {
    rapidjson::Document schema;
    const auto text = schema_of(kind, false);
    schema.Parse(text.data(), text.size());
    valijson::SchemaParser().populateSchema(valijson::adapters::RapidJsonAdapter(schema), schema_);
  }
  template <class Message>
  bool operator()(std::string_view text, Message& out) {
    rapidjson::Document tree;
    tree.Parse(text.data(), text.size());
    if (tree.HasParseError()) return false;
    return validator_.validate(schema_, valijson::adapters::RapidJsonAdapter(tree), nullptr) && bind(tree, out);
  }

 private:
  valijson::Schema schema_;
  valijson::Validator validator_;
};

}  // namespace

template <class Message>
Decoder<Message> rapidjson_valijson() {
  const auto reader = std::make_shared<Reader>(kind_of(Message{}));
  return make_decoder<Message>("rapidjson + valijson (no format) + binding", Checks::kAllButFormat,
                               [reader](std::string_view text, Message& out) { return (*reader)(text, out); });
}

template Decoder<messages::Order> rapidjson_valijson();
template Decoder<Agent> rapidjson_valijson();
template Decoder<messages::Telemetry> rapidjson_valijson();

}  // namespace bench
