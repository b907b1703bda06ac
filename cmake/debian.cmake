# `cpack`: libostiary-dev with the archives, and ostiary with its service. What belongs to a Debian system alone is in
# components that `cmake --install` leaves out.
set(service_files packaging/systemd/ostiary.service packaging/systemd/ostiary.socket)
install(FILES ${service_files} DESTINATION lib/systemd/system COMPONENT service EXCLUDE_FROM_ALL)
install(FILES packaging/debian/ostiary.toml DESTINATION /etc/ostiary COMPONENT service EXCLUDE_FROM_ALL)
set(CPACK_PACKAGE_CONTACT "Ostiary maintainers <maintainers@ostiary.invalid>" CACHE STRING "Who answers for the packages")
# The time is that of SOURCE_DATE_EPOCH where it is set, and -n adds none, so that a package can be made again.
string(TIMESTAMP packed_at "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(packaging/debian/changelog.in changelog @ONLY)
execute_process(COMMAND gzip -9nc ${CMAKE_CURRENT_BINARY_DIR}/changelog
  OUTPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)
set(documents packaging/debian/copyright ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)
install(FILES ${documents} DESTINATION share/doc/ostiary COMPONENT service EXCLUDE_FROM_ALL)
install(FILES ${documents} DESTINATION share/doc/libostiary-dev COMPONENT documents EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ostiary)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
  WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL development documents program service)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME ostiary)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION httpd)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# Without its word list there is no password policy.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS cracklib-runtime)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
"Serves login, logout and account pages, keeps the sessions in a SQLite file,
and answers the proxy in front of any app whether a request may pass. The
service runs as a dynamic user, and gets its socket from systemd.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA packaging/debian/conffiles packaging/debian/postinst
  packaging/debian/prerm packaging/debian/postrm)
list(TRANSFORM CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA PREPEND ${PROJECT_SOURCE_DIR}/)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libostiary-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libboost1.81-dev, libboost-json1.81-dev, libssl-dev, libsqlite3-dev, \
libcurl4-openssl-dev, libargon2-dev, nettle-dev, libcrypt-dev, libutf8proc-dev, libcrack2-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
"Endpoints for login and logout that are mounted in a C++ app with one line,
the sessions behind them, and the guard in front of the rest: headers,
archives, a CMake package and pkg-config files.")

include(CPack)
cpack_add_component(program GROUP program)
cpack_add_component(service GROUP program)
cpack_add_component(development GROUP development)
cpack_add_component(documents GROUP development)
