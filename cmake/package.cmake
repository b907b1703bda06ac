# `cmake --install`: headers, libraries, the CMake package with its components, and the pkg-config files.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ostiary)

install(DIRECTORY include/ostiary TYPE INCLUDE COMPONENT development FILES_MATCHING PATTERN "*.hpp")

# One export a component, so that asking for one finds the libraries of no other.
function(ostiary_component name)
  install(TARGETS ${ARGN} EXPORT ostiary-${name} COMPONENT development
    RUNTIME COMPONENT runtime LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT ostiary-${name} NAMESPACE ostiary:: DESTINATION ${package_dir} COMPONENT development)
endfunction()

ostiary_component(core ostiary)
ostiary_component(server ostiary_server)

if(OSTIARY_PROGRAM)
  install(TARGETS ostiary_program COMPONENT program)
endif()

configure_package_config_file(cmake/ostiary-config.cmake.in ostiary-config.cmake INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may break what uses it.
write_basic_package_version_file(ostiary-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ostiary-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/ostiary-config-version.cmake cmake/FindCracklib.cmake
  DESTINATION ${package_dir} COMPONENT development)

# An archive's user links its libraries; a shared library's user must not have to have them. The archive's are public, for
# `pkg-config --static` would ask for theirs as archives too.
set(pc_libraries "-lcrack -lboost_json -pthread")
if(BUILD_SHARED_LIBS)
  set(pc_private .private)
  set(pc_libs_private ${pc_libraries})
  set(pc_server_requires_private libssl)
else()
  set(pc_libs ${pc_libraries})
  set(pc_server_requires ", libssl")
endif()
cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} OUTPUT_VARIABLE pc_libdir)
string(REGEX REPLACE "[^/]+" ".." pc_up ${pc_libdir}/pkgconfig)
foreach(name ostiary ostiary-server)
  configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endforeach()
