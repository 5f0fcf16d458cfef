// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/watch/kube_watch.h"
#include "tests/platform/kubernetes/real_cluster.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <map>
#include <mutex>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;
using namespace nlohmann::literals;

namespace {

constexpr int patience_ms = 60'000;

/// Phases of pods as a watch tells them.
class Pods {
public:
    explicit Pods(RealCluster& cluster, std::chrono::milliseconds idle = 90s)
        : watch_(cluster.client(), cluster.path("pods"), "",
                 {[this] {
                      const std::lock_guard lock(mutex_);
                      phases_.clear();
                      ++lists_;
                  },
                  [this](Json&& pod) {
                      const std::lock_guard lock(mutex_);
                      phases_[pod["metadata"].value("name", std::string())] =
                          pod["status"].value("phase", std::string());
                  },
                  [this](Json&& pod) {
                      const std::lock_guard lock(mutex_);
                      phases_.erase(pod["metadata"].value("name", std::string()));
                  },
                  [] {}},
                 WatchTiming{idle, 290s, 50ms, 500ms})
    {
    }

    /// Empty for a pod that is not there.
    std::string phase(const std::string& name) const
    {
        const std::lock_guard lock(mutex_);
        const auto found = phases_.find(name);
        return found == phases_.end() ? std::string() : found->second;
    }
    int lists() const
    {
        const std::lock_guard lock(mutex_);
        return lists_;
    }
    std::optional<Error> trouble() const { return watch_.trouble(); }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string> phases_;
    int lists_ = 0;
    KubeWatch watch_;
};

Json configMap(const std::string& name, const std::string& key, const std::string& value)
{
    return {{"apiVersion", "v1"},
            {"kind", "ConfigMap"},
            {"metadata", {{"name", name}}},
            {"data", {{key, value}}}};
}

}  // namespace

/// The client against a real API server and a real node.
class ClusterClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        cluster_ = std::make_unique<RealCluster>();
        QVERIFY2(cluster_->ready(), cluster_->why().c_str());
    }
    void cleanup() { cluster_.reset(); }

    void objectsAreMadeChangedAndDeleted();
    void listsComeInPages();
    void refusalsAreExplained();
    void quotasAreNamed();
    void rightsAreThoseOfTheToken();
    void podsAreFollowedToTheirEnd();
    void watchesOutliveTheServer();
    void watchesOutliveCompaction();

private:
    std::unique_ptr<RealCluster> cluster_;
};

void ClusterClientTest::objectsAreMadeChangedAndDeleted()
{
    KubeClient& client = cluster_->client();
    const std::string path = cluster_->path("configmaps/settings");
    const auto made = client.apply(path, configMap("settings", "a", "1"));
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    KubeRequest raw;
    raw.path = path;
    const auto whole = client.exchange(raw);
    QVERIFY(whole && whole->body.find(R"("manager":"slipway")") != std::string::npos);
    QVERIFY(!made->contains("/metadata/managedFields"_json_pointer));
    const auto patched = client.mergePatch(path, {{"data", {{"b", "2"}}}});
    QVERIFY(patched);
    const auto applied = client.apply(path, configMap("settings", "a", "3"));
    QVERIFY(applied);
    QCOMPARE(dumpJson((*applied)["data"]), std::string(R"({"a":"3","b":"2"})"));
    const auto tested =
        client.jsonPatch(path, Json::array({{{"op", "test"}, {"path", "/data/a"}, {"value", "0"}}}));
    QVERIFY(!tested);
    Removal other;
    other.uid = "somebody-else";
    const auto kept = client.remove(path, other);
    QVERIFY(!kept);
    QCOMPARE(kept.error().code, ErrorCode::Conflict);
    QVERIFY(client.remove(path));
    QVERIFY(client.remove(path));
    QCOMPARE(client.get(path).error().code, ErrorCode::NotFound);
}

void ClusterClientTest::listsComeInPages()
{
    KubeClient& client = cluster_->client();
    constexpr int count = 1'203;  // More than two pages.
    for (int i = 0; i < count; ++i) {
        Json one = configMap("map-" + std::to_string(i), "i", std::to_string(i));
        one["metadata"]["labels"]["kind"] = i % 3 == 0 ? "third" : "other";
        const auto made = client.create(cluster_->path("configmaps"), one);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
    }
    int begun = 0;
    int taken = 0;
    const ListSink sink{[&] { ++begun; }, [&](Json&&) { ++taken; }};
    const auto version = client.list(cluster_->path("configmaps"), "labelSelector=kind", sink);
    QVERIFY(version);
    QVERIFY(!version->empty());
    QCOMPARE(begun, 1);
    QCOMPARE(taken, count);
    taken = 0;
    QVERIFY(client.list(cluster_->path("configmaps"), "labelSelector=kind%3Dthird", sink));
    QCOMPARE(taken, (count + 2) / 3);
}

