/// Objects, member by member. Generated readers first expect the members in the contract's order, by comparing each
/// name as a literal; what comes otherwise (another order, white space, escaped or unknown names) takes the way of
/// find_member(), which may be slower but knows everything.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <variant>

#include <mesh/json/context.hpp>
#include <mesh/json/names.hpp>
#include <mesh/json/scan.hpp>

namespace mesh::json {

/// Which members of an object were read: a set of indexes below kCount, and the one being read.
template <std::size_t kCount>
class Seen {
 public:
  constexpr void add(std::size_t index) noexcept {
    words_[index / 64] |= std::uint64_t{1} << (index % 64);
    last_ = index;
  }
  [[nodiscard]] constexpr bool has(std::size_t index) const noexcept {
    return (words_[index / 64] >> (index % 64) & 1U) != 0;
  }
  [[nodiscard]] constexpr bool has_all(const Seen& others) const noexcept {
    for (std::size_t i = 0; i < kWords; ++i) {
      if ((words_[i] & others.words_[i]) != others.words_[i]) return false;
    }
    return true;
  }
  /// kCount if it is none that the contract knows.
  [[nodiscard]] constexpr std::size_t last() const noexcept { return last_; }
  constexpr void forget_last() noexcept { last_ = kCount; }

  /// Where the unknown names of this object begin in the context's stack.
  std::size_t first_unknown = kNoUnknown;
  static constexpr std::size_t kNoUnknown = static_cast<std::size_t>(-1);

 private:
  static constexpr std::size_t kWords = kCount / 64 + 1;
  std::array<std::uint64_t, kWords> words_{};
  std::size_t last_ = kCount;
};

struct MemberName {
  std::string_view name;
  bool is_required = false;
};

/// What becomes of members that the contract does not list.
enum class Unknown : std::uint8_t { kSkipped, kRefused, kKept };

/// What a struct's reader and its faults need to know of the contract's object.
template <std::size_t kCount>
class ObjectShape {
 public:
  constexpr ObjectShape(std::initializer_list<MemberName> members, Unknown unknown) : unknown_(unknown) {
    std::size_t index = 0;
    for (const MemberName& member : members) {
      names_.set(index, member.name);
      if (member.is_required) required_.add(index);
      ++index;
    }
    names_.index();
  }
  [[nodiscard]] constexpr std::string_view name(std::size_t index) const { return names_[index]; }
  [[nodiscard]] constexpr const Names<kCount>& names() const { return names_; }
  [[nodiscard]] constexpr const Seen<kCount>& required() const { return required_; }
  [[nodiscard]] constexpr Unknown unknown() const { return unknown_; }

