// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/yaml_tab.h"

#include "client/rehearsal.h"
#include "core/json_changes.h"
#include "ui/parts/details/change_notice.h"
#include "ui/parts/details/declared_texts.h"
#include "ui/parts/details/save_text.h"
#include "ui/session/drafts.h"
#include "ui/session/explain.h"
#include "ui/session/rights.h"
#include "ui/session/workspace.h"
#include "ui/settings/choices.h"
#include "ui/settings/shortcuts.h"
#include "widgets/code/code_editor.h"
#include "widgets/code/diff_view.h"
#include "widgets/code/yaml_highlighter.h"
#include "widgets/form/button.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/icon.h"

#include <nlohmann/json.hpp>

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds typing_pause{250};
/// Longer texts are no declaration of anybody's, and would take their time at every key.
constexpr qsizetype most_characters = 256 * 1024;

}  // namespace

YamlTab::YamlTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      note_(new ElidedLabel),
      reason_(new QLineEdit),
      copy_(makeButton({}, ButtonKind::Secondary)),
      save_(makeButton({}, ButtonKind::Secondary)),
      revert_(makeButton({}, ButtonKind::Secondary)),
      apply_(makeButton({}, ButtonKind::Primary)),
      banner_(new ErrorBanner(workbench.theme)),
      notice_(new ChangeNotice(workbench.theme)),
      body_(new QSplitter(Qt::Horizontal)),
      editor_(new CodeEditor(workbench.theme)),
      changes_(new QWidget),
      changes_title_(new ElidedLabel),
      diff_(new DiffView(workbench.theme)),
      problem_(makeButton({}, ButtonKind::Link))
{
    build();
    new YamlHighlighter(workbench.theme, editor_->document());
    pause_.setSingleShot(true);
    pause_.setInterval(typing_pause);
    connect(&pause_, &QTimer::timeout, this, [this] { check(Then::Nothing); });
    connect(editor_, &QPlainTextEdit::textChanged, this, &YamlTab::textChanged);
    connect(reason_, &QLineEdit::textChanged, this, [this] {
        if (isDirty())
            pause_.start();
    });
    connect(copy_, &QPushButton::clicked, this, &YamlTab::copy);
    connect(save_, &QPushButton::clicked, this, &YamlTab::save);
    connect(apply_, &QPushButton::clicked, this, &YamlTab::apply);
    connect(revert_, &QPushButton::clicked, this, [this] { takeText(DeclaredTexts::yaml(item_->resource)); });
    connect(problem_, &QPushButton::clicked, editor_, &CodeEditor::goToNextMark);
    connect(banner_, &ErrorBanner::retryRequested, this, [this] { check(Then::Nothing); });
    connect(notice_, &ChangeNotice::theirsChosen, this,
            [this] { takeText(DeclaredTexts::yaml(item_->resource)); });
    connect(notice_, &ChangeNotice::mineChosen, this, [this] { resolve(base_); });
    connect(notice_, &ChangeNotice::mergeChosen, this, [this] {
        if (const auto mine = readDeclaration(editor_->toPlainText().toStdString(), base_))
            resolve(mine->resource);
    });
    connect(&workbench.drafts, &Drafts::changed, this, [this](const ResourceId& id) {
        if (item_ && id == item_->resource.id)
            load();
    });
    connect(&workbench.workspace, &Workspace::accountChanged, this, &YamlTab::refresh);
    addShortcut(
        settings::keys_apply, workbench.preferences, this, [this] { apply(); },
        Qt::WidgetWithChildrenShortcut);
    shownWithKeys(this, workbench.preferences, [this] { retranslate(); });
}

YamlTab::~YamlTab() = default;

