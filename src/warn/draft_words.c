/* warn/draft_words.c - sentences of drafts. */
#include "report/shown.h"
#include "warn/draft_parts.h"

struct values {
    const struct sg_draft_value *at;
    size_t n;
};

static bool put_value(const void *with, struct sg_buf *out, sg_span name)
{
    const struct values *values = with;
    for (size_t i = 0; i < values->n; i++) {
        if (!sg_same(name, sg_span_of(values->at[i].name)))
            continue;
        sg_put(out, values->at[i].value);
        return values->at[i].value.len > 0;
    }
    return false;
}

void sg_put_draft_word(struct sg_buf *out, const struct sg_words *words, const char *id,
                       const struct sg_draft_value *values, size_t n)
{
    const struct values all = { values, n };
    sg_words_fill(out, sg_words_in(words, "draft", sg_span_of(id)),
                  &(struct sg_filling){ put_value, &all });
}

sg_span sg_draft_shown(struct sg_arena *arena, sg_span s)
{
    struct sg_buf out = SG_BUF_IN(arena, (size_t)16 * SG_MAX_SPECIMEN_TEXT);
    sg_put_shown(&out, NULL, s, (struct sg_showing){ 0 });
    return sg_buf_done(&out);
}

sg_span sg_draft_host(struct sg_arena *arena, sg_span host)
{
    struct sg_buf out = SG_BUF_IN(arena, (size_t)16 * SG_MAX_SPECIMEN_TEXT);
    sg_put_shown(&out, NULL, host, (struct sg_showing){ .is_url = true });
    return sg_buf_done(&out);
}
