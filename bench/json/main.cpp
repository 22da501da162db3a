/// The generated codec against the best and the usual JSON libraries, for three kinds of message.
///   bench_json [KIND]                          all tables, pinned to one core
///   bench_json --instructions KIND NAME[:LOAD] TIMES
///                                              reads (or writes) each of 1,000 documents TIMES times, for callgrind
///   bench_json --schema KIND                   the contract's schema as JSON Schema
#include <sched.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "../frame.hpp"
#include "contestant.hpp"
#include "schema.hpp"
#include "verify.hpp"

namespace {

using namespace bench;

constexpr std::size_t kDocuments = 10'000;
constexpr std::size_t kCounted = 1'000;  ///< under callgrind
constexpr int kRounds = 9;

bool pin_to_one_core() {
  cpu_set_t all;
  if (sched_getaffinity(0, sizeof all, &all) != 0) return false;
  for (int core = CPU_SETSIZE - 1; core >= 0; --core) {
    if (!CPU_ISSET(static_cast<std::size_t>(core), &all)) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(core), &one);
    return sched_setaffinity(0, sizeof one, &one) == 0;
  }
  return false;
}

template <class Message>
Contestant fresh(const Decoder<Message>& decoder, const Texts& texts) {
  return {decoder.name, [decoder, &texts] { return decoder.into_fresh(texts); }};
}

template <class Message>
class Tables {
 public:
  Tables() : kind_(kind_of(Message{})), trees_(make_documents(kind_, kDocuments)) {}

  bool run() {
    const std::vector<Decoder<Message>> all = {generated<Message>(),
                                               generated_padded<Message>(),
                                               simdjson_in_order<Message>(),
                                               simdjson_in_order_padded<Message>(),
                                               simdjson_any_order<Message>(),
                                               simdjson_any_order_padded<Message>(),
                                               rapidjson_valijson<Message>(),
                                               rapidjson_schema<Message>(),
                                               nlohmann_valijson<Message>(false),
                                               nlohmann_valijson<Message>(true)};
    if (!verify(all, trees_, 500)) return false;
    decode_all();
    decode_padded();
    decode_others();
    reject();
    encode_all();
    return true;
  }

 private:
  void table(const std::string& title, const std::vector<Contestant>& contestants, const Texts& texts) const {
    compare(std::string(to_string(kind_)) + ": " + title, contestants, texts.size(), texts.bytes(), kRounds);
  }

  void decode_all() const {
    const Texts texts(trees_);
    const auto own = generated<Message>();
    const auto plain = generated_plain(kind_);
    const auto views = generated_views(kind_);
    table("decode from exact bytes, " + std::to_string(texts.bytes() / texts.size()) + " bytes each",
          {fresh(own, texts),
           {"generated, into a reused struct", [&] { return own.into_reused(texts); }},
           {"generated, contract without constraints", [&] { return plain.into_fresh(texts); }},
           {"generated, texts as views", [&] { return views.into_fresh(texts); }},
           fresh(simdjson_in_order<Message>(), texts),
           fresh(simdjson_any_order<Message>(), texts),
           fresh(rapidjson_valijson<Message>(), texts),
           fresh(rapidjson_schema<Message>(), texts),
           fresh(nlohmann_valijson<Message>(false), texts),
           fresh(nlohmann_valijson<Message>(true), texts)},
          texts);
  }

  void decode_padded() const {
    const Texts texts(trees_, Texts::Layout::kPadded);
    table("decode from padded bytes, in place",
          {fresh(generated_padded<Message>(), texts), fresh(simdjson_in_order_padded<Message>(), texts),
           fresh(simdjson_any_order_padded<Message>(), texts)},
          texts);
  }

  void decode_others() const {
    const auto three = [this](const std::string& title, const Texts& texts) {
      table(title,
            {fresh(generated<Message>(), texts), fresh(simdjson_in_order<Message>(), texts),
             fresh(simdjson_any_order<Message>(), texts)},
            texts);
    };
    three("keys sorted", Texts(in_order(trees_, Keys::kSorted)));
    three("keys in random order", Texts(in_order(trees_, Keys::kRandom)));
    three("pretty-printed", Texts(trees_, Texts::Layout::kExact, 2));
    if (kind_ == Kind::kTelemetry) return;  // has no words
    three("strings with escapes", Texts(make_documents(kind_, kDocuments, Words::kEscaped)));
    three("strings that are not ASCII", Texts(make_documents(kind_, kDocuments, Words::kNotAscii)));
  }

  void reject() const {
    auto first = trees_;
    auto last = trees_;
    for (auto& tree : first) tree = with_wrong_first(kind_, std::move(tree));
    for (auto& tree : last) tree = with_wrong_last(kind_, std::move(tree));
    const Texts good(trees_);
    const Texts wrong_first(first);
    const Texts wrong_last(last);
    const auto own = generated<Message>();
    table("what a refusal costs",
          {fresh(own, good),
           {"generated, first member wrong", [&] { return good.size() - own.into_fresh(wrong_first); }},
           {"generated, last required member wrong", [&] { return good.size() - own.into_fresh(wrong_last); }}},
          good);
  }

  void encode_all() const {
    const Texts texts(trees_);
    const auto own = generated<Message>();
    std::vector<Message> messages(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!own.one(texts[i], messages[i])) return;
    }
    const auto ours = generated_encoder<Message>();
    const auto rapid = rapidjson_writer<Message>();
    const auto dump = nlohmann_dump<Message>(trees_);
    for (std::size_t i = 0; i < 100; ++i) {
      for (const auto& text : {ours.one(messages[i]), rapid.one(messages[i])}) {
        const auto is = nlohmann::json::parse(text);  // members in any order
        if (is != nlohmann::json::parse(trees_[i].dump())) std::printf("UNFAIR: %s is written\n", text.c_str());
      }
    }
    table("encode",
          {{ours.name, [&] { return ours.all(messages); }},
           {rapid.name, [&] { return rapid.all(messages); }},
           {dump.name, [&] { return dump.all(messages); }}},
          texts);
  }

  Kind kind_;
  std::vector<Tree> trees_;
};

