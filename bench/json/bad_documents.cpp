#include "documents.hpp"

namespace bench {
namespace {

class List {
 public:
  explicit List(const Tree& good) : good_(good) {}

  void set(const std::string& pointer, Tree value, bool is_by_format = false) {
    auto tree = good_;
    tree[Tree::json_pointer(pointer)] = value;
    all_.push_back({std::move(tree), pointer + " = " + value.dump(), is_by_format});
  }
  void drop(const std::string& pointer, const std::string& name) {
    auto tree = good_;
    tree[Tree::json_pointer(pointer)].erase(name);
    all_.push_back({std::move(tree), pointer + " without " + name});
  }
  std::vector<BadDocument> take() { return std::move(all_); }

 private:
  const Tree& good_;
  std::vector<BadDocument> all_;
};

void order(List& list, const Tree& good) {
  list.set("/orderId", "123e4567-e89b-12d3-a456-42661417400", true);
  list.set("/orderId", 5);
  list.set("/customer", "No Capitals");
  list.set("/placedAt", "2026-02-29T12:00:00Z", true);
  list.set("/currency", "XXX");
  list.set("/priority", 10);
  list.set("/priority", -1);
  list.set("/priority", 1.5);
  list.set("/total", 1000000.5);
  list.set("/total", "12");
  list.set("/items", Tree::array());
  auto six = Tree::array();
  for (int i = 0; i < 6; ++i) six.push_back(good.at("items").at(0));
  list.set("/items", six);
  list.set("/items/0/sku", "A");
  list.set("/items/0/title", "");
  list.set("/items/0/quantity", 0);
  list.set("/items/0/price", 100000);
  list.set("/items/0/more", 1);
  list.set("/shipTo/postcode", "12_34");
  list.set("/shipTo/country", "Germany");
  list.set("/note", std::string(81, 'x'));
  list.set("/express", "yes");
  list.set("/surplus", 1);
  list.drop("", "total");
  list.drop("/shipTo", "city");
}

void agent_message(List& list) {
  list.set("/messageId", "not one", true);
  list.set("/conversation", "UPPER-CASE");
  list.set("/sentAt", "2026-13-01T00:00:00Z", true);
  list.set("/sender", "");
  list.set("/body", {{"kind", "else"}});
  list.set("/body", {{"kind", "text"}, {"language", "english"}, {"text", "a"}});
  list.set("/body", {{"kind", "text"}, {"language", "en"}, {"text", "a"}, {"ok", true}});
  list.set("/body", {{"language", "en"}, {"text", "a"}});
  list.set("/labels", {{"a", 5}});
  list.set("/labels", {{"a", std::string(41, 'x')}});
  list.set("/embedding/31", 1.5);
  list.set("/embedding/7", "0.5");
  list.set("/embedding", {0.5});
  list.set("/final", 0);
  list.set("/surplus", 1);
  list.drop("", "metadata");
}

void telemetry(List& list) {
  list.set("/device", "NO");
  list.set("/seq", -1);
  list.set("/at", 1);
  list.set("/temperature", 151);
  list.set("/humidity", -0.5);
  list.set("/voltage", "3");
  list.set("/ok", nullptr);
  list.set("/surplus", 1);
  list.drop("", "ok");
}

}  // namespace

std::vector<BadDocument> make_bad_documents(Kind kind, const Tree& good) {
  List list(good);
  switch (kind) {
    case Kind::kOrder:
      order(list, good);
      break;
    case Kind::kAgentMessage:
      agent_message(list);
      break;
    case Kind::kTelemetry:
      telemetry(list);
      break;
  }
  return list.take();
}

Tree with_wrong_first(Kind kind, Tree tree) {
  switch (kind) {
    case Kind::kOrder:
      tree["orderId"] = "123e4567-e89b-12d3-a456-42661417400z";
      break;
    case Kind::kAgentMessage:
      tree["messageId"] = "123e4567-e89b-12d3-a456-42661417400z";
      break;
    case Kind::kTelemetry:
      tree["device"] = "dev 12345";
      break;
  }
  return tree;
}

Tree with_wrong_last(Kind kind, Tree tree) {
  switch (kind) {
    case Kind::kOrder:
      tree["shipTo"]["country"] = "de";
      break;
    case Kind::kAgentMessage:
      tree["embedding"][31] = 2;
      break;
    case Kind::kTelemetry:
      tree["ok"] = 1;
      break;
  }
  return tree;
}

}  // namespace bench
