#include "adapters/request_parser.hpp"

#include <optional>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "adapters/head_fields.hpp"

namespace ostiary {
namespace {

namespace beast_http = boost::beast::http;
using Code = boost::system::error_code;

constexpr std::size_t longest_chunk_extension = 256;

}  // namespace

struct RequestParser::Beast {
    beast_http::request_parser<beast_http::string_body> parser{};
    /// Beast keeps a reference to it.
    std::function<void(std::uint64_t, boost::beast::string_view, Code&)> on_chunk_header =
        [](std::uint64_t, boost::beast::string_view extension, Code& fault) {
        // Beast takes any byte within quotes. At a line feed there, a less strict proxy would see the line end.
        if (extension.size() > longest_chunk_extension || !is_field_value(extension))
            fault = beast_http::error::bad_chunk_extension;
    };
};

RequestParser::RequestParser(const HeadLimits& limits) : beast_(std::make_unique<Beast>()) {
    const std::size_t whole_head = limits.line + limits.header_bytes + 4;
    beast_->parser.header_limit(static_cast<std::uint32_t>(whole_head));
    beast_->parser.body_limit(limits.body);
    beast_->parser.on_chunk_header(beast_->on_chunk_header);
}

RequestParser::~RequestParser() = default;

std::optional<http::Request> RequestParser::head(std::string_view text, const Head& judged) {
    Code fault;
    beast_->parser.put(boost::asio::buffer(text.data(), text.size()), fault);
    if (fault || !beast_->parser.is_header_done()) return std::nullopt;
    http::Request request{.method = std::string{judged.method},
                          .path = std::string{judged.path},
                          .query = std::string{judged.query},
                          .host = std::string{judged.host}};
    for (const auto& field : beast_->parser.get()) request.headers.add(field.name_string(), field.value());
    beast_->parser.eager(true);
    return request;
}

std::expected<std::size_t, int> RequestParser::body(std::string_view received) {
    Code fault;
    const std::size_t used = beast_->parser.put(boost::asio::buffer(received.data(), received.size()), fault);
    if (fault && fault != beast_http::error::need_more)
        return std::unexpected(fault == beast_http::error::body_limit ? 413 : 400);
    return used;
}

bool RequestParser::done() const {
    return beast_->parser.is_done();
}

std::string RequestParser::take_body() {
    return std::move(beast_->parser.get().body());
}

}  // namespace ostiary
