#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "load/yaml.hpp"
#include "resolve/document.hpp"
#include "resolve/url.hpp"

namespace meshgen::resolve {
namespace {

using load::Kind;
using load::Node;

/// Keys whose members are named by the user: below them a key is a name, not a keyword.
constexpr std::array<std::string_view, 25> kNameMaps{
    "properties",      "patternProperties", "definitions",    "$defs",           "dependencies",      "schemas",
    "servers",         "channels",          "operations",     "messages",        "securitySchemes",   "serverVariables",
    "parameters",      "correlationIds",    "replies",        "replyAddresses",  "externalDocs",      "tags",
    "operationTraits", "messageTraits",     "serverBindings", "channelBindings", "operationBindings", "messageBindings",
    "variables"};

/// Keys whose value is data: a `$ref` in there is the user's own word.
constexpr std::array<std::string_view, 5> kDataKeys{"default", "const", "enum", "example", "examples"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<int> hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex(text[i + 1]);
      const auto low = hex(text[i + 2]);
      if (high && low) {
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

/// RFC 6901: first `~1`, then `~0`.
std::string pointer_decode(std::string_view token) {
  std::string decoded;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1')) {
      decoded += token[i + 1] == '0' ? '~' : '/';
      ++i;
    } else {
      decoded += token[i];
    }
  }
  return decoded;
}

Place place(const Node& text) { return {text.span.file, text.span.begin}; }

class Resolver {
 public:
  Resolver(load::FileReader& reader, RemoteFiles& remotes, diag::Sink& sink)
      : reader_(reader), remotes_(remotes), sink_(sink) {}

  std::optional<ResolvedDocument> run(const std::string& path) {
    const auto* file = open(path, {}, true);
    if (file == nullptr || !file->root) return std::nullopt;
    visit(*file, *file->root, false);
    // Two passes: a pointer may lead through a reference that stands later in the text.
    std::size_t next = 0;
    while (next < pending_.size()) bind(pending_[next++]);  // binding one may find more
    for (const auto& reference : pending_) check_chain(*reference.node);
    document_.also_read = remotes_.also_read();
    return std::move(document_);
  }

 private:
  struct Reference {
    const File* file;
    const Node* node;  // the Reference Object
    const Node* text;  // its $ref
  };

  const File* open(const std::string& path, diag::Span referrer, bool is_root) {
    const auto key = std::filesystem::path(path).lexically_normal().string();
    if (const auto found = by_path_.find(key); found != by_path_.end()) return found->second;
    by_path_[key] = nullptr;
    if (!is_root && !may_open(key, referrer)) return nullptr;
    auto read = reader_.read(is_root ? path : key);
    if (const auto* failure = std::get_if<load::ReadFailure>(&read)) {
      const auto& code = failure->is_too_large ? diag::codes::kFileTooLarge
                         : is_root             ? diag::codes::kFileNotRead
                                               : diag::codes::kUnresolvedRef;
      sink_.report(code, referrer, fmt::format("cannot read '{}': {}", is_root ? path : key, failure->why));
      return nullptr;
    }
    const auto* file = add({is_root ? path : key, std::get<std::string>(std::move(read))}, {}, referrer);
    return by_path_[key] = file;
  }

  /// Another file for this contract? If not, why was said.
  bool may_open(const std::string& path, diag::Span referrer) {
    if (!reader_.may_be_referred_to(path)) {
      sink_
          .report(diag::codes::kRefOutsideRoot, referrer,
                  fmt::format("'{}' lies outside of the folders that references may lead to", path))
          .with_help(
              "take it into the repository, or allow its folder: '--ref-root DIR', or 'ref-roots' in meshgen.yaml");
      return false;
    }
    if (document_.files.size() < kFilesMax) return true;
    if (!std::exchange(told_of_files_, true)) {
      sink_
          .report(diag::codes::kTooManyFiles, referrer,
                  fmt::format("the contract reaches more than {} files", kFilesMax))
          .with_help("split it, or put schemas that belong together into one file");
    }
    return false;
  }

