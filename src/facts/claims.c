/* facts/claims.c - which brands the mail says it is.
 *
 * Only display name, subject, signature and self-introduction are a claim: of honest mails one in two
 * hundred names a brand in From or Subject, but two in five mention one in the body. */
#include "base/limits.h"
#include "facts/build.h"
#include "facts/claims_misspelt.h"
#include "facts/views.h"
#include "text/unicode.h"

enum {
    SIGNATURE_OCTETS = 900, /* of folded text at its end that may hold a signature */
    GREETING_OCTETS = 600,  /* of folded text at its start that may hold a self-introduction */
    MAX_INTRODUCTION = 80,  /* octets after a name in which the sender introduces himself */
};

struct claiming {
    struct sg_facts *f;
    bool may_claim_inside; /* subject and text */
    SG_LIST(struct sg_claim) claims;
    bool is_full;
};

struct source { /* a text that is searched for claims */
    const struct sg_text *text;
    enum sg_claim_where where;
    const struct sg_views *views; /* of a name or a subject; NULL for the lines of a text */
};

static bool is_known(const struct claiming *c, const struct sg_brand *brand)
{
    for (size_t i = 0; i < c->claims.n; i++)
        if (c->claims.at[i].brand == brand)
            return true;
    return false;
}

/* One claim a brand, the strongest place first, since places are searched in that order. */
static struct sg_claim *claim(struct claiming *c, const struct source *src,
                              const struct sg_brand *brand, sg_span shown)
{
    bool is_new = !is_known(c, brand);
    if (is_new && c->claims.n == SG_MAX_CLAIMS && !c->is_full) {
        sg_odd(&c->f->oddities, SG_ODD_LIMIT, sg_place_of(src->text, shown), "claims");
        c->is_full = true;
    }
    if (c->claims.n == SG_MAX_CLAIMS || !is_new)
        return SG_NEW(c->f->arena, struct sg_claim); /* filled in by the caller, kept by nobody */
    struct sg_claim *new = SG_PUSH(c->f->arena, &c->claims);
    new->brand = brand;
    new->where = src->where;
    new->text = *src->text;
    new->shown = shown;
    new->place = sg_place_of(src->text, shown);
    return new;
}

/* Without what a sender decorates a name with at its ends: 【au】, "[JCB]", <Apple>, UPS ✔. */
static sg_span undecorated(sg_span folded)
{
    size_t from = folded.len, to = 0;
    for (size_t at = 0; at < folded.len;) {
        size_t start = at;
        int32_t c = sg_utf8_next(folded, &at);
        if (!sg_is_letter(c) && !sg_is_digit(c))
            continue;
        from = from < start ? from : start;
        to = at;
    }
    return from < to ? sg_cut(folded, from, to - from) : (sg_span){ 0 };
}

/* True when the name stands inside the brackets that Japanese subjects put the sender's name in. */
static bool is_bracketed(sg_span folded, struct sg_range at)
{
    sg_span before = sg_cut(folded, 0, at.from), after = sg_tail(folded, at.from + at.len);
    return (sg_ends(before, SG_SPAN("【")) && sg_starts(after, SG_SPAN("】"))) ||
           (sg_ends(before, SG_SPAN("[")) && sg_starts(after, SG_SPAN("]")));
}

/* The part of a display name between the marks that set its parts off: "UPS | Parcels", "LINE - Support". */
static sg_span part_around(sg_span folded, struct sg_range at)
{
    static const char *const marks[] = { "|", " - ", ":", ",", "/", "・", "(", ")", " via " };
    sg_span before = sg_cut(folded, 0, at.from), after = sg_tail(folded, at.from + at.len);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        sg_span mark = sg_span_of(marks[i]);
        after = sg_cut(after, 0, sg_find_span(after, mark, 0));
        for (size_t found = sg_find_span(before, mark, 0); found < before.len;
             found = sg_find_span(before, mark, 0))
            before = sg_tail(before, found + mark.len);
    }
    size_t start = at.from - before.len;
    return sg_cut(folded, start, before.len + at.len + after.len);
}