void YamlTab::build()
{
    editor_->setObjectName(QStringLiteral("yaml"));
    diff_->setObjectName(QStringLiteral("yamlChanges"));
    reason_->setObjectName(QStringLiteral("reason"));
    setTextRole(*note_, TextRole::Dim);
    setTextRole(*changes_title_, TextRole::Dim);
    note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    reason_->setFixedWidth(220);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(16, 8, 16, 8);
    tools->setSpacing(8);
    tools->addWidget(note_, 1);
    tools->addWidget(reason_);
    for (QPushButton* button : {copy_, save_, revert_, apply_})
        tools->addWidget(button);
    auto* line = new QFrame;
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto* beside = new QVBoxLayout(changes_);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    changes_title_->setContentsMargins(12, 4, 12, 4);
    beside->addWidget(changes_title_);
    beside->addWidget(diff_, 1);
    body_->setHandleWidth(1);
    body_->setChildrenCollapsible(false);
    body_->addWidget(editor_);
    body_->addWidget(changes_);
    body_->setStretchFactor(0, 3);
    body_->setStretchFactor(1, 2);
    problem_->setObjectName(QStringLiteral("yamlProblem"));
    problem_->setIcon(icon(IconName::Warning, workbench_.theme, IconTint::Failed));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addLayout(tools);
    layout->addWidget(notice_);
    layout->addWidget(line);
    layout->addWidget(body_, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->addWidget(problem_);
    foot->addStretch(1);
    layout->addLayout(foot);
    setFocusProxy(editor_);
}

void YamlTab::retranslate()
{
    editor_->setAccessibleName(tr("YAML"));
    const QString keys = keysText(settings::keys_apply, workbench_.preferences);
    editor_->setAccessibleDescription(
        keys.isEmpty()
            ? tr("Tab indents, Shift+Tab leaves the text, F8 goes to what is wrong.")
            : tr("Tab indents, Shift+Tab leaves the text, F8 goes to what is wrong, %1 applies.").arg(keys));
    diff_->setAccessibleName(tr("What applying would change"));
    reason_->setPlaceholderText(tr("Why you change it"));
    reason_->setAccessibleName(tr("Why you change it"));
    reason_->setToolTip(tr("It belongs to somebody else: the reason is kept in the audit trail."));
    copy_->setText(tr("Copy"));
    save_->setText(tr("Save as…"));
    revert_->setText(tr("Revert"));
    apply_->setText(tr("Apply"));
    apply_->setToolTip(keys);
    refresh();
}

void YamlTab::show(const ItemPtr& item)
{
    const bool same = item && item_ && item->resource.id == item_->resource.id;
    item_ = item;
    if (!same) {
        calls_.cancelAll();
        pause_.stop();
        step_ = Step::Idle;
        said_.clear();
        reason_->clear();
        editor_->setMarks({});
        banner_->setMessage({});
    }
    load();
}

void YamlTab::load()
{
    if (!item_)
        return;
    const Draft* draft = workbench_.drafts.find(item_->resource.id);
    const QString whole = draft ? draft->text : DeclaredTexts::yaml(item_->resource);
    too_long_ = !DeclaredTexts::canBeShown(whole);
    const QString text = too_long_ ? DeclaredTexts::tooLong() : whole;
    base_ = draft ? draft->base : item_->resource;
    if (text != editor_->toPlainText()) {
        loading_ = true;
        const int line = editor_->textCursor().blockNumber();
        const int scrolled = editor_->verticalScrollBar()->value();
        editor_->setPlainText(text);
        QTextCursor cursor(editor_->document()->findBlockByNumber(line));
        if (!cursor.isNull())
            editor_->setTextCursor(cursor);
        editor_->verticalScrollBar()->setValue(scrolled);
        editor_->setMarks({});
        loading_ = false;
        if (draft)
            pause_.start();
    }
    refresh();
}

bool YamlTab::isDirty() const
{
    return item_ && workbench_.drafts.find(item_->resource.id) != nullptr;
}

bool YamlTab::canApply() const
{
    return isDirty() && step_ != Step::Applying && !isOvertaken() &&
           whyNotChangeable(workbench_.workspace, item_->resource).isEmpty();
}

bool YamlTab::isOvertaken() const
{
    return isDirty() && item_->resource.generation != base_.generation &&
           DeclaredTexts::yaml(item_->resource) != DeclaredTexts::yaml(base_);
}

void YamlTab::takeText(const QString& text)
{
    editor_->selectAll();
    editor_->insertPlainText(text);  // As one step that can be undone.
}

void YamlTab::textChanged()
{
    if (loading_ || !item_)
        return;
    said_.clear();
    calls_.cancelAll();
    step_ = Step::Idle;
    const QString text = editor_->toPlainText();
    if (text == DeclaredTexts::yaml(item_->resource)) {
        pause_.stop();
        editor_->setMarks({});
        workbench_.drafts.drop(item_->resource.id);
        base_ = item_->resource;
        return refresh();
    }
    if (!isDirty())
        base_ = item_->resource;
    pause_.start();
    workbench_.drafts.keep({base_, text});
}

void YamlTab::apply()
{
    if (!canApply())
        return;
    pause_.stop();
    check(Then::Apply);
}

void YamlTab::check(Then then)
{
    if (!item_ || !isDirty())
        return;
    calls_.cancelAll();
    step_ = Step::Idle;
    banner_->setMessage({});
    const QString text = editor_->toPlainText();
    if (text.size() > most_characters)
        return markWrong(
            {ErrorCode::TooLarge, "This text is too long for a declaration. Shorten it.", {}, {}}, {});
    auto wish = readDeclaration(text.toStdString(), base_);
    if (!wish)
        return markWrong(wish.error().error, wish.error().place);
    editor_->setMarks({});
    const bool may = whyNotChangeable(workbench_.workspace, base_).isEmpty() && !isOvertaken();
    const bool unsaid = needsReason(workbench_.workspace, base_) && reason_->text().trimmed().isEmpty();
    if (may && !unsaid)
        askServer(std::move(*wish), then);
    else if (unsaid && then == Then::Apply)
        reason_->setFocus(Qt::OtherFocusReason);
    refresh();
}

void YamlTab::askServer(Declaration wish, Then then)
{
    step_ = then == Then::Apply ? Step::Applying : Step::Checking;
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return rehearseUpdate(workbench_.workspace.session(), wish.resource, std::move(done),
                                  reason_->text().trimmed().toStdString());
        },
        [this, wish, then](const Result<Resource>& answer) { checked(wish, answer, then); });
}

