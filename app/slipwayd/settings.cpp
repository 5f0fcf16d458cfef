// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/settings.h"

#include "core/uri.h"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

namespace slipway {

namespace {

/// What slipwayd does instead of serving.
void addTasks(CLI::App& app, Settings& settings)
{
    const auto add = [&](CLI::App& parent, const char* name, const char* help, Settings::Task task) {
        CLI::App* command = parent.add_subcommand(name, help);
        command->fallthrough();
        command->callback([&settings, task] { settings.task = task; });
        return command;
    };
    app.require_subcommand(0, 1);
    add(app, "backup", "Write a backup of the database and its keys; the server may go on running",
        Settings::Task::Backup)
        ->add_option("DIRECTORY", settings.place, "A new directory for it")
        ->required();
    add(app, "restore", "Put a backup in place; what is there now is moved aside", Settings::Task::Restore)
        ->add_option("DIRECTORY", settings.place, "The backup")
        ->required();
    add(app, "rotate-key", "Replace the master key that encrypts stored secrets", Settings::Task::RotateKey);
    add(app, "doctor", "Tell what is wrong on this machine and what to do; ends with 2 when something is",
        Settings::Task::Doctor);
    CLI::App* audit =
        app.add_subcommand("audit", "About the audit trail")->require_subcommand(1)->fallthrough();
    add(*audit, "verify", "Tell whether every entry is as it was written; ends with 2 when not",
        Settings::Task::VerifyAudit);
}

/// Where it listens, and how others find it there.
void addAddresses(CLI::App& app, Settings& settings)
{
    app.add_option("--listen", settings.api_address, "ADDRESS:PORT of the API; port 0 takes a free one")
        ->capture_default_str();
    app.add_option("--s3-listen", settings.s3_address, "ADDRESS:PORT of the objects (S3)")
        ->capture_default_str();
    app.add_option("--s3-url", settings.s3_url,
                   "URL of the objects for people's programs, where they do not reach the address itself");
    app.add_option("--task-s3-url", settings.task_s3_url,
                   "URL of the objects for tasks, where they do not reach what people's programs use");
}

/// About the cluster that tasks run on.
void addCluster(CLI::App& app, Settings& settings)
{
    app.add_option(
           "--kubeconfig", settings.kubeconfig,
           "How to reach the cluster; the usual kubeconfig, or inside a pod its own account, if not given")
        ->check(CLI::ExistingFile);
    app.add_option("--context", settings.context, "Context of the kubeconfig; its current one if not given");
    app.add_flag("--kubeconfig-programs", settings.kubeconfig_programs,
                 "Let kubeconfigs of clusters that are added name programs and token files of this machine; "
                 "only for a "
                 "server of one's own");
    app.add_option("--cluster-namespace", settings.cluster_namespace,
                   "Work in this namespace of the cluster alone, as somebody with no rights outside it; a "
                   "namespace for each project if not given");
    app.add_option(
        "--cluster-gang", settings.cluster_gang,
        "Who in the cluster schedules the replicas of a job together: none, volcano, volcano:QUEUE or "
        "kueue:QUEUE");
    app.add_option(
        "--cluster-gpu-fractions", settings.cluster_gpu_fractions,
        "What hands out parts of the cluster's GPUs: none, hami, gpu-manager, mig or time-slicing");
    app.add_option(
        "--cluster-storage-class", settings.cluster_storage_class,
        "Storage class of environments' files and of volumes that name none; the cluster's own if not "
        "given");
    app.add_option("--cluster-cpu-overcommit", settings.cluster_cpu_overcommit,
                   "Promise the CPUs of the cluster's nodes so many times over")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    app.add_option(
           "--store-ca", settings.store_ca,
           "PEM file of the certificates that pods trust for objects; those of their image if not given")
        ->check(CLI::ExistingFile);
}

/// About a store of objects that is somebody else's.
void addObjects(CLI::App& app, Settings& settings)
{
    CLI::Option* endpoint = app.add_option("--objects-endpoint", settings.objects_endpoint,
                                           "Address of an S3 store that keeps all objects, such as "
                                           "https://s3.example.org; slipwayd keeps them itself "
                                           "if not given");
    CLI::Option* bucket = app.add_option("--objects-bucket", settings.objects_bucket, "Bucket of that store");
    CLI::Option* credentials =
        app.add_option("--objects-credentials", settings.objects_credentials,
                       "AWS credentials file with a key for that bucket, readable by its owner alone")
            ->check(CLI::ExistingFile);
    app.add_option("--objects-prefix", settings.objects_prefix,
                   "What the names of all objects begin with in that bucket, such as slipway/")
        ->needs(endpoint);
    app.add_option("--objects-region", settings.objects_region, "Region that the bucket belongs to")
        ->capture_default_str();
    app.add_option("--objects-ca", settings.objects_ca,
                   "PEM file of the certificates to trust at that store; those of the system if not given")
        ->check(CLI::ExistingFile)
        ->needs(endpoint);
    endpoint->needs(bucket)->needs(credentials);
    bucket->needs(endpoint);
    credentials->needs(endpoint);
}

/// What others are told must be an origin: a path would be part of what they sign.
Result<void> checkUrl(const std::string& text)
{
    const auto url = Url::parse(text);
    const bool origin = url && url->path == "/" && url->query.empty();
    if (!origin || text.ends_with('/'))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" is no address of the objects. Give one such as "
                                "https://objects.example.com:8471, with nothing behind the port.",
                                text));
    if (url->scheme != "https" && !isLoopback(url->authority()))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} would carry objects over the network as everybody can read them. Give an "
                                "https address.",
                                text));
    return {};
}

}  // namespace

