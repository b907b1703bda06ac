#pragma once

#include <cstddef>
#include <expected>

#include <ostiary/values/response.hpp>

#include "endpoints/form.hpp"
#include "endpoints/origin.hpp"

namespace ostiary {

/// The form that was posted to a page, or the answer that says why there is none: 405, 403 for one from another site,
/// 413, 415, 400.
[[nodiscard]] std::expected<Form, http::Response> posted_form(const http::Request& request, const OriginRule& origins,
                                                              std::size_t body_limit);

}  // namespace ostiary
