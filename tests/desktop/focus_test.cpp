// SPDX-License-Identifier: GPL-3.0-or-later
// Where Tab leads, on every page and in every dialog, and how people see where they are.
#include "tests/desktop/focus_findings.h"
#include "tests/ui/open_window.h"
#include "ui/cluster/cluster_page.h"
#include "ui/connections/connections.h"
#include "ui/datasets/dataset_page.h"
#include "ui/environments/environment_page.h"
#include "ui/jobs/job_page.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/chart/chart_view.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/status/loading_state.h"

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSet>
#include <QTabWidget>
#include <QWindow>

#include <algorithm>
#include <functional>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

using Place = WorkbenchView::Place;
using Act = std::function<void(OpenWindow&)>;
Q_DECLARE_METATYPE(Act)

class FocusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void tabReadsThePage_data();
    void tabReadsThePage();
    void dialogsBeginAndEndWell_data();
    void dialogsBeginAndEndWell();
    void theFirstScreenBeginsAtItsFirstButton();

private:
    void look(QWidget& window, const QString& where);
    static QDialog* dialog();

    std::unique_ptr<WindowFrame> frame_;
    std::unique_ptr<OpenWindow> open_;
    QSet<QString> seen_;
};

void FocusTest::initTestCase()
{
    QApplication::setCursorFlashTime(0);
    frame_ = std::make_unique<WindowFrame>();
    open_ = std::make_unique<OpenWindow>(*frame_);
    open_->running.platform->setAdministrator(true);
    QTRY_VERIFY(open_->isLoaded());
}

void FocusTest::cleanupTestCase()
{
    open_.reset();
    frame_.reset();
}

void FocusTest::cleanup()
{
    while (QDialog* left = dialog())
        delete left;
}

namespace {

/// What comes later brings controls of its own.
bool isLoaded(const QWidget& window)
{
    const auto all = window.findChildren<LoadingState*>();
    return std::none_of(all.begin(), all.end(), [](const LoadingState* one) { return one->isVisible(); });
}

}  // namespace

