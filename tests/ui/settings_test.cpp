// SPDX-License-Identifier: GPL-3.0-or-later
// The table of settings: read, checked, changed in the window and documented from one definition.
#include "tests/ui/named.h"
#include "tests/ui/open_window.h"
#include "ui/settings/choices.h"
#include "ui/settings/fixed_keys.h"
#include "ui/settings/preference_row.h"
#include "ui/settings/preferences.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/settings_file.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <set>

using namespace slipway;
using test::named;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { frame_ = std::make_unique<test::WindowFrame>(); }
    void cleanup() { frame_.reset(); }
    void everyRowIsWhole();
    void valuesAreChecked_data();
    void valuesAreChecked();
    void brokenFilesAreSetAside_data();
    void brokenFilesAreSetAside();
    void whatIsChosenCountsAtOnce();
    void keysThatAreTakenAreNamed();
    void keysOfAFileThatClashAreOfOne_data();
    void keysOfAFileThatClashAreOfOne();
    void keysAreTakenByKeysAlone();
    void everyKeyIsFreeAtFirst();
    void changedKeysWork();
    void placesAreReachedByTheirKeys();
    void aSectionIsReset();
    void theDocumentationIsTheTable();
    void theGuideListsTheKeys_data();
    void theGuideListsTheKeys();
    void picturesOfEverySection();

private:
    Preferences& preferences() { return frame_->appearance.preferences(); }
    void write(const QByteArray& content) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QString path() const { return frame_->home.filePath(QStringLiteral("workbench.ini")); }
    PreferenceRow* row(SettingsDialog& dialog, const char* key) const
    {
        return dialog.findChild<PreferenceRow*>(QLatin1String(key));
    }

    /// A box reads as its value, and is named by its label.
    static QComboBox* choice(SettingsDialog& dialog, const char* title)
    {
        for (QLabel* label : dialog.findChildren<QLabel*>())
            if (label->text() == QString::fromUtf8(title))
                return qobject_cast<QComboBox*>(label->buddy());
        return nullptr;
    }

    std::unique_ptr<test::WindowFrame> frame_;
};

void SettingsTest::everyRowIsWhole()
{
    std::set<QString> keys;
    std::set<QString> titles;
    for (const Preference& row : slipway::preferences()) {
        QVERIFY2(keys.insert(QLatin1String(row.key)).second, row.key);
        QVERIFY2(row.read(row.initial.toString()) == row.initial, row.key);
        QVERIFY2(!row.titleText().isEmpty(), row.key);
        titles.insert(row.titleText());
    }
    QCOMPARE(titles.size(), keys.size());
    frame_->appearance.setLanguage(QStringLiteral("zh_CN"));
    for (const Preference& row : slipway::preferences())
        QVERIFY2(!titles.contains(row.titleText()), row.key);
}

void SettingsTest::valuesAreChecked_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("stored");
    QTest::addColumn<bool>("taken");
    QTest::newRow("a theme that there is") << QByteArray("look/theme") << QStringLiteral("dark") << true;
    QTest::newRow("a theme that there is not") << QByteArray("look/theme") << QStringLiteral("pink") << false;
    QTest::newRow("a size within the range") << QByteArray("look/text-size") << QStringLiteral("16") << true;
    QTest::newRow("a size beyond it") << QByteArray("look/text-size") << QStringLiteral("160") << false;
    QTest::newRow("a size that is no number")
        << QByteArray("look/text-size") << QStringLiteral("big") << false;
    QTest::newRow("off") << QByteArray("notices/desktop") << QStringLiteral("false") << true;
    QTest::newRow("neither on nor off") << QByteArray("notices/desktop") << QStringLiteral("maybe") << false;
    QTest::newRow("keys") << QByteArray("keys/palette") << QStringLiteral("Ctrl+Shift+P") << true;
    QTest::newRow("no keys") << QByteArray("keys/palette") << QString() << true;
    QTest::newRow("keys that no keyboard has")
        << QByteArray("keys/palette") << QStringLiteral("Ctrl+Nokey") << false;
}

void SettingsTest::valuesAreChecked()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, stored);
    QFETCH(bool, taken);
    const Preference& row = preference(key.constData());
    QCOMPARE(row.read(stored).has_value(), taken);
    write("[" + key.split('/').first() + "]\n" + key.split('/').last() + "=" + stored.toUtf8() + "\n");
    QCOMPARE(checkSettingsFile(path()).any(), !taken);
    SettingsStore store(path());
    QCOMPARE(Preferences(store).value(row).toString(), taken ? stored : row.initial.toString());
}

void SettingsTest::brokenFilesAreSetAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("a section that does not end") << QByteArray("[look\ntheme=dark\n");
    QTest::newRow("zero bytes, as after a crash") << QByteArray(512, '\0');
    QTest::newRow("lines without a value") << QByteArray("[look]\nthis is a letter\n");
}

