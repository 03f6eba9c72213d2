/* html-smuggling: a page that comes as a file builds another page or a file out of what its script hides.
 *
 * So the thing itself passes by every filter.  Quiet for reports with their data and pictures in them (notebooks,
 * coverage, charts): what a script decodes there neither asks, nor goes on, nor is the most of the page.
 * Known false alarm: a page that offers a program it carries for download. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "html-smuggling", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

static bool does(const struct sg_attachment *file, unsigned tricks)
{
    return (file->tricks & tricks) != 0;
}

static bool sends_on(const struct sg_facts *facts, const struct sg_attachment *page)
{
    for (size_t i = 0; i < facts->n_links; i++)
        if (facts->links[i].attachment == page && facts->links[i].kind == SG_LINK_REFRESH)
            return true;
    return does(page, SG_TRICK_REDIRECTS);
}

static bool runs(enum sg_file_kind kind)
{
    return kind == SG_FILE_PROGRAM || kind == SG_FILE_SHORTCUT || kind == SG_FILE_SCRIPT ||
           kind == SG_FILE_ZIP || kind == SG_FILE_ARCHIVE;
}

/* a.download = "invoice.js": the name under which the reader gets it. */
static enum sg_file_kind saved_as(const struct sg_attachment *page)
{
    static const struct sg_octets quotes = SG_FEW('\'', '"', '`', '`');
    for (size_t i = 0; i < page->n_seen; i++) {
        if (page->seen[i].trick != SG_TRICK_SAVES)
            continue;
        sg_span rest = page->seen[i].shown;
        rest = sg_tail(rest, sg_find_any(rest, &quotes, 0) + 1);
        return sg_file_kind_of_name(sg_cut(rest, 0, sg_find_any(rest, &quotes, 0)));
    }
    return SG_FILE_UNKNOWN;
}

/* True when `inner` is not a part of its page's content but what the page is there for. */
static bool is_payload(const struct sg_facts *facts, const struct sg_attachment *page,
                       const struct sg_attachment *inner)
{
    bool is_most = inner->octets.len > page->octets.len / 3;
    bool is_page = inner->page != NULL;
    bool is_handed_out = does(page, SG_TRICK_BLOB | SG_TRICK_SAVES);
    if (is_page && does(page, SG_TRICK_WRITES | SG_TRICK_EVALUATES | SG_TRICK_BLOB))
        return sg_page_asks(inner) || sends_on(facts, inner) ||
               (is_most && (is_handed_out || does(inner, SG_TRICK_DECODES | SG_TRICK_EVALUATES)));
    return is_handed_out && (inner->kind == SG_FILE_PROGRAM || inner->kind == SG_FILE_SHORTCUT ||
                             (is_most && (runs(inner->kind) || runs(saved_as(page)))));
}

static void tell(const struct sg_attachment *page, const struct sg_attachment *inner,
                 struct sg_findings *out)
{
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "file", page->name);
    for (size_t i = 0; i < page->n_seen; i++)
        if (page->seen[i].trick == SG_TRICK_HIDES)
            sg_found_at(f, page->seen[i].place, page->seen[i].shown);
    sg_found_at(f, inner->name_place, inner->octets);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_attachments; i++) {
        const struct sg_attachment *inner = facts->attachments[i], *page = inner->within;
        if (page == NULL || !does(page, SG_TRICK_HIDES) || inner->is_shown ||
            !sg_attachment_is_decoded(facts, inner) || !is_payload(facts, page, inner))
            continue;
        tell(page, inner, out);
        return;
    }
}

const struct sg_check sg_check_html_smuggling = {
    .name = "html-smuggling",
    .looks_for = "a page in a file that builds a hidden page or file by script",
    .kinds = kinds,
    .run = run,
};
