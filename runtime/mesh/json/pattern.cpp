#include <mesh/json/pattern.hpp>

#include <re2/re2.h>

#include <memory>

namespace mesh::json {

Regex::Regex(std::string_view pattern) : source_(pattern), compiled_(nullptr) {
  RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (compiled->ok()) compiled_ = compiled.release();
}

Regex::~Regex() { delete static_cast<RE2*>(compiled_); }

bool Regex::matches(std::string_view text) const {
  return compiled_ != nullptr &&
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *static_cast<const RE2*>(compiled_));
}

}  // namespace mesh::json
