/* What code does that has taken over an examiner or an opener, behind the walls as the program builds them: each
 * attempt must end in nothing, cost the one mail or attachment, and leave the rest answered. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "service/calls.h" /* SG_SANITIZED */
#include "service/landlock.h"
#include "service/opening.h"
#include "service/pool.h"
#include "test.h"

/* ---- attempts: each gives true when it got what it wanted ---- */

static bool open_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool open_by_number(void)
{
    return syscall(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_PATH) >= 0;
}

static bool make_a_file(void)
{
    return open("shingan-was-here", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool remove_a_file(void)
{
    return unlink("shingan-was-never-here") == 0 || errno == ENOENT;
}

static bool look_at_a_file(void)
{
    struct stat s;
    return stat("/etc/passwd", &s) == 0;
}

static bool make_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool make_a_local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool run_a_program(void)
{
    char name[] = "/bin/true";
    char *const args[] = { name, NULL };
    return execve("/bin/true", args, args + 1) == 0;
}

static bool fork_a_child(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static bool kill_the_keeper(void)
{
    return kill(getppid(), 0) == 0;
}

static bool kill_all(void)
{
    return syscall(SYS_kill, -1, 0) == 0;
}

static bool abort_the_keeper(void)
{
    return syscall(SYS_tgkill, 1, 1, SIGABRT) == 0;
}

static bool trace_the_keeper(void)
{
    return ptrace(PTRACE_SEIZE, getppid(), NULL, NULL) == 0;
}

int main(void);

static bool read_the_keeper(void)
{
    char octet;
    struct iovec here = { &octet, 1 }, there = { (void *)(uintptr_t)&main, 1 };
    return process_vm_readv(getppid(), &here, 1, &there, 1, 0) == 1;
}

static bool connect_somewhere(void)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(9) };
    return connect(0, (struct sockaddr *)&a, sizeof(a)) == 0;
}

static bool map_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}

static bool make_code_of_data(void)
{
    static char page[8192];
    return mprotect((void *)(((uintptr_t)page + 4095) & ~(uintptr_t)4095), 4096,
                    PROT_READ | PROT_EXEC) == 0;
}

static bool map_a_file(void)
{
    return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0) != MAP_FAILED;
}

static bool be_dumpable(void)
{
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool lift_a_limit(void)
{
    struct rlimit most = { 1 << 20, 1 << 20 };
    return setrlimit(RLIMIT_CORE, &most) == 0;
}

static bool use_io_uring(void)
{
    char room[256] = { 0 };
    return syscall(SYS_io_uring_setup, 4, room) >= 0;
}

static bool load_bpf(void)
{
    return syscall(SYS_bpf, 0, NULL, 0) >= 0;
}

static bool wait_on_a_lock(void)
{
    int word = 1;
    return syscall(SYS_futex, &word, 0 /* FUTEX_WAIT */, 2, NULL, NULL, 0) == 0 || errno == EAGAIN;
}
#if defined(__x86_64__)
static bool call_as_32_bits(void)
{
    long result; /* getpid of the 32-bit table, 20, is writev of the other */
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(20L) : "memory");
    return result > 0;
}
#endif
static bool be_broken(void)
{
    abort();
}

static bool be_confused(void)
{
    raise(SIGSEGV);
    return true;
}

struct attempt {
    const char *name;
    bool (*run)(void);
    int signal; /* that ends it */
};

static const struct attempt attempts[] = {
    { "open-a-file", open_a_file, SIGSYS },
    { "open-by-number", open_by_number, SIGSYS },
    { "make-a-file", make_a_file, SIGSYS },
    { "remove-a-file", remove_a_file, SIGSYS },
    { "look-at-a-file", look_at_a_file, SIGSYS },
    { "make-a-socket", make_a_socket, SIGSYS },
    { "make-a-local-socket", make_a_local_socket, SIGSYS },
    { "run-a-program", run_a_program, SIGSYS },
    { "fork-a-child", fork_a_child, SIGSYS },
    { "kill-the-keeper", kill_the_keeper, SIGSYS },
    { "kill-all", kill_all, SIGSYS },
    { "abort-the-keeper", abort_the_keeper, SIGSYS },
    { "trace-the-keeper", trace_the_keeper, SIGSYS },
    { "read-the-keeper", read_the_keeper, SIGSYS },
    { "connect-somewhere", connect_somewhere, SIGSYS },
    { "map-code", map_code, SIGSYS },
    { "make-code-of-data", make_code_of_data, SIGSYS },
    { "map-a-file", map_a_file, SIGSYS },
    { "be-dumpable", be_dumpable, SIGSYS },
    { "lift-a-limit", lift_a_limit, SIGSYS },
    { "use-io-uring", use_io_uring, SIGSYS },
    { "load-bpf", load_bpf, SIGSYS },
    { "wait-on-a-lock", wait_on_a_lock, SIGSYS },
#if defined(__x86_64__)
    { "call-as-32-bits", call_as_32_bits, SIGSYS },
#endif
    { "be-broken", be_broken, SIGABRT },
    { "be-confused", be_confused, SIGSYS },
};

