/* lure-like-wording: the mail reads as a whole like those that were collected as lures.
 *
 * A statistic over short runs of characters (intel/model.h), fitted by `shingan train`; what it says is a matter of degree,
 * its whole share is capped, and it never makes phishing alone.  Quiet in mail that warns of phishing, in
 * replies and posts to lists: they quote lures.  Known false alarm: mail of a kind that was not among those collected. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "lure-like-wording", SG_GROUP_TEXT, SG_HEURISTIC, SG_PART_ASK },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_wording *w = &facts->wording;
    if (!sg_wording_is_lure(w->score) || sg_wording_is_quoted(facts))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    f->strength = w->score;
    if (w->telling.len > 0)
        sg_found_text(f, &w->passage->text, sg_trim(sg_passage_source(w->passage, w->telling)));
    else
        sg_found_text(f, &facts->passages[0].text, facts->passages[0].text.utf8);
}

const struct sg_check sg_check_lure_like_wording = {
    .name = "lure-like-wording",
    .looks_for = "wording that as a whole resembles collected lures",
    .kinds = kinds,
    .run = run,
};
