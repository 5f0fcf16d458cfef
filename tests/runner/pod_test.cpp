// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/feed_frames.h"
#include "runner/pod/pod_access.h"
#include "runner/pod/shell_words.h"
#include "runner/processes/memory_kills.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace slipway;
using namespace std::chrono_literals;

/// What a runner in a pod reads and writes.
class PodTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsOfALine_data();
    void wordsOfALine();
    void stagesDoWithoutAShellWhereTheyCan();
    void aFeedReadsTheSameHoweverItIsCut();
    void whatIsNoFeedIsRefused_data();
    void whatIsNoFeedIsRefused();
    void signaturesHoldForOneRequest();
    void killsForWantOfMemoryAreCounted();
};

void PodTest::wordsOfALine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QList<QByteArray>>("words");  // empty: needs a shell
    QTest::newRow("words are apart") << QByteArray("/bin/train  --epochs\t3 ")
                                     << QList<QByteArray>{"/bin/train", "--epochs", "3"};
    QTest::newRow("quotes keep words together")
        << QByteArray("a 'b c' \"d e\"f") << QList<QByteArray>{"a", "b c", "d ef"};
    QTest::newRow("an empty word is a word") << QByteArray("a '' \"\"") << QList<QByteArray>{"a", "", ""};
    QTest::newRow("backslashes escape")
        << QByteArray("a\\ b \"c\\\"d\\n\" 'e\\f'") << QList<QByteArray>{"a b", "c\"d\\n", "e\\f"};
    QTest::newRow("a variable needs a shell") << QByteArray("echo $HOME") << QList<QByteArray>{};
    QTest::newRow("also between double quotes") << QByteArray("echo \"$HOME\"") << QList<QByteArray>{};
    QTest::newRow("not between single quotes")
        << QByteArray("echo '$HOME'") << QList<QByteArray>{"echo", "$HOME"};
    QTest::newRow("several commands need a shell") << QByteArray("a; b") << QList<QByteArray>{};
    QTest::newRow("a pipe needs a shell") << QByteArray("a | b") << QList<QByteArray>{};
    QTest::newRow("a quote without an end is refused") << QByteArray("a 'b") << QList<QByteArray>{};
}

void PodTest::wordsOfALine()
{
    QFETCH(QByteArray, line);
    QFETCH(QList<QByteArray>, words);
    const auto read = shellWords(line.toStdString());
    QCOMPARE(read.has_value(), !words.isEmpty());
    if (!read) {
        QVERIFY(read.error().message.find("no shell") != std::string::npos);
        return;
    }
    QCOMPARE(read->size(), static_cast<std::size_t>(words.size()));
    for (qsizetype i = 0; i < words.size(); ++i)
        QCOMPARE((*read)[static_cast<std::size_t>(i)], words[i].toStdString());
}

void PodTest::stagesDoWithoutAShellWhereTheyCan()
{
    TaskStage plain{"command", {"/bin/sh", "-c", "/train --fast"}, false};
    doWithoutShell(plain);
    QCOMPARE(plain.argv, (std::vector<std::string>{"/train", "--fast"}));
    const std::vector<std::string> pipe{"/bin/sh", "-c", "/train | tee log"};
    TaskStage stays{"command", pipe, false};
    doWithoutShell(stays);
    QCOMPARE(stays.argv, pipe);
}

void PodTest::aFeedReadsTheSameHoweverItIsCut()
{
    const std::vector<FeedFrame> frames{{FeedFrame::Kind::Bytes, "events/a b", 12, "line\nalive\n"},
                                        {FeedFrame::Kind::State, "", 0, "{}"},
                                        {FeedFrame::Kind::Alive, "", 0, ""},
                                        {FeedFrame::Kind::Bytes, "log", 0, ""},
                                        {FeedFrame::Kind::End, "", 0, ""}};
    std::string feed;
    for (const FeedFrame& frame : frames)
        feed += formatFrame(frame);
    for (std::size_t cut = 0; cut <= feed.size(); ++cut) {
        FeedParser parser;
        auto read = parser.take(std::string_view(feed).substr(0, cut));
        QVERIFY(read);
        const auto rest = parser.take(std::string_view(feed).substr(cut));
        QVERIFY(rest);
        read->insert(read->end(), rest->begin(), rest->end());
        QVERIFY(*read == frames);
    }
}

void PodTest::whatIsNoFeedIsRefused_data()
{
    QTest::addColumn<QByteArray>("feed");
    QTest::newRow("an unknown frame") << QByteArray("hello 3\nabc");
    QTest::newRow("a page of a proxy") << QByteArray("<html>\n");
    QTest::newRow("a frame of no length") << QByteArray("state \n");
    QTest::newRow("a negative length") << QByteArray("state -1\n");
    QTest::newRow("more than a frame holds") << QByteArray("bytes log 0 1048577\n");
    QTest::newRow("a broken name") << QByteArray("bytes %zz 0 1\na");
    QTest::newRow("no offset") << QByteArray("bytes log 1\na");
    QTest::newRow("a line without an end") << QByteArray(20'000, 'a');
}

void PodTest::whatIsNoFeedIsRefused()
{
    QFETCH(QByteArray, feed);
    FeedParser parser;
    const auto read = parser.take(feed.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::DataLoss);
}

void PodTest::signaturesHoldForOneRequest()
{
    const std::string key = "0123456789abcdef0123456789abcdef";
    const Timestamp time = now();
    const auto query = signedQuery("POST", "/v1/stop", {}, key, time);
    QVERIFY(query);
    QVERIFY(checkSignature("POST", "/v1/stop", *query, key, time));
    QVERIFY(checkSignature("POST", "/v1/stop", *query, key, time + 4min));
    QVERIFY(!checkSignature("POST", "/v1/stop", *query, key, time + 10min));
    QVERIFY(!checkSignature("POST", "/v1/kept", *query, key, time));
    QVERIFY(!checkSignature("GET", "/v1/stop", *query, key, time));
    QVERIFY(!checkSignature("POST", "/v1/stop", *query, "another key, another pod", time));
    QVERIFY(!checkSignature("POST", "/v1/stop", {}, key, time));
}

void PodTest::killsForWantOfMemoryAreCounted()
{
    const QTemporaryDir directory;
    const std::filesystem::path root = directory.path().toStdString();
    QVERIFY(!memoryKills(root));
    std::filesystem::create_directories(root / "memory");
    std::ofstream(root / "memory/memory.oom_control") << "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n";
    QCOMPARE(memoryKills(root).value_or(0), 2U);
    std::ofstream(root / "memory.events") << "low 0\nhigh 0\nmax 7\noom 4\noom_kill 3\n";
    QCOMPARE(memoryKills(root).value_or(0), 3U);
}

QTEST_GUILESS_MAIN(PodTest)
#include "pod_test.moc"
