#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "resolve/document.hpp"
#include "resolve/draft7.hpp"
#include "resolve/opener.hpp"
#include "resolve/pointer.hpp"
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

/// Beside a `$ref` draft-07 ignores it, but pointers lead there.
constexpr std::string_view kDefinitions = "definitions";

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Place place(const Node& text) { return {text.span.file, text.span.begin}; }

class Resolver {
 public:
  Resolver(load::FileReader& reader, RemoteFiles& remotes, diag::Sink& sink)
      : remotes_(remotes), sink_(sink), opener_(reader, remotes, document_, sink) {}

  std::optional<ResolvedDocument> run(const std::string& path) {
    const auto* file = opener_.open(path, {}, true);
    if (file == nullptr || !file->root) return std::nullopt;
    visit(*file, *file->root, false);
    // Two passes: a pointer may lead through a reference that stands later in the text.
    std::size_t next = 0;
    while (next < pending_.size() || !late_.empty()) {
      while (next < pending_.size()) bind(Reference(pending_[next++]), false);  // binding one may find more
      for (const auto& reference : std::exchange(late_, {})) bind(reference, true);
    }
    for (const auto& reference : pending_) check_chain(*reference.node);
    document_.also_read = remotes_.also_read();
    return std::move(document_);
  }

 private:
  struct Reference {
    const File* file;
    const Node* node;  // the Reference Object
    const Node* text;  // its $ref
    const Base* base;  // of the draft-07 schema that it stands in; nullptr: AsyncAPI's rule, by the file alone
  };

  void visit(const File& file, const Node& node, bool below_name_map) {
    if (node.kind == Kind::kList) {
      for (const auto& item : node.items) visit(file, item, false);
      return;
    }
    if (node.kind != Kind::kMap || !visited_.insert(&node).second) return;
    // Also of a map as a whole: nothing that a map of names holds is a string.
    if (const auto* text = ResolvedDocument::reference(node)) return note({&file, &node, text, nullptr});
    const bool is_draft7 = !below_name_map && is_draft7_wrapper(node);
    for (const auto& member : node.members) {
      // Extensions are data, but for the one of ours that may hold a reference.
      const bool is_foreign = member.key.starts_with("x-") && member.key != "x-dead-letter";
      if (!below_name_map && (contains(kDataKeys, member.key) || is_foreign)) continue;
      if (is_draft7 && member.key == "schema") {
        visit_draft7(member.value, draft7_.base_of_payload(file, member.value), false);
      } else {
        visit(file, member.value,
              !below_name_map && contains(kNameMaps, member.key) && member.value.kind == Kind::kMap);
      }
    }
  }

  /// The same in a draft-07 schema. Also where draft-07 has no schemas: a reference there may be meant by a pointer.
  void visit_draft7(const Node& node, const Base& outer, bool below_name_map) {
    if (node.kind == Kind::kList) {
      for (const auto& item : node.items) visit_draft7(item, outer, false);
      return;
    }
    if (node.kind != Kind::kMap || !visited_draft7_.insert(&node).second) return;
    const auto* text = ResolvedDocument::reference(node);
    if (text != nullptr) note({outer.file, &node, text, &outer});
    const auto& base = draft7_.base_at(node, outer);
    for (const auto& member : node.members) {
      const bool is_map = !below_name_map && contains(kNameMaps, member.key) && member.value.kind == Kind::kMap;
      const bool is_data = !below_name_map && (contains(kDataKeys, member.key) || member.key.starts_with("x-"));
      const bool is_ignored = text != nullptr && member.key != kDefinitions;
      if (!is_data && !is_ignored) visit_draft7(member.value, base, is_map);
    }
  }

  /// A reference that was found. One that both dialects lead to keeps the rule by which it was found first.
  void note(const Reference& reference) {
    if (!noted_.emplace(reference.node, reference.base).second) return;
    pending_.push_back(reference);
    for (const auto& member : reference.node->members) {
      const bool is_kept = reference.base != nullptr && member.key == kDefinitions;
      if (member.key == "$ref" || member.key.starts_with("x-") || is_kept) continue;
      sink_
          .report(diag::codes::kRefSibling, member.key_span, fmt::format("'{}' beside a '$ref' is ignored", member.key))
          .with_help("a reference stands alone: say it where the target is declared");
      break;
    }
  }

