// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/create_dialog.h"

#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway {

CreateDialog::CreateDialog(Workbench& workbench, QWidget* parent)
    : StepDialog({}, workbench.theme, parent),
      workbench_(workbench),
      dry_run_(
          workbench.workspace, [this] { return form(); },
          [this](const Result<Resource>& answer) { takeAnswer(answer); }),
      banner_(new ErrorBanner(workbench.theme)),
      facts_(new FactList(workbench.theme)),
      prospect_badge_(new StatusBadge(workbench.theme)),
      prospect_(makeLabel({}, TextRole::Dim)),
      command_box_(new CopyBox(workbench.theme))
{
    setAttribute(Qt::WA_DeleteOnClose);
    banner_->setRetryVisible(false);
    connect(this, &StepDialog::stepChanged, this, &CreateDialog::refreshReview);
    connect(this, &StepDialog::finishRequested, this, &CreateDialog::create);
}

void CreateDialog::addReview()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(banner_);
    auto* line = new QHBoxLayout;
    line->addWidget(prospect_badge_);
    line->addWidget(prospect_, 1);
    prospect_->setWordWrap(true);
    layout->addLayout(line);
    facts_->setFlush();
    layout->addWidget(facts_, 1);
    layout->addWidget(command_box_);
    prospect_badge_->hide();
    addStep({}, page);
}

void CreateDialog::start()
{
    retranslated(this, [this] { retranslate(); });
    touch();
}

void CreateDialog::retranslate()
{
    command_box_->setAccessibleName(tr("The same on the command line"));
    command_box_->setToolTip(tr("The same on the command line"));
    if (answer_)
        showAnswer(*answer_);
    refreshReview();
}

void CreateDialog::touch()
{
    if (unfilledStep() < 0) {
        dry_run_.schedule();
    } else {
        dry_run_.cancel();
        answer_.reset();
        errors_.clear();
        showProspect({});
    }
    refreshSteps();
    refreshReview();
}

void CreateDialog::takeAnswer(Result<Resource> answer)
{
    answer_ = std::move(answer);
    showAnswer(*answer_);
}

void CreateDialog::showAnswer(const Result<Resource>& answer)
{
    errors_.clear();
    banner_->setMessage({});
    if (!answer)
        showError(answer.error());
    showProspect(answer ? std::optional(*answer) : std::nullopt);
    refreshSteps();
}

void CreateDialog::showProspect(const std::optional<Resource>& answered)
{
    prospect_badge_->setVisible(answered.has_value());
    prospect_->setVisible(answered.has_value());
    if (!answered)
        return;
    const bool waits = readItem(*answered)->workload().phase == Phase::Queued;
    prospect_badge_->setStatus(waits ? StatusTone::Waiting : StatusTone::Running,
                               waits ? tr("Waits") : tr("Starts"));
    prospect_->setText(prospect(*answered));
}

void CreateDialog::showError(const Error& error)
{
    if (!errors_.show(error))
        banner_->setMessage(explain(error));
    refreshSteps();
}

void CreateDialog::goToError()
{
    setCurrentStep(unfilledStep() >= 0 ? unfilledStep() : errors_.firstStep());
    errors_.focusFirst();
}

bool CreateDialog::refreshSteps()
{
    const bool sound = checkForm();
    for (int step = 0; step < stepCount(); ++step)
        setStepComplete(step, !errors_.anyIn(step) && step != unfilledStep());
    return sound && unfilledStep() < 0;
}

void CreateDialog::refreshReview()
{
    facts_->setFacts(summary());
    command_box_->setText(command().text(), QStringLiteral("$"));
}

void CreateDialog::prepare(std::function<void(Result<void>)> ready)
{
    ready({});
}

void CreateDialog::create()
{
    if (!refreshSteps())
        return goToError();
    setBusy(true);
    const auto failed = [this](const Error& error) {
        setBusy(false);
        takeAnswer(tl::unexpected(error));
        goToError();
    };
    prepare([this, failed](Result<void> ready) {
        if (!ready)
            return failed(ready.error());
        calls_.start<Resource>(
            [this](Answer<Resource> done) {
                return workbench_.workspace.session().create(form(), Session::DryRun::No, std::move(done));
            },
            [this, failed](Result<Resource> answer) {
                if (!answer)
                    return failed(answer.error());
                remember();
                workbench_.workspace.adopt(*answer);
                Q_EMIT created(*answer);
                accept();
            });
    });
}

}  // namespace slipway
