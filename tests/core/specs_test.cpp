// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/replicas.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "core/resources/template_spec.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

/// Reads `text` as the spec of a kind; the error, or one without a message.
Error errorOf(const QByteArray& kind, const QByteArray& text)
{
    const Json json = Json::parse(text.toStdString());
    const auto error = [](const auto& result) { return result ? Error{} : result.error(); };
    if (kind == "Project")
        return error(readProjectSpec(json));
    if (kind == "Member")
        return error(readMemberSpec(json));
    if (kind == "AccessKey")
        return error(readAccessKeySpec(json));
    if (kind == "Flavor")
        return error(readFlavorSpec(json));
    if (kind == "Image")
        return error(readImageSpec(json));
    if (kind == "Environment")
        return error(readEnvironmentSpec(json));
    if (kind == "Volume")
        return error(readVolumeSpec(json));
    if (kind == "Dataset")
        return error(readDatasetSpec(json));
    if (kind == "Template")
        return error(readTemplateSpec(json));
    return error(readJobSpec(json));
}

JobSpec fullJob()
{
    JobSpec job;
    job.command = "python3 train.py --lr 0.1";
    job.pre_command = "true";
    job.post_command = "echo done";
    job.image = "torch";
    job.flavor = "gpu-1";
    job.environment = "alice-lab";
    job.description = "a \"first\" try";
    job.roles = {{"worker", 3}, {"ps", 1, "cpu-small", "serve"}};
    job.datasets = {"digits", "more"};
    job.dataset_access = DatasetAccess::OnDemand;
    job.dataset_cache = 100_GiB;
    job.volumes = {{"shared", "/data", true}, {"mine", "/volumes/mine", false}};
    job.env = {{"OMP_NUM_THREADS", "2"}, {"_x", ""}};
    job.params = {{"lr", "0.1"}, {"epochs", "3"}};
    job.code.git_url = "https://git.example/a.git";
    job.code.git_revision = "main";
    job.duration_limit = 8h;
    job.retries = 2;
    job.stopped = true;
    return job;
}

void row(const char* name, const char* kind, const char* spec, const char* type, const char* field)
{
    QTest::newRow(name) << QByteArray(kind) << QByteArray(spec) << QByteArray(type) << QByteArray(field);
}

void addRefusedJobs()
{
    row("a spec must be an object", "Job", "[]", "wrong-type", "spec");
    row("a misspelt member is named before what is missing for it", "Job", R"({"comand":"a"})",
        "unknown-field", "spec.comand");
    row("a job needs a command", "Job", "{}", "missing-field", "spec.command");
    row("a command of spaces is none", "Job", R"({"command":" \n"})", "missing-field", "spec.command");
    row("a command is a text", "Job", R"({"command":["a"]})", "wrong-type", "spec.command");
    row("a zero character cannot be in a command", "Job", R"({"command":"a\u0000b"})", "bad-value",
        "spec.command");
    row("a flavor must have a good name", "Job", R"({"command":"a","flavor":"../x"})", "bad-name",
        "spec.flavor");
    row("an empty flavor is none", "Job", R"({"command":"a","flavor":""})", "missing-field", "spec.flavor");
    row("datasets must have good names", "Job", R"({"command":"a","datasets":["A B"]})", "bad-name",
        "spec.datasets");
    row("a dataset twice is refused", "Job", R"({"command":"a","datasets":["x","x"]})", "duplicate-name",
        "spec.datasets");
    row("datasets must be a list", "Job", R"({"command":"a","datasets":"x"})", "wrong-type", "spec.datasets");
    row("datasets come on demand or are copied", "Job", R"({"command":"a","dataset_access":"lazy"})",
        "bad-value", "spec.dataset_access");
    row("a cache for datasets has room for some", "Job", R"({"command":"a","dataset_cache":"1MiB"})",
        "out-of-range", "spec.dataset_cache");
    row("variables must have good names", "Job", R"({"command":"a","env":{"A-B":"x"}})", "bad-name",
        "spec.env");
    row("a variable cannot start with a digit", "Job", R"({"command":"a","env":{"1A":"x"}})", "bad-name",
        "spec.env");
    row("a zero character cannot be in a variable", "Job", R"({"command":"a","env":{"A":"x\u0000"}})",
        "bad-value", "spec.env");
    row("params hold no lists", "Job", R"({"command":"a","params":{"x":[]}})", "wrong-type", "spec.params");
    row("retries are at most 100", "Job", R"({"command":"a","retries":101})", "out-of-range", "spec.retries");
    row("retries are not negative", "Job", R"({"command":"a","retries":-1})", "out-of-range", "spec.retries");
    row("retries are whole", "Job", R"({"command":"a","retries":1.5})", "out-of-range", "spec.retries");
    row("a duration must be one", "Job", R"({"command":"a","duration_limit":"soon"})", "out-of-range",
        "spec.duration_limit");
    row("a duration is not negative", "Job", R"({"command":"a","duration_limit":-1})", "out-of-range",
        "spec.duration_limit");
    row("a duration is at most ten years", "Job", R"({"command":"a","duration_limit":"99999d"})",
        "out-of-range", "spec.duration_limit");
    row("a folder's digest has 64 digits", "Job", R"({"command":"a","code":{"folder_sha256":"abc"}})",
        "bad-value", "spec.code.folder_sha256");
    row("code is a folder or a repository", "Job",
        R"({"command":"a","code":{"folder_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","git_url":"/a"}})",
        "conflicting-fields", "spec.code.git_url");
    row("a revision needs a repository", "Job", R"({"command":"a","code":{"git_revision":"main"}})",
        "missing-field", "spec.code.git_url");
    row("a revision is no option of git", "Job",
        R"({"command":"a","code":{"git_url":"/a","git_revision":"--upload-pack=x"}})", "bad-value",
        "spec.code.git_revision");
    row("code refuses unknown members", "Job", R"({"command":"a","code":{"url":"x"}})", "unknown-field",
        "spec.code.url");
}

