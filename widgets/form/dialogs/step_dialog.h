// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QFrame;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace slipway {

class StepHeader;
class Theme;

/// The frame of a wizard: title, at most three steps, a footer with a note and Back, Next or Finish.
///
/// The last page's button is the finish button: it emits finishRequested() and leaves closing to the caller,
/// who may have to wait for an answer first.
class StepDialog : public QDialog {
    Q_OBJECT

public:
    StepDialog(const QString& title, const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// What is in the step goes into the layout that is returned, from the start: a widget that gets another
    /// parent is styled again, with everything in it. Pages are scrolled when the window is small.
    QVBoxLayout& addStep(const QString& name = {});
    /// New names of all steps, in another language.
    void setStepNames(const QStringList& names);
    int currentStep() const;
    void setCurrentStep(int step);
    int stepCount() const { return static_cast<int>(names_.size()); }

    void setFinishText(const QString& text);
    void setNote(const QString& note);
    /// A line of the caller's above the footer, on every step; takes it.
    void setBar(QWidget* bar);
    /// Whether the page may be left forwards; true for new pages.
    void setStepComplete(int step, bool complete);
    /// Disables everything but Cancel while an answer is awaited.
    void setBusy(bool busy);

    /// As open(), after others had their turn: making a dialog with many fields takes as long as showing it.
    /// A second of the same name beside it, such as of a second click, is deleted instead.
    void openSoon();

public Q_SLOTS:
    void back();
    /// Next page, or finishRequested() on the last one.
    void next();

Q_SIGNALS:
    void stepChanged(int step);
    void finishRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void refresh();
    /// Of the button that goes on, while that is disabled.
    void keepFocus(bool was_next);
    void retranslate();

    QVBoxLayout* column_;
    QLabel* title_;
    StepHeader* header_;
    QStackedWidget* pages_;
    QFrame* foot_;
    QLabel* note_;
    QPushButton* cancel_;
    QPushButton* back_;
    QPushButton* next_;
    QStringList names_;
    QList<bool> complete_;
    QString finish_text_;
    bool busy_ = false;
    bool opens_soon_ = false;
    bool focus_waits_ = false;  ///< It goes to the button that goes on, once that is enabled.
};

}  // namespace slipway
