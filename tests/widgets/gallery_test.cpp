// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every widget in light and dark, for people to look at.
#include "widgets/chart/chart_card.h"
#include "widgets/chart/chart_grid.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/full/full_chart.h"
#include "widgets/form/button.h"
#include "widgets/form/card.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/form/nav_button.h"
#include "widgets/form/search_field.h"
#include "widgets/form/status/empty_state.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/loading_state.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/form/status/usage_bar.h"
#include "widgets/form/text_role.h"
#include "widgets/heatmap/gpu_map.h"
#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

FormField* labelled(const QString& label, QWidget* editor)
{
    auto* field = new FormField(editor, nullptr);
    field->setLabel(label);
    return field;
}

}  // namespace

class GalleryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void render_data();
    void render();

private:
    QWidget* controls();
    void addButtons(QVBoxLayout& column);
    void addChoices(QVBoxLayout& column);
    QWidget* table();
    QWidget* log();
    QWidget* charts();
    QWidget* fullChart();
    QWidget* wizard();
    QWidget* cluster();
    QWidget* states();
    QWidget* icons();

    std::unique_ptr<Theme> theme_;
    ChartData data_{u"train/loss"_s};
};

namespace {

TableRow job(const QString& name, StatusTone tone, const QString& phase, const QString& gpus,
             const QString& owner, const QString& time, const QString& note)
{
    return {name,
            {{.text = name, .strong = true},
             {.text = phase, .tone = tone},
             {.text = gpus},
             {.text = owner},
             {.text = time},
             {.text = note, .dim = true}}};
}

std::vector<SeriesPoint> curve(int run, int kind)
{
    std::vector<SeriesPoint> points;
    for (int i = 0; i < 6000; ++i) {
        const double x = i * 10.0;
        const double noise = std::sin(i * 12.9898 + run) * 43758.5453;
        const double random = noise - std::floor(noise) - 0.5;
        const double loss = 0.3 + 0.07 * run + 2 * std::exp(-x / 9000.0) + random * 0.12;
        const double accuracy = 0.9 - 0.02 * run - 0.8 * std::exp(-x / 8000.0) + random * 0.03;
        const double rate = x < 4000 ? 3e-3 * x / 4000 : 3e-3 * (60000 - x) / 56000;
        points.push_back({x, kind == 0 ? loss : kind == 1 ? accuracy : rate});
    }
    return points;
}

const QStringList kRuns{u"resnet50-food101"_s, u"resnet50-b"_s, u"convnext-t"_s, u"vit-s16"_s};

}  // namespace

void GalleryTest::addButtons(QVBoxLayout& column)
{
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(makeButton(u"Launch job"_s, ButtonKind::Primary));
    buttons->addWidget(makeButton(u"Clone"_s, ButtonKind::Secondary));
    buttons->addWidget(makeButton(u"Delete…"_s, ButtonKind::Danger));
    buttons->addWidget(makeButton(u"Plain"_s, ButtonKind::Plain));
    buttons->addWidget(makeButton(u"Show all"_s, ButtonKind::Link));
    auto* disabled = makeButton(u"Disabled"_s, ButtonKind::Primary);
    disabled->setEnabled(false);
    buttons->addWidget(disabled);
    auto* checked = makeButton(u"Wrap"_s, ButtonKind::Secondary);
    checked->setCheckable(true);
    checked->setChecked(true);
    buttons->addWidget(checked);
    auto* menu = makeButton(u"Step"_s, ButtonKind::Secondary);
    menu->setMenu(new QMenu(menu));
    buttons->addWidget(menu);
    buttons->addWidget(makeIconButton(IconName::More, u"More"_s, *theme_));
    buttons->addStretch();
    column.addLayout(buttons);

    auto* badges = new QHBoxLayout;
    badges->addWidget(new StatusBadge(StatusTone::Running, u"Running"_s, *theme_));
    badges->addWidget(new StatusBadge(StatusTone::Waiting, u"Waiting"_s, *theme_));
    badges->addWidget(new StatusBadge(StatusTone::Failed, u"Failed"_s, *theme_));
    badges->addWidget(new StatusBadge(StatusTone::Done, u"Succeeded"_s, *theme_));
    badges->addWidget(new StatusBadge(StatusTone::Idle, u"Idle"_s, *theme_));
    badges->addWidget(new StatusBadge(StatusTone::Neutral, u"Released"_s, *theme_));
    badges->addStretch();
    column.addLayout(badges);
}