void addRefusedRoles()
{
    row("a role needs a name", "Job", R"({"command":"a","roles":[{"count":1}]})", "missing-field",
        "spec.roles.name");
    row("a role's name is plain", "Job", R"({"command":"a","roles":[{"name":"../x"}]})", "bad-name",
        "spec.roles.name");
    row("a role's name is short", "Job",
        R"({"command":"a","roles":[{"name":"a-name-that-is-longer-than-32-characters"}]})", "bad-name",
        "spec.roles.name");
    row("a role has somebody in it", "Job", R"({"command":"a","roles":[{"name":"worker","count":0}]})",
        "out-of-range", "spec.roles.count");
    row("a role stands once", "Job", R"({"command":"a","roles":[{"name":"worker"},{"name":"worker"}]})",
        "duplicate-name", "spec.roles");
    row("all replicas are bounded together", "Job",
        R"({"command":"a","roles":[{"name":"worker","count":1000},{"name":"ps","count":25}]})",
        "out-of-range", "spec.roles");
    row("somebody has to do the work", "Job",
        R"({"command":"a","roles":[{"name":"ps"},{"name":"evaluator"}]})", "missing-field", "spec.roles");
    row("roles are a list", "Job", R"({"command":"a","roles":{"worker":3}})", "wrong-type", "spec.roles");
}

void addRefusedTemplates()
{
    row("a template has a job", "Template", R"({"description":"none"})", "missing-field", "spec.job");
    row("a template's job has a command", "Template", R"({"job":{}})", "missing-field", "spec.job.command");
    row("a template's job is read as any", "Template", R"({"job":{"command":"a","retries":-1}})",
        "out-of-range", "spec.job.retries");
    row("a job is no template", "Template", R"({"command":"true"})", "unknown-field", "spec.command");
}

