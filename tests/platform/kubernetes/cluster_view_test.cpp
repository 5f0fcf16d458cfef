// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/cluster_view.h"
#include "tests/platform/kubernetes/real_cluster.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace slipway;
using namespace slipway::test;
using namespace nlohmann::literals;

namespace {

constexpr int patience_ms = 60'000;

Json withResources(Json pod, const Json& limits)
{
    pod["spec"]["containers"][0]["resources"]["limits"] = limits;
    return pod;
}

}  // namespace

/// What is seen of a real cluster, and why its pods do not run.
class ClusterViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nodesAndTheirUseAreSeen();
    void reasonsAreSeen_data();
    void reasonsAreSeen();
    void podsThatGoAreTold();
    void aNamespaceAloneIsEnough();

private:
    std::string reason(const std::string& name) const
    {
        const auto pod = view_->pod(cluster_->name_space(), name);
        return pod && pod->reason ? pod->reason->reason : std::string();
    }
    const NodeUse* node() const
    {
        nodes_ = view_->nodes();
        const auto found = std::find_if(nodes_.begin(), nodes_.end(),
                                        [](const NodeUse& use) { return use.node.name == "node-1"; });
        return found == nodes_.end() ? nullptr : &*found;
    }

    std::unique_ptr<RealCluster> cluster_;
    std::unique_ptr<ClusterView> view_;
    mutable std::vector<NodeUse> nodes_;
};

void ClusterViewTest::init()
{
    cluster_ = std::make_unique<RealCluster>();
    QVERIFY2(cluster_->ready(), cluster_->why().c_str());
    view_ = std::make_unique<ClusterView>(cluster_->client(), ClusterView::Scope::Cluster, "",
                                          AcceleratorNames());
    QTRY_VERIFY_WITH_TIMEOUT(view_->complete(), patience_ms);
}

void ClusterViewTest::cleanup()
{
    view_.reset();
    cluster_.reset();
}

