#include "service/walls.h"

#include <assert.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/span.h"
#include "service/calls.h"
#include "service/landlock.h"

enum {
    MAX_DESCRIPTORS = 16, /* beside those it has */
    CPU_SECONDS = 600,    /* of a whole life: only who was taken over comes near */
    SLACK = 64 * 1024 *
            1024, /* octets of memory that no arena counts: replies, ICU, what malloc wastes */
};

const char *sg_wall_lack(enum sg_wall wall)
{
    switch (wall) {
    case SG_WALL_LANDLOCK:
        return "this kernel has no Landlock: workers are kept from files by seccomp alone";
    case SG_WALL_SECCOMP:
        return "this kernel has no seccomp filters: workers may make any system call";
    case SG_WALL_MEMORY:
        return "/proc is not readable: the memory of workers has no limit but the arena's";
    }
    return "";
}

static bool is_kept(const struct sg_walls_plan *plan, unsigned fd)
{
    return (int)fd == plan->kept[0] || (int)fd == plan->kept[1];
}

/* Close all but 0 to 2 and those kept. */
static void close_others(const struct sg_walls_plan *plan)
{
    unsigned from = STDERR_FILENO + 1;
    for (int i = 0; i < 2; i++) {
        unsigned next = UINT32_MAX; /* the lowest kept one not before `from` */
        for (int k = 0; k < 2; k++)
            if (plan->kept[k] >= (int)from && (unsigned)plan->kept[k] < next)
                next = (unsigned)plan->kept[k];
        if (next == UINT32_MAX)
            break;
        if (next > from)
            (void)close_range(from, next - 1, 0);
        from = next + 1;
        assert(is_kept(plan, next));
    }
    (void)close_range(from, UINT32_MAX, 0);
}

static void limit(__rlimit_resource_t what, rlim_t most)
{
    const struct rlimit both = { most, most };
    struct rlimit now;
    if (getrlimit(what, &now) == 0 && now.rlim_max < most)
        return; /* somebody set less */
    (void)setrlimit(what, &both);
}

/* Address space is what a limit can bound.  AddressSanitizer's shadow takes terabytes of it. */
static bool limit_memory(size_t more)
{
#ifdef SG_SANITIZED
    (void)more;
    return true;
#else
    char text[64];
    int64_t pages = 0;
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof(text)) : -1;
    if (fd >= 0)
        (void)close(fd);
    sg_span line = { (const uint8_t *)text, n > 0 ? (size_t)n : 0 };
    if (!sg_number(sg_cut(line, 0, sg_find(line, ' ', 0)), 1, INT32_MAX, &pages))
        return false;
    limit(RLIMIT_AS, (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + more + SLACK);
    return true;
#endif
}

/* Of the superuser too nothing is left but the number. */
static void drop_capabilities(void)
{
    struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    memset(none, 0, sizeof(none));
    (void)syscall(SYS_capset, &head, none);
}

/* Nor does a worker write to the terminal; but the report of AddressSanitizer is worth more than that. */
static void leave_standard_error(void)
{
#ifndef SG_SANITIZED
    if (dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
        _exit(1);
#endif
}

static unsigned told(enum sg_built built, enum sg_wall wall)
{
    if (built == SG_BUILT_FAILED)
        _exit(1);
    return built == SG_BUILT_LACKS ? (unsigned)wall : 0;
}

unsigned sg_walls_up(const struct sg_walls_plan *plan)
{
    unsigned lacks = 0;
    close_others(plan);
    if (plan->walls == SG_WALLS_OFF)
        return 0;
    if (!limit_memory(plan->memory))
        lacks |= SG_WALL_MEMORY;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_NOFILE, MAX_DESCRIPTORS);
    limit(RLIMIT_FSIZE, plan->max_file);
    limit(RLIMIT_CPU, CPU_SECONDS);
    drop_capabilities();
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        _exit(1);
    if (plan->walls == SG_WALLS_ENFORCE) {
        leave_standard_error();
        lacks |= told(sg_landlock_nothing(), SG_WALL_LANDLOCK);
    }
    return lacks | told(sg_calls_only(plan->kind, plan->walls == SG_WALLS_LOG), SG_WALL_SECCOMP);
}
