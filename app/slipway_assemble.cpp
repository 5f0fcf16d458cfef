// SPDX-License-Identifier: GPL-3.0-or-later
#include <zstd.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// Puts a program together from its parts and becomes it.
///
/// `assemble TARGET [ARGUMENT...]` unpacks part-00, part-01... beside itself, together one zstd frame, to
/// TARGET and executes it with the arguments. Where TARGET is there already it is executed as it is. Links
/// nothing at run time and needs nothing of the image that it runs in; several may work on one TARGET at
/// once.
namespace {

constexpr int failed = 125;  // As of a container that cannot be started.
constexpr size_t path_bytes = 4096;

[[noreturn]] void giveUp(const char* what, const char* name)
{
    fprintf(stderr, "assemble: %s %s: %m\n", what, name);
    exit(failed);
}

class Unpacking {
public:
    explicit Unpacking(const char* target) : target_(target), context_(ZSTD_createDCtx())
    {
        char directory[path_bytes];
        snprintf(directory, sizeof directory, "%s", target);
        if (char* slash = strrchr(directory, '/')) {
            *slash = '\0';
            mkdir(directory, 0755);
        }
        // Process ids are no help: two containers of a pod share the directory, and both are process 1.
        snprintf(unfinished_, sizeof unfinished_, "%s.XXXXXX", target);
        out_ = mkostemp(unfinished_, O_CLOEXEC);
        if (out_ < 0 || fchmod(out_, 0755) != 0 || context_ == nullptr)
            giveUp("cannot make", unfinished_);
    }

    /// False when there is no such part.
    bool take(const char* part)
    {
        const int in = open(part, O_RDONLY | O_CLOEXEC);
        if (in < 0)
            return false;
        ssize_t size = 0;
        while ((size = read(in, packed_, sizeof packed_)) > 0)
            unpack(static_cast<size_t>(size), part);
        close(in);
        return size == 0;
    }

    void finish()
    {
        if (expected_ != 0) {
            fprintf(stderr, "assemble: parts are missing\n");
            exit(failed);
        }
        if (close(out_) != 0 || rename(unfinished_, target_) != 0)
            giveUp("cannot make", target_);
    }

private:
    void unpack(size_t size, const char* part)
    {
        ZSTD_inBuffer input{packed_, size, 0};
        while (input.pos < input.size) {
            ZSTD_outBuffer output{plain_, sizeof plain_, 0};
            expected_ = ZSTD_decompressStream(context_, &output, &input);
            if (ZSTD_isError(expected_) != 0) {
                fprintf(stderr, "assemble: %s is damaged: %s\n", part, ZSTD_getErrorName(expected_));
                exit(failed);
            }
            store(output.pos);
        }
    }

    void store(size_t size)
    {
        for (size_t stored = 0; stored < size;) {
            const ssize_t written = write(out_, plain_ + stored, size - stored);
            if (written < 0)
                giveUp("cannot write", unfinished_);
            stored += static_cast<size_t>(written);
        }
    }

    const char* target_;
    char unfinished_[path_bytes] = {};
    int out_ = -1;
    ZSTD_DCtx* context_;
    size_t expected_ = 1;  ///< What zstd still wants; 0 once the frame is whole.
    char packed_[1 << 16] = {};
    char plain_[1 << 17] = {};
};

void assemble(const char* self, const char* target)
{
    static Unpacking unpacking(target);
    const char* slash = strrchr(self, '/');
    const int directory = slash == nullptr ? 0 : static_cast<int>(slash - self);
    for (int number = 0; number < 100; ++number) {
        char part[path_bytes];
        snprintf(part, sizeof part, "%.*s/part-%02d", directory, self, number);
        if (!unpacking.take(part))
            break;
    }
    unpacking.finish();
}

}  // namespace

int main(int count, char** words)
{
    if (count < 2) {
        fprintf(stderr, "Usage: assemble TARGET [ARGUMENT...]\n");
        return 2;
    }
    if (access(words[1], X_OK) != 0)
        assemble(words[0], words[1]);
    execv(words[1], words + 1);
    giveUp("cannot execute", words[1]);
}
