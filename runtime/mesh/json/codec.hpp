/// What generated code includes: all building blocks, and the three calls that each type's codec is.
#pragma once

#include <string>
#include <string_view>

#include <mesh/json/as.hpp>
#include <mesh/json/check.hpp>
#include <mesh/json/container.hpp>
#include <mesh/json/context.hpp>
#include <mesh/json/input.hpp>
#include <mesh/json/kind.hpp>
#include <mesh/json/numbers.hpp>
#include <mesh/json/object.hpp>
#include <mesh/json/rest.hpp>
#include <mesh/json/result.hpp>
#include <mesh/json/secret.hpp>
#include <mesh/json/skip.hpp>
#include <mesh/json/strings.hpp>
#include <mesh/json/text.hpp>
#include <mesh/json/tuple.hpp>
#include <mesh/json/write.hpp>

namespace mesh::json {

/// `p` is where the root value ended (nullptr: it was refused). Nothing but white space may follow.
[[nodiscard]] Checked finish(const char* p, Context& context);
/// Nothing is wrong. A new Checked would be cleared, with all of the room that a fault has; a copy of a good one is
/// not.
[[nodiscard]] Checked passed();
/// What the context has noted.
[[nodiscard, gnu::cold]] Checked refused(Context& context);

template <auto kRead, class T>
[[nodiscard]] Checked decode_with(const Input& text, T& out) {
  Context context(text);
  return finish(kRead(skip_space(context.begin()), out, context), context);
}

template <auto kCheck, class T>
[[nodiscard]] Checked validate_with(const T& value) {
  Context context;
  if (kCheck(value, context)) return passed();
  return refused(context);
}

/// Checks first, so that `out` is not touched by a value that is refused.
template <auto kCheck, auto kWrite, class T>
[[nodiscard]] Checked encode_with(const T& value, std::string& out) {
  Context context;
  if (!kCheck(value, context)) return refused(context);
  Writer writer(out);
  kWrite(value, writer);
  return passed();
}

/// Says that the default is refused, and ends the program.
[[noreturn, gnu::cold]] void give_up_on_default(std::string_view text, const Fault& fault);

/// A `default` of the contract, read once; `text` lives as long as the program. The generator has found it valid, so
/// that only a type of the user's (`mesh::Wire`) can refuse it: the program ends, with words, where the first value
/// of the struct is made.
template <auto kRead, class T>
[[nodiscard]] T default_with(std::string_view text) {
  T value{};
  if (const auto read = decode_with<kRead>(Input(text), value); !read) give_up_on_default(text, read.error());
  return value;
}

template <auto kWrite, class T>
[[nodiscard]] std::string log_with(const T& value) {
  std::string text;
  Writer writer(text, Writer::For::kPeople);
  kWrite(value, writer);
  writer.finish();
  return text;
}

}  // namespace mesh::json
