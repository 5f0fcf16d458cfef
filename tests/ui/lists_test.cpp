// SPDX-License-Identifier: GPL-3.0-or-later
// Lists as people use them: filters, many rows at once, copies and files, and strings that nobody would
// choose.
#include "tests/ui/open_window.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "ui/parts/lists/row_feed.h"
#include "ui/parts/lists/selection_bar.h"
#include "widgets/form/status/toast.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/filter_model.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAccessible>
#include <QClipboard>
#include <QCompleter>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>

using namespace slipway;

namespace {

QStringList namesIn(const TableView& table)
{
    QStringList names;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        names.append(table.model()->index(row, 0).data().toString());
    names.sort();
    return names;
}

void selectNames(TableView& table, const QStringList& keys)
{
    table.selectKey(keys.first());
    for (const QString& key : keys) {
        const QModelIndex source = table.table()->index(table.table()->rowOf(key), 0);
        table.selectionModel()->select(table.filter()->mapFromSource(source),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

}  // namespace

class ListsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void jobsAreFilteredByConditions_data();
    void jobsAreFilteredByConditions();
    void anUnknownKeyIsExplainedBesideTheField();
    void manyJobsAreDeletedAfterOneQuestion();
    void whatFailsIsNamed();
    void onlyWhatCanStopIsStopped();
    void manyEnvironmentsAreReleased();
    void theDeleteKeyAsksForOne();
    void allRowsAreCopied();
    void theFileHasWhatIsShown();
    void columnsAreChosenByKeysAndComeBack();
    void ordinaryRowsStandBesideHostileOnes();
    void changesOfOneFrameAreMadeOnce();
    void picturesAreTaken_data();
    void picturesAreTaken();

private:
    template <class Widget>
    Widget* named(const QString& name, QWidget* in = nullptr);
    QDialog* confirmation();
    QString lastToast() const;
    JobPage& jobs() { return *open_->view().jobs(); }
    FilterField& filter() { return *jobs().findChild<FilterField*>(); }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<test::OpenWindow> open_;
};

/// The visible widget of that class with this accessible name.
template <class Widget>
Widget* ListsTest::named(const QString& name, QWidget* in)
{
    for (Widget* widget : (in ? in : open_->window.get())->findChildren<Widget*>()) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (widget->isVisible() && face && face->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

void ListsTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    open_ = std::make_unique<test::OpenWindow>(*frame_);
    QTRY_VERIFY(open_->isLoaded());
    open_->view().go(WorkbenchView::Place::Jobs);
    QTRY_COMPARE(jobs().table()->model()->rowCount(), 5);
    QTRY_VERIFY(namesIn(*jobs().table()).contains(QStringLiteral("vit-pretrain")));
}

void ListsTest::cleanup()
{
    open_.reset();
    frame_.reset();
}

QDialog* ListsTest::confirmation()
{
    auto* dialog = open_->window->findChild<QDialog*>(QStringLiteral("confirmDialog"));
    return dialog != nullptr && dialog->isVisible() ? dialog : nullptr;
}

QString ListsTest::lastToast() const
{
    const auto toasts = open_->view().toasts().toasts();
    return toasts.isEmpty() ? QString() : toasts.last()->message().text;
}

void ListsTest::jobsAreFilteredByConditions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char* sentence, const char* text, const QStringList& names) {
        QTest::newRow(sentence) << QString::fromUtf8(text) << names;
    };
    const QString bert = QStringLiteral("bert-pretrain");
    const QString ocr = QStringLiteral("ocr-finetune");
    const QString vit = QStringLiteral("vit-pretrain");
    row("what waits, in the platform's word", "phase:queued", {vit});
    row("what waits, in the window's word", "phase:waiting", {vit});
    row("what failed", "phase:failed", {ocr});
    row("of others", "-owner:me", {vit});
    row("words go with conditions", "pretrain gpu>=2", {bert, vit});
    row("what ran for long", "runtime>2h phase:running -resnet", {bert});
    row("younger than they all are", "age<1s", {});
}

void ListsTest::jobsAreFilteredByConditions()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, names);
    QAbstractItemModelTester tester(jobs().table()->model(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    filter().setText(text);
    QTRY_COMPARE(namesIn(*jobs().table()), names);
    filter().clear();
    QCOMPARE(jobs().table()->model()->rowCount(), 5);
}

void ListsTest::anUnknownKeyIsExplainedBesideTheField()
{
    QTest::keyClicks(&filter(), QStringLiteral("colour:red"));
    QTRY_VERIFY(filter().hint()->isVisible());
    QCOMPARE(filter().hint()->text(),
             QStringLiteral("There is no “colour” to filter by. There are: name, phase, gpu, owner, runtime, "
                            "message, age, label."));
    filter().clear();
    QVERIFY(!filter().hint()->isVisible());
}

void ListsTest::manyJobsAreDeletedAfterOneQuestion()
{
    selectNames(*jobs().table(),
                {QStringLiteral("vision/ocr-finetune"), QStringLiteral("vision/vit-pretrain"),
                 QStringLiteral("vision/resnet50-food101")});
    auto* bar = jobs().findChild<SelectionBar*>();
    QVERIFY(bar->isVisible());
    QVERIFY(named<QLabel>(QStringLiteral("3 selected"), bar));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Delete 3 jobs"), bar), Qt::LeftButton);
    QTRY_VERIFY(confirmation());
    QVERIFY(named<QLabel>(QStringLiteral("Delete 3 jobs?"), confirmation()));
    QVERIFY(named<QLabel>(
        QStringLiteral(
            "Lost for ever: logs, metrics, and working directories. 2 of them have not ended: they are "
            "stopped. One of them belongs to somebody else."),
        confirmation()));
    auto* confirm = named<QPushButton>(QStringLiteral("Delete 3 jobs"), confirmation());
    QVERIFY2(!confirm->isEnabled(), "one of them is bob's, who is to read a reason");
    QTest::keyClicks(named<QLineEdit>(QStringLiteral("Reason"), confirmation()), QStringLiteral("clean-up"));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_COMPARE(lastToast(), QStringLiteral("Deleted 3 jobs."));
    QTRY_COMPARE(jobs().table()->model()->rowCount(), 2);
    QVERIFY(!bar->isVisible());
}

void ListsTest::whatFailsIsNamed()
{
    selectNames(*jobs().table(),
                {QStringLiteral("vision/ocr-finetune"), QStringLiteral("vision/resnet50-food101-b")});
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Delete 2 jobs")), Qt::LeftButton);
    QTRY_VERIFY(confirmation());
    // Somebody else is quicker.
    const CallHandle call = open_->view().workspace().session().remove(Kind::Job, "vision", "ocr-finetune",
                                                                       [](const Result<void>&) {});
    QTRY_COMPARE(jobs().table()->model()->rowCount(), 4);
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Delete 2 jobs"), confirmation()), Qt::LeftButton);
    QTRY_VERIFY(lastToast().startsWith(QStringLiteral("Deleted job resnet50-food101-b.\nNot done with "
                                                      "ocr-finetune: ")));
    QCOMPARE(open_->view().toasts().toasts().last()->message().tone, StatusTone::Failed);
    QTRY_COMPARE(jobs().table()->model()->rowCount(), 3);
}

void ListsTest::onlyWhatCanStopIsStopped()
{
    jobs().table()->selectAll();
    auto* stop = named<QPushButton>(QStringLiteral("Stop 3 jobs"));
    QVERIFY2(stop, "two of the five have ended");
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY(confirmation());
    QTest::keyClicks(named<QLineEdit>(QStringLiteral("Reason"), confirmation()),
                     QStringLiteral("maintenance"));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Stop 3 jobs"), confirmation()), Qt::LeftButton);
    QTRY_COMPARE(lastToast(), QStringLiteral("Stopping 3 jobs. Logs and what was written are kept."));
    const auto requests = open_->running.platform->requests();
    QCOMPARE(std::count_if(requests.begin(), requests.end(),
                           [](const std::string& request) { return request.ends_with("/stop"); }),
             3);
    QCOMPARE(jobs().table()->selectedCount(), 5);
}

void ListsTest::manyEnvironmentsAreReleased()
{
    open_->view().go(WorkbenchView::Place::Environments);
    open_->view().environments()->table()->selectAll();
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Release 2 environments")), Qt::LeftButton);
    QTRY_VERIFY(confirmation());
    QVERIFY(named<QLabel>(QStringLiteral("Kept: files and packages. What is released can be resumed."),
                          confirmation()));
    QTest::keyClicks(named<QLineEdit>(QStringLiteral("Reason"), confirmation()), QStringLiteral("idle"));
    QTest::mouseClick(named<QPushButton>(QStringLiteral("Release 2 environments"), confirmation()),
                      Qt::LeftButton);
    QTRY_COMPARE(lastToast(), QStringLiteral("Releasing 2 environments. Files and packages are kept."));
}

void ListsTest::theDeleteKeyAsksForOne()
{
    open_->view().go(WorkbenchView::Place::Datasets);
    open_->view().datasets()->table()->selectKey(QStringLiteral("vision/food-101"));
    QTest::keyClick(open_->view().datasets()->table(), Qt::Key_Delete);
    QTRY_VERIFY(confirmation());
    QVERIFY(named<QLabel>(QStringLiteral("Delete dataset food-101?"), confirmation()));
    QTest::keyClick(confirmation(), Qt::Key_Escape);
    QTRY_VERIFY(!confirmation());
    QCOMPARE(open_->view().datasets()->table()->model()->rowCount(), 3);
}

void ListsTest::allRowsAreCopied()
{
    jobs().table()->setFocus();
    QTest::keyClick(jobs().table(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(jobs().table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines.first(), QStringLiteral("Name\tPhase\tGPUs\tOwner\tRuntime\tResult, or why it waits"));
    QVERIFY(lines[1].startsWith(QStringLiteral("bert-pretrain\tRunning\t4\tyou\t")));
}

void ListsTest::theFileHasWhatIsShown()
{
    filter().setText(QStringLiteral("phase:failed,queued"));
    jobs().table()->setColumnHidden(4, true);
    auto* more = jobs().findChild<QToolButton*>(QStringLiteral("more"));
    Q_EMIT more->menu()->aboutToShow();
    const auto actions = more->menu()->actions();
    const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->text() == QStringLiteral("Export as CSV…");
    });
    QVERIFY(found != actions.end());
    (*found)->trigger();
    auto* dialog = open_->window->findChild<QFileDialog*>(QStringLiteral("exportDialog"));
    QTRY_VERIFY(dialog && dialog->isVisible());
    const QString path = frame_->home.filePath(QStringLiteral("jobs.csv"));
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_COMPARE(lastToast(), QStringLiteral("2 rows are in jobs.csv."));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.first(), QStringLiteral("Name,Phase,GPUs,Owner,\"Result, or why it waits\""));
    QVERIFY(lines[1].startsWith(QStringLiteral("vit-pretrain,Waiting,2,bob,")));
    QVERIFY(lines[2].startsWith(QStringLiteral("ocr-finetune,Failed,1,you,")));
    QCOMPARE(lines.size(), 4);
}

