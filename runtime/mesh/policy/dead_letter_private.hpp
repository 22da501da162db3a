#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/record.hpp>
#include <mesh/policy/dead_letter.hpp>

namespace mesh::policy {

/// A header that says nothing of the record itself, only of its failure: of a dead letter, or of a framework's retry
/// topics on the way to one. nullopt: the record's own.
[[nodiscard]] std::optional<DeadLetterFamily> family_of_header(std::string_view header) noexcept;
/// The family that says most of those that the record has headers of; nullopt if it is no dead letter.
[[nodiscard]] std::optional<DeadLetterFamily> family_of_record(const RecordView& record) noexcept;

/// A header that a dead letter with `families` writes itself.
[[nodiscard]] bool is_rewritten(std::string_view header, DeadLetterFamilies families) noexcept;
/// Owned copies of all headers that are the record's own, in their order.
[[nodiscard]] std::vector<Header> without_dead_letter_headers(std::span<const HeaderView> headers);

/// Appends headers until their bytes are used up.
class HeaderBudget {
 public:
  explicit HeaderBudget(std::vector<Header>& headers) : headers_(headers) {}

  /// One line of at most `limit` bytes; what does not fit is cut between characters and marked.
  void add_text(std::string_view header, std::string_view value, std::size_t limit = kMaxDeadLetterText);
  /// As it is, or not at all: half a number would be another one.
  void add_whole(std::string_view header, std::string_view value);

 private:
  std::vector<Header>& headers_;
  std::size_t left_ = kMaxDeadLetterHeaders;
};

/// What a redrive needs, of all `families`.
void add_origins(HeaderBudget& budget, const RecordView& original, const DeadLetterOrigin& origin);
/// Why the record failed, of all `families`.
void add_causes(HeaderBudget& budget, const DeadLetterCause& cause, const DeadLetterOrigin& origin);

/// Reads a family that is not ours.
[[nodiscard]] Result<void> read_foreign(const RecordView& record, DeadLetter& letter);

}  // namespace mesh::policy
