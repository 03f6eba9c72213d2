#include "service/landlock.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The header of an older kernel names fewer rights than a newer kernel has; they are numbered for good. */
struct ruleset {
    uint64_t files, net, scoped;
};

enum { N_ABIS = 8 };

/* By ABI: rights that are handled, which without a rule are denied.  Source: include/uapi/linux/landlock.h. */
static const struct {
    struct ruleset handled;
    size_t size; /* octets of `struct ruleset` that this ABI knows */
} by_abi[N_ABIS] = {
    { { 0 }, 0 },
    { { (1U << 13) - 1, 0, 0 }, 8 },  /* 1: execute, write, read, remove, make */
    { { (1U << 14) - 1, 0, 0 }, 8 },  /* 2: refer */
    { { (1U << 15) - 1, 0, 0 }, 8 },  /* 3: truncate */
    { { (1U << 15) - 1, 3, 0 }, 16 }, /* 4: bind and connect of TCP */
    { { (1U << 16) - 1, 3, 0 }, 16 }, /* 5: ioctl of devices */
    { { (1U << 16) - 1, 3, 3 }, 24 }, /* 6: abstract sockets and signals of others */
    { { (1U << 16) - 1, 3, 3 }, 24 }, /* 7: only logging */
};

enum sg_built sg_landlock_nothing(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi <= 0)
        return errno == ENOSYS || errno == EOPNOTSUPP ? SG_BUILT_LACKS : SG_BUILT_FAILED;
    size_t known = abi < N_ABIS ? (size_t)abi : N_ABIS - 1;
    long ruleset =
        syscall(SYS_landlock_create_ruleset, &by_abi[known].handled, by_abi[known].size, 0);
    if (ruleset < 0)
        return SG_BUILT_FAILED;
    long failed = syscall(SYS_landlock_restrict_self, (int)ruleset, 0);
    (void)close((int)ruleset);
    return failed == 0 ? SG_BUILT : SG_BUILT_FAILED;
}
