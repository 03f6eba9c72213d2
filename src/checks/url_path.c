/* compromised-site-path, very-long-url: where on its host an address leads, and how far.
 *
 * Source: URLS 3 (R15).  Quiet for official links, the sender's own hosts and those of known companies, for pictures and
 * documents in folders of a site's own software, and for the length of what delivery services write.  Known false
 * alarms: trackers that no list knows, a link to somebody else's administration page. */
#include "facts/check.h"
#include "facts/url_look.h"

enum { LONG = 250 }; /* octets of an address */

static const struct sg_finding_kind kinds[] = {
    { "compromised-site-path", SG_GROUP_LINK, SG_HEURISTIC, SG_PART_NONE },
    { "very-long-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

/* Not a picture, a document or a style sheet: those do lie in such folders. */
static bool is_page(sg_span path)
{
    static const char *const endings[] = { "html", "htm", "php", "asp", "aspx", "shtml", "xhtml" };
    sg_span file = sg_tail(path, sg_find_last(path, '/') + 1);
    size_t dot = sg_find_last(file, '.');
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (sg_same_nocase(sg_tail(file, dot + 1), sg_span_of(endings[i])))
            return true;
    return dot == file.len;
}

/* Pages of people at universities (~user) and programs of old sites (cgi-bin) are honest. */
static sg_span foreign_folder(const struct sg_link *link)
{
    sg_span folder = sg_url_foreign_folder(&link->target);
    if (sg_at(folder, 0) == '~' || sg_same_nocase(folder, SG_SPAN("cgi-bin")) ||
        !is_page(link->target.path))
        return (sg_span){ 0 };
    return folder;
}

/* Delivery services pack what they know into their addresses. */
static bool is_long(const struct sg_link *link)
{
    bool is_tracker = link->hoster != NULL && link->hoster->kind == SG_HOSTER_CLICK_TRACKER;
    return link->wrapper == NULL && !is_tracker && link->target.href.len > LONG;
}

static void add(const struct sg_link *link, struct sg_findings *out, size_t kind, sg_span shown)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    sg_found_arg(f, "shown", shown);
    sg_found_url_arg(f, "domain", sg_link_domain(link));
    sg_found_url_at(f, link->place, link->url.href);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool has_folder = false, has_long = false;
    for (size_t i = 0; i < facts->n_links && !(has_folder && has_long); i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link) || !sg_link_is_stray(link))
            continue;
        sg_span folder = has_folder ? (sg_span){ 0 } : foreign_folder(link);
        if (folder.len > 0)
            add(link, out, 0, folder);
        has_folder |= folder.len > 0;
        if (!has_long && is_long(link)) {
            add(link, out, 1, (sg_span){ 0 });
            has_long = true;
        }
    }
}

const struct sg_check sg_check_url_path = {
    .name = "url-path",
    .looks_for = "an address that leads into folders of a site's own software, or is very long",
    .kinds = kinds,
    .run = run,
};