QWidget* GalleryTest::controls()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(makeLabel(u"Controls"_s, TextRole::Heading));

    addButtons(*column);
    auto* search = new SearchField(*theme_);
    search->setPlaceholderText(u"filter by name, owner:me, phase:waiting"_s);
    search->setShortcutHint(u"Ctrl F"_s);
    column->addWidget(search);
    column->addWidget(labelled(u"Name"_s, new QLineEdit(u"food-101"_s)));
    auto* wrong = labelled(u"Flavor"_s, new QLineEdit(u"gpu-9"_s));
    wrong->setError(u"Flavor \"gpu-9\" does not exist. Choose one of: cpu-small, gpu-1."_s);
    column->addWidget(wrong);
    auto* combo = new QComboBox;
    combo->addItems({u"gpu-1"_s, u"gpu-2"_s});
    auto* choice = labelled(u"Flavor"_s, combo);
    choice->setHint(u"1 GPU, 8 CPUs, 64 GiB"_s);
    column->addWidget(choice);
    column->addWidget(labelled(u"Replicas"_s, new QSpinBox));

    addChoices(*column);
    column->addStretch();
    return page;
}

void GalleryTest::addChoices(QVBoxLayout& column)
{
    auto* choices = new QHBoxLayout;
    auto* box = new QCheckBox(u"Release when idle"_s);
    box->setChecked(true);
    choices->addWidget(box);
    choices->addWidget(new QCheckBox(u"Off"_s));
    auto* radio = new QRadioButton(u"WebDataset (.tar)"_s);
    radio->setChecked(true);
    choices->addWidget(radio);
    choices->addWidget(new QRadioButton(u"As they are"_s));
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setValue(60);
    choices->addWidget(slider);
    column.addLayout(choices);
    auto* progress = new QProgressBar;
    progress->setValue(62);
    column.addWidget(progress);
    auto* tabs = new QTabBar;
    for (const QString& name : {u"Overview"_s, u"Logs"_s, u"Metrics"_s, u"Files"_s})
        tabs->addTab(name);
    tabs->setCurrentIndex(1);
    column.addWidget(tabs);
    auto* command = new CopyBox(*theme_);
    command->setText(u"slipwayctl dataset upload ./food-101 --task image-classification"_s, u"$"_s);
    column.addWidget(command);
}

QWidget* GalleryTest::table()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(20, 20, 20, 20);
    auto* card = new Card;
    card->setFlush(true);
    auto* model = new KeyedTableModel(page);
    model->setColumns({{u"name"_s, u"Name"_s, Qt::AlignLeft | Qt::AlignVCenter, 220},
                       {u"phase"_s, u"Phase"_s},
                       {u"gpus"_s, u"GPUs"_s},
                       {u"owner"_s, u"Owner"_s, Qt::AlignLeft | Qt::AlignVCenter, 90},
                       {u"time"_s, u"Runtime"_s, Qt::AlignLeft | Qt::AlignVCenter, 110},
                       {u"note"_s, u"Progress, or why it waits"_s}});
    model->setRows({job(u"resnet50-food101"_s, StatusTone::Running, u"Running"_s, u"8 × H200"_s, u"you"_s,
                        u"2 h 14 m"_s, u"82 % · 41 min left"_s),
                    job(u"bert-ner-sweep/17"_s, StatusTone::Running, u"Running"_s, u"1 × H200"_s, u"you"_s,
                        u"31 m"_s, u"GPU waits 62 % for input"_s),
                    job(u"vit-pretrain"_s, StatusTone::Waiting, u"Waiting"_s, u"16 × H200"_s, u"nlp-bot"_s,
                        u"—"_s, u"16 GPUs free in about 1 h 20 m"_s),
                    job(u"ocr-finetune"_s, StatusTone::Failed, u"Failed"_s, u"1 × H200"_s, u"you"_s,
                        u"12 m"_s, u"Out of memory at step 4,120"_s),
                    job(u"resnet50-food101-b"_s, StatusTone::Done, u"Succeeded"_s, u"8 × H200"_s, u"you"_s,
                        u"3 h 02 m"_s, u"top-1 0.8712"_s)});
    auto* view = new TableView(*theme_);
    view->setTable(model);
    view->selectKey(u"resnet50-food101"_s);
    card->content()->addWidget(view);
    column->addWidget(card);
    return page;
}

