#include "messages.hpp"

#include <nanobind/stl/string.h>

#include <string>

#include "py_bytes.hpp"

namespace ostiary::python {
namespace {

nb::bytes to_bytes(const std::string& text) {
    return nb::bytes{text.data(), text.size()};
}

http::Headers to_headers(const nb::handle& pairs) {
    http::Headers headers;
    for (const nb::handle pair : pairs) headers.add(bytes_of(pair[0]), bytes_of(pair[1]));
    return headers;
}

}  // namespace

nb::object to_python(const http::Response& response) {
    nb::list headers;
    for (const auto& [name, value] : response.headers) {
        headers.append(nb::make_tuple(to_bytes(name), to_bytes(value)));
    }
    return nb::make_tuple(response.status, headers, to_bytes(response.body));
}

http::Request to_request(const Named& given) {
    http::Request request;
    request.method = nb::cast<std::string>(given["method"]);
    request.path = nb::cast<std::string>(given["path"]);
    request.mount = request.path;
    request.query = bytes_of(given["query"]);
    request.headers = to_headers(given["headers"]);
    request.body = bytes_of(given["body"]);
    request.peer = request.client = nb::cast<std::string>(given["client"]);
    request.scheme = nb::cast<std::string>(given["scheme"]);
    request.host = request.headers.get("Host").value_or("");
    if (given.contains("csrf")) {
        const nb::object csrf = given["csrf"];
        request.csrf = {.name = nb::cast<std::string>(csrf[0]), .value = nb::cast<std::string>(csrf[1])};
    }
    return request;
}

}  // namespace ostiary::python
