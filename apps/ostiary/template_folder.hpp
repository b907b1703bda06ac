#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ostiary::program {

/// The folder of `template_dir`, whose files go before the built-in pages.
class TemplateFolder {
public:
    /// Empty: none. Throws `ConfigError` where it is no folder, or holds none of the pages.
    explicit TemplateFolder(const std::string& path);

    /// The absolute path of that page, where the folder has it.
    [[nodiscard]] std::optional<std::string> find(std::string_view page) const;

private:
    std::string folder_;
};

}  // namespace ostiary::program
