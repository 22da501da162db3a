/// A consumer process that is killed in the middle of its work.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include <mesh/config/config.hpp>

#include "checkers.hpp"

namespace mesh::test {

/// Runs delivery_child with the settings of kafka, which writes its handler's log to `log`; ends with its owner.
class Child {
 public:
  Child(const Config& config, const std::string& log, int member, int handle_ms);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill_now();

 private:
  pid_t pid_ = -1;
};

/// The settings as "MESH_…=value", for a process of its own.
[[nodiscard]] std::vector<std::string> environment_of(const Config& config);

/// The scenario: a first process works at `confirmed` (40 keys, 20 records each), is killed, and a second one finishes.
/// Checks L, O, D and C.
void kill_a_consumer(const Config& config, std::vector<Confirmed> confirmed);

}  // namespace mesh::test
