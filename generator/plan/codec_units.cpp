/// A codec in several units: types fall to them by their names.
#include <string>
#include <utility>

#include "base/sha256.hpp"
#include "plan/build_codec.hpp"
#include "plan/codec_planner.hpp"
#include "plan/codec_spelling.hpp"

namespace meshgen::plan {

std::size_t unit_of(std::string_view type_name, std::size_t count) {
  constexpr std::size_t kDigits = 8;
  constexpr int kHex = 16;
  return std::stoul(base::sha256_hex(type_name).substr(0, kDigits), nullptr, kHex) % count;
}

bool CodecPlanner::is_mine(TypeId id) const {
  return unit_ == nullptr || unit_of(plan_.cpp->name(id), unit_->count) == unit_->number;
}

CodecUnitView CodecPlanner::run_unit() {
  CodecUnitView view;
  take_public_names();
  publish_types();
  view.helpers = std::move(helpers_);
  view.codecs = std::move(codecs_);
  view.calls = std::move(calls_);
  view.defaults = std::move(defaults_);
  view.has_payloads = !payloads_.empty();
  if (view.has_payloads) view.payload_schema = raw_literal(payload_bundle_->text());
  view.payloads = std::move(payloads_);
  view.is_empty = view.codecs.empty() && view.calls.empty();
  view.has_arrays = chooses_by_schema_;
  view.rules = std::move(rules_);
  view.has_rules = !view.rules.empty();
  view.has_helpers = view.has_rules || !view.helpers.empty();
  view.shared_includes = includes_of(shared_folders_, plan_.output, "codec_detail.hpp");
  if (view.has_rules) view.schema = raw_literal(bundle_->text());
  return view;
}

std::vector<std::string> CodecPlanner::declarations() {
  std::vector<std::string> list;
  for (const auto id : plan_.reachable) {
    if (!unit_->has_checks->contains(id)) continue;
    const auto type = plan_.cpp->name(id);
    const auto functions = named(id);
    list.push_back(signature_of_read(functions.read, type));
    if (!functions.check.empty()) list.push_back(signature_of_check(functions.check, "const " + type + "&"));
    list.push_back(signature_of_write(functions.write, type));
  }
  return list;
}

SplitCodec split_codec(const model::Api& api, const resolve::ResolvedDocument& document, const TypesPlan& types,
                       const CodecPlan& whole, std::size_t count) {
  diag::Sink told;  // with the whole
  SplitCodec split;
  for (std::size_t number = 0; number < count; ++number) {
    const CodecUnit unit{number, count, &whole.has_checks};
    CodecPlanner planner(api, document, types, told, &unit);
    if (number == 0) split.detail.declarations = planner.declarations();
    auto view = planner.run_unit();
    view.contract = whole.source.contract;
    view.cpp_namespace = whole.source.cpp_namespace;
    view.suffix = number == 0 ? "" : "_" + std::to_string(number + 1);
    split.units.push_back(std::move(view));
  }
  split.detail.has_declarations = !split.detail.declarations.empty();
  split.detail.contract = whole.source.contract;
  split.detail.cpp_namespace = whole.source.cpp_namespace;
  return split;
}

}  // namespace meshgen::plan
