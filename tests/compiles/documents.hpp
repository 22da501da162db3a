/// Random values for a schema: most are made to be valid, some are then changed.
#pragma once

#include <cstddef>
#include <string>

#include "schemas.hpp"

namespace compiles {

class Documents {
 public:
  /// `contract` holds what is referred to and must outlive this.
  Documents(Random& random, const Json& contract) : random_(random), contract_(contract) {}

  [[nodiscard]] Json likely_valid(const Json& schema) { return value(schema, 0); }
  [[nodiscard]] Json anything(std::size_t depth);
  /// Changes one place.
  void mutate(Json& document);
  /// As text, spelled in one way or another.
  [[nodiscard]] std::string spell(const Json& document);

 private:
  Json value(const Json& schema, std::size_t depth);
  Json typed(const Json& schema, const std::string& type, std::size_t depth);
  Json string(const Json& schema);
  Json number(const Json& schema, bool whole);
  Json array(const Json& schema, std::size_t depth);
  Json object(const Json& schema, std::size_t depth);
  void join(Json& into, const Json& schema, std::size_t depth);

  Random& random_;
  const Json& contract_;
};

}  // namespace compiles
