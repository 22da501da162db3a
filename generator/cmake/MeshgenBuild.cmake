# How this repository compiles: the one list of warning flags, sanitizers, and the two functions that rooms are made with.

add_library(meshgen_flags INTERFACE)
target_compile_options(meshgen_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wswitch-enum
  # g++ 12 sees overlaps in std::string where there are none, once it optimises (GCC bug 105651, mended in 13).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>,$<NOT:$<CONFIG:Debug>>>:-Wno-restrict>)
if(MESHGEN_WERROR)
  target_compile_options(meshgen_flags INTERFACE -Werror)
endif()
if(MESHGEN_SANITIZE)
  target_compile_options(meshgen_flags INTERFACE
    -fsanitize=${MESHGEN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(meshgen_flags INTERFACE -fsanitize=${MESHGEN_SANITIZE})
endif()

# meshgen_room(<name> SOURCES a.cpp … [DEPENDS room …] [LIBS target …])
# A static library of one stage. DEPENDS names rooms further down (their headers are visible too), LIBS what is linked for itself alone.
function(meshgen_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  add_library(meshgen_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(meshgen_${name} PUBLIC "${PROJECT_SOURCE_DIR}/generator")
  list(TRANSFORM ROOM_DEPENDS PREPEND meshgen_)
  target_link_libraries(meshgen_${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_LIBS} meshgen_flags)
endfunction()

# meshgen_test(<name> SOURCES a.cpp … [LIBS target …] [LABELS label …] [TIMEOUT seconds])
# A Catch2 program and its ctest entry.
function(meshgen_test name)
  cmake_parse_arguments(TEST "" "TIMEOUT" "SOURCES;LIBS;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LIBS} Catch2::Catch2WithMain meshgen_flags)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT})
  if(TEST_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}")
  endif()
  if(TEST_ENVIRONMENT)
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "${TEST_ENVIRONMENT}")
  endif()
endfunction()
