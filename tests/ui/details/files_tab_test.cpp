// SPDX-License-Identifier: GPL-3.0-or-later
// The tab Files of a real window on a real slipwayd: looked through, looked into, taken, brought, deleted.
#include "tests/ui/details/details_stage.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/files/files_tab.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QImage>
#include <QInputDialog>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class FilesTabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { stage_->window.reset(); }
    void foldersAreWalkedByKeyboard();
    void textTablesPicturesAndBytesAreShown();
    void filesAreTakenAndBrought();
    void filesAreRenamedAndDeleted();
    void anotherPersonsFilesAreOnlyRead();
    void aJobHasOutputsAndAWorkingDirectory();
    void whatHasNoFilesYetSaysSo();
    void pictures_data();
    void pictures();

private:
    void openFiles(const std::string& environment = "lab");
    TableView& table() { return *tab_->findChild<TableView*>(u"files"_s); }
    bool lists(const QString& name);
    void choose(const QString& name);
    QString home() const;
    QString previewText() const;
    void put(const QString& name, const QByteArray& bytes);

    std::unique_ptr<DetailsStage> stage_;
    FilesTab* tab_ = nullptr;
};

void FilesTabTest::initTestCase()
{
    stage_ = std::make_unique<DetailsStage>();
    QVERIFY(stage_->platform.create(Kind::Environment, "lab", R"({"flavor":"cpu-small"})"));
    // Its files are there before its packages are ready.
    QTRY_VERIFY_WITH_TIMEOUT(QDir(home()).exists(), 60'000);
    QVERIFY(QDir().mkpath(home() + u"/src/deep"_s));
    put(u"notes.md"_s, "# Notes\nfirst line\n");
    put(u"runs.csv"_s, "step,loss\n1,0.9\n2,0.7\n");
    put(u"weights.bin"_s, QByteArray("\0\1\2\3weights", 11));
    put(u"src/train.py"_s, "print('train')\n");
    QImage image(300, 200, QImage::Format_RGB32);
    image.fill(QColor(u"#2f6fed"_s));
    QVERIFY(image.save(home() + u"/sample.png"_s));
}

QString FilesTabTest::home() const
{
    const QDir environments(stage_->platform.dataDirectory() + u"/environments"_s);
    return environments.filePath(environments.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0)) +
           u"/home"_s;
}

