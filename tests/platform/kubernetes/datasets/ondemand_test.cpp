// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/kubernetes/engine_on_cluster.h"
#include "tests/platform/objects/object_server.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

/// Of this machine, where pods of the cluster reach it and nobody else does.
constexpr const char* pods_gateway = "10.97.0.1";
constexpr int file_count = 2'000;

std::string contentOfFile(int number)
{
    std::string content(20'000, static_cast<char>('a' + number % 26));
    return content.replace(0, 4, std::to_string(number + 1'000));
}

}  // namespace

/// A dataset that pods of a real cluster fetch as they open its files.
class OndemandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPodReadsBeforeMostIsThere_data();
    void aPodReadsBeforeMostIsThere();
};

void OndemandTest::aPodReadsBeforeMostIsThere_data()
{
    QTest::addColumn<bool>("as_root");
    QTest::newRow("as an ordinary user") << false;
    QTest::newRow("as root") << true;
}

void OndemandTest::aPodReadsBeforeMostIsThere()
{
    QFETCH(bool, as_root);
    EngineOnCluster here;
    QVERIFY2(here.ready(), here.why().c_str());
    ObjectServer server;
    net::ServerOptions options;
    options.address = std::string(pods_gateway) + ":0";
    auto for_pods = net::Server::start(options, server.service);
    QVERIFY2(for_pods, for_pods ? "" : for_pods.error().message.c_str());

    TaskStart start = here.task("cd $SLIPWAY_DATASETS/set; du -sk . | cut -f 1; ls | wc -l; "
                                "for n in 1999 1000 7; do head -c 4 file-$n; echo; md5sum < file-$n; done");
    server.create(Kind::Project, {}, start.project, {}, "{}");
    server.member(start.project, "alice", "engineer");
    const std::filesystem::path set = server.objects() / start.project / "datasets/set/1";
    std::filesystem::create_directories(set);
    for (int i = 0; i < file_count; ++i)
        std::ofstream(set / ("file-" + std::to_string(i))) << contentOfFile(i);
    start.as_root = start.root_allowed = as_root;
    start.datasets = {{"set", start.project, "datasets/set/1/", true}};
    start.credentials = {server.alice.access_key, server.alice.secret_key,
                         "http://" + (*for_pods)->address()};
    QVERIFY(here.engine().start(start));
    QVERIFY(here.reaches(start, TaskState::Stage::Ended));

    const QStringList lines = QString::fromStdString(here.log(start)).split(QLatin1Char('\n'));
    QVERIFY2(lines.size() == 9, here.log(start).c_str());
    QVERIFY2(lines[0].toInt() < file_count * 20 / 2, here.log(start).c_str());
    QCOMPARE(lines[1].toInt(), file_count);
    int line = 2;
    for (const int number : {1999, 1000, 7}) {
        Md5 md5;
        md5.update(contentOfFile(number));
        QCOMPARE(lines[line++].toInt(), number + 1'000);
        QCOMPARE(lines[line++], QString::fromStdString(hex(md5.finish()) + "  -"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(here.objects("pods"), std::size_t(0), patience_ms);
}

QTEST_GUILESS_MAIN(OndemandTest)
#include "ondemand_test.moc"
