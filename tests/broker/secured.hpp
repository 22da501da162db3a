/// A node whose listeners want to know who comes: SASL (PLAIN, SCRAM, OAUTHBEARER), TLS, and certificates of clients.
#pragma once

#include <string>

#include <mesh/config/config.hpp>

#include "cluster.hpp"

namespace mesh::test {

/// "alice" with the password "alice-secret" may connect everywhere, and nothing else until an ACL says so. The plain
/// listener, which the cluster and its administrator use, allows everything.
class Secured {
 public:
  Secured();

  [[nodiscard]] Cluster& cluster() noexcept { return *cluster_; }

  /// What a client needs to be let in.
  [[nodiscard]] ConfigPairs sasl(const std::string& mechanism, const std::string& password = "alice-secret") const;
  [[nodiscard]] ConfigPairs sasl_over_tls(const std::string& mechanism) const;
  [[nodiscard]] ConfigPairs mutual_tls() const;
  /// TLS to the listener that wants a certificate of the client too, without one.
  [[nodiscard]] ConfigPairs tls_alone() const;
  [[nodiscard]] ConfigPairs oauth(const std::string& principal = "alice") const;

 private:
  [[nodiscard]] std::string listener(std::size_t index) const;
  [[nodiscard]] ClusterOptions options() const;

  std::filesystem::path certificates_;
  std::vector<int> ports_;
  std::unique_ptr<Cluster> cluster_;
};

/// This program's, started by the first who asks.
[[nodiscard]] Secured& secured();

}  // namespace mesh::test
