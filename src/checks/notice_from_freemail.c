/* notice-from-freemail: what companies and offices write to their customers, from an address that anybody can get.
 *
 * An account to be confirmed, a payment, a payout, a fine: in a mail that reads like a lure, or tells three such stories at once, and comes from a free mail
 * service.  Quiet where the mail claims a known brand (which is weighed by itself), in replies, lists, reports and notices, after
 * a login.  Known false alarm: one-person firms, clubs and landlords that write so from free mail addresses. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "notice-from-freemail", SG_GROUP_IDENTITY, SG_HEURISTIC, SG_PART_INCONSISTENCY },
    { 0 },
};

enum { MANY = 3 }; /* stories told at once: such a mail is a lure whatever its wording is like */

struct told {
    const struct sg_passage *where;
    const struct sg_phrase_hit *hit; /* the first; NULL: nothing */
    size_t n;                        /* categories */
};

static struct told told(const struct sg_facts *facts)
{
    static const enum sg_phrase_category of_companies[] = {
        SG_PHRASE_SUSPENSION, SG_PHRASE_VERIFY,        SG_PHRASE_UNUSUAL_LOGIN,
        SG_PHRASE_PASSWORD,   SG_PHRASE_MAILBOX_QUOTA, SG_PHRASE_VERSION_UPGRADE,
        SG_PHRASE_PAYMENT,    SG_PHRASE_RENEWAL,       SG_PHRASE_REFUND_PRIZE,
        SG_PHRASE_DELIVERY,   SG_PHRASE_TAX_PENALTY,   SG_PHRASE_FINANCE,
    };

    struct told t = { 0 };
    for (size_t i = 0; i < sizeof(of_companies) / sizeof(*of_companies); i++) {
        const struct sg_passage *where = NULL;
        const struct sg_phrase_hit *hit = sg_first_phrase(facts, of_companies[i], &where);
        if (hit == NULL || hit->phrase->risk == SG_RISK_HIGH)
            continue;
        t = (struct told){ t.n == 0 ? where : t.where, t.n == 0 ? hit : t.hit, t.n + 1 };
    }
    return t;
}

static bool is_quiet(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    return s->from == NULL || !s->from_is_free_mail || s->is_authenticated_client ||
           facts->brand != NULL || sg_speaks_for_others(facts) ||
           sg_same(s->from_host.registrable, facts->recipient_host.registrable);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (is_quiet(facts))
        return;
    struct told t = told(facts);
    if (t.n == 0 || (t.n < MANY && !sg_wording_is_lure(facts->wording.score)))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_phrase(f, t.where, t.hit);
    sg_found_from(f, facts);
}

const struct sg_check sg_check_notice_from_freemail = {
    .name = "notice-from-freemail",
    .looks_for = "a company's notice from an address that anybody can get",
    .kinds = kinds,
    .run = run,
};