/* "UPS Billing Center", "LINEサポート": nothing but the name and words of its service. */
static bool is_service_of(const struct sg_lists *lists, sg_span part, sg_span name)
{
    if (!sg_starts(part, name))
        return false;
    sg_span rest = sg_trim(sg_tail(part, name.len));
    bool is_service = rest.len > 0;
    while (is_service && rest.len > 0)
        is_service = sg_words_are(&lists->words[SG_WORDS_COMPANY_SERVICE], sg_next(&rest, ' '));
    return is_service;
}

/* Shops in a mall are called after it: "Example Shoes 楽天市場店", "PayPay加盟店 Example". */
static bool is_shop_in(sg_span folded, struct sg_range at)
{
    sg_span after = sg_tail(folded, at.from + at.len);
    size_t shop = sg_find_span(after, SG_SPAN("店"), 0);
    if (shop == after.len || shop > 24)
        return false;
    return at.from > 0 || sg_trim(sg_tail(after, shop + 3)).len > 0;
}

/* "Amazonから届いたメール", "question about Amazon": spoken of, not for. */
static bool is_spoken_of(const struct sg_lists *lists, sg_span folded, struct sg_range at)
{
    sg_span rest = sg_tail(folded, at.from + at.len), start = sg_cut(folded, 0, at.from);
    return sg_words_start(&lists->words[SG_WORDS_SPOKEN_OF_AFTER], rest) > 0 ||
           sg_words_end(&lists->words[SG_WORDS_SPOKEN_OF_BEFORE], start) > 0;
}

/* "<taro@mail.ocn.ne.jp>": an address names its provider, and nobody claims to be that. */
static bool is_in_address(sg_span folded, struct sg_range at)
{
    size_t start = at.from, end = at.from + at.len;
    while (start > 0 && sg_at(folded, start - 1) > ' ')
        start--;
    while (end < folded.len && sg_at(folded, end) > ' ')
        end++;
    size_t sign = sg_find(folded, '@', start);
    return sign < end && sign > start;
}

/* A name that is an everyday word too ("Olive", "au") is a claim only when it is all that is said. */
static bool is_meant(const struct sg_lists *lists, const struct sg_brand_hit *hit, sg_span folded,
                     enum sg_claim_where where)
{
    if (hit->name->is_product && !hit->brand->is_software && where != SG_CLAIM_DISPLAY_NAME)
        return false;
    if (where == SG_CLAIM_DISPLAY_NAME
            ? is_shop_in(folded, hit->at)
            : is_in_address(folded, hit->at) || is_spoken_of(lists, folded, hit->at))
        return false;
    if (!hit->name->is_weak)
        return true;
    sg_span name = sg_cut(folded, hit->at.from, hit->at.len);
    sg_span part = where == SG_CLAIM_DISPLAY_NAME ? part_around(folded, hit->at) : folded;
    part = undecorated(part);
    return sg_same(part, undecorated(name)) || is_bracketed(folded, hit->at) ||
           (where == SG_CLAIM_DISPLAY_NAME && is_service_of(lists, part, name));
}

static bool is_gap(int32_t c)
{
    return c == ' ' || c == 0x3000 || c == 0xA0 || c == '.' || c == '-' || c == '_' || c == '*';
}

struct written { /* characters of a name */
    size_t letters, gaps;
    bool has_invisible;
};

static struct written written_in(sg_span s)
{
    struct written w = { 0 };
    for (size_t at = 0; at < s.len;) {
        int32_t c = sg_utf8_next(s, &at);
        w.has_invisible |= sg_is_invisible(c);
        w.gaps += is_gap(c);
        w.letters += !is_gap(c);
    }
    return w;
}

/* Full-width letters alone are how many Japanese companies write, and a blank between two words is nothing;
 * blanks between most letters, foreign letters and letters that nobody sees are not. */
static bool is_disguised(const struct sg_brand_name *name, sg_span shown, int view)
{
    struct written w = written_in(shown), own = written_in(name->name);
    size_t gaps = w.gaps > own.gaps ? w.gaps - own.gaps : 0;
    return view == SG_VIEW_LATINISED || w.has_invisible || (gaps >= 2 && gaps * 2 >= w.letters);
}

