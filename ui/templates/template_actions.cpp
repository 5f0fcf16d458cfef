// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/templates/template_actions.h"

#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/explain.h"
#include "ui/templates/rename_template_dialog.h"
#include "widgets/form/status/toast_stack.h"

namespace slipway {

namespace {

/// "template finetune", "12 templates"
QString counted(const Items& templates)
{
    return templates.size() == 1
               ? TemplateActions::tr("template %1")
                     .arg(QString::fromStdString(templates.front()->resource.name))
               : TemplateActions::tr("%1 templates").arg(static_cast<qulonglong>(templates.size()));
}

}  // namespace

TemplateActions::TemplateActions(Workbench& workbench, QObject* parent)
    : QObject(parent), workbench_(workbench)
{
}

void TemplateActions::rename(const ItemPtr& kept, QWidget* window)
{
    auto* dialog = new RenameTemplateDialog(workbench_, kept, window);
    connect(dialog, &RenameTemplateDialog::renamed, this, &TemplateActions::renamed);
    dialog->open();
}

void TemplateActions::remove(const Resource& kept, QWidget* window)
{
    const auto what = [name = QString::fromStdString(kept.name)] {
        return Confirmation{tr("Delete template %1?").arg(name),
                            tr("Lost: the settings that it keeps. Nobody can start jobs from it any more."),
                            tr("Kept: the jobs that were started from it, and its code."),
                            tr("Delete template"), false};
    };
    auto* dialog = new ConfirmDialog(what, window);
    connect(dialog, &QDialog::accepted, this, [this, kept] {
        calls_.start<void>(
            [&](Answer<void> done) {
                return workbench_.workspace.session().remove(Kind::Template, kept.project, kept.name,
                                                             std::move(done));
            },
            [this](Result<void> answer) {
                if (answer)
                    workbench_.toasts.show(tr("Template deleted."));
                else
                    workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
            });
    });
    dialog->open();
}

std::vector<BulkAction> TemplateActions::bulk()
{
    BulkAction remove{.icon = IconName::Trash};
    remove.applies = [](const Item& kept) { return !kept.resource.deleting; };
    remove.word = [](const Items& templates) { return tr("Delete %1").arg(counted(templates)); };
    remove.confirmation = [](const Items& templates) {
        return Confirmation{
            tr("Delete %1?").arg(counted(templates)),
            tr("Lost: the settings that they keep. Nobody can start jobs from them any more."),
            tr("Kept: the jobs that were started from them, and their code."),
            tr("Delete %1").arg(counted(templates)), false};
    };
    remove.run = [this](const Resource& kept, const std::string& reason, Answer<void> done) {
        return workbench_.workspace.session().remove(Kind::Template, kept.project, kept.name, std::move(done),
                                                     reason);
    };
    remove.done = [](const Items& templates) { return tr("Deleted %1.").arg(counted(templates)); };
    remove.by_delete_key = true;
    return {remove};
}

}  // namespace slipway
