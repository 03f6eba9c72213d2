#include "intel/scanner.h"

#include <assert.h>
#include <limits.h>

#include <hs/hs.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"

struct sg_scanner {
    struct sg_arena *arena;
    hs_database_t *patterns;
    hs_scratch_t *scratch;
    size_t *lengths; /* octets of each word; NULL: patterns, whose hits say where they begin */
    size_t n;
    uint64_t key; /* of the words: equal for equal ones */
};

enum {
    MAX_SAVED = 8 * 1024 * 1024,
    HEAD = 16
}; /* octets of a saved scanner, and of what stands before it */

static const sg_span MAGIC = SG_SPAN_INIT("SGSCAN1\n");

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

static uint64_t mixed(uint64_t key, sg_span s)
{
    return (key ^ sg_hash(s)) * 0x100000001b3u + s.len;
}

static uint64_t key_of(const sg_span *words, size_t n, bool are_patterns)
{
    uint64_t key = mixed(are_patterns, sg_span_of(hs_version()));
    for (size_t i = 0; i < n; i++)
        key = mixed(key, words[i]);
    return key;
}

static void put_head(struct sg_buf *b, uint64_t key)
{
    sg_put(b, MAGIC);
    for (int i = 0; i < 8; i++)
        sg_put_octet(b, (uint8_t)(key >> (8 * i)));
}

sg_span sg_scanner_save(struct sg_arena *arena, const struct sg_scanner *scanner)
{
    char *octets = NULL;
    size_t n = 0;
    if (scanner->n == 0 || hs_serialize_database(scanner->patterns, &octets, &n) != HS_SUCCESS)
        return (sg_span){ 0 };
    struct sg_buf b = SG_BUF_IN(arena, n + HEAD);
    put_head(&b, scanner->key);
    sg_put(&b, (sg_span){ (const uint8_t *)octets, n });
    sg_free_foreign(octets);
    return sg_buf_done(&b);
}

/* True when the file holds this scanner, which then is ready. */
static bool restore(struct sg_scanner *s, const char *saved)
{
    struct sg_error ignored; /* compiling does it too */
    sg_span file;
    struct sg_buf head = SG_BUF_IN(s->arena, HEAD);
    put_head(&head, s->key);
    if (saved == NULL || sg_file_read(s->arena, saved, MAX_SAVED, &file, &ignored) != SG_OK ||
        !sg_starts(file, sg_buf_done(&head)))
        return false;
    file = sg_tail(file, HEAD);
    return hs_deserialize_database((const char *)file.at, file.len, &s->patterns) == HS_SUCCESS &&
           hs_alloc_scratch(s->patterns, &s->scratch) == HS_SUCCESS;
}

static struct sg_scanner *empty(const sg_span *words, size_t n, bool are_patterns)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_DATA_FILE);
    struct sg_scanner *s = SG_NEW(arena, struct sg_scanner);
    *s = (struct sg_scanner){ .arena = arena, .n = n, .key = key_of(words, n, are_patterns) };
    if (are_patterns)
        return s;
    s->lengths = SG_NEW_N(arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        s->lengths[i] = words[i].len;
    return s;
}

