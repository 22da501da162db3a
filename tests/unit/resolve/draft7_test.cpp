#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/sha256.hpp"
#include "diag/printer.hpp"
#include "resolve/document.hpp"
#include "resolve/lock.hpp"

using namespace meshgen;

namespace {

using Texts = std::map<std::string, std::string>;

const std::string kDraft7 = "schemaFormat: 'application/schema+json;version=draft-07', schema: ";

/// A contract whose `payload` is this draft-07 schema, with more beside it.
std::string contract(const std::string& schema, const std::string& more = {}) {
  return "payload: {" + kDraft7 + schema + "}\n" + more;
}

Texts with_copies(Texts files, const Texts& by_url) {
  resolve::Lock lock;
  for (const auto& [url, text] : by_url) {
    lock.copies.push_back({url, "vendored/" + resolve::copy_name(url), base::sha256_hex(text)});
    files[lock.copies.back().file] = text;
  }
  files["meshgen.lock"] = to_text(lock);
  return files;
}

struct Resolved {
  explicit Resolved(const std::string& text, Texts others = {}) : files(with(text, std::move(others))) {
    document = resolve::resolve(files, "a.yaml", sink);
    REQUIRE(document);
  }
  static Texts with(const std::string& text, Texts others) {
    others["a.yaml"] = text;
    return others;
  }

  /// What the reference at `path` within the schema leads to in the end, as JSON.
  [[nodiscard]] std::string at(const std::string& path) const { return below("payload/schema/" + path); }
  [[nodiscard]] std::string below(std::string path) const {
    const auto* node = &document->root();
    path += '/';
    for (std::size_t begin = 0; begin < path.size() && node != nullptr;) {
      const auto end = path.find('/', begin);
      if (end != begin) node = node->find(path.substr(begin, end - begin));
      begin = end + 1;
    }
    REQUIRE(node != nullptr);
    const auto* target = document->follow(*node);
    return target == nullptr ? "nothing" : load::to_json(*target);
  }
  [[nodiscard]] std::string said() const { return diag::print(sink, diag::Colours::kNever); }
  [[nodiscard]] bool says(const std::string& text) const { return said().find(text) != std::string::npos; }

  diag::Sink sink;
  load::MemoryFiles files;
  std::optional<resolve::ResolvedDocument> document;
};

}  // namespace

TEST_CASE("draft-07: a pointer begins at the schema, else at the contract") {
  const Resolved found(
      contract("{definitions: {d: {const: 1}}, not: {$ref: '#/definitions/d'}, else: {$ref: '#'}, if: "
               "{$ref: '#/components/schemas/C/items'}, then: {$ref: '#/definitions/e'}}",
               "definitions: {d: {const: 2}, e: {const: 3}}\ncomponents: {schemas: {C: {$ref: '#/definitions/c'}}}\n") +
      "more: {$ref: '#/definitions/d'}\n");
  CHECK(found.at("not") == R"({"const":1})");
  CHECK(found.at("else").starts_with(R"({"definitions":{"d")"));
  CHECK(found.at("then") == R"({"const":3})");
  CHECK(found.below("more") == R"({"const":2})");
  CHECK(found.says("'#/definitions/c' leads nowhere"));
}

TEST_CASE("draft-07: both media types have its references, others have AsyncAPI's") {
  const std::string schema = "{definitions: {d: {const: 1}}, not: {$ref: '#/definitions/d'}}";
  const auto of = [&](const std::string& format) {
    return Resolved("payload: {schemaFormat: '" + format + "', schema: " + schema + "}\n").at("not");
  };
  CHECK(of("application/schema+json;version=draft-07") == R"({"const":1})");
  CHECK(of("application/schema+yaml;version=draft-07") == R"({"const":1})");
  CHECK(of("application/schema+json;version=draft-06") == "nothing");
  CHECK(of("application/vnd.aai.asyncapi;version=3.0.0") == "nothing");
  const Resolved plain("payload: {$id: 'http://h/a', definitions: {b: {$id: b}}, not: {$ref: b}}\n");
  CHECK(plain.says("cannot read 'b'"));
  // Names of the user's are no wrapper.
  const Resolved named("properties: {" + kDraft7 + "{definitions: {d: 1}, not: {$ref: '#/definitions/d'}}}\n");
  CHECK(named.says("'#/definitions/d' leads nowhere"));
}

