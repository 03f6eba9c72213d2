/* pdf-link, office-link, ics-link, attachment-link, qr-code-url, qr-code-for-recipient, action-only-in-attachment: where what comes with the mail
 * leads.
 *
 * Each link goes through the checks of links as well; here it is told with its place.  Quiet for links whose owner is
 * known, and for papers and logs that hold addresses of everybody.  Known false alarm: posters, tickets, bills of a
 * company that nobody knows. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "attachment-link", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_NONE },
    { "pdf-link", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_NONE },
    { "office-link", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_NONE },
    { "ics-link", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_NONE },
    { "qr-code-url", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK },
    { "qr-code-for-recipient", SG_GROUP_ATTACHMENT, SG_DIRECT,
      SG_PART_ASK | SG_PART_INCONSISTENCY },
    { "action-only-in-attachment", SG_GROUP_ATTACHMENT, SG_HEURISTIC, SG_PART_STRANGE },
    { 0 },
};

enum { CODE = 4, FOR_RECIPIENT = 5, ONLY_ACTION = 6, N_CONTAINERS = 5 };

static size_t container_of(const struct sg_link *link)
{
    if (link->where == SG_LINK_IN_CODE)
        return CODE;
    enum sg_file_kind kind = link->attachment->kind;
    if (kind == SG_FILE_PDF)
        return 1;
    if (kind == SG_FILE_OFFICE || kind == SG_FILE_OLE || kind == SG_FILE_RTF ||
        kind == SG_FILE_NOTEBOOK)
        return 2;
    return kind == SG_FILE_CALENDAR ? 3 : 0;
}

static void found(struct sg_finding *f, const struct sg_link *link)
{
    if (f->n_args == 0) {
        sg_found_arg(f, "file", link->attachment == NULL ? (sg_span){ 0 } : link->attachment->name);
        sg_found_url_arg(f, "host", link->target.host.shown);
    }
    sg_found_url_at(f, link->place, link->url.href);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *told[N_CONTAINERS] = { 0 };
    bool is_for_recipient = false;
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link) || !sg_link_leaves_attachment(link))
            continue;
        size_t container = container_of(link);
        if (told[container] == NULL)
            told[container] = sg_found(out, &kinds[container]);
        found(told[container], link);
        if (container == CODE && link->recipient_form != SG_TOKEN_NONE && !is_for_recipient) {
            found(sg_found(out, &kinds[FOR_RECIPIENT]), link);
            is_for_recipient = true;
        }
    }
    const struct sg_link *action = sg_main_action(facts);
    if (action != NULL && sg_link_leaves_attachment(action))
        found(sg_found(out, &kinds[ONLY_ACTION]), action);
}

const struct sg_check sg_check_attachment_link = {
    .name = "attachment-link",
    .looks_for = "links and codes to strangers in what comes with the mail",
    .kinds = kinds,
    .run = run,
};