void YamlTab::checked(const Declaration& wish, const Result<Resource>& answer, Then then)
{
    step_ = Step::Idle;
    if (!answer)
        return refused(wish, answer.error());
    if (then == Then::Apply)
        return replace(wish);
    const bool keeps_layout =
        DeclaredTexts::yaml(wish.resource).trimmed() == editor_->toPlainText().trimmed();
    said_ = answer->generation == base_.generation
                ? tr("It says what is so already.")
                : tr("It can be applied: %1").arg(DeclaredTexts::differences(item_->resource, *answer));
    if (!keeps_layout)
        said_ = tr("%1. Comments, order and layout of your text are not kept.")
                    .arg(said_.endsWith(QLatin1Char('.')) ? said_.chopped(1) : said_);
    refresh();
}

void YamlTab::replace(const Declaration& wish)
{
    step_ = Step::Applying;
    refresh();
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().update(wish.resource, std::move(done),
                                                         reason_->text().trimmed().toStdString());
        },
        [this, wish](const Result<Resource>& answer) {
            step_ = Step::Idle;
            if (answer)
                replaced(answer);
            else
                refused(wish, answer.error());
        });
}

void YamlTab::replaced(const Result<Resource>& answer)
{
    const QString changes = DeclaredTexts::differences(base_, *answer);
    reason_->clear();
    item_ = readItem(*answer);
    const ResourceId id = answer->id;
    workbench_.workspace.adopt(*answer);
    workbench_.drafts.drop(id);
    said_ = changes.isEmpty() ? tr("Nothing had to change.") : tr("Applied: %1").arg(changes);
    load();
    announce(*this, said_);
}

void YamlTab::refused(const Declaration& wish, const Error& error)
{
    const bool late = error.type == "precondition-failed" || error.type == "changed-meanwhile";
    if (late)
        return lookAgain();
    const bool placed = error.field == "labels" || error.field.starts_with("labels.") ||
                        error.field == "spec" || error.field.starts_with("spec.");
    if (placed)
        return markWrong(error, wish.document.placeOf(error.field));
    banner_->setMessage(explain(error));
    if (error.type == "reason-needed")
        reason_->setFocus(Qt::OtherFocusReason);
    refresh();
}

void YamlTab::markWrong(const Error& error, Place place)
{
    QString sentence = explain(error);
    const QString field = QString::fromStdString(error.field);
    if (!field.isEmpty() && !sentence.contains(field))
        sentence = field + QStringLiteral(": ") + sentence;
    const QList<CodeMark> marks{{place.line, place.column, sentence}};
    const bool news = marks != editor_->marks();
    editor_->setMarks(marks);
    refresh();
    if (news)
        announce(*problem_, problem_->text());
}

