/// A process that consumes, transforms and produces exactly once, and can be killed: transform_child HANDLE_US.
/// Settings come from the environment. Each record of the orders becomes one of the invoices, but for those that end in
/// 7, which are dead-lettered. Ends by itself only with an error.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <mesh/config/config.hpp>
#include <mesh/kafka/transport.hpp>
#include <mesh/produce/publisher.hpp>

#include "logging_handler.hpp"

namespace {

class Transformer final : public mesh::RecordHandler {
 public:
  Transformer(mesh::Transport& transport, std::chrono::microseconds busy)
      : publisher_(transport, mesh::SendSpec{"sendInvoice", mesh::test::kInvoices}), busy_(busy) {}

  [[nodiscard]] mesh::Outcome handle(const mesh::RecordView& record, const mesh::Delivery& delivery) override {
    if (busy_.count() > 0) std::this_thread::sleep_for(busy_);
    mesh::OutgoingRecord out;
    out.key = std::string(record.key.value_or(""));
    out.value = std::string(record.value.value_or(""));
    const bool is_bad = out.value->ends_with('7');
    if (const auto ok = publisher_.send(*delivery.transaction, std::move(out)); !ok)
      return mesh::Outcome::retry(ok.error().message);
    // What it has sent is thrown away then.
    return is_bad ? mesh::Outcome::reject("ends in 7") : mesh::Outcome::done();
  }

 private:
  mesh::Publisher publisher_;
  std::chrono::microseconds busy_;
};

int failed(const mesh::Error& error) {
  (void)std::fprintf(stderr, "%s\n", error.message.c_str());
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 5;
  const auto config = mesh::Config::load();
  if (!config) return failed(config.error());
  const auto transport = mesh::kafka::connect(*config);
  if (!transport) return failed(transport.error());
  Transformer handler(**transport, std::chrono::microseconds(std::atoi(argv[1])));
  auto spec = mesh::test::receive_spec();
  spec.delivery = mesh::DeliveryGuarantee::kExactlyOnce;
  auto options = config->agent_options();
  options.lanes = 4;
  options.drain_timeout = mesh::Millis(2000);
  mesh::TopicSpec invoices;
  invoices.name = mesh::test::kInvoices;
  mesh::AgentRunner agent(**transport, "billing", {{spec, &handler}}, {invoices}, options);
  const auto ended = agent.run({});
  return ended ? 0 : failed(ended.error());
}
