/// The names by which templates see plan/view_examples.hpp.
#pragma once

#include "plan/view_examples.hpp"
#include "render/fields.hpp"

namespace meshgen::render {

template <>
struct Fields<plan::NearMissView> {
  static constexpr auto list =
      std::make_tuple(field("payload", &plan::NearMissView::payload), field("members", &plan::NearMissView::members));
};
template <>
struct Fields<plan::ExampleView> {
  static constexpr auto list = std::make_tuple(
      field("name", &plan::ExampleView::name), field("payload", &plan::ExampleView::payload),
      field("is_object", &plan::ExampleView::is_object), field("text", &plan::ExampleView::text),
      field("members", &plan::ExampleView::members), field("near_misses", &plan::ExampleView::near_misses));
};
template <>
struct Fields<plan::ExamplesFileView> {
  static constexpr auto list = std::make_tuple(field("contract", &plan::ExamplesFileView::contract),
                                               field("cpp_namespace", &plan::ExamplesFileView::cpp_namespace),
                                               field("is_wanted", &plan::ExamplesFileView::is_wanted),
                                               field("has_objects", &plan::ExamplesFileView::has_objects),
                                               field("examples", &plan::ExamplesFileView::examples));
};

}  // namespace meshgen::render