QWidget* GalleryTest::log()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(20, 20, 20, 20);
    auto* card = new Card;
    card->setFlush(true);
    auto* panel = new LogPanel(*theme_);
    QByteArray text;
    for (int i = 0; i < 4000; ++i) {
        text += "14:02:11." + QByteArray::number(i % 1000) + "  step " + QByteArray::number(41180 + i * 20) +
                "  loss 0.4215  lr 3.1e-04  imgs/s 2430\n";
        if (i % 9 == 3)
            text += "\x1b[33mWARNING\x1b[0m loader worker 3 waited 1.9 s for food-101/shard-000113.tar\n";
        if (i % 23 == 22)
            text += "RuntimeError: CUDA out of memory (\xe6\x98\xbe\xe5\xad\x98\xe4\xb8\x8d\xe8\xb6\xb3)\n";
    }
    panel->append(text);
    panel->search()->setText(u"out of|shard"_s);
    card->content()->addWidget(panel);
    column->addWidget(card);
    return page;
}

QWidget* GalleryTest::charts()
{
    auto* grid = new ChartGrid(*theme_);
    grid->setSmoothing(0.97);
    int kind = 0;
    for (const QString& metric : {u"train/loss"_s, u"val/accuracy"_s, u"lr"_s}) {
        for (int run = 0; run < (kind == 2 ? 1 : kRuns.size()); ++run)
            grid->append(metric, kRuns[run], curve(run, kind));
        ++kind;
    }
    grid->append(u"empty"_s, kRuns[0], {});
    return grid;
}

QWidget* GalleryTest::fullChart()
{
    data_.clear();
    data_.setSmoothing(0.97);
    for (int run = 0; run < kRuns.size(); ++run)
        data_.append(kRuns[run], curve(run, 0));
    return new FullChart(data_, *theme_);
}

QWidget* GalleryTest::wizard()
{
    auto* dialog = new StepDialog(u"Upload dataset"_s, *theme_);
    dialog->addStep(u"Source"_s);
    QVBoxLayout& column = dialog->addStep(u"Review"_s);
    dialog->addStep(u"Done"_s);
    column.addWidget(labelled(u"Name"_s, new QLineEdit(u"food-101"_s)));
    auto* row = new QHBoxLayout;
    auto* files = new Card(u"101,000 files, 4.6 GB"_s);
    files->content()->addWidget(makeLabel(u"median 46 KB; 96 % under 100 KB"_s, TextRole::Dim));
    auto* found = new Card(u"Found while reading"_s);
    found->content()->addWidget(new StatusBadge(StatusTone::Failed, u"3 broken images"_s, *theme_));
    found->content()->addWidget(new StatusBadge(StatusTone::Idle, u"412 duplicates"_s, *theme_));
    files->content()->addStretch();
    found->content()->addStretch();
    row->addWidget(files, 3);
    row->addWidget(found, 2);
    column.addLayout(row);
    auto* tint = new QFrame;
    setSurface(*tint, Surface::Tint);
    auto* inner = new QVBoxLayout(tint);
    inner->addWidget(makeLabel(u"Pack into shards?"_s, TextRole::Strong));
    inner->addWidget(makeLabel(u"Read one by one, these files feed about 930 samples/s."_s));
    column.addWidget(tint);
    auto* command = new CopyBox(*theme_);
    command->setText(u"slipwayctl dataset upload ./food-101"_s, u"$"_s);
    column.addWidget(command);
    column.addStretch();
    dialog->setCurrentStep(1);
    dialog->setNote(u"Goes on in the background, and after a restart."_s);
    return dialog;
}

