# One interface target carries the flags of our own code, so that nothing leaks into a user's build.
add_library(ostiary_flags INTERFACE)
target_compile_options(ostiary_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports std::string operations of its own inlining (GCC bugs 105329, 105651).
  target_compile_options(ostiary_flags INTERFACE -Wno-restrict)
endif()
option(OSTIARY_WERROR "Treat warnings as errors" OFF)
if(OSTIARY_WERROR)
  target_compile_options(ostiary_flags INTERFACE -Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(ostiary_flags INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  target_link_options(ostiary_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
