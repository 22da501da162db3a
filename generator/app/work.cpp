#include "app/work.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "load/files.hpp"
#include "settings/roots.hpp"

namespace meshgen::app {

Work find_work(std::vector<settings::Contract> named, const std::string& settings, std::string_view command,
               const std::vector<std::string>& ref_roots, Speaker& speaker) {
  Work work;
  work.ref_roots = ref_roots;
  work.settings = settings;
  if (named.empty() && settings.empty()) {
    const auto found = settings::find_settings();
    if (!found) {
      speaker.complain(
          fmt::format("meshgen: no contract is named, and there is no {} here or in a folder above\n"
                      "Run 'meshgen {} --help' for more.\n",
                      settings::kFileName, command));
      work.exit_code = kBadArguments;
      return work;
    }
    work.settings = *found;
  }
  if (!work.settings.empty()) {
    const auto sink = std::make_shared<diag::Sink>();
    load::DiskFiles files;
    auto read = settings::read_settings(files, work.settings, MESHGEN_VERSION, settings::expand_on_disk, *sink);
    if (!read) {
      speaker.diagnostics(work.settings, sink);
      work.exit_code = exit_code(*sink);
      return work;
    }
    work.policy = std::move(read->policy);
    work.allowances = std::move(read->allowances);
    work.ref_roots.insert(work.ref_roots.end(), read->ref_roots.begin(), read->ref_roots.end());
    work.contracts = std::move(read->contracts);
  }
  if (!named.empty()) work.contracts = std::move(named);
  return work;
}

load::DiskFiles files_of(const std::string& contract, const std::vector<std::string>& ref_roots) {
  return load::DiskFiles(settings::reference_roots(contract, ref_roots));
}

}  // namespace meshgen::app
