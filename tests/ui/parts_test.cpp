// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/size_summary.h"
#include "ui/parts/forms/cli_command.h"
#include "ui/parts/forms/form_errors.h"
#include "ui/parts/forms/key_value_edit.h"
#include "ui/parts/names.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/filled_sentence.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/on_gui_thread.h"
#include "ui/session/pending_calls.h"
#include "ui/shell/language.h"
#include "ui/shell/palette/palette_entry.h"
#include "widgets/form/dialogs/form_field.h"

#include <QFile>
#include <QLibraryInfo>
#include <QLineEdit>
#include <QTest>

#include <thread>

using namespace slipway;

class PartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quote_data();
    void quote();
    void nameFromText_data();
    void nameFromText();
    void datasetNameFromFolder_data();
    void datasetNameFromFolder();
    void durations_data();
    void durations();
    void holders_data();
    void holders();
    void errorsStandBesideTheirField();
    void sentencesKeepWhatTheyTell_data();
    void sentencesKeepWhatTheyTell();
    void paletteFindsByEveryWordAndPutsBeginningsFirst();
    void keyValuesAreReadLineByLine();
    void smallFilesAreWarnedOf();
    void chineseIsExplainedInChineseAndUnknownTypesAsTheServerSays();
    void closuresReachTheGuiThreadInOrderUntilTheirContextIsGone();
    void anAbandonedCallGivesNoAnswer();
};

void PartsTest::quote_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain words stay as they are") << QStringLiteral("gpu-1") << QStringLiteral("gpu-1");
    QTest::newRow("spaces are quoted") << QStringLiteral("a b") << QStringLiteral("'a b'");
    QTest::newRow("the empty word is kept") << QString() << QStringLiteral("''");
    QTest::newRow("quotes are escaped") << QStringLiteral("it's") << QStringLiteral("'it'\\''s'");
    QTest::newRow("variables do not expand") << QStringLiteral("$HOME") << QStringLiteral("'$HOME'");
}

void PartsTest::quote()
{
    QFETCH(const QString, word);
    QTEST(CliCommand::quoted(word), "quoted");
}

void PartsTest::nameFromText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("capitals and blanks are made fit")
        << QStringLiteral("My Data_1") << QStringLiteral("my-data-1");
    QTest::newRow("leading digits are left out") << QStringLiteral("2024 faces") << QStringLiteral("faces");
    QTest::newRow("nothing usable gives the other name") << QStringLiteral("数据") << QStringLiteral("data");
    QTest::newRow("no hyphen stands at the end") << QStringLiteral("x--") << QStringLiteral("x");
    QTest::newRow("long text is cut to 63") << QString(80, QLatin1Char('a')) << QString(63, QLatin1Char('a'));
}

void PartsTest::nameFromText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, name);
    QCOMPARE(QString::fromStdString(nameFrom(text.toStdString(), "data")), name);
}

void PartsTest::datasetNameFromFolder_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("name");
    QTest::newRow("a folder names its dataset")
        << QStringLiteral("/mnt/Food 101") << QStringLiteral("food-101");
    QTest::newRow("data is named by the folder above")
        << QStringLiteral("/mnt/digits/data") << QStringLiteral("digits");
    QTest::newRow("a slash at the end changes nothing")
        << QStringLiteral("/mnt/digits/data/") << QStringLiteral("digits");
    QTest::newRow("data at the top stays data") << QStringLiteral("/data") << QStringLiteral("data");
}

void PartsTest::datasetNameFromFolder()
{
    QFETCH(const QString, folder);
    QTEST(QString::fromStdString(datasetNameFrom(folder.toStdString())), "name");
}

void PartsTest::durations_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 12 << QStringLiteral("12 s");
    QTest::newRow("minutes") << 31 * 60 << QStringLiteral("31 m");
    QTest::newRow("hours with two digits of minutes") << 3 * 3600 + 120 << QStringLiteral("3 h 02 m");
    QTest::newRow("whole hours without minutes") << 8 * 3600 << QStringLiteral("8 h");
    QTest::newRow("whole days without hours") << 7 * 86'400 << QStringLiteral("7 d");
    QTest::newRow("days") << 28 * 3600 << QStringLiteral("1 d 4 h");
}

void PartsTest::durations()
{
    QFETCH(const int, seconds);
    QTEST(Texts::duration(std::chrono::seconds(seconds)), "text");
}

