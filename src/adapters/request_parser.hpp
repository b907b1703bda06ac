#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include <ostiary/values/request.hpp>

#include "adapters/head_check.hpp"

namespace ostiary {

/// Beast's parser for one request whose head has been judged. No I/O: it is given bytes and says how many it took.
class RequestParser {
public:
    explicit RequestParser(const HeadLimits& limits);
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    /// Method, query, host and headers of the request; nothing where Beast refuses the head. Headers are taken here,
    /// before any trailer could add to them.
    [[nodiscard]] std::optional<http::Request> head(std::string_view text, const Head& judged);
    /// Takes what it can of the body's bytes. 0 means more are needed than there are. On refusal gives the status.
    [[nodiscard]] std::expected<std::size_t, int> body(std::string_view received);
    [[nodiscard]] bool done() const;
    [[nodiscard]] std::string take_body();

private:
    struct Beast;
    std::unique_ptr<Beast> beast_;
};

}  // namespace ostiary
