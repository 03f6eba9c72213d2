/* urgency, account-suspension-threat, credential-request (each also -ja), pretext-*: what the mail wants and
 * with what it presses.
 *
 * Source: documents S0, S4.  Genuine notices use every one of these words, so that they are the "ask" of a
 * verdict and never more.  Quiet in notices about phishing, which quote them.  Known false alarm: invoices,
 * quota warnings, resets that the reader asked for. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "urgency-deadline-ja", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "urgency", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "account-suspension-threat-ja", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "account-suspension-threat", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "credential-request-ja", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "credential-request", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-unauthorized-smtp", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-mailbox-version-quota", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-payment-or-renewal", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-delivery", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-document", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-refund-or-prize", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { "pretext-tax-or-fine", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_ASK },
    { 0 },
};

/* Which categories speak for which finding; the Japanese one when the phrase is Japanese. */
static const struct {
    enum sg_phrase_category category;
    size_t ja, other;
} rows[] = {
    { SG_PHRASE_URGENCY, 0, 1 },         { SG_PHRASE_SUSPENSION, 2, 3 },
    { SG_PHRASE_THREAT, 2, 3 },          { SG_PHRASE_VERIFY, 4, 5 },
    { SG_PHRASE_PASSWORD, 4, 5 },        { SG_PHRASE_UNUSUAL_LOGIN, 4, 5 },
    { SG_PHRASE_SECURITY_UPDATE, 4, 5 }, { SG_PHRASE_UNAUTHORIZED_SMTP, 6, 6 },
    { SG_PHRASE_MAILBOX_QUOTA, 7, 7 },   { SG_PHRASE_UNDELIVERED, 7, 7 },
    { SG_PHRASE_VERSION_UPGRADE, 7, 7 }, { SG_PHRASE_PAYMENT, 8, 8 },
    { SG_PHRASE_RENEWAL, 8, 8 },         { SG_PHRASE_DELIVERY, 9, 9 },
    { SG_PHRASE_DOCUMENT, 10, 10 },      { SG_PHRASE_REFUND_PRIZE, 11, 11 },
    { SG_PHRASE_TAX_PENALTY, 12, 12 },
};

/* The stories past these are told by shops, couriers and colleagues as well: their everyday phrases say nothing. */
enum { LAST_OF_ACCOUNTS = 8, N_KINDS = 13 };

static bool kind_of(const struct sg_phrase *p, size_t *kind)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].category == p->category) {
            *kind = sg_same(p->language, SG_SPAN("ja")) ? rows[i].ja : rows[i].other;
            return *kind <= LAST_OF_ACCOUNTS || p->risk != SG_RISK_HIGH;
        }
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *found[N_KINDS] = { NULL };
    if (facts->is_notice)
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        for (size_t j = 0; j < p->phrases.n; j++) {
            size_t kind;
            if (!kind_of(p->phrases.at[j].phrase, &kind))
                continue;
            if (found[kind] == NULL) {
                found[kind] = sg_found(out, &kinds[kind]);
                found[kind]->phrase = p->phrases.at[j].phrase;
            }
            sg_found_phrase(found[kind], p, &p->phrases.at[j]);
        }
    }
}

const struct sg_check sg_check_lure_wording = {
    .name = "lure-wording",
    .looks_for = "the words that lures use: deadline, threat, request, pretext",
    .kinds = kinds,
    .run = run,
};
