/* text-html-differ, text-html-links-differ: the plain text beside a page says something else than the page, or has the company's
 * links where those of the page lead to strangers.
 *
 * Source: CHECKS; filters read one, people the other; who copies a genuine mail changes the links that people click.  Quiet for short
 * plain parts, those that only say that there is a page, markup left in them, cut ones (one piece of sixteen in common is enough), on lists,
 * in replies and reports; of the links, for proven senders, and where one of the page's is the company's, the sender's or a
 * service's that counts clicks.  Known false alarm: newsletters and reports with a text of their own; a service that
 * counts clicks and of which we do not know. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "text-html-differ", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { "text-html-links-differ", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
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

/* The part lies in `outer`, or in a part that does: pages with pictures are multipart/related. */
static bool is_in(const struct sg_part *parts, size_t at, int outer)
{
    int parent = parts[at].parent;
    return parent == outer || (parent != SG_NO_PARENT && parts[parent].parent == outer);
}

/* The page that stands for the text at `at`: the next text, in the same multipart/alternative. */
static const struct sg_passage *page_beside(const struct sg_facts *facts, size_t at)
{
    const struct sg_part *parts = facts->mail->parts;
    int outer = parts[facts->passages[at].part].parent;
    if (outer == SG_NO_PARENT || !sg_part_is(&parts[outer], "multipart", "alternative") ||
        at + 1 >= facts->n_passages)
        return NULL;
    const struct sg_passage *next = &facts->passages[at + 1];
    return next->page != NULL && is_in(parts, next->part, outer) ? next : NULL;
}

enum { MAX_LINKS = 40 }; /* of a mail, compared */

static bool is_of(const struct sg_link *l, size_t part)
{
    return l->part == part && l->attachment == NULL && sg_link_is_followed(l);
}

/* Where mail services count clicks, the page leads elsewhere in honest mail too. */
static bool is_strangers(const struct sg_link *l)
{
    return sg_link_is_stray(l) && l->wrapper == NULL && l->hoster == NULL;
}

/* A link of the page to a stranger, where each of the page's leads to one; NULL where one does not. */
static const struct sg_link *stranger(const struct sg_facts *facts, size_t page)
{
    const struct sg_link *first = NULL;
    for (size_t i = 0; i < facts->n_links && i < MAX_LINKS; i++) {
        const struct sg_link *l = &facts->links[i];
        if (!is_of(l, page))
            continue;
        if (!is_strangers(l))
            return NULL;
        first = first == NULL ? l : first;
    }
    return first;
}

static const struct sg_link *companys(const struct sg_facts *facts, size_t text)
{
    for (size_t i = 0; i < facts->n_links && i < MAX_LINKS; i++) {
        const struct sg_link *l = &facts->links[i];
        if (is_of(l, text) && (l->is_official || (l->owner != NULL && sg_link_is_companys(l))))
            return l;
    }
    return NULL;
}

static void links(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        const struct sg_passage *page = p->page == NULL ? page_beside(facts, i) : NULL;
        const struct sg_link *other = page == NULL ? NULL : stranger(facts, page->part);
        const struct sg_link *l = other == NULL ? NULL : companys(facts, p->part);
        if (l == NULL)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[1]);
        sg_found_url_arg(f, "text", l->target.host.ascii);
        sg_found_url_arg(f, "page", other->target.host.ascii);
        sg_found_url_at(f, l->place, l->url.href);
        sg_found_url_at(f, other->place, other->url.href);
        return;
    }
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_list || facts->is_report || facts->is_conversation || facts->as != NULL)
        return;
    if (!facts->sender.is_aligned)
        links(facts, out);
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
    .looks_for =
        "a plain text that says something else than the page beside it, or has other links",
    .kinds = kinds,
    .run = run,
};
