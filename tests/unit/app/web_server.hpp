/// A server on the loopback that answers as a test says, one connection after the other.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace child {

struct Answer {
  enum class Way {
    kWhole,    ///< `status` and `text`
    kEndless,  ///< text without end and without a length
    kSilent,   ///< nothing, until who asked goes away
  };
  std::string text;
  std::string status = "200 OK";
  std::string location;  ///< of a redirection
  Way way = Way::kWhole;
};

class WebServer {
 public:
  WebServer();
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  /// "http://127.0.0.1:4711"
  [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void set(const std::string& path, Answer answer);
  /// The paths that were asked for since the last call.
  [[nodiscard]] std::vector<std::string> asked();

 private:
  void serve();
  void answer(int peer);

  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::map<std::string, Answer> answers_;
  std::vector<std::string> asked_;
  std::thread thread_;
};

}  // namespace child
