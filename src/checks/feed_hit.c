/* threat-feed-hit, sender-in-threat-feed: a link or the sending server stands in a local list of what was seen in lures.
 *
 * Source: the list that the caller gives (--feed).  An entry that is a whole platform, or a known company's own host, is
 * not believed as a host: only the very page is.  Stale entries count less, then nothing.  Quiet without a list, for pictures,
 * for links that a warning quotes and in warnings of phishing.  Known false alarm: a server that was cleaned since, a
 * sending server that many share. */
#include "facts/check.h"

enum { LINK, SENDER };

static const struct sg_finding_kind kinds[] = {
    [LINK] = { "threat-feed-hit", SG_GROUP_LINK, SG_CORRELATED, SG_PART_INCONSISTENCY },
    [SENDER] = { "sender-in-threat-feed", SG_GROUP_HOP, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

/* When our own side took the mail in, for a Date is the sender's to choose; 0: nobody knows. */
static int64_t arrival(const struct sg_facts *facts)
{
    const struct sg_received *border = facts->sender.boundary;
    return border != NULL && border->has_time ? border->time : 0;
}

static void say(struct sg_finding *f, const struct sg_feed_entry *entry)
{
    sg_found_url_arg(f, "entry", entry->what);
    if (entry->source.len > 0)
        sg_found_arg(f, "source", entry->source);
    if (entry->day.len > 0)
        sg_found_arg(f, "day", entry->day);
}

/* Of everybody who publishes there, one was seen in a lure. */
static bool is_platform(const struct sg_facts *facts, const struct sg_link *link, sg_span name)
{
    if (sg_starts(name, SG_SPAN("www.")))
        name = sg_tail(name, 4);
    return sg_link_is_companys(link) || link->is_own ||
           (link->hoster != NULL && name.len <= link->hoster->domain.len) ||
           (link->target.host.kind == SG_HOST_NAME && link->target.host.registrable.len == 0) ||
           sg_list_has(&facts->intel->lists->free_mail, name);
}

static const struct sg_feed_entry *entry_of(const struct sg_facts *facts,
                                            const struct sg_link *link)
{
    const struct sg_feed *feed = &facts->intel->site->feed;
    bool is_single = link->hoster == NULL && link->owner == NULL;
    const struct sg_feed_entry *entry = sg_feed_url(facts->arena, feed, &link->url, false);
    sg_span name;
    if (entry == NULL)
        entry = sg_feed_url(facts->arena, feed, &link->target, is_single);
    if (entry != NULL)
        return entry;
    entry = sg_feed_host(feed, &link->target.host, &name);
    return entry == NULL || is_platform(facts, link, name) ? NULL : entry;
}

static void links(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *f = NULL;
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link))
            continue;
        const struct sg_feed_entry *entry = entry_of(facts, link);
        int32_t strength = entry == NULL ? 0 : sg_feed_strength(entry, arrival(facts));
        if (strength == 0)
            continue;
        if (f == NULL) {
            f = sg_found(out, &kinds[LINK]);
            f->strength = 0;
            say(f, entry);
        }
        f->strength = strength > f->strength ? strength : f->strength;
        sg_found_url_at(f, link->place, link->url.href);
    }
}

static void sender(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    const struct sg_feed_entry *entry =
        s->ip.is_set ? sg_feed_address(&facts->intel->site->feed, s->ip.octets) : NULL;
    int32_t strength = entry == NULL ? 0 : sg_feed_strength(entry, arrival(facts));
    if (strength == 0 || s->is_authenticated_client || s->is_authenticated_brand)
        return;
    struct sg_finding *f = sg_found(out, &kinds[SENDER]);
    f->strength = strength;
    say(f, entry);
    sg_found_at(f, s->place, sg_ip_show(facts->arena, &s->ip));
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->intel->site->feed.n == 0 || facts->is_report)
        return;
    if (!facts->is_notice)
        links(facts, out);
    sender(facts, out);
}

const struct sg_check sg_check_feed_hit = {
    .name = "feed-hit",
    .looks_for = "links and servers in a local list of what was seen in lures",
    .kinds = kinds,
    .run = run,
};
