/// What `--help` says below the options: what happens, and examples.
#pragma once

namespace meshgen::app::help {

inline constexpr const char* kFooter =
    R"(Exit codes: 0 done, 2 the document has errors, 3 valid but not supported, 4 a file cannot be
read or written, 5 wrong arguments, 6 check found drift, 7 diff found
breaking changes, 130 interrupted, 1 a bug of ours.
Without a contract, generate, check and validate take what meshgen.yaml lists, here or in a folder above.

Examples:
  meshgen init greeter && cmake -S greeter -B greeter/build && cmake --build greeter/build
  meshgen validate asyncapi/orders.yaml
  meshgen explain no-topic)";

inline constexpr const char* kGenerateFooter = R"(Examples:
  meshgen generate
  meshgen generate asyncapi/orders.yaml -o gen
  meshgen generate asyncapi/orders.yaml -o gen --namespace shop::orders
  meshgen generate asyncapi/orders.yaml -o gen --templates my-templates
  meshgen generate asyncapi/orders.yaml -o gen --shards 4
  meshgen generate asyncapi/orders.yaml -o gen/orders --shared asyncapi/common.yaml=gen/common
  meshgen generate --format sarif --report meshgen.sarif
Only changed files are written, all of a folder or none; files that are not ours are never touched.)";

inline constexpr const char* kCheckFooter = R"(Examples:
  meshgen check
  meshgen check asyncapi/orders.yaml -o gen
  meshgen check --format github
Writes nothing. Prints a unified diff and leaves with 6 when the committed files are not what the
contract and the templates give.)";

inline constexpr const char* kValidateFooter = R"(Examples:
  meshgen validate
  meshgen validate asyncapi/*.yaml
  meshgen validate asyncapi/*.yaml --fail-severity warning
  meshgen validate asyncapi/*.yaml --format sarif --report meshgen.sarif
  meshgen validate - --stdin-filename asyncapi/orders.yaml --format json < unsaved.yaml
Prints every error with its place, code and remedy. With --format the words for people stay away from
standard output; with --report the format goes to that file, and the text to standard error as ever.
A warning is silenced by 'severities' in meshgen.yaml, or by 'x-meshgen-ignore: [code]' beside the
thing it concerns; --verbose lists what was.)";

inline constexpr const char* kDiffFooter = R"(Examples:
  meshgen diff old.yaml new.yaml
  meshgen diff --against main
  meshgen diff --against v1.4.0:asyncapi/orders.yaml asyncapi/orders.yaml
  meshgen diff --against ../released asyncapi/*.yaml --format markdown
Compares by meaning, not by text: moved files, renamed components and reordered keys are no change.
Says who breaks: consumers of what is sent, producers of what is received, or the application. Leaves
with 7 when something breaks that 'diff: allow: [{code, path, reason}]' of meshgen.yaml does not let pass.)";

inline constexpr const char* kVendorFooter = R"(Examples:
  meshgen vendor
  meshgen vendor asyncapi/orders.yaml --folder third_party/schemas
  meshgen vendor --update
  meshgen vendor --check
Fetches the documents that a '$ref' to http or https names, and what they refer to, by running curl.
Commit the copies with meshgen.lock, which knows their digests; other commands read them and fetch
nothing. What is locked is not fetched again unless --update says so. --check writes nothing and leaves
with 6 when upstream has changed. One that fails leaves everything as it was.)";

inline constexpr const char* kDumpFooter = R"(Example:
  meshgen dump asyncapi/orders.yaml | jq '.operations[].id'
Prints what meshgen understood of the contract as JSON.)";

inline constexpr const char* kInitFooter = R"(Example:
  meshgen init greeter
Writes greeter/asyncapi/greeter.yaml, greeter/CMakeLists.txt and greeter/app/main.cpp: a project that
builds and runs. Nothing that exists is overwritten.)";

inline constexpr const char* kExplainFooter = R"(Examples:
  meshgen explain
  meshgen explain unresolved-ref
What a diagnostic means, why it is one, an example before and after, and what to do.)";

inline constexpr const char* kSchemaFooter = R"(Examples:
  meshgen schema diagnostics > diagnostics.schema.json
  meshgen schema settings > meshgen.schema.json
JSON Schemas (draft 7): 'diagnostics' of --format json, 'settings' of meshgen.yaml.)";

}  // namespace meshgen::app::help
