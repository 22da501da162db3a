/// How the demo tells what happens: colours on a terminal only.
#pragma once

#include <string>
#include <vector>

#include "ledger.hpp"

namespace demo {

void title(const std::string& text);
void say(const std::string& who, const std::string& what);
/// One event of an agent, in the words of the shop; those that tell nothing new are passed over.
void tell(const Event& event);

struct Row {
  std::string topic;
  std::size_t written = 0;
  Account account;
  [[nodiscard]] bool adds_up() const { return written == account.total(); }
};
void table(const std::vector<Row>& rows);
void letter(const std::string& what, const std::string& reason, const std::string& detail);
void verdict(bool good);

}  // namespace demo
