// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/fact_list.h"

#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>

#include <algorithm>

namespace slipway {

namespace {

constexpr int copy_box_text_top = 9;

QLabel* labelOf(const Fact& fact, QWidget* parent)
{
    QLabel* label = makeLabel(fact.label, TextRole::Dim, parent);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, fact.look == Fact::Look::Copyable ? copy_box_text_top : 0, 0, 0);
    return label;
}

/// Shows the focus of the list inside its edge, where it takes no room.
class Body : public QWidget {
public:
    Body(const FactList& list, const Theme& theme) : QWidget(list.viewport()), list_(list), theme_(theme) {}

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QStyleOption option;
        option.initFrom(this);
        QPainter painter(this);
        style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
        if (!list_.hasFocus())
            return;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme_.tokens().accent, 2));
        painter.drawRoundedRect(visibleRegion().boundingRect().adjusted(1, 1, -1, -1), 6, 6);
    }

private:
    const FactList& list_;
    const Theme& theme_;
};

}  // namespace

FactList::FactList(const Theme& theme, QWidget* parent)
    : QScrollArea(parent), theme_(theme), form_(new QFormLayout)
{
    auto* body = new Body(*this, theme);
    setSurface(*body, Surface::Panel);
    form_->setContentsMargins(16, 12, 16, 12);
    form_->setHorizontalSpacing(24);
    form_->setVerticalSpacing(6);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    body->setLayout(form_);
    setWidget(body);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, body, qOverload<>(&QWidget::update));
}

void FactList::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy))
        return QScrollArea::keyPressEvent(event);
    QStringList lines;
    for (const Fact& fact : facts_)
        lines << fact.label + QStringLiteral(": ") + fact.value;
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void FactList::focusInEvent(QFocusEvent* event)
{
    QScrollArea::focusInEvent(event);
    widget()->update();
}

void FactList::focusOutEvent(QFocusEvent* event)
{
    QScrollArea::focusOutEvent(event);
    widget()->update();
}

void FactList::setCompact()
{
    form_->setContentsMargins(8, 8, 8, 8);
}

QWidget* FactList::editorOf(const Fact& fact)
{
    if (fact.look == Fact::Look::Copyable) {
        auto* box = new CopyBox(theme_, widget());
        box->setText(fact.value);
        box->setAccessibleName(fact.label);
        return box;
    }
    const TextRole role = fact.look == Fact::Look::Mono ? TextRole::Mono : TextRole::Body;
    QLabel* label = makeLabel(blockText(fact.value), role, widget());
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setToolTip(fact.tooltip);
    label->setAccessibleName(fact.label + QStringLiteral(": ") + label->text());
    return label;
}

bool FactList::refreshValues(const QList<Fact>& facts)
{
    const auto same_place = [](const Fact& a, const Fact& b) {
        return a.label == b.label && a.look == b.look;
    };
    if (!std::equal(facts.begin(), facts.end(), facts_.begin(), facts_.end(), same_place))
        return false;
    for (int row = 0; row < facts.size(); ++row) {
        if (facts[row] == facts_[row])
            continue;
        QWidget* editor = form_->itemAt(row, QFormLayout::FieldRole)->widget();
        if (auto* box = qobject_cast<CopyBox*>(editor))
            box->setText(facts[row].value);
        else if (auto* label = qobject_cast<QLabel*>(editor)) {
            label->setText(blockText(facts[row].value));
            label->setToolTip(facts[row].tooltip);
            label->setAccessibleName(facts[row].label + QStringLiteral(": ") + label->text());
        }
    }
    return true;
}

void FactList::setFacts(const QList<Fact>& facts)
{
    QList<Fact> shown = facts;
    shown.removeIf([](const Fact& fact) { return fact.value.isEmpty(); });
    if (shown == facts_)
        return;
    // Values change every second while something runs: their labels stay, so that a selection in them does
    // too.
    if (!refreshValues(shown)) {
        while (form_->rowCount() > 0)
            form_->removeRow(0);
        for (const Fact& fact : std::as_const(shown))
            form_->addRow(labelOf(fact, widget()), editorOf(fact));
    }
    facts_ = shown;
}

}  // namespace slipway
