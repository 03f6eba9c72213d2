/* tests/fuzz/fuzz_examine.c - the whole examination of any octets: evidence lies inside the mail, points are the
 * sum of their reasons, the report is valid UTF-8, and the same input gives the same output. */
#include <stdio.h>
#include <stdlib.h>

#include "report/as_json.h"
#include "text/unicode.h"
#include "verdict/examine.h"

enum {
    EXAMINATION_OCTETS = 256 * 1024 * 1024, /* ceiling of one examination */
    INTEL_OCTETS = 64 * 1024 * 1024,        /* ceiling of the words */
};

static const struct sg_intel *intel;
static const struct sg_words *words;

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "property broken: %s\n", what);
    abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    struct sg_error err = { 0 };
    struct sg_arena *kept = sg_arena_open(INTEL_OCTETS);
    if (sg_intel_load(&options, &intel, &err) != SG_OK ||
        sg_words_load(kept, options.dir, "ja", &words, &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return 0;
}

static void check_findings(const struct sg_examination *x, size_t len)
{
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next) {
        require(f->n_evidence > 0 && f->n_evidence <= SG_MAX_EVIDENCE, "a finding has evidence");
        for (size_t i = 0; i < f->n_evidence; i++) {
            const struct sg_evidence *e = &f->evidence[i];
            require(e->place.from <= len && e->place.len <= len - e->place.from,
                    "evidence lies inside the mail");
            require(e->shown.len <= SG_MAX_SHOWN && sg_utf8_valid(e->shown),
                    "evidence is short and valid UTF-8");
        }
    }
}

static void check_points(const struct sg_verdict *v)
{
    int64_t sum = 0;
    for (size_t i = 0; i < v->n_reasons; i++) {
        require((v->reasons[i].finding == NULL) != (v->reasons[i].combination == NULL),
                "a reason is a finding or a combination");
        sum += v->reasons[i].points;
    }
    require(sum == v->points, "points are the sum of the reasons");
}

static sg_span told(struct sg_arena *arena, struct sg_buf *out, sg_span mail)
{
    const struct sg_envelope envelope = { 0 };
    const struct sg_examination *x = sg_examine(arena, intel, &envelope, mail);
    check_findings(x, mail.len);
    check_points(&x->verdict);
    sg_report_json(out, x, words, SG_SPAN("mail"), false);
    return sg_buf_span(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open(EXAMINATION_OCTETS);
    sg_span mail = { at, len };
    struct sg_buf first = SG_BUF(SG_MAX_REPORT), second = SG_BUF(SG_MAX_REPORT);
    sg_span a = told(arena, &first, mail);
    sg_arena_reset(arena);
    sg_span b = told(arena, &second, mail);
    sg_arena_reset(arena);
    require(sg_same(a, b), "the same input gives the same output");
    require(sg_utf8_valid(a), "the report is valid UTF-8");
    sg_buf_free(&first);
    sg_buf_free(&second);
    return 0;
}
