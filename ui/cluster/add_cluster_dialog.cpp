// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/add_cluster_dialog.h"

#include "client/api/answers.h"
#include "ui/cluster/cluster_findings.h"
#include "ui/parts/forms/cluster_box.h"
#include "ui/parts/names.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"
#include "widgets/form/dialogs/form_field.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

QLineEdit* edit(const char* name)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    return edit;
}

QComboBox* box(const char* name)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

}  // namespace

AddClusterDialog::AddClusterDialog(Workbench& workbench, QWidget* parent)
    : StepDialog({}, workbench.theme, parent), workbench_(workbench)
{
    setObjectName(QStringLiteral("addCluster"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildContext(addStep());
    QVBoxLayout& second = addStep();
    findings_ = new ClusterFindings(workbench, second.parentWidget());
    second.addWidget(findings_);
    connect(file_, &QLineEdit::textChanged, this, &AddClusterDialog::readFile);
    connect(context_, &QComboBox::currentIndexChanged, this, &AddClusterDialog::takeContext);
    connect(name_, &QLineEdit::textChanged, this, [this] {
        name_field_->setError({});
        refresh();
    });
    connect(findings_, &ClusterFindings::changed, this, &AddClusterDialog::refresh);
    connect(this, &StepDialog::stepChanged, this, [this](int step) {
        if (step == 1)
            ask();
    });
    connect(this, &StepDialog::finishRequested, this, &AddClusterDialog::add);
    retranslated(this, [this] { retranslate(); });
    const auto usual = Kubeconfig::usualFiles();
    if (!usual.empty())
        file_->setText(QString::fromStdString(usual.front().string()));
    context_->setFocus();
}

void AddClusterDialog::buildContext(QVBoxLayout& layout)
{
    QWidget* page = layout.parentWidget();
    file_ = edit("kubeconfig");
    browse_ = new QPushButton;
    connect(browse_, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getOpenFileName(this, tr("Kubeconfig"), file_->text());
        if (!chosen.isEmpty())
            file_->setText(chosen);
    });
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(file_, 1);
    row->addWidget(browse_);
    line->setFocusProxy(file_);
    context_ = box("context");
    name_ = edit("name");
    namespace_ = edit("namespace");
    s3_url_ = edit("s3Url");
    store_ = new StoreBox(workbench_.workspace);
    store_->setObjectName(QStringLiteral("store"));
    image_ = box("image");
    file_field_ = new FormField(line, page);
    context_field_ = new FormField(context_, page);
    name_field_ = new FormField(name_, page);
    namespace_field_ = new FormField(namespace_, page);
    s3_url_field_ = new FormField(s3_url_, page);
    store_field_ = new FormField(store_, page);
    image_field_ = new FormField(image_, page);
    store_field_->setVisible(store_->hasChoice());
    for (FormField* field : {file_field_, context_field_, name_field_, namespace_field_, s3_url_field_,
                             store_field_, image_field_})
        layout.addWidget(field);
    layout.addStretch(1);
}

Result<AddClusterDialog::Contexts> AddClusterDialog::readContexts(const std::string& file)
{
    const auto config = Kubeconfig::load({file});
    if (!config)
        return propagate(config);
    Contexts contexts{{}, config->currentContext()};
    for (const std::string& context : config->contexts())
        contexts.ways.emplace_back(context, config->access(context));
    return contexts;
}

void AddClusterDialog::readFile()
{
    const QString file = file_->text().trimmed();
    contexts_.reset();
    kubeconfig_.clear();
    refresh();
    QThreadPool::globalInstance()->start([file, self = QPointer(this)] {
        auto contexts = readContexts(file.toStdString());
        const auto show = [file, self, contexts = std::move(contexts)]() mutable {
            if (self)
                self->showContexts(file, std::move(contexts));
        };
        QMetaObject::invokeMethod(QCoreApplication::instance(), show, Qt::QueuedConnection);
    });
}

void AddClusterDialog::showContexts(const QString& file, Result<Contexts> contexts)
{
    if (file != file_->text().trimmed())
        return;  // Somebody typed on.
    contexts_ = std::move(contexts);
    file_field_->setError(*contexts_ ? QString() : explain(contexts_->error()));
    context_->clear();
    if (*contexts_) {
        for (const auto& [context, way] : (*contexts_)->ways)
            context_->addItem(QString::fromStdString(context));
        context_->setCurrentText(QString::fromStdString((*contexts_)->current));
    }
    takeContext();
}

void AddClusterDialog::takeContext()
{
    kubeconfig_.clear();
    context_field_->setError({});
    context_field_->setHint({});
    const int index = context_->currentIndex();
    if (contexts_ && *contexts_ && index >= 0) {
        const auto& [context, way] = (*contexts_)->ways[static_cast<std::size_t>(index)];
        if (way) {
            kubeconfig_ = formatKubeconfig(*way);
            context_field_->setHint(QString::fromStdString(way->server));
            name_->setText(QString::fromStdString(
                unusedName(workbench_.workspace, Kind::Cluster, nameFrom(context, "cluster"))));
        } else {
            context_field_->setError(explain(way.error()));
        }
    }
    refresh();
}

void AddClusterDialog::refresh()
{
    setStepComplete(0, !kubeconfig_.empty() && !name_->text().trimmed().isEmpty());
    setStepComplete(1, findings_->isAnswered());
    setFinishText(findings_->anyBad() ? tr("Add anyway") : tr("Add"));
}

ClusterSpec AddClusterDialog::spec() const
{
    ClusterSpec spec;
    spec.kubeconfig = kubeconfig_;
    spec.only_namespace = namespace_->text().trimmed().toStdString();
    spec.s3_url = s3_url_->text().trimmed().toStdString();
    spec.store = store_->store();
    return spec;
}

void AddClusterDialog::ask()
{
    findings_->ask([this](Answer<std::vector<ClusterFinding>> done) {
        return workbench_.workspace.session().checkCluster(
            spec(), image_->currentData().toString().toStdString(), std::move(done));
    });
}

void AddClusterDialog::add()
{
    Resource cluster;
    cluster.kind = Kind::Cluster;
    cluster.name = name_->text().trimmed().toStdString();
    cluster.spec = writeHanded(spec());
    setBusy(true);
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().create(cluster, Session::DryRun::No, std::move(done));
        },
        [this](Result<Resource> answer) {
            setBusy(false);
            if (!answer)
                return showRefusal(answer.error());
            workbench_.workspace.adopt(*answer);
            Q_EMIT added(*answer);
            accept();
        });
}

