/* svg-active-content: a drawing that asks, goes on by itself, or hides what its script does.
 *
 * Drawing programs write foreignObject, and charts have scripts for their tooltips: neither is told.  Quiet for drawings
 * that the page itself shows, whose scripts never run, and for links that wait to be followed: logos and graphs have them
 * (they are told as links).  Known false alarm: a drawing that goes to its next page. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "svg-active-content", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

enum {
    LURING = SG_TRICK_REDIRECTS | SG_TRICK_HIDES | SG_TRICK_EVALUATES | SG_TRICK_POSTS,
};

static bool found_trick(const struct sg_attachment *file, struct sg_findings *out)
{
    for (size_t i = 0; i < file->n_seen; i++) {
        if ((file->seen[i].trick & LURING) == 0)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "file", file->name);
        sg_found_at(f, file->seen[i].place, file->seen[i].shown);
        return true;
    }
    return false;
}

static bool is_luring(const struct sg_link *link)
{
    return sg_link_is_stray(link) && link->target.host.kind != SG_HOST_NONE &&
           (link->kind == SG_LINK_FORM || link->kind == SG_LINK_FRAME ||
            link->kind == SG_LINK_REFRESH);
}

static bool found_link(const struct sg_facts *facts, const struct sg_attachment *file,
                       struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (link->attachment != file || !is_luring(link))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "file", file->name);
        sg_found_url_at(f, link->place, link->url.href);
        return true;
    }
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_attachments; i++) {
        const struct sg_attachment *file = facts->attachments[i];
        if (file->kind == SG_FILE_SVG && !file->is_shown &&
            (found_trick(file, out) || found_link(facts, file, out)))
            return;
    }
}

const struct sg_check sg_check_svg_active_content = {
    .name = "svg-active-content",
    .looks_for = "a drawing that asks for entries or goes on by itself",
    .kinds = kinds,
    .run = run,
};
