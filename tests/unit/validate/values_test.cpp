#include <string>

#include <catch2/catch_test_macros.hpp>

#include "validate/values.hpp"

using namespace meshgen::validate;

TEST_CASE("a URI has a scheme and only the characters of RFC 3986") {
  for (const auto* good : {"https://example.com/a?b#c", "urn:example:x", "mailto:a@b", "a+b-c.d:e", "http://h/%20"}) {
    INFO(good);
    CHECK(is_uri(good));
  }
  for (const auto* bad :
       {"", "example.com", ":a", "1a:b", "https://h/a b", "https://h/%2", "https://h/{a}", "a:b#c#d"}) {
    INFO(bad);
    CHECK_FALSE(is_uri(bad));
  }
}

TEST_CASE("an e-mail address has a name, and a host with a dot") {
  for (const auto* good : {"a@b.c", "first.last+tag@sub.example.com"}) CHECK(is_email(good));
  for (const auto* bad : {"", "a", "@b.c", "a@b", "a@.c", "a@-b.c", "a..b@c.d", ".a@b.c", "a b@c.d", "a@b.c."}) {
    INFO(bad);
    CHECK_FALSE(is_email(bad));
  }
}

TEST_CASE("the braces of a URI template hold a name each") {
  for (const auto* good : {"", "a/b", "a/{b}/c{d}", "%20"}) CHECK(is_uri_template(good));
  for (const auto* bad : {"a b", "{", "}", "{}", "{{a}}", "a\"b", "%2"}) {
    INFO(bad);
    CHECK_FALSE(is_uri_template(bad));
  }
}

TEST_CASE("an extension begins with x- and goes on in letters, digits, dots, dashes and underscores") {
  for (const auto* good : {"x-a", "x-a.b", "x-A_1-b"}) CHECK(is_extension(good));
  for (const auto* bad : {"x-", "x", "X-a", "x-a b", "x-a/b", "a-x"}) CHECK_FALSE(is_extension(bad));
}

TEST_CASE("length counts code points") {
  CHECK(length("") == 0);
  CHECK(length("a\u00e9\U0001f600") == 3);
}
