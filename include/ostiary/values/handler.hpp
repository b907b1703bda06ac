#pragma once

#include <functional>

#include <ostiary/values/request.hpp>
#include <ostiary/values/response.hpp>

namespace ostiary {

/// The one shape: everything that answers a request. Endpoints are made as handlers, wrappers take one and give one,
/// adapters mount one. A handler may be called by many threads at once, may block, and may throw: the adapter answers
/// an exception with a fixed text and logs it.
using Handler = std::function<http::Response(const http::Request&)>;

}  // namespace ostiary
