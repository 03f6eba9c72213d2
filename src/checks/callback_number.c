/* callback-number, callback-from-freemail: a mail about a purchase that wants its reader to call.
 *
 * Nothing to click: the lure ends at a telephone ("if you did not order this, call +1 ...").  Only where a number of a form that
 * people dial stands beside a word of calling, and no link leads on.  Honest senders give numbers too: the first asks,
 * and weighs little; from a free mail address it does not fit the company it speaks for.  Quiet for senders whose domain belongs to
 * a known company or proves itself, in replies, lists, reports and notices.  Known false alarm: invoices of one-person firms that write
 * from free mail addresses and have no link. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "callback-number", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "callback-from-freemail", SG_GROUP_IDENTITY, SG_HEURISTIC,
      SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

enum {
    MAX_GROUPS = 6,
    BEFORE = 90,    /* octets of text in which a word of calling may stand: before the number, */
    AFTER = 40,     /* after it */
    LEAST_WORDS = 2 /* of a purchase: one alone is everybody's */
};

static bool is_separator(int c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

struct number {
    struct sg_range at;
    size_t groups[MAX_GROUPS], n, digits;
    bool is_international;
};

/* The run of groups of digits that starts at `from`; at most three separators between two of them. */
static struct number read_number(sg_span s, size_t from)
{
    struct number n = { .at = { from, 0 }, .is_international = sg_at(s, from - 1) == '+' };
    size_t i = from;
    while (n.n < MAX_GROUPS && sg_is_digit(sg_at(s, i))) {
        size_t start = i;
        while (sg_is_digit(sg_at(s, i)))
            i++;
        n.groups[n.n++] = i - start;
        n.digits += i - start;
        n.at.len = i - from;
        for (size_t gap = 0; gap < 3 && is_separator(sg_at(s, i)); gap++)
            i++;
    }
    return n;
}

static bool has_groups(const struct number *n, size_t from, const size_t *wanted)
{
    for (size_t i = 0; i < 3; i++)
        if (from + i >= n->n || n->groups[from + i] != wanted[i])
            return false;
    return from + 3 == n->n;
}

/* "+44 20 7946 0000", "(808) 555-0123", "1-800-555-0123", "0120-000-000", "03-0000-0000". */
static bool is_dialled(sg_span s, const struct number *n)
{
    static const size_t american[] = { 3, 3, 4 };
    if (n->is_international)
        return n->digits >= 10 && n->digits <= 15;
    if (has_groups(n, 0, american) || (n->groups[0] == 1 && has_groups(n, 1, american)))
        return true;
    return n->n == 3 && sg_at(s, n->at.from) == '0' && n->groups[0] >= 2 && n->groups[0] <= 5 &&
           (n->digits == 10 || n->digits == 11);
}

/* The first number to call in the text, or {0,0}. */
static struct sg_range find_number(const struct sg_facts *facts, sg_span text)
{
    const struct sg_word_list *calling = &facts->intel->lists->words[SG_WORDS_CALLING];
    for (size_t i = 0; i < text.len; i++) {
        if (!sg_is_digit(sg_at(text, i)))
            continue;
        struct number n = read_number(text, i);
        size_t before = i < BEFORE ? 0 : i - BEFORE;
        sg_span around = sg_cut(text, before, i - before + n.at.len + AFTER);
        if (is_dialled(text, &n) && sg_words_hold(calling, around))
            return n.at;
        i += n.at.len;
    }
    return (struct sg_range){ 0 };
}

static bool is_quiet(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    bool is_known = s->from_owner != NULL && !s->from_owner->has_mailboxes && !s->from_is_free_mail;
    return s->from == NULL || is_known || s->is_authenticated_client ||
           sg_speaks_for_others(facts) ||
           sg_same(s->from_host.registrable, facts->recipient_host.registrable);
}

/* Speaks of money, as companies do to their customers. */
static bool is_business(const struct sg_facts *facts, sg_span folded)
{
    const struct sg_word_list *money = &facts->intel->lists->words[SG_WORDS_PURCHASE];
    size_t n = 0;
    for (size_t i = 0; i < money->n && n < LEAST_WORDS; i++)
        n += sg_holds(folded, money->at[i]);
    return n >= LEAST_WORDS;
}

static bool leads_on(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->n_links; i++)
        if (facts->links[i].role == SG_ROLE_ACTION && facts->links[i].attachment == NULL &&
            sg_link_is_followed(&facts->links[i]))
            return true;
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (is_quiet(facts) || leads_on(facts))
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        struct sg_range at = find_number(facts, p->folded.utf8);
        if (at.len == 0 || !is_business(facts, p->folded.utf8))
            continue;
        bool is_odd = facts->sender.from_is_free_mail;
        struct sg_finding *f = sg_found(out, &kinds[is_odd]);
        sg_found_text(f, &p->text, sg_passage_source(p, at));
        sg_found_from(f, facts);
        return;
    }
}

const struct sg_check sg_check_callback_number = {
    .name = "callback-number",
    .looks_for = "a mail about a purchase that wants its reader to call",
    .kinds = kinds,
    .run = run,
};
