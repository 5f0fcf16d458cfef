// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/dialogs/step_dialog.h"

#include "widgets/form/button.h"
#include "widgets/form/dialogs/step_header.h"
#include "widgets/form/reading_order.h"
#include "widgets/form/text_role.h"

#include <QApplication>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway {

StepDialog::StepDialog(const QString& title, const Theme& theme, QWidget* parent)
    : QDialog(parent),
      column_(new QVBoxLayout(this)),
      title_(makeLabel(title, TextRole::Heading, this)),
      header_(new StepHeader(theme, this)),
      pages_(new QStackedWidget(this)),
      foot_(new QFrame(this)),
      note_(makeLabel({}, TextRole::Dim, foot_)),
      cancel_(makeButton({}, ButtonKind::Plain, foot_)),
      back_(makeButton({}, ButtonKind::Secondary, foot_)),
      next_(makeButton({}, ButtonKind::Primary, foot_))
{
    next_->setObjectName(QStringLiteral("next"));
    setWindowTitle(title);
    setSurface(*this, Surface::Panel);
    resize(820, 600);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(24, 18, 24, 12);
    top->addWidget(title_, 1);
    top->addWidget(header_);

    setSurface(*foot_, Surface::StatusBar);
    auto* foot_row = new QHBoxLayout(foot_);
    foot_row->setContentsMargins(24, 14, 24, 14);
    foot_row->setSpacing(8);
    note_->setWordWrap(true);
    foot_row->addWidget(note_, 1);
    for (QPushButton* button : {cancel_, back_, next_})
        foot_row->addWidget(button);

    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    column_->addLayout(top);
    column_->addWidget(pages_, 1);
    column_->addWidget(foot_);

    next_->setDefault(true);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(back_, &QPushButton::clicked, this, &StepDialog::back);
    connect(next_, &QPushButton::clicked, this, &StepDialog::next);
    retranslate();
}

void StepDialog::setTitle(const QString& title)
{
    setWindowTitle(title);
    title_->setText(title);
}

QVBoxLayout& StepDialog::addStep(const QString& name)
{
    auto* scroll = new QScrollArea(pages_);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(scroll->viewport());
    setSurface(*page, Surface::Panel);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 8, 24, 16);
    column->setSpacing(12);
    scroll->setWidget(page);
    pages_->addWidget(scroll);
    names_.append(name);
    complete_.append(true);
    header_->setSteps(names_);
    refresh();
    return *column;
}

void StepDialog::setStepNames(const QStringList& names)
{
    Q_ASSERT(names.size() == names_.size());
    names_ = names;
    header_->setSteps(names_);
}

int StepDialog::currentStep() const
{
    return pages_->currentIndex();
}

void StepDialog::setCurrentStep(int step)
{
    if (step < 0 || step >= stepCount() || step == currentStep())
        return;
    const bool was_inside = pages_->isAncestorOf(QApplication::focusWidget());
    pages_->setCurrentIndex(step);
    refresh();
    if (was_inside) {  // Else it would go to the page itself, where nobody sees it.
        const auto controls = readingOrder(*pages_->currentWidget());
        QWidget* button = next_->isEnabled() ? next_ : back_;
        (controls.isEmpty() ? button : controls.front())->setFocus(Qt::TabFocusReason);
    }
    Q_EMIT stepChanged(step);
}

void StepDialog::setFinishText(const QString& text)
{
    finish_text_ = text;
    refresh();
}

void StepDialog::setNote(const QString& note)
{
    note_->setText(note);
}

void StepDialog::setBar(QWidget* bar)
{
    column_->insertWidget(column_->count() - 1, bar);
}

void StepDialog::setStepComplete(int step, bool complete)
{
    complete_[step] = complete;
    refresh();
}

void StepDialog::setBusy(bool busy)
{
    busy_ = busy;
    refresh();
}

void StepDialog::openSoon()
{
    const QList<StepDialog*> alike =
        parentWidget() ? parentWidget()->findChildren<StepDialog*>(objectName(), Qt::FindDirectChildrenOnly)
                       : QList<StepDialog*>();
    for (const StepDialog* other : alike)
        if (other != this && (other->opens_soon_ || other->isVisible()))
            return deleteLater();
    opens_soon_ = true;
    const auto show = [this] {
        opens_soon_ = false;
        open();
    };
    QMetaObject::invokeMethod(this, show, Qt::QueuedConnection);
}

void StepDialog::back()
{
    setCurrentStep(currentStep() - 1);
}

void StepDialog::next()
{
    if (busy_ || !complete_.value(currentStep(), true))
        return;
    if (currentStep() + 1 < stepCount())
        setCurrentStep(currentStep() + 1);
    else
        Q_EMIT finishRequested();
}

bool StepDialog::focusNextPrevChild(bool next)
{
    return moveFocus(*this, next ? TabDirection::Forward : TabDirection::Back);
}

void StepDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void StepDialog::refresh()
{
    const bool last = currentStep() + 1 >= stepCount();
    const bool was_next = next_->hasFocus();
    header_->setCurrent(qMax(0, currentStep()));
    header_->setVisible(stepCount() > 1);
    back_->setVisible(currentStep() > 0);
    next_->setText(!last ? tr("Next") : finish_text_.isEmpty() ? tr("Finish") : finish_text_);
    next_->setEnabled(!busy_ && complete_.value(currentStep(), true));
    back_->setEnabled(!busy_);
    pages_->setEnabled(!busy_);
    keepFocus(was_next);
}

void StepDialog::keepFocus(bool was_next)
{
    // A button that is disabled gives the focus to the one beside it, where Enter would cancel everything.
    QWidget* stand_in = back_->isVisible() && back_->isEnabled() ? static_cast<QWidget*>(back_) : this;
    if (was_next && !next_->isEnabled()) {
        stand_in->setFocus();
        focus_waits_ = true;
    } else if (focus_waits_ && next_->isEnabled()) {
        if (back_->hasFocus() || hasFocus())  // Nobody has moved it since.
            next_->setFocus();
        focus_waits_ = false;
    }
}

void StepDialog::retranslate()
{
    cancel_->setText(tr("Cancel"));
    back_->setText(tr("Back"));
    refresh();
}

}  // namespace slipway
