#include "warn/indicators.h"

#include <stdlib.h>

#include "warn/indicator_rules.h"

enum {
    REASONS_OF_A_MAIL = 5, /* of what speaks for all that a mail gives */
    MANY_MAILS = 3,
    MORE_MANY = 5, /* hundredths of certainty: several mails say the same */
    MOST = 95,
};

struct collector {
    struct sg_arena *arena;
    SG_LIST(struct sg_indicator) in;
    SG_LIST(struct sg_kept_out) out;
    struct sg_map index;               /* key -> index into `in` or `out` (const size_t) */
    size_t mail;                       /* index of the mail being looked at */
    SG_LIST(size_t) in_mail, out_mail; /* the last mail that was counted for an item */
    const struct sg_specimen *specimen;
    int64_t time;
    bool is_cut;
};

const char *sg_indicator_kind_id(enum sg_indicator_kind kind)
{
    static const char *const ids[SG_N_INDICATOR_KINDS] = {
        [SG_INDICATOR_URL] = "url",
        [SG_INDICATOR_HOST] = "host",
        [SG_INDICATOR_DOMAIN] = "domain",
        [SG_INDICATOR_IP] = "ip",
        [SG_INDICATOR_ADDRESS] = "address",
        [SG_INDICATOR_REPLY_TO] = "reply-to",
        [SG_INDICATOR_MAIL_DOMAIN] = "mail-domain",
        [SG_INDICATOR_SUBJECT] = "subject",
        [SG_INDICATOR_FILE] = "file",
    };
    return ids[kind];
}

int64_t sg_specimen_time(const struct sg_specimen *s, int64_t now)
{
    int64_t time = s->has_received ? s->received : s->has_date ? s->date : 0;
    return time < 0 ? 0 : time > now ? now : time;
}

/* ---- merging ---- */

/* The index of what is the same, or `next` where nothing is yet. */
static size_t place_of(struct collector *c, const struct sg_candidate *candidate, size_t next)
{
    struct sg_buf key = SG_BUF_IN(c->arena, candidate->value.len + 64);
    sg_putf(&key, "%d%c%s ", candidate->kind, candidate->is_prefix ? '*' : '=',
            candidate->out == NULL ? "" : candidate->out);
    sg_put(&key, candidate->value);
    size_t *fresh = SG_NEW(c->arena, size_t);
    *fresh = next;
    const size_t *there = sg_map_put(&c->index, sg_buf_done(&key), fresh);
    return *there;
}

static void keep_out(struct collector *c, const struct sg_candidate *candidate)
{
    size_t place = c->out.n < SG_MAX_INDICATORS ? place_of(c, candidate, c->out.n) : c->out.n;
    if (place == SG_MAX_INDICATORS) {
        c->is_cut = true;
        return;
    }
    if (place == c->out.n) {
        *SG_PUSH(c->arena, &c->out) =
            (struct sg_kept_out){ candidate->kind, candidate->value, candidate->out, 0 };
        *SG_PUSH(c->arena, &c->out_mail) = SIZE_MAX;
    }
    c->out.at[place].n_mails += c->out_mail.at[place] != c->mail;
    c->out_mail.at[place] = c->mail;
}

static void add_finding(struct sg_indicator *i, sg_span id)
{
    size_t at = 0;
    while (at < i->n_findings && sg_order(i->findings[at], id) < 0)
        at++;
    if ((at < i->n_findings && sg_same(i->findings[at], id)) ||
        i->n_findings == SG_MAX_INDICATOR_FINDINGS)
        return;
    memmove(&i->findings[at + 1], &i->findings[at], (i->n_findings - at) * sizeof(sg_span));
    i->findings[at] = id;
    i->n_findings++;
}

/* What stands in the link; where nothing does, what weighs most in the mail. */
static void add_findings(const struct collector *c, struct sg_indicator *i,
                         const struct sg_specimen_link *link)
{
    const struct sg_specimen *s = c->specimen;
    for (size_t k = 0; link != NULL && k < link->n_findings; k++)
        add_finding(i, link->findings[k]);
    if (link != NULL && link->n_findings > 0)
        return;
    for (size_t k = 0; k < s->n_reasons && k < REASONS_OF_A_MAIL; k++)
        if (s->reasons[k].points > 0)
            add_finding(i, s->reasons[k].id);
}

/* The graver of the two ways to see it. */
static void merge(struct sg_indicator *i, const struct sg_candidate *candidate)
{
    bool is_graver = i->why_not != NULL && candidate->why_not == NULL;
    if (is_graver || ((i->why_not == NULL) == (candidate->why_not == NULL) &&
                      candidate->confidence > i->confidence)) {
        i->why = candidate->why;
        i->why_not = candidate->why_not;
        i->scope = candidate->why_not == NULL ? SG_SCOPE_BLOCK : SG_SCOPE_WATCH;
        i->confidence = candidate->confidence;
    }
}

