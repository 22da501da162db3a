/// What the handler of a request answers.
#pragma once

#include <concepts>
#include <string>
#include <utility>
#include <variant>

#include <mesh/consume/outcome.hpp>
#include <mesh/request/reply.hpp>

namespace mesh {

/// A reply, one of `Messages`; or a refusal, which the requester gets as an error; or an Outcome:
/// retry: the request is tried again by the operation's policy, and the requester waits;
/// reject: the request goes to the dead letters, and the requester gets an error that says why;
/// unavailable: nothing can be handled now, as for any other handler;
/// drop: nobody is answered. `Outcome::done()` is no answer to a request: it counts as reject.
/// An exception out of a handler counts as retry.
template <class... Messages>
class Answer {
 public:
  using AnyReply = std::variant<Reply<Messages>...>;
  struct Refused {
    std::string code;
    std::string text;
  };
  using Value = std::variant<AnyReply, Refused, Outcome>;

  /// A payload alone, if one message has it.
  template <class Payload>
    requires(1 == (std::same_as<std::remove_cvref_t<Payload>, typename Messages::Payload> + ...))
  Answer(Payload&& payload) {
    (put_if<Messages>(payload), ...);
  }
  template <class M>
    requires(std::same_as<M, Messages> || ...)
  Answer(Reply<M> reply) : value_(AnyReply(std::move(reply))) {}
  Answer(Outcome outcome) : value_(std::move(outcome)) {}

  /// The request was understood, and the answer is no: done, as a reply is. `code` is for programs, `text` for people.
  [[nodiscard]] static Answer refuse(std::string code, std::string text) {
    return Answer(Refused{std::move(code), std::move(text)});
  }
  [[nodiscard]] static Answer retry(std::string why, std::optional<Millis> after = std::nullopt) {
    return Outcome::retry(std::move(why), after);
  }
  [[nodiscard]] static Answer reject(std::string why) { return Outcome::reject(std::move(why)); }
  [[nodiscard]] static Answer drop(std::string why) { return Outcome::drop(std::move(why)); }
  [[nodiscard]] static Answer unavailable(std::string why, std::optional<Millis> after = std::nullopt) {
    return Outcome::unavailable(std::move(why), after);
  }

  [[nodiscard]] const Value& value() const& noexcept { return value_; }
  [[nodiscard]] Value&& value() && noexcept { return std::move(value_); }

 private:
  explicit Answer(Refused refused) : value_(std::move(refused)) {}

  template <class M, class Payload>
  void put_if(Payload& payload) {
    if constexpr (std::same_as<std::remove_cvref_t<Payload>, typename M::Payload>) {
      Reply<M> reply;
      reply.value = std::move(payload);
      value_ = AnyReply(std::move(reply));
    }
  }

  Value value_ = AnyReply();
};

}  // namespace mesh
