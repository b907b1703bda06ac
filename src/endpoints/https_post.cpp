#include "endpoints/https_post.hpp"

#include <curl/curl.h>

#include <memory>

#include "values/encoding.hpp"

namespace ostiary {
namespace {

constexpr std::size_t longest_answer = 64 * 1024;

struct CloseCurl {
    void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
};
using Curl = std::unique_ptr<CURL, CloseCurl>;

std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
    auto& answer = *static_cast<std::string*>(user);
    // Fewer bytes than were given make libcurl break off.
    if (answer.size() + size * count > longest_answer) return 0;
    answer.append(data, size * count);
    return size * count;
}

std::string encode(const FormFields& fields) {
    std::string form;
    for (const auto& [name, value] : fields) {
        if (!form.empty()) form += '&';
        form.append(name).append("=").append(percent_encode(value));
    }
    return form;
}

bool is_loopback(const std::string& url) {
    return url.starts_with("http://127.0.0.1:") || url.starts_with("http://[::1]:");
}

void initialise_once() {
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(code);
}

}  // namespace

std::expected<std::string, std::string> https_post(const std::string& url, const FormFields& fields,
                                                   std::chrono::milliseconds timeout) {
    initialise_once();
    const Curl curl{curl_easy_init()};
    if (!curl) return std::unexpected("libcurl could not start");
    const std::string form = encode(fields);
    std::string answer;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, is_loopback(url) ? "http" : "https");
    curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, form.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(curl.get());
    if (code != CURLE_OK) return std::unexpected(curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return std::unexpected("status " + std::to_string(status));
    return answer;
}

}  // namespace ostiary