void PartsTest::holders_data()
{
    QTest::addColumn<QString>("held_by");
    QTest::addColumn<bool>("known");
    QTest::newRow("a job is named with its project") << QStringLiteral("vision/jobs/a") << true;
    QTest::newRow("nobody holds it") << QString() << false;
    QTest::newRow("an unknown kind is nobody we know") << QStringLiteral("vision/things/a") << false;
    QTest::newRow("two parts are too few") << QStringLiteral("jobs/a") << false;
}

void PartsTest::holders()
{
    QFETCH(const QString, held_by);
    QTEST(parseHolder(held_by.toStdString()).has_value(), "known");
}

void PartsTest::sentencesKeepWhatTheyTell_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* said, const char* expected) {
        QTest::newRow(said) << QString::fromUtf8(said) << QString::fromUtf8(expected);
    };
    row("Waits for 8 GPUs; 3 of 8 are free.", "等待 8 块 GPU；共 8 块，空闲 3 块。");
    row("Waits for 2 H100 GPUs; 1 of 8 is free, the others are in use by alice, bob and carol.",
        "等待 2 块 H100 GPU；共 8 块，空闲 1 块，其余由 alice, bob 和 carol 使用。");
    row("Waits for 4 GPUs for its 4 replicas; all 8 are in use by alice and 2 more.",
        "等待 4 块 GPU（供其 4 个副本使用）；8 块全部由 alice 等另外 2 个 使用。");
    row("worker-1 ended with exit code 3.", "worker-1 以退出码 3 结束，原因见日志。");
    row("It was ended by signal 9 (Killed).", "被信号 9（Killed）终止。");
    row("None of its storage classes is the default, so choose one of: fast, large.",
        "没有默认的存储类，请从这些中选择：fast, large。");
    row("Flavor \"%1 %2\" does not exist. Choose one of: gpu-1.",
        "规格“%1 %2”不存在，请从这些中选择：gpu-1。");
    row("Something that nobody has said before.", "");
}

void PartsTest::sentencesKeepWhatTheyTell()
{
    QFETCH(QString, said);
    QFETCH(QString, expected);
    QCOMPARE(filledSentence(said), QString());  // It is English already.
    Language language;
    language.set(QStringLiteral("zh_CN"));
    QCOMPARE(filledSentence(said), expected);
}

void PartsTest::errorsStandBesideTheirField()
{
    auto flavor = std::make_unique<FormField>(new QLineEdit, nullptr);
    auto params = std::make_unique<FormField>(new QLineEdit, nullptr);
    FormErrors errors;
    errors.add("spec.flavor", flavor.get(), 0);
    errors.add("spec.params", params.get(), 1);
    QVERIFY(errors.show({ErrorCode::InvalidArgument, "No such flavor.", "x", "spec.flavor"}));
    QCOMPARE(flavor->error(), QStringLiteral("No such flavor."));
    QVERIFY(errors.anyIn(0) && !errors.anyIn(1));
    QVERIFY2(errors.show({ErrorCode::InvalidArgument, "Bad.", "x", "spec.params.lr"}),
             "a member below a field");
    QVERIFY2(!flavor->hasError(), "the earlier error is taken back");
    QCOMPARE(errors.firstStep(), 1);
    QVERIFY(!errors.show({ErrorCode::Internal, "Elsewhere.", "x", "spec.paramsets"}));
}

void PartsTest::paletteFindsByEveryWordAndPutsBeginningsFirst()
{
    const std::vector<PaletteEntry> entries{
        {{}, QStringLiteral("train-resnet"), QStringLiteral("Job"), {}},
        {{}, QStringLiteral("resnet"), QStringLiteral("Job"), {}},
        {{}, QStringLiteral("notebook"), QStringLiteral("Environment"), {}}};
    const auto found = matching(entries, QStringLiteral("RES job"), 10);
    QCOMPARE(found.size(), 2u);
    QCOMPARE(matching(entries, QStringLiteral("res"), 10).front().title, QStringLiteral("resnet"));
    QCOMPARE(matching(entries, {}, 1).size(), 1u);
}

