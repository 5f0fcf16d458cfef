// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/create_volume_dialog.h"

#include "ui/parts/forms/key_value_edit.h"
#include "ui/parts/forms/resource_box.h"
#include "ui/parts/names.h"
#include "ui/parts/texts.h"
#include "ui/session/settings.h"
#include "ui/volumes/volume_text.h"
#include "widgets/form/dialogs/form_field.h"

#include <nlohmann/json.hpp>

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway {

namespace {

QLineEdit* makeEdit(const char* object_name, const QString& example = {})
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(object_name));
    edit->setPlaceholderText(example);
    return edit;
}

std::string typed(const QLineEdit* edit)
{
    return edit->text().trimmed().toStdString();
}

}  // namespace

CreateVolumeDialog::CreateVolumeDialog(Workbench& workbench, QWidget* parent)
    : CreateDialog(workbench, parent)
{
    setObjectName(QStringLiteral("createVolume"));
    buildFields(addStep());
    addReview();
    takeDefaults();
    for (QLineEdit* edit : {name_, size_, storage_class_, claim_, driver_, secret_, description_})
        connect(edit, &QLineEdit::textChanged, this, &CreateVolumeDialog::changed);
    for (QComboBox* box : {scope_, kind_, static_cast<QComboBox*>(cluster_)})
        connect(box, &QComboBox::currentIndexChanged, this, &CreateVolumeDialog::changed);
    connect(attributes_, &QPlainTextEdit::textChanged, this, &CreateVolumeDialog::changed);
    showFields();
    start();
    name_->setFocus();
    name_->selectAll();
}

void CreateVolumeDialog::buildFields(QVBoxLayout& layout)
{
    name_ = makeEdit("name");
    scope_ = new QComboBox;
    scope_->setObjectName(QStringLiteral("scope"));
    for (const VolumeScope scope : {VolumeScope::Project, VolumeScope::Personal})
        scope_->addItem(QString(), static_cast<int>(scope));
    kind_ = new QComboBox;
    kind_->setObjectName(QStringLiteral("kind"));
    kind_->addItem(QString(), static_cast<int>(VolumeKind::Shared));
    if (workbench_.workspace.account().administrator)
        for (const VolumeKind kind : {VolumeKind::Claim, VolumeKind::Csi})
            kind_->addItem(QString(), static_cast<int>(kind));
    size_ = makeEdit("size", QStringLiteral("100 GiB"));
    storage_class_ = makeEdit("storageClass");
    cluster_ = new ResourceBox(workbench_.workspace,
                               {Kind::Cluster, [] { return tr("Where the platform itself is"); },
                                [](const Item& item) {
                                    return Texts::cluster(item.resource.name, item.specAs<ClusterSpec>(),
                                                          item.statusAs<ClusterStatus>());
                                }});
    cluster_->setObjectName(QStringLiteral("cluster"));
    claim_ = makeEdit("claim", QStringLiteral("team-data"));
    driver_ = makeEdit("driver", QStringLiteral("hdfs.csi.example.org"));
    attributes_ = new KeyValueEdit;
    attributes_->setObjectName(QStringLiteral("attributes"));
    attributes_->setPlaceholderText(QStringLiteral("path=/team"));
    secret_ = makeEdit("secret");
    description_ = makeEdit("description");

    const auto add = [&](FormField*& field, QWidget* editor, const char* member) {
        field = new FormField(editor, layout.parentWidget());
        layout.addWidget(field);
        errors().add(member, field, 0);
    };
    add(name_field_, name_, "name");
    add(scope_field_, scope_, "spec.scope");
    add(kind_field_, kind_, "spec.kind");
    add(size_field_, size_, "spec.size");
    add(claim_field_, claim_, "spec.claim");
    add(driver_field_, driver_, "spec.csi.driver");
    add(attributes_field_, attributes_, "spec.csi.attributes");
    add(secret_field_, secret_, "spec.csi.secret");
    add(cluster_field_, cluster_, "spec.cluster");
    add(storage_class_field_, storage_class_, "spec.storage_class");
    add(description_field_, description_, "spec.description");
    layout.addStretch(1);
}

