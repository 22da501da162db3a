# meshgen_generate(TARGET <target> CONTRACT <file> [COMMITTED <dir>] [NAMESPACE <a::b>] [TEMPLATES <dir>] [TYPES <choice>...] [TESTS])
#
# Makes types, codec, events, channels and agent of an AsyncAPI contract and adds them to the target, which also links the
# runtime. Without COMMITTED they are made in the build tree whenever the contract, a file that it refers to, or a template
# changes. With COMMITTED the files in that folder are compiled as they are, without the tool; where the tool is there too, the
# target <target>-update writes them anew and the test <target>-check says whether they are what the contract gives.
# TYPES chooses C++ types for the whole contract: time=chrono, map=unordered, optional=boxed.
# With TESTS the contract's examples become examples_test.cpp and the test <target>-examples (Catch2 3).
include_guard(GLOBAL)

function(meshgen_generate)
  cmake_policy(PUSH)
  cmake_policy(SET CMP0116 NEW)  # depfiles of custom commands
  cmake_parse_arguments(PARSE_ARGV 0 arg "TESTS" "TARGET;CONTRACT;COMMITTED;NAMESPACE;TEMPLATES" "TYPES")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "meshgen_generate: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  foreach(needed TARGET CONTRACT)
    if(NOT arg_${needed})
      message(FATAL_ERROR "meshgen_generate: ${needed} is missing")
    endif()
  endforeach()
  if(NOT TARGET "${arg_TARGET}")
    message(FATAL_ERROR "meshgen_generate: there is no target '${arg_TARGET}': call add_executable or add_library first")
  endif()
  get_filename_component(contract "${arg_CONTRACT}" ABSOLUTE)
  if(NOT EXISTS "${contract}")
    message(FATAL_ERROR "meshgen_generate: there is no contract '${contract}'")
  endif()

  set(options)
  if(arg_NAMESPACE)
    list(APPEND options --namespace "${arg_NAMESPACE}")
  endif()
  if(arg_TYPES)
    list(JOIN arg_TYPES "," types)
    list(APPEND options --types "${types}")
  endif()
  set(template_files)
  if(arg_TEMPLATES)
    get_filename_component(templates "${arg_TEMPLATES}" ABSOLUTE)
    list(APPEND options --templates "${templates}")
    file(GLOB_RECURSE template_files CONFIGURE_DEPENDS "${templates}/*.mustache" "${templates}/*.yaml")
  endif()

  set(names types.hpp codec.hpp codec.cpp events.hpp events.cpp channels.hpp agent.hpp agent.cpp)
  if(arg_TESTS)
    list(APPEND options --tests)
    list(APPEND names examples_test.cpp)
  endif()
  if(arg_COMMITTED)
    get_filename_component(folder "${arg_COMMITTED}" ABSOLUTE)
    list(TRANSFORM names PREPEND "${folder}/" OUTPUT_VARIABLE files)
    if(TARGET meshgen::meshgen)
      add_custom_target(${arg_TARGET}-update
        COMMAND meshgen::meshgen generate "${contract}" -o "${folder}" ${options} VERBATIM)
      add_test(NAME ${arg_TARGET}-check
        COMMAND "$<TARGET_FILE:meshgen::meshgen>" check "${contract}" -o "${folder}" ${options})
    endif()
    set(missing)
    foreach(file IN LISTS files)
      if(NOT EXISTS "${file}")
        list(APPEND missing "${file}")
      endif()
    endforeach()
    if(missing AND TARGET meshgen::meshgen)
      # Else the target that writes them could not be configured.
      message(WARNING "meshgen_generate: '${folder}' is not complete: build the target ${arg_TARGET}-update first")
      set_source_files_properties(${missing} PROPERTIES GENERATED TRUE)
    elseif(missing)
      list(JOIN missing "\n  " missing)
      message(FATAL_ERROR "meshgen_generate: committed files are missing, and so is the tool to write them:\n  ${missing}")
    endif()
  else()
    if(NOT TARGET meshgen::meshgen)
      message(FATAL_ERROR "meshgen_generate: the tool is not there; build it, or compile committed files with COMMITTED <dir>")
    endif()
    get_filename_component(stem "${contract}" NAME_WE)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/meshgen/${arg_TARGET}/${stem}")
    list(TRANSFORM names PREPEND "${folder}/" OUTPUT_VARIABLE files)
    # The stamp is what build tools compare times with: files that did not change keep their times, so that nothing is
    # compiled again for a changed comment.
    set(stamp "${folder}.stamp")
    add_custom_command(
      OUTPUT "${stamp}"
      BYPRODUCTS ${files} "${folder}/meshgen.manifest"
      COMMAND meshgen::meshgen generate "${contract}" -o "${folder}" ${options}
              --depfile "${folder}.d" --stamp "${stamp}" --quiet
      DEPENDS "${contract}" ${template_files} meshgen::meshgen
      DEPFILE "${folder}.d"
      COMMENT "Generating from ${stem}" VERBATIM)
    add_custom_target(${arg_TARGET}-meshgen-${stem} DEPENDS "${stamp}")
    add_dependencies("${arg_TARGET}" ${arg_TARGET}-meshgen-${stem})
    set_source_files_properties(${files} PROPERTIES GENERATED TRUE)
  endif()
  if(arg_TESTS)
    find_package(Catch2 3 REQUIRED)
    add_executable(${arg_TARGET}-examples "${folder}/examples_test.cpp" "${folder}/codec.cpp")
    target_include_directories(${arg_TARGET}-examples PRIVATE "${folder}")
    target_link_libraries(${arg_TARGET}-examples PRIVATE meshgen::runtime Catch2::Catch2WithMain)
    if(NOT arg_COMMITTED)
      add_dependencies(${arg_TARGET}-examples ${arg_TARGET}-meshgen-${stem})
    endif()
    add_test(NAME ${arg_TARGET}-examples COMMAND ${arg_TARGET}-examples)
    list(REMOVE_ITEM files "${folder}/examples_test.cpp")
  endif()
  target_sources("${arg_TARGET}" PRIVATE ${files})
  get_target_property(kind "${arg_TARGET}" TYPE)
  set(visibility PRIVATE)
  if(kind MATCHES "LIBRARY")
    set(visibility PUBLIC)
  endif()
  target_include_directories("${arg_TARGET}" ${visibility} "${folder}")
  target_link_libraries("${arg_TARGET}" ${visibility} meshgen::runtime)
  cmake_policy(POP)
endfunction()
