#include <ostiary/endpoints/default_templates.hpp>

#include "embedded_templates.hpp"

namespace ostiary {

std::span<const std::pair<std::string_view, std::string_view>> default_templates() {
    return embedded::templates();
}

}  // namespace ostiary
