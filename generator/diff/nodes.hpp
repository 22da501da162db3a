/// What the model does not carry is compared as it stands in the document: by value, through references.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "model/api.hpp"
#include "resolve/document.hpp"

namespace meshgen::diff {

/// The nodes of a contract by their places.
class Nodes {
 public:
  Nodes(const resolve::ResolvedDocument& document, const model::Api& api) : document_(&document), api_(&api) {}

  /// nullptr: nothing stands there.
  [[nodiscard]] const load::Node* at(const diag::Span& place) const;
  [[nodiscard]] const resolve::ResolvedDocument& document() const { return *document_; }

 private:
  void index(const load::Node& node) const;

  const resolve::ResolvedDocument* document_;
  const model::Api* api_;
  /// Filled when the first place is asked for: most contracts have nothing that the model does not carry.
  mutable std::map<std::pair<const diag::SourceFile*, std::uint32_t>, const load::Node*> nodes_;
};

/// The same schema: references followed, the order of members and the words for people left out. Ends for recursive
/// schemas: what is being compared already counts as equal.
[[nodiscard]] bool same_schema(const Nodes& before, const load::Node* was, const Nodes& after, const load::Node* is);

}  // namespace meshgen::diff
