/// The generated codec against what C++ programs usually do: nlohmann/json with a schema validator, then from the tree
/// to the struct.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "codec.hpp"
#include "frame.hpp"

namespace {

constexpr std::size_t kDocuments = 2000;

std::vector<std::string> make_documents() {
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < kDocuments; ++i) {
    sample::Order order;
    order.order_id = "123e4567-e89b-12d3-a456-4266141" + std::to_string(10000 + i);
    order.placed_at = "2026-02-28T23:59:" + std::to_string(10 + i % 50) + "Z";
    order.currency = i % 2 == 0 ? sample::Currency::kEur : sample::Currency::kUsDollar;
    order.priority = static_cast<std::int32_t>(i % 7) - 3;
    for (std::size_t line = 0; line <= i % 5; ++line) {
      order.lines.push_back({"SKU-" + std::to_string(1000 + (i * 31 + line) % 9000),
                             static_cast<std::int64_t>(1 + i % 100), 0.05 + static_cast<double>(i % 4000) / 4});
    }
    if (i % 3 == 0) {
      order.payment = sample::TransferPayment{true};
    } else {
      order.payment = sample::CardPayment{std::to_string(1000 + i % 9000)};
    }
    if (i % 2 == 0) order.note = "by door";
    std::string text;
    if (const auto checked = encode(order, text); !checked) std::printf("%s\n", to_string(checked.error()).c_str());
    documents.push_back(std::move(text));
  }
  return documents;
}

/// The contract's schema again, as a validator reads it.
constexpr std::string_view kSchema = R"({
  "type": "object", "additionalProperties": false,
  "required": ["orderId", "placedAt", "currency", "priority", "lines", "payment"],
  "properties": {
    "orderId": {"type": "string",
      "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},
    "placedAt": {"type": "string"},
    "currency": {"type": "string", "enum": ["EUR", "US-Dollar"]},
    "priority": {"type": "integer"},
    "lines": {"type": "array", "minItems": 1, "maxItems": 5, "items": {
      "type": "object", "required": ["sku", "quantity", "price"], "properties": {
        "sku": {"type": "string", "pattern": "^[A-Z0-9-]{3,16}$"},
        "quantity": {"type": "integer", "minimum": 1, "maximum": 100},
        "price": {"type": "number", "exclusiveMinimum": 0, "maximum": 99999.5}}}},
    "payment": {"oneOf": [
      {"type": "object", "additionalProperties": false, "required": ["method", "lastDigits"], "properties": {
        "method": {"const": "card"}, "lastDigits": {"type": "string", "pattern": "^[0-9]{4}$"}}},
      {"type": "object", "additionalProperties": false, "required": ["method"], "properties": {
        "method": {"const": "transfer"}, "instant": {"type": "boolean"}}}]},
    "note": {"type": "string", "minLength": 2, "maxLength": 8}
  }})";

sample::Order from_tree(const nlohmann::json& tree) {
  sample::Order order;
  tree.at("orderId").get_to(order.order_id);
  tree.at("placedAt").get_to(order.placed_at);
  if (!sample::from_string(tree.at("currency").get_ref<const std::string&>(), order.currency)) std::abort();
  tree.at("priority").get_to(order.priority);
  for (const auto& item : tree.at("lines")) {
    sample::Line line;
    item.at("sku").get_to(line.sku);
    item.at("quantity").get_to(line.quantity);
    item.at("price").get_to(line.price);
    order.lines.push_back(std::move(line));
  }
  const auto& payment = tree.at("payment");
  if (payment.at("method") == "card") {
    order.payment = sample::CardPayment{payment.at("lastDigits").get<std::string>()};
  } else {
    sample::TransferPayment transfer;
    if (payment.contains("instant")) transfer.instant = payment.at("instant").get<bool>();
    order.payment = transfer;
  }
  if (tree.contains("note")) order.note = tree.at("note").get<std::string>();
  return order;
}

/// Without format: valijson's check of date-time builds a std::regex each time, which would make the figures silly.
class Usual {
 public:
  Usual() {
    valijson::SchemaParser parser;
    const auto schema = nlohmann::json::parse(kSchema);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), schema_);
  }
  bool decode(const std::string& text, sample::Order& order) {
    const auto tree = nlohmann::json::parse(text, nullptr, false);
    if (tree.is_discarded()) return false;
    if (!validator_.validate(schema_, valijson::adapters::NlohmannJsonAdapter(tree), nullptr)) return false;
    order = from_tree(tree);
    return true;
  }

 private:
  valijson::Schema schema_;
  valijson::Validator validator_;
};

}  // namespace

int main() {
  auto documents = make_documents();
  std::size_t bytes = 0;
  for (const auto& document : documents) bytes += document.size();
  Usual usual;
  const auto generated = [&](auto as_input) {
    return [&documents, as_input] {
      std::size_t good = 0;
      for (auto& document : documents) {
        sample::Order order;
        good += decode(as_input(document), order) ? 1U : 0U;
      }
      return good;
    };
  };
  bench::compare("decode and validate: text to struct",
                 {{"generated, in place", generated([](std::string& text) { return mesh::json::Input(text); })},
                  {"generated, copied in (foreign view)",
                   generated([](std::string& text) { return mesh::json::Input(std::string_view(text)); })},
                  {"nlohmann + valijson (no format) + binding",
                   [&] {
                     std::size_t good = 0;
                     for (const auto& document : documents) {
                       sample::Order order;
                       good += usual.decode(document, order) ? 1U : 0U;
                     }
                     return good;
                   }},
                  {"nlohmann + binding, nothing checked",
                   [&] {
                     std::size_t good = 0;
                     for (const auto& document : documents) {
                       good += from_tree(nlohmann::json::parse(document)).lines.empty() ? 0U : 1U;
                     }
                     return good;
                   }}},
                 documents.size(), bytes);

  std::vector<sample::Order> orders(documents.size());
  std::vector<nlohmann::json> trees;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (!decode(documents[i], orders[i])) return 1;
    trees.push_back(nlohmann::json::parse(documents[i]));
  }
  std::string out;
  bench::compare("encode: struct (or tree) to text",
                 {{"generated, validates first",
                   [&] {
                     std::size_t size = 0;
                     for (const auto& order : orders) {
                       out.clear();
                       if (encode(order, out)) size += out.size() != 0 ? 1U : 0U;
                     }
                     return size;
                   }},
                  {"nlohmann dump of a ready tree",
                   [&] {
                     std::size_t size = 0;
                     for (const auto& tree : trees) size += tree.dump().empty() ? 0U : 1U;
                     return size;
                   }}},
                 documents.size(), bytes);
  return 0;
}
