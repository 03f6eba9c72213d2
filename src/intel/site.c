#include "intel/site.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"

enum {
    MAX_LABELS = 20,
    MAX_ADDRESS = 320
}; /* of a host that are looked up; octets of an address */

static sg_span lower(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(&b, (uint8_t)sg_lower(sg_at(s, i)));
    return sg_buf_done(&b);
}

static bool add_mailbox(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                        struct sg_site *site)
{
    (void)tools;
    sg_span address = lower(arena, line);
    size_t sign = sg_find_last(address, '@');
    sg_span domain = sg_tail(address, sign + 1);
    if (sign == 0 || domain.len == 0 || address.len > MAX_ADDRESS)
        return false;
    (void)sg_map_put(&site->mailboxes, address, site);
    (void)sg_map_put(&site->mailbox_domains, domain, site);
    return true;
}

static bool is_address(const struct sg_host *host)
{
    return host->kind == SG_HOST_IPV4 || host->kind == SG_HOST_IPV6;
}

/* "192.0.2.0/24", "[2001:db8::]/32" or "2001:db8::/32". */
static bool read_prefix(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                        struct sg_prefix *out)
{
    size_t slash = sg_find(line, '/', 0);
    sg_span address = sg_cut(line, 0, slash);
    if (sg_find(address, ':', 0) < address.len && sg_at(address, 0) != '[') {
        struct sg_buf b = SG_BUF_IN(arena, address.len + 2);
        sg_put_octet(&b, '[');
        sg_put(&b, address);
        sg_put_octet(&b, ']');
        address = sg_buf_done(&b);
    }
    struct sg_host host = sg_host_read(arena, tools, address, NULL);
    if (!is_address(&host))
        return false;
    int64_t most = host.kind == SG_HOST_IPV4 ? 32 : 128, bits = most;
    if (slash < line.len && !sg_number(sg_tail(line, slash + 1), 0, most, &bits))
        return false;
    for (size_t i = 0; i < sizeof(out->octets); i++)
        out->octets[i] = host.address[i];
    out->bits = (size_t)(bits + 128 - most);
    return true;
}

static bool add_hosted(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                       struct sg_site *site)
{
    struct sg_prefix prefix;
    if (read_prefix(arena, tools, line, &prefix)) {
        site->prefixes[site->n_prefixes++] = prefix;
        return true;
    }
    struct sg_host host = sg_host_read(arena, tools, line, NULL);
    if (host.kind != SG_HOST_NAME || sg_find(host.ascii, '.', 0) == host.ascii.len)
        return false;
    (void)sg_map_put(&site->hosted, host.ascii, site);
    return true;
}

/* "example.jp", "12 example.jp", "taro@free.example". */
static bool add_sender(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                       struct sg_site *site)
{
    int64_t count;
    size_t digits = 0;
    while (sg_is_digit(sg_at(line, digits)))
        digits++;
    if (digits > 0 && (sg_at(line, digits) == ' ' || sg_at(line, digits) == '\t')) {
        if (!sg_number(sg_cut(line, 0, digits), 1, INT32_MAX, &count))
            return false;
        line = sg_trim(sg_tail(line, digits));
    }
    sg_span key = lower(arena, line);
    size_t sign = sg_find_last(key, '@');
    sg_span domain = sign < key.len ? sg_tail(key, sign + 1) : key;
    struct sg_host host = sg_host_read(arena, tools, domain, NULL);
    if (sign == 0 || key.len > MAX_ADDRESS || host.registrable.len == 0)
        return false;
    (void)sg_map_put(&site->known_senders, sign < key.len ? key : host.registrable, site);
    return true;
}

static bool add_feed(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                     struct sg_site *site)
{
    return sg_feed_add(arena, tools, line, &site->feed);
}

static size_t count_lines(sg_span text)
{
    size_t n = 1;
    for (size_t at = sg_find(text, '\n', 0); at < text.len; at = sg_find(text, '\n', at + 1))
        n++;
    return n;
}

typedef bool add_line(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span line,
                      struct sg_site *site);

struct reading {
    const char *path; /* NULL: no such list */
    add_line *add;
    const char *holds;
};

