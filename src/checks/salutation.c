/* generic-salutation, recipient-local-part-as-name: a greeting without the reader's name.
 *
 * Quiet in mail that claims nobody.  Known false alarm: mass notices ("お客様各位") of genuine companies. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "generic-salutation", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { "recipient-local-part-as-name", SG_GROUP_RECIPIENT, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

/* "admin 様", "admin@example.jp 様" and the like near the start of a text. */
static bool greets_account(const struct sg_facts *facts, const struct sg_passage *p, sg_span *shown)
{
    static const char *const after[] = { "様", " 様", "さま", ",", "、", " さん", "殿" };
    sg_span start = sg_cut(p->text.utf8, 0, 400);
    sg_span names[] = { facts->recipient, facts->recipient_local };
    for (size_t i = 0; i < 2; i++) {
        size_t at = sg_find_nocase(start, names[i], 0);
        sg_span rest = sg_tail(start, at + names[i].len);
        for (size_t j = 0; at < start.len && j < sizeof(after) / sizeof(*after); j++)
            if (sg_starts(rest, sg_span_of(after[j])) &&
                (at == 0 || !sg_is_alnum(sg_at(start, at - 1)))) {
                *shown = sg_cut(start, at, names[i].len + sg_span_of(after[j]).len);
                return true;
            }
    }
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    sg_span shown;
    if (facts->is_notice || facts->n_claims == 0)
        return;
    (void)sg_found_phrases(out, &kinds[0], facts, SG_PHRASE_GREETING_GENERIC);
    for (size_t i = 1; i < facts->n_passages && facts->recipient.len > 0; i++) {
        if (!greets_account(facts, &facts->passages[i], &shown))
            continue;
        sg_found_text(sg_found(out, &kinds[1]), &facts->passages[i].text, shown);
        return;
    }
}

const struct sg_check sg_check_salutation = {
    .name = "salutation",
    .looks_for = "whom the mail greets",
    .kinds = kinds,
    .run = run,
};
