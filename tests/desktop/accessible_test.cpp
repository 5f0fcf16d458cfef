// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on a real slipwayd, read over AT-SPI as a screen reader reads it.
#include "tests/app/running_platform.h"
#include "tests/desktop/desktop_session.h"
#include "tests/desktop/screen_reader.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

namespace {

/// More than any window shows.
constexpr int most_objects = 3'000;

/// Logs five points and five lines, and then runs on.
constexpr const char* talker_spec =
    "{\"command\":\"python3 -c 'import slipway; [(slipway.log(dict(loss=1.0 / (i + 1)), step=i), "
    "print(i)) for i in range(5)]'; sleep 600\"}";

struct Node {
    Spoken object;
    SpokenFacts facts;
    QString place;  ///< Names and roles on the way to it.
};

bool isPressed(const Node& node)
{
    static const QStringList roles{u"push button"_s,  u"toggle button"_s, u"check box"_s,
                                   u"radio button"_s, u"button"_s,        u"button menu"_s};
    return roles.contains(node.facts.role);
}

/// What says no more than that there is something.
bool isMeaningless(const SpokenFacts& facts)
{
    const QString name = facts.name.trimmed().toLower();
    return name.isEmpty() || name == facts.role || name == u"button" || name == u"table" || name == u"list" ||
           name.startsWith(u"slipway::") || (name.startsWith(u'q') && name.endsWith(u"widget"));
}

}  // namespace

class AccessibleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPageSaysWhatItHas_data();
    void everyPageSaysWhatItHas();
    void dialogsSayWhatTheyAskFor_data();
    void dialogsSayWhatTheyAskFor();
    void tablesAreReadCellByCell();
    void theLogIsReadAsText();
    void chartsSayTheirValues();
    void whatHappensIsAnnounced();

private:
    void press(const QString& name);
    /// A key, as xdotool calls it, in the main window or where the focus is.
    enum class Into { MainWindow, Focus };
    void type(const QString& key, Into into);
    QList<Node> read();
    void readInto(const Spoken& object, const QString& place, QList<Node>& nodes);
    std::optional<Node> find(const QString& name, const QString& role = {});
    QStringList findings(const QList<Node>& nodes);

    DesktopSession desktop_;
    ScreenReader reader_;
    RunningPlatform platform_;
    QProcess* window_ = nullptr;
    Spoken program_;
};

