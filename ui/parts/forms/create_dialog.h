// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/details/fact_list.h"
#include "ui/parts/forms/cli_command.h"
#include "ui/parts/forms/dry_run.h"
#include "ui/parts/forms/form_errors.h"
#include "ui/parts/workbench.h"
#include "widgets/form/dialogs/step_dialog.h"
#include "widgets/theme/status_tone.h"

#include <functional>
#include <optional>

class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace slipway {

class CopyBox;
class ErrorBanner;
class FactList;
class StatusBadge;

/// A wizard that makes one resource: it asks the server while somebody types, sums up in its last step with
/// the equivalent command, and closes once the resource is there.
class CreateDialog : public StepDialog {
    Q_OBJECT
public:
    CreateDialog(Workbench& workbench, QWidget* parent);

Q_SIGNALS:
    void created(const slipway::Resource& resource);

protected:
    virtual Resource form() const = 0;
    virtual QList<Fact> summary() const = 0;
    virtual CliCommand command() const = 0;
    /// The same as a YAML file that `slipwayctl apply` takes.
    virtual QString document() const;
    /// What it costs, in words; empty where nobody can tell.
    virtual QString cost() const { return {}; }
    /// What comes of it once it is made, below every step.
    struct Prospect {
        StatusTone tone;
        QString word;
        QString sentence;
    };
    /// From the answer to a dry run; of a workload: whether it starts at once, or waits and for what.
    virtual Prospect prospectOf(const Resource& answered) const;
    /// Keeps the choices for the next time; called when the resource was created.
    virtual void remember() = 0;
    /// Shows what is wrong with what was typed, as far as it can be told without the server; false when
    /// something is, and then nothing is created.
    virtual bool checkForm() { return true; }
    /// The first step where something that is needed is still empty; -1 when there is none. It cannot be
    /// left, and the server is not asked about a form that nobody has filled in.
    virtual int unfilledStep() const { return -1; }
    /// Does what must be done before the resource is created, such as sending code; then calls `ready`.
    virtual void prepare(std::function<void(Result<void>)> ready);

    /// Sets every text, in the language of the moment. Override it, set the editors' texts, and call this
    /// last; it runs when start() is called and whenever the language changes.
    virtual void retranslate();

    /// Adds the last step; call after all others.
    void addReview();
    /// Puts a button of the dialog's own beside the copies in the last step; takes it.
    void addReviewAction(QWidget* button);
    /// Call once, at the end of the constructor of the dialog.
    void start();
    /// Call when an editor changed.
    void touch();
    FormErrors& errors() { return errors_; }
    PendingCalls& calls() { return calls_; }

    Workbench& workbench_;

private:
    QWidget* buildBar();
    void buildCopies(QVBoxLayout& column);
    void takeAnswer(Result<Resource> answer);
    void showAnswer(const Result<Resource>& answer);
    void showError(const Error& error);
    void goToError();
    void showProspect();
    bool refreshSteps();
    void refreshReview();
    void create();

    FormErrors errors_;
    DryRun dry_run_;
    PendingCalls calls_;
    std::optional<Result<Resource>> answer_;  ///< What the server said last.
    QFrame* bar_;
    StatusBadge* prospect_badge_;
    QLabel* prospect_;
    QLabel* cost_;
    ErrorBanner* banner_ = nullptr;
    FactList* facts_ = nullptr;
    QPushButton* as_command_ = nullptr;
    QPushButton* as_document_ = nullptr;
    QHBoxLayout* review_actions_ = nullptr;
    CopyBox* command_box_ = nullptr;
};

}  // namespace slipway