static void see(struct sg_indicator *i, int64_t time)
{
    if (time == 0)
        return;
    i->first = i->first == 0 || time < i->first ? time : i->first;
    i->last = time > i->last ? time : i->last;
}

static struct sg_indicator first_seen(const struct sg_candidate *candidate)
{
    return (struct sg_indicator){ .kind = candidate->kind,
                                  .scope =
                                      candidate->why_not == NULL ? SG_SCOPE_BLOCK : SG_SCOPE_WATCH,
                                  .value = candidate->value,
                                  .is_prefix = candidate->is_prefix,
                                  .name = candidate->name,
                                  .confidence = candidate->confidence,
                                  .why = candidate->why,
                                  .why_not = candidate->why_not };
}

static void give(void *with, const struct sg_candidate *candidate)
{
    struct collector *c = with;
    if (candidate->out != NULL) {
        keep_out(c, candidate);
        return;
    }
    size_t place = c->in.n < SG_MAX_INDICATORS ? place_of(c, candidate, c->in.n) : c->in.n;
    if (place == SG_MAX_INDICATORS) {
        c->is_cut = true;
        return;
    }
    if (place == c->in.n) {
        *SG_PUSH(c->arena, &c->in) = first_seen(candidate);
        *SG_PUSH(c->arena, &c->in_mail) = SIZE_MAX;
    }
    struct sg_indicator *i = &c->in.at[place];
    merge(i, candidate);
    add_findings(c, i, candidate->link);
    see(i, c->time);
    i->n_mails += c->in_mail.at[place] != c->mail;
    c->in_mail.at[place] = c->mail;
}

/* ---- in order ---- */

static int by_kind_and_value(const void *one, const void *other)
{
    const struct sg_indicator *a = one, *b = other;
    int order = a->kind != b->kind ? (int)a->kind - (int)b->kind : sg_order(a->value, b->value);
    return order != 0 ? order : (int)a->is_prefix - (int)b->is_prefix;
}

static int out_by_kind_and_value(const void *one, const void *other)
{
    const struct sg_kept_out *a = one, *b = other;
    int order = a->kind != b->kind ? (int)a->kind - (int)b->kind : sg_order(a->value, b->value);
    return order != 0 ? order : strcmp(a->why, b->why);
}

/* Several mails that say the same are surer than one. */
static void weigh_numbers(struct collector *c)
{
    for (size_t i = 0; i < c->in.n; i++) {
        struct sg_indicator *at = &c->in.at[i];
        if (at->n_mails >= MANY_MAILS && at->scope == SG_SCOPE_BLOCK)
            at->confidence = at->confidence + MORE_MANY < MOST ? at->confidence + MORE_MANY : MOST;
    }
}

const struct sg_indicators *sg_indicators_of(struct sg_arena *arena, const struct sg_intel *intel,
                                             const struct sg_specimen *const *specimens, size_t n,
                                             int64_t now)
{
    struct collector c = { .arena = arena, .index = SG_MAP(arena) };
    struct sg_rules rules = { .arena = arena,
                              .intel = intel,
                              .recipients = sg_recipients_of(arena, intel, specimens, n),
                              .with = &c,
                              .give = give };
    SG_LIST(const struct sg_specimen *) judged = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (specimens[i]->level != SG_LEVEL_PHISHING && specimens[i]->level != SG_LEVEL_SUSPICIOUS)
            continue;
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
        *SG_PUSH(arena, &judged) = specimens[i];
        c.specimen = rules.mail = specimens[i];
        c.mail = i;
        c.time = sg_specimen_time(specimens[i], now);
        sg_rules_links(&rules);
        sg_rules_sender(&rules);
    }
    weigh_numbers(&c);
    if (c.in.n > 0)
        qsort(c.in.at, c.in.n, sizeof(*c.in.at), by_kind_and_value);
    if (c.out.n > 0)
        qsort(c.out.at, c.out.n, sizeof(*c.out.at), out_by_kind_and_value);
    struct sg_indicators *all = SG_NEW(arena, struct sg_indicators);
    *all = (struct sg_indicators){ .at = c.in.at,
                                   .n = c.in.n,
                                   .out = c.out.at,
                                   .n_out = c.out.n,
                                   .mails = judged.at,
                                   .n_judged = judged.n,
                                   .n_mails = n,
                                   .recipients = rules.recipients,
                                   .is_cut = c.is_cut };
    return all;
}
