// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for the dialogs, against a platform in memory.
#include "tests/ui/open_window.h"
#include "ui/datasets/dataset_page.h"
#include "ui/datasets/upload_dialog.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/forms/volume_list.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/status/status_badge.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QThreadPool>

using namespace slipway;

namespace {

/// Everything that people can read in a dialog or have read to them.
QStringList readable(const QDialog& dialog)
{
    QStringList texts{dialog.windowTitle()};
    for (const QWidget* widget : dialog.findChildren<QWidget*>()) {
        texts << widget->accessibleName() << widget->toolTip();
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            texts << label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            texts << button->text();
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
            texts << edit->placeholderText();
        if (const auto* box = qobject_cast<const QComboBox*>(widget))
            for (int i = 0; i < box->count(); ++i)
                texts << box->itemText(i);
        if (const auto* list = qobject_cast<const QListWidget*>(widget))
            for (int i = 0; i < list->count(); ++i)
                texts << list->item(i)->text() << list->item(i)->toolTip();
    }
    texts.removeAll(QString());
    return texts;
}

}  // namespace

class DialogsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aSwitchedDialogReadsAsOneOpenedInThatLanguage_data();
    void aSwitchedDialogReadsAsOneOpenedInThatLanguage();
    void volumesThatOneMayMountAreOffered();
    void anUntouchedFormIsNotRed();
    void aSecondClickOpensNoSecondDialog();
    void closingStopsTheReadingOfAFolder();
    void aDatasetIsNamedByItsFolder();

private:
    QDialog* open(const QString& name);

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

void DialogsTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    QTRY_VERIFY(open_->isLoaded());
}

void DialogsTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

/// The dialog, once it has been answered by the platform or has read its folder.
QDialog* DialogsTest::open(const QString& name)
{
    WorkbenchView& view = open_->view();
    MainWindow* window = open_->window.get();
    if (name == QStringLiteral("environment"))
        view.environments()->begin();
    else if (name == QStringLiteral("job"))
        view.jobs()->clone(view.workspace().find(Kind::Job, "vision/resnet50-food101"));
    else if (name == QStringLiteral("dataset"))
        view.datasets()->begin();
    else if (name == QStringLiteral("palette"))
        view.openPalette(QStringLiteral("res"));
    else
        view.environments()->actions().remove(
            open_->running.platform->resource(Kind::Environment, "labelling"), window);
    auto* dialog = window->findChild<QDialog*>();
    if (auto* upload = qobject_cast<UploadDialog*>(dialog)) {
        upload->setFolder(QStringLiteral(SLIPWAY_SOURCE_DIR "/core"));
        auto* edit = upload->findChild<QLineEdit*>(QStringLiteral("name"));
        return QTest::qWaitFor([edit] { return !edit->text().isEmpty(); }) ? dialog : nullptr;
    }
    if (const auto* list = dialog->findChild<QListWidget*>(); name == QStringLiteral("palette")) {
        // Datasets are found last.
        const auto all = [list] {
            return !list->findItems(QStringLiteral("reviews"), Qt::MatchStartsWith).isEmpty();
        };
        return QTest::qWaitFor(all) ? dialog : nullptr;
    }
    if (auto* steps = qobject_cast<StepDialog*>(dialog)) {
        steps->setCurrentStep(2);
        auto* badge = dialog->findChild<StatusBadge*>();
        return QTest::qWaitFor([badge] { return badge->isVisible(); }) ? dialog : nullptr;
    }
    return dialog;
}

void DialogsTest::aSwitchedDialogReadsAsOneOpenedInThatLanguage_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"environment", "job", "dataset", "palette", "confirmation"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void DialogsTest::aSwitchedDialogReadsAsOneOpenedInThatLanguage()
{
    QFETCH(const QString, name);
    frame_->appearance.setLanguage(QStringLiteral("zh_CN"));
    QDialog* opened = open(name);
    QVERIFY(opened);
    const QStringList chinese = readable(*opened);
    delete opened;

    frame_->appearance.setLanguage(QStringLiteral("en"));
    QCoreApplication::processEvents();
    QDialog* switched = open(name);
    QVERIFY(switched);
    QVERIFY(readable(*switched) != chinese);
    frame_->appearance.setLanguage(QStringLiteral("zh_CN"));
    QTRY_COMPARE(readable(*switched), chinese);
}