void SettingsTest::brokenFilesAreSetAside()
{
    QFETCH(QByteArray, content);
    write(content);
    const SettingsTrouble trouble = checkSettingsFile(path());
    QCOMPARE(trouble.aside, path() + QStringLiteral(".broken"));
    QVERIFY(trouble.text().contains(trouble.aside));
    QFile aside(trouble.aside);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);
    SettingsStore store(path());
    for (const Preference& row : slipway::preferences())
        QCOMPARE(Preferences(store).value(row), row.initial);
    write(content);
    QCOMPARE(checkSettingsFile(path()).aside, path() + QStringLiteral(".broken-2"));
}

void SettingsTest::whatIsChosenCountsAtOnce()
{
    SettingsDialog dialog(preferences(), frame_->theme, nullptr);
    dialog.show();
    auto* theme = choice(dialog, "Theme");
    QVERIFY(theme);
    theme->setCurrentIndex(2);
    Q_EMIT theme->activated(2);
    QVERIFY(frame_->theme.isDark());
    auto* size = named<QSpinBox>(dialog, QStringLiteral("Text size"));
    size->setValue(17);
    QCOMPARE(QApplication::font().pixelSize(), 17);
    QCOMPARE(preferences().get(settings::text_size), 17);
    preferences().reset(preference(settings::text_size.key));
    QCOMPARE(QApplication::font().pixelSize(), 13);
    auto* language = choice(dialog, "Language");
    Q_EMIT language->activated(language->currentIndex());
    language->setCurrentIndex(2);
    Q_EMIT language->activated(2);
    QTRY_VERIFY(choice(dialog, "语言"));
    QCOMPARE(choice(dialog, "语言")->currentText(), QStringLiteral("中文"));
}

void SettingsTest::keysThatAreTakenAreNamed()
{
    SettingsDialog dialog(preferences(), frame_->theme, nullptr);
    dialog.showSection(PreferenceSection::Shortcuts);
    dialog.show();
    PreferenceRow* filter = row(dialog, settings::keys_filter.key);
    auto* keys = filter->findChild<QKeySequenceEdit*>();
    keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+K")));
    Q_EMIT keys->editingFinished();
    QVERIFY2(filter->error().contains(QStringLiteral("Go to anything")), qPrintable(filter->error()));
    QCOMPARE(preferences().get(settings::keys_filter), QStringLiteral("Ctrl+F"));
    keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+G")));
    Q_EMIT keys->editingFinished();
    QVERIFY(filter->error().isEmpty());
    QCOMPARE(preferences().get(settings::keys_filter), QStringLiteral("Ctrl+G"));
    auto* back = named<QToolButton>(dialog, QStringLiteral("Back to Ctrl+F: Filter what is shown"));
    QVERIFY(back);
    back->click();
    QCOMPARE(preferences().get(settings::keys_filter), QStringLiteral("Ctrl+F"));
}

void SettingsTest::keysOfAFileThatClashAreOfOne_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("palette");
    QTest::addColumn<QString>("filter");
    QTest::newRow("chosen keys are no longer what is usual elsewhere")
        << QByteArray("filter=Ctrl+K\n") << QString() << QStringLiteral("Ctrl+K");
    QTest::newRow("the first of two that were chosen has them")
        << QByteArray("palette=Ctrl+J\nfilter=Ctrl+J\n") << QStringLiteral("Ctrl+J") << QString();
    QTest::newRow("two that change places have what they were given")
        << QByteArray("palette=Ctrl+F\nfilter=Ctrl+K\n") << QStringLiteral("Ctrl+F")
        << QStringLiteral("Ctrl+K");
}

void SettingsTest::keysOfAFileThatClashAreOfOne()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, palette);
    QFETCH(QString, filter);
    write("[keys]\n" + file);
    SettingsStore store(path());
    const Preferences chosen(store);
    QCOMPARE(chosen.get(settings::keys_palette), palette);
    QCOMPARE(chosen.get(settings::keys_filter), filter);
    QCOMPARE(chosen.lostTo(preference(settings::keys_palette.key)).has_value(), palette.isEmpty());
    QCOMPARE(chosen.lostTo(preference(settings::keys_filter.key)).has_value(), filter.isEmpty());
}

