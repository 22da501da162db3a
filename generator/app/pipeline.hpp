/// Every stage, in order.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/output_tree.hpp"
#include "diag/sink.hpp"
#include "load/files.hpp"
#include "model/api.hpp"
#include "plan/options.hpp"
#include "resolve/document.hpp"
#include "settings/settings.hpp"

namespace meshgen::app {

enum class Purpose { kValidate, kGenerate };

/// A contract read and understood. The Api points into the document's texts.
struct Contract {
  resolve::ResolvedDocument document;
  model::Api api;
};

/// nullopt when there is nothing sound to go on with. The model has the operations of that side.
[[nodiscard]] std::optional<Contract> read_contract(load::FileReader& reader, const std::string& path, Purpose purpose,
                                                    diag::Sink& sink, plan::Role role = plan::Role::kApplication);

/// Documents whose types are used as their own code declares them, and where the contract's own code goes.
struct Shares {
  std::vector<std::shared_ptr<const settings::Shared>> documents;
  std::string output;
};

struct Rendered {
  base::OutputTree tree;
  std::vector<std::string> inputs;  ///< every file that was read: contract, references, templates
};

/// The whole way. nullopt after an error.
[[nodiscard]] std::optional<Rendered> render_contract(load::FileReader& reader, const std::string& path,
                                                      const plan::Options& options, const std::string& templates,
                                                      diag::Sink& sink, const Shares& shares = {});

}  // namespace meshgen::app
