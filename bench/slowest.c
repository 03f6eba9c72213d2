/* bench/slowest.c - the mails of a folder whose examination takes longest.
 *
 *     slowest FOLDER...
 *
 * Each is examined ROUNDS times in memory and the least counts: a machine that does other things as well makes
 * one round slow, not all. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "verdict/examine.h"

enum {
    ROUNDS = 3,
    TOLD = 10,         /* mails */
    OPEN_AT_ONCE = 16, /* directories */
    PATH_ROOM = 4096,
};

struct row {
    int64_t ns;
    size_t octets;
    char path[PATH_ROOM];
};

static struct row slowest[TOLD]; /* slowest first */
static const struct sg_intel *intel;
static struct sg_arena *arena, *mails;
static size_t n_mails;
static int64_t all;

static int64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t cost_of(sg_span mail)
{
    const struct sg_envelope envelope = { .opener = &sg_open_here };
    int64_t least = INT64_MAX;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t start = nanoseconds();
        (void)sg_examine(arena, intel, &envelope, mail);
        sg_arena_reset(arena);
        int64_t took = nanoseconds() - start;
        least = took < least ? took : least;
    }
    return least;
}

static void keep(const char *path, size_t octets, int64_t ns)
{
    size_t at = TOLD;
    while (at > 0 && slowest[at - 1].ns < ns)
        at--;
    if (at == TOLD)
        return;
    for (size_t i = TOLD - 1; i > at; i--)
        slowest[i] = slowest[i - 1];
    slowest[at] = (struct row){ .ns = ns, .octets = octets };
    (void)snprintf(slowest[at].path, sizeof(slowest[at].path), "%s", path);
}

static int visit(const char *path, const struct stat *about, int type, struct FTW *unused)
{
    struct sg_error err = { 0 };
    sg_span mail;
    (void)about, (void)unused;
    if (type != FTW_F || sg_file_read(mails, path, SG_MAX_MAIL, &mail, &err) != SG_OK)
        return 0;
    int64_t ns = cost_of(mail);
    keep(path, mail.len, ns);
    sg_arena_reset(mails);
    all += ns;
    n_mails++;
    return 0;
}

int main(int argc, char **argv)
{
    struct sg_error err = { 0 };
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    if (argc < 2 || sg_intel_load(&options, &intel, &err) != SG_OK) {
        fprintf(stderr, "usage: slowest FOLDER... %s\n", err.text);
        return 1;
    }
    arena = sg_arena_open(SG_MAX_ARENA);
    mails = sg_arena_open((size_t)4 * SG_MAX_MAIL);
    for (int i = 1; i < argc; i++)
        if (nftw(argv[i], visit, OPEN_AT_ONCE, 0) != 0)
            fprintf(stderr, "cannot read '%s'\n", argv[i]);
    printf("%9s %9s  of %zu mails, %.0f us each\n", "us", "octets", n_mails,
           (double)all / 1000.0 / (double)(n_mails > 0 ? n_mails : 1));
    for (size_t i = 0; i < TOLD && slowest[i].ns > 0; i++)
        printf("%9lld %9zu  %s\n", (long long)(slowest[i].ns / 1000), slowest[i].octets,
               slowest[i].path);
    sg_arena_close(arena);
    sg_arena_close(mails);
    sg_intel_close(intel);
    return 0;
}
