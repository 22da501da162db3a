#include <array>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "diag/escape.hpp"

using namespace meshgen::diag;

TEST_CASE("bytes that are not UTF-8 become the replacement character, the rest stays") {
  CHECK(as_utf8("caf\xC3\xA9 \xF0\x9F\x98\x80") == "caf\xC3\xA9 \xF0\x9F\x98\x80");
  CHECK(as_utf8("caf\xE9!") == "caf\xEF\xBF\xBD!");
  CHECK(as_utf8("\xFF\xFE") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(as_utf8("half \xE2\x82") == "half \xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("XML holds neither its own syntax nor what it forbids") {
  CHECK(as_xml_attribute(R"(<a href="x">&'</a>)") == "&lt;a href=&quot;x&quot;&gt;&amp;'&lt;/a&gt;");
  CHECK(as_xml_attribute("one\ntwo\tthree\r") == "one&#10;two&#9;three&#13;");
  CHECK(as_xml_attribute(std::string("\x01\x1b\0]]>", 6)) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD]]&gt;");
  CHECK(as_xml_text("one\ntwo\t<\r\x01") == "one\ntwo\t&lt;&#13;\xEF\xBF\xBD");
  CHECK(as_xml_attribute("\xEF\xBF\xBF") == "\xEF\xBF\xBD");
}

TEST_CASE("a workflow command is one line, its properties hold no separators") {
  CHECK(as_github_text("100%\nnext: a, b\r") == "100%25%0Anext: a, b%0D");
  CHECK(as_github_property("a,b:c%\n::error") == "a%2Cb%3Ac%25%0A%3A%3Aerror");
  CHECK(as_github_text("\x1b[31m\tx") == "?[31m x");
}

TEST_CASE("a path becomes a URI that leads back to it") {
  constexpr std::array kRows{std::pair{"asyncapi/orders.yaml", "asyncapi/orders.yaml"},
                             std::pair{"../my orders.yaml", "../my%20orders.yaml"},
                             std::pair{"/srv/a#b?.yaml", "file:///srv/a%23b%3F.yaml"},
                             std::pair{"c:orders.yaml", "c%3Aorders.yaml"},
                             std::pair{"caf\xE9.yaml", "caf%E9.yaml"},
                             std::pair{"<stdin>", "%3Cstdin%3E"}};
  for (const auto& [path, uri] : kRows) CHECK(as_uri(path) == uri);
}
