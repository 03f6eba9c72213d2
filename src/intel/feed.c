#include "intel/feed.h"

#include <assert.h>

#include "base/buf.h"
#include "base/limits.h"
#include "intel/datafile.h"
#include "web/find.h"

enum {
    DAY = 24 * 3600, /* seconds */
    FRESH = 30,      /* days */
    STALE = 180,     /* days */
    MAX_LABELS = 20, /* of a host that are looked up */
};

struct sg_feed sg_feed_in(struct sg_arena *arena, size_t room)
{
    struct sg_map empty = SG_MAP(arena);
    return (struct sg_feed){ .urls = empty,
                             .hosts = empty,
                             .addresses = empty,
                             .at = SG_NEW_N(arena, struct sg_feed_entry, room),
                             .room = room };
}

/* "2022-06-13" alone: longer words are sources. */
static bool read_day(sg_span word, int64_t *time)
{
    sg_span rest = word;
    int64_t year, month, day;
    if (word.len != 10 || !sg_number(sg_next(&rest, '-'), 1970, 9999, &year) ||
        !sg_number(sg_next(&rest, '-'), 1, 12, &month) || !sg_number(rest, 1, 31, &day))
        return false;
    /* days since 1970-01-01 in the Gregorian calendar, March the first month (Howard Hinnant) */
    int64_t y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    *time = (era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468) * DAY;
    return true;
}

static bool looks_like_day(sg_span word)
{
    return word.len == 10 && sg_is_digit(sg_at(word, 0)) && sg_at(word, 4) == '-' &&
           sg_at(word, 7) == '-';
}

/* `entry` is the last of the feed; an earlier one for the same takes over what it says. */
static void keep(struct sg_feed *feed, struct sg_map *map, sg_span key,
                 const struct sg_feed_entry *entry)
{
    const struct sg_feed_entry *first = sg_map_put(map, key, entry);
    if (first->time < entry->time)
        feed->at[first - feed->at] = *entry;
}

static bool is_address(const struct sg_host *host)
{
    return host->kind == SG_HOST_IPV4 || host->kind == SG_HOST_IPV6;
}

static bool is_whole_host(const struct sg_url *url)
{
    return url->port < 0 && !url->has_query &&
           (url->path.len == 0 || sg_same(url->path, SG_SPAN("/")));
}

/* "example.net:8443/path?query": the same page over http and https. */
static sg_span key_of(struct sg_arena *arena, const struct sg_url *url, bool with_query)
{
    struct sg_buf b = SG_BUF_IN(arena, SG_MAX_URL);
    sg_put(&b, url->host.ascii);
    if (url->port >= 0)
        sg_putf(&b, ":%d", url->port);
    sg_put(&b, url->path);
    if (with_query && url->has_query) {
        sg_put_octet(&b, '?');
        sg_put(&b, url->query);
    }
    return sg_buf_done(&b);
}

static bool add_host(struct sg_feed *feed, const struct sg_host *host, struct sg_feed_entry *entry)
{
    if (is_address(host)) {
        for (size_t i = 0; i < sizeof(entry->octets); i++)
            entry->octets[i] = host->address[i];
        keep(feed, &feed->addresses, (sg_span){ entry->octets, sizeof(entry->octets) }, entry);
        return true;
    }
    if (host->kind != SG_HOST_NAME || sg_find(host->ascii, '.', 0) == host->ascii.len)
        return false;
    keep(feed, &feed->hosts, host->ascii, entry);
    return true;
}

static bool add_url(struct sg_arena *arena, const struct sg_host_tools *tools,
                    struct sg_feed_entry *entry, struct sg_feed *feed)
{
    struct sg_url url = sg_url_read(arena, tools, entry->what, NULL);
    bool is_web = url.scheme == SG_SCHEME_HTTP || url.scheme == SG_SCHEME_HTTPS;
    if (!url.is_valid || !is_web)
        return false;
    if (is_whole_host(&url))
        return add_host(feed, &url.host, entry);
    keep(feed, &feed->urls, key_of(arena, &url, true), entry);
    return true;
}

/* An IPv6 address as a URL would hold it. */
static sg_span bracketed(struct sg_arena *arena, sg_span host)
{
    if (sg_find(host, ':', 0) == host.len || sg_at(host, 0) == '[')
        return host;
    struct sg_buf b = SG_BUF_IN(arena, host.len + 2);
    sg_put_octet(&b, '[');
    sg_put(&b, host);
    sg_put_octet(&b, ']');
    return sg_buf_done(&b);
}

bool sg_feed_add(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                 struct sg_feed *feed)
{
    assert(feed->n < feed->room);
    struct sg_feed_entry *entry = &feed->at[feed->n++];
    sg_span rest = line;
    entry->what = sg_data_word(&rest);
    entry->source = sg_trim(rest);
    sg_span day = sg_data_word(&rest);
    if (looks_like_day(day)) {
        if (!read_day(day, &entry->time))
            return false;
        entry->day = day;
        entry->source = sg_trim(rest);
    }
    if (sg_find(entry->what, '/', 0) < entry->what.len)
        return add_url(arena, tools, entry, feed);
    struct sg_host host =
        sg_host_read(arena, tools, bracketed(arena, sg_refang_dots(arena, entry->what)), NULL);
    return add_host(feed, &host, entry);
}

const struct sg_feed_entry *sg_feed_url(struct sg_arena *arena, const struct sg_feed *feed,
                                        const struct sg_url *url, bool is_loose)
{
    if (feed->urls.n == 0 || !url->is_valid)
        return NULL;
    const struct sg_feed_entry *entry = sg_map_get(&feed->urls, key_of(arena, url, true));
    return entry == NULL && is_loose && url->has_query
               ? sg_map_get(&feed->urls, key_of(arena, url, false))
               : entry;
}

const struct sg_feed_entry *sg_feed_host(const struct sg_feed *feed, const struct sg_host *host,
                                         sg_span *name)
{
    if (is_address(host)) {
        *name = host->ascii;
        return sg_feed_address(feed, host->address);
    }
    *name = host->ascii;
    for (int n = 0; feed->hosts.n > 0 && n < MAX_LABELS && name->len > 0; n++) {
        const struct sg_feed_entry *entry = sg_map_get(&feed->hosts, *name);
        if (entry != NULL || name->len <= host->registrable.len)
            return entry;
        *name = sg_tail(*name, sg_find(*name, '.', 0) + 1);
    }
    return NULL;
}

const struct sg_feed_entry *sg_feed_address(const struct sg_feed *feed, const uint8_t octets[16])
{
    return sg_map_get(&feed->addresses, (sg_span){ octets, 16 });
}

int32_t sg_feed_strength(const struct sg_feed_entry *entry, int64_t now)
{
    if (entry->day.len == 0 || now == 0)
        return 50;
    int64_t days = (now - entry->time) / DAY;
    return days <= FRESH ? 100 : days <= STALE ? 40 : 0;
}
