/// Random draft-07 schemas: every construct, and every word that C++ could stumble over.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "random.hpp"

namespace compiles {

using Json = nlohmann::ordered_json;

class Schemas {
 public:
  explicit Schemas(Random& random);

  /// `#/components/schemas`: they refer to each other as they like.
  [[nodiscard]] Json components();
  [[nodiscard]] Json payload();

 private:
  Json any(std::size_t depth);
  Json plain(std::size_t depth);
  Json reference();
  Json string();
  Json integer();
  Json number();
  Json enumeration();
  Json constant();
  Json array(std::size_t depth);
  Json tuple(std::size_t depth);
  Json object(std::size_t depth);
  Json map(std::size_t depth);
  Json kinds(std::size_t depth);
  Json by_constant(std::size_t depth);
  Json by_kind(std::size_t depth);
  Json alternatives(std::size_t depth);
  Json or_null(std::size_t depth);
  Json all_of(std::size_t depth);
  Json condition(std::size_t depth);
  Json untyped(std::size_t depth);
  void add_checks(Json& schema, std::size_t depth);
  void describe(Json& schema);
  Json scalar();

  /// Names that stay apart as identifiers.
  std::vector<std::string> names(std::size_t count);

  Random& random_;
  std::vector<std::string> components_;
};

/// What is left of a name in C++, roughly: two names of one struct must not share it.
[[nodiscard]] std::string stem(const std::string& name);

/// Words with a meaning to C++, its headers or ours, and words that no identifier can hold.
[[nodiscard]] const std::vector<std::string>& hazards();

}  // namespace compiles
