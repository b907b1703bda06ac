#include "fuzz_target.hpp"

/// libFuzzer's entry: each fuzzer links exactly one target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ostiary::fuzz::Target target = ostiary::fuzz::targets().begin()->second;
    target({reinterpret_cast<const char*>(data), size});
    return 0;
}
