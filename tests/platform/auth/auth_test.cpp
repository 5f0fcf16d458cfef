// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/json.h"
#include "core/resources/specs.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace slipway;

namespace {

/// What a row changes of an otherwise good request.
struct Tampering {
    std::string access_key;  ///< Another than the one issued.
    std::string secret_key;
    std::string service = "slipway";
    std::string region = "slipway";
    std::chrono::minutes clock_offset{0};
    std::function<void(net::RequestHead&)> after_signing;
};

}  // namespace

class AuthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void sealedSecretOpensOnlyInItsContext();
    void masterKeyOfAnotherCannotOpen();
    void unsafeMasterKeyIsRefused_data();
    void unsafeMasterKeyIsRefused();
    void requestsAreHeldAgainstKeys_data();
    void requestsAreHeldAgainstKeys();
    void s3AcceptsAnyRegion();
    void revokedKeyIsRefusedAtOnce();
    void expiredKeyIsRefused();
    void removedKeyIsUnknown();
    void rolesFollowMembers();
    void rolesIncludeLesserOnes();
    void secretIsNotReadableInTheDatabase();

private:
    std::string path(const char* name) const
    {
        return directory_->filePath(QString::fromLatin1(name)).toStdString();
    }
    IssuedKey issue(const std::string& user, const std::string& name, const std::string& spec = "{}");
    Resource addMember(const std::string& project, const std::string& user, const std::string& role);
    Result<Authenticated> ask(const IssuedKey& key, const Tampering& tampering = {});

    std::unique_ptr<QTemporaryDir> directory_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<SecretBox> secrets_;
    std::unique_ptr<Authenticator> authenticator_;
};

Q_DECLARE_METATYPE(Tampering)

void AuthTest::init()
{
    directory_ = std::make_unique<QTemporaryDir>();
    auto store = Store::open(path("s.db"));
    QVERIFY(store);
    store_ = std::move(*store);
    auto secrets = SecretBox::open(path("master.key"));
    QVERIFY(secrets);
    secrets_ = std::make_unique<SecretBox>(std::move(*secrets));
    authenticator_ = std::make_unique<Authenticator>(*store_, *secrets_);
}

void AuthTest::cleanup()
{
    authenticator_.reset();
    store_.reset();
}

IssuedKey AuthTest::issue(const std::string& user, const std::string& name, const std::string& spec)
{
    Result<IssuedKey> issued;
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        Resource key;
        key.kind = Kind::AccessKey;
        key.name = name;
        key.owner = user;
        key.spec = spec;
        issued = issueKey(transaction, *secrets_, key);
        return issued ? Result<void>() : propagate(issued);
    });
    if (!written)
        qFatal("%s", written.error().message.c_str());
    return *issued;
}

Resource AuthTest::addMember(const std::string& project, const std::string& user, const std::string& role)
{
    Resource member;
    member.kind = Kind::Member;
    member.project = project;
    member.name = user;
    member.spec = dumpJson(write(MemberSpec{user, role}));
    const auto written = store_->write([&](Transaction& transaction) -> Result<void> {
        auto created = transaction.create(member);
        if (!created)
            return propagate(created);
        member = *created;
        return {};
    });
    if (!written)
        qFatal("%s", written.error().message.c_str());
    return member;
}

Result<Authenticated> AuthTest::ask(const IssuedKey& key, const Tampering& tampering)
{
    sigv4::SignedRequest request;
    request.method = "GET";
    request.path = "/api/v1/projects/a%20b/jobs";
    request.query = {{"limit", "5"}};
    request.headers = {{"host", "127.0.0.1:8080"}};
    request.payload_hash = std::string(sigv4::empty_payload_hash);
    const sigv4::Credentials credentials{tampering.access_key.empty() ? key.access_key : tampering.access_key,
                                         tampering.secret_key.empty() ? key.secret_key : tampering.secret_key,
                                         {}};
    const bool s3 = tampering.service == "s3";
    const sigv4::Scope scope{tampering.region, tampering.service,
                             s3 ? sigv4::PathEncoding::Once : sigv4::PathEncoding::Twice};
    net::RequestHead head;
    head.method = request.method;
    head.path = request.path;
    head.query = request.query;
    head.headers.add("Host", "127.0.0.1:8080");
    for (const auto& [name, value] : sigv4::sign(request, credentials, scope, now() + tampering.clock_offset))
        head.headers.add(name, value);
    if (tampering.after_signing)
        tampering.after_signing(head);
    return authenticator_->authenticate(head, s3 ? "s3" : "slipway");
}