void DialogsTest::volumesThatOneMayMountAreOffered()
{
    open_->view().jobs()->begin();
    auto* volumes = open_->window->findChild<VolumeList*>();
    QVERIFY(volumes);
    QStringList offered;
    for (int i = 0; i < volumes->rowCount(); ++i)
        offered << volumes->item(i, 0)->text();
    offered.sort();
    QCOMPARE(offered, QStringList({QStringLiteral("alices-notes"), QStringLiteral("corpus")}));
    volumes->findItems(QStringLiteral("corpus"), Qt::MatchExactly).front()->setCheckState(Qt::Checked);
    QCOMPARE(volumeNames(volumes->mounts()), QStringLiteral("corpus"));
    QCOMPARE(volumeOption(volumes->mounts().front()), QStringLiteral("corpus"));
    // What a job that is run again mounted in another way it mounts in that way again.
    volumes->setMounts({{"corpus", "/data", true}});
    QCOMPARE(volumeOption(volumes->mounts().front()), QStringLiteral("corpus:/data:ro"));
    QCOMPARE(volumeNames(volumes->mounts()), QStringLiteral("corpus at /data (read only)"));
    // A path is wrong as soon as it is typed, and right again.
    auto* path =
        volumes->item(volumes->findItems(QStringLiteral("corpus"), Qt::MatchExactly).front()->row(), 1);
    auto* field = qobject_cast<FormField*>(volumes->parentWidget());
    path->setText(QStringLiteral("data"));
    QVERIFY(field->hasError());
    path->setText(QStringLiteral("/etc"));
    QVERIFY2(field->error().contains(QStringLiteral("/etc")), qPrintable(field->error()));
    path->setText(QStringLiteral("/corpus"));
    QVERIFY(!field->hasError());
}

void DialogsTest::anUntouchedFormIsNotRed()
{
    open_->running.platform->refuse("\"command\":\"\"", "missing-field", "spec.command");
    open_->view().jobs()->begin();
    auto* dialog = open_->window->findChild<StepDialog*>();
    QVERIFY(dialog);
    const auto next = [dialog] {
        for (auto* button : dialog->findChildren<QAbstractButton*>())
            if (button->text() == QStringLiteral("Next"))
                return button;
        return static_cast<QAbstractButton*>(nullptr);
    };
    auto* badge = dialog->findChild<StatusBadge*>();
    auto* command = dialog->findChild<QLineEdit*>(QStringLiteral("command"));
    QVERIFY(!next()->isEnabled());
    command->setText(QStringLiteral("true"));
    QVERIFY(next()->isEnabled());
    QTRY_VERIFY(!badge->isHidden());  // The platform has answered.
    command->clear();
    QVERIFY(!next()->isEnabled());
    for (const FormField* field : dialog->findChildren<FormField*>())
        QVERIFY2(!field->hasError(), qPrintable(field->error()));
}

void DialogsTest::aSecondClickOpensNoSecondDialog()
{
    open_->view().jobs()->begin();
    open_->view().jobs()->begin();
    const auto dialogs = [this] { return open_->window->findChildren<StepDialog*>(); };
    QTRY_COMPARE(dialogs().size(), 1);
    QTRY_VERIFY(dialogs().front()->isVisible());
    dialogs().front()->reject();
    open_->view().jobs()->begin();
    QTRY_VERIFY(dialogs().size() == 1 && dialogs().front()->isVisible());
}

void DialogsTest::closingStopsTheReadingOfAFolder()
{
    open_->view().datasets()->begin();
    auto* dialog = open_->window->findChild<UploadDialog*>();
    QVERIFY(dialog);
    dialog->setFolder(QStringLiteral("/usr"));
    QElapsedTimer clock;
    clock.start();
    delete dialog;
    QVERIFY2(clock.elapsed() < 1'000, "nobody waits for the folder");
    QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
}

void DialogsTest::aDatasetIsNamedByItsFolder()
{
    open_->view().datasets()->begin();
    auto* dialog = open_->window->findChild<UploadDialog*>();
    QVERIFY(dialog);
    dialog->setFolder(QStringLiteral(SLIPWAY_SOURCE_DIR "/examples/digits/data"));
    QTRY_COMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("name"))->text(), QStringLiteral("digits"));
}

QTEST_MAIN(DialogsTest)
#include "dialogs_test.moc"
