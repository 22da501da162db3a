# cmake --install: tool, operator's tool, runtime with its public headers, templates, package config.
include(CMakePackageConfigHelpers)

set(MESHGEN_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/meshgen")
set(installed meshgen_runtime)
if(MESHGEN_BUILD_TOOL)
  list(APPEND installed meshgen)
  install(TARGETS meshctl RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(TARGETS ${installed} EXPORT meshgenTargets
  RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}"
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT meshgenTargets NAMESPACE meshgen:: DESTINATION "${MESHGEN_CMAKE_DIR}")
install(DIRECTORY runtime/mesh DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*_private.hpp" EXCLUDE)
if(MESHGEN_BUILD_TOOL)
  install(FILES generator/diag/diagnostics.schema.json generator/settings/meshgen.schema.json
    DESTINATION "${CMAKE_INSTALL_DATADIR}/meshgen")
endif()
install(DIRECTORY templates DESTINATION "${CMAKE_INSTALL_DATADIR}/meshgen")
configure_package_config_file(generator/cmake/meshgenConfig.cmake.in meshgenConfig.cmake
  INSTALL_DESTINATION "${MESHGEN_CMAKE_DIR}")
write_basic_package_version_file(meshgenConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/meshgenConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/meshgenConfigVersion.cmake"
  generator/cmake/MeshgenGenerate.cmake generator/cmake/MeshgenDependencies.cmake DESTINATION "${MESHGEN_CMAKE_DIR}")
