#include "sample_codec.hpp"

#include <mesh/json/codec.hpp>

namespace sample {
namespace {

namespace json = mesh::json;

constexpr std::string_view kCurrencyChoices = "\"EUR\", \"US-Dollar\"";

const char* read_currency(const char* p, Currency& out, json::Context& context) {
  return json::read_enum(p, out, kCurrencyChoices, context);
}
bool check_currency(Currency value, json::Context& context) {
  return json::check_enum(value, kCurrencyChoices, context);
}
void write_currency(Currency value, json::Writer& out) { json::write_enum(value, out); }

bool check_last_digits_of_card_payment(const std::string& value, json::Context& context) {
  static constexpr json::ClassRun kPattern("09", 4, 4, "^[0-9]{4}$");
  return json::check_text(value, context) && json::matches(value, kPattern, context);
}
const char* read_last_digits_of_card_payment(const char* p, std::string& out, json::Context& context) {
  return json::read_checked<json::read_string, check_last_digits_of_card_payment>(p, out, context);
}

constexpr json::ObjectShape<2> kCardPayment({{"method", true}, {"lastDigits", true}}, json::Unknown::kRefused);

const char* read_card_payment(const char* p, CardPayment& out, json::Context& context) {
  json::Seen<2> seen;
  if (!json::open_object(p, context)) return json::close_object(p, seen, kCardPayment, context);
  if (json::take_key(p, "\"method\":")) {
    seen.add(0);
    p = json::read_const(p, CardPayment::kMethod, context);
    if (!json::next_member(p, context)) return json::close_object(p, seen, kCardPayment, context);
  }
  if (json::take_key(p, "\"lastDigits\":")) {
    seen.add(1);
    p = read_last_digits_of_card_payment(p, out.last_digits, context);
    if (!json::next_member(p, context)) return json::close_object(p, seen, kCardPayment, context);
  }
  do {
    const json::FoundMember member = json::find_member(p, seen, kCardPayment, context);
    p = member.p;
    if (p == nullptr) break;
    switch (member.index) {
      case 0:
        p = json::read_const(p, CardPayment::kMethod, context);
        break;
      case 1:
        p = read_last_digits_of_card_payment(p, out.last_digits, context);
        break;
      default:
        break;
    }
  } while (json::next_member(p, context));
  return json::close_object(p, seen, kCardPayment, context);
}
bool check_card_payment(const CardPayment& value, json::Context& context) {
  if (!check_last_digits_of_card_payment(value.last_digits, context)) return context.inside("lastDigits");
  return true;
}
void write_card_payment(const CardPayment& value, json::Writer& out) {
  out.raw("{\"method\":\"card\"");
  out.raw(",\"lastDigits\":");
  json::write_string(value.last_digits, out);
  out.put('}');
}

constexpr json::ObjectShape<2> kTransferPayment({{"method", true}, {"instant", false}}, json::Unknown::kRefused);

const char* read_transfer_payment(const char* p, TransferPayment& out, json::Context& context) {
  out.instant.reset();
  json::Seen<2> seen;
  if (!json::open_object(p, context)) return json::close_object(p, seen, kTransferPayment, context);
  do {
    const json::FoundMember member = json::find_member(p, seen, kTransferPayment, context);
    p = member.p;
    if (p == nullptr) break;
    switch (member.index) {
      case 0:
        p = json::read_const(p, TransferPayment::kMethod, context);
        break;
      case 1:
        p = json::read_bool(p, out.instant.emplace(), context);
        break;
      default:
        break;
    }
  } while (json::next_member(p, context));
  return json::close_object(p, seen, kTransferPayment, context);
}
void write_transfer_payment(const TransferPayment& value, json::Writer& out) {
  out.raw("{\"method\":\"transfer\"");
  if (value.instant) {
    out.raw(",\"instant\":");
    json::write_bool(*value.instant, out);
  }
  out.put('}');
}

const char* read_payment(const char* p, Payment& out, json::Context& context) {
  switch (json::choose(p, "method", {"card", "transfer"}, context)) {
    case 0:
      return read_card_payment(p, json::alternative<0>(out), context);
    case 1:
      return read_transfer_payment(p, json::alternative<1>(out), context);
    default:
      return nullptr;
  }
}
bool check_payment(const Payment& value, json::Context& context) {
  if (const auto* const card = std::get_if<0>(&value)) return check_card_payment(*card, context);
  return true;
}
void write_payment(const Payment& value, json::Writer& out) {
  if (const auto* const held = std::get_if<0>(&value)) write_card_payment(*held, out);
  if (const auto* const held = std::get_if<1>(&value)) write_transfer_payment(*held, out);
}

bool check_sku(const std::string& value, json::Context& context) {
  static constexpr json::ClassRun kPattern("AZ09--", 3, 16, "^[A-Z0-9-]{3,16}$");
  return json::check_text(value, context) && json::matches(value, kPattern, context);
}
const char* read_sku(const char* p, std::string& out, json::Context& context) {
  return json::read_checked<json::read_string, check_sku>(p, out, context);
}
bool check_quantity(std::int64_t value, json::Context& context) {
  return json::at_least(value, 1, context) && json::at_most(value, 100, context);
}
const char* read_quantity(const char* p, std::int64_t& out, json::Context& context) {
  return json::read_checked<json::read_int64, check_quantity>(p, out, context);
}
bool check_price(double value, json::Context& context) {
  return json::is_finite(value, context) && json::above(value, 0, context) && json::at_most(value, 99999.5, context);
}
const char* read_price(const char* p, double& out, json::Context& context) {
  return json::read_checked<json::read_double, check_price>(p, out, context);
}

constexpr json::ObjectShape<3> kLine({{"sku", true}, {"quantity", true}, {"price", true}}, json::Unknown::kSkipped);

const char* read_line(const char* p, Line& out, json::Context& context) {
  json::Seen<3> seen;
  if (!json::open_object(p, context)) return json::close_object(p, seen, kLine, context);
  if (json::take_key(p, "\"sku\":")) {
    seen.add(0);
    p = read_sku(p, out.sku, context);
    if (!json::next_member(p, context)) return json::close_object(p, seen, kLine, context);
  }
  if (json::take_key(p, "\"quantity\":")) {
    seen.add(1);
    p = read_quantity(p, out.quantity, context);
    if (!json::next_member(p, context)) return json::close_object(p, seen, kLine, context);
  }
  if (json::take_key(p, "\"price\":")) {
    seen.add(2);
    p = read_price(p, out.price, context);
    if (!json::next_member(p, context)) return json::close_object(p, seen, kLine, context);
  }
  do {
    const json::FoundMember member = json::find_member(p, seen, kLine, context);
    p = member.p;
    if (p == nullptr) break;
    switch (member.index) {
      case 0:
        p = read_sku(p, out.sku, context);
        break;
      case 1:
        p = read_quantity(p, out.quantity, context);
        break;
      case 2:
        p = read_price(p, out.price, context);
        break;
      default:
        break;
    }
  } while (json::next_member(p, context));
  return json::close_object(p, seen, kLine, context);
}
bool check_line(const Line& value, json::Context& context) {
  if (!check_sku(value.sku, context)) return context.inside("sku");
  if (!check_quantity(value.quantity, context)) return context.inside("quantity");
  if (!check_price(value.price, context)) return context.inside("price");
  return true;
}
void write_line(const Line& value, json::Writer& out) {
  out.raw("{\"sku\":");
  json::write_string(value.sku, out);
  out.raw(",\"quantity\":");
  json::write_int64(value.quantity, out);
  out.raw(",\"price\":");
  json::write_double(value.price, out);
  out.put('}');
}

bool check_order_id(const std::string& value, json::Context& context) {
  return json::check_text(value, context) && json::has_format(value, json::Format::kUuid, context);
}
const char* read_order_id(const char* p, std::string& out, json::Context& context) {
  return json::read_checked<json::read_string, check_order_id>(p, out, context);
}
bool check_placed_at(const std::string& value, json::Context& context) {
  return json::check_text(value, context) && json::has_format(value, json::Format::kDateTime, context);
}
const char* read_placed_at(const char* p, std::string& out, json::Context& context) {
  return json::read_checked<json::read_string, check_placed_at>(p, out, context);
}
bool check_note(const std::string& value, json::Context& context) {
  return json::check_text(value, context) && json::min_length(value, 2, context) && json::max_length(value, 8, context);
}
const char* read_note(const char* p, std::string& out, json::Context& context) {
  return json::read_checked<json::read_string, check_note>(p, out, context);
}
bool check_coupon(const std::string& value, json::Context& context) {
  static const json::Regex kPattern("^(A|B)+c");
  return json::check_text(value, context) && json::matches(value, kPattern, context);
}
const char* read_coupon(const char* p, std::string& out, json::Context& context) {
  return json::read_checked<json::read_string, check_coupon>(p, out, context);
}

constexpr json::ObjectShape<11> kOrder({{"orderId", true},
                                        {"placedAt", true},
                                        {"currency", true},
                                        {"priority", true},
                                        {"lines", true},
                                        {"payment", true},
                                        {"note", false},
                                        {"coupon", false},
                                        {"counts", false},
                                        {"metadata", false},
                                        {"replaces", false}},
                                       json::Unknown::kRefused);

const char* read_order(const char* p, Order& out, json::Context& context);

const char* read_member_of_order(const json::FoundMember& member, Order& out, json::Context& context) {
  const char* const p = member.p;
  switch (member.index) {
    case 0:
      return read_order_id(p, out.order_id, context);
    case 1:
      return read_placed_at(p, out.placed_at, context);
    case 2:
      return read_currency(p, out.currency, context);
    case 3:
      return json::read_int32(p, out.priority, context);
    case 4:
      return json::read_array<read_line>(p, out.lines, {1, 5}, context);
    case 5:
      return read_payment(p, out.payment, context);
    case 6:
      return read_note(p, out.note.emplace(), context);
    case 7:
      return json::read_nullable<read_coupon>(p, out.coupon.emplace(), context);
    case 8:
      return json::read_map<json::read_int64>(p, out.counts.emplace(), {0, 2}, context);
    case 9:
      return json::read_any(p, out.metadata.emplace(), context);
    case 10:
      return json::read_box<read_order>(p, out.replaces.emplace(), context);
    default:
      return p;
  }
}

const char* read_order(const char* p, Order& out, json::Context& context) {
  out.note.reset();
  out.coupon.reset();
  out.counts.reset();
  out.metadata.reset();
  out.replaces.reset();
  json::Seen<11> seen;
  if (!json::open_object(p, context)) return json::close_object(p, seen, kOrder, context);
  do {
    const json::FoundMember member = json::find_member(p, seen, kOrder, context);
    p = member.p == nullptr ? nullptr : read_member_of_order(member, out, context);
  } while (json::next_member(p, context));
  return json::close_object(p, seen, kOrder, context);
}

bool check_order(const Order& value, json::Context& context) {
  const json::Level level(context);
  if (!level) return false;
  if (!check_order_id(value.order_id, context)) return context.inside("orderId");
  if (!check_placed_at(value.placed_at, context)) return context.inside("placedAt");
  if (!check_currency(value.currency, context)) return context.inside("currency");
  if (!json::check_array<check_line>(value.lines, {1, 5}, context)) return context.inside("lines");
  if (!check_payment(value.payment, context)) return context.inside("payment");
  if (value.note && !check_note(*value.note, context)) return context.inside("note");
  if (value.coupon && !json::check_nullable<check_coupon>(*value.coupon, context)) return context.inside("coupon");
  if (value.counts && !json::check_map<json::check_nothing<std::int64_t>>(*value.counts, {0, 2}, context)) {
    return context.inside("counts");
  }
  if (value.replaces && !json::check_box<check_order>(*value.replaces, context)) return context.inside("replaces");
  return true;
}

void write_order(const Order& value, json::Writer& out) {
  out.raw("{\"orderId\":");
  json::write_string(value.order_id, out);
  out.raw(",\"placedAt\":");
  json::write_string(value.placed_at, out);
  out.raw(",\"currency\":");
  write_currency(value.currency, out);
  out.raw(",\"priority\":");
  json::write_int32(value.priority, out);
  out.raw(",\"lines\":");
  json::write_array<write_line>(value.lines, out);
  out.raw(",\"payment\":");
  write_payment(value.payment, out);
  if (value.note) {
    out.raw(",\"note\":");
    json::write_string(*value.note, out);
  }
  if (value.coupon) {
    out.raw(",\"coupon\":");
    json::write_nullable<json::write_string>(*value.coupon, out);
  }
  if (value.counts) {
    out.raw(",\"counts\":");
    json::write_map<json::write_int64>(*value.counts, out);
  }
  if (value.metadata) {
    out.raw(",\"metadata\":");
    json::write_any(*value.metadata, out);
  }
  if (value.replaces) {
    out.raw(",\"replaces\":");
    json::write_box<write_order>(*value.replaces, out);
  }
  out.put('}');
}

}  // namespace

mesh::json::Checked decode(mesh::json::Input text, Order& out) { return json::decode_with<read_order>(text, out); }
mesh::json::Checked validate(const Order& value) { return json::validate_with<check_order>(value); }
mesh::json::Checked encode(const Order& value, std::string& out) {
  return json::encode_with<check_order, write_order>(value, out);
}

}  // namespace sample
