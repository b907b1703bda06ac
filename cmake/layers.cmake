# Each layer is a set of objects, which the tests link alone. tools/check_layers.py holds the arrows.
function(ostiary_layer name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/empty.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/empty.cpp)
  endif()
  add_library(ostiary_${name} OBJECT ${sources})
  target_include_directories(ostiary_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(ostiary_${name} PUBLIC Threads::Threads ${ARG_LIBRARIES} PRIVATE ostiary_flags)
  set(libraries_of_${name} ${ARG_LIBRARIES} PARENT_SCOPE)
endfunction()

ostiary_layer(values LIBRARIES OpenSSL::Crypto)
ostiary_layer(ports)
ostiary_layer(auth LIBRARIES OpenSSL::Crypto PkgConfig::OSTIARY_ARGON2 PkgConfig::OSTIARY_NETTLE PkgConfig::OSTIARY_CRYPT
  PkgConfig::OSTIARY_UTF8PROC Cracklib::Cracklib)
ostiary_layer(endpoints LIBRARIES OpenSSL::Crypto Boost::json CURL::libcurl)
ostiary_layer(stores LIBRARIES SQLite::SQLite3)
ostiary_layer(adapters LIBRARIES Boost::headers OpenSSL::SSL)

include(embed)
ostiary_embed(ostiary_endpoints templates ${PROJECT_SOURCE_DIR}/templates "*.html" "*.css")
ostiary_embed(ostiary_stores sql ${PROJECT_SOURCE_DIR}/src/stores "*.sql")

# What is installed: `ostiary` is all layers but the adapters, which are `ostiary_server`. Static unless BUILD_SHARED_LIBS
# says otherwise (docs/decisions). The layers are named for the build alone, since a package holds no objects.
function(ostiary_library target name)
  add_library(${target})
  add_library(ostiary::${name} ALIAS ${target})
  foreach(layer IN LISTS ARGN)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:ostiary_${layer}> ${libraries_of_${layer}})
  endforeach()
  target_link_libraries(${target} PRIVATE Threads::Threads)
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
endfunction()

ostiary_library(ostiary ostiary values ports auth endpoints stores)
ostiary_library(ostiary_server server adapters)
target_link_libraries(ostiary_server PUBLIC ostiary)