  /// The copy of a remote document. What it refers to is taken from its URL, not from where the copy lies.
  const File* open_remote(const std::string& url, diag::Span referrer) {
    if (const auto found = by_url_.find(url); found != by_url_.end()) return found->second;
    by_url_[url] = nullptr;
    if (document_.files.size() >= kFilesMax && !may_open(document_.files.front()->path, referrer)) return nullptr;
    auto copy = remotes_.read(url, referrer, sink_);
    const auto* file = copy ? add(std::move(*copy), url, referrer) : nullptr;
    return by_url_[url] = file;
  }

  const File* add(Copy text, const std::string& url, diag::Span referrer) {
    bytes_ += text.text.size();
    if (bytes_ > kBytesMax) {
      if (!std::exchange(told_of_bytes_, true)) {
        sink_
            .report(diag::codes::kFileTooLarge, referrer,
                    fmt::format("with '{}' the contract's files are larger than {} MiB", text.path, kBytesMax >> 20U))
            .with_help("split the contract");
      }
      return nullptr;
    }
    auto file = std::make_unique<File>();
    file->path = std::move(text.path);
    file->url = url;
    file->source = std::make_shared<const diag::SourceFile>(file->path, std::move(text.text));
    sink_.keep(file->source);
    by_source_[file->source.get()] = file.get();
    file->root = load::parse_yaml(*file->source, sink_);
    document_.files.push_back(std::move(file));
    return document_.files.back().get();
  }

  /// The file that `name` means in `from`; nullptr: why was said.
  const File* open_referred(const File& from, std::string_view name, diag::Span referrer) {
    if (name.empty()) return &from;
    if (!is_remote(name) && from.url.empty()) {
      const auto folder = std::filesystem::path(from.path).parent_path();
      return open((folder / percent_decode(name)).string(), referrer, false);
    }
    const auto url = resolve_url(from.url, name);
    if (!url || has_credentials(*url)) {
      sink_
          .report(diag::codes::kRemoteRef, referrer,
                  url ? "this address holds a user's name or password"
                      : fmt::format("'{}' is no address of http or https", name))
          .with_help(url ? "leave it out: curl takes credentials from ~/.netrc" : "write 'https://host/path#/pointer'");
      return nullptr;
    }
    return open_remote(*url, referrer);
  }

  void visit(const File& file, const Node& node, bool below_name_map) {
    if (node.kind == Kind::kList) {
      for (const auto& item : node.items) visit(file, item, false);
      return;
    }
    if (node.kind != Kind::kMap || !visited_.insert(&node).second) return;
    // Also of a map as a whole: nothing that a map of names holds is a string.
    if (const auto* text = ResolvedDocument::reference(node)) {
      pending_.push_back({&file, &node, text});
      for (const auto& member : node.members) {
        if (member.key == "$ref" || member.key.starts_with("x-")) continue;
        sink_
            .report(diag::codes::kRefSibling, member.key_span,
                    fmt::format("'{}' beside a '$ref' is ignored", member.key))
            .with_help("a reference stands alone: say it where the target is declared");
        break;
      }
      return;
    }
    for (const auto& member : node.members) {
      // Extensions are data, but for the one of ours that may hold a reference.
      const bool is_foreign = member.key.starts_with("x-") && member.key != "x-dead-letter";
      if (!below_name_map && (contains(kDataKeys, member.key) || is_foreign)) continue;
      visit(file, member.value, !below_name_map && contains(kNameMaps, member.key) && member.value.kind == Kind::kMap);
    }
  }

