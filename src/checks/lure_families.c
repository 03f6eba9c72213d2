/* lure-families-two, lure-families-three, lure-families-four: how many of the stories that lures tell are told at once.
 *
 * Source: counted over labelled mail.  Quiet for phrases of high risk, in notices, reports, digests and what a list passes on.
 * Known false alarm: a provider's genuine notice that has a deadline and names what happens after it. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "lure-families-two", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { "lure-families-three", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { "lure-families-four", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

/* One story each, whatever the language. */
static const enum sg_phrase_category families[] = {
    SG_PHRASE_URGENCY,         SG_PHRASE_SUSPENSION,    SG_PHRASE_THREAT,
    SG_PHRASE_VERIFY,          SG_PHRASE_PASSWORD,      SG_PHRASE_MAILBOX_QUOTA,
    SG_PHRASE_UNDELIVERED,     SG_PHRASE_UNUSUAL_LOGIN, SG_PHRASE_VERSION_UPGRADE,
    SG_PHRASE_SECURITY_UPDATE, SG_PHRASE_PAYMENT,       SG_PHRASE_REFUND_PRIZE,
    SG_PHRASE_TAX_PENALTY,     SG_PHRASE_DELIVERY,      SG_PHRASE_RENEWAL,
    SG_PHRASE_FINANCE,         SG_PHRASE_DOCUMENT,      SG_PHRASE_UNAUTHORIZED_SMTP,
};

enum { N_FAMILIES = sizeof(families) / sizeof(*families), FEWEST = 2, MOST = 4 };

struct told {
    const struct sg_passage *passage; /* NULL: this story is not told */
    const struct sg_phrase_hit *hit;
};

static bool family_of(const struct sg_phrase *phrase, size_t *family)
{
    for (size_t i = 0; phrase->risk != SG_RISK_HIGH && i < N_FAMILIES; i++)
        if (families[i] == phrase->category) {
            *family = i;
            return true;
        }
    return false;
}

/* How many stories the mail tells, and the first words of each. */
static size_t count(const struct sg_facts *facts, struct told told[N_FAMILIES])
{
    size_t n = 0, family = 0;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        for (size_t j = 0; j < p->phrases.n; j++) {
            if (!family_of(p->phrases.at[j].phrase, &family) || told[family].passage != NULL)
                continue;
            told[family] = (struct told){ p, &p->phrases.at[j] };
            n++;
        }
    }
    return n;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct told told[N_FAMILIES] = { 0 };
    if (facts->is_notice || facts->is_report || facts->is_digest || facts->is_list)
        return;
    size_t n = count(facts, told);
    if (n < FEWEST)
        return;
    struct sg_finding *f = sg_found(out, &kinds[(n < MOST ? n : MOST) - FEWEST]);
    for (size_t i = 0; i < N_FAMILIES; i++)
        if (told[i].passage != NULL)
            sg_found_phrase(f, told[i].passage, told[i].hit);
}

const struct sg_check sg_check_lure_families = {
    .name = "lure-families",
    .looks_for = "several of the stories that lures tell, in one mail",
    .kinds = kinds,
    .run = run,
};
