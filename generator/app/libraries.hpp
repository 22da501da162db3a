/// The documents whose types a contract shares, read and planned as their own generation does it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/pipeline.hpp"
#include "diag/sink.hpp"
#include "load/files.hpp"
#include "plan/plan.hpp"
#include "settings/settings.hpp"

namespace meshgen::app {

class Libraries {
 public:
  Libraries(load::FileReader& reader, diag::Sink& sink) : reader_(reader), sink_(sink) {}

  /// For the plan of `document`; what it points to is kept here. nullopt after an error.
  [[nodiscard]] std::optional<plan::Sharing> read(const resolve::ResolvedDocument& document, const Shares& shares);
  /// Every file that was read.
  [[nodiscard]] const std::vector<std::string>& inputs() const noexcept { return inputs_; }

 private:
  struct Loaded {
    Contract contract;
    plan::Library library;
  };

  [[nodiscard]] const Loaded* load(const settings::Shared& shared);
  /// Reports to the sink what makes the document no library.
  void read_into(const settings::Shared& shared, Loaded& loaded, diag::Sink& said);

  load::FileReader& reader_;
  diag::Sink& sink_;
  std::map<const settings::Shared*, std::unique_ptr<Loaded>> loaded_;
  std::vector<std::string> inputs_;
};

}  // namespace meshgen::app
