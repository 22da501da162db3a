/// Before anything is measured: do all contestants do the same work?
#pragma once

#include <cstdio>
#include <vector>

#include "contestant.hpp"

namespace bench {

inline nlohmann::json metadata_of(const Agent& message) {
  return nlohmann::json::parse(message.metadata_text.empty() ? message.metadata.text() : message.metadata_text);
}

inline bool same(const Agent& a, const Agent& b) {
  messages::AgentMessage left = a;
  messages::AgentMessage right = b;
  left.metadata = right.metadata = {};
  return left == right && metadata_of(a) == metadata_of(b);
}
template <class Message>
bool same(const Message& a, const Message& b) {
  return a == b;
}

/// All accept the good documents and fill the same structs; those that validate refuse the bad ones.
template <class Message>
bool verify(const std::vector<Decoder<Message>>& decoders, const std::vector<Tree>& good, std::size_t count) {
  bool is_sound = true;
  const auto complain = [&is_sound](const std::string& name, const char* what, const std::string& which) {
    std::printf("UNFAIR: %s %s %s\n", name.c_str(), what, which.c_str());
    is_sound = false;
  };
  const Texts texts(std::vector<Tree>(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(count)),
                    Texts::Layout::kPadded);
  for (std::size_t i = 0; i < texts.size() && is_sound; ++i) {
    Message first;
    for (std::size_t k = 0; k < decoders.size(); ++k) {
      Message message;
      if (!decoders[k].one(texts[i], message)) complain(decoders[k].name, "refuses", std::string(texts[i]));
      if (k == 0) first = message;
      if (is_sound && !same(message, first)) complain(decoders[k].name, "reads otherwise", std::string(texts[i]));
    }
  }
  std::vector<Tree> bad;
  const auto faults = make_bad_documents(kind_of(Message{}), good[0]);
  for (const auto& fault : faults) bad.push_back(fault.tree);
  const Texts bad_texts(bad, Texts::Layout::kPadded);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    for (const auto& decoder : decoders) {
      if (decoder.checks == Checks::kNothing || (decoder.checks == Checks::kAllButFormat && faults[i].is_by_format)) {
        continue;
      }
      Message message;
      if (decoder.one(bad_texts[i], message)) complain(decoder.name, "accepts", faults[i].what);
    }
  }
  return is_sound;
}

}  // namespace bench
