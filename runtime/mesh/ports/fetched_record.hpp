/// A record as a consumer gives it, in its adapter's memory.
#pragma once

#include <utility>
#include <vector>

#include <mesh/base/record.hpp>

namespace mesh {

/// Movable; it may go from thread to thread and is released where it is destroyed, also after its consumer has gone.
/// One thread at a time. What its views look into lives as long as it does.
class FetchedRecord {
 public:
  /// The adapter's side: keeps the memory of one record or of several, and goes itself when all are released.
  class Keeper {
   public:
    Keeper() = default;
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;
    /// All but the headers.
    [[nodiscard]] virtual RecordView envelope(const void* record) const noexcept = 0;
    virtual void read_headers(void* record, std::vector<HeaderView>& into) const = 0;
    virtual void release(void* record) noexcept = 0;

   protected:
    ~Keeper() = default;
  };

  FetchedRecord() noexcept = default;
  FetchedRecord(Keeper& keeper, void* record) noexcept : keeper_(&keeper), record_(record) {}
  FetchedRecord(FetchedRecord&& other) noexcept
      : keeper_(std::exchange(other.keeper_, nullptr)),
        record_(std::exchange(other.record_, nullptr)),
        headers_(std::move(other.headers_)) {}
  FetchedRecord& operator=(FetchedRecord&& other) noexcept {
    std::swap(keeper_, other.keeper_);
    std::swap(record_, other.record_);
    headers_.swap(other.headers_);
    return *this;
  }
  FetchedRecord(const FetchedRecord&) = delete;
  FetchedRecord& operator=(const FetchedRecord&) = delete;
  ~FetchedRecord() { reset(); }

  /// Without its headers: what costs nothing.
  [[nodiscard]] RecordView envelope() const noexcept { return keeper_->envelope(record_); }
  /// All of it. The headers are read when this is first called: on the thread that uses them and frees them, because
  /// memory that one thread takes and another gives back is most of what a record costs.
  [[nodiscard]] RecordView view() const {
    auto view = envelope();
    if (headers_.empty()) keeper_->read_headers(record_, headers_);
    view.headers = headers_;
    return view;
  }
  /// Lets go of the memory now. Nothing but destroying and assigning is allowed then.
  void reset() noexcept {
    if (keeper_ != nullptr) std::exchange(keeper_, nullptr)->release(record_);
    headers_ = {};
  }

 private:
  Keeper* keeper_ = nullptr;
  void* record_ = nullptr;
  mutable std::vector<HeaderView> headers_;
};

using FetchedBatch = std::vector<FetchedRecord>;

}  // namespace mesh
