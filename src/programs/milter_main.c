/* programs/milter_main.c - `shingan-milter`: read what it is told, then keep the processes that do the work. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/milter_front.h"
#include "programs/milter_work.h"
#include "service/log.h"
#include "service/steward.h"

#ifndef SG_VERSION
#    define SG_VERSION "unknown"
#endif
#ifndef SG_CONF_DIR
#    define SG_CONF_DIR "/etc/shingan"
#endif

static const char usage[] =
    "usage: shingan-milter [--config FILE]\n"
    "       shingan-milter --check-config [--config FILE]\n"
    "       shingan-milter --sample-config\n"
    "\n"
    "Examines every mail that Postfix receives, and tags, holds or refuses it as the configuration says.\n"
    "\n"
    "  -c, --config FILE   the configuration (" SG_CONF_DIR "/milter.conf)\n"
    "  --check-config      read the configuration and all data, say what is wrong, and end\n"
    "  --sample-config     print a configuration with every key, its default and what it does\n"
    "  --help, --version\n"
    "\n"
    "SIGHUP reads configuration and data anew; no mail is lost over it.\n"
    "exit status: 0 ended as asked, 64 usage, 70 could not go on, 78 bad configuration or data\n";

enum { START_MS = 60000, MAX_CONFIGURATION = 1024 * 1024 };

struct told {
    const char *path; /* of the configuration */
};

static bool check(struct sg_arena *arena, const char *path, struct sg_milter_settings *out)
{
    struct sg_buf errors = SG_BUF(SG_MAX_REPORT);
    bool is_right = sg_milter_settings_read(arena, path, out, &errors) == SG_OK;
    sg_span rest = sg_buf_span(&errors);
    while (rest.len > 0) {
        sg_span line = sg_next(&rest, '\n');
        sg_cli_say("%.*s", (int)line.len, (const char *)line.at);
    }
    sg_buf_free(&errors);
    return is_right;
}

/* The octets of the file now, however it changes later. */
static int snapshot(const char *path)
{
    char octets[16 * 1024];
    int from = open(path, O_RDONLY | O_CLOEXEC), to = memfd_create("settings", MFD_CLOEXEC);
    ssize_t n = -1;
    size_t total = 0;
    while (from >= 0 && to >= 0 && total < MAX_CONFIGURATION &&
           (n = read(from, octets, sizeof(octets))) > 0 && write(to, octets, (size_t)n) == n)
        total += (size_t)n;
    if (from >= 0)
        (void)close(from);
    if (n == 0)
        return to;
    if (to >= 0)
        (void)close(to);
    return -1;
}

static int settings(void *with)
{
    const struct told *told = with;
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    struct sg_milter_settings s;
    bool is_right = check(arena, told->path, &s);
    sg_arena_close(arena);
    return is_right ? snapshot(told->path) : -1;
}

static int check_all(const char *path)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    struct sg_milter_settings s;
    int status = check(arena, path, &s) ? sg_milter_try_intel(&s) : SG_EXIT_DATA;
    sg_arena_close(arena);
    if (status == 0)
        (void)printf("%s: no mistakes\n", path);
    return status;
}

static int print_sample(void)
{
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_milter_settings_sample(&out);
    (void)sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    return sg_cli_flush(SG_EXIT_CLEAN);
}

static int print(const char *text)
{
    (void)sg_cli_write(sg_span_of(text));
    return sg_cli_flush(SG_EXIT_CLEAN);
}

static int misused(void)
{
    (void)fputs("shingan-milter: see 'shingan-milter --help'\n", stderr);
    return SG_EXIT_USAGE;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        { "config", required_argument, NULL, 'c' },  { "check-config", no_argument, NULL, 'k' },
        { "sample-config", no_argument, NULL, 's' }, { "help", no_argument, NULL, 'h' },
        { "version", no_argument, NULL, 'v' },       { 0 },
    };

    struct told told = { SG_CONF_DIR "/milter.conf" };
    bool only_checks = false;
    for (int o; (o = getopt_long(argc, argv, "c:h", options, NULL)) != -1;)
        switch (o) {
        case 'c':
            told.path = optarg;
            break;
        case 'k':
            only_checks = true;
            break;
        case 's':
            return print_sample();
        case 'h':
            return print(usage);
        case 'v':
            return print("shingan-milter " SG_VERSION "\n");
        default:
            return misused();
        }
    if (optind < argc)
        return misused();
    if (only_checks)
        return check_all(told.path);
    sg_log_open(SG_LOG_INFO);
    const struct sg_steward_plan plan = {
        .with = &told,
        .settings = settings,
        .front = sg_milter_front,
        .keeper = sg_milter_keeper,
        .start_ms = START_MS,
    };
    return sg_steward_run(&plan);
}
