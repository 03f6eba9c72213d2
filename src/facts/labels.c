/* facts/labels.c - what the words of links say: those of many links are searched at once, because each search
 * costs as much as some hundred octets. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"

enum {
    MOST_OCTETS = 2048
}; /* of words searched at once: too few for the limit on hits to be met */

struct searching {
    const struct sg_facts *f;
    const sg_span *words;
    struct sg_link *links;
    size_t first; /* of the words in `text` */
    struct sg_buf text;
};

/* No phrase and no pattern crosses it. */
static sg_span separator(void)
{
    return SG_SPAN("\n\x01\n");
}

/* Search what was gathered, the words before `end`. */
static void search(struct searching *s, size_t end)
{
    _Static_assert(SG_N_PHRASE_CATEGORIES <= 64, "a bit for each");
    struct sg_phrase_hits hits = { 0 };
    sg_phrases_scan(s->f->arena, s->f->intel->phrases, sg_buf_span(&s->text), &hits);
    size_t at = 0, i = 0;
    for (size_t k = s->first; k < end; k++) {
        if (s->words[k].len == 0)
            continue;
        size_t after = at + s->words[k].len;
        for (; i < hits.n && hits.at[i].at.from < after; i++)
            if (hits.at[i].at.from + hits.at[i].at.len <= after)
                s->links[k].says |= UINT64_C(1) << hits.at[i].phrase->category;
        at = after + separator().len;
    }
    s->first = end;
    s->text.len = 0;
}

void sg_facts_link_words(const struct sg_facts *f, const sg_span *words, struct sg_link *links,
                         size_t n)
{
    struct sg_buf text = SG_BUF_IN(f->arena, SG_MAX_TEXT);
    struct searching s = { .f = f, .words = words, .links = links, .text = text };
    for (size_t i = 0; i < n; i++) {
        if (words[i].len == 0)
            continue;
        if (s.text.len > 0 && s.text.len + words[i].len > MOST_OCTETS)
            search(&s, i);
        sg_put(&s.text, words[i]);
        sg_put(&s.text, separator());
    }
    if (s.text.len > 0)
        search(&s, n);
}