enum { N_ATTEMPTS = sizeof(attempts) / sizeof(*attempts) };

static const struct attempt *attempt_of(sg_span name)
{
    for (size_t i = 0; i < N_ATTEMPTS; i++)
        if (sg_same(name, sg_span_of(attempts[i].name)))
            return &attempts[i];
    return NULL;
}

/* ---- octets where they do not belong, and too much of everything ---- */

static void talk_nonsense(void)
{
    static const char nonsense[] = "SGKP and then nothing that makes sense at all";
    struct iovec data = { (void *)(uintptr_t)nonsense, sizeof(nonsense) };
    const struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1 };
    for (int fd = 3; fd < 64; fd++)
        (void)sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void eat(struct sg_arena *arena)
{
    for (;;)
        memset(SG_NEW_N(arena, uint8_t, 1 << 20), 1, 1 << 20);
}

static void eat_outside(void) /* of the arena: what malloc gives */
{
    for (;;) {
        char *at = malloc(16 << 20);
        if (at == NULL)
            abort();
        memset(at, 1, 16 << 20);
    }
}

static void write_much(void)
{
    static char chunk[1 << 20];
    int fd = memfd_create("much", 0);
    for (int i = 0; fd >= 0 && i < 1000; i++)
        if (write(fd, chunk, sizeof(chunk)) <= 0)
            abort();
}

/* ---- the run ---- */

struct row {
    const char *note;  /* what the examiner does: "echo", "ask NAME", or an attempt */
    const char *reply; /* NULL: it is lost */
    int signal;
};

struct run {
    const struct row *rows;
    size_t n, given, done;
    bool checks_signal;
};

static bool next(void *with, struct sg_job *job)
{
    struct run *r = with;
    if (r->given == r->n)
        return false;
    job->fd = memfd_create("job", MFD_CLOEXEC);
    dprintf(job->fd, "mail");
    sg_put_text(&job->note, r->rows[r->given++].note);
    return true;
}

static const char *name_of(enum sg_opening_end end)
{
    return end == SG_OPENING_DONE ? "done" : end == SG_OPENING_LOST ? "lost" : "refused";
}

/* One answer that may be lost, then one that must come. */
static void ask(const struct sg_task *task, struct sg_arena *arena, struct sg_buf *reply)
{
    struct sg_buf answer = SG_BUF_IN(arena, 1000);
    sg_put_text(
        reply, name_of(sg_opening_ask(task->opening, sg_tail(task->note, 4), task->mail, &answer)));
    sg_put_text(reply, " ");
    sg_put_text(reply,
                name_of(sg_opening_ask(task->opening, SG_SPAN("echo"), task->mail, &answer)));
    sg_put_text(reply, " ");
    sg_put(reply, sg_buf_span(&answer));
}

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    (void)with;
    const struct attempt *a = attempt_of(task->note);
    if (a != NULL)
        sg_put_text(reply, a->run() ? "it got through" : "refused");
    else if (sg_starts(task->note, SG_SPAN("ask ")))
        ask(task, arena, reply);
    else if (sg_same(task->note, SG_SPAN("talk-nonsense")))
        talk_nonsense();
    else if (sg_same(task->note, SG_SPAN("eat")))
        eat(arena);
    else if (sg_same(task->note, SG_SPAN("eat-outside")))
        eat_outside();
    else if (sg_same(task->note, SG_SPAN("write-much")))
        write_much();
    else
        sg_put(reply, task->mail);
}

static void open_toy(void *with, struct sg_arena *arena, sg_span order, sg_span octets,
                     struct sg_buf *reply)
{
    (void)with;
    const struct attempt *a = attempt_of(order);
    if (a != NULL)
        sg_put_text(reply, a->run() ? "it got through" : "refused");
    else if (sg_same(order, SG_SPAN("talk-nonsense")))
        talk_nonsense();
    else if (sg_same(order, SG_SPAN("eat")))
        eat(arena);
    else if (sg_same(order, SG_SPAN("eat-outside")))
        eat_outside();
    else if (sg_same(order, SG_SPAN("die")))
        _exit(0);
    else if (sg_same(order, SG_SPAN("sleep")))
        for (;;)
            ;
    else
        sg_put(reply, octets);
}

