// Every input that was worth keeping, through its fuzz target, without a fuzzer.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "fuzz_target.hpp"

namespace ostiary::fuzz {
namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Corpus : public testing::TestWithParam<std::string> {};

TEST_P(Corpus, HoldsWhatTheTargetRequires) {
    std::size_t inputs = 0;
    for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path{OSTIARY_CORPUS} / GetParam())) {
        SCOPED_TRACE(file.path().string());
        EXPECT_NO_THROW(targets().at(GetParam())(contents(file.path())));
        ++inputs;
    }
    EXPECT_GT(inputs, 0U) << "no saved input";
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& [name, target] : targets()) all.push_back(name);
    return all;
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, testing::ValuesIn(names()), [](const auto& target) { return target.param; });

}  // namespace
}  // namespace ostiary::fuzz
