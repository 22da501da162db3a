#include "render/template.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "diag/codes.hpp"

namespace meshgen::render {
namespace {

using Kind = TemplateNode::Kind;

class Checker {
 public:
  Checker(const TemplateMap& templates, diag::Sink& sink) : templates_(templates), sink_(sink) {}

  void check_named(std::string_view name, const Schema& schema, diag::Span caller) {
    const auto found = templates_.find(name);
    if (found == templates_.end()) {
      sink_.report(diag::codes::kTemplateName, caller, fmt::format("there is no template '{}'", name));
      return;
    }
    if (!seen_.insert({&found->second, &schema}).second) {
      if (open_.contains(&found->second)) {
        sink_.report(diag::codes::kTemplateName, caller, fmt::format("part '{}' leads back to itself", name));
      }
      return;
    }
    open_.insert(&found->second);
    check(found->second.nodes, schema);
    open_.erase(&found->second);
  }

 private:
  const Schema* look_up(const TemplateNode& node, const Schema& schema) {
    if (node.text == ".") return &schema;
    if (schema.kind == Schema::Kind::kObject) {
      if (const auto* field = schema.find(node.text)) return field;
    }
    std::vector<std::string_view> names;
    for (const auto& field : schema.fields) names.push_back(field.name);
    auto& diagnostic =
        sink_.report(diag::codes::kTemplateName, node.span, fmt::format("this view has no field '{}'", node.text));
    if (const auto near = base::closest(node.text, names)) {
      diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
    } else if (!names.empty()) {
      std::vector<std::string> all(names.begin(), names.end());
      diagnostic.with_help("it has: " + base::join(all, ", "));
    }
    return nullptr;
  }

  void wrong_kind(const TemplateNode& node, std::string_view what) {
    sink_.report(diag::codes::kTemplateName, node.span, fmt::format("'{}' {}", node.text, what));
  }

  void check(const std::vector<TemplateNode>& nodes, const Schema& schema) {
    for (const auto& node : nodes) {
      if (node.kind == Kind::kText) continue;
      if (node.kind == Kind::kPartial) {
        check_named("parts/" + node.text, schema, node.span);
        continue;
      }
      const auto* field = look_up(node, schema);
      if (field == nullptr) continue;
      if (node.kind == Kind::kVariable) {
        if (field->kind != Schema::Kind::kText) wrong_kind(node, "is not text and cannot be printed");
      } else if (field->kind == Schema::Kind::kFlag) {
        check(node.children, schema);
      } else if (field->kind == Schema::Kind::kList) {
        check(node.children, node.kind == Kind::kSection ? *field->item : schema);
      } else {
        wrong_kind(node, "is neither a flag nor a list and opens no section");
      }
    }
  }

  const TemplateMap& templates_;
  diag::Sink& sink_;
  std::set<std::pair<const Template*, const Schema*>> seen_;
  std::set<const Template*> open_;
};

class Renderer {
 public:
  explicit Renderer(const TemplateMap& templates) : templates_(templates) {}

  void render(const std::vector<TemplateNode>& nodes, const Value& value) {
    for (const auto& node : nodes) {
      switch (node.kind) {
        case Kind::kText:
          if (node.begins_line && node.text != "\n") out_ += indent_;
          out_ += node.text;
          break;
        case Kind::kVariable: {
          const auto* text = std::get_if<std::string>(&look_up(node, value)->data);
          MESHGEN_CHECK(text != nullptr, "only checked templates are rendered");
          if (node.begins_line) out_ += indent_;
          out_ += *text;
          break;
        }
        case Kind::kPartial: {
          const auto found = templates_.find("parts/" + node.text);
          MESHGEN_CHECK(found != templates_.end(), "only checked templates are rendered");
          const auto outer = indent_.size();
          indent_ += node.indent;
          render(found->second.nodes, value);
          indent_.resize(outer);
          break;
        }
        case Kind::kSection:
        case Kind::kInverted:
          section(node, value);
          break;
      }
    }
  }

  std::string take() { return std::move(out_); }

 private:
  static const Value* look_up(const TemplateNode& node, const Value& value) {
    if (node.text == ".") return &value;
    const auto* object = std::get_if<ObjectValue>(&value.data);
    MESHGEN_CHECK(object != nullptr, "only checked templates are rendered");
    for (const auto& [name, field] : object->fields) {
      if (name == node.text) return &field;
    }
    base::check_failed("field", __FILE__, __LINE__, "only checked templates are rendered");
  }

  void section(const TemplateNode& node, const Value& value) {
    const auto& field = *look_up(node, value);
    const bool is_section = node.kind == Kind::kSection;
    if (const auto* flag = std::get_if<bool>(&field.data)) {
      if (*flag == is_section) render(node.children, value);
      return;
    }
    const auto* list = std::get_if<ListValue>(&field.data);
    MESHGEN_CHECK(list != nullptr, "only checked templates are rendered");
    if (is_section) {
      for (const auto& item : *list) render(node.children, item);
    } else if (list->empty()) {
      render(node.children, value);
    }
  }

  const TemplateMap& templates_;
  std::string out_;
  std::string indent_;
};

}  // namespace

void check_template(const TemplateMap& templates, std::string_view name, const Schema& schema, diag::Sink& sink) {
  Checker(templates, sink).check_named(name, schema, {});
}

std::string render_template(const TemplateMap& templates, std::string_view name, const Value& value) {
  const auto found = templates.find(name);
  MESHGEN_CHECK(found != templates.end(), "only checked templates are rendered");
  Renderer renderer(templates);
  renderer.render(found->second.nodes, value);
  return renderer.take();
}

}  // namespace meshgen::render