static bool done(void *with, const struct sg_result *result)
{
    struct run *r = with;
    const struct row *row = &r->rows[r->done++];
    assert_span_is(result->note, row->note);
    assert_null(result->unreadable);
    if (row->reply != NULL && result->lost != NULL)
        fail_msg("'%s' is lost: %s", row->note, result->lost);
    if (row->reply == NULL && result->lost == NULL)
        fail_msg("'%s' is answered: '%.*s'", row->note, (int)result->reply.len,
                 (const char *)result->reply.at);
    if (row->reply == NULL && r->checks_signal && row->signal != result->signal)
        fail_msg("'%s' is ended by signal %d", row->note, result->signal);
    assert_span_is(result->reply, row->reply == NULL ? "" : row->reply);
    return true;
}

static void run_rows(const struct row *rows, size_t n, size_t workers)
{
    struct run r = { .rows = rows, .n = n, .checks_signal = true };
    struct sg_error err = { 0 };
    const struct sg_pool_plan plan = { .keep = { .duty = { .max_mail = 1000,
                                                           .max_reply = 1000,
                                                           .max_opened = 1000,
                                                           .memory = 32 << 20,
                                                           .opener_memory = 32 << 20,
                                                           .with = &r,
                                                           .work = work,
                                                           .open = open_toy },
                                                 .workers = workers,
                                                 .walls = SG_WALLS_ENFORCE },
                                       .next = next,
                                       .done = done };
    if (sg_pool_run(&plan, &err) != SG_OK)
        fail_msg("%s", err.text);
    assert_int_equal(r.done, n);
}

static void an_attempt_costs_an_examiner_its_mail_and_no_other(void **state)
{
    (void)state;
    struct row rows[2 * N_ATTEMPTS];
    for (size_t i = 0; i < N_ATTEMPTS; i++) {
        rows[2 * i] = (struct row){ attempts[i].name, NULL, attempts[i].signal };
        rows[2 * i + 1] = (struct row){ "echo", "mail", 0 };
    }
    run_rows(rows, 2 * N_ATTEMPTS, 1);
    run_rows(rows, 2 * N_ATTEMPTS, 3);
}

static void an_attempt_costs_an_opener_the_attachment_and_not_the_mail(void **state)
{
    (void)state;
    struct row rows[N_ATTEMPTS];
    static char notes[N_ATTEMPTS][64];
    for (size_t i = 0; i < N_ATTEMPTS; i++) {
        snprintf(notes[i], sizeof(notes[i]), "ask %s", attempts[i].name);
        rows[i] = (struct row){ notes[i], "lost done mail", 0 };
    }
    run_rows(rows, N_ATTEMPTS, 2);
}

static void too_much_and_nonsense_cost_no_more(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "ask echo", "done done mail", 0 },
        { "talk-nonsense", NULL, 0 },
        { "echo", "mail", 0 },
        { "eat", NULL, SIGABRT },
        { "write-much", NULL, SIGXFSZ },
        { "ask eat", "lost done mail", 0 },
        { "ask die", "lost done mail", 0 },
        { "ask talk-nonsense", "lost done mail", 0 },
        { "ask sleep", "lost done mail", 0 },
        { "echo", "mail", 0 },
    };
    run_rows(rows, sizeof(rows) / sizeof(*rows), 1);
}

/* Behind the system calls' table Landlock is not seen: here it stands alone. */
static void landlock_alone_keeps_from_files(void **state)
{
    (void)state;
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
            _exit(2);
        enum sg_built built = sg_landlock_nothing();
        if (built != SG_BUILT)
            _exit(built == SG_BUILT_LACKS ? 77 : 3);
        _exit(open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES && !make_a_file() ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

#ifndef SG_SANITIZED
static void memory_outside_the_arena_is_bounded_too(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "eat-outside", NULL, SIGABRT },
        { "ask eat-outside", "lost done mail", 0 },
    };
    run_rows(rows, sizeof(rows) / sizeof(*rows), 1);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attempt_costs_an_examiner_its_mail_and_no_other),
        cmocka_unit_test(an_attempt_costs_an_opener_the_attachment_and_not_the_mail),
        cmocka_unit_test(too_much_and_nonsense_cost_no_more),
        cmocka_unit_test(landlock_alone_keeps_from_files),
#ifndef SG_SANITIZED
        cmocka_unit_test(memory_outside_the_arena_is_bounded_too),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