 private:
  Names<kCount> names_;
  Seen<kCount> required_;
  Unknown unknown_;
};

/// Moves `p` behind the opening brace to the first name. False: there is none (`p` is behind the closing brace), or it
/// is no object (`p` is nullptr).
[[nodiscard]] inline bool open_object(const char*& p, Context& context) {
  if (*p != '{') {
    p = context.refuse_type(p, "an object");
    return false;
  }
  if (!context.enter()) {
    p = context.refuse_depth(p);
    return false;
  }
  p = skip_space(p + 1);
  if (*p != '}') return true;
  ++p;
  return false;
}

/// If `key` (`"name":`, with its quotes and colon) comes next, moves `p` to the member's value.
template <std::size_t kSize>
[[nodiscard, gnu::always_inline]] inline bool take_key(const char*& p, const char (&key)[kSize]) noexcept {
  if (!starts_with(p, key)) return false;
  p = skip_space(p + kSize - 1);
  return true;
}

/// After a value: true and at the next name, or false and behind the closing brace, or false and nullptr.
[[nodiscard, gnu::always_inline]] inline bool next_member(const char*& p, Context& context) {
  if (p == nullptr) return false;
  p = skip_space(p);
  if (*p == ',') {
    p = skip_space(p + 1);
    return true;
  }
  if (*p == '}') {
    ++p;
  } else {
    p = context.refuse_syntax(p, "',' or '}'");
  }
  return false;
}

struct FoundMember {
  const char* p = nullptr;  ///< at the value
  std::size_t index = 0;    ///< of the name, or their count for another name
};

/// A name of plain characters at `p`, and the place behind it; nullptr: take the general way.
[[nodiscard]] inline const char* take_plain_name(const char* p, std::string_view& name) noexcept {
  if (*p != '"') return nullptr;
  const PlainRun run = scan_plain(p + 1);
  if (*run.end != '"' || !run.is_ascii) return nullptr;
  name = std::string_view(p + 1, static_cast<std::size_t>(run.end - p - 1));
  return run.end + 1;
}
/// `p` is behind a name; gives the place of the value.
[[nodiscard]] inline const char* take_colon(const char* p, Context& context) {
  p = skip_space(p);
  if (*p != ':') return context.refuse_syntax(p, "':'");
  return skip_space(p + 1);
}
/// Reads a name and its colon; gives the place of the value. `name` lasts until `context` reads again.
[[nodiscard]] const char* read_name(const char* p, std::string_view& name, Context& context);
/// An unknown name of an open object: notes it (to refuse its second) and skips the value.
[[nodiscard]] const char* skip_unknown(const char* p, std::string_view name, Context& context);
[[gnu::cold]] Refused refuse_unknown(const char* p, std::string_view name, Context& context);
[[gnu::cold]] Refused refuse_duplicate(const char* p, std::string_view name, Context& context);
[[gnu::cold]] Refused refuse_missing(const char* p, std::string_view name, Context& context);

/// At the end of an object that has unknown names: refuses duplicates among them.
[[nodiscard]] const char* close_unknown(const char* p, std::size_t first, Context& context);

/// The next member, whichever it is. An unknown one of an open object has been skipped, or is left to read_rest():
/// `index` is kCount then.
template <std::size_t kCount>
[[nodiscard, gnu::noinline]] FoundMember find_member(const char* p, Seen<kCount>& seen,
                                                     const ObjectShape<kCount>& shape, Context& context) {
  const char* const start = p;
  std::string_view name;
  seen.forget_last();
  NameWords words;
  if (const char* const end = take_plain_name(p, name)) {
    words = words_in_text(name);
    p = take_colon(end, context);
  } else {
    p = read_name(p, name, context);
    words = words_of(name);
  }
  if (p == nullptr) return {nullptr, kCount};
  FoundMember found{p, shape.names().find(name, words)};
  if (found.index == kCount) {
    if (shape.unknown() == Unknown::kRefused) return {refuse_unknown(start, name, context), kCount};
    if (seen.first_unknown == Seen<kCount>::kNoUnknown) seen.first_unknown = context.names.size();
    if (shape.unknown() == Unknown::kKept) {
      context.note_name(name);  // for read_rest()
    } else {
      found.p = skip_unknown(found.p, name, context);
    }
  } else if (seen.has(found.index)) {
    return {refuse_duplicate(start, name, context), kCount};
  } else {
    seen.add(found.index);
  }
  return found;
}

/// Ends a struct's reader: names the member that failed, or the required one that is missing.
template <std::size_t kCount>
[[nodiscard]] const char* close_object(const char* p, const Seen<kCount>& seen, const ObjectShape<kCount>& shape,
                                       Context& context) {
  if (p == nullptr) return seen.last() < kCount ? context.inside(shape.name(seen.last())) : Refused();
  if (!seen.has_all(shape.required())) {
    for (std::size_t i = 0; i < kCount; ++i) {
      if (shape.required().has(i) && !seen.has(i)) return refuse_missing(p - 1, shape.name(i), context);
    }
  }
  if (seen.first_unknown != Seen<kCount>::kNoUnknown) return close_unknown(p, seen.first_unknown, context);
  context.leave();
  return p;
}

/// The string member `name`, wherever it stands in the object at `p`, which is read no further than there. Gives the
/// place of the value; nullptr if there is none (the fault is noted). `value` lasts until `context` reads again.
[[nodiscard]] const char* find_text(const char* p, std::string_view name, std::string_view& value, Context& context);

/// Which of `values` the string member `discriminator` has, wherever it stands in the object at `p`; their count if
/// none (the fault is noted).
[[nodiscard]] std::size_t choose(const char* p, std::string_view discriminator,
                                 std::initializer_list<std::string_view> values, Context& context);

/// The alternative to read into; kept if it is already the one.
template <std::size_t kIndex, class Variant>
[[nodiscard]] std::variant_alternative_t<kIndex, Variant>& alternative(Variant& variant) {
  if (auto* const held = std::get_if<kIndex>(&variant)) return *held;
  return variant.template emplace<kIndex>();
}

}  // namespace mesh::json
