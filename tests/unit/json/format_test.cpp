#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <mesh/json/format.hpp>

namespace {

using namespace mesh::json;

struct Row {
  bool (*is)(std::string_view) noexcept;
  std::vector<std::string_view> good;
  std::vector<std::string_view> bad;
};

}  // namespace

TEST_CASE("formats accept and refuse what their RFCs say") {
  const std::vector<Row> rows = {
      {is_uuid,
       {"123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"},
       {"", "123e4567-e89b-12d3-a456-42661417400", "123e4567-e89b-12d3-a456-4266141740000",
        "123e4567ae89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400g",
        "{23e4567-e89b-12d3-a456-426614174000"}},
      {is_date_time,
       {"2026-02-28T23:59:59Z", "2024-02-29T00:00:00z", "2000-02-29T00:00:00.123456789+05:30", "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.5-08:00", "1999-01-01T00:59:60+01:00"},
       {"2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z", "1998-12-31T22:59:60Z", "1998-12-31T23:59:60+01:00", "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+0100",
        "2026-01-01T00:00:00Z ", "26-01-01T00:00:00Z"}},
      {is_date, {"2024-02-29", "0001-01-01"}, {"2023-02-29", "2024-2-29", "2024-02-30", "2024/02/29", "2024-02-29Z"}},
      {is_time, {"00:00:00Z", "23:59:60Z", "12:00:00.1-00:30"}, {"24:00:00Z", "12:00:00", "12:00Z", "12:00:60Z"}},
      {is_email,
       {"a@b", "first.last+tag@example.com", "\"quoted @ local\"@example.com", "\"a\\\"b\"@c", "a@[127.0.0.1]",
        "a@[IPv6:::1]"},
       {"", "a", "@b", "a@", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@-b", "a@[127.0.0.256]", "\"a\"b\"@c",
        "\"a\\\x01\"@c"}},
      {is_uri,
       {"http://example.com", "urn:isbn:1", "https://u:p@h:80/p%20q?a=b#c", "http://[::1]:8080/", "http://[v1f.a:b]/",
        "mailto:a@b"},
       {"", "example.com", "//example.com", "1http://x", "http://a b", "http://x/%2", "http://x/\\", "http://h:8a/",
        "http://[::1", "http://x/#a#b", "http://[v]/", "http://[v1]/", "http://[v1.]/", "http://[vg.a]/",
        "http://[v1.%20]/"}},
      {is_hostname,
       {"a", "example.com", "xn--bcher-kva.example", "1.2"},
       {"", ".", "a.", ".a", "-a", "a-", "a_b", "a..b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},
      {is_ipv4, {"0.0.0.0", "255.255.255.255"}, {"256.0.0.0", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", "1.2.3.4 "}},
      {is_ipv6,
       {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1::8"},
       {"", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::1.2.3",
        "1:2:3:4:5:6:7:8::", "g::", "1:2:", "1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4"}},
      {is_base64, {"", "AA==", "AAA=", "AAAA", "+/0z"}, {"A", "AA", "AA=", "A===", "=AAA", "AA==AA==", "AA-_"}},
      {is_duration,
       {"P1Y", "P1Y2M3D", "P2M3D", "P3D", "P4W", "PT1H", "PT1H2M3S", "PT2M", "P1YT3S", "P0D"},
       {"", "P", "PT", "P1", "1Y", "P1D2H", "P1Y2D", "PT1H3S", "P2M1Y", "P1W1D", "P1YT", "p1y", "P-1D", "PT0.5S",
        "P1S"}},
      {is_json_pointer, {"", "/", "/a~0b~1c/0", "//", "/~01"}, {"a", "#/a", "/~", "/a~2", "/~/"}},
      {is_uri_reference,
       {"", "a", "/a:b", "./a:b", "//h:80/p", "?q", "#f", "a/b:c", "http://x/y", "../x?y#z", "//[::1]"},
       {"1:b", ":", "a b", "%2", "#a#b", "//[::g]", "//h:8a", "\xC3\xA4", "\\h"}},
  };
  for (const Row& row : rows) {
    for (const std::string_view text : row.good) {
      INFO("row " << (&row - rows.data()) << " must accept " << text);
      CHECK(row.is(text));
    }
    for (const std::string_view text : row.bad) {
      INFO("row " << (&row - rows.data()) << " must refuse " << text);
      CHECK_FALSE(row.is(text));
    }
  }
}

TEST_CASE("a character of a UUID counts at each of its places") {
  std::string text = "123e4567-e89b-12d3-A456-42661417400f";
  REQUIRE(is_uuid(text));
  for (char& place : text) {
    const char kept = place;
    for (const char c : {'g', 'G', '`', '/', ':', '@', '\x1f', '\xb1', kept == '-' ? '0' : '-'}) {
      place = c;
      CHECK_FALSE(is_uuid(text));
    }
    place = kept;
  }
}