void ListsTest::columnsAreChosenByKeysAndComeBack()
{
    QHeaderView* header = jobs().table()->horizontalHeader();
    QVERIFY(header->isSectionHidden(6));
    QMenu columns;
    jobs().table()->fillColumnMenu(columns);
    QTest::keyClick(&columns, Qt::Key_Down);
    columns.actions()[6]->setChecked(true);
    QVERIFY(!header->isSectionHidden(6));
    header->moveSection(0, 3);
    QTest::keyClick(jobs().table(), Qt::Key_Menu);
    columns.actions().last()->trigger();
    QVERIFY(header->isSectionHidden(6));
    QCOMPARE(header->visualIndex(0), 0);
}

void ListsTest::ordinaryRowsStandBesideHostileOnes()
{
    auto status = test::workload(Phase::Failed, std::chrono::minutes(1));
    status.message = "<h1>big</h1>\n\u202etxet" + std::string(1'000'000, 'x');
    JobSpec spec;
    spec.flavor = "<b>";
    const std::string name = "<img src=x>\u202egpj";
    open_->running.platform->put(test::made(Kind::Job, name, write(spec), write(status)));
    QTRY_COMPARE(jobs().table()->model()->rowCount(), 6);
    filter().setText(QStringLiteral("name:\"<img\""));
    QCOMPARE(jobs().table()->model()->rowCount(), 1);
    QVERIFY(!open_->window->grab().isNull());
    const QString tooltip = jobs().table()->model()->index(0, 5).data(Qt::ToolTipRole).toString();
    QVERIFY2(tooltip.size() < 20'000, "a tooltip is shortened");
    QVERIFY(!tooltip.contains(QStringLiteral("<h1>")));
    jobs().table()->selectAll();
    jobs().table()->copySelection();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromStdString(name)));
}