  /// `is_last`: what is not known now never will be.
  void bind(const Reference& reference, bool is_last) {
    if (!bound_.insert(reference.node).second) return;
    const std::string_view text = reference.text->text;
    const auto hash = std::min(text.find('#'), text.size());
    const auto name = text.substr(0, hash);
    const auto fragment = percent_decode(text.substr(std::min(hash + 1, text.size())));
    if (reference.base != nullptr) return bind_draft7(reference, name, fragment, is_last);
    const File* file = opener_.open_referred(*reference.file, name, reference.text->span);
    if (file == nullptr || !file->root) return;
    if (!fragment.empty() && fragment.front() != '/') {
      sink_.report(diag::codes::kUnresolvedRef, reference.text->span, fmt::format("'#{}' is no JSON pointer", fragment))
          .with_help(fmt::format("a pointer begins with '#/', as in '#/components/schemas/{}'", fragment));
      return;
    }
    walk(reference, *file->root, *file, fragment);
  }

  void bind_draft7(const Reference& reference, std::string_view name, const std::string& fragment, bool is_last) {
    const auto* base = name.empty() ? reference.base : base_of_name(reference, name, is_last);
    if (base == nullptr) return;
    if (fragment.empty()) return link_draft7(reference, {base->root, {}, base});
    if (fragment.front() != '/') {
      if (const auto* node = draft7_.find_name(*base, fragment)) return link_draft7(reference, {node, {}, base});
      if (is_last) return unknown_name(reference, *base, fragment);
      return postpone(reference);
    }
    if (const auto found = walk_as_written(*base, fragment)) return link_draft7(reference, *found);
    // The schema is part of a contract, whose other parts are meant, too: '#/components/schemas/Order'.
    const auto& file = *base->file;
    const auto& whole = draft7_.base_of_file(file);
    if (name.empty() && whole.root != base->root) {
      if (const auto found = walk_as_written(whole, fragment)) return link_draft7(reference, *found);
    }
    std::string_view rest;
    const auto first = first_token(fragment, rest);
    const bool is_of_file = name.empty() && step(*base->root, first) == nullptr && step(*whole.root, first) != nullptr;
    walk(reference, is_of_file ? *whole.root : *base->root, file, fragment);
  }

  void postpone(const Reference& reference) {
    bound_.erase(reference.node);
    late_.push_back(reference);
  }

  struct Found {
    const Node* node;
    std::string key;
    const Base* base;
  };

  /// Goes down the pointer, but through no reference.
  std::optional<Found> walk_as_written(const Base& from, std::string_view pointer) const {
    Found found{from.root, {}, &from};
    while (!pointer.empty()) {
      found.key = first_token(pointer, pointer);
      found.node = step(*found.node, found.key);
      if (found.node == nullptr) return std::nullopt;
      found.base = &draft7_.base_at(*found.node, *found.base);
    }
    return found;
  }

  void link_draft7(const Reference& reference, const Found& found) {
    document_.links[place(*reference.text)] = {found.node, found.key};
    if (is_draft7_wrapper(*found.node)) return visit(*found.base->file, *found.node, false);
    draft7_.index(*found.node, *found.base);
    visit_draft7(*found.node, *found.base, false);
  }

  /// What `name` means beside the reference's base: a schema that is called so, else a file. nullptr: it was told, or
  /// will be looked at again.
  const Base* base_of_name(const Reference& reference, std::string_view name, bool is_last) {
    const auto span = reference.text->span;
    const auto address = resolve_address(reference.base->address, name);
    if (!address) {
      sink_.report(diag::codes::kUnresolvedRef, span, fmt::format("'{}' is no address", name))
          .with_help("blanks and control characters are written as %20 and so on");
      return nullptr;
    }
    if (const auto* base = draft7_.find(*reference.base, *address)) return base;
    if (address->is_local) return base_of(opener_.open(address->text, span, false));
    const auto& uri = address->text;
    const bool is_url = is_remote(uri) && resolve_url({}, uri);
    if (is_url && opener_.has_remote(uri, sink_)) return base_of(opener_.open_remote_without_credentials(uri, span));
    if (!is_last) {
      postpone(reference);
      return nullptr;
    }
    // Schemas that are published together often lie together, too, whatever address they give themselves.
    const auto& file = *reference.file;
    const auto beside = (std::filesystem::path(file.path).parent_path() / percent_decode(name)).string();
    if (file.url.empty() && !has_scheme(name) && opener_.has_local(beside))
      return base_of(opener_.open(beside, span, false));
    if (is_url) return base_of(opener_.open_remote_without_credentials(uri, span));
    unknown_address(reference, uri);
    return nullptr;
  }

