// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/guide/guide_card.h"

#include "ui/home/guide/guide.h"
#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int note_lines = 3;
constexpr int line_height = 18;
constexpr int foot_height = 32;  ///< With or without a button.

}  // namespace

GuideCard::GuideCard(Workbench& workbench, Guide& guide, QWidget* parent)
    : QFrame(parent),
      workbench_(workbench),
      guide_(guide),
      heading_(makeLabel({}, TextRole::Strong)),
      text_(makeLabel({}, TextRole::Dim)),
      close_(makeIconButton(IconName::Close, {}, workbench.theme))
{
    setObjectName(QStringLiteral("guide"));
    setSurface(*this, Surface::Tint);
    auto* header = new QHBoxLayout;
    header->setSpacing(12);
    header->addWidget(heading_);
    header->addWidget(text_, 1);
    header->addWidget(close_);
    auto* steps = new QHBoxLayout;
    steps->setSpacing(16);
    for (const GuideStep step : guide_steps)
        steps->addWidget(buildStep(step), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(10);
    layout->addLayout(header);
    layout->addLayout(steps);
    connect(close_, &QToolButton::clicked, this, [this] { guide_.setDismissed(true); });
    connect(&guide, &Guide::changed, this, &GuideCard::refresh);
    retranslated(this, [this] { retranslate(); });
}

QWidget* GuideCard::buildStep(GuideStep step)
{
    StepView view{step, makeLabel({}, TextRole::Strong), makeLabel({}, TextRole::Dim),
                  new StatusBadge(workbench_.theme), makeButton({}, ButtonKind::Secondary)};
    view.note->setWordWrap(true);
    view.note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    view.note->setFixedHeight(note_lines * line_height);
    view.button->setObjectName(QStringLiteral("guideStep%1").arg(static_cast<int>(step)));
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(view.title);
    layout->addWidget(view.note);
    auto* foot = new QHBoxLayout;
    foot->addItem(new QSpacerItem(0, foot_height, QSizePolicy::Fixed, QSizePolicy::Fixed));
    foot->setSpacing(0);
    foot->addWidget(view.badge);
    foot->addWidget(view.button);
    foot->addStretch(1);
    layout->addLayout(foot);
    connect(view.button, &QPushButton::clicked, this, [this, step] { guide_.start(step); });
    steps_ << view;
    return body;
}

QString GuideCard::title(GuideStep step)
{
    const int number = static_cast<int>(step) + 1;
    switch (step) {
    case GuideStep::Environment:
        return tr("%1 Environment").arg(number);
    case GuideStep::Data:
        return tr("%1 Data").arg(number);
    case GuideStep::Train:
        return tr("%1 Training").arg(number);
    case GuideStep::Charts:
        return tr("%1 Charts").arg(number);
    case GuideStep::Model:
        return tr("%1 Model").arg(number);
    case GuideStep::Release:
        return tr("%1 Give back").arg(number);
    }
    return {};
}

QString GuideCard::teaching(GuideStep step)
{
    switch (step) {
    case GuideStep::Environment:
        return tr("A machine of your own with Jupyter and a terminal.");
    case GuideStep::Data:
        return tr("1,797 small pictures of digits, as a dataset.");
    case GuideStep::Train:
        return tr("A job runs the sample's script on that dataset.");
    case GuideStep::Charts:
        return tr("See loss and accuracy move while it learns.");
    case GuideStep::Model:
        return tr("What the job saved, and where it lies.");
    case GuideStep::Release:
        return tr("The GPU is free for others; files and packages stay.");
    }
    return {};
}

QString GuideCard::verb(GuideStep step)
{
    switch (step) {
    case GuideStep::Environment:
        return tr("Make it");
    case GuideStep::Data:
        return tr("Upload it");
    case GuideStep::Train:
        return tr("Train");
    case GuideStep::Charts:
        return tr("Open charts");
    case GuideStep::Model:
        return tr("Show model");
    case GuideStep::Release:
        return tr("Release");
    }
    return {};
}

void GuideCard::retranslate()
{
    heading_->setText(tr("First steps"));
    setAccessibleName(tr("First steps"));
    text_->setText(tr("Train a small network on handwritten digits, for real. Nothing else is needed."));
    close_->setToolTip(tr("Hide the first steps"));
    close_->setAccessibleName(tr("Hide the first steps"));
    refresh();
}

void GuideCard::refresh()
{
    setVisible(guide_.isOffered());
    for (const StepView& view : steps_)
        refreshStep(view);
}

void GuideCard::refreshStep(const StepView& view)
{
    using State = GuideStepState::State;
    const GuideStepState step = guide_.state(view.step);
    view.title->setText(title(view.step));
    const QString note = step.note.isEmpty() ? teaching(view.step) : step.note;
    view.note->setText(note);
    view.note->setToolTip(note);
    setTextRole(*view.note, step.state == State::Failed ? TextRole::Failed : TextRole::Dim);
    const bool can = step.state == State::Ready || step.state == State::Failed;
    view.button->setVisible(can);
    view.button->setText(step.state == State::Failed ? tr("Try again") : verb(view.step));
    view.button->setAccessibleName(title(view.step) + QStringLiteral(": ") + view.button->text());
    const bool next = step.state == State::Ready && view.step <= GuideStep::Train;
    setButtonKind(*view.button, next ? ButtonKind::Primary : ButtonKind::Secondary);
    view.badge->setVisible(!can);
    switch (step.state) {
    case State::Done:
        view.badge->setStatus(StatusTone::Done, tr("Done"));
        break;
    case State::Busy:
        view.badge->setStatus(StatusTone::Waiting, tr("Under way"));
        break;
    default:
        view.badge->setStatus(StatusTone::Neutral, tr("Later"));
    }
}

}  // namespace slipway
