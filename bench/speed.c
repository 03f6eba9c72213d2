/* bench/speed.c - examine mails in memory, again and again: what one examination costs on one core.
 *
 *     speed ROUNDS FILE...
 *
 * Loading the data and the mails is not measured: under callgrind, instructions are counted inside
 * measured() alone (bench/run says --toggle-collect=measured). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "verdict/examine.h"

enum {
    MAILS_OCTETS = 1024 * 1024 * 1024,      /* ceiling of all mails held in memory */
    EXAMINATION_OCTETS = 512 * 1024 * 1024, /* ceiling of one examination */
    MAX_ROUNDS = 1000,
};

static int64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); /* what others do meanwhile does not count */
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

size_t measured(struct sg_arena *arena, const struct sg_intel *intel, sg_span mail);

__attribute__((noinline)) size_t measured(struct sg_arena *arena, const struct sg_intel *intel,
                                          sg_span mail)
{
    const struct sg_envelope envelope = { 0 };
    const struct sg_examination *x = sg_examine(arena, intel, &envelope, mail);
    return x->findings.count;
}

int main(int argc, char **argv)
{
    struct sg_error err = { 0 };
    const struct sg_intel *intel = NULL;
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    int64_t rounds = 0;
    if (argc < 3 || !sg_number(sg_span_of(argv[1]), 1, MAX_ROUNDS, &rounds) ||
        sg_intel_load(&options, &intel, &err) != SG_OK) {
        fprintf(stderr, "usage: speed ROUNDS FILE... %s\n", err.text);
        return 1;
    }
    size_t n = (size_t)(argc - 2), octets = 0, findings = 0;
    sg_span *mails = calloc(n, sizeof *mails);
    struct sg_arena *kept = sg_arena_open(MAILS_OCTETS);
    for (size_t i = 0; i < n; i++) {
        if (sg_file_read(kept, argv[i + 2], SG_MAX_MAIL, &mails[i], &err) != SG_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        octets += mails[i].len;
    }
    struct sg_arena *arena = sg_arena_open(EXAMINATION_OCTETS);
    int64_t slowest = 0, all = 0;
    for (int64_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < n; i++) {
            int64_t start = nanoseconds();
            findings += measured(arena, intel, mails[i]);
            sg_arena_reset(arena);
            int64_t took = nanoseconds() - start;
            all += took;
            if (took > slowest)
                slowest = took;
        }
    }
    printf("%zu mails, %zu octets a mail, %.1f findings a mail, %d rounds\n", n, octets / n,
           (double)findings / (double)n / (double)rounds, (int)rounds);
    printf("%.1f us a mail, slowest %.1f us\n", (double)all / 1000.0 / (double)n / (double)rounds,
           (double)slowest / 1000.0);
    sg_arena_close(arena);
    sg_arena_close(kept);
    sg_intel_close(intel);
    return 0;
}
