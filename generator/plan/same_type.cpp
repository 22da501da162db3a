#include "plan/same_type.hpp"

#include <algorithm>

#include "load/node.hpp"
#include "plan/cpp_type.hpp"

namespace meshgen::plan {
namespace {

using model::Match;
using model::TypeId;

bool same_text(const load::Node* first, const load::Node* second) {
  if (first == nullptr || second == nullptr) return first == second;
  return load::to_json(*first) == load::to_json(*second);
}

bool same_values(const std::vector<model::EnumValue>& first, const std::vector<model::EnumValue>& second) {
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](const auto& a, const auto& b) { return a.wire == b.wire && a.called == b.called; });
}

}  // namespace

std::optional<std::pair<const diag::SourceFile*, std::uint32_t>> SameTypes::place(const diag::Span& span) const {
  const auto found = files_.find(span.file);
  return found == files_.end() ? std::nullopt : std::optional(std::pair(found->second, span.begin));
}

std::size_t SameTypes::pair(TypeId first, TypeId second) {
  const auto [found, is_new] = index_.emplace(std::pair(first, second), pairs_.size());
  if (is_new) pairs_.push_back({first, second, false, {}});
  return found->second;
}

void SameTypes::settle() {
  for (std::size_t at = 0; at < pairs_.size(); ++at) compare(at);
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < pairs_.size(); ++at) {
    if (pairs_[at].differs) open.push_back(at);
  }
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto holder : pairs_[at].holders) {
      if (!pairs_[holder].differs) open.push_back(holder);
      pairs_[holder].differs = true;
    }
  }
}

void SameTypes::compare(std::size_t at) {
  const auto& first = first_[pairs_[at].first];
  const auto& second = second_[pairs_[at].second];
  const auto is_there =
      !is_named(first) || place(first.origin.span) == std::pair(second.origin.span.file, second.origin.span.begin);
  const bool same = is_there && first.nullable == second.nullable && first.is_secret == second.is_secret &&
                    first.is_ruled == second.is_ruled && (!first.is_ruled || same_text(first.schema, second.schema)) &&
                    same_shape(first, second, at);
  if (!same) pairs_[at].differs = true;
}

bool SameTypes::same_use(TypeId first, TypeId second, std::size_t holder) {
  if (first_.is_nullable(first) != second_.is_nullable(second) ||
      first_.is_secret(first) != second_.is_secret(second) ||
      !same_text(first_.rule_of(first), second_.rule_of(second))) {
    return false;
  }
  const auto child = pair(first_.target(first), second_.target(second));
  pairs_[child].holders.push_back(holder);
  return true;
}

bool SameTypes::same_shape(const model::Type& first, const model::Type& second, std::size_t holder) {
  if (first.shape.index() != second.shape.index()) return false;
  // What has no parts says all that it is in its schema.
  const auto leaf = [&](const auto&) { return same_text(first.schema, second.schema); };
  return std::visit(
      Match{[&](const model::Boolean& it) { return leaf(it); }, [&](const model::Integer& it) { return leaf(it); },
            [&](const model::Number& it) { return leaf(it); }, [&](const model::String& it) { return leaf(it); },
            [&](const model::StringConst& it) { return leaf(it); }, [&](const model::Any& it) { return leaf(it); },
            [&](const model::StringEnum& it) {
              return same_values(it.values, std::get<model::StringEnum>(second.shape).values);
            },
            [&](const model::ValueEnum& it) {
              return same_values(it.values, std::get<model::ValueEnum>(second.shape).values);
            },
            [&](const model::Array& it) {
              const auto& other = std::get<model::Array>(second.shape);
              return it.min_items == other.min_items && it.max_items == other.max_items &&
                     it.unique.has_value() == other.unique.has_value() && same_use(it.items, other.items, holder);
            },
            [&](const model::Map& it) {
              const auto& other = std::get<model::Map>(second.shape);
              return it.min_properties == other.min_properties && it.max_properties == other.max_properties &&
                     same_use(it.values, other.values, holder);
            },
            [&](const model::Object& it) {
              const auto& other = std::get<model::Object>(second.shape);
              if (it.form != other.form || it.closed != other.closed || it.rest.has_value() != other.rest.has_value())
                return false;
              if (it.rest && !same_use(*it.rest, *other.rest, holder)) return false;
              return std::equal(it.properties.begin(), it.properties.end(), other.properties.begin(),
                                other.properties.end(), [&](const auto& a, const auto& b) {
                                  return a.wire_name == b.wire_name && a.called == b.called &&
                                         a.required == b.required && same_text(a.default_value, b.default_value) &&
                                         same_use(a.type, b.type, holder);
                                });
            },
            [&](const model::Union& it) {
              const auto& other = std::get<model::Union>(second.shape);
              return it.by == other.by && it.only_one == other.only_one && it.discriminator == other.discriminator &&
                     std::equal(it.alternatives.begin(), it.alternatives.end(), other.alternatives.begin(),
                                other.alternatives.end(), [&](const auto& a, const auto& b) {
                                  return a.value == b.value && same_use(a.type, b.type, holder);
                                });
            },
            [](const model::Alias&) { return false; }},  // never a target
      first.shape);
}

}  // namespace meshgen::plan
