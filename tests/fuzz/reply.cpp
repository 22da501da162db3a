/// libFuzzer: any request is unanswerable with words, or its reply and its refusal find back to the id it gave; any
/// record of a reply topic is read as some id or none.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/policy/exchange.hpp>

namespace {

using mesh::policy::Exchange;

/// name LF value LF …, up to an empty name; the rest is the payload.
struct Record {
  explicit Record(std::string_view rest) {
    const auto next = [&rest] {
      const auto part = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), part.size() + 1));
      return part;
    };
    while (!rest.empty()) {
      const auto name = next();
      if (name.empty()) break;
      headers.push_back({name, rest.empty() ? std::nullopt : std::optional(next())});
    }
    payload = std::string(rest);
    view.headers = headers;
    view.value = payload;
  }
  std::vector<mesh::HeaderView> headers;
  std::string payload;
  mesh::RecordView view;
};

void check_back(const Exchange& exchange, const mesh::OutgoingRecord& reply, const mesh::policy::Asked& asked) {
  if (!asked.correlation || reply.topic != asked.topic || reply.partition != asked.partition) std::abort();
  std::vector<mesh::HeaderView> headers;
  for (const auto& [name, value] : reply.headers) headers.push_back({name, value});
  mesh::RecordView view;
  view.headers = headers;
  const auto given = mesh::policy::read_correlation_id(*asked.correlation);
  if (exchange.id_of_reply(view) != given) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Record record({reinterpret_cast<const char*>(data), size});
  for (const auto preset : {mesh::ReplyHeaders::kMesh, mesh::ReplyHeaders::kSpring, mesh::ReplyHeaders::kSmallrye}) {
    mesh::ExchangeSpec spec{.operation = "ask", .headers = preset};
    const Exchange by_headers(spec);
    spec.reply_address = "$message.payload#/to";
    spec.request_correlation = "$message.payload#/meta/id";
    const Exchange by_payload(spec);
    spec.reply_correlation = "$message.payload#/meta/id";
    (void)Exchange(spec).id_of_reply(record.view);
    for (const auto* exchange : {&by_headers, &by_payload}) {
      (void)exchange->id_of_reply(record.view);
      const auto asked = exchange->read_request(record.view, "");
      if (!asked) {
        if (asked.error().detail.empty() || asked.error().place.empty()) std::abort();
        continue;
      }
      mesh::OutgoingRecord reply;
      exchange->address_reply(reply, *asked);
      check_back(*exchange, reply, *asked);
      const auto refusal = exchange->make_refusal(*asked, {"refused", "code", std::string(record.payload)});
      check_back(*exchange, refusal, *asked);
    }
  }
  return 0;
}
