// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/local_server.h"
#include "client/profile.h"
#include "tests/client/fake_platform.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <future>

using namespace slipway;
namespace fs = std::filesystem;

class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }
    void profilesAreKeptPrivately();
    void damagedProfilesSayWhere_data();
    void damagedProfilesSayWhere();
    void aProfileIsChosen();
    void aRunningServerIsFound();
    void aServerIsStarted();
    void aServerThatDiesIsToldWithItsLog();
    void aMissingServerIsSaid();
    void aStartIsGivenUp();

private:
    fs::path path() const { return fs::path(directory_->path().toStdString()); }
    void write(const fs::path& file, const std::string& content) const
    {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << content;
    }
    fs::path script(const std::string& content) const
    {
        write(path() / "slipwayd", "#!/bin/sh\n" + content);
        fs::permissions(path() / "slipwayd", fs::perms::owner_all);
        return path() / "slipwayd";
    }
    std::string readyJson(const std::string& url) const
    {
        return fmt::format(R"({{"api":"{}","access_key":"SLIPA","secret_key_file":"{}","pid":1}})", url,
                           (path() / "secret").string());
    }

    std::unique_ptr<QTemporaryDir> directory_;
};

void FilesTest::profilesAreKeptPrivately()
{
    auto file = ProfileFile::load(path() / "config");
    QVERIFY(file && file->profiles().empty());
    file->put({"team", "https://gpu.example.com", "SLIPA", "se: \"cret\n#", "/ca.pem", "vision"});
    file->put({"pinned", "https://10.0.0.7", "SLIPC", "s", {}, "default", std::string(64, '7'), "none"});
    file->put({"other", "http://127.0.0.1:1", "SLIPB", "s", {}, "default"});
    file->setCurrent("team");
    QVERIFY(file->save());
    QCOMPARE(fs::status(path() / "config/profiles.yaml").permissions(),
             fs::perms::owner_read | fs::perms::owner_write);
    QCOMPARE(fs::status(path() / "config").permissions(), fs::perms::owner_all);

    auto again = ProfileFile::load(path() / "config");
    QVERIFY(again);
    QCOMPARE(again->current(), std::string("team"));
    QCOMPARE(again->find("team")->secret_key, std::string("se: \"cret\n#"));
    QCOMPARE(again->find("team")->project, std::string("vision"));
    QCOMPARE(again->find("pinned")->certificate_sha256, std::string(64, '7'));
    QCOMPARE(again->find("pinned")->proxy, std::string("none"));
    again->remove("team");
    QVERIFY(!again->find("team") && again->current().empty());
}

void FilesTest::damagedProfilesSayWhere_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("bad YAML") << QByteArray("current: a\nprofiles: [\n") << QByteArray(":3:");
    QTest::newRow("an unknown member")
        << QByteArray("profiles:\n  a:\n    sever: x\n") << QByteArray(":3:5:");
    QTest::newRow("a profile that is no map") << QByteArray("profiles:\n  a: b\n") << QByteArray(":2:6:");
}

void FilesTest::damagedProfilesSayWhere()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, place);
    write(path() / "profiles.yaml", content.toStdString());
    const auto file = ProfileFile::load(path());
    QVERIFY(!file);
    QVERIFY2(
        QByteArray::fromStdString(file.error().message).contains(QByteArray("profiles.yaml").append(place)),
        file.error().message.c_str());
}

