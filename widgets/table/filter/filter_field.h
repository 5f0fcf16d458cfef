// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/form/search_field.h"
#include "widgets/table/filter/filter_completion.h"

#include <QTimer>

class QCompleter;
class QLabel;
class QStringListModel;

namespace slipway {

class TableView;

/// The field above a table that filters it, and offers keys and values while one types; Ctrl+Space or Down
/// does so at once.
class FilterField : public SearchField {
    Q_OBJECT

public:
    explicit FilterField(const Theme& theme, QWidget* parent = nullptr);

    /// Filters that table from now on; it outlives the field or goes with the same parent.
    void setTable(TableView& table);
    /// Says what could not be understood, below the field; hidden while all is well. The caller places it.
    QLabel* hint() const { return hint_; }
    /// Takes the words of the table's columns anew, as after a change of language.
    void retranslate();

    /// What is offered for the text as it is.
    FilterCompletion completion() const;

Q_SIGNALS:
    void filtered();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Asked { ByTyping, Expressly };

    void filter();
    void offer(Asked asked);
    void complete(const QString& candidate);
    void showHint();
    QStringList valuesIn(int column) const;

    TableView* table_ = nullptr;
    QCompleter* completer_;
    QStringListModel* candidates_;
    QLabel* hint_;
    QTimer pause_;  ///< A hint waits until somebody has typed to the end.
};

}  // namespace slipway
