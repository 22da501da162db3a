#include <catch2/catch_test_macros.hpp>

#include <string>

#include <mesh/memory/broker.hpp>

#include "agent.hpp"

namespace {

using mesh::Outcome;

struct ByHeader final : input::OnHeaderHandler {
  std::string seen;
  Outcome on_opened(const mesh::Received<input::Account, input::OpenedHeaders>& received) override {
    seen += "opened " + received.value.id + ";";
    return Outcome::done();
  }
  Outcome on_closed(const mesh::Received<input::Account, input::ClosedHeaders>& received) override {
    seen += "closed " + received.value.id + ";";
    return Outcome::done();
  }
};

struct ByPayload final : input::OnPayloadHandler {
  std::string seen;
  Outcome on_credited(const mesh::Received<input::Credited>& received) override {
    seen += "+" + std::to_string(received.value.cents.value_or(0)) + ";";
    return Outcome::done();
  }
  Outcome on_debited(const mesh::Received<input::Debited>& received) override {
    seen += "-" + std::to_string(received.value.cents.value_or(0)) + ";";
    return Outcome::done();
  }
};

/// "done", or why the record is dead.
std::string handle(mesh::RecordHandler& dispatch, const mesh::OutgoingRecord& record) {
  std::vector<mesh::HeaderView> headers;
  for (const auto& header : record.headers) headers.push_back({header.name, header.value});
  mesh::RecordView view;
  if (record.value) view.value = *record.value;
  view.headers = headers;
  const auto outcome = dispatch.handle(view, {});
  const auto* reject = std::get_if<Outcome::Reject>(&outcome.value());
  return reject == nullptr ? "done" : reject->error_type + ": " + reject->why;
}

}  // namespace

TEST_CASE("a header tells which message a record is") {
  ByHeader handler;
  input::OnHeaderDispatch dispatch(handler);
  auto record = input::ClosedMessage::write({.id = "a"}, {});
  REQUIRE(record);
  CHECK(handle(dispatch, *record) == "done");
  record = input::OpenedMessage::write({.id = "b"}, {});
  CHECK(handle(dispatch, *record) == "done");
  CHECK(handler.seen == "closed a;opened b;");
  record->headers = {{"x-kind", "moved"}};
  CHECK(handle(dispatch, *record) == "x-kind: x-kind is 'moved', known are: 'opened', 'closed'");
  record->headers.clear();
  CHECK(handle(dispatch, *record) == "x-kind: x-kind is '', known are: 'opened', 'closed'");
}

TEST_CASE("a member of the payload tells which message a record is") {
  ByPayload handler;
  input::OnPayloadDispatch dispatch(handler);
  mesh::OutgoingRecord record;
  record.value = R"({"cents":5,"op":"debit"})";
  CHECK(handle(dispatch, record) == "done");
  record.value = R"({"op":"credit","cents":7})";
  CHECK(handle(dispatch, record) == "done");
  CHECK(handler.seen == "-5;+7;");
  record.value = R"({"op":"refund"})";
  CHECK(handle(dispatch, record) == "op: op is 'refund', known are: 'credit', 'debit'");
  record.value = R"({"cents":7})";
  CHECK(handle(dispatch, record).starts_with("required: "));
  record.value = R"({"op)";
  CHECK(handle(dispatch, record).starts_with("syntax: "));
}
