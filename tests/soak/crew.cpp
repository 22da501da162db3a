#include "crew.hpp"

#include <csignal>
#include <fstream>
#include <sstream>

#include "child.hpp"
#include "moves.hpp"
#include "plan.hpp"

namespace mesh::test {
namespace {

std::string name_of(Place place) {
  return (place.role == Role::kConsumer ? "consumer " : "transformer ") + std::to_string(place.number);
}

/// The last line that is a report.
void read_report(const std::filesystem::path& log, Exit& exit) {
  std::istringstream lines(text_of(log));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first == "report")
      words >> exit.drained >> exit.handled >> exit.dead_lettered >> exit.dropped >> exit.abandoned;
  }
}

}  // namespace

Crew::Crew(const Config& config, const std::string& transformers_prefix, std::filesystem::path folder)
    : folder_(std::move(folder)), consumer_settings_(environment_of(config)) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  auto other = config;
  if (const auto ok = other.set("group.prefix", transformers_prefix); !ok) throw std::runtime_error(ok.error().message);
  transformer_settings_ = environment_of(other);
}

std::vector<std::string> Crew::command(Place place, int member) const {
  // Who is started while no broker is there waits for one.
  std::vector<std::string> words{"/usr/bin/env", "MESH_CONNECT_TIMEOUT_MS=120000", "MESH_READY_TIMEOUT_MS=120000"};
  const bool is_consumer = place.role == Role::kConsumer;
  const auto& settings = is_consumer ? consumer_settings_ : transformer_settings_;
  words.insert(words.end(), settings.begin(), settings.end());
  if (is_consumer) {
    words.insert(words.end(), {SOAK_CONSUMER, log().string(), std::to_string(member), outage().string()});
  } else {
    words.insert(words.end(), {"MESH_INSTANCE_ID=" + std::to_string(place.number), TRANSFORM_CHILD, "500"});
  }
  return words;
}

void Crew::start(Place place) {
  const auto member = static_cast<int>(lives_.size()) + 1;
  const auto log = folder_ / (std::to_string(member) + ".log");
  lives_.push_back({place, member, log, std::make_unique<Process>(command(place, member), log)});
  current_[place] = lives_.size() - 1;
}

void Crew::kill(Place place) {
  at(place).end = Life::End::kKilled;
  at(place).process->signal(SIGKILL);
}

void Crew::freeze(Place place) {
  at(place).process->signal(SIGSTOP);
  frozen_.insert(at(place).member);
}
void Crew::thaw(Place place) { at(place).process->signal(SIGCONT); }

void Crew::ask_to_stop(Place place) {
  if (place.role == Role::kTransformer) return kill(place);
  at(place).end = Life::End::kAsked;
  at(place).process->signal(SIGTERM);
}

void Crew::begin_outage() const { const std::ofstream file(outage()); }
void Crew::end_outage() const { std::filesystem::remove(outage()); }

Breaches Crew::replace_the_dead() {
  Breaches breaches;
  for (const auto& life : lives_)
    (void)life.process->has_ended();  // who was killed is no zombie for the rest of the run
  for (const auto& [place, index] : std::map(current_)) {
    const auto& life = lives_[index];
    if (life.end != Life::End::kNone || !life.process->has_ended()) continue;
    breaches.push_back("E: " + name_of(place) + " ended by itself, as member " + std::to_string(life.member) + ": " +
                       tail_of(life.log, 3));
    start(place);
  }
  return breaches;
}

std::vector<Exit> Crew::stop_all() {
  std::set<int> last;
  for (const auto& [place, index] : current_) {
    if (lives_[index].end != Life::End::kNone) continue;
    last.insert(lives_[index].member);
    ask_to_stop(place);
  }
  std::vector<Exit> exits;
  for (auto& life : lives_) {
    const bool has_ended = life.process->wait(3 * kPatience);
    if (life.end != Life::End::kAsked) continue;
    Exit exit;
    exit.member = life.member;
    exit.is_last = last.contains(life.member);
    exit.code = has_ended ? life.process->exit_code().value_or(-1) : -1;
    read_report(life.log, exit);
    exits.push_back(exit);
  }
  return exits;
}

}  // namespace mesh::test
