/* recipient-address-in-url: opening the link tells its owner whose it is.
 *
 * Source: document S4 (`?uid=admin@...`).  Quiet for opt-out links, official links and the authenticated
 * sender's own.  Known false alarm: confirmation links of small services. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "recipient-address-in-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (link->recipient_form == SG_TOKEN_NONE || !sg_link_is_followed(link) ||
            link->is_official || (link->is_senders && facts->sender.is_aligned))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_url_arg(f, "host", link->target.host.shown);
        sg_found_url_at(f, link->place, link->url.href);
        return;
    }
}

const struct sg_check sg_check_recipient_address_in_url = {
    .name = "recipient-address-in-url",
    .looks_for = "a link that carries the recipient's address",
    .kinds = kinds,
    .run = run,
};
