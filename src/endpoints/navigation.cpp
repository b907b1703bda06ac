#include "endpoints/navigation.hpp"

#include "endpoints/media_type.hpp"
#include "values/encoding.hpp"

namespace ostiary {

bool is_navigation(const http::Request& request, std::string_view method) {
    const auto mode = request.headers.get("Sec-Fetch-Mode");
    return (method == "GET" || method == "HEAD") && (!mode || mode == "navigate") &&
           wanted_type(request.headers.get("Accept").value_or("")) == Wanted::html;
}

std::string with_parameter(const std::string& address, std::string_view name, std::string_view value) {
    const char* separator = address.contains('?') ? "&" : "?";
    return address + separator + std::string{name} + "=" + percent_encode(value);
}

}  // namespace ostiary
