// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/running_platform.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

/// A distributed job by counts alone: the digits, learnt by a chief and three workers.
class DistributedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digitsAreLearntTogether();
};

void DistributedTest::digitsAreLearntTogether()
{
    test::RunningPlatform platform(4);
    QVERIFY(platform.start());
    const QString source = QStringLiteral(SLIPWAY_SOURCE_DIR);
    const QString command = u"echo \"$TF_CONFIG\"; exec /usr/bin/python3 -B "_s + source +
                            u"/examples/digits/train.py --data "_s + source + u"/examples/digits/data"_s;
    QJsonObject spec;
    spec[u"command"_s] = command;
    spec[u"roles"_s] = QJsonArray{QJsonObject{{u"name"_s, u"worker"_s}, {u"count"_s, 3}},
                                  QJsonObject{{u"name"_s, u"chief"_s}}};
    spec[u"env"_s] =
        QJsonObject{{u"PYTHONPATH"_s, QString(source + u"/sdk/python"_s)}, {u"OMP_NUM_THREADS"_s, u"1"_s}};
    const auto made = platform.create(Kind::Job, "digits",
                                      QJsonDocument(spec).toJson(QJsonDocument::Compact).toStdString());
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    const bool ended = platform.reaches(Kind::Job, "digits", Phase::Succeeded, 180'000);
    const QString log = QString::fromStdString(platform.stream("digits", "log").value_or(std::string()));
    QVERIFY2(ended, qPrintable(log.right(2000)));
    const auto accuracy = QRegularExpression(u"test accuracy ([0-9.]+)\\n$"_s).match(log);
    QVERIFY2(accuracy.captured(1).toDouble() >= 0.95, qPrintable(log.right(200)));
    const WorkloadStatus status = platform.status(Kind::Job, "digits");
    QCOMPARE(status.models.size(), std::size_t(1));
    QCOMPARE(status.replicas.size(), std::size_t(4));

    const QJsonObject config = QJsonDocument::fromJson(log.left(log.indexOf(u'\n')).toUtf8()).object();
    QCOMPARE(config[u"task"_s][u"type"_s].toString(), u"chief"_s);
    QCOMPARE(config[u"cluster"_s][u"worker"_s].toArray().size(), 3);
    QStringList learnt;
    for (const char* worker : {"worker-0", "worker-1", "worker-2"}) {
        const auto text = platform.stream("digits", "replicas/" + std::string(worker) + "/log");
        QVERIFY2(text, worker);
        learnt << QString::fromStdString(*text).section(u'\n', -2, -2);
    }
    // They are of one mind.
    QCOMPARE(learnt, QStringList(3, accuracy.captured().trimmed()));
}

QTEST_GUILESS_MAIN(DistributedTest)
#include "distributed_test.moc"
