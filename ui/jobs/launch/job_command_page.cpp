// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/job_command_page.h"

#include "ui/session/workspace.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

QLineEdit* makeEdit(const char* object_name, const QString& example = {})
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(object_name));
    edit->setPlaceholderText(example);
    return edit;
}

}  // namespace

JobCommandPage::JobCommandPage(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      name_(makeEdit("name")),
      command_(makeEdit("command", QStringLiteral("python3 train.py --epochs 5"))),
      environment_(new QComboBox)
{
    command_->setFont(Theme::monospacedFont());
    environment_->setObjectName(QStringLiteral("environment"));
    environment_->addItem(QString(), QString());
    for (const ItemPtr& item : workbench.workspace.projectItems(Kind::Environment)) {
        const QString name = QString::fromStdString(item->resource.name);
        environment_->addItem(name, name);
    }
    QWidget* code = buildCode();
    name_field_ = new FormField(name_, this);
    command_field_ = new FormField(command_, this);
    code_field_ = new FormField(code, this);
    environment_field_ = new FormField(environment_, this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    for (FormField* field : {name_field_, command_field_, code_field_, environment_field_})
        layout->addWidget(field);
    layout->addStretch(1);
    for (QLineEdit* edit : {name_, command_, folder_, git_url_, git_revision_})
        connect(edit, &QLineEdit::textChanged, this, &JobCommandPage::changed);
    for (QComboBox* box : {code_, environment_})
        connect(box, &QComboBox::currentIndexChanged, this, &JobCommandPage::changed);
}

QWidget* JobCommandPage::buildCode()
{
    auto* body = new QWidget;
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    code_ = new QComboBox;
    code_->setObjectName(QStringLiteral("code"));
    for (const Code code : {Code::None, Code::Folder, Code::Git})
        code_->addItem(QString(), static_cast<int>(code));

    folder_ = makeEdit("folder");
    git_url_ = makeEdit("gitUrl", QStringLiteral("https://git.example.com/team/model.git"));
    git_revision_ = makeEdit("gitRevision");
    browse_ = makeButton({}, ButtonKind::Secondary);
    connect(browse_, &QPushButton::clicked, this, &JobCommandPage::browse);

    code_details_ = new QStackedWidget;
    code_details_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto add = [this](std::initializer_list<QWidget*> widgets) {
        auto* page = new QWidget;
        auto* line = new QHBoxLayout(page);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        for (QWidget* widget : widgets)
            line->addWidget(widget, qobject_cast<QLineEdit*>(widget) == git_url_ ? 2 : 1);
        code_details_->addWidget(page);
    };
    add({});
    add({folder_, browse_});
    add({git_url_, git_revision_});
    add({});
    qobject_cast<QHBoxLayout*>(code_details_->widget(static_cast<int>(Code::Folder))->layout())
        ->setStretch(1, 0);
    connect(code_, &QComboBox::currentIndexChanged, code_details_,
            [this] { code_details_->setCurrentIndex(code_->currentData().toInt()); });
    row->addWidget(code_);
    row->addWidget(code_details_, 1);
    body->setFocusProxy(code_);
    return body;
}

void JobCommandPage::retranslate()
{
    name_field_->setLabel(tr("Name"));
    command_field_->setLabel(tr("Command"));
    command_field_->setHint(tr("One shell command, run in the folder of your code."));
    code_field_->setLabel(tr("Code"));
    code_->setAccessibleName(tr("Where the code comes from"));
    const auto word = [this](Code code, const QString& text) {
        if (const int index = code_->findData(static_cast<int>(code)); index >= 0)
            code_->setItemText(index, text);
    };
    word(Code::None, tr("None"));
    word(Code::Folder, tr("Folder"));
    word(Code::Git, tr("Git"));
    word(Code::Sent, tr("Same as before"));
    folder_->setAccessibleName(tr("Code folder"));
    folder_->setPlaceholderText(tr("Folder on this computer"));
    browse_->setText(tr("Choose…"));
    browse_->setAccessibleName(tr("Choose code folder"));
    git_url_->setAccessibleName(tr("Git address"));
    git_revision_->setAccessibleName(tr("Git revision"));
    git_revision_->setPlaceholderText(tr("Branch, tag or commit"));
    environment_field_->setLabel(tr("Environment"));
    environment_field_->setHint(tr("With one, the job uses the Python packages that are installed in it."));
    environment_->setItemText(0, tr("None: the image alone"));
}

void JobCommandPage::browse()
{
    const QString chosen =
        QFileDialog::getExistingDirectory(this, tr("Choose the folder with the code"), folder());
    if (!chosen.isEmpty())
        folder_->setText(chosen);
}

void JobCommandPage::addErrors(FormErrors& errors, int step)
{
    errors.add("name", name_field_, step);
    errors.add("spec.command", command_field_, step);
    errors.add("spec.code", code_field_, step);
    errors.add("spec.environment", environment_field_, step);
}

void JobCommandPage::take(const std::string& name, const JobSpec& spec)
{
    name_->setText(QString::fromStdString(name));
    command_->setText(QString::fromStdString(spec.command));
    git_url_->setText(QString::fromStdString(spec.code.git_url));
    git_revision_->setText(QString::fromStdString(spec.code.git_revision));
    sent_digest_ = spec.code.folder_sha256;
    const int environment = environment_->findData(QString::fromStdString(spec.environment));
    environment_->setCurrentIndex(std::max(0, environment));
    Code code = Code::None;
    if (!spec.code.git_url.empty()) {
        code = Code::Git;
    } else if (!sent_digest_.empty()) {
        if (code_->findData(static_cast<int>(Code::Sent)) < 0)
            code_->addItem(tr("Same as before"), static_cast<int>(Code::Sent));
        code = Code::Sent;
    }
    code_->setCurrentIndex(code_->findData(static_cast<int>(code)));
}

void JobCommandPage::fill(JobSpec& spec) const
{
    spec.command = command_->text().trimmed().toStdString();
    spec.environment = environment_->currentData().toString().toStdString();
    spec.code = {};
    if (code() == Code::Git) {
        spec.code.git_url = git_url_->text().trimmed().toStdString();
        spec.code.git_revision = git_revision_->text().trimmed().toStdString();
    } else if (code() == Code::Sent) {
        spec.code.folder_sha256 = sent_digest_;
    }
}

std::string JobCommandPage::name() const
{
    return name_->text().trimmed().toStdString();
}

JobCommandPage::Code JobCommandPage::code() const
{
    return static_cast<Code>(code_->currentData().toInt());
}

QString JobCommandPage::folder() const
{
    return folder_->text().trimmed();
}

void JobCommandPage::setFolder(const QString& folder)
{
    folder_->setText(folder);
    if (!folder.isEmpty())
        code_->setCurrentIndex(code_->findData(static_cast<int>(Code::Folder)));
}

QString JobCommandPage::codeText() const
{
    switch (code()) {
    case Code::None:
        return {};
    case Code::Folder:
        return folder();
    case Code::Git:
        return git_url_->text().trimmed() + QStringLiteral(" @ ") + git_revision_->text().trimmed();
    case Code::Sent:
        return tr("Same as before");
    }
    return {};
}

void JobCommandPage::focusCommand()
{
    command_->setFocus();
}

}  // namespace slipway
