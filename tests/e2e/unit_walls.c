/* unit_walls - run a program behind what systemd puts before a unit, where there is no systemd.
 *
 *     unit_walls UID CALLS PROGRAM [ARGUMENT...]
 *
 * Another user without groups, capabilities or new privileges; only the system calls that the file CALLS names, EPERM for
 * others; no memory both written and run; sockets of three families.  Source: systemd.exec(5). */
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <seccomp.h>

#include "base/span.h"

enum { CAPABILITIES = 64, FAMILIES = 46 };

static void must(bool is_right, const char *what)
{
    if (is_right)
        return;
    perror(what);
    _exit(125);
}

static void become(uid_t user)
{
    for (unsigned long i = 0; i < CAPABILITIES; i++)
        (void)prctl(PR_CAPBSET_DROP, i, 0, 0, 0); /* the kernel has fewer */
    must(setgroups(0, NULL) == 0 && setresgid(user, user, user) == 0 &&
             setresuid(user, user, user) == 0,
         "user");
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
}

static void refuse(scmp_filter_ctx filter, int call, int error, struct scmp_arg_cmp when)
{
    must(seccomp_rule_add_array(filter, SCMP_ACT_ERRNO((unsigned)error), call, 1, &when) == 0,
         "rule");
}

static void load(scmp_filter_ctx filter)
{
    must(seccomp_load(filter) == 0, "filter");
    seccomp_release(filter);
}

static void deny_some(void)
{
    const unsigned both = PROT_EXEC | PROT_WRITE;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    refuse(filter, SCMP_SYS(mmap), EPERM, SCMP_A2(SCMP_CMP_MASKED_EQ, both, both));
    refuse(filter, SCMP_SYS(mprotect), EPERM, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    refuse(filter, SCMP_SYS(pkey_mprotect), EPERM,
           SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    for (unsigned family = 0; family < FAMILIES; family++)
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
            refuse(filter, SCMP_SYS(socket), EAFNOSUPPORT, SCMP_A0(SCMP_CMP_EQ, family, 0));
    load(filter);
}

static void allow_only(const char *path)
{
    char name[64];
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    FILE *calls = fopen(path, "re");
    must(calls != NULL, path);
    while (fgets(name, sizeof(name), calls) != NULL) {
        size_t len = 0;
        while (name[len] != '\0' && name[len] != '\n')
            len++;
        name[len] = '\0';
        int call = seccomp_syscall_resolve_name(name);
        if (call != __NR_SCMP_ERROR)
            must(seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0, name);
    }
    (void)fclose(calls);
    load(filter);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 64;
    int64_t user = 0;
    must(sg_number(sg_span_of(argv[1]), 1, INT32_MAX, &user), "UID");
    become((uid_t)user);
    deny_some();
    allow_only(argv[2]);
    (void)execv(argv[3], argv + 3);
    must(false, argv[3]);
}
