#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <string_view>

#include <mesh/json/names.hpp>

namespace {

using namespace mesh::json;

template <std::size_t kCount>
constexpr Names<kCount> names_of(const std::array<std::string_view, kCount>& all) {
  Names<kCount> names;
  for (std::size_t i = 0; i < kCount; ++i) names.set(i, all[i]);
  names.index();
  return names;
}

/// As in a text: something else stands behind it.
template <std::size_t kCount>
std::size_t found(const Names<kCount>& names, std::string_view name) {
  const std::string text = std::string(name) + "\": #############################";
  const std::string_view in_text(text.data(), name.size());
  CHECK(words_in_text(in_text) == words_of(name));
  CHECK(names.find(in_text, words_in_text(in_text)) == names.find(name, words_of(name)));
  return names.find(name, words_of(name));
}

template <std::size_t kCount>
std::array<std::string, kCount> numbered() {
  std::array<std::string, kCount> names;
  for (std::size_t i = 0; i < kCount; ++i) names[i] = "member" + std::to_string(i);
  return names;
}

template <std::size_t kCount>
void check_numbered() {
  const auto words = numbered<kCount + 1>();
  Names<kCount> names;
  for (std::size_t i = 0; i < kCount; ++i) names.set(i, words[i]);
  names.index();
  for (std::size_t i = 0; i <= kCount; ++i) REQUIRE(found(names, words[i]) == i);
}

}  // namespace

TEST_CASE("each name is found, and no other, whatever its length and what it shares with others") {
  using namespace std::string_view_literals;
  static constexpr std::array kAll = {""sv,
                                      "a"sv,
                                      "a\0"sv,
                                      "b"sv,
                                      "id"sv,
                                      "orderId"sv,
                                      "orderIde"sv,
                                      "orderIdf"sv,
                                      "orderIdea"sv,
                                      "grüße"sv,
                                      "~/\"\\"sv,
                                      "0123456789abcdef"sv,
                                      "0123456789abcdeg"sv,
                                      "01234567-the middle-89abcdef"sv,
                                      "01234567+the middle-89abcdef"sv,
                                      "01234567-the middle89abcdef"sv};
  static constexpr auto kNames = names_of(kAll);
  for (std::size_t i = 0; i < kAll.size(); ++i) CHECK(found(kNames, kAll[i]) == i);
  for (const std::string_view other : {"A"sv, "\0"sv, "a\0\0"sv, "orderI"sv, "orderIdx"sv, "orderIdeb"sv,
                                       "01234567-the Middle-89abcdef"sv, "0123456789abcdef0"sv}) {
    CHECK(found(kNames, other) == kAll.size());
  }
}

TEST_CASE("objects of any number of members find theirs") {
  check_numbered<0>();
  check_numbered<1>();
  check_numbered<2>();
  check_numbered<31>();
  check_numbered<33>();
  check_numbered<64>();
  check_numbered<254>();
  check_numbered<255>();
  check_numbered<600>();
}
