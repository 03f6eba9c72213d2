#include "service/process.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int64_t sg_clock_us(void)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

int64_t sg_clock_ms(void)
{
    return sg_clock_us() / 1000;
}

/* Numbers 0 and 1 stay taken, so that no descriptor received later becomes standard input or output. */
static void leave_the_terminal(void)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0 || dup2(nowhere, STDIN_FILENO) < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
        _exit(1);
}

_Noreturn static void live(const struct sg_role *role, pid_t parent, int channel, sg_mark *mark)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    (void)signal(SIGINT, SIG_IGN); /* the terminal's; the keeper ends, and with it its children */
    (void)signal(SIGALRM, SIG_DFL);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    leave_the_terminal();
    role->run(role->with, channel, mark);
    _exit(0);
}

enum sg_status sg_process_start(struct sg_process *p, const struct sg_role *role,
                                struct sg_error *err)
{
    int ends[2];
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *mark = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (mark == MAP_FAILED)
        return sg_fail(err, SG_E_WORKER, "cannot share memory: %s", strerror(errno));
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        (void)munmap(mark, page);
        return sg_fail(err, SG_E_WORKER, "cannot make a channel: %s", strerror(errno));
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        live(role, parent, ends[1], mark);
    }
    (void)close(ends[1]);
    if (pid < 0) {
        (void)close(ends[0]);
        (void)munmap(mark, page);
        return sg_fail(err, SG_E_WORKER, "cannot start a worker: %s", strerror(errno));
    }
    /* Children that are forked later have no part in it. */
    (void)madvise(mark, page, MADV_DONTFORK);
    *p = (struct sg_process){ pid, ends[0], mark };
    return SG_OK;
}

int sg_process_end(struct sg_process *p)
{
    int status = 0;
    if (p->pid == 0)
        return 0;
    (void)close(p->channel);
    if (waitpid(p->pid, &status, WNOHANG) == 0) {
        (void)kill(p->pid, SIGKILL);
        while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    (void)munmap(p->mark, (size_t)sysconf(_SC_PAGESIZE));
    *p = (struct sg_process){ .channel = -1 };
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}
