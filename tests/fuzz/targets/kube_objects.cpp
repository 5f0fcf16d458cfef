// SPDX-License-Identifier: GPL-3.0-or-later
// What a cluster says: nodes, pods, refusals, quantities, a scheduler's words, and the lines of a watch.
#include "core/json.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "platform/engines/kubernetes/api/object_json.h"
#include "platform/engines/kubernetes/view/kube_node.h"
#include "platform/engines/kubernetes/view/kube_pod.h"
#include "platform/engines/kubernetes/view/quantity.h"
#include "platform/engines/kubernetes/view/scheduler_words.h"
#include "platform/engines/kubernetes/volumes/kube_claim.h"
#include "platform/engines/kubernetes/watch/line_splitter.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

#include <nlohmann/json.hpp>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

constexpr std::size_t max_line = 1'000;

void checkParts(const Json& object)
{
    for (const GpuSharing sharing :
         {GpuSharing::Hami, GpuSharing::GpuManager, GpuSharing::Mig, GpuSharing::TimeSlicing}) {
        AcceleratorNames names;
        names.sharing = sharing;
        for (const auto& [name, amount] : readNode(object, names).parts)
            expect(!name.empty() && amount > 0, "A part that is offered is something.");
        for (const auto& [name, amount] : readPod(object, names).parts)
            expect(!name.empty() && amount >= 0, "Nobody asks for less than nothing.");
    }
}

void checkObjects(std::string_view text)
{
    for (const int status : {401, 403, 409, 410, 422, 429, 500, 418})
        expect(!kubeError(status, text).message.empty(), "A refusal says something.");
    const auto json = parseObject(text);
    if (!json)
        return;
    expect(dumpJson(*json).find("\"managedFields\":") == std::string::npos, "Managed fields are left out.");
    const KubePod pod = readPod(*json, {});
    expect(pod.cpu_millis >= 0 && pod.memory_bytes >= 0 && pod.accelerators >= 0,
           "A pod asks for nothing less than nothing.");
    expect(!pod.reason || (!pod.reason->reason.empty() && !pod.reason->message.empty()),
           "A reason has a name and words.");
    const KubeClaim claim = readClaim(*json);
    expect(claim.asked_bytes >= 0 && claim.has_bytes >= 0, "A claim has nothing less than nothing.");
    const VolumeStatus volume = statusOf(claim, newestEvent(*json));
    expect(volume.phase == "Ready" || (!volume.reason.empty() && !volume.message.empty()),
           "A volume that is not ready says why.");
    checkParts(*json);
    const KubeNode node = readNode(*json, {});
    expect(node.accelerators >= 0 && node.cpu_millis >= 0 && node.memory_bytes >= 0,
           "A node has nothing less than nothing.");
}

void checkWords(std::string_view text)
{
    const auto whole = wholes(text);
    const auto fine = thousandths(text);
    expect(!fine || whole, "What can be read in thousandths can be read in wholes.");
    expect(!fine || *fine / 1'000 <= *whole, "Wholes are rounded up.");
    for (const NodesAgainst& against : readSchedulerWords(text))
        expect(against.cause != NodesAgainst::Cause::Other || !against.what.empty(),
               "An unknown cause says what it is.");
    expect(!schedulerSentence(readSchedulerWords(text)).empty(), "A scheduler's words make a sentence.");
}

void checkLines(std::string_view text)
{
    std::vector<std::string> whole;
    LineSplitter at_once(max_line);
    const bool fine = at_once.take(text, whole);
    std::vector<std::string> pieces;
    LineSplitter bytewise(max_line);
    bool also = true;
    for (std::size_t i = 0; i < text.size() && also; ++i)
        also = bytewise.take(text.substr(i, 1), pieces);
    expect(fine == also, "Too long a line is too long however it comes.");
    expect(whole == pieces, "Lines are the same however they come.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    checkObjects(text);
    checkWords(text);
    checkLines(text);
    return 0;
}
