#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>

#include <ostiary/endpoints/default_templates.hpp>

#include "command_error.hpp"
#include "maintenance_commands.hpp"

namespace ostiary::program {
namespace {

void write_file(const std::filesystem::path& path, std::string_view text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.flush()) throw CommandError(path.string() + " can't be written.");
    std::cout << path.string() << "\n";
}

}  // namespace

int export_templates(const TemplateExport& request) {
    const std::filesystem::path folder{request.folder};
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault || !std::filesystem::is_directory(folder))
        throw CommandError(folder.string() + " can't be made: " + fault.message() + ".");
    // All are looked at before any is written: half an export would be neither old nor new.
    // A link counts as there even where it leads nowhere: what is written must not land elsewhere.
    for (const auto& [name, text] : default_templates()) {
        if (!request.overwrite && std::filesystem::exists(std::filesystem::symlink_status(folder / name)))
            throw CommandError((folder / name).string() + " is there already: --force overwrites it.");
    }
    for (const auto& [name, text] : default_templates()) write_file(folder / name, text);
    return 0;
}

}  // namespace ostiary::program
