// SPDX-License-Identifier: GPL-3.0-or-later
// What finds mistakes of a screen finds them, and nothing else.
#include "tests/ui/look/contrast_findings.h"
#include "tests/ui/look/layout_findings.h"
#include "tests/ui/look/reference_picture.h"
#include "tests/ui/look/reference_sheet.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace slipway;
using namespace Qt::StringLiterals;

class LookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void contrasts_data();
    void contrasts();
    void placeholdersAreMeasured_data();
    void placeholdersAreMeasured();
    void pictures_data();
    void pictures();
    void changesAreSeenInReferences_data();
    void changesAreSeenInReferences();
    void referencesAreKeptWhenTheyLookTheSame();
};

namespace {

QImage picture(const QString& text, const QPointF& place, const QColor& ink = Qt::black)
{
    QImage image(200, 60, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setPen(ink);
    QFont font;
    font.setPixelSize(13);
    painter.setFont(font);
    painter.drawText(place, text);
    return image;
}

}  // namespace

void LookTest::layouts_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("finding");
    QTest::newRow("what has its room is no finding") << u"good"_s << QString();
    QTest::newRow("a label that is cut is found") << u"narrow label"_s << u"needs"_s;
    QTest::newRow("lines that are cut are found") << u"low lines"_s << u"needs a height"_s;
    QTest::newRow("a button that is cut is found") << u"narrow button"_s << u"needs a width"_s;
    QTest::newRow("a choice that is cut is found") << u"narrow box"_s << u"has room for"_s;
    QTest::newRow("widgets over each other are found") << u"overlap"_s << u"lies over"_s;
    QTest::newRow("what reaches beyond its parent is found") << u"outside"_s << u"reaches beyond"_s;
}

void LookTest::layouts()
{
    QFETCH(const QString, state);
    QFETCH(const QString, finding);
    QWidget window;
    QVBoxLayout layout(&window);
    QLabel label(u"A job that trains"_s);
    QLabel lines(
        u"Waits for two cards; one of eight is free, the others are in use by a job of the vision team."_s);
    QPushButton button(u"Launch the job"_s);
    QComboBox box;
    box.addItem(u"A choice with many words in it"_s);
    lines.setWordWrap(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{&label, &lines, &button, &box})
        layout.addWidget(widget);
    window.resize(400, 300);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    if (state == u"narrow label"_s)
        label.resize(30, label.height());
    if (state == u"low lines"_s)
        lines.resize(60, 20);
    if (state == u"narrow button"_s)
        button.resize(30, button.height());
    if (state == u"narrow box"_s)
        box.resize(80, box.height());
    if (state == u"overlap"_s)
        button.move(label.pos());
    if (state == u"outside"_s)
        button.move(300, button.y());
    const QString found = test::layoutFindings(window).join(u'\n');
    QVERIFY2(finding.isEmpty() ? found.isEmpty() : found.contains(finding), qPrintable(found));
}

void LookTest::contrasts_data()
{
    QTest::addColumn<QString>("color");
    QTest::addColumn<bool>("found");
    QTest::newRow("dark grey on white is readable") << u"#5f697d"_s << false;
    QTest::newRow("pale grey on white is found") << u"#98a2b3"_s << true;
}

void LookTest::contrasts()
{
    QFETCH(const QString, color);
    QFETCH(const bool, found);
    QWidget window;
    QLabel label(u"WWW MMM III"_s);
    label.setStyleSheet(u"background: white; font-size: 30px; font-weight: 800; color: %1"_s.arg(color));
    QVBoxLayout layout(&window);
    layout.addWidget(&label);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(!test::contrastFindings(window).isEmpty(), found);
}

void LookTest::pictures_data()
{
    QTest::addColumn<QImage>("other");
    QTest::addColumn<bool>("differs");
    const QImage same = picture(u"3 of 8 GPUs"_s, {20, 30});
    QTest::newRow("the same is the same") << same << false;
    QTest::newRow("a shade that nobody sees is the same")
        << picture(u"3 of 8 GPUs"_s, {20, 30}, QColor(30, 30, 30)) << false;
    QTest::newRow("another digit differs") << picture(u"4 of 8 GPUs"_s, {20, 30}) << true;
    QTest::newRow("another colour differs") << picture(u"3 of 8 GPUs"_s, {20, 30}, Qt::red) << true;
    QTest::newRow("another place differs") << picture(u"3 of 8 GPUs"_s, {26, 30}) << true;
}

void LookTest::pictures()
{
    QFETCH(const QImage, other);
    QFETCH(const bool, differs);
    const int strange = test::strangePixels(picture(u"3 of 8 GPUs"_s, {20, 30}), other);
    QVERIFY2((strange > 8) == differs, qPrintable(QString::number(strange)));
}

