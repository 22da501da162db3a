#include <mesh/json/context.hpp>

#include <cstring>
#include <memory>
#include <utility>

#include <mesh/json/scan.hpp>
#include <mesh/json/verdicts_private.hpp>

namespace mesh::json {
namespace {

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

/// In words; empty where no value begins.
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
      return *p == '-' || (*p >= '0' && *p <= '9') ? "a number" : std::string_view();
  }
}

}  // namespace

Context::Context(const Input& input) {
  const std::string_view text = input.text();
  source_ = text.data();
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

Refused Context::refuse(const char* at, std::string_view keyword, Reason&& reason) {
  if (!fault_) fault_.emplace(keyword, std::move(reason));
  return locate(at);
}

Refused Context::refuse(std::string_view keyword, Reason&& reason) {
  if (!fault_) fault_.emplace(keyword, std::move(reason));
  return {};
}

Refused Context::refuse_syntax(const char* at, std::string_view expected) {
  if (at >= end_) return refuse(at, "syntax", Reason::expected(expected));
  std::size_t length = 1;  // show a whole code point
  while (at + length < end_ && length < 4 && (static_cast<unsigned char>(at[length]) & 0xC0U) == 0x80U) ++length;
  return refuse(at, "syntax", Reason::expected(expected, {at, length}));
}

Refused Context::refuse_type(const char* at, std::string_view wanted) {
  const std::string_view kind = kind_at(at);
  if (kind.empty()) return refuse_syntax(at, wanted);
  return refuse(at, "type", Reason::kind(kind, wanted));
}

Refused Context::refuse_depth(const char* at) {
  static_assert(kMaxDepth == 256, "as the words say");
  return refuse(at, "depth", "is nested deeper than 256 levels");
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
    fault_->reason_ = "is not as the contract says; the value is not shown";
    fault_->path_.clear();
  }
  return {};
}

Refused Context::inside(std::string_view token) {
  if (fault_) fault_->path_.put_before(token);
  return {};
}

Refused Context::inside(std::size_t index) {
  if (fault_) fault_->path_.put_before(index);
  return {};
}

Fault&& Context::take_fault() {
  if (!fault_) fault_.emplace("syntax", "is not as the contract says");
  return std::move(*fault_);
}

Refused Context::refuse_as(Context& other) {
  if (fault_) return {};
  fault_ = other.take_fault();
  fault_->offset = 0;
  return {};
}

Verdicts& Context::verdicts() {
  if (!verdicts_) verdicts_.reset(new Verdicts);
  return *verdicts_;
}

void Context::Drop::operator()(Verdicts* verdicts) const noexcept { delete verdicts; }

std::string to_string(const Fault& fault) {
  std::string text = fault.path();
  if (text.empty()) text = "the value";
  text += ": ";
  text += fault.message();
  text += " [";
  text += fault.keyword;
  text += ']';
  return text;
}

}  // namespace mesh::json
