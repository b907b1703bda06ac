set(items "")
foreach(file IN LISTS FILES)
  get_filename_component(file_name ${file} NAME)
  file(READ ${file} content)
  string(APPEND items "    {\"${file_name}\", R\"embedded(${content})embedded\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"embedded_${NAME}.hpp\"

#include <array>

namespace ostiary::embedded {

std::span<const std::pair<std::string_view, std::string_view>> ${NAME}() {
    static constexpr auto files = std::to_array<std::pair<std::string_view, std::string_view>>({
${items}    });
    return files;
}

}  // namespace ostiary::embedded
")
