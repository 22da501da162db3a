#include "verdicts.hpp"

#include <array>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "codec.hpp"
#include "diag/printer.hpp"
#include "events.hpp"
#include "lint/survey.hpp"
#include "load/yaml.hpp"

namespace ajv {
namespace {

using mesh::json::Schema;

std::string by_schema(const Schema& schema, std::string_view text) {
  const auto wrong = mesh::json::violations(mesh::json::Input(text), schema.at(""), 1);
  return wrong.empty() ? std::string{} : fmt::format("{}: {} [{}]", wrong[0].path, wrong[0].message, wrong[0].keyword);
}

template <class Message>
void by_generated(const std::string& text, const Schema& schema, Verdict& verdict) {
  typename Message::Payload value;
  if (const auto read = decode(std::string_view(text), value); !read) {
    verdict.generated = to_string(read.error());
    return;
  }
  std::string again;
  if (const auto written = encode(value, again); !written) {
    verdict.again = "is not written: " + to_string(written.error());
    return;
  }
  typename Message::Payload back;
  if (const auto read = decode(std::string_view(again), back); !read) {
    verdict.again = again + " is not read: " + to_string(read.error());
  } else if (!(back == value)) {
    verdict.again = again + " reads differently";
  } else if (const auto wrong = by_schema(schema, again); !wrong.empty()) {
    verdict.again = again + " is not valid: " + wrong;
  }
}

constexpr std::array kDecoders{
#define AJV_ENTRY(name) &by_generated<::ajv_contract::name##Message>,
#include "entries.inc"
#undef AJV_ENTRY
};

}  // namespace

Verdicts::Verdicts(const std::string& schemas) : schemas_(schemas), files_(schemas_.contract()) {
  if (schemas_.entries.size() != kDecoders.size()) throw std::runtime_error("other schemas than were compiled");
  document_ = meshgen::resolve::resolve(files_, "suite.json", sink_);
  if (!document_ || sink_.has_errors())
    throw std::runtime_error(meshgen::diag::print(sink_, meshgen::diag::Colours::kNever));
  const auto* channels = document_->root().find("channels");
  for (std::size_t i = 0; i < schemas_.entries.size(); ++i) {
    const auto name = fmt::format("G{:03}", i + 1);
    const auto* payload = channels->find(name)->find("messages")->find(name)->find("payload");
    payloads_.push_back(meshgen::lint::json_schema(*document_, *payload));
    auto compiled = Schema::compile(meshgen::load::to_json(*schemas_.entries[i].schema));
    if (!compiled) throw std::runtime_error(schemas_.entries[i].id + ": " + to_string(compiled.error()));
    compiled_.push_back(std::move(*compiled));
  }
}

Verdict Verdicts::of(std::size_t entry, const std::string& text) const {
  Verdict verdict;
  kDecoders.at(entry)(text, compiled_[entry], verdict);
  verdict.schema = by_schema(compiled_[entry], text);
  verdict.judge = by_judge(entry, text);
  return verdict;
}

std::string Verdicts::by_judge(std::size_t entry, const std::string& text) const {
  meshgen::diag::Sink sink;
  // Within an object: what begins otherwise is read as YAML, which has no pairs of surrogates.
  const meshgen::diag::SourceFile source("value.json", "{\"value\": " + text + "}");
  const auto root = meshgen::load::parse_yaml(source, sink);
  if (!root) return "is no JSON: " + sink.sorted().front()->message;
  meshgen::lint::Judge judge(*document_);
  const auto wrong = judge.objection(*payloads_[entry], *root->find("value"));
  return wrong ? fmt::format("{}: {}", wrong->path, wrong->text) : std::string{};
}

}  // namespace ajv
