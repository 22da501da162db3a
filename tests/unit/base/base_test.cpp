#include <array>

#include <catch2/catch_test_macros.hpp>

#include "base/sha256.hpp"
#include "base/text.hpp"

using namespace meshgen::base;

TEST_CASE("wrap breaks between words, keeps lines and paragraphs and never splits a word") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("one\ntwo\n\nthree", 20) == std::vector<std::string>{"one", "two", "", "three"});
  CHECK(wrap("a incomprehensibilities b", 5) == std::vector<std::string>{"a", "incomprehensibilities", "b"});
  CHECK(wrap("", 10).empty());
  CHECK(wrap(" \n \n", 10).empty());
}

TEST_CASE("closest finds a slip of the keyboard and nothing further away") {
  constexpr std::array<std::string_view, 4> kWords{"address", "messages", "servers", "title"};
  CHECK(closest("adress", kWords) == "address");
  CHECK(closest("addrses", kWords) == "address");  // two letters swapped count as one slip
  CHECK(closest("tilte", kWords) == "title");
  CHECK(closest("addr", kWords) == "address");  // what begins like one alone
  CHECK_FALSE(closest("ad", kWords));
  CHECK_FALSE(closest("payload", kWords));
  CHECK_FALSE(closest("x", kWords));
  CHECK_FALSE(closest("address", std::span<const std::string_view>{}));
}

TEST_CASE("UTF-8 is checked as RFC 3629 says, and the first bad byte is told") {
  struct Row {
    std::string_view text;
    bool good;
    std::size_t bad;
  };
  const std::array rows{
      Row{"", true, 0},
      Row{"plain", true, 0},
      Row{"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", true, 0},
      Row{"ab\xE9", false, 2},            // Latin-1
      Row{"\xC0\x80", false, 0},          // too long a form
      Row{"x\xED\xA0\x80", false, 1},     // a surrogate
      Row{"\xF4\x90\x80\x80", false, 0},  // beyond U+10FFFF
      Row{"\xE2\x82", false, 0},          // cut off
      Row{"\x80", false, 0},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    std::size_t bad = 0;
    CHECK(is_utf8(row.text, bad) == row.good);
    if (!row.good) CHECK(bad == row.bad);
  }
}

TEST_CASE("lines and joins") {
  CHECK(split_lines("a\nb\n") == std::vector<std::string_view>{"a", "b"});
  const std::vector<std::string> parts{"a", "b", "c"};
  CHECK(join(parts, ", ") == "a, b, c");
  CHECK(join(std::span<const std::string>{}, ", ").empty());
}

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
