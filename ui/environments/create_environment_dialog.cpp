// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environments/create_environment_dialog.h"

#include "ui/datasets/far_data_notice.h"
#include "ui/parts/forms/cluster_box.h"
#include "ui/parts/forms/dataset_list.h"
#include "ui/parts/forms/duration_box.h"
#include "ui/parts/forms/flavor_box.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/parts/names.h"
#include "ui/parts/texts.h"
#include "ui/session/settings.h"
#include "widgets/form/dialogs/form_field.h"

#include <nlohmann/json.hpp>

#include <QLineEdit>
#include <QVBoxLayout>

namespace slipway {

CreateEnvironmentDialog::CreateEnvironmentDialog(Workbench& workbench, QWidget* parent)
    : CreateDialog(workbench, parent)
{
    setObjectName(QStringLiteral("createEnvironment"));
    buildSoftware(addStep());
    buildSize(addStep());
    addReview();
    takeDefaults();

    connect(name_, &QLineEdit::textChanged, this, &CreateEnvironmentDialog::changed);
    connect(description_, &QLineEdit::textChanged, this, &CreateEnvironmentDialog::changed);
    connect(image_, &QComboBox::currentIndexChanged, this, &CreateEnvironmentDialog::changed);
    connect(flavor_, &QComboBox::currentIndexChanged, this, &CreateEnvironmentDialog::changed);
    connect(cluster_, &QComboBox::currentIndexChanged, this, &CreateEnvironmentDialog::changed);
    connect(duration_, &QComboBox::currentIndexChanged, this, &CreateEnvironmentDialog::changed);
    connect(datasets_, &QListWidget::itemChanged, this, &CreateEnvironmentDialog::changed);
    connect(volumes_, &QTableWidget::itemChanged, this, [this] {
        volumes_field_->setError(volumes_->problem());
        changed();
    });
    start();
    name_->setFocus();
    name_->selectAll();
}

void CreateEnvironmentDialog::buildSoftware(QVBoxLayout& layout)
{
    QWidget* page = layout.parentWidget();
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("name"));
    image_ = new QComboBox;
    image_->setObjectName(QStringLiteral("image"));
    for (const ItemPtr& image : workbench_.workspace.items(Kind::Image)) {
        const QString name = QString::fromStdString(image->resource.name);
        image_->addItem(name, name);
    }
    description_ = new QLineEdit;
    description_->setObjectName(QStringLiteral("description"));
    name_field_ = new FormField(name_, page);
    image_field_ = new FormField(image_, page);
    description_field_ = new FormField(description_, page);
    for (FormField* field : {name_field_, image_field_, description_field_})
        layout.addWidget(field);
    layout.addStretch(1);
    errors().add("name", name_field_, 0);
    errors().add("spec.image", image_field_, 0);
}

void CreateEnvironmentDialog::buildSize(QVBoxLayout& layout)
{
    QWidget* page = layout.parentWidget();
    flavor_ = new FlavorBox(workbench_.workspace);
    flavor_->setObjectName(QStringLiteral("flavor"));
    duration_ = new DurationBox;
    duration_->setObjectName(QStringLiteral("duration"));
    cluster_ = new ClusterBox(workbench_.workspace);
    cluster_->setObjectName(QStringLiteral("cluster"));
    flavor_field_ = new FormField(flavor_, page);
    cluster_field_ = new FormField(cluster_, page);
    cluster_field_->setVisible(cluster_->hasChoice());
    duration_field_ = new FormField(duration_, page);
    layout.addWidget(flavor_field_);
    layout.addWidget(cluster_field_);
    layout.addWidget(duration_field_);
    buildData(layout);
    layout.addStretch(1);
    errors().add("spec.flavor", flavor_field_, 1);
    errors().add("spec.cluster", cluster_field_, 1);
    errors().add("spec.duration", duration_field_, 1);
}

void CreateEnvironmentDialog::buildData(QVBoxLayout& layout)
{
    QWidget* page = layout.parentWidget();
    datasets_ = new DatasetList(workbench_.workspace);
    datasets_field_ = new FormField(datasets_, page);
    far_data_ = new FarDataNotice(workbench_, page);
    volumes_ = new VolumeList(workbench_.workspace);
    volumes_field_ = new FormField(volumes_, page);
    layout.addWidget(datasets_field_);
    layout.addWidget(far_data_);
    layout.addWidget(volumes_field_);
    errors().add("spec.datasets", datasets_field_, 1);
    errors().add("spec.volumes", volumes_field_, 1);
}

