// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"
#include "client/dataset_upload.h"
#include "core/bytes.h"

#include <fmt/format.h>

#include <future>
#include <iostream>

#include <unistd.h>

namespace slipway::ctl {
namespace {

struct UploadArguments {
    std::string folder, name, task, description;
    std::size_t parallel = 8;
};

/// One line on a terminal that is written over.
void showProgress(const UploadProgress& progress)
{
    if (::isatty(STDERR_FILENO) == 0)
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
    if (::isatty(STDERR_FILENO) != 0)
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
    command->add_option("--parallel", arguments->parallel, "Transfers at once")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->callback([&context, arguments] {
        context.run([&](Session& session) { return upload(session, context, *arguments); });
    });
}

}  // namespace

void addDatasetCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("dataset", "Datasets: files that jobs and environments read");
    group->require_subcommand(1);
    addUpload(*group, context);
    addList(*group, context, Kind::Dataset, "List datasets");
    addShow(*group, context, Kind::Dataset, "Show one dataset");
    addDelete(*group, context, Kind::Dataset, "Delete a dataset with its files");
}

}  // namespace slipway::ctl