std::optional<Settings> readSettings(int argc, char** argv, int& exit_code)
{
    Settings settings;
    std::int64_t idle_exit = 0;
    CLI::App app("The platform server of Slipway: its API, its objects and what runs on this machine.",
                 "slipwayd");
    app.option_defaults()->take_last();  // What a wrapper says can be said again behind it.
    app.set_version_flag("--version", std::string("slipwayd ") + SLIPWAY_VERSION);
    app.add_option("--data", settings.data_directory, "Directory that holds everything the platform keeps")
        ->required();
    addAddresses(app, settings);
    app.add_option("--engine", settings.engine, "What runs tasks")
        ->check(CLI::IsMember({"local", "kubernetes"}))
        ->capture_default_str();
    addCluster(app, settings);
    addObjects(app, settings);
    app.add_option("--simulate-gpus", settings.simulated_gpus,
                   "Offer so many simulated GPUs instead of the machine's own")
        ->check(CLI::Range(0, 1024));
    app.add_option("--cpus", settings.cpus, "Offer so many CPUs to tasks instead of all of the machine's")
        ->check(CLI::Range(0, 4096));
    app.add_flag("--trust-members", settings.trust_members,
                 "Let several people run tasks where these can read each other's files");
    app.add_option("--ready-file", settings.ready_file,
                   "File to write, as JSON, once requests are answered; removed at the end");
    auto* certificate = app.add_option("--tls-certificate", settings.tls_certificate,
                                       "PEM file with the certificate and its chain; serves HTTPS")
                            ->check(CLI::ExistingFile);
    auto* key = app.add_option("--tls-key", settings.tls_key, "PEM file with the certificate's private key")
                    ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    app.add_option("--idle-exit", idle_exit,
                   "End when nothing runs and nobody has asked for so many seconds; 0 = never")
        ->check(CLI::NonNegativeNumber);
    app.add_option(
           "--max-requests-per-key", settings.requests_per_key,
           "Requests a second that one access key may send, with bursts of twice as many; 0 = no limit")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--log-level", settings.log_level, "How much to log to standard error")
        ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
        ->capture_default_str();
    addTasks(app, settings);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exit_code = app.exit(error);
        return std::nullopt;
    }
    settings.idle_exit = std::chrono::seconds(idle_exit);
    return settings;
}

bool isLoopback(const std::string& address)
{
    const std::string host = address.substr(0, address.rfind(':'));
    return address.starts_with("unix:") || host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Result<void> checkAddresses(const Settings& settings)
{
    for (const std::string& address : {settings.api_address, settings.s3_address}) {
        if (!settings.secure() && !isLoopback(address))
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("{} can be reached from other machines, so it needs TLS: give "
                                    "--tls-certificate and --tls-key, or listen on 127.0.0.1.",
                                    address));
    }
    const bool relayed = settings.task_s3_url == through_api_server;
    if (relayed && settings.engine == "local")
        return fail(ErrorCode::InvalidArgument, "Tasks of this machine reach objects as they are: leave out "
                                                "--task-s3-url, or say api-server of the "
                                                "clusters that need it.");
    for (const std::string& url : {settings.s3_url, relayed ? std::string() : settings.task_s3_url}) {
        if (const auto checked = url.empty() ? Result<void>() : checkUrl(url); !checked)
            return checked;
    }
    return {};
}

}  // namespace slipway