static bool owns_from(const struct sg_facts *f, const struct sg_brand *brand)
{
    for (const struct sg_brand_domain *d = f->sender.from_owner; d != NULL; d = d->next)
        if (d->brand == brand)
            return true;
    return false;
}

/* Who writes under a brand's address speaks for it, whatever he wants. */
static bool may_claim(const struct claiming *c, const struct source *src,
                      const struct sg_brand *brand)
{
    return src->where == SG_CLAIM_DISPLAY_NAME || c->may_claim_inside || owns_from(c->f, brand);
}

static void claim_names(struct claiming *c, const struct source *src)
{
    const struct sg_intel *intel = c->f->intel;
    for (int v = 0; v < SG_N_VIEWS; v++) {
        const struct sg_text *view = &src->views->at[v];
        struct sg_brand_hits hits = { 0 };
        sg_brand_scan(c->f->arena, intel->brands, view->utf8, &hits);
        for (size_t i = 0; i < hits.n; i++) {
            const struct sg_brand_hit *hit = &hits.at[i];
            if (!is_meant(c->f->intel->lists, hit, view->utf8, src->where) ||
                !may_claim(c, src, hit->brand))
                continue;
            sg_span shown = sg_view_source(view, hit->at, src->text->utf8);
            struct sg_claim *new = claim(c, src, hit->brand, shown);
            new->name = hit->name;
            new->is_disguised = is_disguised(hit->name, shown, v);
        }
    }
}

/* "Mircosoft", "Share-P0int", メルガリ. */
static void claim_misspelt(struct claiming *c, const struct source *src)
{
    const struct sg_text *view = &src->views->at[SG_VIEW_FOLDED];
    for (size_t at = 0; at < view->utf8.len;) {
        struct sg_misspelt_hit hit = sg_facts_misspelt(c->f, view->utf8, src->where, &at);
        if (hit.called == NULL)
            return;
        struct sg_brand_hit as_brand = { hit.called->brand, hit.called->name, hit.at };
        if (!may_claim(c, src, as_brand.brand) ||
            !is_meant(c->f->intel->lists, &as_brand, view->utf8, src->where))
            continue;
        sg_span shown = sg_view_source(view, hit.at, src->text->utf8);
        struct sg_claim *new = claim(c, src, as_brand.brand, shown);
        new->name = as_brand.name;
        new->is_misspelt = true;
    }
}

/* Kin brands share domains: of the owners the one that the mail names already, so that one name is one claim. */
static const struct sg_brand *named_owner(const struct claiming *c, const struct sg_brand_domain *d)
{
    for (const struct sg_brand_domain *of = d; of != NULL; of = of->next)
        if (is_known(c, of->brand))
            return of->brand;
    return d->brand;
}

/* A sender who calls itself "kagoya.net". */
static void claim_hosts(struct claiming *c, const struct source *src)
{
    struct sg_found_urls found = { 0 };
    sg_find_urls(c->f->arena, c->f->intel->hosts, src->text->utf8, true, &found);
    for (size_t i = 0; i < found.n; i++) {
        const struct sg_brand_domain *d =
            sg_brand_domain_of(c->f->intel->brands, found.at[i].url.host.ascii);
        if (d != NULL && (d->kind == SG_DOMAIN_OFFICIAL || d->has_mailboxes))
            claim(c, src, named_owner(c, d), found.at[i].shown)->is_host_name = true;
    }
}

static void claim_own_domain(struct claiming *c, const struct source *src)
{
    struct sg_claim own;
    if (sg_facts_names_own(c->f, src->text, &src->views->at[SG_VIEW_FOLDED], src->where, &own))
        *claim(c, src, NULL, own.shown) = own;
}

