// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/start_forecast.h"

#include <QtTest>

using namespace slipway;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Timestamp noon = Timestamp(std::chrono::milliseconds(1'800'000'000'000));

/// "a: x x - -, b: x": nodes with who holds each of their GPUs; '-' is a free one.
Nodes nodesOf(const QString& text)
{
    Nodes nodes;
    for (const QString& part : text.split(u", "_s, Qt::SkipEmptyParts)) {
        NodeStatus node;
        node.engine = "local";
        for (const QString& holder : part.section(u": "_s, 1).split(u' ', Qt::SkipEmptyParts)) {
            GpuStatus gpu;
            gpu.held_by = holder == u"-" ? "" : "default/jobs/" + holder.toStdString();
            node.gpus.push_back(gpu);
        }
        nodes.emplace_back(part.section(u": "_s, 0, 0).toStdString(), node);
    }
    return nodes;
}

/// "x 30m, y never": when holders end.
HolderEnds endsOf(const QString& text)
{
    HolderEnds ends;
    for (const QString& part : text.split(u", "_s, Qt::SkipEmptyParts)) {
        const QString when = part.section(u' ', 1);
        ends["default/jobs/" + part.section(u' ', 0, 0).toStdString()] =
            when == u"never" ? std::nullopt
                             : std::optional<Timestamp>(noon + parseDuration(when.toStdString()).value());
    }
    return ends;
}

/// "big 4 2h, small 1 never": name, GPUs and limit of those who wait, in the order in which they came; "2x4"
/// are two replicas of four GPUs each, "/half" at the end is a share of each GPU.
std::vector<std::shared_ptr<const Applicant>> queueOf(const QString& text)
{
    std::vector<std::shared_ptr<const Applicant>> queue;
    const QStringList parts = text.split(u", "_s);
    for (const QString& part : parts) {
        const QStringList words = part.split(u' ');
        const QString amount = words[1].section(u'/', 0, 0);
        const int replicas = amount.contains(u'x') ? amount.section(u'x', 0, 0).toInt() : 1;
        TaskStart start;
        start.project = "default";
        start.holder = "default/jobs/" + words[0].toStdString();
        start.gpus = amount.section(u'x', -1).toInt();
        if (words[1].endsWith(u"/half"_s))
            start.gpu_share.percent = 50;
        if (words[2] != u"never")
            start.duration_limit = parseDuration(words[2].toStdString()).value();
        Applicant applicant{ResourceId(words[0].toStdString()),
                            Kind::Job,
                            "default",
                            words[0].toStdString(),
                            "alice",
                            0,
                            noon - 60s * (parts.size() - static_cast<qsizetype>(queue.size())),
                            TaskGroup(static_cast<std::size_t>(replicas), start)};
        applicant.entered = queue.size();
        queue.push_back(std::make_shared<const Applicant>(std::move(applicant)));
    }
    return queue;
}

/// "big 30m, small held-without-limit", by name.
QString told(const std::map<ResourceId, StartForecast>& forecasts)
{
    QStringList parts;
    for (const auto& [id, forecast] : forecasts) {
        const std::string when =
            forecast.latest
                ? formatDuration(std::chrono::duration_cast<std::chrono::seconds>(*forecast.latest - noon))
                : std::string(name(forecast.why));
        parts << QString::fromStdString(id.text() + " " + when);
    }
    return parts.join(u", "_s);
}

}  // namespace

class StartForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void starts_data();
    void starts();
    void longQueuesAreReckonedInTime();
};

