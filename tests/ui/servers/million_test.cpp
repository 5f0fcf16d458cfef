// SPDX-License-Identifier: GPL-3.0-or-later
// A project of a million jobs: the window stays quick, holds a bounded part of them, and says so.
#include "tests/ui/servers/window_stage.h"
#include "ui/jobs/job_page.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/table_view.h"

#include <fmt/format.h>

#include <fstream>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class MillionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestAreHeldAndTheRestIsTold();
};

namespace {

constexpr int million = 1'000'000;
constexpr int most_rows = 64'000;
constexpr double most_mib = 700;

double residentMib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1024;
    return 0;
}

std::string job(int number)
{
    return fmt::format(
        R"({{"kind":"Job","id":"job-{0}","project":"vision","name":"job-{0}","generation":1,)"
        R"("version":{0},"spec":{{"command":"python3 train.py","image":"host","flavor":"gpu-1",)"
        R"("params":{{"lr":"0.{0}"}}}},"status":{{"phase":"{1}","attempt":1,)"
        R"("message":"It ended with code 0."}},"owner":"{2}",)"
        R"("created":"2026-11-{3:02}T{4:02}:{5:02}:00Z"}})",
        number, number % 50 == 0 ? "Running" : "Succeeded", number % 10 == 0 ? "alice" : "bob",
        1 + number / 50'000, number / 2'000 % 24, number / 30 % 60);
}

/// Lists a million jobs, newest first, page by page; a cursor is how many came before.
class ManyJobs : public net::Service {
public:
    explicit ManyJobs(std::shared_ptr<FakePlatform> platform) : platform_(std::move(platform)) {}
    std::variant<net::BodyPolicy, net::Response> admit(const net::RequestHead&) override
    {
        return net::BodyPolicy{};
    }
    net::Response handle(net::Request request) override
    {
        if (request.head.path != "/api/v1/jobs")
            return platform_->handle(std::move(request));
        const std::string* cursor = find(request.head.query, "cursor");
        const int from = cursor ? std::stoi(*cursor) : 0;
        const int to = std::min(from + 500, million);
        std::string items;
        for (int i = from; i < to; ++i)
            items += (i == from ? "" : ",") + job(million - i);
        net::Response response;
        response.body = fmt::format(R"({{"items":[{}],"cursor":"{}","version":{}}})", items,
                                    to < million ? std::to_string(to) : "", million);
        return response;
    }

private:
    std::shared_ptr<FakePlatform> platform_;
};

}  // namespace

void MillionTest::theNewestAreHeldAndTheRestIsTold()
{
    WindowFrame frame;
    const auto platform = std::make_shared<FakePlatform>();
    putMachines(*platform);
    const auto server = net::Server::start({}, std::make_shared<ManyJobs>(platform)).value();
    Profile profile = FakeServer().profile();
    profile.server = "http://" + server->address();
    const double before = residentMib();
    {
        const WindowStage stage(frame, profile);
        stage.view().go(WorkbenchView::Place::Jobs);
        QTRY_VERIFY_WITH_TIMEOUT(stage.isLive(), 120'000);
        const QAbstractItemModel* rows = stage.view().jobs()->table()->model();
        QTRY_VERIFY(rows->rowCount() > 0);
        QCOMPARE(rows->index(0, 0).data().toString(), u"job-1000000"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), most_rows, 120'000);
        QVERIFY2(stage.trouble().contains(u"more than this window holds"_s), qPrintable(stage.trouble()));
        QCOMPARE(stage.workspace().counts(Kind::Job).all, most_rows);
        stage.view().jobs()->table()->scrollToBottom();
        stage.view().jobs()->findChild<FilterField*>()->setText(u"phase:running owner:alice"_s);
        QTRY_VERIFY(rows->rowCount() < most_rows / 10);
        for (const auto place : places) {
            stage.view().go(place);
            QVERIFY(!stage.window->grab().isNull());
        }
        qInfo("%.0f MiB for a million jobs, late by at most %.0f ms", residentMib() - before,
              stage.worstBlock());
        QVERIFY2(residentMib() - before < most_mib, qPrintable(QString::number(residentMib() - before)));
        QVERIFY2(stage.worstBlock() < longest_block_ms, qPrintable(QString::number(stage.worstBlock())));
    }
    platform->close();
    server->stop(std::chrono::milliseconds(200));
}

QTEST_MAIN(MillionTest)
#include "million_test.moc"