void addRefusedFlavors()
{
    row("a flavor has a CPU", "Flavor", R"({"cpus":0})", "out-of-range", "spec.cpus");
    row("a flavor's GPUs are whole", "Flavor", R"({"gpus":"two"})", "wrong-type", "spec.gpus");
    row("a flavor's GPUs are not negative", "Flavor", R"({"gpus":-1})", "out-of-range", "spec.gpus");
    row("memory must be a size", "Flavor", R"({"memory":"much"})", "out-of-range", "spec.memory");
    row("memory is at least a MiB", "Flavor", R"({"memory":1})", "out-of-range", "spec.memory");
    row("a limit of disk leaves room to work", "Flavor", R"({"disk":"1MiB"})", "out-of-range", "spec.disk");
    row("scratch leaves room to work", "Flavor", R"({"scratch":"1MiB"})", "out-of-range", "spec.scratch");
    row("a price says its currency", "Flavor", R"({"price_per_hour":2})", "missing-field", "spec.currency");
    row("a currency needs a price", "Flavor", R"({"currency":"USD"})", "conflicting-fields", "spec.currency");
    row("a currency is three capitals", "Flavor", R"({"price_per_hour":2,"currency":"usd"})", "bad-value",
        "spec.currency");
    row("nobody is paid for computing", "Flavor", R"({"price_per_hour":-1,"currency":"USD"})", "out-of-range",
        "spec.price_per_hour");
    row("a model needs GPUs", "Flavor", R"({"gpu_model":"H100"})", "conflicting-fields", "spec.gpu_model");
    row("a part of a GPU needs GPUs", "Flavor", R"({"gpu_fraction":0.5})", "conflicting-fields",
        "spec.gpu_fraction");
    row("memory of a GPU needs GPUs", "Flavor", R"({"gpu_memory":"8GiB"})", "conflicting-fields",
        "spec.gpu_memory");
    row("more than a whole GPU is no part", "Flavor", R"({"gpus":1,"gpu_fraction":1.5})", "out-of-range",
        "spec.gpu_fraction");
    row("nothing of a GPU is no part", "Flavor", R"({"gpus":1,"gpu_fraction":0})", "out-of-range",
        "spec.gpu_fraction");
}

void addRefusedVolumes()
{
    row("a shared volume says its size", "Volume", "{}", "missing-field", "spec.size");
    row("a scope must be known", "Volume", R"({"scope":"world","size":"1GiB"})", "bad-value", "spec.scope");
    row("a kind must be known", "Volume", R"({"kind":"tape"})", "bad-value", "spec.kind");
    row("a claim is named", "Volume", R"({"kind":"claim"})", "missing-field", "spec.claim");
    row("a claim's name leads nowhere", "Volume", R"({"kind":"claim","claim":"../secrets"})", "bad-name",
        "spec.claim");
    row("a claim has its own size", "Volume", R"({"kind":"claim","claim":"data","size":"1GiB"})",
        "conflicting-fields", "spec.size");
    row("a shared volume names no claim", "Volume", R"({"claim":"data","size":"1GiB"})", "conflicting-fields",
        "spec.claim");
    row("a driver is named", "Volume", R"({"kind":"csi","csi":{}})", "missing-field", "spec.csi.driver");
    row("a driver's options are known", "Volume", R"({"kind":"csi","csi":{"driver":"a.b","root":true}})",
        "unknown-field", "spec.csi.root");
    row("a shared volume has no driver", "Volume", R"({"size":"1GiB","csi":{"driver":"a.b"}})",
        "conflicting-fields", "spec.csi");
    row("a storage class has a good name", "Volume", R"({"size":"1GiB","storage_class":"a/b"})", "bad-name",
        "spec.storage_class");
}

void addRefusedMounts()
{
    const auto mounts = [](const char* name, const std::string& list, const char* type, const char* field) {
        row(name, "Job", (R"({"command":"a","volumes":)" + list + "}").c_str(), type, field);
    };
    mounts("a mount names its volume", R"([{"path":"/data"}])", "bad-name", "spec.volumes.name");
    mounts("a volume twice is refused", R"([{"name":"a"},{"name":"a","path":"/b"}])", "duplicate-name",
           "spec.volumes");
    mounts("two volumes need two paths", R"([{"name":"a","path":"/d"},{"name":"b","path":"/d"}])",
           "duplicate-name", "spec.volumes");
    mounts("a path is absolute", R"([{"name":"a","path":"data"}])", "bad-value", "spec.volumes.path");
    mounts("a path does not lead up", R"([{"name":"a","path":"/a/../proc"}])", "bad-value",
           "spec.volumes.path");
    mounts("a path does not end with a slash", R"([{"name":"a","path":"/data/"}])", "bad-value",
           "spec.volumes.path");
    mounts("the root is the image's", R"([{"name":"a","path":"/"}])", "bad-value", "spec.volumes.path");
    mounts("what the runner needs stays free", R"([{"name":"a","path":"/.slipway/task"}])", "bad-value",
           "spec.volumes.path");
    mounts("the kernel's files stay free", R"([{"name":"a","path":"/proc"}])", "bad-value",
           "spec.volumes.path");
    mounts("the image's programs stay seen", R"([{"name":"a","path":"/usr"}])", "bad-value",
           "spec.volumes.path");
    mounts("a colon would cut the path", R"([{"name":"a","path":"/a:b"}])", "bad-value", "spec.volumes.path");
}

}  // namespace

class SpecsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void defaultsAreReadBackAndNotWritten();
    void sizesAndDurationsAreWrittenAsPeopleDo();
    void numbersInParamsAreKeptAsTheyRead();
    void refused_data();
    void refused();
    void unknownMembersAreToldWhatIsAllowed();
    void rolesAreReadAsTyped();
    void mountsAreReadAsTyped();
    void replicasAreInOrder();
    void gitAddresses_data();
    void gitAddresses();
    void statusesAreReadBack();
    void statusesOfNewerProgramsAreRead();
};

void SpecsTest::whatIsWrittenIsReadBack()
{
    const ProjectSpec project{"cars", true};
    QVERIFY(readProjectSpec(write(project)) == project);
    const MemberSpec member{"alice", "manager"};
    QVERIFY(readMemberSpec(write(member)) == member);
    const AccessKeySpec key{"laptop", "2027-01-01T00:00:00Z"};
    QVERIFY(readAccessKeySpec(write(key)) == key);
    const FlavorSpec flavor{8, Bytes(3ull << 29), 2, "H100", "two"};
    QVERIFY(readFlavorSpec(write(flavor)) == flavor);
    const FlavorSpec odd{1, Bytes(1048577), 0, "", ""};
    QVERIFY(readFlavorSpec(write(odd)) == odd);
    FlavorSpec shared{4, 8_GiB, 1, "", "a part"};
    shared.scratch = 100_GiB;
    shared.gpu_share = {29, 10_GiB};
    QVERIFY(readFlavorSpec(write(shared)) == shared);
    FlavorSpec priced;
    priced.price = {2.25, "CNY"};
    QVERIFY(readFlavorSpec(write(priced)) == priced);
    VolumeSpec volume;
    volume.scope = VolumeScope::Personal;
    volume.size = 100_GiB;
    volume.storage_class = "fast";
    QVERIFY(readVolumeSpec(write(volume)) == volume);
    VolumeSpec hdfs;
    hdfs.kind = VolumeKind::Csi;
    hdfs.csi = {"hdfs.csi.example.org", {{"path", "/a"}}, true, "keytab"};
    QVERIFY(readVolumeSpec(write(hdfs)) == hdfs);
    const ImageSpec image{"plain", "/usr/bin/python3", "debian:12"};
    QVERIFY(readImageSpec(write(image)) == image);
    const EnvironmentSpec environment{
        "torch", "gpu-1", "lab", "mine", 90min, true, {"digits"}, DatasetAccess::Copy, 1_GiB, {{"A", "b"}}};
    QVERIFY(readEnvironmentSpec(write(environment)) == environment);
    QVERIFY(readJobSpec(write(fullJob())) == fullJob());
    TemplateSpec kept{"How we train", fullJob()};
    kept.job.stopped = false;
    QVERIFY(readTemplateSpec(write(kept)) == kept);
    QVERIFY2(!readTemplateSpec(write(TemplateSpec{"", fullJob()}))->job.stopped, "it can be launched");
    const DatasetSpec dataset{"image-classification", "8x8", 1797, 300000, true};
    QVERIFY(readDatasetSpec(write(dataset)) == dataset);
}

void SpecsTest::defaultsAreReadBackAndNotWritten()
{
    QVERIFY(readFlavorSpec(write(FlavorSpec{})) == FlavorSpec{});
    QVERIFY(readEnvironmentSpec(write(EnvironmentSpec{})) == EnvironmentSpec{});
    QVERIFY(readEnvironmentSpec(Json::object()) == EnvironmentSpec{});
    QVERIFY(readDatasetSpec(write(DatasetSpec{})) == DatasetSpec{});
    JobSpec job;
    job.command = "true";
    QCOMPARE(write(job).dump(), std::string(R"({"command":"true","flavor":"cpu-small","image":"host"})"));
    QVERIFY(readJobSpec(write(job)) == job);
}

void SpecsTest::sizesAndDurationsAreWrittenAsPeopleDo()
{
    QCOMPARE(write(FlavorSpec{}).at("memory").get<std::string>(), std::string("2GiB"));
    QCOMPARE(write(fullJob()).at("duration_limit").get<std::string>(), std::string("8h"));
    const auto flavor = readFlavorSpec(Json::parse(R"({"memory":1073741824,"cpus":4.0})"));
    QVERIFY(flavor->memory == 1_GiB);
    QCOMPARE(flavor->cpus, std::int64_t{4});
    QVERIFY(readJobSpec(Json::parse(R"({"command":"a","duration_limit":90})"))->duration_limit == 90s);
}