  void bind(const Reference reference) {
    if (!bound_.insert(reference.node).second) return;
    const std::string_view text = reference.text->text;
    const auto hash = text.find('#');
    const File* file = open_referred(*reference.file, text.substr(0, hash), reference.text->span);
    if (file == nullptr || !file->root) return;
    auto pointer = hash == std::string_view::npos ? std::string{} : percent_decode(text.substr(hash + 1));
    if (!pointer.empty() && pointer.front() != '/') {
      sink_.report(diag::codes::kUnresolvedRef, reference.text->span, fmt::format("'#{}' is no JSON pointer", pointer))
          .with_help(fmt::format("a pointer begins with '#/', as in '#/components/schemas/{}'", pointer));
      return;
    }
    walk(reference, *file, pointer);
  }

  /// Goes down the pointer; where a reference stands in the way, through it.
  void walk(const Reference& reference, const File& file, const std::string& pointer) {
    const Node* at = &*file.root;
    const File* at_file = &file;
    std::string key;
    std::string walked;
    std::size_t begin = 0;
    while (begin < pointer.size()) {
      const auto slash = pointer.find('/', begin + 1);
      const auto stop = slash == std::string::npos ? pointer.size() : slash;
      key = pointer_decode(std::string_view(pointer).substr(begin + 1, stop - begin - 1));
      at = through(*at, reference, *at_file);
      if (at == nullptr) return;
      const Node* next = nullptr;
      if (at->kind == Kind::kMap) {
        next = at->find(key);
      } else if (at->kind == Kind::kList && !key.empty() && key.size() < 7 &&
                 key.find_first_not_of("0123456789") == std::string::npos) {
        const auto index = static_cast<std::size_t>(std::stoul(key));
        if (index < at->items.size()) next = &at->items[index];
      }
      if (next == nullptr) {
        missing(reference, *at, walked, key);
        return;
      }
      at = next;
      walked += '/' + key;
      begin = stop;
    }
    document_.links[place(*reference.text)] = {at, key};
    if (const auto* owner = owner_of(*at)) visit(*owner, *at, false);
  }

  const Node* through(const Node& node, const Reference& reference, const File& file) {
    const Node* at = &node;
    std::set<const Node*> chain;
    while (const auto* text = ResolvedDocument::reference(*at)) {
      if (!chain.insert(at).second || at == reference.node) {
        cycle(*reference.text);
        return nullptr;
      }
      const auto* owner = owner_of(*at);
      if (chain.size() > kReferencesMax || in_progress_.size() > kReferencesMax) {
        too_long(*reference.text);
        return nullptr;
      }
      if (in_progress_.insert(at).second) {
        bind({owner == nullptr ? &file : owner, at, text});
        in_progress_.erase(at);
      }
      const auto* next = document_.link(*at);
      if (next == nullptr) return nullptr;  // reported where it stands
      at = next->node;
    }
    return at;
  }

  [[nodiscard]] const File* owner_of(const Node& node) const {
    const auto found = by_source_.find(node.span.file);
    return found == by_source_.end() ? nullptr : found->second;
  }

  void missing(const Reference& reference, const Node& at, const std::string& walked, const std::string& key) {
    auto& diagnostic = sink_.report(diag::codes::kUnresolvedRef, reference.text->span,
                                    fmt::format("'{}' leads nowhere: {} has no '{}'", reference.text->text,
                                                walked.empty() ? "the document" : fmt::format("'{}'", walked), key));
    std::vector<std::string_view> names;
    // A mistake in each of many references must not cost a look at all names each.
    if (at.members.size() <= guesses_left_) {
      guesses_left_ -= at.members.size();
      for (const auto& member : at.members) names.push_back(member.key);
    }
    if (const auto near = base::closest(key, names)) {
      diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
      diagnostic.note(at.find_member(*near)->key_span, fmt::format("'{}' is declared here", *near));
    } else if (!names.empty() && names.size() <= 12) {
      const std::vector<std::string> all(names.begin(), names.end());
      diagnostic.with_help("there are: " + base::join(all, ", "));
    }
  }

  void cycle(const Node& text) {
    if (!reported_cycles_.insert(&text).second) return;
    sink_.report(diag::codes::kRefCycle, text.span, fmt::format("reference '{}' leads back to itself", text.text))
        .with_help("a chain of references must end at something that is none");
  }

