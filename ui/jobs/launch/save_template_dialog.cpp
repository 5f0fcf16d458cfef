// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/save_template_dialog.h"

#include "ui/parts/names.h"
#include "ui/parts/retranslated.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/form/text_role.h"

#include <nlohmann/json.hpp>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

SaveTemplateDialog::SaveTemplateDialog(Workbench& workbench, JobSpec job, const std::string& name,
                                       QWidget* parent)
    : QDialog(parent),
      workbench_(workbench),
      job_(std::move(job)),
      banner_(new ErrorBanner(workbench.theme)),
      name_(new QLineEdit),
      description_(new QLineEdit),
      name_field_(new FormField(name_, this)),
      description_field_(new FormField(description_, this)),
      cancel_(makeButton({}, ButtonKind::Plain)),
      save_(makeButton({}, ButtonKind::Primary))
{
    setObjectName(QStringLiteral("saveTemplate"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Panel);
    setMinimumWidth(480);
    banner_->setRetryVisible(false);
    name_->setText(QString::fromStdString(unusedName(workbench.workspace, Kind::Template, name)));
    name_->selectAll();
    errors_.add("name", name_field_);
    errors_.add("spec.description", description_field_);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel_);
    foot->addWidget(save_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 14);
    layout->setSpacing(12);
    layout->addWidget(banner_);
    layout->addWidget(name_field_);
    layout->addWidget(description_field_);
    layout->addStretch(1);
    layout->addLayout(foot);
    save_->setDefault(true);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(save_, &QPushButton::clicked, this, &SaveTemplateDialog::save);
    connect(name_, &QLineEdit::textChanged, this, [this] { errors_.clear(); });
    retranslated(this, [this] { retranslate(); });
}

void SaveTemplateDialog::retranslate()
{
    setWindowTitle(tr("Save as template"));
    name_field_->setLabel(tr("Name"));
    name_field_->setHint(tr("Everybody in the project can start jobs from it."));
    description_field_->setLabel(tr("Description"));
    description_->setPlaceholderText(tr("What it is for, optional"));
    cancel_->setText(tr("Cancel"));
    save_->setText(tr("Save template"));
}

void SaveTemplateDialog::fail(const Error& error)
{
    save_->setEnabled(true);
    if (errors_.show(error))
        errors_.focusFirst();
    else
        banner_->setMessage(explain(error));
}

void SaveTemplateDialog::save()
{
    Resource kept;
    kept.kind = Kind::Template;
    kept.project = workbench_.workspace.project();
    kept.name = name_->text().trimmed().toStdString();
    kept.spec = dumpJson(write(TemplateSpec{description_->text().trimmed().toStdString(), job_}));
    save_->setEnabled(false);
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().create(kept, Session::DryRun::No, std::move(done));
        },
        [this](Result<Resource> answer) {
            if (!answer)
                return fail(answer.error());
            workbench_.workspace.adopt(*answer);
            workbench_.toasts.show(tr("Template %1 saved.").arg(QString::fromStdString(answer->name)),
                                   StatusTone::Done);
            accept();
        });
}

}  // namespace slipway