/// Documents by the name of what is special about them; none: the name is unknown.
std::vector<Tree> make_load(Kind kind, std::string_view load) {
  const auto spoilt = [kind](Tree (*spoil)(Kind, Tree)) {
    auto trees = make_documents(kind, kCounted);
    for (auto& tree : trees) tree = spoil(kind, std::move(tree));
    return trees;
  };
  if (load.empty()) return make_documents(kind, kCounted);
  if (load == "wrong-first") return spoilt(with_wrong_first);
  if (load == "wrong-last") return spoilt(with_wrong_last);
  if (load == "sorted") return in_order(make_documents(kind, kCounted), Keys::kSorted);
  if (load == "random") return in_order(make_documents(kind, kCounted), Keys::kRandom);
  if (load == "escaped") return make_documents(kind, kCounted, Words::kEscaped);
  if (load == "not-ascii") return make_documents(kind, kCounted, Words::kNotAscii);
  return {};
}

/// What a check holds: the work of one contestant and hardly anything else, so that the difference of two runs counts
/// it.
template <class Message>
int count(std::string_view name, int times) {
  const auto kind = kind_of(Message{});
  const std::size_t colon = std::min(name.find(':'), name.size());
  const std::string_view load = name.substr(std::min(colon + 1, name.size()));
  name = name.substr(0, colon);
  const auto trees = make_load(kind, load);
  const bool is_padded = name.find("padded") != std::string_view::npos;
  const Texts texts(trees, is_padded ? Texts::Layout::kPadded : Texts::Layout::kExact);
  const std::size_t expected = load.starts_with("wrong") ? 0 : kCounted * static_cast<std::size_t>(times);
  const auto repeat = [&](const auto& decoder) {
    std::size_t good = 0;
    for (int i = 0; i < times; ++i) good += decoder(texts);
    return good == expected ? 0 : 1;
  };
  if (name == "generated") return repeat(generated<Message>().into_fresh);
  if (name == "generated-reused") return repeat(generated<Message>().into_reused);
  if (name == "generated-plain") return repeat(generated_plain(kind).into_fresh);
  if (name == "generated-views") return repeat(generated_views(kind).into_fresh);
  if (name == "generated-padded") return repeat(generated_padded<Message>().into_fresh);
  if (name == "simdjson-in-order") return repeat(simdjson_in_order<Message>().into_fresh);
  if (name == "simdjson-any-order") return repeat(simdjson_any_order<Message>().into_fresh);
  if (name == "simdjson-in-order-padded") return repeat(simdjson_in_order_padded<Message>().into_fresh);
  if (name == "rapidjson-valijson") return repeat(rapidjson_valijson<Message>().into_fresh);
  std::vector<Message> messages(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) (void)generated<Message>().one(texts[i], messages[i]);
  const auto write = [&](const Encoder<Message>& encoder) {
    for (int i = 0; i < times; ++i) (void)encoder.all(messages);
    return 0;
  };
  if (name == "generated-encode") return write(generated_encoder<Message>());
  if (name == "rapidjson-encode") return write(rapidjson_writer<Message>());
  std::fprintf(stderr, "no contestant of this name\n");
  return 5;
}

constexpr std::array<std::pair<std::string_view, Kind>, 3> kKinds = {
    {{"order", Kind::kOrder}, {"agent", Kind::kAgentMessage}, {"telemetry", Kind::kTelemetry}}};

int usage() {
  std::fprintf(stderr,
               "usage: bench_json [order|agent|telemetry]\n"
               "       bench_json --instructions KIND CONTESTANT[:LOAD] TIMES\n"
               "       bench_json --schema KIND\n");
  return 5;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const auto kind_at = [&arguments](std::size_t i) {
    return i < arguments.size()
               ? std::find_if(
                     kKinds.begin(), kKinds.end(), [&](const auto& each) { return each.first == arguments[i]; })
               : kKinds.end();
  };
  if (!arguments.empty() && arguments[0] == "--schema") {
    if (kind_at(1) == kKinds.end()) return usage();
    std::printf("%s\n", schema_of(kind_at(1)->second, true).c_str());
    return 0;
  }
  if (!arguments.empty() && arguments[0] == "--instructions") {
    if (arguments.size() != 4 || kind_at(1) == kKinds.end()) return usage();
    const int times = std::atoi(argv[4]);
    if (kind_at(1)->second == Kind::kOrder) return count<messages::Order>(arguments[2], times);
    if (kind_at(1)->second == Kind::kAgentMessage) return count<Agent>(arguments[2], times);
    return count<messages::Telemetry>(arguments[2], times);
  }
  if (!arguments.empty() && kind_at(0) == kKinds.end()) return usage();
  if (!pin_to_one_core()) std::printf("NOT PINNED to one core: the figures are of a thread that may move\n");
  const auto wanted = [&](Kind kind) { return arguments.empty() || kind_at(0)->second == kind; };
  if (wanted(Kind::kOrder) && !Tables<messages::Order>().run()) return 1;
  if (wanted(Kind::kAgentMessage) && !Tables<Agent>().run()) return 1;
  if (wanted(Kind::kTelemetry) && !Tables<messages::Telemetry>().run()) return 1;
  return 0;
}
