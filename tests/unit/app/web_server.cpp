#include "web_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <utility>

#include <catch2/catch_test_macros.hpp>

namespace child {
namespace {

bool send_all(int peer, const std::string& text) {
  std::size_t sent = 0;
  while (sent < text.size()) {
    const auto more = ::send(peer, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (more <= 0) return false;
    sent += static_cast<std::size_t>(more);
  }
  return true;
}

}  // namespace

WebServer::WebServer() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(listener_ >= 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof name;
  REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&name), size) == 0);
  REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&name), &size) == 0);
  REQUIRE(::listen(listener_, 16) == 0);
  port_ = ntohs(name.sin_port);
  thread_ = std::thread([this] { serve(); });
}

WebServer::~WebServer() {
  ::shutdown(listener_, SHUT_RDWR);  // wakes accept
  thread_.join();
  ::close(listener_);
}

void WebServer::set(const std::string& path, Answer answer) {
  const std::lock_guard lock(mutex_);
  answers_[path] = std::move(answer);
}

std::vector<std::string> WebServer::asked() {
  const std::lock_guard lock(mutex_);
  return std::exchange(asked_, {});
}

void WebServer::serve() {
  for (;;) {
    const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) return;
    answer(peer);
    ::close(peer);
  }
}

void WebServer::answer(int peer) {
  std::string request;
  std::array<char, 4096> block{};
  while (request.find("\r\n\r\n") == std::string::npos) {
    const auto got = ::recv(peer, block.data(), block.size(), 0);
    if (got <= 0) return;
    request.append(block.data(), static_cast<std::size_t>(got));
  }
  const auto begin = request.find(' ') + 1;
  const auto path = request.substr(begin, request.find(' ', begin) - begin);
  Answer answer{"there is nothing here\n", "404 Not Found", {}, Answer::Way::kWhole};
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back(path);
    if (const auto found = answers_.find(path); found != answers_.end()) answer = found->second;
  }
  switch (answer.way) {
    case Answer::Way::kSilent:
      while (::recv(peer, block.data(), block.size(), 0) > 0) {
      }
      return;
    case Answer::Way::kEndless:
      if (!send_all(peer, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")) return;
      while (send_all(peer, std::string(1U << 20U, '#'))) {
      }
      return;
    case Answer::Way::kWhole:
      break;
  }
  const auto location = answer.location.empty() ? "" : "Location: " + answer.location + "\r\n";
  send_all(peer, "HTTP/1.1 " + answer.status + "\r\nConnection: close\r\n" + location +
                     "Content-Length: " + std::to_string(answer.text.size()) + "\r\n\r\n" + answer.text);
}

}  // namespace child