void ClusterViewTest::nodesAndTheirUseAreSeen()
{
    QVERIFY(node());
    QVERIFY(node()->node.ready);
    QVERIFY(!node()->node.boot_id.empty());
    QCOMPARE(node()->node.accelerators, 4);
    QCOMPARE(node()->node.model, std::string("NVIDIA-A100-SXM4-80GB"));
    QCOMPARE(node()->node.accelerator_memory_bytes, 81'920ll << 20);
    const std::string holder = cluster_->name_space() + "/two";
    const auto held = [&] {
        for (const auto& [name, count] : node()->holders) {
            if (name == holder)
                return count;
        }
        return std::int64_t(0);
    };
    QVERIFY(cluster_->client().create(
        cluster_->path("pods"),
        withResources(podOf("two", "sleep 300"),
                      {{"nvidia.com/gpu", "2"}, {"cpu", "100m"}, {"memory", "64Mi"}})));
    const auto runs = [&] {
        const auto pod = view_->pod(cluster_->name_space(), "two");
        return pod && pod->phase == KubePod::Phase::Running;
    };
    QTRY_VERIFY_WITH_TIMEOUT(runs(), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(held(), 2, patience_ms);
    QVERIFY(node()->accelerators >= 2);
    QVERIFY(node()->cpu_millis >= 100);
    QVERIFY(cluster_->client().remove(cluster_->path("pods/two")));
    QTRY_COMPARE_WITH_TIMEOUT(held(), 0, patience_ms);
}

void ClusterViewTest::reasonsAreSeen_data()
{
    QTest::addColumn<QByteArray>("pod");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const Json& pod, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(dumpJson(pod)) << QByteArray(reason);
    };
    row("more GPUs than there are", withResources(podOf("one", "true"), {{"nvidia.com/gpu", "64"}}),
        "waiting-for-gpu");
    row("more processors than there are", withResources(podOf("one", "true"), {{"cpu", "999"}}),
        "waiting-for-cpu");
    Json missing = podOf("one", "true");
    missing["spec"]["containers"][0]["image"] = "slipway.test/absent:1";
    row("an image that is not there", missing, "image-pull");
    Json claim = podOf("one", "true");
    claim["spec"]["volumes"] = {{{"name", "data"}, {"persistentVolumeClaim", {{"claimName", "absent"}}}}};
    row("a claim that is not there", claim, "volume");
    Json selected = podOf("one", "true");
    selected["spec"]["nodeSelector"] = {{"kind", "unknown"}};
    row("a kind of node that is not there", selected, "unschedulable");
    Json secret = podOf("one", "true");
    secret["spec"]["containers"][0]["envFrom"] = {{{"secretRef", {{"name", "absent"}}}}};
    row("a secret that is not there", secret, "bad-container");
    row(
        "a program that is not there",
        [] {
            Json pod = podOf("one", "true");
            pod["spec"]["containers"][0]["command"] = {"/no/such/program"};
            return pod;
        }(),
        "bad-container");
    row("too much memory", withResources(podOf("one", "tail -c 500m /dev/zero"), {{"memory", "32Mi"}}),
        "out-of-memory");
    Json late = podOf("one", "sleep 300");
    late["spec"]["activeDeadlineSeconds"] = 1;
    row("a deadline", late, "deadline");
}

void ClusterViewTest::reasonsAreSeen()
{
    QFETCH(QByteArray, pod);
    QFETCH(QByteArray, reason);
    const auto made = cluster_->client().create(cluster_->path("pods"), *parseJson(pod.toStdString()));
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(QByteArray::fromStdString(this->reason("one")), reason, patience_ms);
    qInfo("%s", view_->pod(cluster_->name_space(), "one")->reason->message.c_str());
}

void ClusterViewTest::podsThatGoAreTold()
{
    std::mutex mutex;
    std::vector<std::string> told;
    const ClusterView view(cluster_->client(), ClusterView::Scope::Namespace, cluster_->name_space(), {},
                           [&](const KubePod& pod, bool gone) {
                               const std::lock_guard lock(mutex);
                               if (gone)
                                   told.push_back(pod.name);
                           });
    QVERIFY(cluster_->client().create(cluster_->path("pods"), podOf("short", "exit 3")));
    QTRY_VERIFY_WITH_TIMEOUT(view.pod(cluster_->name_space(), "short") &&
                                 view.pod(cluster_->name_space(), "short")->over(),
                             patience_ms);
    const auto ended = view.pod(cluster_->name_space(), "short");
    QVERIFY(ended->exit);
    QCOMPARE(ended->exit->code, 3);
    QVERIFY(cluster_->client().remove(cluster_->path("pods/short")));
    const auto gone = [&] {
        const std::lock_guard lock(mutex);
        return told;
    };
    QTRY_COMPARE_WITH_TIMEOUT(gone(), (std::vector<std::string>{"short"}), patience_ms);
}

void ClusterViewTest::aNamespaceAloneIsEnough()
{
    const Json rules{{{"apiGroups", {""}}, {"resources", {"pods"}}, {"verbs", {"list", "watch"}}}};
    KubeClient narrow(cluster_->fetcher(), cluster_->accountWith("narrow", rules));
    const ClusterView view(narrow, ClusterView::Scope::Namespace, cluster_->name_space(), {});
    QTRY_VERIFY_WITH_TIMEOUT(view.complete(), patience_ms);
    QVERIFY(view.nodes().empty());
    QVERIFY(!view.trouble());
    const ClusterView wide(narrow, ClusterView::Scope::Cluster, "", {});
    QTRY_VERIFY_WITH_TIMEOUT(wide.trouble(), patience_ms);
    QCOMPARE(wide.trouble()->type, std::string("cluster-forbidden"));
}

QTEST_GUILESS_MAIN(ClusterViewTest)
#include "cluster_view_test.moc"
