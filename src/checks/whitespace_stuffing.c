/* whitespace-stuffing: a screen or more of empty lines, and text behind it that its reader is not to see.
 *
 * Source: CHECKS, phishing that hides filler text for filters.  Quiet where nothing follows, in replies (which leave the mail that they
 * answer far below), on lists and in reports.  Known false alarm: broken templates. */
#include "base/buf.h"
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "whitespace-stuffing", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum {
    SCREEN = 50,
    MIN_BEHIND = 40,
    SHOWN = 80
}; /* empty lines; octets of text behind them; shown of it */

/* Where the longest run of empty lines ends, and how many they are. */
static size_t longest_blank(sg_span text, size_t *lines)
{
    size_t best = 0, run = 0;
    *lines = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = sg_find(text, '\n', at);
        bool is_empty = sg_trim(sg_cut(text, at, end - at)).len == 0;
        if (!is_empty && run > *lines) {
            *lines = run;
            best = at;
        }
        run = is_empty ? run + 1 : 0;
        at = end + 1;
    }
    return best;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_list || facts->is_report || facts->is_conversation || facts->is_notice)
        return;
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        sg_span text = p->text.utf8;
        size_t lines = p->page == NULL ? 0 : p->page->n_breaks;
        size_t at = p->page == NULL ? longest_blank(text, &lines) : p->page->breaks_at;
        sg_span behind = sg_trim(sg_tail(text, at));
        if (lines < SCREEN || sg_trim(sg_cut(text, 0, at)).len == 0 || behind.len < MIN_BEHIND)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        struct sg_buf count = SG_BUF_IN(facts->arena, 32);
        sg_putf(&count, "%zu", lines);
        sg_found_arg(f, "count", sg_buf_done(&count));
        sg_found_text(f, &p->text, sg_utf8_cut(behind, SHOWN));
        return;
    }
}

const struct sg_check sg_check_whitespace_stuffing = {
    .name = "whitespace-stuffing",
    .looks_for = "text behind a screen of empty lines",
    .kinds = kinds,
    .run = run,
};