TEST_CASE("draft-07: '$id' changes what references begin at, for what it holds") {
  const Resolved found(contract(R"({$id: 'http://h/a/root.json', definitions: {
    item: {$id: item.json, const: 1, definitions: {inner: {const: 2}}, not: {$ref: '#/definitions/inner'},
           if: {$ref: root.json}, then: {$ref: '#'}},
    far: {$id: '/b/', items: {$ref: c.json}, not: {$id: c.json, const: 3}}},
    not: {$ref: item.json}, if: {$ref: 'http://H/a/./item.json#'}, then: {$ref: 'item.json#/definitions/inner'},
    else: {$ref: '/b/c.json'}})"));
  CHECK(found.said().empty());
  CHECK(found.at("not").starts_with(R"({"$id":"item.json")"));
  CHECK(found.at("if").starts_with(R"({"$id":"item.json")"));
  CHECK(found.at("then") == R"({"const":2})");
  CHECK(found.at("else") == R"({"$id":"c.json","const":3})");
  CHECK(found.at("definitions/item/not") == R"({"const":2})");
  CHECK(found.at("definitions/item/if").starts_with(R"({"$id":"http://h/a/root.json")"));
  CHECK(found.at("definitions/item/then").starts_with(R"({"$id":"item.json")"));
  CHECK(found.at("definitions/far/items") == R"({"$id":"c.json","const":3})");
}

TEST_CASE("draft-07: '#name' is wherever an '$id' says so, within its base") {
  const Resolved found(contract(R"({definitions: {a: {$id: '#here', const: 1}, b: {$id: 'urn:b',
    definitions: {c: {$id: '#here', const: 2}}, not: {$ref: '#here'}}, d: {$id: 'http://h/d#there', const: 3}},
    not: {$ref: '#here'}, if: {$ref: 'urn:b#here'}, then: {$ref: 'http://h/d#there'}, else: {$ref: '#heer'},
    items: {$ref: 'urn:c'}})"));
  CHECK(found.at("not") == R"({"$id":"#here","const":1})");
  CHECK(found.at("if") == R"({"$id":"#here","const":2})");
  CHECK(found.at("definitions/b/not") == R"({"$id":"#here","const":2})");
  CHECK(found.at("then") == R"({"$id":"http://h/d#there","const":3})");
  CHECK(found.says("error: '#heer' leads nowhere: no schema has '#heer' as its '$id' [unresolved-ref]"));
  CHECK(found.says("did you mean '#here'?"));
  CHECK(found.says("error: 'urn:c' leads nowhere: no schema has 'urn:c' as its '$id' [unresolved-ref]"));
  CHECK(found.says("did you mean 'urn:b'?"));
  CHECK(found.sink.error_count() == 2);
}

TEST_CASE("draft-07: an '$id' that is a name, a value or beside a reference names nothing") {
  const Resolved found(contract(R"({properties: {$id: {const: 1}}, enum: [{$id: 'urn:e'}], x-a: {$id: 'urn:e'},
    unknown: {$id: 'urn:e'}, not: {$ref: '#', $id: 'urn:e', items: {$id: 'urn:e'}}, items: {$ref: 'urn:e'}, if: {$id: '#/a/b'},
    then: {$ref: '#/a/b'}, else: {$ref: '#/a/c'}, contains: {$ref: '#a'}})"));
  CHECK(found.says("no schema has 'urn:e' as its '$id'"));
  CHECK(found.says("'#/a/b' leads nowhere: the document has no 'a'"));
  CHECK(found.says("a pointer begins with '#/', as in '#/definitions/a'"));
  CHECK(found.sink.error_count() == 4);
}

TEST_CASE("draft-07: what stands beside a reference is ignored, but leads somewhere") {
  const Resolved found(
      contract("{$ref: '#/definitions/b', definitions: {a: {const: 1}, b: {$ref: '#/definitions/a'}}}"));
  CHECK(found.said().empty());
  CHECK(found.below("payload/schema") == R"({"const":1})");
  const Resolved wrong(contract("{$ref: '#/definitions/c', definitions: {a: true}, title: t}"));
  CHECK(wrong.says("'#/definitions/c' leads nowhere: '/definitions' has no 'c'"));
  CHECK(wrong.says("'title' beside a '$ref' is ignored"));
  const Resolved itself(contract("{$ref: '#'}"));
  CHECK(itself.says("[ref-cycle]"));
}

TEST_CASE("draft-07: an '$id' of one payload is known in the others, its own first") {
  const std::string other = "other: {" + kDraft7 +
                            "{$id: 'http://h/other', definitions: {i: {$id: i, const: 2}}, not: "
                            "{$ref: i}, if: {$ref: mine}}}\n";
  const Resolved found(
      contract("{definitions: {i: {$id: 'http://h/i', const: 1}, m: {$id: 'http://h/mine', const: 3}}, "
               "not: {$ref: 'http://h/i'}, if: {$ref: 'http://h/other'}}",
               other));
  CHECK(found.said().empty());
  CHECK(found.at("not") == R"({"$id":"http://h/i","const":1})");
  CHECK(found.at("if").starts_with(R"({"$id":"http://h/other")"));
  CHECK(found.below("other/schema/not") == R"({"$id":"i","const":2})");
  CHECK(found.below("other/schema/if") == R"({"$id":"http://h/mine","const":3})");
}

TEST_CASE("draft-07: files are looked through for what they name, and read by its rule") {
  const Resolved found(contract("{items: {$ref: 'urn:late'}, not: {$ref: 'sub/b.json'}, if: {$ref: 'sub/b.json#n'}, "
                                "then: {$ref: 'urn:late'}, else: "
                                "{$ref: 'sub/c.yaml#/components/schemas/C'}}"),
                       {{"sub/b.json", R"({"$id": "#b", "definitions": {"n": {"$id": "#n", "const": 1},
                           "l": {"$id": "urn:late", "const": 2}}, "not": {"$ref": "#n"}, "if": {"$ref": "c.yaml#/d"}})"},
                        {"sub/c.yaml",
                         "d: 7\ncomponents: {schemas: {C: {$id: 'http://h/x/y', definitions: {z: {$id: z, "
                         "const: 4}}, not: {$ref: z}, if: {$ref: '#/d'}, then: {$ref: '#/definitions/z'}}}}\n"
                         "unreached: {$ref: '#/nowhere'}\n"}});
  CHECK(found.at("if") == R"({"$id":"#n","const":1})");
  CHECK(found.at("then") == R"({"$id":"urn:late","const":2})");
  CHECK(found.at("items") == R"({"$id":"urn:late","const":2})");  // asked for before its file was known
  const auto* b = found.document->follow(*found.document->root().find("payload")->find("schema")->find("not"));
  REQUIRE(b != nullptr);
  CHECK(load::to_json(*found.document->follow(*b->find("not"))) == R"({"$id":"#n","const":1})");
  CHECK(load::to_json(*found.document->follow(*b->find("if"))) == "7");
  const auto* c = found.document->follow(*found.document->root().find("payload")->find("schema")->find("else"));
  REQUIRE(c != nullptr);
  CHECK(load::to_json(*found.document->follow(*c->find("not"))) == R"({"$id":"z","const":4})");
  CHECK(load::to_json(*found.document->follow(*c->find("if"))) == "7");
  CHECK(load::to_json(*found.document->follow(*c->find("then"))) == R"({"$id":"z","const":4})");
  CHECK(found.said().empty());
}

TEST_CASE("draft-07: a pointer into a file takes the bases on its way along") {
  const Resolved found(contract("{not: {$ref: 'b.json#/definitions/baz/definitions/bar/not'}}"),
                       {{"b.json", R"({"definitions": {"baz": {"$id": "sub/", "definitions": {"bar": {"not":
                           {"items": {"$ref": "c.json"}}}}}}})"},
                        {"c.json", R"({"const": 1})"},
                        {"sub/c.json", R"({"const": 2})"}});
  CHECK(found.said().empty());
  const auto* target = found.document->follow(*found.document->root().find("payload")->find("schema")->find("not"));
  REQUIRE(target != nullptr);
  CHECK(load::to_json(*found.document->follow(*target->find("items"))) == R"({"const":2})");
}

TEST_CASE("draft-07: copies of remote documents, and files that lie beside") {
  const Texts copies{{"http://h/a/b.json", R"({"not": {"$ref": "c.json"}})"}, {"http://h/a/c.json", R"({"const": 1})"}};
  const auto schema =
      "{$id: 'http://h/a/root', not: {$ref: b.json}, if: {$ref: 'lib/d.json'}, then: {$ref: gone.json}}";
  auto files = with_copies({{"b.json", "{}"}, {"lib/d.json", R"({"const": 2})"}}, copies);
  const Resolved found(contract(schema), std::move(files));
  CHECK(found.at("not").starts_with(R"({"not":{"$ref")"));  // the copy, not the file beside
  CHECK(found.at("if") == R"({"const":2})");
  CHECK(found.says("error: 'http://h/a/gone.json' is remote, and there is no copy of it here [remote-ref]"));
  CHECK(found.sink.error_count() == 1);
  // What came from elsewhere reaches nothing here.
  const Resolved remote(contract("{not: {$ref: 'http://h/x.json'}}"),
                        with_copies({{"secret.json", "{}"}, {"vendored/secret.json", "{}"}},
                                    {{"http://h/x.json", R"({"not": {"$ref": "secret.json"}})"}}));
  CHECK(remote.says("'http://h/secret.json' is remote, and there is no copy of it here"));
  const Resolved credentials(contract("{not: {$ref: 'https://me:secret@h/x.json'}}"));
  CHECK(credentials.says("this address holds a user's name or password"));
}

TEST_CASE("the meta-schema is always there, and is no file") {
  const Resolved found(
      contract("{not: {$ref: 'http://json-schema.org/draft-07/schema#'}, if: {$ref: "
               "'http://json-schema.org/draft-07/schema#/definitions/stringArray'}}",
               "own: {$ref: 'http://json-schema.org/draft-07/schema#/properties/title'}\n"));
  CHECK(found.said().empty());
  CHECK(found.at("not").find(R"("title":"Core schema meta-schema")") != std::string::npos);
  CHECK(found.at("if").starts_with(R"({"type":"array")"));
  CHECK(found.below("own") == R"({"type":"string"})");
  REQUIRE(found.document->files.size() == 2);
  CHECK_FALSE(found.document->files[0]->is_embedded);
  CHECK(found.document->files[1]->is_embedded);
  // A copy that was vendored is what the lock says.
  const Resolved locked(contract("{not: {$ref: 'http://json-schema.org/draft-07/schema#'}}"),
                        with_copies({}, {{"http://json-schema.org/draft-07/schema", R"({"const": 1})"}}));
  CHECK(locked.at("not") == R"({"const":1})");
}

TEST_CASE("draft-07: a reference that is no address, and pointers through references") {
  const Resolved found(
      contract("{$id: 'http://h/a', not: {$ref: 'b c'}, definitions: {r: {$ref: '#/definitions/t'}, t: "
               "{items: {const: 1}}}, if: {$ref: '#/definitions/r/items'}}"));
  CHECK(found.says("'b c' is no address"));
  CHECK(found.at("if") == R"({"const":1})");
  CHECK(found.sink.error_count() == 1);
}
