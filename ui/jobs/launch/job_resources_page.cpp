// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/job_resources_page.h"

#include "core/resources/replicas.h"
#include "ui/datasets/far_data_notice.h"
#include "ui/parts/forms/cluster_box.h"
#include "ui/parts/forms/dataset_list.h"
#include "ui/parts/forms/duration_box.h"
#include "ui/parts/forms/flavor_box.h"
#include "ui/parts/forms/key_value_edit.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/parts/texts.h"
#include "ui/session/workspace.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {
constexpr int most_retries = 100;
}

JobResourcesPage::JobResourcesPage(Workbench& workbench, QWidget* parent)
    : QWidget(parent), workbench_(workbench)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    buildMachine(*layout);
    buildData(*layout);
    buildRest(*layout);
    layout->addStretch(1);

    for (QComboBox* box : {static_cast<QComboBox*>(flavor_), static_cast<QComboBox*>(cluster_), image_,
                           static_cast<QComboBox*>(limit_)})
        connect(box, &QComboBox::currentIndexChanged, this, &JobResourcesPage::changed);
    for (QLineEdit* edit : {before_, after_})
        connect(edit, &QLineEdit::textChanged, this, &JobResourcesPage::changed);
    for (auto [edit, field] : {std::pair(params_, params_field_), std::pair(env_, env_field_)})
        connect(edit, &QPlainTextEdit::textChanged, this, [this, edit = edit, field = field] {
            field->setError(edit->problem());
            Q_EMIT changed();
        });
    connect(replicas_, &QLineEdit::textChanged, this, [this] {
        replicas_field_->setError(replicasProblem());
        Q_EMIT changed();
    });
    connect(datasets_, &QListWidget::itemChanged, this, &JobResourcesPage::changed);
    connect(volumes_, &QTableWidget::itemChanged, this, [this] {
        volumes_field_->setError(volumes_->problem());
        Q_EMIT changed();
    });
    connect(this, &JobResourcesPage::changed, this, &JobResourcesPage::refreshFarData);
    connect(retries_, &QSpinBox::valueChanged, this, &JobResourcesPage::changed);
}

void JobResourcesPage::buildMachine(QVBoxLayout& layout)
{
    flavor_ = new FlavorBox(workbench_.workspace);
    flavor_->setObjectName(QStringLiteral("flavor"));
    image_ = new QComboBox;
    image_->setObjectName(QStringLiteral("image"));
    for (const ItemPtr& image : workbench_.workspace.items(Kind::Image)) {
        const QString name = QString::fromStdString(image->resource.name);
        image_->addItem(name, name);
    }
    replicas_ = new QLineEdit;
    replicas_->setObjectName(QStringLiteral("replicas"));
    replicas_->setPlaceholderText(QStringLiteral("chief=1, worker=3"));
    cluster_ = new ClusterBox(workbench_.workspace);
    cluster_->setObjectName(QStringLiteral("cluster"));
    flavor_field_ = new FormField(flavor_, this);
    cluster_field_ = new FormField(cluster_, this);
    cluster_field_->setVisible(cluster_->hasChoice());
    replicas_field_ = new FormField(replicas_, this);
    image_field_ = new FormField(image_, this);
    layout.addWidget(flavor_field_);
    layout.addWidget(cluster_field_);
    layout.addWidget(replicas_field_);
    layout.addWidget(image_field_);
    connect(this, &JobResourcesPage::changed, this, [this] { flavor_field_->setHint(flavor_->hint()); });
}

void JobResourcesPage::buildData(QVBoxLayout& layout)
{
    datasets_ = new DatasetList(workbench_.workspace);
    datasets_field_ = new FormField(datasets_, this);
    layout.addWidget(datasets_field_);
    far_data_ = new FarDataNotice(workbench_, this);
    layout.addWidget(far_data_);
    volumes_ = new VolumeList(workbench_.workspace);
    volumes_field_ = new FormField(volumes_, this);
    layout.addWidget(volumes_field_);
}

void JobResourcesPage::buildRest(QVBoxLayout& layout)
{
    params_ = new KeyValueEdit;
    params_->setObjectName(QStringLiteral("params"));
    params_->setPlaceholderText(QStringLiteral("lr=0.1"));
    env_ = new KeyValueEdit;
    env_->setObjectName(QStringLiteral("env"));
    env_->setPlaceholderText(QStringLiteral("OMP_NUM_THREADS=4"));
    limit_ = new DurationBox;
    limit_->setObjectName(QStringLiteral("limit"));
    retries_ = new QSpinBox;
    retries_->setObjectName(QStringLiteral("retries"));
    retries_->setRange(0, most_retries);
    before_ = new QLineEdit;
    before_->setObjectName(QStringLiteral("before"));
    after_ = new QLineEdit;
    after_->setObjectName(QStringLiteral("after"));
    for (QLineEdit* edit : {before_, after_})
        edit->setFont(Theme::monospacedFont());
    params_field_ = new FormField(params_, this);
    env_field_ = new FormField(env_, this);
    limit_field_ = new FormField(limit_, this);
    retries_field_ = new FormField(retries_, this);
    before_field_ = new FormField(before_, this);
    after_field_ = new FormField(after_, this);
    for (FormField* field :
         {params_field_, env_field_, limit_field_, retries_field_, before_field_, after_field_})
        layout.addWidget(field);
}

