/* lure-like-wording: the mail reads as a whole like those that were collected as lures, or like those that were not.
 *
 * A statistic over short runs of characters (intel/model.h), fitted by `shingan train`; what it says is a matter of degree,
 * its whole share is capped, and it never makes phishing alone.  Quiet in mail that warns of phishing: it quotes
 * lures. */
#include "facts/check.h"

enum { LURE, EVERYDAY };

static const struct sg_finding_kind kinds[] = {
    [LURE] = { "lure-like-wording", SG_GROUP_TEXT, SG_HEURISTIC, SG_PART_ASK },
    [EVERYDAY] = { "everyday-wording", SG_GROUP_GENUINE, SG_HEURISTIC, SG_PART_GENUINE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_wording *w = &facts->wording;
    enum sg_wording_step step = sg_wording_step(w->score);
    if (step == SG_WORDING_NONE || (facts->is_notice && w->score > 0))
        return;
    struct sg_finding *f = sg_found(out, &kinds[step == SG_WORDING_LURE ? LURE : EVERYDAY]);
    f->strength = w->score < 0 ? -w->score : w->score;
    if (w->score > 0 && w->telling.len > 0)
        sg_found_text(f, &w->passage->text, sg_passage_source(w->passage, w->telling));
    else
        sg_found_text(f, &facts->passages[0].text, facts->passages[0].text.utf8);
}

const struct sg_check sg_check_lure_like_wording = {
    .name = "lure-like-wording",
    .looks_for = "wording that as a whole resembles collected lures, or mail that is none",
    .kinds = kinds,
    .run = run,
};