void ListsTest::changesOfOneFrameAreMadeOnce()
{
    KeyedTableModel model;
    model.setColumns({{.id = QStringLiteral("name"), .title = QStringLiteral("Name")}});
    int made = 0;
    RowFeed feed(
        model,
        [&](const std::string& key) -> std::optional<TableRow> {
            ++made;
            if (key == "gone")
                return std::nullopt;
            return TableRow{QString::fromStdString(key), {{.text = QString::number(made)}}};
        },
        nullptr);
    feed.replace({"a", "b", "gone"});
    QCOMPARE(model.rowCount(), 2);
    made = 0;
    const QSignalSpy brought(&feed, &RowFeed::brought);
    for (int i = 0; i < 100; ++i)
        feed.change(i % 2 == 0 ? "a" : "c");
    QCOMPARE(made, 0);
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(made, 2);
    QCOMPARE(brought.size(), 1);
    std::vector<std::string> many;
    for (int i = 0; i < 200'000; ++i)
        many.push_back("row" + std::to_string(i));
    feed.replace(many);
    QVERIFY2(feed.isBusy() && model.rowCount() > 0, "the first are there at once, the rest follow");
    QVERIFY(model.rowOf(QStringLiteral("a")) < 0);
}

void ListsTest::picturesAreTaken_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("language");
    for (const char* scheme : {"light", "dark"})
        for (const char* language : {"en", "zh_CN"})
            QTest::addRow("%s, %s", scheme, language)
                << QString::fromLatin1(scheme) << QString::fromLatin1(language);
}

