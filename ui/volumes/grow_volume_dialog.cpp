// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/grow_volume_dialog.h"

#include "client/rehearsal.h"
#include "ui/parts/forms/cli_command.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/form/text_role.h"

#include <nlohmann/json.hpp>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr std::chrono::milliseconds typing_pause{250};
}

GrowVolumeDialog::GrowVolumeDialog(Workbench& workbench, ItemPtr volume, QWidget* parent)
    : QDialog(parent),
      workbench_(workbench),
      volume_(std::move(volume)),
      banner_(new ErrorBanner(workbench.theme)),
      note_(makeLabel({}, TextRole::Dim)),
      size_(new QLineEdit),
      size_field_(new FormField(size_, this)),
      command_(new CopyBox(workbench.theme)),
      cancel_(makeButton({}, ButtonKind::Plain)),
      grow_(makeButton({}, ButtonKind::Primary))
{
    setObjectName(QStringLiteral("growVolume"));
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(*this, Surface::Panel);
    setMinimumWidth(520);
    banner_->setRetryVisible(false);
    note_->setWordWrap(true);
    size_->setObjectName(QStringLiteral("size"));
    grow_->setObjectName(QStringLiteral("confirmGrow"));
    errors_.add("spec.size", size_field_);
    const Bytes twice(volume_->specAs<VolumeSpec>().size.count() * 2);
    const bool whole = twice.count() % (1_GiB).count() == 0;
    size_->setText(whole ? QStringLiteral("%1 GiB").arg(twice.count() / (1_GiB).count())
                         : QString::fromStdString(twice.text()));
    size_->selectAll();
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel_);
    foot->addWidget(grow_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 14);
    layout->setSpacing(12);
    layout->addWidget(banner_);
    layout->addWidget(note_);
    layout->addWidget(size_field_);
    layout->addWidget(command_);
    layout->addStretch(1);
    layout->addLayout(foot);
    grow_->setDefault(true);
    pause_.setSingleShot(true);
    pause_.setInterval(typing_pause);
    connect(&pause_, &QTimer::timeout, this, &GrowVolumeDialog::rehearse);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(grow_, &QPushButton::clicked, this, &GrowVolumeDialog::grow);
    connect(size_, &QLineEdit::textChanged, this, &GrowVolumeDialog::changed);
    retranslated(this, [this] { retranslate(); });
}

void GrowVolumeDialog::retranslate()
{
    const QString name = QString::fromStdString(volume_->resource.name);
    setWindowTitle(tr("Grow volume %1").arg(name));
    note_->setText(tr("It has %1 now. What is in it stays, and nothing has to be stopped. A volume never "
                      "shrinks.")
                       .arg(Texts::bytes(volume_->specAs<VolumeSpec>().size.count())));
    size_field_->setLabel(tr("New size"));
    cancel_->setText(tr("Cancel"));
    grow_->setText(tr("Grow"));
    changed();
}

std::optional<Resource> GrowVolumeDialog::wanted() const
{
    VolumeSpec spec = volume_->specAs<VolumeSpec>();
    const auto size = Bytes::parse(size_->text().trimmed().toStdString());
    if (!size || *size <= spec.size)
        return std::nullopt;
    spec.size = *size;
    Resource resource = volume_->resource;
    resource.spec = dumpJson(write(spec));
    return resource;
}

void GrowVolumeDialog::changed()
{
    calls_.cancelAll();
    errors_.clear();
    banner_->setMessage({});
    const bool larger = wanted().has_value();
    grow_->setEnabled(larger);
    if (!larger)
        size_field_->setError(tr("Write a larger size than it has, such as 200 GiB."));
    CliCommand command({QStringLiteral("slipwayctl")});
    command.option(QStringLiteral("--project"), QString::fromStdString(volume_->resource.project))
        .argument(QStringLiteral("volume"))
        .argument(QStringLiteral("grow"))
        .argument(QString::fromStdString(volume_->resource.name))
        .argument(size_->text().remove(QLatin1Char(' ')));
    command_->setText(command.text(), QStringLiteral("$"));
    if (larger)
        pause_.start();
    else
        pause_.stop();
}

void GrowVolumeDialog::rehearse()
{
    const auto volume = wanted();
    if (!volume)
        return;
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return rehearseUpdate(workbench_.workspace.session(), *volume, std::move(done));
        },
        [this](const Result<Resource>& answer) {
            if (!answer)
                showError(answer.error());
        });
}

void GrowVolumeDialog::showError(const Error& error)
{
    grow_->setEnabled(false);
    if (!errors_.show(error))
        banner_->setMessage(explain(error));
}

void GrowVolumeDialog::grow()
{
    const auto volume = wanted();
    if (!volume)
        return;
    pause_.stop();
    grow_->setEnabled(false);
    calls_.cancelAll();
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().update(*volume, std::move(done));
        },
        [this](Result<Resource> answer) {
            if (!answer)
                return showError(answer.error());
            const QString size = Texts::bytes(readItem(*answer)->specAs<VolumeSpec>().size.count());
            const QString name = QString::fromStdString(answer->name);
            workbench_.workspace.adopt(std::move(*answer));
            workbench_.toasts.show(tr("Volume %1 grows to %2.").arg(name, size), StatusTone::Done);
            accept();
        });
}

}  // namespace slipway
