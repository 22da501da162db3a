#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "resolve/lock.hpp"
#include "resolve/url.hpp"

using namespace meshgen::resolve;

TEST_CASE("references are resolved as in section 5.4 of RFC 3986") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"g", "http://a/b/c/g"},       {"./g", "http://a/b/c/g"},    {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},          {"//g", "http://g/"},         {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},   {"#s", "http://a/b/c/d;p?q"}, {"g#s", "http://a/b/c/g"},
      {"", "http://a/b/c/d;p?q"},    {".", "http://a/b/c/"},       {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},      {"../..", "http://a/"},       {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},  {"/./g", "http://a/g"},       {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},     {"..g", "http://a/b/c/..g"},  {"./../g", "http://a/b/g"},
      {"g/./h", "http://a/b/c/g/h"}, {"g/../h", "http://a/b/c/h"}, {"g?y/../x", "http://a/b/c/g?y/../x"},
  };
  for (const auto& [reference, url] : cases) {
    INFO(reference);
    CHECK(resolve_url("http://a/b/c/d;p?q", reference) == url);
  }
}

TEST_CASE("one document has one name, and what is no address of http or https has none") {
  CHECK(resolve_url({}, "HTTPS://Example.COM/a/./B.yaml#/x") == "https://example.com/a/B.yaml");
  CHECK(resolve_url({}, "https://example.com") == "https://example.com/");
  for (const auto* reference : {"https:", "https:///a", "ftp://a/b", "file:///etc/passwd", "a b", "https://a/b c"}) {
    INFO(reference);
    CHECK(resolve_url("ftp://a/b", reference) == std::nullopt);
  }
  CHECK(is_remote("HTTP://a"));
  CHECK_FALSE(is_remote("https/a.yaml"));
  CHECK(has_credentials("https://me@a/b"));
  CHECK_FALSE(has_credentials("https://a/b@c"));
}

TEST_CASE("URIs of any scheme are resolved, too") {
  CHECK(resolve_uri({}, "URN:uuid:AbC") == "urn:uuid:AbC");
  CHECK(resolve_uri("tag:a,b:c/d", "e") == "tag:a,b:c/e");
  CHECK(resolve_uri("file:///a/b.json", "c.json") == "file:///a/c.json");
  CHECK(resolve_uri("http://a/b/c", "../d#e") == "http://a/d");
  CHECK(resolve_uri("http://a/b", "urn:x") == "urn:x");
  CHECK(resolve_uri({}, "a.json") == std::nullopt);
  CHECK(resolve_uri("http://a", "b c") == std::nullopt);
  CHECK(has_scheme("urn:a"));
  CHECK_FALSE(has_scheme("a/b:c"));
  CHECK_FALSE(has_scheme("#a:b"));
  CHECK_FALSE(has_scheme("1a:b"));
}

TEST_CASE("the copies of two documents never share a name, whatever the addresses hold") {
  CHECK(copy_name("https://a/x/order.yaml").starts_with("order-"));
  CHECK(copy_name("https://a/x/order.yaml").ends_with(".yaml"));
  CHECK(copy_name("https://a/x/order.yaml") != copy_name("https://b/x/order.yaml"));
  CHECK(copy_name("https://a/x?file=order.yaml") != copy_name("https://a/x?file=bill.yaml"));
  for (const auto* url : {"https://a/", "https://a/..", "https://a/%2e%2e%2fb", "https://a/\xC3\xBC\\b"}) {
    INFO(copy_name(url));
    CHECK(is_below(copy_name(url)));
    CHECK(copy_name(url).find_first_of("/\\%") == std::string::npos);
  }
  CHECK_FALSE(is_below("../a"));
  CHECK_FALSE(is_below("/a"));
  CHECK_FALSE(is_below("a/../../b"));
}