void SpecsTest::numbersInParamsAreKeptAsTheyRead()
{
    const auto job =
        readJobSpec(Json::parse(R"({"command":"a","params":{"lr":0.001,"n":3,"on":true,"s":"x"}})"));
    const std::map<std::string, std::string> expected{
        {"lr", "0.001"}, {"n", "3"}, {"on", "true"}, {"s", "x"}};
    QVERIFY(job->params == expected);
}

void SpecsTest::refused_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("field");

    addRefusedJobs();
    addRefusedRoles();
    row("the member with the fault wins over what stands beside it", "Environment", R"({"released":1})",
        "wrong-type", "spec.released");
    row("an environment's duration is bounded", "Environment", R"({"duration":"4000d"})", "out-of-range",
        "spec.duration");
    addRefusedFlavors();
    addRefusedTemplates();
    addRefusedVolumes();
    addRefusedMounts();
    row("a task must be known", "Dataset", R"({"task":"poetry"})", "bad-value", "spec.task");
    row("a dataset's size is not negative", "Dataset", R"({"size_bytes":-1})", "out-of-range",
        "spec.size_bytes");
    row("a member needs a user", "Member", R"({"role":"viewer"})", "missing-field", "spec.user");
    row("a member needs a role", "Member", R"({"user":"alice"})", "missing-field", "spec.role");
    row("a role must be known", "Member", R"({"user":"alice","role":"king"})", "bad-value", "spec.role");
    row("a user has no slash", "Member", R"({"user":"a/b","role":"viewer"})", "bad-name", "spec.user");
    row("an expiry must be a time", "AccessKey", R"({"expires":"soon"})", "bad-time", "spec.expires");
    row("an interpreter has an absolute path", "Image", R"({"python":"python3"})", "bad-value",
        "spec.python");
    row("a description is a text", "Project", R"({"description":1})", "wrong-type", "spec.description");
}

void SpecsTest::refused()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, spec);
    const Error error = errorOf(kind, spec);
    QTEST(QByteArray::fromStdString(error.type), "type");
    QTEST(QByteArray::fromStdString(error.field), "field");
    QVERIFY2(error.message.ends_with('.'), error.message.c_str());
}

void SpecsTest::unknownMembersAreToldWhatIsAllowed()
{
    QCOMPARE(QByteArray::fromStdString(errorOf("Project", R"({"descr":""})").message),
             QByteArray("spec.descr is not known here. Use only: description, allow_root."));
}

void SpecsTest::rolesAreReadAsTyped()
{
    const std::vector<RoleSpec> roles{{"chief", 1}, {"worker", 3}, {"ps", 2, "cpu-small"}};
    QVERIFY(parseRoles(" chief , worker=3,ps = 2 : cpu-small\n") == roles);
    QCOMPARE(formatRoles(roles), std::string("chief=1, worker=3, ps=2:cpu-small"));
    QVERIFY(parseRoles(formatRoles(roles)) == roles);
    QVERIFY(parseRoles("  ")->empty());
    for (const char* wrong : {"worker=0", "worker=x", "=3", "worker=3,", "worker=3,,ps=1", "worker=-1",
                              "worker=99999999999999999999", "worker=3 4"})
        QCOMPARE(parseRoles(wrong).error().field, std::string("spec.roles"));
}

void SpecsTest::mountsAreReadAsTyped()
{
    QVERIFY(parseVolumeMount("data") == (VolumeMountSpec{"data", "/volumes/data", false}));
    QVERIFY(parseVolumeMount("data:ro") == (VolumeMountSpec{"data", "/volumes/data", true}));
    QVERIFY(parseVolumeMount("data:/mnt/data") == (VolumeMountSpec{"data", "/mnt/data", false}));
    QVERIFY(parseVolumeMount("data:/mnt/data:ro") == (VolumeMountSpec{"data", "/mnt/data", true}));
    for (const char* wrong : {"", ":/data", "Data", "data:", "data:x", "data:/proc", "data:/a:rw"})
        QVERIFY2(!parseVolumeMount(wrong), wrong);
}

