/* facts/quotation.c - what a mail only quotes: words that it mentions, lures that it warns of.
 *
 * A warning of phishing holds every word of phishing.  It is told by what it does: it speaks of the words
 * ("書き出しは「親愛なる有効なユーザー」でした") and sends nobody to a stranger's host. */
#include "facts/build.h"

enum { MAX_QUOTATION = 300 }; /* octets between a hit and the bracket before and after it */

static const char *const opening[] = { "「", "『" }, *const closing[] = { "」", "』" };

/* Octets from the start of `s` to the last opening bracket that is not closed again, or s.len. */
static size_t open_bracket(sg_span s)
{
    size_t last = s.len;
    for (size_t k = 0; k < 2; k++) {
        sg_span mark = sg_span_of(opening[k]);
        for (size_t at = sg_find_span(s, mark, 0); at < s.len; at = sg_find_span(s, mark, at + 1)) {
            sg_span rest = sg_tail(s, at);
            bool is_open = !sg_holds(rest, sg_span_of(closing[k]));
            last = is_open && (last == s.len || at > last) ? at : last;
        }
    }
    return last;
}

/* "」と書いて", "」で始まる": what follows speaks of the words; "」をクリック" uses them. */
static bool speaks_of(sg_span before, sg_span after)
{
    static const char *const words[] = { "と", "で始", "など", "等", "って", "のよう", "にご注意" };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (sg_starts(after, sg_span_of(words[i])))
            return true;
    bool is_end = after.len == 0 || sg_starts(after, SG_SPAN("。")) ||
                  sg_starts(after, SG_SPAN("です")) || sg_starts(after, SG_SPAN("でした"));
    return is_end && sg_ends(before, SG_SPAN("は"));
}

static bool is_mentioned(sg_span text, struct sg_range at)
{
    size_t from = at.from > MAX_QUOTATION ? at.from - MAX_QUOTATION : 0;
    sg_span before = sg_cut(text, from, at.from - from);
    sg_span after = sg_cut(text, at.from + at.len, MAX_QUOTATION);
    size_t open = open_bracket(before);
    if (open == before.len)
        return false;
    size_t close = after.len, width = 0;
    for (size_t k = 0; k < 2; k++) {
        size_t found = sg_find_span(after, sg_span_of(closing[k]), 0);
        width = found < close ? sg_span_of(closing[k]).len : width;
        close = found < close ? found : close;
    }
    return close < after.len && speaks_of(sg_cut(before, 0, open), sg_tail(after, close + width));
}

/* What says that a mail warns, or marks a link, is not taken from it. */
static bool is_lure(enum sg_phrase_category c)
{
    return c != SG_PHRASE_NOTICE && c != SG_PHRASE_UNSUBSCRIBE && c != SG_PHRASE_LEGIT;
}

void sg_facts_drop_mentions(struct sg_passage *p)
{
    sg_span text = p->folded.utf8;
    if (!sg_holds(text, SG_SPAN("」")) && !sg_holds(text, SG_SPAN("』")))
        return;
    size_t kept = 0;
    for (size_t i = 0; i < p->phrases.n; i++) {
        struct sg_phrase_hit hit = p->phrases.at[i];
        if (!is_lure(hit.phrase->category) || !is_mentioned(text, hit.at))
            p->phrases.at[kept++] = hit;
    }
    p->phrases.n = kept;
}

static bool has_category(const struct sg_passage *p, enum sg_phrase_category category)
{
    for (size_t i = 0; i < p->phrases.n; i++)
        if (p->phrases.at[i].phrase->category == category)
            return true;
    return false;
}

/* A notice about phishing says so in its subject, or twice in its text, or makes the links unfit for clicking. */
static bool says_notice(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_links; i++)
        if (f->links[i].role == SG_ROLE_DEFANGED && f->links[i].attachment == NULL)
            return true;
    if (f->n_passages > 0 && has_category(&f->passages[0], SG_PHRASE_NOTICE))
        return true;
    return sg_count_phrases(f, SG_PHRASE_NOTICE) >= 2;
}

/* Phishing copies the warnings of its brand's footer; hence a link that leads to a stranger takes the
 * pardon away, and so does a sender's name that is not the sender's. */
static bool is_lured_to(const struct sg_link *l)
{
    bool is_tracker = l->hoster != NULL && (l->hoster->kind == SG_HOSTER_CLICK_TRACKER ||
                                            l->hoster->kind == SG_HOSTER_REWRITER);
    bool is_reference = l->attachment != NULL && !l->is_main_action && l->kind == SG_LINK_ANCHOR &&
                        l->where != SG_LINK_IN_CODE;
    return sg_link_is_followed(l) && !is_reference && !l->is_official && !l->is_senders &&
           l->owner == NULL && !is_tracker;
}

static bool poses(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_claims; i++) {
        const struct sg_claim *c = &f->claims[i];
        if (c->where == SG_CLAIM_DISPLAY_NAME && c->brand != NULL && !c->brand->is_software &&
            sg_from_stand(f, c->brand) == SG_FROM_FOREIGN)
            return true;
    }
    return false;
}

bool sg_facts_notice(const struct sg_facts *f)
{
    if (!says_notice(f) || poses(f))
        return false;
    for (size_t i = 0; i < f->n_links && !f->sender.is_aligned; i++)
        if (is_lured_to(&f->links[i]))
            return false;
    return true;
}