void CreateVolumeDialog::retranslate()
{
    setTitle(tr("Create volume"));
    setStepNames({tr("Volume"), tr("Review")});
    setFinishText(tr("Create"));
    setNote(tr("It can grow later, and never shrinks."));
    name_field_->setLabel(tr("Name"));
    scope_field_->setLabel(tr("Who may mount it"));
    scope_->setItemText(0, tr("All of the project"));
    scope_->setItemText(1, tr("Your environments and jobs alone"));
    kind_field_->setLabel(tr("Storage"));
    for (int i = 0; i < kind_->count(); ++i)
        kind_->setItemText(i, VolumeText::kind(static_cast<VolumeKind>(kind_->itemData(i).toInt())));
    size_field_->setLabel(tr("Size"));
    size_field_->setHint(tr("How much it holds, such as 100 GiB or 2 TiB."));
    claim_field_->setLabel(tr("Claim"));
    claim_field_->setHint(
        tr("A PersistentVolumeClaim of the project's namespace, whose files stay its own."));
    driver_field_->setLabel(tr("CSI driver"));
    driver_field_->setHint(tr("One that mounts into each pod by itself, such as for HDFS or a FUSE mount."));
    attributes_field_->setLabel(tr("Attributes"));
    attributes_field_->setHint(tr("One key=value a line, as the driver's documentation names them."));
    secret_field_->setLabel(tr("Secret"));
    secret_field_->setHint(tr("A Secret of the project's namespace that the driver signs in with."));
    cluster_->reload();
    cluster_field_->setLabel(tr("Cluster"));
    cluster_field_->setHint(tr("Its files stay there."));
    storage_class_field_->setLabel(tr("Storage class"));
    storage_class_field_->setHint(tr("The cluster's own choice when empty."));
    for (QLineEdit* edit : {storage_class_, secret_})
        edit->setPlaceholderText(tr("Optional"));
    description_field_->setLabel(tr("Description"));
    description_->setPlaceholderText(tr("What it is for, optional"));
    CreateDialog::retranslate();
}

void CreateVolumeDialog::takeDefaults()
{
    const Workspace& workspace = workbench_.workspace;
    size_->setText(QStringLiteral("100 GiB"));
    const QString last = workbench_.settings.get(settings::last_volume);
    if (const auto spec = parseJson(last.toStdString()).and_then(readVolumeSpec)) {
        scope_->setCurrentIndex(static_cast<int>(spec->scope));
        if (const int index = kind_->findData(static_cast<int>(spec->kind)); index >= 0)
            kind_->setCurrentIndex(index);
        if (spec->size.count() > 0)
            size_->setText(QString::fromStdString(spec->size.text()));
        storage_class_->setText(QString::fromStdString(spec->storage_class));
        if (workspace.find(Kind::Cluster, spec->cluster))
            cluster_->choose(spec->cluster);
    }
    name_->setText(QString::fromStdString(unusedName(workspace, Kind::Volume, "volume-1")));
}

VolumeKind CreateVolumeDialog::kind() const
{
    return static_cast<VolumeKind>(kind_->currentData().toInt());
}

VolumeSpec CreateVolumeDialog::spec() const
{
    VolumeSpec spec;
    spec.scope = static_cast<VolumeScope>(scope_->currentData().toInt());
    spec.kind = kind();
    spec.description = typed(description_);
    spec.cluster = cluster_->chosen();
    if (spec.kind == VolumeKind::Shared) {
        spec.size = Bytes::parse(typed(size_)).value_or(Bytes());
        spec.storage_class = typed(storage_class_);
    } else if (spec.kind == VolumeKind::Claim) {
        spec.claim = typed(claim_);
    } else {
        spec.csi.driver = typed(driver_);
        spec.csi.attributes = attributes_->values();
        spec.csi.secret = typed(secret_);
    }
    return spec;
}

Resource CreateVolumeDialog::form() const
{
    Resource resource;
    resource.kind = Kind::Volume;
    resource.project = workbench_.workspace.project();
    resource.name = typed(name_);
    resource.spec = dumpJson(write(spec()));
    return resource;
}

QString CreateVolumeDialog::sizeProblem() const
{
    if (kind() != VolumeKind::Shared || size_->text().trimmed().isEmpty() || Bytes::parse(typed(size_)))
        return {};
    return tr("Write a number with its unit, such as 100 GiB.");
}

