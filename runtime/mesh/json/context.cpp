#include <mesh/json/context.hpp>

#include <cstring>
#include <memory>
#include <utility>

#include <mesh/json/scan.hpp>
#include <mesh/json/verdicts_private.hpp>

namespace mesh::json {
namespace {

constexpr std::size_t kMaxPath = 256;
constexpr std::size_t kMaxToken = 64;
constexpr std::size_t kMaxQuoted = 48;
/// A thread keeps no more than this of its buffer after a large text.
constexpr std::size_t kMaxKept = std::size_t{1} << 20U;

struct ThreadBuffer {
  std::unique_ptr<char[]> bytes;
  std::size_t size = 0;
  bool in_use = false;
};

ThreadBuffer& thread_buffer() {
  thread_local ThreadBuffer buffer;
  return buffer;
}

/// Appends at most `limit` bytes, not cut within a code point, without control characters.
void append_printable(std::string_view text, std::size_t limit, std::string& out) {
  bool is_cut = false;
  if (text.size() > limit) {
    std::size_t cut = limit;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    text = text.substr(0, cut);
    is_cut = true;
  }
  const bool is_text = is_ascii(text) || is_utf8(text);
  const std::size_t first = out.size();
  out += text;
  for (std::size_t i = first; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte < 0x20U || byte == 0x7F || (byte >= 0x80U && !is_text)) out[i] = '?';
  }
  if (is_cut) out += "...";
}

std::string_view kind_at(const char* p) {
  switch (*p) {
    case '"':
      return "a string";
    case '{':
      return "an object";
    case '[':
      return "an array";
    case 't':
    case 'f':
      return "a boolean";
    case 'n':
      return "null";
    default:
      return "a number";
  }
}

bool starts_value(char c) { return c != '\0' && std::strchr("\"{[tfn-0123456789", c) != nullptr; }

}  // namespace

Context::Context(const Input& input) {
  const std::string_view text = input.text();
  if (input.is_padded()) {
    begin_ = text.data();
  } else {
    char* bytes = nullptr;
    ThreadBuffer& buffer = thread_buffer();
    if (buffer.in_use) {
      own_buffer_.reset(new char[text.size() + kPadding]);
      bytes = own_buffer_.get();
    } else {
      if (buffer.size < text.size() + kPadding) {
        buffer.size = text.size() + text.size() / 2 + kPadding;
        buffer.bytes.reset(new char[buffer.size]);
      }
      buffer.in_use = true;
      uses_thread_buffer_ = true;
      bytes = buffer.bytes.get();
    }
    if (!text.empty()) std::memcpy(bytes, text.data(), text.size());
    std::memset(bytes + text.size(), 0, kPadding);
    begin_ = bytes;
  }
  end_ = begin_ + text.size();
}

Context::~Context() {
  if (!uses_thread_buffer_) return;
  ThreadBuffer& buffer = thread_buffer();
  buffer.in_use = false;
  if (buffer.size > kMaxKept) buffer = ThreadBuffer{};
}

Refused Context::refuse(const char* at, std::string_view keyword, std::string message) {
  if (!fault_) fault_ = Fault{keyword, {}, 0, std::move(message)};
  return locate(at);
}

Refused Context::refuse(std::string_view keyword, std::string message) {
  if (!fault_) fault_ = Fault{keyword, {}, 0, std::move(message)};
  return {};
}

Refused Context::refuse_syntax(const char* at, std::string_view expected) {
  std::string message = "expected " + std::string(expected);
  if (at >= end_) {
    message += ", found the end of the text";
  } else {
    std::size_t length = 1;  // show a whole code point
    while (at + length < end_ && length < 4 && (static_cast<unsigned char>(at[length]) & 0xC0U) == 0x80U) ++length;
    message += ", found " + quoted({at, length});
  }
  return refuse(at, "syntax", std::move(message));
}

Refused Context::refuse_type(const char* at, std::string_view wanted) {
  if (!starts_value(*at)) return refuse_syntax(at, wanted);
  return refuse(at, "type", joined({"is ", kind_at(at), ", must be ", wanted}));
}

Refused Context::refuse_depth(const char* at) {
  return refuse(at, "depth", "is nested deeper than " + std::to_string(kMaxDepth) + " levels");
}

Refused Context::locate(const char* at) {
  if (fault_ && !is_located_ && at != nullptr && begin_ != nullptr) {
    fault_->offset = static_cast<std::size_t>((at < end_ ? at : end_) - begin_);
    is_located_ = true;
  }
  return {};
}

Refused Context::hide() {
  if (fault_) {
    fault_->message = "is not as the contract says; the value is not shown";
    fault_->path.clear();
    is_path_full_ = false;
  }
  return {};
}

Refused Context::inside(std::string_view token) {
  if (!fault_ || is_path_full_) return {};
  std::string escaped = "/";
  std::string shown;
  append_printable(token, kMaxToken, shown);
  for (const char c : shown) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  if (fault_->path.size() + escaped.size() > kMaxPath) {
    is_path_full_ = true;  // the innermost tokens say most
    escaped = "/...";
  }
  fault_->path.insert(0, escaped);
  return {};
}

Refused Context::inside(std::size_t index) { return inside(std::to_string(index)); }

Fault Context::take_fault() {
  return fault_ ? std::move(*fault_) : Fault{"syntax", {}, 0, "is not as the contract says"};
}

Refused Context::refuse_as(Context& other) {
  if (fault_) return {};
  fault_ = other.take_fault();
  fault_->offset = 0;
  is_path_full_ = other.is_path_full_;
  return {};
}

Verdicts& Context::verdicts() {
  if (!verdicts_) verdicts_.reset(new Verdicts);
  return *verdicts_;
}

void Context::Drop::operator()(Verdicts* verdicts) const noexcept { delete verdicts; }

std::string quoted(std::string_view text) {
  std::string result = "\"";
  append_printable(text, kMaxQuoted, result);
  result += '"';
  return result;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  std::string text;
  text.reserve(size);
  for (const auto part : parts) text += part;
  return text;
}

std::string is_but_must(std::string_view text, std::string_view must, std::string_view bound) {
  std::string message;
  message.reserve(kMaxQuoted + must.size() + bound.size() + 16);
  message += "is \"";
  append_printable(text, kMaxQuoted, message);
  message += "\", must ";
  message += must;
  message += bound;
  return message;
}

std::string to_string(const Fault& fault) {
  std::string text = fault.path.empty() ? std::string("the value") : fault.path;
  text += ": ";
  text += fault.message;
  text += " [";
  text += fault.keyword;
  text += ']';
  return text;
}

}  // namespace mesh::json