void YamlTab::lookAgain()
{
    const Resource& known = item_->resource;
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().get(known.kind, known.project, known.name, std::move(done));
        },
        [this](const Result<Resource>& newest) {
            if (!newest)
                return banner_->setMessage(explain(newest.error()));
            item_ = readItem(*newest);
            workbench_.workspace.adopt(*newest);
            refresh();
        });
    refresh();
}

void YamlTab::resolve(const Resource& mine)
{
    const Resource newest = item_->resource;
    QString text = editor_->toPlainText();
    if (&mine != &base_) {
        auto merged =
            mergeChanges(DeclaredTexts::said(base_), DeclaredTexts::said(mine), DeclaredTexts::said(newest));
        if (!merged)
            return;
        text = DeclaredTexts::yaml(DeclaredTexts::withSaid(newest, std::move(*merged)));
    }
    base_ = newest;
    workbench_.drafts.keep({newest, text});
    pause_.start();
}

void YamlTab::refresh()
{
    if (!item_)
        return;
    const QString why_not = whyNotChangeable(workbench_.workspace, item_->resource);
    const bool dirty = isDirty();
    const bool busy = step_ == Step::Applying;
    editor_->setAccess(why_not.isEmpty() && !busy && !too_long_ ? CodeEditor::Access::Change
                                                                : CodeEditor::Access::Read);
    const QString text = editor_->toPlainText();
    if (text.size() <= most_characters && !too_long_)
        diff_->setTexts(DeclaredTexts::yaml(item_->resource), text);
    changes_->setVisible(dirty);
    changes_title_->setWholeText(
        tr("What applying would change: +%1 −%2").arg(diff_->addedCount()).arg(diff_->removedCount()));
    reason_->setVisible(dirty && needsReason(workbench_.workspace, item_->resource));
    revert_->setEnabled(dirty && !busy);
    refreshConflict();
    apply_->setEnabled(canApply() && editor_->marks().isEmpty());
    const QList<CodeMark>& marks = editor_->marks();
    problem_->setVisible(!marks.isEmpty());
    if (!marks.isEmpty())
        problem_->setText(tr("Line %1, column %2: %3")
                              .arg(marks.front().line)
                              .arg(marks.front().column)
                              .arg(marks.front().message));
    refreshNote();
}

void YamlTab::refreshConflict()
{
    if (!isOvertaken())
        return notice_->settle();
    const auto mine = readDeclaration(editor_->toPlainText().toStdString(), base_);
    const bool possible =
        mine && mergeChanges(DeclaredTexts::said(base_), DeclaredTexts::said(mine->resource),
                             DeclaredTexts::said(item_->resource));
    notice_->ask(DeclaredTexts::differences(base_, item_->resource),
                 possible ? ChangeNotice::Merge::Possible : ChangeNotice::Merge::Impossible);
}

void YamlTab::refreshNote()
{
    if (const QString why_not = whyNotChangeable(workbench_.workspace, item_->resource); !why_not.isEmpty())
        return note_->setWholeText(tr("Read only. %1").arg(why_not));
    if (step_ == Step::Applying)
        return note_->setWholeText(tr("Applying…"));
    if (!said_.isEmpty())
        return note_->setWholeText(said_);
    if (!isDirty())
        return note_->setWholeText(DeclaredTexts::whatMayChange(*item_));
    note_->setWholeText(step_ == Step::Checking
                            ? tr("Not applied yet. Checking…")
                            : tr("Not applied yet. %1").arg(DeclaredTexts::whatMayChange(*item_)));
}

void YamlTab::copy()
{
    QGuiApplication::clipboard()->setText(editor_->toPlainText());
    say(tr("Copied."));
}

void YamlTab::save()
{
    const QString name = QString::fromStdString(item_->resource.name) + QStringLiteral(".yaml");
    saveText(this, {tr("Save as YAML"), name, tr("YAML (*.yaml *.yml)"), editor_->toPlainText().toUtf8()},
             [this](const QString& sentence) { say(sentence); });
}

void YamlTab::say(const QString& sentence)
{
    said_ = sentence;
    refreshNote();
    announce(*this, said_);
}

void YamlTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void YamlTab::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (step_ == Step::Checking) {
        calls_.cancelAll();
        step_ = Step::Idle;
    }
}

}  // namespace slipway
