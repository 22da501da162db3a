/// What both hand-written decoders over simdjson on-demand share: values of one kind, checked for nothing else. Written
/// as its documentation says, for speed: no exceptions, keys compared unescaped only where they may differ.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contestant.hpp"

namespace bench::on_demand {

namespace od = simdjson::ondemand;

inline bool get(od::value value, std::string& out) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return false;
  out.assign(text);
  return true;
}
inline bool get(od::value value, std::int64_t& out) { return value.get_int64().get(out) == simdjson::SUCCESS; }
inline bool get(od::value value, double& out) { return value.get_double().get(out) == simdjson::SUCCESS; }
inline bool get(od::value value, bool& out) { return value.get_bool().get(out) == simdjson::SUCCESS; }
inline bool get(od::value value, messages::Currency& out) {
  std::string_view text;
  return value.get_string().get(text) == simdjson::SUCCESS && messages::from_string(text, out);
}
template <class T>
bool get(od::value value, std::optional<T>& out) {
  return get(value, out.emplace());
}
inline bool get(od::value value, std::map<std::string, std::string, std::less<>>& out) {
  od::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return false;
  out.clear();
  for (auto field : object) {
    std::string_view name;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS) return false;
    auto& place = out[std::string(name)];
    if (!get(field.value().value_unsafe(), place)) return false;
  }
  return true;
}
inline bool get(od::value value, std::vector<double>& out) {
  od::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return false;
  out.clear();
  for (auto item : array) {
    if (item.get_double().get(out.emplace_back()) != simdjson::SUCCESS) return false;
  }
  return true;
}
/// Free-form JSON, as its text.
inline bool get_raw(od::value value, std::string& out) {
  od::object object;
  std::string_view text;
  if (value.get_object().get(object) != simdjson::SUCCESS) return false;
  if (object.raw_json().get(text) != simdjson::SUCCESS) return false;
  out.assign(text);
  return true;
}

/// Bytes whose surroundings may not be read are copied, as simdjson asks; the buffer and the parser are used again.
class Reader {
 public:
  template <class Message, class Decode>
  bool exact(std::string_view text, Message& out, Decode decode) {
    if (size_ < text.size() + simdjson::SIMDJSON_PADDING) {
      size_ = 2 * text.size() + simdjson::SIMDJSON_PADDING;
      buffer_.reset(new char[size_]);
    }
    std::memcpy(buffer_.get(), text.data(), text.size());
    return padded({buffer_.get(), text.size()}, out, decode);
  }
  template <class Message, class Decode>
  bool padded(std::string_view text, Message& out, Decode decode) {
    od::document document;
    const simdjson::padded_string_view view(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
    if (parser_.iterate(view).get(document) != simdjson::SUCCESS) return false;
    od::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return false;
    return decode(object, out);
  }

 private:
  od::parser parser_;
  std::unique_ptr<char[]> buffer_;
  std::size_t size_ = 0;
};

template <class Message, class Decode>
Decoder<Message> make_exact(std::string name, Decode decode) {
  return make_decoder<Message>(std::move(name), Checks::kNothing,
                               [reader = std::make_shared<Reader>(), decode](std::string_view text, Message& out) {
                                 return reader->exact(text, out, decode);
                               });
}
template <class Message, class Decode>
Decoder<Message> make_padded(std::string name, Decode decode) {
  return make_decoder<Message>(std::move(name), Checks::kNothing,
                               [reader = std::make_shared<Reader>(), decode](std::string_view text, Message& out) {
                                 return reader->padded(text, out, decode);
                               });
}

}  // namespace bench::on_demand
