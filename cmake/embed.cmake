# Compiles in the files of a folder that match the patterns: `ostiary::embedded::NAME()` gives their names and contents,
# sorted by name.
function(ostiary_embed target name folder)
  list(TRANSFORM ARGN PREPEND ${folder}/ OUTPUT_VARIABLE patterns)
  file(GLOB files CONFIGURE_DEPENDS ${patterns})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  set(header_dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(WRITE ${header_dir}/embedded_${name}.hpp.new "#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace ostiary::embedded {

std::span<const std::pair<std::string_view, std::string_view>> ${name}();

}  // namespace ostiary::embedded
")
  file(COPY_FILE ${header_dir}/embedded_${name}.hpp.new ${header_dir}/embedded_${name}.hpp ONLY_IF_DIFFERENT)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DNAME=${name} "-DFILES=${files}"
      -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake VERBATIM)
  target_sources(${target} PRIVATE ${source})
  target_include_directories(${target} PRIVATE ${header_dir})
endfunction()