void SpecsTest::replicasAreInOrder()
{
    JobSpec job;
    QCOMPARE(replicasOf(job), std::vector<Replica>{Replica()});
    job.roles = {{"ps", 1}, {"worker", 2}, {"chief", 1}, {"evaluator", 1}};
    QStringList names;
    for (const Replica& replica : replicasOf(job)) {
        QCOMPARE(replica.number, std::int64_t(names.size()));
        QCOMPARE(replica.of, std::int64_t(5));
        QVERIFY(readReplica(write(replica)) == replica);
        names << QString::fromStdString(replica.name());
    }
    QCOMPARE(names.join(u' '), u"chief-0 worker-0 worker-1 ps-0 evaluator-0"_qs);
    QVERIFY(readReplica(Json::object()) == Replica());
    QVERIFY(!readReplica(Json{{"role", "worker"}, {"number", 3}, {"of", 3}}));
}

void SpecsTest::gitAddresses_data()
{
    QTest::addColumn<bool>("good");
    QTest::newRow("https://git.example/a.git") << true;
    QTest::newRow("ssh://git@git.example:22/a.git") << true;
    QTest::newRow("git@git.example:team/a.git") << true;
    QTest::newRow("/srv/git/a.git") << true;
    QTest::newRow("file:///srv/git/a.git") << true;
    QTest::newRow("http://git.example/a.git") << false;
    QTest::newRow("ext::sh -c x") << false;
    QTest::newRow("ext::x") << false;
    QTest::newRow("--upload-pack=x") << false;
    QTest::newRow("ssh://-oProxyCommand=x/a") << false;
    QTest::newRow("ssh://git@-oProxyCommand=x/a") << false;
    QTest::newRow("git@-oProxyCommand=x:a") << false;
    QTest::newRow("https://alice:secret@git.example/a") << false;
    QTest::newRow("https://") << false;
    QTest::newRow("../a") << false;
}

void SpecsTest::gitAddresses()
{
    QFETCH(bool, good);
    const Json spec{{"command", "a"}, {"code", {{"git_url", QTest::currentDataTag()}}}};
    QCOMPARE(readJobSpec(spec).has_value(), good);
}

void SpecsTest::statusesAreReadBack()
{
    WorkloadStatus status;
    QVERIFY(readWorkloadStatus(write(status)) == status);
    QVERIFY(readWorkloadStatus(Json::object()) == status);
    status = WorkloadStatus{Phase::Failed,
                            "exit",
                            "Ended with 1.",
                            2,
                            "lab",
                            "local",
                            {"sim-0"},
                            {},
                            3,
                            {},
                            {},
                            {},
                            1,
                            9,
                            12,
                            "http://h",
                            "lab.slipway-vision.svc",
                            {"models/a"},
                            true,
                            4,
                            "far",
                            "Its data is elsewhere."};
    status.replicas = {{"worker-0", Phase::Failed, "exit", "x", "n", {"sim-0"}, {}, {}, 1, {}}, {}};
    status.queued_at = *parseTimestamp("2026-11-23T07:11:46.120Z");
    status.ended_at = *parseTimestamp("2026-11-23T07:12:46.120Z");
    QVERIFY(readWorkloadStatus(write(status)) == status);
    const VolumeStatus volume{"Pending", "provisioning-failed", "It said: no.", "slipway-vol-a", 1 << 20,
                              true};
    QVERIFY(readVolumeStatus(write(volume)) == volume);
    const GpuStatus gpu{"GPU-1", "H100", 80ll << 30, true, "default/jobs/a", 0.5, 17};
    const NodeStatus node{"local", 16, 128ll << 30, {gpu, GpuStatus{}}, "No NVML."};
    QVERIFY(readNodeStatus(write(node)) == node);
    const DatasetStatus dataset{"Ready", "default", "datasets/a/b/",
                                "fine",  "far",     {{"home", "Copying", 1, 2, "Slowly."}}};
    QVERIFY(readDatasetStatus(write(dataset)) == dataset);
}

void SpecsTest::statusesOfNewerProgramsAreRead()
{
    const auto status = readWorkloadStatus(Json::parse(R"({"phase":"Running","mood":"good"})"));
    QCOMPARE(status->phase, Phase::Running);
    QVERIFY(!readWorkloadStatus(Json::parse(R"({"phase":"Dreaming"})")));
    QVERIFY(!readNodeStatus(Json::parse(R"({"gpus":[1]})")));
}

QTEST_GUILESS_MAIN(SpecsTest)
#include "specs_test.moc"