void ListsTest::picturesAreTaken()
{
    QFETCH(const QString, scheme);
    QFETCH(const QString, language);
    frame_->appearance.setScheme(scheme);
    frame_->appearance.setLanguage(language);
    const QString folder = QStringLiteral(SLIPWAY_BINARY_DIR "/pages");
    QDir().mkpath(folder);
    const auto save = [&](const QString& page, QWidget& widget) {
        QCoreApplication::processEvents();
        QVERIFY(
            widget.grab().save(folder + QStringLiteral("/%1-1280-%2-%3.png").arg(page, scheme, language)));
    };
    jobs().table()->selectAll();
    save(QStringLiteral("lists-selected"), *open_->window);
    QTest::keyClick(jobs().table(), Qt::Key_Delete);
    QTRY_VERIFY(confirmation());
    save(QStringLiteral("lists-confirm"), *confirmation());
    confirmation()->reject();
    QTest::keyClicks(&filter(), QStringLiteral("phase:"));
    auto* popup = filter().findChild<QCompleter*>()->popup();
    QTRY_VERIFY(popup->isVisible());
    save(QStringLiteral("lists-suggestions"), *popup);
    popup->hide();
    filter().setText(QStringLiteral("owner:me colour:red"));
    QTRY_VERIFY(filter().hint()->isVisible());
    save(QStringLiteral("lists-hint"), *open_->window);
    auto* more = jobs().findChild<QToolButton*>(QStringLiteral("more"));
    Q_EMIT more->menu()->aboutToShow();
    more->menu()->ensurePolished();
    more->menu()->adjustSize();
    save(QStringLiteral("lists-more"), *more->menu());
}

QTEST_MAIN(ListsTest)
#include "lists_test.moc"
