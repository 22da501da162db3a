#include "settings/shared.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"

namespace meshgen::settings {
namespace {

std::string normal(const std::string& path) { return std::filesystem::path(path).lexically_normal().string(); }

class Resolver {
 public:
  Resolver(std::vector<Contract>& contracts, const std::vector<WantedShared>& wanted, diag::Sink& sink)
      : contracts_(contracts), wanted_(wanted), sink_(sink), made_(contracts.size()), open_(contracts.size(), false) {
    for (std::size_t i = 0; i < contracts.size(); ++i) by_path_.emplace(normal(contracts[i].path), i);
  }

  void run() {
    for (std::size_t i = 0; i < contracts_.size(); ++i) (void)make(i);
  }

 private:
  std::shared_ptr<const Shared> make(std::size_t at) {
    if (made_[at]) return made_[at];
    auto& contract = contracts_[at];
    open_[at] = true;
    for (const auto& [path, place] : wanted_[at].paths) {
      const auto found = by_path_.find(normal(path));
      if (found == by_path_.end()) {
        sink_.report(diag::codes::kWrongValue, place, fmt::format("'{}' is none of the contracts", path))
            .with_help("list it under 'contracts', too: its output folder and namespace must be known");
        continue;
      }
      if (found->second == at && wanted_[at].by_default) break;
      if (open_[found->second]) {
        sink_
            .report(diag::codes::kWrongValue, place,
                    fmt::format("'{}' cannot share the types of '{}', which shares those of it", contract.path, path))
            .with_help("let one of them refer to the other, not both");
        continue;
      }
      contract.shared.push_back(make(found->second));
    }
    open_[at] = false;
    return made_[at] =
               std::make_shared<const Shared>(Shared{contract.path, contract.output, contract.options.cpp_namespace,
                                                     contract.options.types, contract.shared});
  }

  std::vector<Contract>& contracts_;
  const std::vector<WantedShared>& wanted_;
  diag::Sink& sink_;
  std::map<std::string, std::size_t> by_path_;
  std::vector<std::shared_ptr<const Shared>> made_;
  std::vector<bool> open_;
};

}  // namespace

void resolve_shared(std::vector<Contract>& contracts, const std::vector<WantedShared>& wanted, diag::Sink& sink) {
  Resolver(contracts, wanted, sink).run();
}

}  // namespace meshgen::settings