void AuthTest::sealedSecretOpensOnlyInItsContext()
{
    const auto sealed = secrets_->seal("geheim", "KEY1");
    QCOMPARE(*secrets_->unseal(sealed, "KEY1"), std::string("geheim"));
    QCOMPARE(secrets_->unseal(sealed, "KEY2").error().code, ErrorCode::DataLoss);
    auto changed = *unbase64(sealed);
    changed[14] = static_cast<char>(changed[14] ^ 1);
    QCOMPARE(secrets_->unseal(base64(changed), "KEY1").error().code, ErrorCode::DataLoss);
    QCOMPARE(secrets_->unseal("AAAA", "KEY1").error().code, ErrorCode::DataLoss);
    QVERIFY(secrets_->seal("geheim", "KEY1") != sealed);
    QCOMPARE(*secrets_->unseal(secrets_->seal("", ""), ""), std::string());
}

void AuthTest::masterKeyOfAnotherCannotOpen()
{
    const auto other = SecretBox::open(path("other.key"));
    QVERIFY(other);
    QVERIFY(!other->unseal(secrets_->seal("geheim", "K"), "K"));
    const auto again = SecretBox::open(path("master.key"));
    QCOMPARE(*again->unseal(secrets_->seal("geheim", "K"), "K"), std::string("geheim"));
}

void AuthTest::unsafeMasterKeyIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<unsigned>("mode");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("a key that the group can read is refused")
        << QByteArray(32, 'k') << 0640u << ErrorCode::PermissionDenied;
    QTest::newRow("a short key is refused") << QByteArray(31, 'k') << 0600u << ErrorCode::DataLoss;
    QTest::newRow("a long key is refused") << QByteArray(33, 'k') << 0600u << ErrorCode::DataLoss;
    QTest::newRow("an empty key is refused") << QByteArray() << 0600u << ErrorCode::DataLoss;
}

void AuthTest::unsafeMasterKeyIsRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(unsigned, mode);
    QFETCH(ErrorCode, code);
    std::ofstream(path("bad.key")) << content.toStdString();
    std::filesystem::permissions(path("bad.key"), std::filesystem::perms(mode));
    const auto box = SecretBox::open(path("bad.key"));
    QVERIFY(!box);
    QCOMPARE(box.error().code, code);
}

void AuthTest::requestsAreHeldAgainstKeys_data()
{
    QTest::addColumn<Tampering>("tampering");
    QTest::addColumn<std::string>("type");  // Empty: let in.

    const auto row = [](const char* rule, const char* type, auto change) {
        Tampering tampering;
        change(tampering);
        QTest::newRow(rule) << tampering << std::string(type);
    };
    const auto after = [](const char* header, const char* value) {
        return [=](Tampering& t) {
            t.after_signing = [=](net::RequestHead& head) { head.headers.set(header, value); };
        };
    };
    row("a good request is let in", "", [](Tampering&) {});
    row("a clock that is ten minutes off is let in", "",
        [](Tampering& t) { t.clock_offset = std::chrono::minutes(10); });
    row("a clock that is twenty minutes behind is refused", "clock-skew",
        [](Tampering& t) { t.clock_offset = std::chrono::minutes(-20); });
    row("an unknown key is refused", "unknown-key",
        [](Tampering& t) { t.access_key = "SLIPAAAAAAAAAAAAAAAA"; });
    row("a wrong secret is refused", "bad-signature", [](Tampering& t) { t.secret_key = "wrong"; });
    row("a signature for another service is refused", "bad-scope",
        [](Tampering& t) { t.service = "execute"; });
    row("a signature for another region is refused", "bad-scope",
        [](Tampering& t) { t.region = "us-east-1"; });
    row("a signature of another path is refused", "bad-signature", [](Tampering& t) {
        t.after_signing = [](net::RequestHead& head) { head.path = "/api/v1/projects/other/jobs"; };
    });
    row("a signature of another method is refused", "bad-signature",
        [](Tampering& t) { t.after_signing = [](net::RequestHead& head) { head.method = "DELETE"; }; });
    row("a signature of another query is refused", "bad-signature", [](Tampering& t) {
        t.after_signing = [](net::RequestHead& head) { head.query = {{"limit", "500"}}; };
    });
    row("a signature of another host is refused", "bad-signature", after("Host", "evil.example"));
    row("a signature of another body is refused", "bad-signature",
        after("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"));
    row("a signature of another time is refused", "malformed-signature",
        after("X-Amz-Date", "20260101T000000Z"));
    row("a broken header is refused", "malformed-signature",
        after("Authorization", "AWS4-HMAC-SHA256 nonsense"));
    row("no signature is refused", "missing-signature", [](Tampering& t) {
        t.after_signing = [](net::RequestHead& head) {
            head.headers = {};
            head.headers.add("Host", "127.0.0.1:8080");
        };
    });
}

