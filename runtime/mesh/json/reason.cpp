#include <mesh/json/reason.hpp>

#include <charconv>
#include <cstring>
#include <initializer_list>

#include <mesh/json/printable_private.hpp>

namespace mesh::json {
namespace {

std::string print(std::int64_t value) { return std::to_string(value); }
std::string print(std::uint64_t value) { return std::to_string(value); }

std::string print(double value) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

/// As people write it.
std::string print(Step step) {
  const auto digits = std::to_string(step.mantissa) + "e" + std::to_string(step.exponent);
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return print(value);
}

std::string print(const Amount& amount) {
  return std::visit([](auto value) { return print(value); }, amount);
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  std::string text;
  text.reserve(size);
  for (const auto part : parts) text += part;
  return text;
}

}  // namespace

Excerpt::Excerpt(std::string_view text) noexcept
    : size_(static_cast<std::uint8_t>(text.size() > kMax ? whole_code_points(text, kMax) : text.size())),
      is_cut_(text.size() > kMax) {
  std::memcpy(bytes_.data(), text.data(), size_);
}

std::string Excerpt::quoted() const {
  std::string result = "\"";
  append_printable({bytes_.data(), size_}, result);
  if (is_cut_) result += kCutMark;
  result += '"';
  return result;
}

std::string quoted(std::string_view text) { return Excerpt(text).quoted(); }

std::string Reason::words() const {
  const auto text = [this] { return std::get<Excerpt>(seen_).quoted(); };
  const auto amounts = [this] { return std::get<Amounts>(seen_); };
  switch (form_) {
    case Form::kWords:
      return std::string(first_);
    case Form::kOwnWords:
      return *own_;
    case Form::kBound:
      return joined({"is ", print(amounts().is), ", must be ", first_, " ", print(amounts().limit)});
    case Form::kCount: {
      const std::string_view plural = std::get<std::uint64_t>(amounts().is) == 1 ? "" : "s";
      return joined(
          {"has ", print(amounts().is), " ", first_, plural, ", must have ", second_, " ", print(amounts().limit)});
    }
    case Form::kText:
      return joined({"is ", text(), ", must ", first_, second_});
    case Form::kConstant:
      return joined({"is ", text(), ", must be ", json::quoted(first_)});
    case Form::kKind:
      return joined({"is ", first_, ", must be ", second_});
    case Form::kMisfit:
      return joined({"is ", text(), ", does not fit ", first_});
    case Form::kExpected:
      return joined({"expected ", first_, ", found ", text()});
    case Form::kExpectedMore:
      return joined({"expected ", first_, ", found the end of the text"});
  }
  return {};
}

}  // namespace mesh::json
