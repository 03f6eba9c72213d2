/* usage: opened FILE...     what sg_unpack() finds in each file, as tab-separated lines: name, kind, milliseconds of processor
 * time, traits, pages; then kind, page and value of each item, indented.  Closes with mean, 99th percentile and worst. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "unpack/unpack.h"

static const char *const item_kinds[SG_N_ITEM_KINDS] = { "link", "code", "text", "name", "file" };

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static sg_span read_file(struct sg_arena *arena, const char *path)
{
    static uint8_t octets[SG_MAX_FILE];
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fprintf(stderr, "opened: cannot read '%s'\n", path);
        exit(66);
    }
    size_t len = fread(octets, 1, sizeof(octets), f);
    fclose(f);
    return sg_keep(arena, (sg_span){ octets, len });
}

static void print_span(sg_span s)
{
    for (size_t i = 0; i < s.len && i < 300; i++)
        putchar(s.at[i] < ' ' ? ' ' : s.at[i]);
}

static double open_file(struct sg_arena *arena, const char *path)
{
    sg_span octets = read_file(arena, path);
    enum sg_file_kind kind = sg_file_sniff(octets);
    if (!sg_unpack_reads(kind)) {
        printf("%s\t%s\t-\n", path, sg_file_kind_id(kind));
        return 0;
    }
    double start = milliseconds();
    struct sg_unpacked got = sg_unpack(arena, kind, octets);
    double took = milliseconds() - start;
    printf("%s\t%s\t%.2f\t%x\t%u\n", path, sg_file_kind_id(kind), took, got.traits, got.pages);
    for (size_t i = 0; i < got.n; i++) {
        printf("  %s\t%u\t", item_kinds[got.items[i].kind], got.items[i].page);
        print_span(got.items[i].kind == SG_ITEM_FILE || got.items[i].kind == SG_ITEM_NAME
                       ? got.items[i].name
                       : got.items[i].value);
        putchar('\n');
    }
    return took;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

int main(int argc, char **argv)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    double *took = calloc((size_t)argc, sizeof(*took)), sum = 0;
    size_t n = (size_t)argc - 1;
    sg_unpack_warm();
    for (size_t i = 0; i < n; i++) {
        sg_arena_reset(arena);
        took[i] = open_file(arena, argv[i + 1]);
        sum += took[i];
    }
    qsort(took, n, sizeof(*took), by_size);
    if (n > 0)
        printf(
            "%zu files, milliseconds: mean %.2f, median %.2f, 99th percentile %.2f, worst %.2f\n",
            n, sum / (double)n, took[n / 2], took[n * 99 / 100], took[n - 1]);
    free(took);
    sg_arena_close(arena);
    return 0;
}