/* Where nothing but the address is shown, the address is the name. */
static void claim_address(struct claiming *c)
{
    const struct sg_address *from = c->f->sender.from;
    const struct sg_brand_domain *d = c->f->sender.from_owner;
    if (from == NULL || d == NULL || d->kind != SG_DOMAIN_OFFICIAL || d->has_mailboxes ||
        (from->display.utf8.len > 0 && !sg_holds(from->display.utf8, SG_SPAN("@"))))
        return;
    struct sg_text text = { sg_address_spec(c->f->arena, from),
                            sg_places_literal(c->f->arena, from->place.from, NULL) };
    struct source src = { &text, SG_CLAIM_DISPLAY_NAME, NULL };
    struct sg_claim *new = claim(c, &src, d->brand, text.utf8);
    new->place = from->place;
    new->is_host_name = true;
}

static void claim_in(struct claiming *c, const struct sg_text *text, enum sg_claim_where where)
{
    struct sg_text read = { sg_utf8_cut(text->utf8, SG_MAX_CLAIM_TEXT), text->places };
    if (read.utf8.len == 0)
        return;
    if (read.utf8.len < text->utf8.len)
        sg_odd(&c->f->oddities, SG_ODD_LIMIT, sg_place_of(text, text->utf8), "claims");
    struct sg_views views = sg_views_of(c->f->arena, c->f->intel->folder, read.utf8);
    struct source src = { &read, where, &views };
    claim_names(c, &src);
    claim_misspelt(c, &src);
    if (where == SG_CLAIM_DISPLAY_NAME)
        claim_hosts(c, &src);
    claim_own_domain(c, &src);
}

/* ---- signature and self-introduction ---- */

/* A line that says who writes: "Copyright", a company form, "support", or nothing but the name. */
static bool is_signing(const struct sg_lists *lists, sg_span line, struct sg_range name)
{
    return sg_same(undecorated(line), undecorated(sg_cut(line, name.from, name.len))) ||
           sg_words_hold(&lists->words[SG_WORDS_SIGNING], line);
}

/* "エックスサーバーサポートでございます。" */
static bool is_introducing(const struct sg_lists *lists, sg_span line, struct sg_range name)
{
    sg_span after = sg_cut(line, name.from + name.len, MAX_INTRODUCTION);
    return sg_words_hold(&lists->words[SG_WORDS_INTRODUCING], after);
}

/* The line of the text that `part` stands in. */
static sg_span line_around(sg_span text, sg_span part)
{
    struct sg_range at = sg_range_in(text, part);
    sg_span before = sg_cut(text, 0, at.from);
    size_t last = sg_find_last(before, '\n');
    size_t start = last == before.len ? 0 : last + 1;
    return sg_cut(text, start, sg_find(text, '\n', at.from + at.len) - start);
}

static bool is_said_by_sender(struct claiming *c, sg_span line, const struct sg_brand_hit *hit,
                              enum sg_claim_where where)
{
    sg_span folded = sg_fold_span(c->f->arena, c->f->intel->folder, sg_utf8_cut(line, 400));
    struct sg_range name = { sg_find_span(folded, hit->name->folded, 0), hit->name->folded.len };
    if (name.from == folded.len)
        return false;
    const struct sg_lists *lists = c->f->intel->lists;
    return where == SG_CLAIM_SIGNATURE ? is_signing(lists, folded, name)
                                       : is_introducing(lists, folded, name);
}

static void claim_lines(struct claiming *c, const struct sg_passage *p, struct sg_range within,
                        enum sg_claim_where where)
{
    struct source src = { &p->text, where, NULL };
    struct sg_brand_hits hits = { 0 };
    sg_brand_scan(c->f->arena, c->f->intel->brands, sg_cut(p->folded.utf8, within.from, within.len),
                  &hits);
    for (size_t i = 0; i < hits.n; i++) {
        const struct sg_brand_hit *hit = &hits.at[i];
        struct sg_range in = { within.from + hit->at.from, hit->at.len };
        sg_span shown = sg_passage_source(p, in);
        if (hit->name->is_weak || hit->name->is_product ||
            !is_said_by_sender(c, line_around(p->text.utf8, shown), hit, where))
            continue;
        claim(c, &src, hit->brand, shown)->name = hit->name;
    }
}

