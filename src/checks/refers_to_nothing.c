/* refers-to-nothing-attached, refers-to-nothing-below: it speaks of a file or a link that does not come with it.
 *
 * Source: WORDING 3; lures are sent on without what they were made with.  Quiet in replies, forwards, notices and reports, on lists (which take files
 * away), and in mail that claims nobody.  Known false alarm: people forget to attach. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "refers-to-nothing-attached", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { "refers-to-nothing-below", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

enum { READ = 6000 }; /* octets of a text */

static const char *const attached[] = { "添付ファイルを", "添付のファイル",   "添付書類を",
                                        "添付の請求書",   "添付の書類",       "see attached",
                                        "find attached",  "the attached",     "is attached",
                                        "attached file",  "attached document" };
static const char *const below[] = { "以下のリンク", "下記のリンク",     "下記リンク",
                                     "以下のurl",    "下記のurl",        "下記url",
                                     "以下のボタン", "下のボタン",       "下のリンク",
                                     "link below",   "the button below", "following link",
                                     "below link",   "click below" };

static bool has_file(const struct sg_facts *facts)
{
    if (facts->n_attachments > 0 || facts->n_inner > 0)
        return true;
    for (size_t i = 0; i < facts->mail->n_parts; i++)
        if (facts->mail->parts[i].is_attachment ||
            (!sg_same(facts->mail->parts[i].type, SG_SPAN("text")) &&
             !facts->mail->parts[i].is_multipart))
            return true;
    return false;
}

static bool has_link(const struct sg_facts *facts)
{
    return facts->n_links > 0;
}

static void look(const struct sg_facts *facts, const char *const *words, size_t n, size_t kind,
                 struct sg_findings *out)
{
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        sg_span s = sg_cut(p->folded.utf8, 0, READ);
        for (size_t j = 0; j < n; j++) {
            sg_span word = sg_span_of(words[j]);
            size_t at = sg_find_span(s, word, 0);
            if (at == s.len)
                continue;
            sg_span shown = sg_passage_source(p, (struct sg_range){ at, word.len });
            struct sg_finding *f = sg_found(out, &kinds[kind]);
            sg_found_arg(f, "shown", shown);
            sg_found_text(f, &p->text, shown);
            return;
        }
    }
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->is_list || facts->is_report || facts->is_conversation ||
        facts->n_claims == 0 || facts->as != NULL)
        return;
    if (!has_file(facts) && !has_link(facts))
        look(facts, attached, sizeof(attached) / sizeof(*attached), 0, out);
    if (!has_link(facts) && !has_file(facts))
        look(facts, below, sizeof(below) / sizeof(*below), 1, out);
}

const struct sg_check sg_check_refers_to_nothing = {
    .name = "refers-to-nothing",
    .looks_for = "a file or a link that the mail speaks of and does not have",
    .kinds = kinds,
    .run = run,
};
