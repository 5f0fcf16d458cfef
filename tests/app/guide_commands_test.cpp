// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that README and the guide show, typed as they stand there, one after the other.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 240'000;
const QString sample = QStringLiteral(SLIPWAY_SOURCE_DIR "/examples/digits");

/// The lines of a page's blocks that call slipwayctl, as far as they have no words to fill in.
QStringList commandsOf(const QString& page)
{
    QFile file(QStringLiteral(SLIPWAY_SOURCE_DIR "/") + page);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression block(u"^```(?:console)?\\n(.*?)^```"_s,
                                          QRegularExpression::MultilineOption |
                                              QRegularExpression::DotMatchesEverythingOption);
    QStringList commands;
    auto blocks = block.globalMatch(QString::fromUtf8(file.readAll()));
    while (blocks.hasNext()) {
        const QStringList lines = blocks.next().captured(1).split(u'\n');
        if (!lines.first().endsWith(u"server start"_s))
            continue;
        for (QString line : lines)
            if (line.remove(QRegularExpression(u"^\\$ "_s)).startsWith(u"slipwayctl "_s))
                commands << line;
    }
    return commands;
}

bool copyFolder(const QString& from, const QString& to)
{
    return QProcess::execute(u"cp"_s, {u"-r"_s, from, to}) == 0;
}

}  // namespace

class GuideCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothLanguagesShowTheSame();
    void everyCommandDoesWhatItSays_data();
    void everyCommandDoesWhatItSays();

private:
    /// Whether it ended well; what it printed is in `printed_`.
    bool type(const QString& command);

    std::unique_ptr<QTemporaryDir> home_;
    QString printed_;
};

void GuideCommandsTest::bothLanguagesShowTheSame()
{
    QCOMPARE(commandsOf(u"docs/guide/zh/command-line.md"_s), commandsOf(u"docs/guide/en/command-line.md"_s));
}

void GuideCommandsTest::everyCommandDoesWhatItSays_data()
{
    QTest::addColumn<QString>("page");
    for (const char* page : {"README.md", "docs/guide/en/command-line.md", "docs/cli.md"})
        QTest::newRow(page) << QString::fromLatin1(page);
}

bool GuideCommandsTest::type(const QString& command)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home_->path());
    environment.insert(u"PATH"_s, QStringLiteral(SLIPWAY_BINARY_DIR "/bin:") + environment.value(u"PATH"_s));
    for (const QString& name : environment.keys())
        if (name.startsWith(u"SLIPWAY_"_s) || name.startsWith(u"XDG_"_s))
            environment.remove(name);
    QProcess shell;
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(home_->filePath(u"work"_s));
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(u"sh"_s, {u"-c"_s, command});
    const bool ended = shell.waitForFinished(patience_ms);
    printed_ = QString::fromUtf8(shell.readAll());
    return ended && shell.exitStatus() == QProcess::NormalExit && shell.exitCode() == 0;
}

void GuideCommandsTest::everyCommandDoesWhatItSays()
{
    QFETCH(QString, page);
    const QStringList commands = commandsOf(page);
    QVERIFY2(commands.size() >= 5, "the page shows its commands");
    home_ = std::make_unique<QTemporaryDir>();
    const QString work = home_->filePath(u"work"_s);
    // Beside the clone's examples lies what somebody has who is in the folder of the training already.
    QVERIFY(QDir().mkpath(work));
    QVERIFY(copyFolder(sample + u"/data"_s, work + u"/digits"_s));
    for (const char* script : {"/train.py", "/team.py"})
        QVERIFY(QFile::copy(sample + QLatin1String(script), work + QLatin1String(script)));
    QVERIFY(QFile::link(QStringLiteral(SLIPWAY_SOURCE_DIR "/examples"), work + u"/examples"_s));
    const auto stop = qScopeGuard([this] { type(u"slipwayctl server stop"_s); });
    for (const QString& command : commands) {
        // As README says to do on a machine without a GPU.
        const bool starts = command.endsWith(u"server start"_s);
        const bool good = type(starts ? command + u" --simulate-gpus 2"_s : command);
        QVERIFY2(good, qPrintable(command + u'\n' + printed_));
        if (command.contains(u"run metrics"_s))
            QVERIFY2(printed_.contains(u"loss"_s), qPrintable(printed_));
    }
}

QTEST_GUILESS_MAIN(GuideCommandsTest)
#include "guide_commands_test.moc"
