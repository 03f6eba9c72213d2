/* link-text-href-mismatch, link-text-scheme-mismatch: the label shows a URL or a host, the link goes to
 * other people.
 *
 * Source: document S0.  Hosts anywhere in the NFKC label count, compared by owner.  Quiet for links of the
 * authenticated sender's own and its tracker; a target inside the link's own query is no pardon.  Known
 * false alarm: unauthenticated newsletters whose tracker is not listed. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "link-text-href-mismatch", SG_GROUP_LINK, SG_DIRECT,
      SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY },
    { "link-text-scheme-mismatch", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

/* A wrapper that the receiver's gateway put on, or the sender's own tracker, changes the link honestly. */
static bool is_pardoned(const struct sg_facts *facts, const struct sg_link *link,
                        const struct sg_host *shown)
{
    const struct sg_sender *s = &facts->sender;
    bool is_tracker = link->hoster != NULL && link->hoster->kind == SG_HOSTER_CLICK_TRACKER;
    bool shows_sender = sg_same_owner(facts, shown, &s->from_host);
    if (is_tracker && shows_sender && s->is_aligned)
        return true;
    return link->is_senders && s->is_aligned;
}

static const struct sg_found_url *foreign_shown(const struct sg_facts *facts,
                                                const struct sg_link *link)
{
    for (size_t i = 0; i < link->label_urls.n; i++) {
        const struct sg_found_url *u = &link->label_urls.at[i];
        if (u->url.host.registrable.len > 0 &&
            !sg_same_owner(facts, &u->url.host, &link->target.host) &&
            !sg_same_owner(facts, &u->url.host, &link->url.host) &&
            !sg_same(u->url.host.registrable, link->target.host.registrable) &&
            !is_pardoned(facts, link, &u->url.host))
            return u;
    }
    return NULL;
}

/* Brands mix a host of their own into names ("Booking.com"): a bare host counts only when it is somebody's
 * we know, or a URL. */
static bool is_meant_as_address(const struct sg_facts *facts, const struct sg_found_url *u,
                                const struct sg_link *link)
{
    return !u->is_host_only || sg_starts_nocase(u->shown, SG_SPAN("www.")) ||
           u->shown.len * 2 > link->label.utf8.len ||
           sg_brand_domain_of(facts->intel->brands, u->url.host.ascii) != NULL;
}

static void compare(const struct sg_facts *facts, const struct sg_link *link,
                    struct sg_findings *out)
{
    const struct sg_found_url *u = foreign_shown(facts, link);
    if (u == NULL || !is_meant_as_address(facts, u, link))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_url_arg(f, "shown", u->url.host.shown);
    sg_found_url_arg(f, "host", link->target.host.shown);
    sg_found_url_at(f, sg_place_of(&link->label, link->label.utf8), link->label.utf8);
    sg_found_url_at(f, link->place, link->url.href);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links && out->dropped == 0; i++) {
        const struct sg_link *link = &facts->links[i];
        if (link->label_urls.n == 0 || link->target.host.kind == SG_HOST_NONE ||
            link->role == SG_ROLE_RESOURCE || link->role == SG_ROLE_DEFANGED ||
            link->role == SG_ROLE_MENTIONED || link->is_own)
            continue;
        compare(facts, link, out);
        const struct sg_found_url *u = &link->label_urls.at[0];
        if (u->url.scheme == SG_SCHEME_HTTPS && (u->url.traits & SG_URL_NO_SCHEME) == 0 &&
            link->url.scheme == SG_SCHEME_HTTP && sg_same(u->url.host.ascii, link->url.host.ascii))
            sg_found_url_at(sg_found(out, &kinds[1]), link->place, link->url.href);
    }
}

const struct sg_check sg_check_link_text_href_mismatch = {
    .name = "link-text-href-mismatch",
    .looks_for = "a link that shows one address and leads to another",
    .kinds = kinds,
    .run = run,
};
