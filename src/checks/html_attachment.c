/* html-attachment-login, html-attachment-form, html-attachment-redirect: a page that comes as a file asks for entries, or
 * only sends its reader on.
 *
 * A page opened from a file has no address that a reader could check.  Quiet when the entries go to the sender, to the
 * recipient's own domain, to the claimed brand or to a company of which we know (secure mail of banks), and for search
 * fields.  Known false alarm: secure mail whose gateway stands under a domain of its own, surveys sent as files. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "html-attachment-login", SG_GROUP_ATTACHMENT, SG_DIRECT,
      SG_PART_ASK | SG_PART_INCONSISTENCY },
    { "html-attachment-form", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK },
    { "html-attachment-redirect", SG_GROUP_ATTACHMENT, SG_DIRECT,
      SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

enum {                              /* octets */
       LITTLE_TEXT = 300,           /* of a page that only sends on */
       MAX_REDIRECTOR = 128 * 1024, /* of its file: a report that scripts draw is larger */
};

/* Whoever has a name for it may have a bot that takes what a form sends. */
static bool is_anybodys(const struct sg_link *link)
{
    return sg_same(link->target.host.ascii, SG_SPAN("api.telegram.org")) &&
           sg_starts(link->target.path, SG_SPAN("/bot"));
}

static bool is_strangers(const struct sg_facts *facts, const struct sg_link *link)
{
    const struct sg_map *gateways = &facts->intel->lists->secure_mail;
    const struct sg_host *host = &link->target.host;
    bool is_gateway =
        sg_list_has(gateways, host->ascii) || sg_list_has(gateways, host->registrable);
    return (sg_link_is_stray(link) && !is_gateway) || is_anybodys(link);
}

/* Also one that its script hides. */
static bool is_of(const struct sg_link *link, const struct sg_attachment *file)
{
    const struct sg_attachment *in = link->attachment;
    return in == file || (in != NULL && in->within == file && in->kind == SG_FILE_TEXT);
}

/* The link of this kind in the file that leads to a stranger; else the first of the kind; else NULL. */
static const struct sg_link *link_of(const struct sg_facts *facts, const struct sg_attachment *file,
                                     enum sg_page_link_kind kind)
{
    const struct sg_link *first = NULL;
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *l = &facts->links[i];
        if (!is_of(l, file) || l->kind != kind || l->target.host.kind == SG_HOST_NONE)
            continue;
        if (is_strangers(facts, l))
            return l;
        first = first == NULL ? l : first;
    }
    return first;
}

/* Nobody who means well hides where a password goes. */
static bool is_hidden_way(const struct sg_facts *facts, const struct sg_attachment *file)
{
    return (file->tricks & (SG_TRICK_POSTS | SG_TRICK_HIDES)) != 0 ||
           sg_attachment_is_decoded(facts, file);
}

static void found_form(const struct sg_attachment *file, const struct sg_link *to,
                       struct sg_finding *f)
{
    sg_found_arg(f, "file", file->name);
    for (size_t i = 0; i < file->page->n_forms; i++)
        if (file->page->forms[i].n_inputs > 0) {
            sg_found_url_at(f, file->page->forms[i].place, file->page->forms[i].action);
            break;
        }
    if (f->n_evidence == 0)
        sg_found_text(f, &file->page->visible, file->page->visible.utf8);
    if (to != NULL) {
        sg_found_url_arg(f, "host", to->target.host.shown);
        sg_found_url_at(f, to->place, to->url.href);
    }
}

static void entries(const struct sg_facts *facts, const struct sg_attachment *file,
                    struct sg_findings *out)
{
    const struct sg_link *to = link_of(facts, file, SG_LINK_FORM);
    if (to != NULL && !is_strangers(facts, to) &&
        (to->is_official || facts->sender.is_aligned || !to->is_senders))
        return;
    bool is_strange = to != NULL ? is_strangers(facts, to) : is_hidden_way(facts, file);
    if (!file->page->asks_password && !is_strange)
        return;
    found_form(file, to, sg_found(out, &kinds[file->page->asks_password && is_strange ? 0 : 1]));
}

static void redirect(const struct sg_facts *facts, const struct sg_attachment *file,
                     struct sg_findings *out)
{
    const struct sg_link *to = link_of(facts, file, SG_LINK_REFRESH);
    if (to == NULL || !is_strangers(facts, to) || file->page->visible.utf8.len > LITTLE_TEXT ||
        file->octets.len > MAX_REDIRECTOR)
        return;
    struct sg_finding *f = sg_found(out, &kinds[2]);
    sg_found_arg(f, "file", file->name);
    sg_found_url_arg(f, "host", to->target.host.shown);
    sg_found_url_at(f, to->place, to->url.href);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_attachments; i++) {
        const struct sg_attachment *file = facts->attachments[i];
        if (file->page == NULL || file->is_shown)
            continue;
        if (sg_page_asks(file))
            entries(facts, file, out);
        else
            redirect(facts, file, out);
    }
}

const struct sg_check sg_check_html_attachment = {
    .name = "html-attachment",
    .looks_for = "a page that comes as a file and asks for entries or only sends its reader on",
    .kinds = kinds,
    .run = run,
};