void StartForecastTest::starts_data()
{
    QTest::addColumn<QString>("nodes");
    QTest::addColumn<QString>("ends");
    QTest::addColumn<QString>("queue");
    QTest::addColumn<QString>("forecast");
    const auto row = [](const char* says, const char* nodes, const char* ends, const char* queue,
                        const char* forecast) {
        QTest::newRow(says) << QString::fromLatin1(nodes) << QString::fromLatin1(ends)
                            << QString::fromLatin1(queue) << QString::fromLatin1(forecast);
    };
    row("the first starts when a limit of time frees enough", "n: x y", "x 30m, y 2h", "a 1 1h", "a 30m");
    row("all GPUs of one are of one machine", "n: x -, m: y y", "x 3h, y 1h", "a 2 1h", "a 1h");
    row("the second starts when the first has ended", "n: x", "x 30m", "a 1 1h, b 1 1h", "a 30m, b 1h30m");
    row("the third waits for two", "n: x", "x 30m", "a 1 1h, b 1 2h, c 1 1h", "a 30m, b 1h30m, c 3h30m");
    row("two that fit beside each other start at once", "n: x x", "x 30m", "a 1 1h, b 1 1h", "a 30m, b 30m");
    row("a small one passes a large one at first", "n: x y", "x 5m, y 2h", "a 2 1h, b 1 10m", "a 2h, b 5m");
    row("nobody takes what one lacks who has waited long", "n: x y", "x 15m, y 2h", "a 2 1h, b 1 10m",
        "a 2h, b 3h");
    row("a holder without a limit is waited for without an end", "n: x", "x never", "a 1 1h",
        "a held-without-limit");
    row("a holder that nobody knows has no limit", "n: x", "", "a 1 1h", "a held-without-limit");
    row("one that waits without a limit hides the next", "n: x", "x 30m", "a 1 never, b 1 1h",
        "a 30m, b ahead-without-limit");
    row("who waits behind an unknown one is not known either", "n: x y", "x 15m, y never", "a 2 1h, b 1 1h",
        "a held-without-limit, b ahead-unknown");
    row("replicas start together", "n: x x, m: y y", "x 30m, y 1h", "a 2x2 1h", "a 1h");
    row("what needs no GPU is not reckoned", "n: x", "x 30m", "a 0 1h, b 1 1h", "a not-for-gpus, b 30m");
    row("parts of a GPU are not reckoned", "n: x", "x 30m", "a 1/half 1h", "a not-for-gpus");
    row("GPUs that are free are not what one waits for", "n: -", "", "a 1 1h", "a not-for-gpus");
    row("a limit that is over ends its holder soon", "n: x", "x 0s", "a 1 1h", "a 1m");
    row("machines that are not to be seen tell nothing", "", "", "a 1 1h", "a held-without-limit");
}

void StartForecastTest::starts()
{
    QFETCH(QString, nodes);
    QFETCH(QString, ends);
    QFETCH(QString, queue);
    const auto forecast = forecastStarts(queueOf(queue), nodesOf(nodes), endsOf(ends), {}, noon);
    QTEST(told(forecast), "forecast");
}

/// A cluster of 512 GPUs that are all held, each by its own, and as many who wait as are reckoned.
void StartForecastTest::longQueuesAreReckonedInTime()
{
    QStringList nodes, ends, queue;
    for (int node = 0; node < 64; ++node) {
        QStringList holders;
        for (int gpu = 0; gpu < 8; ++gpu) {
            holders << u"h%1-%2"_s.arg(node).arg(gpu);
            ends << u"%1 %2m"_s.arg(holders.back()).arg(1 + (node * 37 + gpu * 11) % 480);
        }
        nodes << u"n%1: %2"_s.arg(node).arg(holders.join(u' '));
    }
    for (int i = 0; i < 100; ++i)
        queue << u"q%1 %2 %3h"_s.arg(i).arg(1 << i % 4).arg(1 + i % 9);
    const auto applicants = queueOf(queue.join(u", "_s));
    const auto from = std::chrono::steady_clock::now();
    const auto forecast =
        forecastStarts(applicants, nodesOf(nodes.join(u", "_s)), endsOf(ends.join(u", "_s)), {}, noon);
    const auto took = std::chrono::steady_clock::now() - from;
    QCOMPARE(forecast.size(), applicants.size());
    QVERIFY(
        std::all_of(forecast.begin(), forecast.end(), [](const auto& entry) { return entry.second.latest; }));
    qInfo("100 that wait for 512 GPUs: %lld ms",
          static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    QVERIFY(took < 5s);  // Far more than it takes: it is for a machine at work on other things.
}

QTEST_GUILESS_MAIN(StartForecastTest)
#include "start_forecast_test.moc"
