// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/create_dialog.h"

#include "core/json.h"
#include "core/yaml/yaml_writer.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/status_badge.h"
#include "widgets/form/text_role.h"

#include <nlohmann/json.hpp>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

CreateDialog::CreateDialog(Workbench& workbench, QWidget* parent)
    : StepDialog({}, workbench.theme, parent),
      workbench_(workbench),
      dry_run_(
          workbench.workspace, [this] { return form(); },
          [this](const Result<Resource>& answer) { takeAnswer(answer); }),
      bar_(new QFrame(this)),
      prospect_badge_(new StatusBadge(workbench.theme, bar_)),
      prospect_(makeLabel({}, TextRole::Dim, bar_)),
      cost_(makeLabel({}, TextRole::Strong, bar_))
{
    setAttribute(Qt::WA_DeleteOnClose);
    connect(this, &StepDialog::stepChanged, this, &CreateDialog::refreshReview);
    connect(this, &StepDialog::finishRequested, this, &CreateDialog::create);
}

QWidget* CreateDialog::buildBar()
{
    setSurface(*bar_, Surface::StatusBar);
    auto* line = new QHBoxLayout(bar_);
    line->setContentsMargins(24, 8, 24, 8);
    line->setSpacing(10);
    line->addWidget(prospect_badge_);
    line->addWidget(prospect_, 1);
    line->addWidget(cost_);
    prospect_->setWordWrap(true);
    bar_->hide();
    return bar_;
}

void CreateDialog::buildCopies(QVBoxLayout& column)
{
    QWidget* page = column.parentWidget();
    auto* layout = new QVBoxLayout;
    layout->setSpacing(4);
    column.addLayout(layout);
    review_actions_ = new QHBoxLayout;
    review_actions_->setSpacing(4);
    layout->addLayout(review_actions_);
    as_command_ = makeButton({}, ButtonKind::Plain, page);
    as_document_ = makeButton({}, ButtonKind::Plain, page);
    command_box_ = new CopyBox(workbench_.theme, page);
    for (QPushButton* button : {as_command_, as_document_}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        review_actions_->addWidget(button);
    }
    as_command_->setChecked(true);
    connect(as_document_, &QPushButton::toggled, this, &CreateDialog::refreshReview);
    review_actions_->addStretch(1);
    layout->addWidget(command_box_);
}

void CreateDialog::addReview()
{
    QVBoxLayout& layout = addStep();
    banner_ = new ErrorBanner(workbench_.theme, layout.parentWidget());
    banner_->setRetryVisible(false);
    layout.addWidget(banner_);
    facts_ = new FactList(workbench_.theme, layout.parentWidget());
    facts_->setCompact();
    layout.addWidget(facts_, 1);
    buildCopies(layout);
    setBar(buildBar());
}

void CreateDialog::addReviewAction(QWidget* button)
{
    review_actions_->addWidget(button);
}

QString CreateDialog::document() const
{
    const Resource wanted = form();
    const std::string_view kind = info(wanted.kind).name;
    Json json{{"kind", kind}, {"name", wanted.name}};
    if (!wanted.project.empty())
        json["project"] = wanted.project;
    json["spec"] = parseJson(wanted.spec).value_or(Json::object());
    return QString::fromStdString(writeYaml(json));
}

void CreateDialog::start()
{
    retranslated(this, [this] { retranslate(); });
    touch();
}

void CreateDialog::retranslate()
{
    as_command_->setText(tr("Command line"));
    as_command_->setAccessibleName(tr("The same on the command line"));
    as_document_->setText(tr("YAML"));
    as_document_->setAccessibleName(tr("The same as a file for slipwayctl apply"));
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
        showProspect();
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
    showProspect();
    refreshSteps();
}

void CreateDialog::showProspect()
{
    bar_->setVisible(answer_.has_value());
    if (!answer_)
        return;
    cost_->setText(cost());
    if (!*answer_) {
        prospect_badge_->setStatus(StatusTone::Failed, tr("Refused"));
        prospect_->setText(explain(answer_->error()));
        return;
    }
    const Prospect comes = prospectOf(**answer_);
    prospect_badge_->setStatus(comes.tone, comes.word);
    prospect_->setText(comes.sentence);
}

CreateDialog::Prospect CreateDialog::prospectOf(const Resource& answered) const
{
    const bool waits = readItem(answered)->workload().phase == Phase::Queued;
    return {waits ? StatusTone::Waiting : StatusTone::Running, waits ? tr("Waits") : tr("Starts"),
            prospect(answered)};
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
    cost_->setText(cost());
    if (currentStep() + 1 < stepCount())
        return;
    facts_->setFacts(summary());
    const bool yaml = as_document_->isChecked();
    command_box_->setText(yaml ? document().trimmed() : command().text(),
                          yaml ? QString() : QStringLiteral("$"));
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
