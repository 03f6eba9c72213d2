/* web/host.h - hosts, and the registrable domain that says whose they are.
 *
 * Source: WHATWG URL 3.5, UTS #46, publicsuffix.org, RFC 6265 5.3. */
#ifndef SG_WEB_HOST_H
#define SG_WEB_HOST_H

#include "base/arena.h"
#include "base/status.h"

enum sg_host_kind { SG_HOST_NONE, SG_HOST_NAME, SG_HOST_IPV4, SG_HOST_IPV6 };

struct sg_host {
    enum sg_host_kind kind;
    sg_span ascii; /* lower case A-labels, "192.0.2.1", "[2001:db8::1]"; no final dot */
    sg_span shown; /* with U-labels, for people; the same as ascii without IDN */
    /* part of ascii: eTLD+1 by the public list's ICANN section and our supplement; the whole of
     * ascii for addresses; empty when the host is itself a suffix or has one label */
    sg_span registrable;
    /* part of ascii: the same with the private section (duckdns.org customers apart); */
    sg_span site;
    uint8_t address[16]; /* for IPV4 (as ::ffff:) and IPV6 */
    bool has_idn;        /* a label is xn-- or was written in other letters than ASCII */
    /* a label mixes scripts that no one language mixes (UTS #39, Japanese set allowed) */
    bool is_mixed_script;
};

struct sg_host_tools; /* IDNA, suffix lists; shared, not changed by use */

/* `list` and `supplement` are the texts of suffix lists in the public suffix list's format; they are
 * not needed after the call.  Close releases. */
SG_MUST_USE enum sg_status sg_host_tools_open(sg_span list, sg_span supplement,
                                              struct sg_host_tools **out, struct sg_error *err);
void sg_host_tools_close(struct sg_host_tools *tools); /* NULL is fine */

/* Read a host as a URL of a special scheme would hold it (percent-encoded, UTF-8, numbers in every
 * base).  Kind NONE when a browser would refuse it. `*traits` (may be NULL) gets the sg_url_trait bits of it.
 * Borrows `raw`: a name that is lower-case ASCII already is not copied. */
struct sg_host sg_host_read(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span raw,
                            unsigned *traits);

/* `host` is `domain` or stands under it (both ASCII, lower case). */
static inline bool sg_host_is_under(sg_span host, sg_span domain)
{
    if (domain.len == 0 || host.len < domain.len)
        return false;
    size_t before = host.len - domain.len;
    return (before == 0 || sg_at(host, before - 1) == '.') && sg_ends_nocase(host, domain);
}

/* True when `name` (lower case ASCII) looks like a host under a suffix that the lists know by name, so
 * that "kagoya.net" is a domain and "index.html", "v1.2" and "setup.py" are not.  Wildcard default
 * rule does not count; two-letter file endings that are also TLDs (.md .sh .py .pl ...) do not count. */
bool sg_host_is_domain_name(const struct sg_host_tools *tools, sg_span name);

/* The public suffix of `host` (ICANN section and supplement), part of it. */
sg_span sg_host_suffix(const struct sg_host_tools *tools, sg_span host);

#endif