QWidget* GalleryTest::cluster()
{
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(20, 20, 20, 20);
    row->setSpacing(12);
    auto* card = new Card(u"GPUs by owner"_s);
    card->setNote(u"shade shows use, stripes idle"_s);
    auto* map = new GpuMap(*theme_);
    QList<GpuRow> rows;
    const auto cells = [](int count, const QString& owner, double use, bool idle = false) {
        QList<GpuCell> list;
        for (int i = 0; i < count; ++i)
            list.append({owner, {}, use - 0.07 * (i % 4), idle, false});
        return list;
    };
    rows.append({u"gpu-05"_s, u"8 of 8 · 91 %"_s, cells(6, u"vision"_s, 1) + cells(2, u"speech"_s, 0.4)});
    rows.append({u"gpu-06"_s, u"4 of 8 · 77 %"_s, cells(4, u"ads"_s, 0.9) + cells(4, {}, 0)});
    rows.append({u"gpu-07"_s, u"8 of 8 · 96 %"_s, cells(8, u"nlp"_s, 1)});
    rows.append({u"gpu-08"_s, u"3 of 8 · 2 idle 3 h"_s,
                 cells(1, u"speech"_s, 1) + cells(2, u"speech"_s, 0, true) + cells(4, {}, 0) +
                     QList<GpuCell>{{{}, {}, 0, false, true}}});
    map->setRows(rows);
    card->content()->addWidget(map);
    card->content()->addStretch();
    row->addWidget(card, 2);
    auto* projects = new Card(u"Projects"_s);
    auto* half = new UsageBar(*theme_);
    half->setUsage(u"vision-team"_s, u"21 of 24 GPUs"_s, 21 / 24.0);
    auto* full = new UsageBar(*theme_);
    full->setUsage(u"ads"_s, u"4 of 4 GPUs"_s, 1);
    projects->content()->addWidget(half);
    projects->content()->addWidget(full);
    projects->content()->addStretch();
    row->addWidget(projects, 1);
    return page;
}

QWidget* GalleryTest::states()
{
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 20, 20);
    auto* rail = new QFrame;
    setSurface(*rail, Surface::Rail);
    rail->setFixedWidth(168);
    auto* places = new QVBoxLayout(rail);
    places->setContentsMargins(8, 12, 8, 12);
    places->setSpacing(2);
    auto* title = new QHBoxLayout;
    auto* mark = new QLabel;
    mark->setPixmap(logo().pixmap(20, 20));
    title->addWidget(mark);
    title->addWidget(makeLabel(u"Slipway"_s, TextRole::Strong), 1);
    places->addLayout(title);
    places->addWidget(new NavButton(IconName::Home, u"Home"_s, *theme_));
    auto* environments = new NavButton(IconName::Environments, u"Environments"_s, *theme_);
    environments->setCount(3);
    places->addWidget(environments);
    auto* jobs = new NavButton(IconName::Jobs, u"Jobs"_s, *theme_);
    jobs->setCount(12);
    jobs->setChecked(true);
    places->addWidget(jobs);
    places->addWidget(new NavButton(IconName::Datasets, u"Datasets"_s, *theme_));
    places->addStretch();
    row->addWidget(rail);

    auto* column = new QVBoxLayout;
    column->setContentsMargins(12, 20, 0, 0);
    auto* banner = new ErrorBanner(*theme_);
    banner->setMessage(
        u"gpu-box has not answered for 12 s. What you see is from 14:02; it is tried again."_s);
    column->addWidget(banner);
    auto* empty = new EmptyState(IconName::Datasets, *theme_);
    empty->setTitle(u"No datasets yet"_s);
    empty->setText(u"Upload a folder once, and every environment and job can read it."_s);
    empty->setAction(u"Upload dataset"_s);
    column->addWidget(empty, 1);
    auto* loading = new LoadingState(*theme_);
    loading->setFixedHeight(60);
    column->addWidget(loading);
    row->addLayout(column, 1);

    auto* toasts = new ToastStack(*theme_, page);
    ToastMessage released;
    released.text = u"Released 2 GPUs of notebook-42. Files and packages are kept."_s;
    released.tone = StatusTone::Done;
    released.action_text = u"Resume"_s;
    toasts->show(released);
    toasts->show(u"ocr-finetune failed: out of memory at step 4,120."_s, StatusTone::Failed);
    return page;
}

