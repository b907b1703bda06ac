#include <ostiary/endpoints/rate_limit.hpp>

#include <string_view>
#include <utility>

#include <ostiary/values/errors.hpp>

#include "auth/client.hpp"
#include "endpoints/answers.hpp"
#include "endpoints/media_type.hpp"
#include "endpoints/page_template.hpp"

namespace ostiary {
namespace {

std::string seconds_of(std::chrono::milliseconds time) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count());
}

/// Where a limit further in has spoken, its word is the narrower one.
void tell(http::Headers& headers, const RateVerdict& verdict) {
    if (headers.contains("RateLimit-Limit")) return;
    headers.add("RateLimit-Limit", std::to_string(verdict.limit));
    headers.add("RateLimit-Remaining", std::to_string(verdict.remaining));
    headers.add("RateLimit-Reset", seconds_of(verdict.reset));
}

class RateLimit {
public:
    RateLimit(Handler next, RateLimitOptions options)
        : next_(std::move(next)),
          provider_(options.provider ? std::move(options.provider) : in_memory_limit()),
          clock_(options.clock ? std::move(options.clock) : system_clock()),
          page_(make_page("message.html", {.template_path = options.template_path, .styles = options.styles})),
          ipv6_prefix_(options.ipv6_prefix),
          production_(options.production) {
        if (!next_) throw ConfigError("rate_limit needs a handler to stand before");
        if (ipv6_prefix_ < 1 || ipv6_prefix_ > 128) throw ConfigError("ipv6_prefix must be 1 to 128");
    }

    http::Response operator()(const http::Request& request) const {
        // Without an address everybody would be one client.
        if (request.client.empty()) return finish(failure(request, 400, "Client host can't be found."), production_);
        const RateVerdict verdict = provider_->hit(client_network(request.client, ipv6_prefix_), clock_->now());
        http::Response response = verdict.allowed ? next_(request) : refuse(request, verdict);
        tell(response.headers, verdict);
        return response;
    }

private:
    http::Response refuse(const http::Request& request, const RateVerdict& verdict) const {
        const std::string wait = seconds_of(verdict.retry_after);
        http::Response response = finish(say(request, wait), production_);
        response.headers.add("Retry-After", wait);
        return response;
    }

    http::Response say(const http::Request& request, const std::string& wait) const {
        if (wanted_type(request.headers.get("Accept").value_or("")) != Wanted::html)
            return failure(request, 429, "Too many requests");
        const std::string message =
            "Please wait " + wait + (wait == "1" ? " second" : " seconds") + ", then try again.";
        return page_response(*page_, {.values = {{"title", "Too many requests"}, {"message", message}}}, 429, {});
    }

    Handler next_;
    std::shared_ptr<RateLimiter> provider_;
    std::shared_ptr<Clock> clock_;
    std::shared_ptr<PageRenderer> page_;
    unsigned ipv6_prefix_;
    bool production_;
};

}  // namespace

Handler rate_limit(Handler next, RateLimitOptions options) {
    return [limit = std::make_shared<const RateLimit>(std::move(next), std::move(options))](
               const http::Request& request) { return (*limit)(request); };
}

}  // namespace ostiary