static enum sg_status compile(struct sg_scanner *s, const sg_span *words, struct sg_error *err)
{
    const char **texts = SG_NEW_N(s->arena, const char *, s->n);
    unsigned *flags = SG_NEW_N(s->arena, unsigned, s->n);
    unsigned *ids = SG_NEW_N(s->arena, unsigned, s->n);
    for (size_t i = 0; i < s->n; i++) {
        texts[i] = (const char *)words[i].at;
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

enum sg_status sg_scanner_open(const sg_span *words, size_t n, const char *saved,
                               struct sg_scanner **out, struct sg_error *err)
{
    struct sg_scanner *s = empty(words, n, false);
    enum sg_status st = n == 0 || restore(s, saved) ? SG_OK : compile(s, words, err);
    if (st != SG_OK) {
        sg_scanner_close(s);
        return st;
    }
    *out = s;
    return SG_OK;
}

/* NUL-terminated, as the library wants them. */
static const char **as_texts(struct sg_arena *arena, const sg_span *patterns, size_t n)
{
    const char **texts = SG_NEW_N(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct sg_buf b = SG_BUF_IN(arena, patterns[i].len + 1);
        sg_put(&b, patterns[i]);
        sg_put_octet(&b, '\0');
        texts[i] = (const char *)sg_buf_done(&b).at;
    }
    return texts;
}

enum { PATTERN_FLAGS = HS_FLAG_UTF8 | HS_FLAG_MULTILINE | HS_FLAG_SOM_LEFTMOST };

static enum sg_status refuse(hs_compile_error_t *why, struct sg_error *err)
{
    enum sg_status st = sg_fail(err, SG_E_VALUE, "not a pattern: %s", why->message);
    (void)hs_free_compile_error(why);
    return st;
}

/* What the pattern can match has to have an end, and be more than nothing. */
static enum sg_status bounded(const char *pattern, struct sg_error *err)
{
    hs_compile_error_t *why = NULL;
    hs_expr_info_t *info = NULL;
    if (hs_expression_info(pattern, PATTERN_FLAGS, &info, &why) != HS_SUCCESS)
        return refuse(why, err);
    unsigned least = info->min_width, most = info->max_width;
    sg_free_foreign(info);
    if (least < SG_MIN_PATTERN)
        return sg_fail(err, SG_E_VALUE, "the pattern may match less than %d octets",
                       SG_MIN_PATTERN);
    if (most > SG_MAX_PATTERN)
        return sg_fail(err, SG_E_VALUE, "the pattern may match more than %d octets",
                       SG_MAX_PATTERN);
    return SG_OK;
}

static enum sg_status compile_patterns(struct sg_scanner *s, const char *const *texts, size_t *bad,
                                       struct sg_error *err)
{
    unsigned *flags = SG_NEW_N(s->arena, unsigned, s->n);
    unsigned *ids = SG_NEW_N(s->arena, unsigned, s->n);
    for (*bad = 0; *bad < s->n; ++*bad) {
        enum sg_status st = bounded(texts[*bad], err);
        if (st != SG_OK)
            return st;
        flags[*bad] = PATTERN_FLAGS;
        ids[*bad] = (unsigned)*bad;
    }
    hs_compile_error_t *why = NULL;
    if (hs_compile_multi(texts, flags, ids, (unsigned)s->n, HS_MODE_BLOCK, NULL, &s->patterns,
                         &why) != HS_SUCCESS) {
        *bad = why->expression >= 0 ? (size_t)why->expression : 0;
        return refuse(why, err);
    }
    if (hs_alloc_scratch(s->patterns, &s->scratch) != HS_SUCCESS)
        return sg_fail(err, SG_E_VALUE, "no memory for finding patterns");
    return SG_OK;
}

enum sg_status sg_scanner_open_patterns(const sg_span *patterns, size_t n, const char *saved,
                                        struct sg_scanner **out, size_t *bad, struct sg_error *err)
{
    struct sg_scanner *s = empty(patterns, n, true);
    enum sg_status st = SG_OK;
    if (n > 0 && !restore(s, saved))
        st = compile_patterns(s, as_texts(s->arena, patterns, n), bad, err);
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

/* The hit before, when it is the same pattern from the same place on, and only ends earlier. */
static struct sg_scan_hit *shorter(struct scan *scan, size_t word, size_t from)
{
    if (scan->scanner->lengths != NULL || scan->out->n == 0)
        return NULL;
    struct sg_scan_hit *last = &scan->out->at[scan->out->n - 1];
    return last->word == word && last->at.from == from ? last : NULL;
}

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                void *context)
{
    struct scan *scan = context;
    (void)flags;
    struct sg_scan_hit *hit = shorter(scan, id, (size_t)from);
    if (hit == NULL && scan->out->n >= scan->bound) {
        scan->out->cut = true;
        return 1;
    }
    /* of a word the library does not say where it begins, which costs more; the length is known */
    size_t len = scan->scanner->lengths == NULL ? (size_t)(to - from) : scan->scanner->lengths[id];
    if (hit == NULL)
        hit = SG_PUSH(scan->arena, scan->out);
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
