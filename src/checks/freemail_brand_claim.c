/* freemail-brand-claim: the display name is a brand's, the address is at a free mail service.
 *
 * Quiet when only subject or text name the brand, and when its name goes on as another's ("アップル果樹園").  Known false
 * alarm: a small shop named just like a brand. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "freemail-brand-claim", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

/* The brand's word is the beginning of a longer Japanese name in which no word of a company's departments stands. */
static bool is_part_of_name(const struct sg_facts *facts, const struct sg_claim *c)
{
    sg_span rest = sg_tail(c->text.utf8, sg_range_in(c->text.utf8, c->shown).from + c->shown.len);
    size_t at = 0;
    enum sg_script script = rest.len > 0 ? sg_script_of(sg_utf8_next(rest, &at)) : SG_SCRIPT_COMMON;
    if (script != SG_SCRIPT_HAN && script != SG_SCRIPT_KATAKANA && script != SG_SCRIPT_HIRAGANA)
        return false;
    return !sg_words_hold(&facts->intel->lists->words[SG_WORDS_DEPARTMENT], rest);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (facts->brand == NULL || facts->brand->is_software || !s->from_is_free_mail ||
        facts->is_forward || facts->is_list || !sg_is_named_brand(facts) ||
        sg_from_stand(facts, facts->brand) != SG_FROM_FOREIGN ||
        is_part_of_name(facts, facts->brand_claim))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    f->brand = facts->brand;
    sg_found_from(f, facts);
}

const struct sg_check sg_check_freemail_brand_claim = {
    .name = "freemail-brand-claim",
    .looks_for = "a brand that writes from a free mail address",
    .kinds = kinds,
    .run = run,
};