  const Base* base_of(const File* file) {
    return file == nullptr || !file->root ? nullptr : &draft7_.base_of_file(*file);
  }

  void unknown_address(const Reference& reference, const std::string& uri) {
    auto& diagnostic =
        sink_.report(diag::codes::kUnresolvedRef, reference.text->span,
                     fmt::format("'{}' leads nowhere: no schema has '{}' as its '$id'", reference.text->text, uri));
    suggest(diagnostic, uri, draft7_.addresses(guesses_left_));
  }

  void unknown_name(const Reference& reference, const Base& base, const std::string& name) {
    auto& diagnostic =
        sink_.report(diag::codes::kUnresolvedRef, reference.text->span,
                     fmt::format("'{}' leads nowhere: no schema has '#{}' as its '$id'", reference.text->text, name));
    if (!suggest(diagnostic, '#' + name, draft7_.names(base, guesses_left_)))
      diagnostic.with_help(fmt::format("a pointer begins with '#/', as in '#/definitions/{}'", name));
  }

  /// The name that was meant; else all, if they are few. A mistake in each of many references must not cost a look at
  /// all names each.
  bool suggest(diag::Diagnostic& diagnostic, const std::string& wanted, const std::vector<std::string>& names) {
    constexpr std::size_t kListed = 12;
    if (names.empty()) return false;
    guesses_left_ -= names.size();
    if (const auto near = base::closest(wanted, std::vector<std::string_view>(names.begin(), names.end()))) {
      diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
      return true;
    }
    if (names.size() > kListed) return false;
    diagnostic.with_help("there are: " + base::join(names, ", "));
    return true;
  }

  /// Goes down the pointer; where a reference stands in the way, through it.
  void walk(const Reference& reference, const Node& root, const File& file, std::string_view pointer) {
    const Node* at = &root;
    std::string key;
    std::string walked;
    while (!pointer.empty()) {
      key = first_token(pointer, pointer);
      // As a document draft-07 has what stands beside a reference, and a reference may lead to what it stands beside.
      const auto* next = reference.base == nullptr ? nullptr : step(*at, key);
      if (next == nullptr && (reference.base == nullptr || at != reference.node)) {
        at = through(*at, reference, file);
        if (at == nullptr) return;
        next = step(*at, key);
      }
      if (next == nullptr) return missing(reference, *at, walked, key);
      at = next;
      walked += '/' + key;
    }
    if (reference.base != nullptr) {
      const auto* owner = opener_.owner_of(*at);
      return link_draft7(reference, {at, key, &draft7_.base_of_file(owner == nullptr ? file : *owner)});
    }
    document_.links[place(*reference.text)] = {at, key};
    if (const auto* owner = opener_.owner_of(*at)) visit(*owner, *at, false);
  }

  const Node* through(const Node& node, const Reference& reference, const File& file) {
    const Node* at = &node;
    std::set<const Node*> chain;
    while (const auto* text = ResolvedDocument::reference(*at)) {
      if (!chain.insert(at).second || at == reference.node) {
        cycle(*reference.text);
        return nullptr;
      }
      const auto* owner = opener_.owner_of(*at);
      if (chain.size() > kReferencesMax || in_progress_.size() > kReferencesMax) {
        too_long(*reference.text);
        return nullptr;
      }
      if (in_progress_.insert(at).second) {
        const auto noted = noted_.find(at);
        bind({owner == nullptr ? &file : owner, at, text, noted == noted_.end() ? reference.base : noted->second},
             true);
        in_progress_.erase(at);
      }
      const auto* next = document_.link(*at);
      if (next == nullptr) return nullptr;  // reported where it stands
      at = next->node;
    }
    return at;
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

  RemoteFiles& remotes_;
  diag::Sink& sink_;
  ResolvedDocument document_;
  Opener opener_;
  Draft7 draft7_;
  std::unordered_map<const Node*, Chain> chains_;
  std::size_t guesses_left_ = 200'000;
  std::unordered_set<const Node*> visited_;
  std::unordered_set<const Node*> visited_draft7_;
  std::vector<Reference> pending_;
  std::vector<Reference> late_;  ///< what they name may still be found
  std::unordered_map<const Node*, const Base*> noted_;
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