void FilesTest::aProfileIsChosen()
{
    auto file = ProfileFile::load(path());
    QCOMPARE(int(chooseProfile(*file, {}).error().code), int(ErrorCode::NotFound));
    file->put({"a", "http://a", "k", "s", {}, "default"});
    file->put({"b", "http://b", "k", "s", {}, "default"});
    file->setCurrent("a");
    QCOMPARE(chooseProfile(*file, {})->name, std::string("a"));
    QCOMPARE(chooseProfile(*file, "b")->name, std::string("b"));
    QCOMPARE(int(chooseProfile(*file, "c").error().code), int(ErrorCode::NotFound));
    qputenv("SLIPWAY_SERVER", "http://e");
    qputenv("SLIPWAY_ACCESS_KEY", "k");
    QCOMPARE(chooseProfile(*file, {})->name, std::string("a"));
    qputenv("SLIPWAY_SECRET_KEY", "s");
    QCOMPARE(chooseProfile(*file, "b")->server, std::string("http://e"));
    for (const char* name : {"SLIPWAY_SERVER", "SLIPWAY_ACCESS_KEY", "SLIPWAY_SECRET_KEY"})
        qunsetenv(name);
}

void FilesTest::aRunningServerIsFound()
{
    FakePlatform platform([](const net::Request&) { return answer(200, "ok"); });
    write(path() / "secret", "s3cret\n");
    write(path() / "data/ready.json", readyJson(platform.url()));
    LocalServerOptions options;
    options.data_directory = path() / "data";
    options.program = path() / "missing";
    const auto profile = ensureLocalServer(options);
    QVERIFY2(profile, profile ? "" : profile.error().message.c_str());
    QCOMPARE(profile->server, platform.url());
    QCOMPARE(profile->secret_key, std::string("s3cret"));
}

void FilesTest::aServerIsStarted()
{
    FakePlatform platform([](const net::Request&) { return answer(200, "ok"); });
    write(path() / "secret", "s3cret");
    write(path() / "later.json", readyJson(platform.url()));
    LocalServerOptions options;
    options.data_directory = path() / "data";
    options.simulated_gpus = 3;
    options.program =
        script(fmt::format("echo \"$@\" > {0}/arguments; ls /proc/$$/fd > {0}/fds; cp {0}/later.json "
                           "{0}/data/ready.json; exec sleep 0.5\n",
                           path().string()));
    const auto profile = ensureLocalServer(options);
    QVERIFY2(profile, profile ? "" : profile.error().message.c_str());
    std::ifstream arguments(path() / "arguments");
    std::string line;
    std::getline(arguments, line);
    QVERIFY2(QByteArray::fromStdString(line).contains("--simulate-gpus 3"), line.c_str());
    QVERIFY(QByteArray::fromStdString(line).contains("--listen 127.0.0.1:0"));
    std::ifstream descriptors(path() / "fds");
    for (std::string one; std::getline(descriptors, one);)
        QVERIFY2(std::stoi(one) <= 3 || std::stoi(one) >= 10,
                 one.c_str());  // The shell itself holds 10 and up.
}

void FilesTest::aServerThatDiesIsToldWithItsLog()
{
    LocalServerOptions options;
    options.data_directory = path() / "data";
    options.program = script("echo the disk is full >&2; exit 1\n");
    const auto profile = ensureLocalServer(options);
    QVERIFY(!profile);
    QCOMPARE(int(profile.error().code), int(ErrorCode::Unavailable));
    QVERIFY(profile.error().message.find("the disk is full") != std::string::npos);
}

void FilesTest::aMissingServerIsSaid()
{
    LocalServerOptions options;
    options.data_directory = path() / "data";
    options.program = path() / "missing";
    QCOMPARE(int(ensureLocalServer(options).error().code), int(ErrorCode::NotFound));
}

void FilesTest::aStartIsGivenUp()
{
    LocalServerOptions options;
    options.data_directory = path() / "data";
    options.program = script(fmt::format("touch {}/started; exec sleep 1\n", path().string()));
    options.timeout = std::chrono::minutes(10);
    std::stop_source stop;
    auto profile =
        std::async(std::launch::async, [&] { return ensureLocalServer(options, stop.get_token()); });
    QTRY_VERIFY(fs::exists(path() / "started"));
    stop.request_stop();
    QCOMPARE(int(profile.get().error().code), int(ErrorCode::Canceled));
}

QTEST_GUILESS_MAIN(FilesTest)
#include "files_test.moc"
