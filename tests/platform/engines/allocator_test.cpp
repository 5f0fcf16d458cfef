// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/accelerators/allocator.h"

#include <QtTest/QTest>

using namespace slipway;

namespace {

Machine machineWith(const std::vector<std::string>& models)
{
    Machine machine{2, 8_GiB, {}};
    for (std::size_t i = 0; i < models.size(); ++i) {
        const std::string id = "gpu-" + std::to_string(i);
        machine.accelerators.push_back({id, id, models[i], 80_GiB, false});
    }
    return machine;
}

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(QLatin1Char(' '));
}

}  // namespace

class AllocatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusal_data();
    void refusal();
    void packsTightly();
    void severalFitTogetherOrNotAtAll();
    void releaseGivesBack();
    void restoredAttemptsKeepWhatTheyHold();
};

void AllocatorTest::refusal_data()
{
    QTest::addColumn<int>("held");  // by default/jobs/a, default/jobs/b ... one GPU each
    QTest::addColumn<int>("cpus");
    QTest::addColumn<quint64>("memory_gib");
    QTest::addColumn<int>("gpus");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, int held, int cpus, quint64 memory, int gpus, const char* model,
                        const char* type, const char* sentence) {
        QTest::newRow(name) << held << cpus << memory << gpus << QString::fromUtf8(model)
                            << QString::fromUtf8(type) << QString::fromUtf8(sentence);
    };
    row("what is free fits", 1, 1, 1, 1, "", "", "");
    row("more GPUs than there are never fit", 0, 1, 1, 4, "", "never-fits",
        "Needs 4 GPUs; the machine has 2.");
    row("a model that is not there never fits", 0, 1, 1, 1, "B200", "never-fits",
        "Needs 1 B200 GPU; the machine has 0.");
    row("more memory than there is never fits", 0, 1, 9, 0, "", "never-fits",
        "Needs 9 GiB of memory; the machine has 8 GiB.");
    row("more CPUs than may be promised never fit", 0, 9, 1, 0, "", "never-fits",
        "Needs 9 CPUs; the machine has 2.");
    row("who holds the GPUs is named", 2, 1, 1, 1, "", "no-capacity",
        "Needs 1 GPU; all 2 are in use by default/jobs/a, default/jobs/b.");
    row("too few free GPUs are counted", 1, 1, 1, 2, "", "no-capacity",
        "Needs 2 GPUs; 1 of 2 is free, the others are in use by default/jobs/a.");
    row("memory runs out", 1, 1, 8, 0, "", "no-capacity", "Needs 8 GiB of memory; 7 GiB of 8 GiB are free.");
    row("CPUs are promised four times, not more", 1, 8, 1, 0, "", "no-capacity",
        "Needs 8 CPUs; the 2 CPUs of this machine are promised 4 times already.");
}

void AllocatorTest::refusal()
{
    QFETCH(int, held);
    QFETCH(int, cpus);
    QFETCH(quint64, memory_gib);
    QFETCH(int, gpus);
    QFETCH(QString, model);
    QFETCH(QString, type);
    QFETCH(QString, sentence);
    Allocator allocator(machineWith({"H100", "H100"}));
    for (int i = 0; i < held; ++i) {
        const std::string name(1, static_cast<char>('a' + i));
        QVERIFY(allocator.take(name, "default/jobs/" + name, {1, 1_GiB, 1, {}}));
    }
    const auto fit = allocator.fits({cpus, Bytes(memory_gib << 30), gpus, model.toStdString()});
    QCOMPARE(fit.has_value(), type.isEmpty());
    if (!fit) {
        QCOMPARE(QString::fromStdString(fit.error().type), type);
        QCOMPARE(QString::fromStdString(fit.error().message), sentence);
        QCOMPARE(fit.error().code, type == QLatin1String("never-fits") ? ErrorCode::InvalidArgument
                                                                       : ErrorCode::ResourceExhausted);
    }
}

void AllocatorTest::packsTightly()
{
    Allocator allocator(machineWith({"A", "A", "A", "A", "B", "B"}));
    const auto pair = allocator.take("x", "x", {1, 1_GiB, 2, {}});
    QVERIFY(pair);
    QCOMPARE(joined(*pair), QStringLiteral("gpu-4 gpu-5"));
    const auto four = allocator.take("y", "y", {1, 1_GiB, 4, {}});
    QVERIFY(four);
    QCOMPARE(joined(*four), QStringLiteral("gpu-0 gpu-1 gpu-2 gpu-3"));
    // Six GPUs, but never six of one kind.
    QCOMPARE(QString::fromStdString(allocator.fits({1, 1_GiB, 6, {}}).error().type),
             QStringLiteral("never-fits"));
}

void AllocatorTest::severalFitTogetherOrNotAtAll()
{
    Allocator allocator(machineWith({"H100", "H100", "A100"}));
    const Demand one{1, 1_GiB, 1, {}};
    const Demand h100{1, 1_GiB, 1, "H100"};
    QVERIFY(allocator.take("a", "default/jobs/a", h100));
    const auto never = allocator.fitsAll({h100, h100, h100});
    QCOMPARE(never.error().type, std::string("never-fits"));
    const auto later = allocator.takeAll({"b", "c"}, "default/jobs/b", {h100, h100});
    QCOMPARE(later.error().type, std::string("no-capacity"));
    QCOMPARE(allocator.holderOf("gpu-1"), std::string());
    const auto now = allocator.takeAll({"b", "c"}, "default/jobs/b", {h100, one});
    QCOMPARE(joined(now->at(0)), u"gpu-1"_qs);
    QCOMPARE(joined(now->at(1)), u"gpu-2"_qs);
}

void AllocatorTest::releaseGivesBack()
{
    Allocator allocator(machineWith({"A"}));
    QVERIFY(allocator.take("x", "p/jobs/x", {1, 1_GiB, 1, {}}));
    QVERIFY(!allocator.take("y", "p/jobs/y", {1, 1_GiB, 1, {}}));
    QCOMPARE(QString::fromStdString(allocator.holderOf("gpu-0")), QStringLiteral("p/jobs/x"));
    allocator.release("x");
    QVERIFY(allocator.holderOf("gpu-0").empty());
    QVERIFY(allocator.take("y", "p/jobs/y", {1, 1_GiB, 1, {}}));
}

void AllocatorTest::restoredAttemptsKeepWhatTheyHold()
{
    Allocator allocator(machineWith({"A", "A"}));
    allocator.restore("x", "p/jobs/x", {1, 1_GiB, 0, {}}, {"gpu-0"});
    const auto taken = allocator.take("y", "p/jobs/y", {1, 1_GiB, 1, {}});
    QVERIFY(taken);
    QCOMPARE(joined(*taken), QStringLiteral("gpu-1"));
}

QTEST_GUILESS_MAIN(AllocatorTest)
#include "allocator_test.moc"
