// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace slipway {

/// What slipwayd was asked to do.
struct Settings {
    enum class Task { Serve, Backup, Restore, RotateKey, VerifyAudit, Doctor };
    Task task = Task::Serve;
    std::filesystem::path place;  ///< Of a backup: to where, or from where.
    std::filesystem::path data_directory;
    std::string api_address = "127.0.0.1:8470";
    std::string s3_address = "127.0.0.1:8471";
    std::string s3_url;       ///< Of the objects, as people's programs reach them; the address when empty.
    std::string task_s3_url;  ///< As tasks reach them; as people's programs do when empty.
    std::string engine = "local";
    std::filesystem::path kubeconfig;   ///< Of engine "kubernetes"; empty: the usual ones, or the pod's own.
    std::string context;                ///< Of the kubeconfig; its current one when empty.
    std::filesystem::path store_ca;     ///< Certificates that pods trust for objects; the image's when empty.
    bool kubeconfig_programs = false;   ///< Added clusters' kubeconfigs may name programs and files of ours.
    std::string cluster_gang = "none";  ///< See parseGang().
    std::string cluster_gpu_fractions = "none";  ///< See parseGpuSharing().
    std::string cluster_storage_class;
    int cluster_cpu_overcommit = 1;  ///< How many times over the CPUs of the cluster's nodes are promised.
    std::string cluster_namespace;   ///< The only one to work in; empty: one for each project.
    std::string objects_endpoint;    ///< Of a store of somebody else's; empty: slipwayd keeps objects itself.
    std::string objects_bucket;
    std::string objects_prefix;  ///< Of all keys there.
    std::string objects_region = "us-east-1";
    std::filesystem::path objects_ca;  ///< Certificates to trust there; the system's when empty.
    std::filesystem::path objects_credentials;
    int simulated_gpus = 0;
    int cpus = 0;  ///< 0: those of the machine.
    bool trust_members = false;
    std::filesystem::path ready_file;
    std::filesystem::path tls_certificate;
    std::filesystem::path tls_key;
    std::chrono::seconds idle_exit{0};  ///< 0: never.
    std::string log_level = "info";
    int requests_per_key = 1'000;  ///< A second; 0: no limit.

    bool secure() const { return !tls_certificate.empty(); }
};

/// Reads the command line. Nothing when the program is done with that, as after --help; `exit_code` then says
/// how.
std::optional<Settings> readSettings(int argc, char** argv, int& exit_code);

/// Said instead of an address of objects: pods reach them through the API server of their cluster.
inline constexpr const char* through_api_server = "api-server";

/// Whether only this machine reaches the address "HOST:PORT".
bool isLoopback(const std::string& address);

/// Plain HTTP is for loopback addresses alone: whoever listens on the way could repeat what they hear. URLs
/// have no path: it would be part of what clients sign.
Result<void> checkAddresses(const Settings& settings);

}  // namespace slipway
