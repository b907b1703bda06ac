#include <ostiary/auth/password_hashing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <string>

#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/pooled_password_hasher.hpp"
#include "support/at_once.hpp"

namespace ostiary {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr PasswordHashing small{.memory_kib = 64, .iterations = 2, .parallelism = 1, .slots = 2, .queue = 100};

class PasswordHasherTest : public ::testing::Test {
protected:
    PasswordHasherTest() {
        set_log_sink([this](const LogRecord& record) {
            const std::scoped_lock lock{mutex_};
            log_ += to_json(record) + "\n";
        });
    }
    ~PasswordHasherTest() override { set_log_sink({}); }

    PooledPasswordHasher hasher_{small};
    std::mutex mutex_;
    std::string log_;
};

TEST_F(PasswordHasherTest, VerifiesItsOwnHashesAlone) {
    const std::string stored = hasher_.hash(Secret{"secret"});
    EXPECT_TRUE(hasher_.verify(Secret{"secret"}, stored));
    EXPECT_FALSE(hasher_.verify(Secret{"secret "}, stored));
    EXPECT_NE(hasher_.hash(Secret{"secret"}), stored);
}

TEST_F(PasswordHasherTest, CountsEveryByteOfAPassword) {
    for (const std::string& password : {std::string("a\0b", 3), std::string(16'384, 'x'), std::string{"\U0001f600"}}) {
        const std::string stored = hasher_.hash(Secret{password});
        EXPECT_TRUE(hasher_.verify(Secret{password}, stored));
        EXPECT_FALSE(hasher_.verify(Secret{password.substr(0, password.size() - 1)}, stored));
        EXPECT_FALSE(hasher_.verify(Secret{password + std::string(1, '\0')}, stored));
    }
}

TEST_F(PasswordHasherTest, VerifiesForeignHashes) {
    EXPECT_TRUE(hasher_.verify(
        Secret{"passwd"}, "pbkdf2_sha256$1$salt$55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"));
    EXPECT_TRUE(hasher_.verify(Secret{"U*U"}, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
}

TEST_F(PasswordHasherTest, LetsNobodyInByAnUnusableHashAndLogsIt) {
    const std::string huge = "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for (const std::string& stored : {std::string{"secret"}, std::string{"$1$salt$AAAA"}, huge}) {
        log_.clear();
        EXPECT_FALSE(hasher_.verify(Secret{"secret"}, stored)) << stored;
        EXPECT_THAT(log_, HasSubstr("password_hash_unusable"));
        EXPECT_THAT(log_, ::testing::Not(HasSubstr(stored)));
    }
}

TEST_F(PasswordHasherTest, LetsNobodyInWithoutAHashAndLogsNothing) {
    for (const std::string_view stored : {"", "!", "!8fJ2kQ"}) {
        EXPECT_FALSE(hasher_.verify(Secret{""}, stored));
        EXPECT_FALSE(hasher_.verify(Secret{std::string{stored}}, stored));
    }
    EXPECT_EQ(log_, "");
}

/// What piccolo_api checks: its four parts, and that the same rounds over the same salt's letters give the same hex.
TEST_F(PasswordHasherTest, MakesWhatPiccoloReadsWhereToldTo) {
    auto options = small;
    options.scheme = PasswordScheme::pbkdf2_sha256;
    PooledPasswordHasher piccolos{options};
    const Secret password{"secret"};
    const std::string stored = piccolos.hash(password);
    EXPECT_THAT(stored, ::testing::MatchesRegex("pbkdf2_sha256[$]600000[$][0-9a-f]{32}[$][0-9a-f]{64}"));
    EXPECT_NE(piccolos.hash(password), stored);
    EXPECT_TRUE(hasher_.verify(password, stored));
    EXPECT_FALSE(hasher_.verify(Secret{"secret "}, stored));
    EXPECT_FALSE(piccolos.should_upgrade(password, stored));
    EXPECT_TRUE(hasher_.should_upgrade(password, stored));
}

TEST_F(PasswordHasherTest, CallsOutdatedWhatPiccoloWouldReplaceOrCouldNotRead) {
    auto options = small;
    options.scheme = PasswordScheme::pbkdf2_sha256;
    const PooledPasswordHasher piccolos{options};
    const std::string hex(64, 'a');
    const std::string base64 = std::string(43, 'A') + "=";
    EXPECT_FALSE(piccolos.should_upgrade(Secret{"x"}, "pbkdf2_sha256$600001$salt$" + hex));
    EXPECT_TRUE(piccolos.should_upgrade(Secret{"x"}, "pbkdf2_sha256$599999$salt$" + hex));
    EXPECT_TRUE(piccolos.should_upgrade(Secret{"x"}, "pbkdf2_sha256$600000$salt$" + base64));
    EXPECT_TRUE(piccolos.should_upgrade(Secret{"x"}, hasher_.hash(Secret{"x"})));
    EXPECT_TRUE(piccolos.should_upgrade(Secret{"x"}, ""));
}

TEST_F(PasswordHasherTest, CallsOutdatedWhatIsWeakerThanItsOwn) {
    EXPECT_FALSE(hasher_.should_upgrade(Secret{"secret"}, hasher_.hash(Secret{"secret"})));
    EXPECT_FALSE(hasher_.should_upgrade(Secret{"secret"},
                                        PooledPasswordHasher{{.memory_kib = 128, .slots = 1}}.hash(Secret{"secret"})));
    PasswordHashing weaker = small;
    weaker.memory_kib = 32;
    EXPECT_TRUE(hasher_.should_upgrade(Secret{"secret"}, PooledPasswordHasher{weaker}.hash(Secret{"secret"})));
    EXPECT_TRUE(hasher_.should_upgrade(Secret{"secret"}, ""));
    const auto* const bcrypt = "$2b$04$abcdefghijklmnopqrstuucA0Kil.o8lwJ0tgOtVNDYu0UM9vVKkG";
    EXPECT_TRUE(hasher_.should_upgrade(Secret{std::string(72, 'a')}, bcrypt));
    EXPECT_FALSE(hasher_.should_upgrade(Secret{std::string(73, 'a')}, bcrypt));
}

TEST_F(PasswordHasherTest, HashesInManyThreadsAtOnce) {
    std::atomic<int> right{0};
    testing::at_once(8, [&](std::size_t thread) {
        const Secret password{"secret " + std::to_string(thread)};
        for (int i = 0; i < 5; ++i) {
            if (hasher_.verify(password, hasher_.hash(password))) ++right;
        }
    });
    EXPECT_EQ(right, 40);
    EXPECT_EQ(hasher_.load().waiting, 0U);
}

TEST(MakePasswordHasher, MakesWhatOwaspAsksFor) {
    const auto hasher = make_password_hasher({.slots = 1});
    const std::string stored = hasher->hash(Secret{"secret"});
    EXPECT_THAT(stored, ::testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    EXPECT_TRUE(hasher->verify(Secret{"secret"}, stored));
}

TEST(MakePasswordHasher, HasAtLeastOneSlotAndTheQueueOfItsOptions) {
    const auto hasher = make_password_hasher({.slots = 0, .queue = 7});
    EXPECT_GE(hasher->load().slots, 1U);
    EXPECT_EQ(hasher->load().queue, 7U);
    EXPECT_EQ(make_password_hasher({.slots = 3})->load().slots, 3U);
}

TEST(MakePasswordHasher, RefusesWhatCantBeNamingTheField) {
    const auto refuses = [](const PasswordHashing& options, const char* field) {
        EXPECT_THAT([&] { static_cast<void>(make_password_hasher(options)); },
                    ThrowsMessage<ConfigError>(HasSubstr(field)));
    };
    refuses({.memory_kib = 19'455}, "memory_kib");
    refuses({.memory_kib = 1024 * 1024 + 1}, "memory_kib");
    refuses({.iterations = 1}, "iterations");
    refuses({.iterations = 65}, "iterations");
    refuses({.memory_kib = 1024 * 1024, .iterations = 5}, "memory_kib times iterations");
    refuses({.parallelism = 0}, "parallelism");
    refuses({.parallelism = 17}, "parallelism");
    refuses({.slots = 1025}, "slots");
    refuses({.queue = 100'001}, "queue");
}

TEST(DefaultPasswordHasher, IsOneForTheProcess) {
    EXPECT_EQ(default_password_hasher(), default_password_hasher());
}

}  // namespace
}  // namespace ostiary
