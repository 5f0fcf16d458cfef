// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/templates/rename_template_dialog.h"

#include "ui/parts/retranslated.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

RenameTemplateDialog::RenameTemplateDialog(Workbench& workbench, ItemPtr kept, QWidget* parent)
    : QDialog(parent),
      workbench_(workbench),
      kept_(std::move(kept)),
      banner_(new ErrorBanner(workbench.theme)),
      name_(new QLineEdit(QString::fromStdString(kept_->resource.name))),
      name_field_(new FormField(name_, this)),
      cancel_(makeButton({}, ButtonKind::Plain)),
      rename_(makeButton({}, ButtonKind::Primary))
{
    setObjectName(QStringLiteral("renameTemplate"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Panel);
    setMinimumWidth(480);
    banner_->setRetryVisible(false);
    name_->setObjectName(QStringLiteral("name"));
    name_->selectAll();
    rename_->setObjectName(QStringLiteral("confirmRename"));
    errors_.add("name", name_field_);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel_);
    foot->addWidget(rename_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 14);
    layout->setSpacing(12);
    layout->addWidget(banner_);
    layout->addWidget(name_field_);
    layout->addStretch(1);
    layout->addLayout(foot);
    rename_->setDefault(true);
    rename_->setEnabled(false);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(rename_, &QPushButton::clicked, this, &RenameTemplateDialog::make);
    connect(name_, &QLineEdit::textChanged, this, [this](const QString& text) {
        errors_.clear();
        const QString name = text.trimmed();
        rename_->setEnabled(!name.isEmpty() && name.toStdString() != kept_->resource.name);
    });
    retranslated(this, [this] { retranslate(); });
}

void RenameTemplateDialog::retranslate()
{
    setWindowTitle(tr("Rename template %1").arg(QString::fromStdString(kept_->resource.name)));
    name_field_->setLabel(tr("New name"));
    name_field_->setHint(tr("Jobs that were started from it stay as they are."));
    cancel_->setText(tr("Cancel"));
    rename_->setText(tr("Rename"));
}

void RenameTemplateDialog::fail(const Error& error)
{
    rename_->setEnabled(true);
    if (errors_.show(error))
        errors_.focusFirst();
    else
        banner_->setMessage(explain(error));
}

void RenameTemplateDialog::make()
{
    Resource renamed;
    renamed.kind = Kind::Template;
    renamed.project = kept_->resource.project;
    renamed.name = name_->text().trimmed().toStdString();
    renamed.labels = kept_->resource.labels;
    renamed.spec = kept_->resource.spec;
    rename_->setEnabled(false);
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().create(renamed, Session::DryRun::No, std::move(done));
        },
        [this](Result<Resource> answer) {
            if (!answer)
                return fail(answer.error());
            workbench_.workspace.adopt(*answer);
            removeOld(*answer);
        });
}

void RenameTemplateDialog::removeOld(const Resource& made)
{
    calls_.start<void>(
        [&](Answer<void> done) {
            return workbench_.workspace.session().remove(Kind::Template, kept_->resource.project,
                                                         kept_->resource.name, std::move(done));
        },
        [this, made](Result<void> answer) {
            const QString from = QString::fromStdString(kept_->resource.name);
            const QString to = QString::fromStdString(made.name);
            if (answer)
                workbench_.toasts.show(tr("Template %1 is called %2 now.").arg(from, to), StatusTone::Done);
            else
                workbench_.toasts.show(tr("Template %1 is there, but %2 could not be deleted: %3")
                                           .arg(to, from, explain(answer.error())),
                                       StatusTone::Failed);
            Q_EMIT renamed(itemKey(made));
            accept();
        });
}

}  // namespace slipway