void PartsTest::keyValuesAreReadLineByLine()
{
    KeyValueEdit edit;
    edit.setPlainText(QStringLiteral("lr=0.1\n\nurl = a=b \nempty="));
    const std::map<std::string, std::string> expected{{"lr", "0.1"}, {"url", "a=b"}, {"empty", ""}};
    QVERIFY(edit.values() == expected);
    QVERIFY(edit.problem().isEmpty());
    edit.setPlainText(QStringLiteral("lr"));
    QVERIFY(edit.problem().contains(QStringLiteral("lr")));
}

void PartsTest::smallFilesAreWarnedOf()
{
    FolderScan scan;
    for (int i = 0; i < 2000; ++i)
        scan.files.push_back({"f" + std::to_string(i), i < 1900 ? 40'000u : 4'000'000u});
    scan.size_bytes = 1900 * 40'000u + 100 * 4'000'000u;
    const SizeSummary summary = summarize(scan);
    QCOMPARE(summary.median_bytes, 40'000u);
    QCOMPARE(summary.share_below_100_kib, 0.95);
    QVERIFY(starvesGpus(scan, summary));
    QCOMPARE(summary.bins.front().files, 1900u);
    QCOMPARE(summary.bins.back().files, 100u);
    scan.size_bytes = 200u << 20;
    QVERIFY2(!starvesGpus(scan, summary), "less than a shard starves nobody");
    scan.size_bytes = 1u << 30;
    scan.files.resize(100);
    QVERIFY2(!starvesGpus(scan, summarize(scan)), "few files starve nobody");
    QVERIFY(summarize({}).bins.empty());
    FolderScan alike;
    for (std::uint64_t size = 100; size < 132; ++size)
        alike.files.push_back({"f", size});
    const auto bins = summarize(alike).bins;
    QVERIFY2(bins.size() > 8, "sizes that differ little are told apart");
    QCOMPARE(bins.front().from_bytes, std::uint64_t{100});
    QCOMPARE(bins.back().files, bins.front().files);
}

void PartsTest::chineseIsExplainedInChineseAndUnknownTypesAsTheServerSays()
{
    const Error taken{ErrorCode::AlreadyExists, "The name a is taken.", "name-taken", "name"};
    const Error strange{ErrorCode::Conflict, "Strange.", "strange", ""};
    QCOMPARE(explain(taken), QStringLiteral("The name a is taken."));
    Language language;
    language.set(QStringLiteral("zh_CN"));
    QCOMPARE(explain(taken), QStringLiteral("该名称在项目中已被使用，请换一个。"));
    QCOMPARE(explain(strange), QStringLiteral("Strange."));
    QCOMPARE(Texts::gpus(2), QStringLiteral("2 块 GPU"));
    const QString copy = QCoreApplication::translate("QWidgetTextControl", "&Copy");
    if (QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) +
                      QStringLiteral("/qtbase_zh_CN.qm")))
        QVERIFY2(copy != QStringLiteral("&Copy"), "Qt's own menus follow");
    language.set(QStringLiteral("en"));
    QCOMPARE(Texts::gpus(1), QStringLiteral("1 GPU"));
}

void PartsTest::closuresReachTheGuiThreadInOrderUntilTheirContextIsGone()
{
    auto context = std::make_unique<QObject>();
    const Executor run = onGuiThread(context.get());
    std::vector<int> seen;
    std::thread([&] {
        for (int i = 0; i < 100; ++i)
            run([&seen, i] { seen.push_back(QThread::currentThread() == qApp->thread() ? i : -1); });
    }).join();
    QVERIFY2(seen.empty(), "nothing runs before the event loop does");
    QTRY_COMPARE(seen.size(), 100u);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()) && seen.front() == 0);
    bool ran = false;
    run([&ran] { ran = true; });
    context.reset();
    QCoreApplication::processEvents();
    QVERIFY(!ran);
}

void PartsTest::anAbandonedCallGivesNoAnswer()
{
    class Handle : public Call {
    public:
        void cancel() override {}
    };
    Answer<int> answer;
    int answers = 0;
    PendingCalls calls;
    calls.start<int>(
        [&](Answer<int> done) {
            answer = std::move(done);
            return std::make_unique<Handle>();
        },
        [&](Result<int> result) { answers += result.value_or(0); });
    QVERIFY(!calls.empty());
    answer(1);
    QCOMPARE(answers, 1);
    QVERIFY(calls.empty());
}

QTEST_MAIN(PartsTest)
#include "parts_test.moc"
