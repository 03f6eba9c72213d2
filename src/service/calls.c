#include "service/calls.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <seccomp.h>

/* Arguments that a call must have, beside its number. */
enum demand {
    ANY,
    PLAIN_MEMORY, /* mmap: of no file, never to be run */
    NEVER_RUN,    /* mprotect: not to be run */
    WAKES,        /* futex: a single thread has nobody to wait for */
    ITSELF,       /* tgkill: abort() */
};

struct call {
    int number;
    enum demand demand;
    unsigned kinds; /* bit 1 << kind */
    const char *why;
};

enum { BOTH = 1 << SG_EXAMINER | 1 << SG_OPENER, LOOKS = 1 << SG_EXAMINER, OPENS = 1 << SG_OPENER };

static const struct call calls[] = {
    /* call                           demand        who    why */
    { SCMP_SYS(recvmsg), ANY, BOTH, "takes a job or an order with its descriptor" },
    { SCMP_SYS(sendmsg), ANY, BOTH, "replies, orders" },
    { SCMP_SYS(pread64), ANY, BOTH, "reads the octets it was handed" },
    { SCMP_SYS(close), ANY, BOTH, "and puts them away" },
    { SCMP_SYS(brk), ANY, BOTH, "malloc" },
    { SCMP_SYS(mmap), PLAIN_MEMORY, BOTH, "malloc" },
    { SCMP_SYS(mmap2), PLAIN_MEMORY, BOTH, "malloc where addresses have 32 bits" },
    { SCMP_SYS(munmap), ANY, BOTH, "free" },
    { SCMP_SYS(mremap), ANY, BOTH, "realloc" },
    { SCMP_SYS(madvise), ANY, BOTH, "free gives pages back" },
    { SCMP_SYS(sysinfo), ANY, BOTH, "qsort of glibc asks how much memory there is" },
    { SCMP_SYS(futex), WAKES, BOTH, "locks and first calls in ICU and the C++ library" },
    { SCMP_SYS(clock_gettime), ANY, BOTH, "where the kernel's page has no clock" },
    { SCMP_SYS(restart_syscall), ANY, BOTH, "a call goes on after the process was stopped" },
    { SCMP_SYS(exit_group), ANY, BOTH, "ends" },
    { SCMP_SYS(write), ANY, BOTH, "a failed assert says so; an examiner fills what it hands on" },
    { SCMP_SYS(rt_sigprocmask), ANY, BOTH, "abort()" },
    { SCMP_SYS(getpid), ANY, BOTH, "abort()" },
    { SCMP_SYS(gettid), ANY, BOTH, "abort()" },
    { SCMP_SYS(tgkill), ITSELF, BOTH, "abort()" },
    { SCMP_SYS(memfd_create), ANY, LOOKS, "hands octets to its opener" },
    { SCMP_SYS(recvfrom), ANY, LOOKS, "its answer" },
    { SCMP_SYS(poll), ANY, LOOKS, "waits for it, but not forever" },
    { SCMP_SYS(ppoll), ANY, LOOKS, "poll where there is no poll" },
    { SCMP_SYS(setitimer), ANY, OPENS, "ends itself over what takes too long" },
    { SCMP_SYS(getrandom), ANY, OPENS, "seeds of hash tables in decoders" },
};

#ifdef SG_SANITIZED
/* What AddressSanitizer does beside the program: its shadow, its thread, its report before the end. */
static const struct call sanitizer_calls[] = {
    { SCMP_SYS(mprotect), NEVER_RUN, BOTH, "guard pages" },
    { SCMP_SYS(sigaltstack), ANY, BOTH, "its stack for signals" },
    { SCMP_SYS(sched_yield), ANY, BOTH, "its locks" },
    { SCMP_SYS(getrusage), ANY, BOTH, "its memory limit" },
};
#endif

static int allow(scmp_filter_ctx filter, const struct call *c)
{
    switch (c->demand) {
    case ANY:
        break;
    case PLAIN_MEMORY:
        return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 2,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                                SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    case NEVER_RUN:
        return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    case WAKES:
        return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 1,
                                SCMP_A1(SCMP_CMP_EQ, FUTEX_WAKE_PRIVATE, 0));
    case ITSELF:
        return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 2,
                                SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0),
                                SCMP_A2(SCMP_CMP_EQ, SIGABRT, 0));
    }
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, c->number, 0);
}

static int allow_all(scmp_filter_ctx filter, const struct call *table, size_t n,
                     enum sg_process_kind kind)
{
    for (size_t i = 0; i < n; i++) {
        int failed = (table[i].kinds >> kind & 1) != 0 ? allow(filter, &table[i]) : 0;
        if (failed != 0)
            return failed;
    }
    return 0;
}

enum sg_built sg_calls_only(enum sg_process_kind kind, bool only_logs)
{
    uint32_t otherwise = only_logs ? SCMP_ACT_LOG : SCMP_ACT_KILL_PROCESS;
    scmp_filter_ctx filter = seccomp_init(otherwise);
    if (filter == NULL)
        return SG_BUILT_FAILED;
    int failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, otherwise);
    if (failed == 0)
        failed = allow_all(filter, calls, sizeof(calls) / sizeof(*calls), kind);
#ifdef SG_SANITIZED
    if (failed == 0)
        failed = allow_all(filter, sanitizer_calls,
                           sizeof(sanitizer_calls) / sizeof(*sanitizer_calls), kind);
#endif
    if (failed != 0) {
        seccomp_release(filter);
        return SG_BUILT_FAILED;
    }
    failed = seccomp_load(filter);
    seccomp_release(filter);
    if (failed == 0)
        return SG_BUILT;
    return failed == -EINVAL || failed == -ENOSYS || failed == -EOPNOTSUPP ? SG_BUILT_LACKS
                                                                           : SG_BUILT_FAILED;
}