bool CreateVolumeDialog::checkForm()
{
    const QString size = sizeProblem();
    if (!size.isEmpty())
        size_field_->setError(size);
    const QString attributes = kind() == VolumeKind::Csi ? attributes_->problem() : QString();
    if (!attributes.isEmpty())
        attributes_field_->setError(attributes);
    return size.isEmpty() && attributes.isEmpty();
}

int CreateVolumeDialog::unfilledStep() const
{
    const QLineEdit* needed = kind() == VolumeKind::Shared  ? size_
                              : kind() == VolumeKind::Claim ? claim_
                                                            : driver_;
    return needed->text().trimmed().isEmpty() ? 0 : -1;
}

void CreateVolumeDialog::changed()
{
    errors().clear();
    showFields();
    touch();
}

void CreateVolumeDialog::showFields()
{
    const VolumeKind chosen = kind();
    kind_field_->setVisible(kind_->count() > 1);
    size_field_->setVisible(chosen == VolumeKind::Shared);
    storage_class_field_->setVisible(chosen == VolumeKind::Shared);
    claim_field_->setVisible(chosen == VolumeKind::Claim);
    driver_field_->setVisible(chosen == VolumeKind::Csi);
    attributes_field_->setVisible(chosen == VolumeKind::Csi);
    secret_field_->setVisible(chosen == VolumeKind::Csi);
    cluster_field_->setVisible(cluster_->hasChoice());
}

CreateDialog::Prospect CreateVolumeDialog::prospectOf(const Resource& /*answered*/) const
{
    return {StatusTone::Done, tr("Good"), tr("It can be made like this.")};
}

QList<Fact> CreateVolumeDialog::summary() const
{
    const VolumeSpec chosen = spec();
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    const bool made = chosen.kind == VolumeKind::Shared;
    return {{tr("Name"), name_->text()},
            {tr("Who may mount it"), scope_->currentText()},
            {tr("Storage"), kind_->currentText()},
            {tr("Size"), made ? Texts::bytes(chosen.size.count()) : QString()},
            {tr("Claim"), text(chosen.claim)},
            {tr("CSI driver"), text(chosen.csi.driver), Fact::Look::Mono},
            {tr("Secret"), text(chosen.csi.secret), Fact::Look::Mono},
            {tr("Cluster"), cluster_->hasChoice() ? cluster_->currentText() : QString()},
            {tr("Storage class"), text(chosen.storage_class)},
            {tr("In a job"), QStringLiteral("$SLIPWAY_VOLUMES/") + name_->text().trimmed(), Fact::Look::Mono},
            {tr("Description"), text(chosen.description)}};
}

CliCommand CreateVolumeDialog::command() const
{
    const VolumeSpec chosen = spec();
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    CliCommand command({QStringLiteral("slipwayctl")});
    command.option(QStringLiteral("--project"), text(workbench_.workspace.project()))
        .argument(QStringLiteral("volume"));
    if (chosen.kind == VolumeKind::Csi)  // Said in a file; the YAML beside this one is what it holds.
        return command.argument(QStringLiteral("apply"))
            .option(QStringLiteral("--file"), name_->text().trimmed() + QStringLiteral(".yaml"));
    command.argument(QStringLiteral("create")).argument(name_->text().trimmed());
    if (chosen.kind == VolumeKind::Shared)
        command.option(QStringLiteral("--size"), size_->text().remove(QLatin1Char(' ')));
    if (chosen.scope == VolumeScope::Personal)
        command.argument(QStringLiteral("--personal"));
    return command.option(QStringLiteral("--claim"), text(chosen.claim))
        .option(QStringLiteral("--cluster"), text(chosen.cluster))
        .option(QStringLiteral("--storage-class"), text(chosen.storage_class))
        .option(QStringLiteral("--description"), text(chosen.description));
}

void CreateVolumeDialog::remember()
{
    VolumeSpec kept = spec();
    kept.description.clear();
    workbench_.settings.set(settings::last_volume, QString::fromStdString(dumpJson(write(kept))));
}

}  // namespace slipway
