// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/yaml/declaration.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;
class QSplitter;

namespace slipway {

class ChangeNotice;
class CodeEditor;
class DiffView;
class ElidedLabel;
class ErrorBanner;

/// One resource as YAML, as `slipwayctl apply` reads it: to look at, to change, and to apply.
///
/// Beside the text stands what applying it would change. A text is checked here as it is typed, then by a dry
/// run of the server; what is wrong is marked where it stands. A changed text is a draft that stays until it
/// is applied or given up, whatever else is shown meanwhile.
class YamlTab : public QWidget {
    Q_OBJECT
public:
    explicit YamlTab(Workbench& workbench, QWidget* parent = nullptr);
    ~YamlTab() override;

    /// Another item, or the same one changed.
    void show(const ItemPtr& item);
    using QWidget::show;

    CodeEditor* editor() const { return editor_; }
    DiffView* changes() const { return diff_; }
    /// Checks the text and replaces the resource by what it says. What Ctrl+S does.
    void apply();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Then { Nothing, Apply };
    enum class Step { Idle, Checking, Applying };

    void build();
    void retranslate();
    void load();
    void takeText(const QString& text);
    void textChanged();
    void check(Then then);
    void askServer(Declaration wish, Then then);
    void checked(const Declaration& wish, const Result<Resource>& answer, Then then);
    void replace(const Declaration& wish);
    void replaced(const Result<Resource>& answer);
    void refused(const Declaration& wish, const Error& error);
    void markWrong(const Error& error, Place place);
    void lookAgain();
    void resolve(const Resource& mine);
    void refresh();
    void refreshConflict();
    void refreshNote();
    bool isDirty() const;
    bool canApply() const;
    bool isOvertaken() const;
    void say(const QString& sentence);
    void copy();
    void save();

    Workbench& workbench_;
    ElidedLabel* note_;
    QLineEdit* reason_;
    QPushButton* copy_;
    QPushButton* save_;
    QPushButton* revert_;
    QPushButton* apply_;
    ErrorBanner* banner_;
    ChangeNotice* notice_;
    QSplitter* body_;
    CodeEditor* editor_;
    QWidget* changes_;
    ElidedLabel* changes_title_;
    DiffView* diff_;
    QPushButton* problem_;
    ItemPtr item_;
    Resource base_;  ///< What the text was made of.
    Step step_ = Step::Idle;
    bool loading_ = false;
    bool too_long_ = false;  ///< A sentence stands where the text would.
    QString said_;           ///< The last thing that came of the text.
    QTimer pause_;
    PendingCalls calls_;
};

}  // namespace slipway