void LookTest::placeholdersAreMeasured_data()
{
    QTest::addColumn<QString>("color");
    QTest::addColumn<bool>("found");
    QTest::newRow("a dark placeholder is readable") << u"#5f697d"_s << false;
    QTest::newRow("a pale placeholder is found") << u"#a8b0be"_s << true;
}

void LookTest::placeholdersAreMeasured()
{
    QFETCH(const QString, color);
    QFETCH(const bool, found);
    QWidget window;
    QLineEdit edit;
    QFont font = edit.font();
    font.setPixelSize(30);
    font.setBold(true);
    edit.setFont(font);
    QPalette palette = edit.palette();
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::PlaceholderText, QColor(color));
    edit.setPalette(palette);
    edit.setPlaceholderText(u"WWW MMM III"_s);
    edit.setMinimumWidth(400);
    QPushButton other(u"Somewhere else"_s);
    QVBoxLayout layout(&window);
    layout.addWidget(&other);
    layout.addWidget(&edit);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    other.setFocus();
    const QString findings = test::contrastFindings(window).join(u'\n');
    QVERIFY2(findings.contains(u"WWW"_s) == found, qPrintable(findings));
}

void LookTest::changesAreSeenInReferences_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<bool>("seen");
    QTest::newRow("nothing changed") << QString() << false;
    QTest::newRow("a button that moved by eight pixels is seen") << u"moved"_s << true;
    QTest::newRow("a label that is missing is seen") << u"missing"_s << true;
    QTest::newRow("a badge of another colour is seen") << u"recoloured"_s << true;
    QTest::newRow("other words are seen") << u"words"_s << true;
    QTest::newRow("another size is seen") << u"size"_s << true;
    QTest::newRow("a shade that nobody sees is the same") << u"shade"_s << false;
}

void LookTest::changesAreSeenInReferences()
{
    QFETCH(const QString, change);
    QFETCH(const bool, seen);
    QWidget window;
    window.resize(640, 400);
    window.setStyleSheet(u"QWidget { background: #f6f7f9; color: #1b2230; }"_s);
    auto* button = new QPushButton(u"Launch the job"_s, &window);
    button->setGeometry(400, 20, 120, 30);
    auto* label = new QLabel(u"Waits for 2 GPUs; 1 of 8 is free."_s, &window);
    label->setGeometry(20, 100, 300, 20);
    auto* badge = new QLabel(u"Running"_s, &window);
    badge->setGeometry(20, 60, 70, 20);
    badge->setStyleSheet(u"background: #e4f1ea; color: #1a7a43;"_s);

    QTemporaryDir folder;
    const QString file = folder.filePath(u"window.png"_s);
    test::ReferenceSheet kept(file);
    kept.keep(u"one"_s, window.grab().toImage());
    kept.keep(u"another"_s, picture(u"3 of 8 GPUs"_s, {20, 30}));
    QCOMPARE(kept.write(), QString());

    if (change == u"moved"_s)
        button->move(button->x() + 8, button->y());
    if (change == u"missing"_s)
        label->hide();
    if (change == u"recoloured"_s)
        badge->setStyleSheet(u"background: #f9e5e7; color: #c02a3a;"_s);
    if (change == u"words"_s)
        label->setText(u"Starts as soon as 2 GPUs are free."_s);
    if (change == u"size"_s)
        window.resize(660, 400);
    if (change == u"shade"_s)
        window.setStyleSheet(u"QWidget { background: #f4f5f7; color: #1b2230; }"_s);
    const QString found = test::ReferenceSheet(file).check(u"one"_s, window.grab().toImage());
    QVERIFY2(found.isEmpty() != seen, qPrintable(found));
}

void LookTest::referencesAreKeptWhenTheyLookTheSame()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"sheet.png"_s);
    test::ReferenceSheet sheet(file);
    sheet.keep(u"light"_s, picture(u"3 of 8 GPUs"_s, {20, 30}));
    QCOMPARE(sheet.write(), QString());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray before = written.readAll();
    written.remove();

    test::ReferenceSheet same(folder.filePath(u"none.png"_s));
    QVERIFY2(same.check(u"light"_s, picture(u"3"_s, {20, 30})).contains(u"no reference"_s),
             "nothing is kept");
    sheet.keep(u"light"_s, picture(u"3 of 8 GPUs"_s, {20, 30}, QColor(10, 10, 10)));
    QCOMPARE(sheet.write(), QString());
    QVERIFY2(!QFile::exists(file), "what looks the same is not written again");
    QVERIFY(!before.isEmpty());
}

QTEST_MAIN(LookTest)
#include "look_test.moc"
