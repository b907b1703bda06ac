#include "template_folder.hpp"

#include <algorithm>
#include <filesystem>

#include <ostiary/endpoints/default_templates.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary::program {

TemplateFolder::TemplateFolder(const std::string& path) {
    if (path.empty()) return;
    std::error_code fault;
    if (!std::filesystem::is_directory(path, fault)) throw ConfigError("template_dir: " + path + " is no folder");
    folder_ = std::filesystem::absolute(path).string();
    const bool any = std::ranges::any_of(default_templates(), [this](const auto& page) {
        return page.first.ends_with(".html") && find(page.first).has_value();
    });
    if (!any) {
        throw ConfigError("template_dir: " + path +
                          " holds none of the pages: `ostiary templates export` writes them there");
    }
}

std::optional<std::string> TemplateFolder::find(std::string_view page) const {
    if (folder_.empty()) return std::nullopt;
    const auto file = std::filesystem::path{folder_} / page;
    std::error_code fault;
    return std::filesystem::exists(file, fault) ? std::optional{file.string()} : std::nullopt;
}

}  // namespace ostiary::program
