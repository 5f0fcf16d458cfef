// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QScrollArea>
#include <QString>

class QFormLayout;

namespace slipway {

class Theme;

/// One line of an overview.
struct Fact {
    QString label;
    QString value;
    enum class Look { Plain, Mono, Copyable } look = Look::Plain;
    QString tooltip = {};

    bool operator==(const Fact&) const = default;
};

/// Labels and values below each other; values can be selected, and copied where that is offered. By keyboard
/// the list is one stop, from where it scrolls and all of it is copied.
class FactList : public QScrollArea {
    Q_OBJECT
public:
    explicit FactList(const Theme& theme, QWidget* parent = nullptr);

    /// Facts with an empty value are left out.
    void setFacts(const QList<Fact>& facts);
    const QList<Fact>& facts() const { return facts_; }
    /// With no more room around it than the frame of the focus takes, for a page that has margins itself.
    void setCompact();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QWidget* editorOf(const Fact& fact);
    bool refreshValues(const QList<Fact>& facts);

    const Theme& theme_;
    QFormLayout* form_;
    QList<Fact> facts_;
};

}  // namespace slipway