static void claim_signature(struct claiming *c)
{
    for (size_t i = 1; i < c->f->n_passages; i++) {
        const struct sg_passage *p = &c->f->passages[i];
        size_t len = p->folded.utf8.len;
        size_t tail = len < SIGNATURE_OCTETS ? len : SIGNATURE_OCTETS;
        claim_lines(c, p, (struct sg_range){ 0, GREETING_OCTETS }, SG_CLAIM_GREETING);
        claim_lines(c, p, (struct sg_range){ len - tail, tail }, SG_CLAIM_SIGNATURE);
    }
}

/* ---- pages that come with it ---- */

enum { PAGE_OCTETS = 600 }; /* of an attached page, folded, that are read as whose it says it is */

static void claim_page_words(struct claiming *c, const struct sg_passage *p)
{
    struct source src = { &p->text, SG_CLAIM_ATTACHMENT, NULL };
    struct sg_brand_hits hits = { 0 };
    sg_brand_scan(c->f->arena, c->f->intel->brands, sg_cut(p->folded.utf8, 0, PAGE_OCTETS), &hits);
    for (size_t i = 0; i < hits.n; i++)
        if (!hits.at[i].name->is_weak &&
            is_meant(c->f->intel->lists, &hits.at[i], p->folded.utf8, SG_CLAIM_ATTACHMENT))
            claim(c, &src, hits.at[i].brand, sg_passage_source(p, hits.at[i].at))->name =
                hits.at[i].name;
}

/* Documents mention brands; a page that wants entries says for whom. */
static void claim_pages(struct claiming *c)
{
    const struct sg_facts *f = c->f;
    for (size_t i = 0; i < f->n_attached; i++) {
        const struct sg_passage *p = &f->attached[i];
        if (p->page == NULL || !sg_page_asks(p->attachment))
            continue;
        c->may_claim_inside = true;
        claim_in(c, &p->page->title, SG_CLAIM_ATTACHMENT);
        claim_page_words(c, p);
    }
}

/* ---- the mail as a whole ---- */

/* Rank: the display name speaks for the mail, then the subject; a brand whose address the From wears
 * before one that is only named; a product (webmail software) last. */
static int rank(const struct sg_facts *f, const struct sg_claim *c)
{
    int points = 10 - 2 * (int)c->where;
    if (owns_from(f, c->brand))
        points += 5;
    if (c->brand->is_software)
        points -= 5;
    return points;
}

static const struct sg_claim *main_claim(const struct sg_facts *f)
{
    const struct sg_claim *best = NULL;
    for (size_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].brand != NULL && (best == NULL || rank(f, &f->claims[i]) > rank(f, best)))
            best = &f->claims[i];
    return best;
}

static bool is_pressing(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_passages; i++)
        for (size_t j = 0; j < f->passages[i].phrases.n; j++) {
            const struct sg_phrase *p = f->passages[i].phrases.at[j].phrase;
            if (p->category == SG_PHRASE_URGENCY && p->risk != SG_RISK_HIGH)
                return true;
        }
    return false;
}

/* A subject like 【SBI証券】...: the sender's name in the brackets that Japanese companies put it in. */
static bool is_titled(sg_span subject)
{
    return sg_starts(sg_trim(subject), SG_SPAN("【"));
}

/* Subject and text speak for their sender only where they want something of the reader: people write about
 * brands, quote them, and report on their mail. */
static bool may_claim_inside(const struct sg_facts *f)
{
    return !f->is_report && (f->has_ask || is_pressing(f) || is_titled(f->mail->subject.utf8));
}

void sg_facts_claims(struct sg_facts *f)
{
    struct claiming c = { .f = f, .may_claim_inside = may_claim_inside(f) };
    for (size_t i = 0; i < f->mail->from.n && i < 4; i++)
        claim_in(&c, &f->mail->from.at[i].display, SG_CLAIM_DISPLAY_NAME);
    if (!f->is_report)
        claim_in(&c, &f->mail->subject, SG_CLAIM_SUBJECT);
    if (c.may_claim_inside) {
        claim_address(&c);
        claim_signature(&c);
    }
    if (!f->is_report)
        claim_pages(&c);
    f->claims = c.claims.at;
    f->n_claims = c.claims.n;
    f->brand_claim = main_claim(f);
    f->brand = f->brand_claim == NULL ? NULL : f->brand_claim->brand;
}
