#include "secured.hpp"

#include <stdexcept>

#include "moves.hpp"
#include "ports.hpp"

namespace mesh::test {
namespace {

namespace fs = std::filesystem;

enum Listener : std::size_t { kSasl, kSaslTls, kTls, kOauth };
constexpr Millis kCertificatesLimit{60'000};

void make_certificates(const fs::path& folder) {
  fs::create_directories(folder);
  Process script({BROKER_SOURCES "/certificates.sh", folder.string()}, folder / "log");
  if (!script.wait(kCertificatesLimit) || script.exit_code() != 0) {
    throw std::runtime_error("no certificates: " + tail_of(folder / "log"));
  }
}

std::string scram(const std::string& mechanism) {
  return mechanism + "=[name=alice,iterations=4096,password=alice-secret]";
}

}  // namespace

Secured::Secured() : ports_(free_ports(4)) {
  const auto base = ClusterOptions::from_environment();
  certificates_ = base.folder.parent_path() / "certificates";
  make_certificates(certificates_);
  cluster_ = std::make_unique<Cluster>(options());
}

std::string Secured::listener(std::size_t index) const { return "127.0.0.1:" + std::to_string(ports_.at(index)); }

ClusterOptions Secured::options() const {
  auto options = ClusterOptions::from_environment();
  options.nodes = 1;
  options.more_listeners = {{"SASL", listener(kSasl), "SASL_PLAINTEXT"},
                            {"SASLTLS", listener(kSaslTls), "SASL_SSL"},
                            {"TLS", listener(kTls), "SSL"},
                            {"OAUTH", listener(kOauth), "SASL_PLAINTEXT"}};
  const std::string login = "org.apache.kafka.common.security.";
  options.properties = {
      "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
      "listener.name.oauth.sasl.enabled.mechanisms=OAUTHBEARER",
      "listener.name.oauth.oauthbearer.sasl.jaas.config=" + login + "oauthbearer.OAuthBearerLoginModule required;",
      "ssl.keystore.type=PEM",
      "ssl.keystore.location=" + (certificates_ / "broker.pem").string(),
      "ssl.truststore.type=PEM",
      "ssl.truststore.location=" + (certificates_ / "ca.crt").string(),
      "listener.name.tls.ssl.client.auth=required",
      "ssl.principal.mapping.rules=RULE:^CN=([^,]+).*$/$1/,DEFAULT",
      "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
      "allow.everyone.if.no.acl.found=false",
      "super.users=User:ANONYMOUS"};
  for (const std::string name : {"sasl", "sasltls"}) {
    const auto prefix = "listener.name." + name + ".";
    options.properties.push_back(prefix + "plain.sasl.jaas.config=" + login +
                                 "plain.PlainLoginModule required user_alice=\"alice-secret\";");
    for (const std::string mechanism : {"scram-sha-256", "scram-sha-512"}) {
      options.properties.push_back(prefix + mechanism + ".sasl.jaas.config=" + login +
                                   "scram.ScramLoginModule required;");
    }
  }
  options.format_arguments = {"--add-scram", scram("SCRAM-SHA-256"), "--add-scram", scram("SCRAM-SHA-512")};
  return options;
}

ConfigPairs Secured::sasl(const std::string& mechanism, const std::string& password) const {
  return {{"bootstrap.servers", listener(kSasl)},
          {"kafka.security.protocol", "sasl_plaintext"},
          {"kafka.sasl.mechanism", mechanism},
          {"kafka.sasl.username", "alice"},
          {"kafka.sasl.password", password}};
}

ConfigPairs Secured::sasl_over_tls(const std::string& mechanism) const {
  auto settings = sasl(mechanism);
  settings[0].second = listener(kSaslTls);
  settings[1].second = "sasl_ssl";
  settings.emplace_back("kafka.ssl.ca.location", (certificates_ / "ca.crt").string());
  return settings;
}

ConfigPairs Secured::tls_alone() const {
  return {{"bootstrap.servers", listener(kTls)},
          {"kafka.security.protocol", "ssl"},
          {"kafka.ssl.ca.location", (certificates_ / "ca.crt").string()}};
}

ConfigPairs Secured::mutual_tls() const {
  auto settings = tls_alone();
  settings.emplace_back("kafka.ssl.certificate.location", (certificates_ / "alice.crt").string());
  settings.emplace_back("kafka.ssl.key.location", (certificates_ / "alice.key").string());
  return settings;
}

ConfigPairs Secured::oauth(const std::string& principal) const {
  return {{"bootstrap.servers", listener(kOauth)},
          {"kafka.security.protocol", "sasl_plaintext"},
          {"kafka.sasl.mechanism", "OAUTHBEARER"},
          {"kafka.enable.sasl.oauthbearer.unsecure.jwt", "true"},
          {"kafka.sasl.oauthbearer.config", "principal=" + principal + " lifeSeconds=300"}};
}

Secured& secured() {
  static Secured the_one;
  the_one.cluster().heal();
  return the_one;
}

}  // namespace mesh::test