void JobResourcesPage::retranslate()
{
    flavor_->reload();
    flavor_field_->setLabel(tr("Flavor"));
    flavor_field_->setHint(flavor_->hint());
    cluster_->reload();
    cluster_field_->setLabel(tr("Cluster"));
    replicas_field_->setLabel(tr("Replicas"));
    replicas_field_->setHint(
        tr("Only for a distributed job: roles and how many of each, all of this flavor. They "
           "start together and find each other by TF_CONFIG, MASTER_ADDR, RANK."));
    image_field_->setLabel(tr("Image"));
    for (const ItemPtr& image : workbench_.workspace.items(Kind::Image)) {
        const int index = image_->findData(QString::fromStdString(image->resource.name));
        if (index >= 0)
            image_->setItemText(index, Texts::image(image->resource.name, image->specAs<ImageSpec>()));
    }
    datasets_field_->setLabel(tr("Datasets"));
    datasets_field_->setHint(datasets_->count() == 0
                                 ? tr("The project has no complete dataset yet.")
                                 : tr("Each is a folder under $SLIPWAY_DATASETS, named as the dataset."));
    volumes_field_->setLabel(tr("Volumes"));
    volumes_field_->setHint(volumes_->rowCount() == 0
                                ? tr("The project has no volume yet.")
                                : tr("Each is a folder at the path beside it, and under $SLIPWAY_VOLUMES."));
    volumes_->retranslate();
    params_field_->setLabel(tr("Parameters"));
    params_field_->setHint(tr("One key=value a line, read by the job from the file $SLIPWAY_PARAMS."));
    env_field_->setLabel(tr("Variables"));
    env_field_->setHint(tr("Environment variables, one key=value a line."));
    limit_->setUnlimited(tr("Never"));
    limit_field_->setLabel(tr("Stop after"));
    retries_field_->setLabel(tr("Retries"));
    retries_field_->setHint(tr("How often a failed attempt is followed by another."));
    before_field_->setLabel(tr("Before it"));
    before_field_->setHint(tr("A command that must succeed first."));
    after_field_->setLabel(tr("After it"));
    after_field_->setHint(tr("A command that runs however the job ended."));
    for (QLineEdit* edit : {before_, after_})
        edit->setPlaceholderText(tr("Optional"));
    datasets_->retranslate();
}

void JobResourcesPage::addErrors(FormErrors& errors, int step)
{
    errors.add("spec.flavor", flavor_field_, step);
    errors.add("spec.cluster", cluster_field_, step);
    errors.add("spec.roles", replicas_field_, step);
    errors.add("spec.image", image_field_, step);
    errors.add("spec.datasets", datasets_field_, step);
    errors.add("spec.volumes", volumes_field_, step);
    errors.add("spec.params", params_field_, step);
    errors.add("spec.env", env_field_, step);
    errors.add("spec.duration_limit", limit_field_, step);
    errors.add("spec.retries", retries_field_, step);
    errors.add("spec.pre_command", before_field_, step);
    errors.add("spec.post_command", after_field_, step);
}

void JobResourcesPage::take(const JobSpec& spec)
{
    flavor_->setFlavor(spec.flavor);
    cluster_->setCluster(spec.cluster);
    roles_ = spec.roles;
    replicas_->setText(QString::fromStdString(formatRoles(spec.roles)));
    if (const int index = image_->findData(QString::fromStdString(spec.image)); index >= 0)
        image_->setCurrentIndex(index);
    datasets_->setNames(spec.datasets);
    volumes_->setMounts(spec.volumes);
    params_->setValues(spec.params);
    env_->setValues(spec.env);
    limit_->setDuration(spec.duration_limit);
    retries_->setValue(static_cast<int>(std::clamp<std::int64_t>(spec.retries, 0, most_retries)));
    before_->setText(QString::fromStdString(spec.pre_command));
    after_->setText(QString::fromStdString(spec.post_command));
    flavor_field_->setHint(flavor_->hint());
    refreshFarData();
}

void JobResourcesPage::refreshFarData()
{
    far_data_->setWanted(workbench_.workspace.project(), datasets_->names(), cluster_->cluster());
}

void JobResourcesPage::fill(JobSpec& spec) const
{
    spec.flavor = flavor_->flavor();
    spec.cluster = cluster_->cluster();
    const std::string replicas = replicas_->text().toStdString();
    const bool untouched = replicas == formatRoles(roles_);
    spec.roles = untouched ? roles_ : parseRoles(replicas).value_or(std::vector<RoleSpec>());
    spec.image = image_->currentData().toString().toStdString();
    spec.datasets = datasets_->names();
    spec.volumes = volumes_->mounts();
    spec.params = params_->values();
    spec.env = env_->values();
    spec.duration_limit = limit_->duration();
    spec.retries = retries_->value();
    spec.pre_command = before_->text().trimmed().toStdString();
    spec.post_command = after_->text().trimmed().toStdString();
}

QString JobResourcesPage::flavorText() const
{
    return flavor_->currentText();
}

QString JobResourcesPage::clusterText() const
{
    return cluster_->hasChoice() ? cluster_->currentText() : QString();
}

QString JobResourcesPage::replicasText() const
{
    return replicas_->text().trimmed();
}

QString JobResourcesPage::replicasProblem() const
{
    if (parseRoles(replicas_->text().toStdString()))
        return {};
    return tr("Write roles with their counts, such as chief=1, worker=3.");
}

QString JobResourcesPage::availability() const
{
    return flavor_->availability();
}

bool JobResourcesPage::check()
{
    const QString replicas = replicasProblem();
    bool sound = replicas.isEmpty();
    if (!sound)
        replicas_field_->setError(replicas);
    if (const QString volumes = volumes_->problem(); !volumes.isEmpty()) {
        volumes_field_->setError(volumes);
        sound = false;
    }
    for (const auto& [edit, field] : {std::pair(params_, params_field_), std::pair(env_, env_field_)}) {
        const QString problem = edit->problem();
        if (problem.isEmpty())
            continue;  // What the server said of it still holds.
        field->setError(problem);
        sound = false;
    }
    return sound;
}

}  // namespace slipway
