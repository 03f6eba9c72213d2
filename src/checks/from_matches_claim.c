/* from-matches-claim-unproven, from-at-mailbox-domain, account-like-local-part: a matching From proves nothing by
 * itself.
 *
 * Source: document S4, whose mail came "from" kir017706@kagoya.net.  Says so rather than weighs: 27 % of
 * Japanese phishing forges the official From.  Quiet in mail that claims nobody, as a customer's own mail does.
 * Known false alarm: a company that numbers its own mailboxes. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "from-matches-claim-unproven", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM },
    { "from-at-mailbox-domain", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM },
    { "account-like-local-part", SG_GROUP_IDENTITY, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

enum { MIN_DIGITS = 4 }; /* of an account number */

/* "kir017706": letters, then the number that a provider gave a customer. */
static bool is_account(sg_span local)
{
    size_t letters = 0;
    while (sg_is_alpha(sg_at(local, letters)))
        letters++;
    size_t end = letters;
    while (sg_is_digit(sg_at(local, end)))
        end++;
    return letters >= 1 && letters <= 4 && end == local.len && end - letters >= MIN_DIGITS;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_brand *brand = facts->brand;
    const struct sg_address *from = facts->sender.from;
    if (brand == NULL || from == NULL)
        return;
    enum sg_from_stand stand = sg_from_stand(facts, brand);
    if (stand != SG_FROM_OFFICIAL && stand != SG_FROM_MAILBOX)
        return;
    struct sg_finding *f = sg_found(out, &kinds[stand == SG_FROM_MAILBOX ? 1 : 0]);
    f->brand = brand;
    sg_found_from(f, facts);
    if (stand == SG_FROM_MAILBOX && !facts->sender.is_aligned) {
        f = sg_found(out, &kinds[0]);
        f->brand = brand;
        sg_found_from(f, facts);
    }
    if (stand == SG_FROM_MAILBOX && is_account(from->local)) {
        f = sg_found(out, &kinds[2]);
        f->brand = brand;
        sg_found_arg(f, "local", from->local);
        sg_found_from(f, facts);
    }
}

const struct sg_check sg_check_from_matches_claim = {
    .name = "from-matches-claim",
    .looks_for = "a From at an official domain that nothing proves",
    .kinds = kinds,
    .run = run,
};
