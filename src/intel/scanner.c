#include "intel/scanner.h"

#include <assert.h>
#include <limits.h>

#include <hs/hs.h>

#include "base/limits.h"

struct sg_scanner {
    struct sg_arena *arena;
    hs_database_t *patterns;
    hs_scratch_t *scratch;
    size_t *lengths; /* octets of each word */
    size_t n;
};

enum { MAX_RUN = 32 }; /* times the same octet in a row */

struct scan {
    const struct sg_scanner *scanner;
    struct sg_arena *arena;
    struct sg_scan_hits *out;
    size_t bound;
};

bool sg_scanner_takes(sg_span word)
{
    size_t run = 0;
    for (size_t i = 0; i < word.len && run <= MAX_RUN; i++)
        run = sg_at(word, i) == sg_at(word, i - 1) ? run + 1 : 1;
    return run <= MAX_RUN;
}

static enum sg_status compile(struct sg_scanner *s, const sg_span *words, struct sg_error *err)
{
    const char **texts = SG_NEW_N(s->arena, const char *, s->n);
    unsigned *flags = SG_NEW_N(s->arena, unsigned, s->n);
    unsigned *ids = SG_NEW_N(s->arena, unsigned, s->n);
    for (size_t i = 0; i < s->n; i++) {
        texts[i] = (const char *)words[i].at;
        s->lengths[i] = words[i].len;
        ids[i] = (unsigned)i;
    }
    hs_compile_error_t *why = NULL;
    if (hs_compile_lit_multi(texts, flags, ids, s->lengths, (unsigned)s->n, HS_MODE_BLOCK, NULL,
                             &s->patterns, &why) != HS_SUCCESS) {
        enum sg_status st = sg_fail(err, SG_E_VALUE, "cannot compile words: %s", why->message);
        hs_free_compile_error(why);
        return st;
    }
    if (hs_alloc_scratch(s->patterns, &s->scratch) != HS_SUCCESS)
        return sg_fail(err, SG_E_VALUE, "no memory for finding words");
    return SG_OK;
}

enum sg_status sg_scanner_open(const sg_span *words, size_t n, struct sg_scanner **out,
                               struct sg_error *err)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_DATA_FILE);
    struct sg_scanner *s = SG_NEW(arena, struct sg_scanner);
    s->arena = arena;
    s->n = n;
    s->lengths = SG_NEW_N(arena, size_t, n + 1);
    enum sg_status st = n == 0 ? SG_OK : compile(s, words, err);
    if (st != SG_OK) {
        sg_scanner_close(s);
        return st;
    }
    *out = s;
    return SG_OK;
}

void sg_scanner_close(struct sg_scanner *scanner)
{
    if (scanner == NULL)
        return;
    (void)hs_free_scratch(scanner->scratch);
    (void)hs_free_database(scanner->patterns);
    sg_arena_close(scanner->arena);
}

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                void *context)
{
    struct scan *scan = context;
    (void)from; /* only given with a costlier mode; the length is known */
    (void)flags;
    if (scan->out->n >= scan->bound) {
        scan->out->cut = true;
        return 1;
    }
    size_t len = scan->scanner->lengths[id];
    struct sg_scan_hit *hit = SG_PUSH(scan->arena, scan->out);
    *hit = (struct sg_scan_hit){ id, { (size_t)to - len, len } };
    return 0;
}

void sg_scan(struct sg_arena *arena, const struct sg_scanner *scanner, sg_span text, size_t bound,
             struct sg_scan_hits *out)
{
    struct scan scan = { scanner, arena, out, bound };
    *out = (struct sg_scan_hits){ 0 };
    if (scanner->n == 0 || text.len == 0)
        return;
    assert(text.len <= UINT_MAX);
    hs_error_t done = hs_scan(scanner->patterns, (const char *)text.at, (unsigned)text.len, 0,
                              scanner->scratch, note, &scan);
    assert(done == HS_SUCCESS || done == HS_SCAN_TERMINATED);
}