  void too_long(const Node& text) {
    sink_
        .report(diag::codes::kRefChain, text.span,
                fmt::format("reference '{}' begins a chain of more than {}", text.text, kReferencesMax))
        .with_help("refer to what is meant, not to a reference to it");
  }

  /// What was found of a reference: how many it leads through, itself included.
  struct Chain {
    std::size_t length = 0;
    bool is_broken = false;
  };

  /// Each reference is looked at once, however many lead to it. Those that end nowhere lose their links: whoever
  /// follows one knows at once.
  void check_chain(const Node& reference) {
    std::vector<const Node*> chain;
    std::unordered_set<const Node*> on_chain;
    Chain end;
    const Node* at = &reference;
    while (ResolvedDocument::reference(*at) != nullptr) {
      if (const auto known = chains_.find(at); known != chains_.end()) {
        end = known->second;
        break;
      }
      if (!on_chain.insert(at).second) {
        // One report a cycle: at the member that stands first.
        const auto* first =
            *std::min_element(std::find(chain.begin(), chain.end(), at), chain.end(),
                              [](const Node* a, const Node* b) { return a->span.begin < b->span.begin; });
        cycle(*ResolvedDocument::reference(*first));
        for (const auto* member : chain) drop(*member);
        return;
      }
      chain.push_back(at);
      const auto* next = document_.link(*at);
      if (next == nullptr) {
        end.is_broken = true;
        break;
      }
      at = next->node;
    }
    std::reverse(chain.begin(), chain.end());  // from the end, whose length is known
    for (const auto* member : chain) {
      ++end.length;
      chains_[member] = end;
      if (end.length <= kReferencesMax) continue;
      if (!end.is_broken) too_long(*ResolvedDocument::reference(*member));
      end.is_broken = true;
      drop(*member);
    }
  }

  void drop(const Node& reference) {
    document_.links.erase(place(*ResolvedDocument::reference(reference)));
    chains_[&reference] = {0, true};
  }

  load::FileReader& reader_;
  RemoteFiles& remotes_;
  diag::Sink& sink_;
  ResolvedDocument document_;
  std::map<std::string, const File*> by_path_;
  std::map<std::string, const File*> by_url_;
  std::unordered_map<const diag::SourceFile*, const File*> by_source_;
  std::unordered_map<const Node*, Chain> chains_;
  std::size_t guesses_left_ = 200'000;
  std::size_t bytes_ = 0;  ///< of all files
  bool told_of_files_ = false;
  bool told_of_bytes_ = false;
  std::unordered_set<const Node*> visited_;
  std::vector<Reference> pending_;
  std::unordered_set<const Node*> bound_;
  std::unordered_set<const Node*> in_progress_;
  std::unordered_set<const Node*> reported_cycles_;
};

}  // namespace

const Node* ResolvedDocument::reference(const Node& node) {
  const auto* text = node.find("$ref");
  return text != nullptr && text->kind == Kind::kString ? text : nullptr;
}

const Link* ResolvedDocument::link(const Node& node) const {
  const auto* text = reference(node);
  if (text == nullptr) return nullptr;
  const auto found = links.find(place(*text));
  return found == links.end() ? nullptr : &found->second;
}

const Node* ResolvedDocument::follow(const Node& node) const {
  const Node* at = &node;
  while (reference(*at) != nullptr) {
    const auto* next = link(*at);
    if (next == nullptr) return nullptr;
    at = next->node;
  }
  return at;
}

std::optional<ResolvedDocument> resolve(load::FileReader& reader, const std::string& path, RemoteFiles& remotes,
                                        diag::Sink& sink) {
  return Resolver(reader, remotes, sink).run(path);
}

std::optional<ResolvedDocument> resolve(load::FileReader& reader, const std::string& path, diag::Sink& sink) {
  VendoredFiles vendored(reader, path);
  return resolve(reader, path, vendored, sink);
}

}  // namespace meshgen::resolve
