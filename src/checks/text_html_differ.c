/* text-html-differ: the plain text beside a page says something else than the page.
 *
 * Source: CHECKS; filters read one, people the other.  Quiet for short plain parts, those that only say that there is a page,
 * markup left in them, cut ones (one piece of sixteen in common is enough), on lists, in replies and reports.  Known false
 * alarm: newsletters and reports with a text of their own. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "text-html-differ", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum {
    MIN_PLAIN = 200, /* octets of a text that is no stub */
    MIN_PAGE = 60,
    START = 400,  /* octets that show what it is */
    READ = 12000, /* octets of the page */
    SAMPLES = 16, /* pieces of the plain text that are looked for in the page */
    SAMPLE = 12,  /* octets of one */
};

/* One of the pieces of the plain text stands in the page. */
static bool is_shared(sg_span plain, sg_span page)
{
    for (size_t i = 0; i < SAMPLES; i++)
        if (sg_holds(page, sg_cut(plain, i * (plain.len / SAMPLES), SAMPLE)))
            return true;
    return false;
}

/* "Your program cannot show HTML", or markup: neither was written to be read. */
static bool is_stub(sg_span plain)
{
    sg_span start = sg_cut(plain, 0, START);
    return plain.len < MIN_PLAIN || sg_holds(start, SG_SPAN("html")) ||
           sg_holds(start, SG_SPAN("browser")) || sg_holds(start, SG_SPAN("<")) ||
           sg_holds(start, SG_SPAN("{"));
}

static const struct sg_passage *page_beside(const struct sg_facts *facts, size_t at)
{
    const struct sg_part *parts = facts->mail->parts;
    int parent = parts[facts->passages[at].part].parent;
    if (parent == SG_NO_PARENT || !sg_part_is(&parts[parent], "multipart", "alternative"))
        return NULL;
    for (size_t i = at + 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        if (p->page != NULL)
            return p;
    }
    return NULL;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_list || facts->is_report || facts->is_conversation || facts->as != NULL)
        return;
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        const struct sg_passage *page =
            p->page == NULL && !is_stub(p->folded.utf8) ? page_beside(facts, i) : NULL;
        if (page == NULL || page->folded.utf8.len < MIN_PAGE ||
            is_shared(sg_cut(p->folded.utf8, 0, READ), sg_cut(page->folded.utf8, 0, READ)))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_text(f, &p->text, sg_utf8_cut(sg_trim(p->text.utf8), 80));
        sg_found_text(f, &page->text, sg_utf8_cut(sg_trim(page->text.utf8), 80));
        return;
    }
}

const struct sg_check sg_check_text_html_differ = {
    .name = "text-html-differ",
    .looks_for = "a plain text that says something else than the page beside it",
    .kinds = kinds,
    .run = run,
};