void SettingsTest::keysAreTakenByKeysAlone()
{
    SettingsDialog dialog(preferences(), frame_->theme, nullptr);
    dialog.showSection(PreferenceSection::Shortcuts);
    dialog.show();
    auto* keys = row(dialog, settings::keys_filter.key)->findChild<QKeySequenceEdit*>();
    keys->setFocus();
    QTest::keyClick(keys, Qt::Key_Backspace);
    QCOMPARE(preferences().get(settings::keys_filter), QString());
    QTest::keyClick(keys, Qt::Key_G, Qt::ControlModifier);
    QTRY_COMPARE(preferences().get(settings::keys_filter), QStringLiteral("Ctrl+G"));
    QTest::keyClick(keys, Qt::Key_F3);
    QTRY_VERIFY(row(dialog, settings::keys_filter.key)->error().contains(QStringLiteral("next match")));
    QCOMPARE(preferences().get(settings::keys_filter), QStringLiteral("Ctrl+G"));
    QTest::keyClick(keys, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

void SettingsTest::everyKeyIsFreeAtFirst()
{
    for (const Preference& row : slipway::preferences())
        if (std::holds_alternative<PreferenceKeys>(row.values))
            QVERIFY2(!preferences().takenBy(row, row.initial.toString()), row.key);
    for (const FixedKeys& fixed : fixedKeys())
        QCOMPARE(QKeySequence::fromString(QLatin1String(fixed.keys)).toString(QKeySequence::PortableText),
                 QLatin1String(fixed.keys));
}

void SettingsTest::placesAreReachedByTheirKeys()
{
    test::OpenWindow open(*frame_);
    QTRY_VERIFY(open.isLoaded());
    QTest::keyClick(open.window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(open.view().mark().page, QStringLiteral("jobs"));
    auto* jobs = named<QAbstractButton>(*open.window, QStringLiteral("Jobs"));
    QCOMPARE(jobs->toolTip(), QStringLiteral("Ctrl+3"));
    QVERIFY(preferences().set(preference(settings::keys_jobs.key), QStringLiteral("Alt+J")));
    QCOMPARE(jobs->toolTip(), QStringLiteral("Alt+J"));
    QTest::keyClick(open.window.get(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(open.view().mark().page, QStringLiteral("datasets"));
    QTest::keyClick(open.window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(open.view().mark().page, QStringLiteral("datasets"));
    QTest::keyClick(open.window.get(), Qt::Key_J, Qt::AltModifier);
    QCOMPARE(open.view().mark().page, QStringLiteral("jobs"));
}

void SettingsTest::changedKeysWork()
{
    test::OpenWindow open(*frame_);
    QTRY_VERIFY(open.isLoaded());
    QVERIFY(preferences().set(preference(settings::keys_palette.key), QStringLiteral("Ctrl+J")));
    QTest::keyClick(open.window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!open.window->findChild<QDialog*>(QStringLiteral("palette")));
    QTest::keyClick(open.window.get(), Qt::Key_J, Qt::ControlModifier);
    QTRY_VERIFY(open.window->findChild<QDialog*>(QStringLiteral("palette")));
}

void SettingsTest::aSectionIsReset()
{
    preferences().set(preference(settings::tray.key), true);
    preferences().set(preference(settings::keys_palette.key), QStringLiteral("Ctrl+J"));
    SettingsDialog dialog(preferences(), frame_->theme, nullptr);
    dialog.showSection(PreferenceSection::Notices);
    dialog.show();
    auto* tray = named<QCheckBox>(dialog, QStringLiteral("Icon in the tray"));
    QVERIFY(tray && tray->isChecked());
    named<QPushButton>(dialog, QStringLiteral("Reset this section"))->click();
    QVERIFY(!tray->isChecked());
    QVERIFY(!preferences().get(settings::tray));
    QCOMPARE(preferences().get(settings::keys_palette), QStringLiteral("Ctrl+J"));
}

void SettingsTest::theDocumentationIsTheTable()
{
    QFile page(QStringLiteral(SLIPWAY_SOURCE_DIR "/docs/settings.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY2(QString::fromUtf8(page.readAll()) == preferencesMarkdown(),
             "Write it anew: slipway --settings-markdown > docs/settings.md");
}

void SettingsTest::theGuideListsTheKeys_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("page");
    QTest::newRow("in English") << QStringLiteral("en") << QStringLiteral("docs/guide/en/shortcuts.md");
    QTest::newRow("in Chinese") << QStringLiteral("zh_CN") << QStringLiteral("docs/guide/zh/shortcuts.md");
}

void SettingsTest::theGuideListsTheKeys()
{
    QFETCH(QString, language);
    QFETCH(QString, page);
    frame_->appearance.setLanguage(language);
    QFile file(QStringLiteral(SLIPWAY_SOURCE_DIR "/") + page);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    if (qEnvironmentVariable("SLIPWAY_GUIDE") == QStringLiteral("write")) {
        const qsizetype begin = text.indexOf(QStringLiteral("\n|")) + 1;
        const qsizetype end = text.lastIndexOf(QStringLiteral("|\n")) + 2;
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((text.left(begin) + shortcutsMarkdown() + text.mid(end)).toUtf8());
        return;
    }
    QVERIFY2(text.contains(shortcutsMarkdown()), "./dev guide writes it anew.");
}

void SettingsTest::picturesOfEverySection()
{
    QDir().mkpath(QStringLiteral(SLIPWAY_BINARY_DIR "/pages"));
    SettingsDialog dialog(preferences(), frame_->theme, nullptr);
    dialog.show();
    auto* sections = dialog.findChild<QListWidget*>();
    for (const char* scheme : {"light", "dark"})
        for (const char* language : {"en", "zh_CN"})
            for (int section = 0; section < sections->count(); ++section) {
                frame_->appearance.setScheme(QLatin1String(scheme));
                frame_->appearance.setLanguage(QLatin1String(language));
                sections->setCurrentRow(section);
                QCoreApplication::processEvents();
                QVERIFY(dialog.grab().save(QStringLiteral(SLIPWAY_BINARY_DIR "/pages/settings-%1-%2-%3.png")
                                               .arg(section)
                                               .arg(QLatin1String(scheme), QLatin1String(language))));
            }
    QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("privacy"))->text().contains(QStringLiteral("遥测")));
}

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
