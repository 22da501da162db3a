/// libFuzzer: any headers are refused with words, or are a letter whose redrive is no dead letter any more and whose
/// origin, buried again in every family, reads back equal.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/policy/dead_letter.hpp>

namespace {

using mesh::policy::DeadLetter;

/// name LF value LF …, where a value may hold NUL; one that is missing is null.
std::vector<mesh::HeaderView> headers_of(std::string_view rest) {
  std::vector<mesh::HeaderView> headers;
  const auto next = [&rest] {
    const auto part = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    return part;
  };
  while (!rest.empty()) {
    const auto name = next();
    headers.push_back({name, rest.empty() ? std::nullopt : std::optional(next())});
  }
  return headers;
}

std::vector<mesh::HeaderView> views_of(const std::vector<mesh::Header>& headers) {
  std::vector<mesh::HeaderView> views;
  for (const auto& [name, value] : headers) views.push_back({name, value});
  return views;
}

void check_back(const mesh::RecordView& record, const DeadLetter& letter) {
  const auto back = mesh::policy::make_redrive(letter, record, letter.topic, 1);
  const auto views = views_of(back.headers);
  mesh::RecordView again;
  again.headers = views;
  if (mesh::policy::read_dead_letter(again)) std::abort();
  if (again.header(mesh::policy::kRedriveOf) == nullptr) std::abort();

  mesh::RecordView original;
  original.topic = letter.topic;
  original.partition = letter.partition;
  original.offset = letter.offset;
  original.headers = views;
  const mesh::policy::DeadLetterOrigin origin{
      .group = letter.group,
      .operation = letter.operation,
      .handler = letter.handler,
      .families = {.spring = true, .connect = true, .smallrye = true, .streams = true}};
  const auto buried = mesh::policy::make_dead_letter(original, letter.cause, origin, "dlq", 1);
  std::size_t added = 0;
  for (auto i = back.headers.size(); i < buried.headers.size(); ++i)
    added += buried.headers[i].name.size() + buried.headers[i].value->size();
  if (added > mesh::policy::kMaxDeadLetterHeaders) std::abort();
  const auto buried_views = views_of(buried.headers);
  mesh::RecordView seen;
  seen.headers = buried_views;
  const auto read = mesh::policy::read_dead_letter(seen);
  constexpr std::size_t kLongestTopic = 249;
  if (letter.topic.size() > kLongestTopic) return;  // no topic of Kafka's: it may not fit
  if (!read || read->topic != letter.topic || read->partition != letter.partition || read->offset != letter.offset)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto headers = headers_of({reinterpret_cast<const char*>(data), size});
  mesh::RecordView record;
  record.topic = "dlq";
  record.partition = 0;
  record.offset = 7;
  record.headers = headers;
  const auto letter = mesh::policy::read_dead_letter(record);
  if (!letter) {
    if (letter.error().message.empty()) std::abort();
    return 0;
  }
  check_back(record, *letter);
  return 0;
}
