/// `shared` of meshgen.yaml: which contracts use the types of which.
#pragma once

#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "settings/settings.hpp"

namespace meshgen::settings {

/// What a contract says of itself, or the options of all.
struct WantedShared {
  struct Path {
    std::string path;
    diag::Span place;
  };
  std::vector<Path> paths;
  bool by_default = false;  ///< of the options: a document that is among them takes those before it
};

/// Fills `Contract::shared`; `wanted` goes with `contracts`. Each must be one of the contracts, whose output and
/// namespace are then known.
void resolve_shared(std::vector<Contract>& contracts, const std::vector<WantedShared>& wanted, diag::Sink& sink);

}  // namespace meshgen::settings
