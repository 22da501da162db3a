#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/sha256.hpp"
#include "diag/printer.hpp"
#include "resolve/document.hpp"

using namespace meshgen;

namespace {

using Texts = std::map<std::string, std::string>;

/// Texts by address, with the lock that knows them.
Texts with_copies(Texts files, const std::string& below, const Texts& by_url) {
  resolve::Lock lock;
  for (const auto& [url, text] : by_url) {
    lock.copies.push_back({url, "vendored/" + resolve::copy_name(url), base::sha256_hex(text)});
    files[below + lock.copies.back().file] = text;
  }
  files[below + "meshgen.lock"] = to_text(lock);
  return files;
}

struct Resolved {
  Resolved(Texts texts, const std::string& path)
      : files(std::move(texts)), document(resolve::resolve(files, path, sink)) {}
  [[nodiscard]] std::string said() const { return diag::print(sink, diag::Colours::kNever); }
  [[nodiscard]] std::string target() const {
    const auto* node = document ? document->follow(*document->root().find("x")) : nullptr;
    return node == nullptr ? "nothing" : load::to_json(*node);
  }

  diag::Sink sink;
  load::MemoryFiles files;
  std::optional<resolve::ResolvedDocument> document;
};

}  // namespace

TEST_CASE("a copy stands for its address, and what it refers to begins there") {
  const Resolved found(with_copies({{"a/b/c.yaml", "x: {$ref: 'https://h.org/v1/d.yaml#/y'}\n"}}, "a/",
                                   {{"https://h.org/v1/d.yaml", "y: {$ref: '../v2/e.yaml#/z'}\n"},
                                    {"https://h.org/v2/e.yaml", "z: {$ref: 'https://H.org/v1/d.yaml#/w'}\n"},
                                    {"https://h.org/v1/d.yaml?other", "w: wrong\n"}}),
                       "a/b/c.yaml");
  // The same document under an address in another spelling: its member is missing, so the chain ends in an error.
  CHECK(found.said().find("'https://H.org/v1/d.yaml#/w' leads nowhere") != std::string::npos);
  const Resolved good(
      with_copies({{"c.yaml", "x: {$ref: 'https://h.org/v1/d.yaml#/y'}\n"}}, "",
                  {{"https://h.org/v1/d.yaml", "y: {$ref: '/v2/e.yaml'}\n"}, {"https://h.org/v2/e.yaml", "z: 1\n"}}),
      "c.yaml");
  CHECK(good.said().empty());
  CHECK(good.target() == R"({"z":1})");
  CHECK(good.document->files.size() == 3);
  CHECK(good.document->also_read == std::vector<std::string>{"meshgen.lock"});
}

TEST_CASE("a copy cannot reach the files of who has it") {
  const Resolved found(with_copies({{"c.yaml", "x: {$ref: 'https://h.org/d.yaml'}\n"}, {"secret.yaml", "s: 1\n"}}, "",
                                   {{"https://h.org/d.yaml", "$ref: '../secret.yaml'\n"}}),
                       "c.yaml");
  CHECK(found.said().find("'https://h.org/secret.yaml' is remote, and there is no copy of it here") !=
        std::string::npos);
  CHECK(found.target() == "nothing");
}

TEST_CASE("a lock that is wrong is told once, and names nothing outside its folder") {
  const std::string refer = "x: {$ref: 'https://h.org/d.yaml'}\ny: {$ref: 'https://h.org/e.yaml'}\n";
  for (const auto* text :
       {"[]", "{version: 2, folder: a, copies: []}", "{version: 1, folder: ../a, copies: []}",
        "{version: 1, folder: a, copies: {}}", "{version: 1, folder: a, copies: [1]}",
        "{version: 1, folder: a, copies: [{url: 'https://h.org/d.yaml', file: /etc/passwd, sha256: a}]}",
        "{version: 1, folder: a, copies: [{url: 'd.yaml', file: d, sha256: a}]}"}) {
    INFO(text);
    const Resolved found({{"c.yaml", refer}, {"meshgen.lock", text}}, "c.yaml");
    CHECK(found.sink.error_count() == 1);
    CHECK(found.said().find("[lock]") != std::string::npos);
  }
}

TEST_CASE("a lock is text that is read as it was written") {
  resolve::Lock lock;
  lock.copies = {{"https://h.org/\"q\".yaml", "vendored/a-1.yaml", "ab"}, {"https://i.org/", "vendored/b-2", "cd"}};
  diag::Sink sink;
  const auto read = resolve::read_lock("meshgen.lock", to_text(lock), sink);
  REQUIRE(read);
  CHECK(to_text(*read) == to_text(lock));
  CHECK(read->find("https://i.org/")->file == "vendored/b-2");
  CHECK(read->find("https://j.org/") == nullptr);
  CHECK(resolve::read_lock("meshgen.lock", resolve::to_text({}), sink));
}
