// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette/go_to_palette.h"

#include "ui/parts/retranslated.h"
#include "ui/session/on_gui_thread.h"
#include "ui/session/workspace.h"
#include "widgets/form/search_field.h"
#include "widgets/form/text_role.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListWidget>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace slipway {

namespace {
constexpr int palette_width = 560;
constexpr int palette_height = 380;
constexpr int top_offset = 56;
constexpr std::size_t most_shown = 50;
constexpr std::size_t piece = 1'000;  ///< Gathered in well under a millisecond.
constexpr std::array gathered = {Kind::Environment, Kind::Job, Kind::Template, Kind::Volume, Kind::Dataset};
}  // namespace

GoToPalette::GoToPalette(Entries entries, const Workspace& workspace, Go go, const QString& typed,
                         const Theme& theme, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint),
      theme_(theme),
      workspace_(workspace),
      make_entries_(std::move(entries)),
      go_(std::move(go)),
      field_(new SearchField(theme)),
      list_(new QListWidget)
{
    setObjectName(QStringLiteral("palette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Card);
    setModal(true);
    resize(palette_width, palette_height);
    move(parent->mapToGlobal(QPoint((parent->width() - palette_width) / 2, top_offset)));
    field_->setText(typed);
    field_->installEventFilter(this);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setIconSize({16, 16});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    layout->addWidget(field_);
    layout->addWidget(list_, 1);
    connect(field_, &QLineEdit::textChanged, this, &GoToPalette::refresh);
    connect(list_, &QListWidget::itemActivated, this, &GoToPalette::run);
    connect(list_, &QListWidget::itemClicked, this, &GoToPalette::run);
    connect(&gathering_, &QTimer::timeout, this, &GoToPalette::gather);
    gathering_.start(0);
    retranslated(this, [this] { retranslate(); });
    field_->setFocus();
}

void GoToPalette::setVisible(bool visible)
{
    QDialog::setVisible(visible);
    // A dialog selects what is in its first field; here more is being typed.
    field_->deselect();
    field_->end(false);
}

void GoToPalette::retranslate()
{
    setWindowTitle(tr("Go to anything"));
    field_->setPlaceholderText(tr("A page, an action, or the name of something"));
    field_->setAccessibleName(tr("Go to anything"));
    list_->setAccessibleName(tr("Places"));
    entries_ = make_entries_();
    refresh();
}

void GoToPalette::gather()
{
    if (gathered_kinds_ == gathered.size())
        return gathering_.stop();
    const auto items = workspace_.itemsAfter(gathered[gathered_kinds_], gathered_key_, piece);
    if (items.empty()) {
        ++gathered_kinds_;
        gathered_key_.clear();
        return search();
    }
    gathered_key_ = itemKey(items.back()->resource);
    auto found = std::make_shared<std::vector<PaletteResource>>();
    found->reserve(items.size());
    for (const ItemPtr& item : items)
        found->push_back({item->resource.kind, QString::fromStdString(item->resource.name),
                          QString::fromStdString(item->resource.project)});
    resources_.push_back(std::move(found));
}

void GoToPalette::search()
{
    const QString typed = field_->text().trimmed();
    if (typed.isEmpty() || searching_)
        return;
    searching_ = true;
    searched_ = typed;
    QThreadPool::globalInstance()->start([this, typed, resources = resources_, deliver = onGuiThread(this)] {
        auto hits = matching(resources, typed, most_shown);
        deliver([this, searched = resources.size(), hits = std::move(hits)]() mutable {
            searching_ = false;
            hits_ = std::move(hits);
            list();
            if (field_->text().trimmed() != searched_ || searched != resources_.size())
                search();
        });
    });
}

void GoToPalette::refresh()
{
    const QString typed = field_->text().trimmed();
    // Until the search answers, what was found before and still fits stays.
    std::erase_if(hits_, [&](PaletteHit& hit) {
        hit.score = paletteScore(typed, hit.resource.name, hit.resource.project);
        return typed.isEmpty() || hit.score < 0;
    });
    list();
    search();
}

PaletteEntry GoToPalette::entryOf(const PaletteResource& resource) const
{
    const auto [icon, word] = [kind = resource.kind]() -> std::pair<IconName, QString> {
        switch (kind) {
        case Kind::Environment:
            return {IconName::Environments, tr("Environment")};
        case Kind::Job:
            return {IconName::Jobs, tr("Job")};
        case Kind::Template:
            return {IconName::File, tr("Template")};
        case Kind::Volume:
            return {IconName::Volumes, tr("Volume")};
        default:
            return {IconName::Datasets, tr("Dataset")};
        }
    }();
    const std::string key = resource.project.toStdString() + "/" + resource.name.toStdString();
    return {icon, resource.name, tr("%1 in %2").arg(word, resource.project),
            [go = go_, kind = resource.kind, key] { go(kind, key); }};
}

void GoToPalette::list()
{
    const QString typed = field_->text().trimmed();
    std::vector<std::pair<int, PaletteEntry>> ranked;
    for (const PaletteEntry& entry : matching(entries_, typed, most_shown))
        ranked.emplace_back(paletteScore(typed, entry.title, entry.detail), entry);
    for (const PaletteHit& hit : hits_)
        ranked.emplace_back(hit.score, entryOf(hit.resource));
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    shown_.clear();
    list_->clear();
    for (auto& [score, entry] : ranked) {
        if (shown_.size() == most_shown)
            break;
        const QString text =
            entry.detail.isEmpty() ? entry.title : tr("%1  —  %2").arg(entry.title, entry.detail);
        new QListWidgetItem(icon(entry.icon, theme_), text, list_);
        shown_.push_back(std::move(entry));
    }
    list_->setCurrentRow(0);
}

void GoToPalette::run()
{
    const int row = list_->currentRow();
    if (row < 0)
        return;
    const auto action = shown_[static_cast<std::size_t>(row)].run;
    accept();
    action();
}

bool GoToPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != field_ || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Escape:
        reject();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        QCoreApplication::sendEvent(list_, event);
        return true;
    default:
        return false;
    }
}

}  // namespace slipway
