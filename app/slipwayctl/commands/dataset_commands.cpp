// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/commands/waiting.h"
#include "app/slipwayctl/input/terminal.h"
#include "app/slipwayctl/output/printing.h"
#include "client/dataset_upload.h"
#include "core/bytes.h"
#include "core/json.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <future>
#include <iostream>

namespace slipway::ctl {
namespace {

struct UploadArguments {
    std::string folder, name, task, description, store;
    std::size_t parallel = 8;
};

/// One line on a terminal that is written over.
void showProgress(const UploadProgress& progress)
{
    if (!errorIsTerminal())
        return;
    fmt::print(stderr, "\r{} of {} files, {} of {}\x1b[K", progress.files_done, progress.files_total,
               Bytes(progress.bytes_done).text(), Bytes(progress.bytes_total).text());
}

Result<ExitCode> upload(Session& session, Context& context, const UploadArguments& arguments)
{
    DatasetUploadOptions options;
    std::error_code error;
    options.folder = std::filesystem::absolute(arguments.folder, error).lexically_normal();
    if (!options.folder.has_filename())
        options.folder = options.folder.parent_path();
    options.project = context.project();
    options.name = arguments.name.empty() ? options.folder.filename().string() : arguments.name;
    options.task = arguments.task;
    options.description = arguments.description;
    options.store = arguments.store;
    options.parallel = arguments.parallel;
    if (options.task.empty()) {
        const auto scan = scanFolder(options.folder);
        if (!scan)
            return propagate(scan);
        options.task = scan->suggested_task;
    }
    auto done = std::make_shared<std::promise<Result<Resource>>>();
    const DatasetUpload running(session, options, showProgress,
                                [done](Result<Resource> result) { done->set_value(std::move(result)); });
    const auto dataset = done->get_future().get();
    if (errorIsTerminal())
        fmt::print(stderr, "\n");
    if (!dataset)
        return propagate(dataset);
    printResource(context, *dataset);
    return ExitCode::Ok;
}

void addUpload(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("upload", "Upload a folder as a dataset, or go on with an upload that broke");
    const auto arguments = std::make_shared<UploadArguments>();
    command->add_option("folder", arguments->folder, "The folder that holds the files")->required();
    command->add_option("--name", arguments->name, "The dataset's name; the folder's when absent");
    command->add_option(
        "--task", arguments->task,
        "text-classification, image-classification, detection, speech, tabular or other; guessed "
        "from the files when absent");
    command->add_option("--description", arguments->description, "What it holds");
    command->add_option("--store", arguments->store, "Store to put it into; the platform's own if not given");
    command->add_option("--parallel", arguments->parallel, "Transfers at once")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->callback([&context, arguments] {
        context.run([&](Session& session) { return upload(session, context, *arguments); });
    });
}

struct CopyArguments {
    std::string name, store;
    bool wait = false;
};

Result<DatasetSpec> specOf(const Resource& dataset)
{
    return parseJson(dataset.spec).and_then(readDatasetSpec);
}

Result<Resource> find(Session& session, const Context& context, const std::string& name)
{
    return await<Resource>(
        [&](auto done) { return session.get(Kind::Dataset, context.project(), name, done); });
}

/// Changes which further stores are to have a dataset.
Result<Resource> changeCopies(Session& session, const Context& context, const std::string& name,
                              const std::function<void(std::vector<std::string>&)>& change)
{
    auto dataset = find(session, context, name);
    auto spec = dataset ? specOf(*dataset) : propagate(dataset);
    if (!spec)
        return propagate(spec);
    change(spec->copies);
    dataset->spec = dumpJson(write(*spec));
    return await<Resource>([&](auto done) { return session.update(*dataset, done); });
}

/// Follows a copy to its end, telling on stderr what is in its way.
Result<ExitCode> awaitCopy(Session& session, const Context& context, const CopyArguments& arguments)
{
    std::string told;
    const auto there = follow(session, Kind::Dataset, context.project(), arguments.name,
                              [&](const Resource& dataset) -> Result<bool> {
                                  const auto status = parseJson(dataset.status).and_then(readDatasetStatus);
                                  if (!status)
                                      return propagate(status);
                                  const auto copy =
                                      std::ranges::find(status->copies, arguments.store, &DatasetCopy::store);
                                  if (copy == status->copies.end())
                                      return false;
                                  if (std::exchange(told, copy->message) != copy->message && !told.empty())
                                      fmt::print(stderr, "{}\n", told);
                                  return copy->phase == "Ready";
                              });
    if (!there)
        return propagate(there);
    std::cout << fmt::format("The dataset {} is in the store {}, too.\n", arguments.name, arguments.store);
    return ExitCode::Ok;
}

Result<ExitCode> copy(Session& session, Context& context, const CopyArguments& arguments)
{
    const auto changed =
        changeCopies(session, context, arguments.name,
                     [&](std::vector<std::string>& copies) { copies.push_back(arguments.store); });
    if (!changed)
        return propagate(changed);
    if (arguments.wait)
        return awaitCopy(session, context, arguments);
    const auto spec = specOf(*changed);
    std::cout << fmt::format("The dataset {} will be in the store {}, too{}.\n", arguments.name,
                             arguments.store, spec && !spec->sealed ? ", once it is uploaded" : "");
    return ExitCode::Ok;
}

void addCopy(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("copy", "Have a dataset copied to a further store, where it stays");
    const auto arguments = std::make_shared<CopyArguments>();
    command->add_option("name", arguments->name, "The dataset's name")->required();
    command->add_option("store", arguments->store, "The store's name")->required();
    command->add_flag("--wait", arguments->wait, "Wait until it is there");
    command->callback([&context, arguments] {
        context.run([&](Session& session) { return copy(session, context, *arguments); });
    });
}

void addRemoveCopy(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("remove-copy", "Delete the copy of a dataset in a further store");
    const auto arguments = std::make_shared<CopyArguments>();
    command->add_option("name", arguments->name, "The dataset's name")->required();
    command->add_option("store", arguments->store, "The store's name")->required();
    command->callback([&context, arguments] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto changed =
                changeCopies(session, context, arguments->name,
                             [&](std::vector<std::string>& copies) { std::erase(copies, arguments->store); });
            if (!changed)
                return propagate(changed);
            std::cout << fmt::format("The dataset {} is no longer kept in the store {}.\n", arguments->name,
                                     arguments->store);
            return ExitCode::Ok;
        });
    });
}

}  // namespace

void addDatasetCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("dataset", "Datasets: files that jobs and environments read");
    group->require_subcommand(1);
    addUpload(*group, context);
    addCopy(*group, context);
    addRemoveCopy(*group, context);
    addList(*group, context, Kind::Dataset, "List datasets");
    addShow(*group, context, Kind::Dataset, "Show one dataset");
    addDelete(*group, context, Kind::Dataset, "Delete a dataset with its files");
}

}  // namespace slipway::ctl