void FilesTabTest::put(const QString& name, const QByteArray& bytes)
{
    QFile file(home() + u'/' + name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

void FilesTabTest::openFiles(const std::string& environment)
{
    auto& view = stage_->view();
    stage_->user.waitUntil(u"it is listed"_s, [&] {
        return view.workspace().find(Kind::Environment, "default/" + environment) != nullptr;
    });
    view.go(WorkbenchView::Place::Environments);
    view.environments()->select("default/" + environment);
    stage_->user.openTab(u"Files"_s);
    tab_ = view.environments()->findChild<FilesTab*>();
}

bool FilesTabTest::lists(const QString& name)
{
    for (int row = 0; row < table().model()->rowCount(); ++row)
        if (table().model()->index(row, 0).data().toString() == name)
            return true;
    return false;
}

void FilesTabTest::choose(const QString& name)
{
    QTRY_VERIFY(lists(name) || lists(name + u'/'));
    table().clearSelection();
    table().selectKey(name);
}

QString FilesTabTest::previewText() const
{
    const auto* text = tab_->findChild<QPlainTextEdit*>(u"previewText"_s);
    return text->isVisible() ? text->toPlainText() : QString();
}

void FilesTabTest::foldersAreWalkedByKeyboard()
{
    stage_->open("admin");
    openFiles();
    choose(u"src"_s);
    QTest::keyClick(&table(), Qt::Key_Return);
    QTRY_VERIFY(lists(u"train.py"_s));
    QVERIFY(stage_->user.has(u"/src"_s));
    QVERIFY(lists(u"deep/"_s));
    choose(u"deep"_s);
    QTest::keyClick(&table(), Qt::Key_Return);
    QTRY_VERIFY(stage_->user.has(u"/src/deep"_s));
    QTRY_VERIFY(stage_->user.has(u"This folder is empty"_s));
    QTest::keyClick(tab_, Qt::Key_Backspace);
    QTRY_VERIFY(lists(u"train.py"_s));
    stage_->user.click(u"Folder above"_s);
    QTRY_VERIFY(lists(u"notes.md"_s));
}

void FilesTabTest::textTablesPicturesAndBytesAreShown()
{
    stage_->open("admin");
    openFiles();
    choose(u"notes.md"_s);
    QTRY_COMPARE(previewText(), u"# Notes\nfirst line\n"_s);
    choose(u"weights.bin"_s);
    QTRY_VERIFY(previewText().startsWith(u"00000000  00 01 02 03 77"_s));
    choose(u"runs.csv"_s);
    auto* rows = tab_->findChild<QTableWidget*>(u"previewTable"_s);
    QTRY_VERIFY(rows->isVisible());
    QCOMPARE(rows->rowCount(), 2);
    QCOMPARE(rows->horizontalHeaderItem(1)->text(), u"loss"_s);
    QCOMPARE(rows->item(1, 1)->text(), u"0.7"_s);
    choose(u"sample.png"_s);
    QTRY_VERIFY(stage_->user.has(u"sample.png  ·*300 × 200 pixels"_s) ||
                tab_->findChild<QLabel*>(u"previewImage"_s)->isVisible());
    QVERIFY(tab_->findChild<QLabel*>(u"previewImage"_s)->accessibleName().contains(u"300 × 200"_s));
}

void FilesTabTest::filesAreTakenAndBrought()
{
    stage_->open("admin");
    openFiles();
    choose(u"notes.md"_s);
    stage_->user.click(u"Download…"_s);
    auto* dialog = stage_->window->findChild<QFileDialog*>(u"downloadFiles"_s);
    QVERIFY(dialog);
    const QString target = stage_->platform.path(u"taken.md"_s);
    Q_EMIT dialog->fileSelected(target);
    dialog->reject();
    QTRY_VERIFY(QFile::exists(target));
    QFile taken(target);
    QVERIFY(taken.open(QIODevice::ReadOnly) && taken.readAll() == "# Notes\nfirst line\n");
    QTRY_VERIFY(stage_->user.has(u"notes.md is saved as *"_s) || !stage_->view().toasts().toasts().isEmpty());

    const QString source = stage_->platform.path(u"brought.txt"_s);
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from here") == 9);
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(source)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(tab_, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(tab_, &drop);
    QTRY_VERIFY(lists(u"brought.txt"_s));
    QCOMPARE(QFile(home() + u"/brought.txt"_s).size(), 9);

    tab_->upload({source});
    QTRY_VERIFY(stage_->user.has(u"brought.txt is there already and would be replaced."_s));
    stage_->user.click(u"Replace"_s);
    QTRY_VERIFY(stage_->view().fileTransfers().all().empty());
}

void FilesTabTest::filesAreRenamedAndDeleted()
{
    put(u"old.txt"_s, "x");
    stage_->open("admin");
    openFiles();
    choose(u"old.txt"_s);
    QTest::keyClick(tab_, Qt::Key_F2);
    auto* name = stage_->window->findChild<QInputDialog*>(u"fileName"_s);
    QVERIFY(name);
    name->setTextValue(u"new.txt"_s);
    name->accept();
    QTRY_VERIFY(lists(u"new.txt"_s) && !lists(u"old.txt"_s));
    choose(u"new.txt"_s);
    QTest::keyClick(tab_, Qt::Key_Delete);
    QTRY_VERIFY(stage_->user.has(u"new.txt will be deleted for ever, folders with all in them."_s));
    stage_->user.click(u"Delete"_s);
    QTRY_VERIFY(!lists(u"new.txt"_s));
    QVERIFY(!QFile::exists(home() + u"/new.txt"_s));
}

void FilesTabTest::anotherPersonsFilesAreOnlyRead()
{
    stage_->open("eve");
    openFiles();
    choose(u"notes.md"_s);
    QTRY_COMPARE(previewText(), u"# Notes\nfirst line\n"_s);
    for (const QPushButton* button : tab_->findChildren<QPushButton*>())
        if (button->text() == u"Upload…"_s) {
            QVERIFY(!button->isEnabled());
            QCOMPARE(button->toolTip(), u"These files belong to admin, who alone changes them here."_s);
        }
    QTest::keyClick(tab_, Qt::Key_Delete);
    QVERIFY(QFile::exists(home() + u"/notes.md"_s));
}

void FilesTabTest::aJobHasOutputsAndAWorkingDirectory()
{
    QVERIFY(stage_->platform.create(
        Kind::Job, "train",
        R"({"command":"mkdir -p $SLIPWAY_OUTPUTS/a; echo model > $SLIPWAY_OUTPUTS/a/model.txt; echo w > work.txt"})"));
    QVERIFY(stage_->platform.reaches(Kind::Job, "train", Phase::Succeeded));
    auto& view = stage_->open("admin");
    view.go(WorkbenchView::Place::Jobs);
    view.jobs()->select("default/train");
    stage_->user.openTab(u"Files"_s);
    tab_ = view.jobs()->findChild<FilesTab*>();
    choose(u"a"_s);
    QTest::keyClick(&table(), Qt::Key_Return);
    choose(u"model.txt"_s);
    QTRY_COMPARE(previewText(), u"model\n"_s);
    stage_->user.choose(u"Which files"_s, u"Working directory"_s);
    QTRY_VERIFY(lists(u"work.txt"_s));
}

void FilesTabTest::whatHasNoFilesYetSaysSo()
{
    QVERIFY(stage_->platform.create(Kind::Environment, "new", R"({"flavor":"cpu-small","released":true})"));
    stage_->open("admin");
    openFiles("new");
    QTRY_VERIFY(stage_->user.has(u"There is nothing to show"_s));
}

void FilesTabTest::pictures_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("language");
    QTest::newRow("light, English") << u"light"_s << u"en"_s;
    QTest::newRow("dark, Chinese") << u"dark"_s << u"zh_CN"_s;
}

void FilesTabTest::pictures()
{
    QFETCH(const QString, scheme);
    QFETCH(const QString, language);
    stage_->open("admin");
    openFiles();
    choose(u"runs.csv"_s);
    QTRY_VERIFY(tab_->findChild<QTableWidget*>(u"previewTable"_s)->isVisible());
    stage_->appearance->setScheme(scheme);
    stage_->appearance->setLanguage(language);
    stage_->picture(u"files-"_s + scheme + u'-' + language);
    stage_->appearance->setScheme(u"light"_s);
    stage_->appearance->setLanguage(u"en"_s);
}

QTEST_MAIN(FilesTabTest)
#include "files_tab_test.moc"