/// The order of the window in front, and for kinds of controls that come up first here, what their focus
/// looks like.
void FocusTest::look(QWidget& window, const QString& where)
{
    QTRY_VERIFY2_WITH_TIMEOUT(isLoaded(window), qPrintable(where), 20'000);
    const QList<QWidget*> ring = focusRing();
    QVERIFY2(ring.size() > 1, qPrintable(where));
    QStringList found = ringFindings(window, ring);
    for (QWidget* control : ring) {
        if (seen_.contains(kindOf(*control)))
            continue;
        seen_.insert(kindOf(*control));
        found << focusFinding(*control);
    }
    found.removeAll(QString());
    QVERIFY2(found.isEmpty(), qPrintable(where + u":\n"_s + found.join(u'\n')));
}

QDialog* FocusTest::dialog()
{
    return qobject_cast<QDialog*>(QApplication::activeModalWidget());
}

void FocusTest::tabReadsThePage_data()
{
    QTest::addColumn<Place>("place");
    QTest::addColumn<QString>("item");
    QTest::addColumn<int>("tab");
    QTest::newRow("home") << Place::Home << QString() << -1;
    for (int tab = 0; tab < 5; ++tab)
        QTest::addRow("an environment, tab %d", tab) << Place::Environments << u"vision/notebook-1"_s << tab;
    for (int tab = 0; tab < 7; ++tab)
        QTest::addRow("a job, tab %d", tab) << Place::Jobs << u"vision/resnet50-food101"_s << tab;
    for (int tab = 0; tab < 3; ++tab)
        QTest::addRow("a dataset, tab %d", tab) << Place::Datasets << u"vision/food-101"_s << tab;
    for (int tab = 0; tab < 3; ++tab)
        QTest::addRow("the cluster, tab %d", tab) << Place::Cluster << QString() << tab;
}

void FocusTest::tabReadsThePage()
{
    QFETCH(const Place, place);
    QFETCH(const QString, item);
    QFETCH(const int, tab);
    WorkbenchView& view = open_->view();
    view.go(place);
    ListPage* list = place == Place::Environments ? static_cast<ListPage*>(view.environments())
                     : place == Place::Jobs       ? static_cast<ListPage*>(view.jobs())
                     : place == Place::Datasets   ? static_cast<ListPage*>(view.datasets())
                                                  : nullptr;
    QWidget* page = list ? static_cast<QWidget*>(list) : view.cluster();
    if (list) {
        QTRY_VERIFY((list->select(item.toStdString()), list->selected()));
    }
    if (auto* tabs = page->findChild<QTabWidget*>(); tabs && tab >= 0) {
        if (tab >= tabs->count() || !tabs->isTabVisible(tab))
            QSKIP("this one has no such tab");
        tabs->setCurrentIndex(tab);
        const auto* charts = tabs->currentWidget()->findChild<ChartGrid*>();
        QTRY_VERIFY(!charts || (charts->isVisible() && charts->findChild<ChartView*>()));
        QCoreApplication::processEvents();
    }
    open_->window->activateWindow();
    QTRY_VERIFY(QApplication::focusWidget());
    look(*open_->window, QString::fromLatin1(QTest::currentDataTag()));
}

void FocusTest::dialogsBeginAndEndWell_data()
{
    QTest::addColumn<Act>("open");
    QTest::newRow("create an environment") << Act([](OpenWindow& in) { in.view().environments()->begin(); });
    QTest::newRow("launch a job") << Act([](OpenWindow& in) { in.view().jobs()->begin(); });
    QTest::newRow("launch a job like another") << Act([](OpenWindow& in) {
        in.view().jobs()->clone(in.view().workspace().find(Kind::Job, "vision/bert-pretrain"));
    });
    QTest::newRow("upload a dataset") << Act([](OpenWindow& in) { in.view().datasets()->begin(); });
    QTest::newRow("add a cluster") << Act([](OpenWindow& in) { test::addClusterButton(in.view())->click(); });
    QTest::newRow("go to anything") << Act([](OpenWindow& in) { in.view().openPalette(); });
    QTest::newRow("settings") << Act([](OpenWindow& in) { in.window->openSettings(); });
    QTest::newRow("add a connection") << Act([](OpenWindow& in) { in.window->connections().add(); });
    QTest::newRow("delete an environment") << Act([](OpenWindow& in) {
        in.view().environments()->actions().remove(
            in.running.platform->resource(Kind::Environment, "labelling"), in.window.get());
    });
}

void FocusTest::dialogsBeginAndEndWell()
{
    QFETCH(const Act, open);
    open_->window->activateWindow();
    open_->view().go(Place::Jobs);
    QTRY_VERIFY(QApplication::focusWidget());
    QWidget* before = QApplication::focusWidget();
    QVERIFY(before);
    open(*open_);
    QTRY_VERIFY(dialog() && dialog()->isVisible() && dialog()->isActiveWindow());
    QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->window() == dialog());
    QWidget* first = QApplication::focusWidget();
    auto* steps = qobject_cast<StepDialog*>(dialog());
    auto* sections = dialog()->findChild<QListWidget*>();
    const int count = steps                                   ? steps->stepCount()
                      : dialog()->objectName() == u"settings" ? sections->count()
                                                              : 1;
    for (int step = 0; step < count; ++step) {
        if (steps)
            steps->setCurrentStep(step);
        else if (count > 1)
            (sections->setFocus(), sections->setCurrentRow(step));
        look(*dialog(), u"%1, step %2"_s.arg(QString::fromLatin1(QTest::currentDataTag())).arg(step + 1));
        if (step == 0)
            for (const QWidget* control : focusRing()) {
                const auto* field = qobject_cast<const QLineEdit*>(control);
                QVERIFY2(!field || !field->text().isEmpty() || isReadBefore(*first, *control),
                         qPrintable(
                             u"it begins at %1, after %2"_s.arg(first->objectName(), control->objectName())));
            }
    }
    QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    open_->window->activateWindow();  // As a desktop does with the window behind a dialog.
    QTRY_COMPARE(QApplication::focusWidget(), before);
}

void FocusTest::theFirstScreenBeginsAtItsFirstButton()
{
    MainWindowOptions options;
    options.config_directory = frame_->home.filePath(u"nothing"_s).toStdString();
    MainWindow first(frame_->appearance, options);
    first.resize(1280, 800);
    first.show();
    first.activateWindow();
    QTRY_VERIFY(first.isActiveWindow() && first.findChild<QPushButton*>(u"connect"_s)->isVisible());
    QTRY_VERIFY(QApplication::focusWidget());
    QCOMPARE(QApplication::focusWidget()->objectName(), u"useThisComputer"_s);
    look(first, u"the first screen"_s);
}

QTEST_MAIN(FocusTest)
#include "focus_test.moc"