void AddClusterDialog::showRefusal(const Error& error)
{
    FormField* field = error.field == "name"              ? name_field_
                       : error.field == "spec.store"      ? store_field_
                       : error.field == "spec.s3_url"     ? s3_url_field_
                       : error.field == "spec.kubeconfig" ? context_field_
                                                          : nullptr;
    if (field == nullptr)
        return findings_->showError(error);
    setCurrentStep(0);
    field->setError(explain(error));
    field->editor()->setFocus();
}

void AddClusterDialog::fillImages()
{
    const bool first = image_->count() == 0;
    const QString chosen = image_->currentData().toString();
    image_->clear();
    image_->addItem(tr("No"), QString());
    for (const ItemPtr& image : workbench_.workspace.items(Kind::Image)) {
        const auto& known = image->specAs<ImageSpec>();
        if (!known.reference.empty())
            image_->addItem(Texts::image(image->resource.name, known),
                            QString::fromStdString(image->resource.name));
    }
    image_->setCurrentIndex(first ? image_->count() - 1 : std::max(image_->findData(chosen), 0));
}

void AddClusterDialog::retranslate()
{
    setTitle(tr("Add cluster"));
    setStepNames({tr("Context"), tr("Check list")});
    setNote(tr("Nothing is installed in the cluster."));
    file_field_->setLabel(tr("Kubeconfig"));
    browse_->setText(tr("Browse..."));
    context_field_->setLabel(tr("Context"));
    name_field_->setLabel(tr("Name"));
    namespace_field_->setLabel(tr("Namespace"));
    namespace_field_->setHint(tr("Where the account has rights in one namespace alone."));
    namespace_->setPlaceholderText(tr("One for each project"));
    s3_url_field_->setLabel(tr("Objects"));
    s3_url_field_->setHint(tr("Address at which its pods reach objects."));
    s3_url_->setPlaceholderText(tr("Where all tasks do"));
    store_field_->setLabel(tr("Store"));
    store_field_->setHint(tr("Keeps what its jobs write. It cannot change later."));
    store_->reload();
    image_field_->setLabel(tr("Try a pod"));
    image_field_->setHint(tr("Runs a pod of this image for a moment, and takes it away again."));
    fillImages();
    refresh();
}

}  // namespace slipway
