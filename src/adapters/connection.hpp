#pragma once

#include <array>
#include <chrono>
#include <exception>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <boost/asio/co_spawn.hpp>

#include <ostiary/endpoints/security_headers.hpp>
#include <ostiary/ports/log.hpp>

#include "adapters/client_stream.hpp"
#include "adapters/head_check.hpp"
#include "adapters/io_loop.hpp"
#include "adapters/offloaded_answer.hpp"
#include "adapters/plain_answers.hpp"
#include "adapters/request_parser.hpp"
#include "adapters/response_head.hpp"
#include "adapters/service.hpp"

namespace ostiary {

/// One client: reads requests one after the other, has them answered, and closes. `Stream` is a `TcpSocket` or a
/// `TlsSocket`. Lives on its loop's thread and keeps itself alive until its coroutine ends.
template <class Stream>
class Connection final : public ClientStream<Stream>, public std::enable_shared_from_this<Connection<Stream>> {
public:
    Connection(Service& service, IoLoop& home, Stream stream, std::string peer)
        : ClientStream<Stream>(home, std::move(stream)), service_(service), peer_(std::move(peer)) {}
    ~Connection() override {
        --service_.open_connections;
        if (service_.on_closed) service_.on_closed();
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start() { asio::co_spawn(loop().context(), run(this->shared_from_this()), &log_fault); }

    void drain() override {
        if (waiting_) cancel();
    }
    void abort() override {
        ClientStream<Stream>::abort();
        if (answer_ready_ != nullptr) answer_ready_->cancel();
    }

private:
    using Base = ClientStream<Stream>;
    using Framing = ResponseFraming;
    using Base::aborted;
    using Base::allow;
    using Base::buffer_;
    using Base::cancel;
    using Base::expired;
    using Base::fill;
    using Base::is_tls;
    using Base::loop;
    using Base::write;

    enum class Next { another_request, close_politely, drop };
    /// In place of a status: nobody is there to be answered.
    static constexpr int gone = -1;
    static constexpr std::size_t small_buffer = 2 * 1024;
    static constexpr std::size_t large_step = 16 * 1024;
    static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";

    static void log_fault(std::exception_ptr fault) {
        if (!fault) return;
        try {
            std::rethrow_exception(fault);
        } catch (const std::exception& error) {
            log({.level = LogLevel::error, .event = "connection_failed", .fields = {{"reason", error.what()}}});
        } catch (...) {
            log({.level = LogLevel::error, .event = "connection_failed"});
        }
    }

    Task<void> run(std::shared_ptr<Connection> self) {
        const LoopMembership membership{loop(), *self};
        if (!co_await this->shake_hands(service_.options.read_timeout)) co_return;
        Next next = Next::another_request;
        while (next == Next::another_request && !aborted()) next = co_await exchange();
        if (next == Next::close_politely && !aborted()) co_await this->linger();
    }

    Task<Next> exchange() {
        const auto size = co_await read_head();
        if (!size) co_return co_await refuse(size.error());
        const std::string_view text = std::string_view{buffer_}.substr(0, *size);
        const auto head = judge(text, service_.limits);
        if (!head) co_return co_await refuse(head.error());
        const Framing framing{.keep_alive = head->keep_alive, .http_1_0 = head->http_1_0};
        const bool expects_continue = head->expects_continue;

        RequestParser parser{service_.limits};
        auto request = parser.head(text, *head);
        if (!request) co_return co_await refuse(400);
        buffer_.erase(0, *size);
        if (const int fault = parser.done() ? 0 : co_await read_body(parser, expects_continue); fault != 0)
            co_return co_await refuse(fault);
        request->body = parser.take_body();
        co_return co_await answer(*request, framing);
    }

    /// The size of the next head, which is then whole in the buffer; or the status to refuse it with, or `gone`.
    Task<std::expected<std::size_t, int>> read_head() {
        HeadScanner scanner{service_.limits};
        begin_reading();
        while (true) {
            if (!skip_blank_lines()) co_return std::unexpected(400);
            const auto end = buffer_ == "\r" ? std::optional<std::size_t>{} : scanner.scan(buffer_);
            if (!end) co_return std::unexpected(end.error());
            if (*end) co_return **end;
            if (!co_await wait_for_head()) co_return std::unexpected(expired() && !buffer_.empty() ? 408 : gone);
        }
    }

    void begin_reading() {
        if (buffer_.empty() && buffer_.capacity() > 2 * small_buffer) std::string{}.swap(buffer_);
        allow(buffer_.empty() && !first_ ? service_.options.idle_timeout : service_.options.read_timeout);
        first_ = false;
        blank_lines_ = 0;
    }

    /// RFC 9112, 2.2: some clients send one after a body. Who sends more keeps a connection for nothing.
    bool skip_blank_lines() {
        for (; buffer_.starts_with("\r\n"); buffer_.erase(0, 2)) {
            if (++blank_lines_ > 2) return false;
        }
        return true;
    }

    /// The first byte sets the deadline for all the others, so that a slow client can't stretch it.
    Task<bool> wait_for_head() {
        const bool idle = buffer_.empty();
        if (idle && loop().draining()) co_return false;
        waiting_ = idle;
        const bool filled = co_await fill(buffer_.size() < small_buffer ? small_buffer - buffer_.size() : large_step);
        waiting_ = false;
        if (filled && idle) allow(service_.options.read_timeout);
        co_return filled;
    }

    /// 0, the status to refuse the request with, or `gone`.
    Task<int> read_body(RequestParser& parser, bool expects_continue) {
        allow(service_.options.read_timeout);
        if (expects_continue && buffer_.empty()) {
            if (!co_await write(asio::buffer(go_ahead))) co_return gone;
        }
        while (true) {
            const auto used = buffer_.empty() ? std::size_t{0} : parser.body(buffer_);
            if (!used) co_return used.error();
            buffer_.erase(0, *used);
            if (parser.done()) co_return 0;
            if (*used > 0) continue;
            if (buffer_.size() >= large_step) co_return 400;  // a chunk's header or the trailers that never end
            if (!co_await fill(large_step)) co_return expired() ? 408 : gone;
        }
    }

    Task<Next> refuse(int status) {
        if (status == gone) co_return Next::drop;
        const http::Request unread{.method = "", .path = "", .peer = peer_, .client = peer_};
        const auto begin = std::chrono::steady_clock::now();
        co_return co_await send(unread, plain_answer(status), {.keep_alive = false}, begin);
    }

    Task<Next> answer(http::Request& request, Framing framing) {
        const auto begin = std::chrono::steady_clock::now();
        this->deadline = SteadyTime::max();
        request.peer = peer_;
        request.client = peer_;
        request.scheme = is_tls ? "https" : "http";
        auto path = http::normalise_path(request.path);
        if (!path) co_return co_await send(request, plain_answer(400), framing, begin);
        request.path = std::move(*path);

        const Router::Match match = service_.router.match(request.path, request.query);
        if (const auto* redirect = std::get_if<Router::Redirect>(&match)) {
            co_return co_await send(request, slash_redirect(redirect->location), framing, begin);
        }
        const auto* found = std::get_if<const Route*>(&match);
        if (found == nullptr) co_return co_await send(request, plain_answer(404), framing, begin);
        const Route& route = **found;
        request.mount = route.mount;
        if (route.quick) co_return co_await send(request, answer_of(route.handler, request), framing, begin);
        auto response = co_await offload(request, route.handler);
        if (!response) framing.keep_alive = false;
        if (!response) response = plain_answer(500);
        co_return co_await send(request, std::move(*response), framing, begin);
    }

    /// Nothing where the handler doesn't come back in time.
    Task<std::optional<http::Response>> offload(http::Request& request, const Handler& handler) {
        if (aborted()) co_return std::nullopt;
        IoLoop::Timer ready{loop().context(), service_.options.handler_timeout};
        const auto run = std::make_shared<OffloadedAnswer>(loop(), std::move(request));
        run->ready = &ready;
        OffloadedAnswer::start(run, service_.workers, handler);
        answer_ready_ = &ready;
        co_await ready.async_wait(as_value);
        answer_ready_ = nullptr;
        run->ready = nullptr;
        if (run->done) {
            request = std::move(run->request);
            co_return std::move(run->response);
        }
        *run->abandoned = true;
        request = run->request;
        if (aborted()) co_return std::nullopt;
        log({.level = LogLevel::error, .event = "handler_timed_out", .fields = {{"path", request.path}}});
        co_return std::nullopt;
    }

    Task<Next> send(const http::Request& request, http::Response response, Framing framing,
                    std::chrono::steady_clock::time_point begin) {
        if (loop().draining()) framing.keep_alive = false;
        std::string head = finish(request, response, framing);
        const bool bodiless = request.method == "HEAD" || !may_have_body(response.status);
        const std::array<asio::const_buffer, 2> parts{
            asio::buffer(head), asio::buffer(response.body.data(), bodiless ? 0 : response.body.size())};
        allow(service_.options.write_timeout);
        const bool sent = co_await write(parts);
        report(request, response, std::chrono::steady_clock::now() - begin);
        if (!sent) co_return Next::drop;
        co_return framing.keep_alive ? Next::another_request : Next::close_politely;
    }

    /// Adds what every answer has, and gives its head. An answer that would split its head is replaced.
    std::string finish(const http::Request& request, http::Response& response, const Framing& framing) {
        const SecurityHeadersOptions options{.production = service_.options.production};
        add_security_headers(response, options);
        if (auto head = response_head(response, framing)) return std::move(*head);
        log({.level = LogLevel::error, .event = "bad_answer", .fields = {{"path", request.path}}});
        response = plain_answer(500);
        add_security_headers(response, options);
        return response_head(response, framing).value();
    }

    void report(const http::Request& request, const http::Response& response, std::chrono::nanoseconds time) {
        if (!service_.options.on_answer) return;
        try {
            service_.options.on_answer(request, response, time);
        } catch (const std::exception& fault) {
            log({.level = LogLevel::error, .event = "on_answer_failed", .fields = {{"reason", fault.what()}}});
        } catch (...) {
            log({.level = LogLevel::error, .event = "on_answer_failed"});
        }
    }

    Service& service_;
    std::string peer_;
    IoLoop::Timer* answer_ready_ = nullptr;
    bool first_ = true;
    int blank_lines_ = 0;
    bool waiting_ = false;
};

}  // namespace ostiary