void AuthTest::requestsAreHeldAgainstKeys()
{
    QFETCH(Tampering, tampering);
    QFETCH(std::string, type);
    const auto key = issue("alice", "key-1");
    const auto answer = ask(key, tampering);
    if (type.empty()) {
        QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
        QCOMPARE(answer->caller.user, std::string("alice"));
        QCOMPARE(answer->caller.access_key, key.access_key);
        QCOMPARE(answer->payload_hash, std::string(sigv4::empty_payload_hash));
        return;
    }
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unauthenticated);
    QCOMPARE(answer.error().type, type);
    QVERIFY(!answer.error().message.empty());
}

void AuthTest::s3AcceptsAnyRegion()
{
    const auto key = issue("alice", "key-1");
    Tampering tampering;
    tampering.service = "s3";
    tampering.region = "eu-central-1";
    QVERIFY(ask(key, tampering));
}

void AuthTest::revokedKeyIsRefusedAtOnce()
{
    const auto key = issue("alice", "key-1");
    QVERIFY(ask(key));
    QVERIFY(store_->write([&](Transaction& transaction) -> Result<void> {
        const auto revoked = revokeKey(transaction, key.resource);
        return revoked ? Result<void>() : propagate(revoked);
    }));
    QCOMPARE(ask(key).error().type, std::string("revoked-key"));
    QCOMPARE(authenticator_->caller(key.access_key).error().type, std::string("revoked-key"));
    QVERIFY(!*store_->record(secrets_space, key.access_key));
    QVERIFY(ask(issue("alice", "key-2")));
}

void AuthTest::expiredKeyIsRefused()
{
    const auto spec = [](std::chrono::seconds ahead) {
        return "{\"expires\":\"" + formatTimestamp(now() + ahead) + "\"}";
    };
    QVERIFY(ask(issue("alice", "later", spec(std::chrono::seconds(3600)))));
    QCOMPARE(ask(issue("alice", "before", spec(std::chrono::seconds(-1)))).error().type,
             std::string("expired-key"));
}

void AuthTest::removedKeyIsUnknown()
{
    const auto key = issue("alice", "key-1");
    QVERIFY(ask(key));
    QVERIFY(store_->write([&](Transaction& transaction) { return removeKey(transaction, key.resource); }));
    QCOMPARE(ask(key).error().type, std::string("unknown-key"));
}

void AuthTest::rolesFollowMembers()
{
    const auto key = issue("alice", "key-1");
    QVERIFY(!ask(key)->caller.may(Role::Viewer, "vision"));
    const auto member = addMember("vision", "alice", "engineer");
    QVERIFY(ask(key)->caller.may(Role::Engineer, "vision"));
    QVERIFY(!ask(key)->caller.may(Role::Manager, "vision"));
    QVERIFY(!ask(key)->caller.may(Role::Viewer, "speech"));
    QVERIFY(!ask(key)->caller.administrator);
    QVERIFY(store_->write([&](Transaction& transaction) { return transaction.remove(member.id); }));
    QVERIFY(!ask(key)->caller.may(Role::Viewer, "vision"));
    addMember("", "alice", "administrator");
    QVERIFY(ask(key)->caller.administrator);
    QVERIFY(ask(key)->caller.may(Role::Manager, "speech"));
}

void AuthTest::rolesIncludeLesserOnes()
{
    for (const auto held : {Role::Viewer, Role::Engineer, Role::Manager}) {
        Caller caller;
        caller.roles = {{"p", held}};
        for (const auto wanted : {Role::Viewer, Role::Engineer, Role::Manager})
            QCOMPARE(caller.may(wanted, "p"), wanted <= held);
        QVERIFY(roleNamed(name(held)) == held);
    }
    QVERIFY(!roleNamed("owner"));
}

void AuthTest::secretIsNotReadableInTheDatabase()
{
    const auto key = issue("alice", "key-1");
    store_->get(key.resource.id);
    for (const char* file : {"s.db", "s.db-wal"}) {
        std::ifstream in(path(file), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(in), {}};
        QVERIFY(!content.empty());
        QVERIFY(content.find(key.secret_key) == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(AuthTest)
#include "auth_test.moc"