void AccessibleTest::initTestCase()
{
    QVERIFY(desktop_.start());
    QVERIFY(reader_.start(desktop_.busAddress()));
    QVERIFY(platform_.start());
    QVERIFY(platform_.create(Kind::Environment, "desk", R"({"flavor":"cpu-small"})"));
    QVERIFY(platform_.create(Kind::Job, "talker", talker_spec));
    QVERIFY(platform_.reaches(Kind::Job, "talker", Phase::Running));
    const Profile& profile = platform_.session().profile();
    desktop_.set(u"SLIPWAY_ACCESS_KEY"_s, QString::fromStdString(profile.access_key));
    desktop_.set(u"SLIPWAY_SECRET_KEY"_s, QString::fromStdString(profile.secret_key));
    const QString server = QString::fromStdString(profile.server);
    const QString link =
        u"slipway://"_s + server.section(u"//"_s, 1) + u"/projects/default/jobs/talker?tab=logs"_s;
    window_ = desktop_.run(QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipway"), {u"--server"_s, server, link});
    QVERIFY(window_);
    std::optional<Spoken> program;
    QTRY_VERIFY_WITH_TIMEOUT((program = reader_.program(u"slipway"_s)), 30'000);
    program_ = *program;
    QTRY_VERIFY_WITH_TIMEOUT(find(u"Log"_s), 30'000);
}

void AccessibleTest::readInto(const Spoken& object, const QString& place, QList<Node>& nodes)
{
    const SpokenFacts facts = reader_.facts(object);
    if (nodes.size() > most_objects || (facts.role != u"application" && !facts.has(spoken_state::showing)))
        return;
    const QString here = place + u" / "_s + facts.role + u" \""_s + facts.name.left(40) + u'"';
    nodes << Node{object, facts, here};
    if (facts.interfaces.contains(u"Table"_s))
        return;
    for (const Spoken& child : reader_.children(object))
        readInto(child, here, nodes);
}

/// Everything that is on screen.
QList<Node> AccessibleTest::read()
{
    QList<Node> nodes;
    readInto(program_, {}, nodes);
    return nodes;
}

std::optional<Node> AccessibleTest::find(const QString& name, const QString& role)
{
    for (const Node& node : read())
        if (node.facts.name == name && (role.isEmpty() || node.facts.role == role))
            return node;
    return std::nullopt;
}

void AccessibleTest::press(const QString& name)
{
    std::optional<Node> button;
    const auto there = [&] {
        for (const Node& node : read())
            if (node.facts.name == name && node.facts.has(spoken_state::enabled) &&
                (isPressed(node) || node.facts.role == u"page tab"))
                button = node;
        return button.has_value();
    };
    QTRY_VERIFY2(there(), qPrintable(u"There is no "_s + name));
    const bool pressed = reader_.act(button->object, u"Press"_s) || reader_.act(button->object, u"Toggle"_s);
    QVERIFY2(pressed, qPrintable(name + u": "_s + reader_.actions(button->object).join(u',')));
}

void AccessibleTest::type(const QString& key, Into into)
{
    QStringList arguments{u"key"_s, key};
    if (into == Into::MainWindow)  // Nobody manages windows here, so that it may not have the keyboard.
        arguments =
            QStringList{u"search"_s, u"--onlyvisible"_s, u"--name"_s, u"."_s, u"windowfocus"_s} + arguments;
    QProcess* hand = desktop_.run(u"xdotool"_s, arguments);
    QVERIFY(hand && (hand->state() == QProcess::NotRunning || hand->waitForFinished()));
}

/// Each a sentence about what a screen reader could not say.
QStringList AccessibleTest::findings(const QList<Node>& nodes)
{
    QStringList found;
    QHash<QString, QString> pressed;
    for (const Node& node : nodes) {
        const bool active = node.facts.has(spoken_state::focusable) || isPressed(node);
        if (active && isMeaningless(node.facts))
            found << u"Has no name that says anything:"_s + node.place;
        if (node.facts.has(spoken_state::focusable) &&
            (node.facts.role == u"filler" || node.facts.role == u"unknown" || node.facts.role == u"panel"))
            found << u"Takes the focus, and says not what it is:"_s + node.place;
        if (!isPressed(node))
            continue;
        const QString known = node.facts.role + u'|' + node.facts.name;
        if (pressed.contains(known))
            found << u"Is called the same:"_s + node.place + u"\n  as"_s + pressed[known];
        pressed[known] = node.place;
    }
    return found;
}

void AccessibleTest::everyPageSaysWhatItHas_data()
{
    QTest::addColumn<QString>("place");
    for (const char* place : {"Home", "Environments", "Jobs", "Datasets", "Volumes", "Cluster"})
        QTest::newRow(place) << QString::fromLatin1(place);
}

void AccessibleTest::everyPageSaysWhatItHas()
{
    QFETCH(QString, place);
    press(place);
    QTRY_VERIFY(read().size() > 20);
    const QList<Node> nodes = read();
    const QStringList found = findings(nodes);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    int tables = 0;
    for (const Node& node : nodes) {
        if (!node.facts.interfaces.contains(u"Table"_s) || reader_.columns(node.object) < 2)
            continue;
        ++tables;
        for (int column = 0; column < reader_.columns(node.object); ++column)
            QVERIFY2(!reader_.heading(node.object, column).isEmpty(), qPrintable(node.place));
    }
    QVERIFY(tables > 0 || place == u"Home");
}

void AccessibleTest::dialogsSayWhatTheyAskFor_data()
{
    QTest::addColumn<QStringList>("way");
    QTest::addColumn<QString>("out");
    const auto row = [](const char* dialog, const QStringList& way, const QString& out = u"Cancel"_s) {
        QTest::newRow(dialog) << way << out;
    };
    row("create an environment", {u"Environments"_s, u"Create environment"_s});
    row("delete an environment", {u"Environments"_s, u"Delete"_s});
    row("launch a job", {u"Jobs"_s, u"Launch job"_s});
    row("upload a dataset", {u"Datasets"_s, u"Upload dataset"_s});
    row("create a volume", {u"Volumes"_s, u"Create volume"_s});
    row("add a cluster", {u"Cluster"_s, u"Clusters 1"_s, u"Add cluster..."_s});
    row("settings", {u"ctrl+comma"_s}, u"Close"_s);
    row("go to anything", {u"ctrl+k"_s}, {});
}

void AccessibleTest::dialogsSayWhatTheyAskFor()
{
    QFETCH(QStringList, way);
    QFETCH(QString, out);
    for (const QString& step : way) {
        if (step.startsWith(u"ctrl+"_s))
            type(step, Into::MainWindow);
        else
            press(step);
    }
    const auto dialog = [this]() -> std::optional<Node> {
        for (const Node& node : read())
            if (node.facts.role == u"dialog")
                return node;
        return std::nullopt;
    };
    QTRY_VERIFY(dialog());
    QVERIFY(!dialog()->facts.name.isEmpty());
    QList<Node> nodes;
    readInto(dialog()->object, {}, nodes);
    const QStringList found = findings(nodes);
    if (out.isEmpty())
        type(u"Escape"_s, Into::Focus);
    else
        press(out);
    QTRY_VERIFY(!dialog());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void AccessibleTest::tablesAreReadCellByCell()
{
    press(u"Jobs"_s);
    std::optional<Node> table;
    QTRY_VERIFY((table = find(u"Jobs"_s, u"table"_s)));
    QCOMPARE(reader_.rows(table->object), 1);
    QStringList row;
    for (int column = 0; column < reader_.columns(table->object); ++column)
        row << reader_.facts(reader_.cell(table->object, 0, column)).name;
    QVERIFY2(row.contains(u"talker"_s), qPrintable(row.join(u'|')));
    QVERIFY2(row.contains(u"Running"_s), qPrintable(row.join(u'|')));
}

void AccessibleTest::theLogIsReadAsText()
{
    press(u"Jobs"_s);
    std::optional<Node> log;
    QTRY_VERIFY((log = find(u"Log"_s)));
    QVERIFY(log->facts.interfaces.contains(u"Text"_s));
    QTRY_COMPARE(reader_.text(log->object), u"0\n1\n2\n3\n4\n"_s);
    QCOMPARE(reader_.facts(log->object).description, u"5 lines"_s);
}

void AccessibleTest::chartsSayTheirValues()
{
    press(u"Jobs"_s);
    press(u"Metrics"_s);
    std::optional<Node> chart;
    QTRY_VERIFY((chart = find(u"loss"_s, u"chart"_s)));
    QTRY_VERIFY2(reader_.facts(chart->object).description.contains(u"0.2"_s),
                 qPrintable(reader_.facts(chart->object).description));
}

void AccessibleTest::whatHappensIsAnnounced()
{
    QVERIFY(platform_.create(Kind::Job, "brief", R"({"command":"true"})"));
    QTRY_VERIFY2_WITH_TIMEOUT(reader_.announcements().contains(u"Job brief succeeded."_s),
                              qPrintable(reader_.announcements().join(u'|')), 30'000);
}

QTEST_GUILESS_MAIN(AccessibleTest)
#include "accessible_test.moc"