void CreateEnvironmentDialog::retranslate()
{
    setTitle(tr("Create environment"));
    setStepNames({tr("Software"), tr("Size and data"), tr("Review")});
    setFinishText(tr("Create"));
    setNote(tr("Release its GPU whenever you like: files and packages are kept."));
    name_field_->setLabel(tr("Name"));
    image_field_->setLabel(tr("Image"));
    image_field_->setHint(tr("The software it starts from. Packages that you install go on top and stay."));
    description_field_->setLabel(tr("Description"));
    description_->setPlaceholderText(tr("What it is for, optional"));
    flavor_field_->setLabel(tr("Flavor"));
    duration_field_->setLabel(tr("Release after"));
    duration_field_->setHint(tr("Its GPU is given back by itself after running this long."));
    duration_->setUnlimited(tr("Never"));
    flavor_->reload();
    cluster_->reload();
    cluster_field_->setLabel(tr("Cluster"));
    cluster_field_->setHint(tr("Its files stay there, so it cannot change once it has started."));
    flavor_field_->setHint(flavor_->hint());
    datasets_field_->setLabel(tr("Datasets"));
    datasets_field_->setHint(datasets_->count() == 0
                                 ? tr("The project has no complete dataset yet.")
                                 : tr("Each is a folder under $SLIPWAY_DATASETS, named as the dataset."));
    datasets_->retranslate();
    volumes_field_->setLabel(tr("Volumes"));
    volumes_field_->setHint(volumes_->rowCount() == 0
                                ? tr("The project has no volume yet.")
                                : tr("Each is a folder at the path beside it, and under $SLIPWAY_VOLUMES."));
    volumes_->retranslate();
    for (const ItemPtr& image : workbench_.workspace.items(Kind::Image)) {
        const int index = image_->findData(QString::fromStdString(image->resource.name));
        if (index >= 0)
            image_->setItemText(index, Texts::image(image->resource.name, image->specAs<ImageSpec>()));
    }
    CreateDialog::retranslate();
}

void CreateEnvironmentDialog::takeDefaults()
{
    const Workspace& workspace = workbench_.workspace;
    flavor_->setFlavor(suggestedFlavor(workspace));
    const QString last = workbench_.settings.get(settings::last_environment);
    if (const auto json = parseJson(last.toStdString())) {
        if (const auto spec = readEnvironmentSpec(*json)) {
            flavor_->setFlavor(spec->flavor);
            if (workspace.find(Kind::Cluster, spec->cluster))
                cluster_->setCluster(spec->cluster);
            duration_->setDuration(spec->duration);
            volumes_->setMounts(spec->volumes);
            if (const int index = image_->findData(QString::fromStdString(spec->image)); index >= 0)
                image_->setCurrentIndex(index);
        }
    }
    name_->setText(QString::fromStdString(unusedName(workspace, Kind::Environment, "notebook-1")));
}

EnvironmentSpec CreateEnvironmentDialog::spec() const
{
    EnvironmentSpec spec;
    spec.image = image_->currentData().toString().toStdString();
    spec.flavor = flavor_->flavor();
    spec.cluster = cluster_->cluster();
    spec.description = description_->text().trimmed().toStdString();
    spec.duration = duration_->duration();
    spec.datasets = datasets_->names();
    spec.volumes = volumes_->mounts();
    return spec;
}

bool CreateEnvironmentDialog::checkForm()
{
    const QString problem = volumes_->problem();
    if (!problem.isEmpty())
        volumes_field_->setError(problem);
    return problem.isEmpty();
}

Resource CreateEnvironmentDialog::form() const
{
    Resource resource;
    resource.kind = Kind::Environment;
    resource.project = workbench_.workspace.project();
    resource.name = name_->text().trimmed().toStdString();
    resource.spec = dumpJson(write(spec()));
    return resource;
}

void CreateEnvironmentDialog::changed()
{
    flavor_field_->setHint(flavor_->hint());
    far_data_->setWanted(workbench_.workspace.project(), datasets_->names(), cluster_->cluster());
    touch();
}

QList<Fact> CreateEnvironmentDialog::summary() const
{
    QStringList datasets;
    for (const std::string& name : datasets_->names())
        datasets << QString::fromStdString(name);
    return {{tr("Name"), name_->text()},
            {tr("Image"), image_->currentText()},
            {tr("Flavor"), flavor_->currentText()},
            {tr("Available"), flavor_->availability()},
            {tr("Cluster"), cluster_->hasChoice() ? cluster_->currentText() : QString()},
            {tr("Release after"), duration_->currentText()},
            {tr("Datasets"), datasets.join(QStringLiteral(", "))},
            {tr("Volumes"), volumeNames(volumes_->mounts())},
            {tr("Description"), description_->text()}};
}

CliCommand CreateEnvironmentDialog::command() const
{
    const EnvironmentSpec chosen = spec();
    CliCommand command({QStringLiteral("slipwayctl")});
    command.option(QStringLiteral("--project"), QString::fromStdString(workbench_.workspace.project()))
        .argument(QStringLiteral("env"))
        .argument(QStringLiteral("create"))
        .argument(name_->text().trimmed())
        .option(QStringLiteral("--image"), QString::fromStdString(chosen.image))
        .option(QStringLiteral("--flavor"), QString::fromStdString(chosen.flavor))
        .option(QStringLiteral("--cluster"), QString::fromStdString(chosen.cluster));
    if (chosen.duration.count() > 0)
        command.option(QStringLiteral("--duration"), QString::fromStdString(formatDuration(chosen.duration)));
    for (const std::string& dataset : chosen.datasets)
        command.option(QStringLiteral("--dataset"), QString::fromStdString(dataset));
    for (const VolumeMountSpec& mount : chosen.volumes)
        command.option(QStringLiteral("--volume"), volumeOption(mount));
    return command.option(QStringLiteral("--description"), QString::fromStdString(chosen.description));
}

void CreateEnvironmentDialog::remember()
{
    workbench_.settings.set(settings::last_environment, QString::fromStdString(dumpJson(write(spec()))));
}

}  // namespace slipway
