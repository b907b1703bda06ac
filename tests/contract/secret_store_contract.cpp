#include <array>
#include <set>

#include "contract/contract.hpp"
#include "support/at_once.hpp"

namespace ostiary::testing {
namespace {

class SecretStoreContract : public Contract {};

TEST_P(SecretStoreContract, KeepsTheFirstOfEachName) {
    EXPECT_EQ(secrets_->find_or_keep("csrf", Secret{"first"}).reveal(), "first");
    EXPECT_EQ(secrets_->find_or_keep("csrf", Secret{"second"}).reveal(), "first");
    EXPECT_EQ(secrets_->find_or_keep("other", Secret{"third"}).reveal(), "third");
}

TEST_P(SecretStoreContract, AllWhoAskAtOnceGetOne) {
    const auto other = opened_again()->secrets();
    std::array<std::string, 8> got;
    at_once(8, [&](std::size_t i) {
        const auto& store = i % 2 == 0 ? secrets_ : other;
        got.at(i) = store->find_or_keep("csrf", Secret{std::to_string(i)}).reveal();
    });
    EXPECT_EQ((std::set<std::string>{got.begin(), got.end()}.size()), 1U);
}

OSTIARY_CONTRACT(SecretStoreContract);

}  // namespace
}  // namespace ostiary::testing