QWidget* GalleryTest::icons()
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    for (int i = 0; i <= static_cast<int>(IconName::Clock); ++i) {
        for (int size = 0; size < 2; ++size) {
            auto* button = new QToolButton;
            button->setIcon(icon(static_cast<IconName>(i), *theme_, IconTint::Text));
            button->setIconSize(size == 0 ? QSize(16, 16) : QSize(24, 24));
            grid->addWidget(button, i / 14 * 2 + size, i % 14);
        }
    }
    return page;
}

void GalleryTest::render_data()
{
    using Maker = QWidget* (GalleryTest::*)();
    QTest::addColumn<ColorScheme>("scheme");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Maker>("make");
    QTest::addColumn<QSize>("size");
    struct Place {
        const char* name;
        Maker make;
        QSize size;
    };
    for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark}) {
        for (const Place& place :
             {Place{"controls", &GalleryTest::controls, {900, 640}},
              Place{"table", &GalleryTest::table, {1100, 300}}, Place{"log", &GalleryTest::log, {1100, 460}},
              Place{"charts", &GalleryTest::charts, {800, 560}},
              Place{"full-chart", &GalleryTest::fullChart, {1080, 680}},
              Place{"wizard", &GalleryTest::wizard, {820, 600}},
              Place{"cluster", &GalleryTest::cluster, {1100, 320}},
              Place{"states", &GalleryTest::states, {1000, 560}},
              Place{"icons", &GalleryTest::icons, {700, 320}}}) {
            const char* suffix = scheme == ColorScheme::Light ? "light" : "dark";
            const QString name = u"%1-%2"_s.arg(QLatin1String(place.name), QLatin1String(suffix));
            QTest::addRow("%s is painted in %s", place.name, suffix)
                << scheme << name << place.make << place.size;
        }
    }
}

void GalleryTest::render()
{
    using Maker = QWidget* (GalleryTest::*)();
    QFETCH(const ColorScheme, scheme);
    QFETCH(const QString, name);
    QFETCH(const Maker, make);
    QFETCH(const QSize, size);
    if (!theme_)
        theme_ = std::make_unique<Theme>(scheme);
    theme_->setColorScheme(scheme);

    const std::unique_ptr<QWidget> widget((this->*make)());
    widget->setWindowFlag(Qt::Window);
    if (qobject_cast<QDialog*>(widget.get()) == nullptr)
        setSurface(*widget, Surface::Window);
    widget->resize(size);
    widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget.get()));
    for (auto* loading : widget->findChildren<LoadingState*>())
        QTRY_VERIFY(loading->isShown());
    for (auto* view : widget->findChildren<LogView*>())
        QTRY_VERIFY(!view->isSearching() && view->matchCount() > 0);
    for (auto* view : widget->findChildren<ChartView*>())
        QTest::mouseMove(view, view->rect().center() - QPoint(30, 20));
    if (auto* first = widget->findChild<ChartView*>())
        QTest::mouseMove(first, QPoint(200, 60));
    QCoreApplication::processEvents();

    const QImage image = widget->grab().toImage();
    QDir().mkpath(QStringLiteral(SLIPWAY_BINARY_DIR "/gallery"));
    QVERIFY(image.save(QStringLiteral(SLIPWAY_BINARY_DIR "/gallery/%1.png").arg(name)));
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colors.insert(image.pixel(x, y));
    }
    QVERIFY2(colors.size() > 8, "nothing was painted");
}

QTEST_MAIN(GalleryTest)
#include "gallery_test.moc"