static enum sg_status read_lines(struct sg_arena *arena, const struct sg_host_tools *tools,
                                 const struct reading *r, struct sg_site *site,
                                 struct sg_error *err)
{
    sg_span text;
    if (r->path == NULL)
        return SG_OK;
    enum sg_status st = sg_file_read(arena, r->path, SG_MAX_DATA_FILE, &text, err);
    if (st != SG_OK)
        return st;
    if (r->add == add_hosted)
        site->prefixes = SG_NEW_N(arena, struct sg_prefix, count_lines(text));
    if (r->add == add_feed)
        site->feed = sg_feed_in(arena, count_lines(text));
    for (size_t n = 1; text.len > 0; n++) {
        sg_span line = sg_trim(sg_next(&text, '\n'));
        if (line.len == 0 || sg_at(line, 0) == '#')
            continue;
        if (!r->add(arena, tools, line, site))
            return sg_fail(err, SG_E_VALUE, "%s:%zu: not a %s", r->path, n, r->holds);
    }
    return SG_OK;
}

enum sg_status sg_site_read(struct sg_arena *arena, const struct sg_host_tools *tools,
                            const struct sg_site_files *files, const struct sg_site **out,
                            struct sg_error *err)
{
    struct sg_site *site = SG_NEW(arena, struct sg_site);
    struct sg_map empty = SG_MAP(arena);
    *site = (struct sg_site){ .mailboxes = empty,
                              .mailbox_domains = empty,
                              .hosted = empty,
                              .known_senders = empty,
                              .feed = sg_feed_in(arena, 1) };
    const struct reading readings[] = {
        { files->mailboxes, add_mailbox, "mail address" },
        { files->hosted, add_hosted, "domain, address or block of addresses" },
        { files->known_senders, add_sender,
          "domain or mail address, with or without a count before it" },
        { files->feed, add_feed, "URL, host or address with a day and a source behind it" },
    };
    enum sg_status st = SG_OK;
    for (size_t i = 0; st == SG_OK && i < sizeof(readings) / sizeof(*readings); i++)
        st = read_lines(arena, tools, &readings[i], site, err);
    if (st == SG_OK)
        *out = site;
    return st;
}

/* "info+shop" is delivered to "info". */
bool sg_site_lacks_mailbox(struct sg_arena *arena, const struct sg_site *site, sg_span address)
{
    size_t sign = sg_find_last(address, '@'), plus = sg_find(address, '+', 0);
    if (sg_map_get(&site->mailbox_domains, sg_tail(address, sign + 1)) == NULL ||
        sg_map_get(&site->mailboxes, address) != NULL)
        return false;
    if (plus > sign)
        return true;
    struct sg_buf b = SG_BUF_IN(arena, address.len);
    sg_put(&b, sg_cut(address, 0, plus));
    sg_put(&b, sg_tail(address, sign));
    return sg_map_get(&site->mailboxes, sg_buf_done(&b)) == NULL;
}

static bool is_in(const struct sg_prefix *prefix, const uint8_t *address)
{
    sg_span own = { prefix->octets, sizeof(prefix->octets) }, other = { address, own.len };
    size_t whole = prefix->bits / 8, rest = prefix->bits % 8;
    if (!sg_same(sg_cut(own, 0, whole), sg_cut(other, 0, whole)))
        return false;
    return rest == 0 || sg_at(own, whole) >> (8 - rest) == sg_at(other, whole) >> (8 - rest);
}

bool sg_site_hosts(const struct sg_site *site, const struct sg_host *host)
{
    for (size_t i = 0; is_address(host) && i < site->n_prefixes; i++)
        if (is_in(&site->prefixes[i], host->address))
            return true;
    sg_span name = host->ascii;
    for (int n = 0; site->hosted.n > 0 && name.len > 0 && n < MAX_LABELS; n++) {
        if (sg_map_get(&site->hosted, name) != NULL)
            return true;
        name = sg_tail(name, sg_find(name, '.', 0) + 1);
    }
    return false;
}

bool sg_site_knows_sender(struct sg_arena *arena, const struct sg_site *site, sg_span address,
                          sg_span registrable, bool is_shared)
{
    return sg_map_get(&site->known_senders, is_shared ? lower(arena, address) : registrable) !=
           NULL;
}
