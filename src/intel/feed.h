/* intel/feed.h - a local list of addresses on the web, hosts and IP addresses that somebody saw in lures. */
#ifndef SG_INTEL_FEED_H
#define SG_INTEL_FEED_H

#include "base/map.h"
#include "web/url.h"

struct sg_feed_entry {
    sg_span what;       /* as written */
    sg_span source;     /* who saw it; may be empty */
    sg_span day;        /* "2022-06-13"; empty: it does not say when */
    int64_t time;       /* of that day, seconds since 1970; 0 without one */
    uint8_t octets[16]; /* of an IP address, IPv4 as ::ffff: */
};

struct sg_feed {
    struct sg_map urls;      /* host, port, path and query -> const struct sg_feed_entry */
    struct sg_map hosts;     /* the host and all under it */
    struct sg_map addresses; /* the 16 octets of an IP address */
    struct sg_feed_entry *at;
    size_t n, room;
};

/* A feed that holds nothing yet, with room for `room` lines. */
struct sg_feed sg_feed_in(struct sg_arena *arena, size_t room);

/* Add `line`: "WHAT [YYYY-MM-DD] [SOURCE]", WHAT a URL, a host or an IP address, live or defanged.  A URL that is no more
 * than a host is one.  Of two lines for the same the later day is kept.  False: it is none of these, or no such day. */
bool sg_feed_add(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                 struct sg_feed *feed);

/* The entry for this very URL, its fragment aside.  With `is_loose` also one without a query for a URL with one: who owns
 * the host put the query there for the recipient.  NULL: none. */
const struct sg_feed_entry *sg_feed_url(struct sg_arena *arena, const struct sg_feed *feed,
                                        const struct sg_url *url, bool is_loose);

/* The entry for the host or the nearest domain above it, up to its registrable one, and what part of `host` it is for. */
const struct sg_feed_entry *sg_feed_host(const struct sg_feed *feed, const struct sg_host *host,
                                         sg_span *name);
const struct sg_feed_entry *sg_feed_address(const struct sg_feed *feed, const uint8_t octets[16]);

/* Hundredths that an entry counts for a mail of the time `now` (0: nobody knows): 100 up to 30 days after its day, 40 up to 180
 * days, then 0, for names change hands; 50 for one that says no day, or a mail that says no time. */
int32_t sg_feed_strength(const struct sg_feed_entry *entry, int64_t now);

#endif
