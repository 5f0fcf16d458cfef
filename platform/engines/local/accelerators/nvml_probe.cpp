// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/accelerators/nvml_probe.h"

#include <dlfcn.h>

#include <array>

namespace slipway {

namespace {

// The few parts of the library's interface that are used, as its reference guide gives them.
using NvmlReturn = int;
using NvmlDevice = struct NvmlDeviceTag*;
constexpr NvmlReturn nvml_success = 0;
constexpr unsigned text_bytes = 96;

struct NvmlMemory {
    unsigned long long total, free, used;
};

struct NvmlUtilization {
    unsigned gpu, memory;
};

}  // namespace

class NvmlProbe::Library {
public:
    Library() : handle_(::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL))
    {
        if (handle_ == nullptr) {
            return;
        }
        find(init, "nvmlInit_v2");
        find(shutdown, "nvmlShutdown");
        find(error_text, "nvmlErrorString");
        find(count, "nvmlDeviceGetCount_v2");
        find(device, "nvmlDeviceGetHandleByIndex_v2");
        find(uuid, "nvmlDeviceGetUUID");
        find(name, "nvmlDeviceGetName");
        find(memory, "nvmlDeviceGetMemoryInfo");
        find(utilization, "nvmlDeviceGetUtilizationRates");
        const bool whole =
            init && shutdown && error_text && count && device && uuid && name && memory && utilization;
        if (!whole) {
            return;
        }
        const NvmlReturn started = init();
        ready = started == nvml_success;
        message = ready ? "" : std::string("The NVIDIA driver does not answer: ") + error_text(started) + ".";
    }

    ~Library()
    {
        if (ready) {
            shutdown();
        }
        if (handle_ != nullptr) {
            ::dlclose(handle_);
        }
    }

    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    NvmlReturn (*init)() = nullptr;
    NvmlReturn (*shutdown)() = nullptr;
    const char* (*error_text)(NvmlReturn) = nullptr;
    NvmlReturn (*count)(unsigned*) = nullptr;
    NvmlReturn (*device)(unsigned, NvmlDevice*) = nullptr;
    NvmlReturn (*uuid)(NvmlDevice, char*, unsigned) = nullptr;
    NvmlReturn (*name)(NvmlDevice, char*, unsigned) = nullptr;
    NvmlReturn (*memory)(NvmlDevice, NvmlMemory*) = nullptr;
    NvmlReturn (*utilization)(NvmlDevice, NvmlUtilization*) = nullptr;

    bool ready = false;
    std::string message = "No NVIDIA driver was found on this machine.";
    std::vector<NvmlDevice> devices;

private:
    template <class Function>
    void find(Function& function, const char* symbol)
    {
        function = reinterpret_cast<Function>(::dlsym(handle_, symbol));
    }

    void* handle_ = nullptr;
};

NvmlProbe::NvmlProbe() : library_(std::make_unique<Library>())
{
    message_ = library_->message;
    unsigned count = 0;
    if (!library_->ready || library_->count(&count) != nvml_success) {
        return;
    }
    for (unsigned i = 0; i < count; ++i) {
        NvmlDevice device = nullptr;
        std::array<char, text_bytes> id{};
        std::array<char, text_bytes> model{};
        NvmlMemory memory{};
        if (library_->device(i, &device) != nvml_success ||
            library_->uuid(device, id.data(), text_bytes) != nvml_success) {
            message_ = "A GPU of this machine does not answer and is left out.";
            continue;
        }
        library_->name(device, model.data(), text_bytes);
        library_->memory(device, &memory);
        library_->devices.push_back(device);
        accelerators_.push_back({id.data(), id.data(), model.data(), Bytes(memory.total), false});
    }
}

NvmlProbe::~NvmlProbe() = default;

AcceleratorUsage NvmlProbe::usage(std::size_t index) const
{
    AcceleratorUsage usage;
    NvmlUtilization utilization{};
    if (library_->utilization(library_->devices[index], &utilization) == nvml_success) {
        usage.utilization = utilization.gpu / 100.0;
    }
    NvmlMemory memory{};
    if (library_->memory(library_->devices[index], &memory) == nvml_success) {
        usage.used_memory_bytes = static_cast<std::int64_t>(memory.used);
    }
    return usage;
}

}  // namespace slipway
