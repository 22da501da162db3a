# Most of a unit's time is spent on headers of the standard library and of fmt. Here they are parsed once for the whole build,
# which needs every unit to agree on code model and threads. For builds whose only use is to run tests: a source that
# forgets an include is found by the others.
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
add_compile_options(-fPIC -pthread)
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "")
add_library(meshgen_precompiled OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
target_link_libraries(meshgen_precompiled PRIVATE fmt::fmt tl::expected meshgen_flags)
target_precompile_headers(meshgen_precompiled PRIVATE
  <algorithm> <array> <charconv> <chrono> <compare> <functional> <map> <memory> <optional> <set> <span> <stop_token> <string>
  <string_view> <tuple> <unordered_map> <utility> <variant> <vector>
  <fmt/format.h> <tl/expected.hpp>)

# Every target of the rooms takes it, once they are all there.
function(meshgen_precompile_all folder)
  get_property(targets DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(NOT target STREQUAL meshgen_precompiled AND type MATCHES "STATIC_LIBRARY|OBJECT_LIBRARY|EXECUTABLE")
      target_precompile_headers(${target} REUSE_FROM meshgen_precompiled)
    endif()
  endforeach()
  get_property(folders DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
  foreach(each IN LISTS folders)
    meshgen_precompile_all("${each}")
  endforeach()
endfunction()
cmake_language(DEFER DIRECTORY "${PROJECT_SOURCE_DIR}" CALL meshgen_precompile_all "${PROJECT_SOURCE_DIR}")