void ClusterClientTest::refusalsAreExplained()
{
    KubeClient& client = cluster_->client();
    Json pod = podOf("wrong", "true");
    pod["spec"]["containers"][0]["name"] = "Not_A_Name";
    const auto invalid = client.create(cluster_->path("pods"), pod);
    QVERIFY(!invalid);
    QVERIFY2(invalid.error().code == ErrorCode::InvalidArgument, invalid.error().message.c_str());
    QCOMPARE(invalid.error().field, std::string("spec.containers[0].name"));
    const Json map = configMap("twice", "a", "1");
    QVERIFY(client.create(cluster_->path("configmaps"), map));
    QCOMPARE(client.create(cluster_->path("configmaps"), map).error().code, ErrorCode::AlreadyExists);
    ClusterAccess stranger = cluster_->access();
    stranger.certificate_pem.clear();
    stranger.private_key_pem.clear();
    stranger.token = "made-up";
    const auto unknown = KubeClient(cluster_->fetcher(), stranger).get("/api/v1/nodes");
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().type, std::string("cluster-unauthenticated"));
    ClusterAccess distrustful = cluster_->access();
    distrustful.ca_pem.clear();
    QCOMPARE(KubeClient(cluster_->fetcher(), distrustful).get("/version").error().type,
             std::string("untrusted-certificate"));
}

void ClusterClientTest::quotasAreNamed()
{
    KubeClient& client = cluster_->client();
    QVERIFY(client.create(cluster_->path("resourcequotas"),
                          {{"metadata", {{"name", "none"}}}, {"spec", {{"hard", {{"pods", "0"}}}}}}));
    const auto counted = [&] {
        return client.get(cluster_->path("resourcequotas/none"))->contains("/status/hard"_json_pointer);
    };
    QTRY_VERIFY_WITH_TIMEOUT(counted(), patience_ms);
    const auto made = client.create(cluster_->path("pods"), podOf("one", "true"));
    QVERIFY(!made);
    QCOMPARE(made.error().type, std::string("cluster-quota"));
}

void ClusterClientTest::rightsAreThoseOfTheToken()
{
    const Json reads{{{"apiGroups", {""}}, {"resources", {"pods"}}, {"verbs", {"list"}}}};
    KubeClient reader(cluster_->fetcher(), cluster_->accountWith("reader", reads));
    QTRY_VERIFY_WITH_TIMEOUT(reader.get(cluster_->path("pods")), patience_ms);
    const auto refused = reader.create(cluster_->path("pods"), podOf("one", "true"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().type, std::string("cluster-forbidden"));
    QVERIFY(refused.error().message.find("cannot create resource \"pods\"") != std::string::npos);
    // One of a namespace's own acts as another only where that was allowed.
    ClusterAccess acting = cluster_->access();
    acting.act_as = "system:serviceaccount:" + cluster_->name_space() + ":reader";
    KubeClient actor(cluster_->fetcher(), acting);
    QVERIFY(actor.get(cluster_->path("pods")));
    QCOMPARE(actor.get("/api/v1/nodes").error().type, std::string("cluster-forbidden"));
}

void ClusterClientTest::podsAreFollowedToTheirEnd()
{
    const Pods pods(*cluster_);
    KubeClient& client = cluster_->client();
    QVERIFY(client.create(cluster_->path("pods"), podOf("good", "echo hello")));
    QVERIFY(client.create(cluster_->path("pods"), podOf("bad", "exit 3")));
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("good"), std::string("Succeeded"), patience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("bad"), std::string("Failed"), patience_ms);
    KubeRequest log;
    log.path = cluster_->path("pods/good/log");
    const auto said = client.exchange(log);
    QVERIFY(said);
    QCOMPARE(said->body, std::string("hello\n"));
    QVERIFY(client.remove(cluster_->path("pods/good")));
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("good"), std::string(), patience_ms);
    QCOMPARE(pods.lists(), 1);
}

void ClusterClientTest::watchesOutliveTheServer()
{
    const Pods pods(*cluster_);
    KubeClient& client = cluster_->client();
    QVERIFY(client.create(cluster_->path("pods"), podOf("long", "sleep 300")));
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("long"), std::string("Running"), patience_ms);
    QVERIFY(cluster_->tell({QStringLiteral("kill"), QStringLiteral("kube-apiserver")}));
    QTRY_VERIFY_WITH_TIMEOUT(pods.trouble(), patience_ms);
    QCOMPARE(pods.phase("long"), std::string("Running"));
    QVERIFY(cluster_->tell({QStringLiteral("start"), QStringLiteral("kube-apiserver")}));
    QTRY_VERIFY_WITH_TIMEOUT(!pods.trouble(), patience_ms);
    QVERIFY(client.create(cluster_->path("pods"), podOf("after", "true")));
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("after"), std::string("Succeeded"), patience_ms);
    QCOMPARE(pods.phase("long"), std::string("Running"));
}

void ClusterClientTest::watchesOutliveCompaction()
{
    const Pods pods(*cluster_);
    KubeClient& client = cluster_->client();
    QVERIFY(client.create(cluster_->path("pods"), podOf("first", "true")));
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("first"), std::string("Succeeded"), patience_ms);
    // While the server is away, versions go on without us and are forgotten.
    QVERIFY(cluster_->tell({QStringLiteral("kill"), QStringLiteral("kube-apiserver")}));
    QTRY_VERIFY_WITH_TIMEOUT(pods.trouble(), patience_ms);
    QVERIFY(cluster_->compact());
    QVERIFY(cluster_->tell({QStringLiteral("start"), QStringLiteral("kube-apiserver")}));
    QTRY_VERIFY_WITH_TIMEOUT(!pods.trouble(), patience_ms);
    QVERIFY(client.create(cluster_->path("pods"), podOf("second", "true")));
    QTRY_COMPARE_WITH_TIMEOUT(pods.phase("second"), std::string("Succeeded"), patience_ms);
    QCOMPARE(pods.phase("first"), std::string("Succeeded"));
}

QTEST_GUILESS_MAIN(ClusterClientTest)
#include "cluster_client_test.moc"
