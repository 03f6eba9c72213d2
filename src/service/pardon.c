#include "service/pardon.h"

#include "base/buf.h"
#include "base/limits.h"
#include "intel/datafile.h"

enum {
    LONGEST_KEY = 400,  /* octets: a kind and an address */
    WIDEST_V4 = 96 + 8, /* bits of the shortest prefix */
    WIDEST_V6 = 16,
    FIRST_YEAR = 2000,
    LAST_YEAR = 2999,
};

struct sg_pardons {
    struct sg_pardon *all; /* in the order of the file */
    size_t n;
    SG_LIST(size_t) clients; /* places in `all` */
    struct sg_map names;     /* "sender info@example.jp" in lower case -> const struct sg_pardon */
};

struct reading {
    struct sg_arena *arena;
    struct sg_pardons *pardons;
    struct sg_map seen; /* -> const struct sg_data_place */
    struct sg_error *err;
};

static const char *const KINDS[SG_N_PARDON_KINDS] = { "client", "authenticated", "sender" };

/* --- days ----------------------------------------------------------------------------------- */

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t days_in(int64_t year, int64_t month)
{
    if (month == 2)
        return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* "2027-01-31" as days since 1970-01-01 */
static bool read_day(sg_span s, int64_t *out)
{
    int64_t year, month, day, days = 0;
    if (s.len != strlen("2027-01-31") || sg_at(s, 4) != '-' || sg_at(s, 7) != '-' ||
        !sg_number(sg_cut(s, 0, 4), FIRST_YEAR, LAST_YEAR, &year) ||
        !sg_number(sg_cut(s, 5, 2), 1, 12, &month) ||
        !sg_number(sg_cut(s, 8, 2), 1, days_in(year, month), &day))
        return false;
    for (int64_t y = 1970; y < year; y++)
        days += is_leap(y) ? 366 : 365;
    for (int64_t m = 1; m < month; m++)
        days += days_in(year, m);
    *out = days + day - 1;
    return true;
}

/* --- reading -------------------------------------------------------------------------------- */

static bool kind_of(sg_span word, enum sg_pardon_kind *out)
{
    for (int i = 0; i < SG_N_PARDON_KINDS; i++)
        if (sg_same(word, sg_span_of(KINDS[i]))) {
            *out = (enum sg_pardon_kind)i;
            return true;
        }
    return false;
}

/* "info@example.jp", "@example.jp" */
static bool is_sender(sg_span s)
{
    size_t at = sg_find_last(s, '@');
    for (size_t i = 0; i < at && i < s.len; i++)
        if (sg_is_blank(sg_at(s, i)) || sg_at(s, i) == '<' || sg_at(s, i) == '>' ||
            sg_at(s, i) == '*')
            return false;
    return at < s.len && sg_data_is_domain(sg_tail(s, at + 1));
}

static enum sg_status read_network(const struct reading *r, const struct sg_data_record *record,
                                   sg_span what, struct sg_network *out)
{
    if (!sg_network_read(what, out))
        return sg_data_fail(r->err, SG_E_VALUE, record->place,
                            "not an address or a network like 192.0.2.0/24 or 2001:db8::/32");
    bool is_v4 = sg_inet_is_v4(&out->base);
    if (out->bits < (is_v4 ? WIDEST_V4 : WIDEST_V6))
        return sg_data_fail(r->err, SG_E_VALUE, record->place,
                            "a network wider than /%d is not pardoned", is_v4 ? 8 : 16);
    return SG_OK;
}

static enum sg_status read_what(const struct reading *r, const struct sg_data_record *record,
                                sg_span what, struct sg_pardon *pardon)
{
    switch (pardon->kind) {
    case SG_PARDON_CLIENT:
        return read_network(r, record, what, &pardon->network);
    case SG_PARDON_AUTHENTICATED:
        if (sg_data_is_domain(what) && sg_find(what, '.', 0) < what.len)
            return SG_OK;
        return sg_data_fail(r->err, SG_E_VALUE, record->place,
                            "not a domain like example.jp, in lower case");
    case SG_PARDON_SENDER:
        if (is_sender(what))
            return SG_OK;
        return sg_data_fail(
            r->err, SG_E_VALUE, record->place,
            "not a sender like info@example.jp or @example.jp, its domain in lower case");
    case SG_N_PARDON_KINDS:
        break;
    }
    return sg_data_fail(r->err, SG_E_VALUE, record->place, "a kind that is none");
}

/* "kind what" in lower case; empty when there is no room for it, which is for names that no entry has. */
static void put_key(struct sg_buf *b, enum sg_pardon_kind kind, sg_span what)
{
    sg_put_text(b, KINDS[kind]);
    sg_put_octet(b, ' ');
    for (size_t i = 0; i < what.len && !b->cut; i++)
        sg_put_octet(b, (uint8_t)sg_lower(sg_at(what, i)));
    if (b->cut)
        b->len = 0;
}

static enum sg_status file_pardon(struct reading *r, const struct sg_data_record *record,
                                  sg_span what, const struct sg_pardon *pardon)
{
    struct sg_buf b = SG_BUF_IN(r->arena, LONGEST_KEY);
    put_key(&b, pardon->kind, what);
    sg_span key = sg_buf_done(&b);
    if (key.len == 0)
        return sg_data_fail(r->err, SG_E_VALUE, record->place, "longer than any address");
    enum sg_status st = sg_data_once(&r->seen, key, &record->place, r->err);
    if (st == SG_OK && pardon->kind == SG_PARDON_CLIENT)
        *SG_PUSH(r->arena, &r->pardons->clients) = (size_t)(pardon - r->pardons->all);
    else if (st == SG_OK)
        (void)sg_map_put(&r->pardons->names, key, pardon);
    return st;
}

/* `pardon` is a new one of the list, which does not move. */
static enum sg_status add(struct reading *r, const struct sg_data_record *record,
                          struct sg_pardon *pardon)
{
    sg_span rest = record->name, kind = sg_data_word(&rest), what = sg_trim(rest);
    if (!kind_of(kind, &pardon->kind))
        return sg_data_fail(r->err, SG_E_VALUE, record->place,
                            "'pardon' wants client, authenticated or sender first");
    enum sg_status st = read_what(r, record, what, pardon);
    if (st != SG_OK)
        return st;
    pardon->name = record->name;
    pardon->line = record->place.line;
    pardon->reason = sg_data_value(record, "reason");
    pardon->owner = sg_data_value(record, "owner");
    pardon->expires = sg_data_value(record, "expires");
    if (!read_day(pardon->expires, &pardon->last_day))
        return sg_data_fail(r->err, SG_E_VALUE, record->place,
                            "'expires' is no day like 2027-01-31");
    return file_pardon(r, record, what, pardon);
}

static enum sg_status read_file(struct sg_arena *arena, const char *path, struct sg_data_file *out,
                                struct sg_error *err)
{
    static const struct sg_data_field_rule fields[] = { { "reason", true, false },
                                                        { "owner", true, false },
                                                        { "expires", true, false },
                                                        { NULL, false, false } };
    static const struct sg_data_kind kinds[] = { { "pardon", fields }, { NULL, NULL } };
    if (path == NULL)
        return SG_OK;
    enum sg_status st = sg_data_read(arena, path, kinds, out, err);
    if (st == SG_OK && out->n_records > SG_MAX_PARDONS)
        return sg_fail(err, SG_E_LIMIT, "'%s' has more than %d entries", path, SG_MAX_PARDONS);
    return st;
}

enum sg_status sg_pardons_read(struct sg_arena *arena, const char *path,
                               const struct sg_pardons **out, struct sg_error *err)
{
    struct sg_data_file file = { 0 };
    enum sg_status st = read_file(arena, path, &file, err);
    if (st != SG_OK)
        return st;
    struct sg_pardons *pardons = SG_NEW(arena, struct sg_pardons);
    pardons->names = SG_MAP(arena);
    pardons->all = SG_NEW_N(arena, struct sg_pardon, file.n_records);
    struct reading r = { arena, pardons, SG_MAP(arena), err };
    for (size_t i = 0; st == SG_OK && i < file.n_records; i++)
        st = add(&r, &file.records[i], &pardons->all[pardons->n++]);
    if (st == SG_OK)
        *out = pardons;
    return st;
}

/* --- looking up ----------------------------------------------------------------------------- */

static const struct sg_pardon *holding(const struct sg_pardon *pardon, int64_t today)
{
    return pardon != NULL && today <= pardon->last_day ? pardon : NULL;
}

static const struct sg_pardon *by_client(const struct sg_pardons *pardons,
                                         const struct sg_pardon_query *query)
{
    for (size_t i = 0; query->client != NULL && i < pardons->clients.n; i++) {
        const struct sg_pardon *pardon = &pardons->all[pardons->clients.at[i]];
        if (sg_network_has(&pardon->network, query->client) &&
            holding(pardon, query->today) != NULL)
            return pardon;
    }
    return NULL;
}

static const struct sg_pardon *by_name(const struct sg_pardons *pardons, enum sg_pardon_kind kind,
                                       sg_span what, int64_t today)
{
    uint8_t room[LONGEST_KEY];
    struct sg_buf b = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    if (what.len == 0)
        return NULL;
    put_key(&b, kind, what);
    return holding(sg_map_get(&pardons->names, sg_buf_span(&b)), today);
}

static const struct sg_pardon *by_sender(const struct sg_pardons *pardons,
                                         const struct sg_pardon_query *query)
{
    size_t at = sg_find_last(query->sender, '@');
    if (!query->has_spf_pass || at >= query->sender.len)
        return NULL;
    const struct sg_pardon *found = by_name(pardons, SG_PARDON_SENDER, query->sender, query->today);
    return found != NULL
               ? found
               : by_name(pardons, SG_PARDON_SENDER, sg_tail(query->sender, at), query->today);
}

const struct sg_pardon *sg_pardon_find(const struct sg_pardons *pardons,
                                       const struct sg_pardon_query *query)
{
    const struct sg_pardon *found = by_client(pardons, query);
    if (found == NULL)
        found = by_name(pardons, SG_PARDON_AUTHENTICATED, query->authenticated, query->today);
    return found != NULL ? found : by_sender(pardons, query);
}

const struct sg_pardon *sg_pardon_expired(const struct sg_pardons *pardons, int64_t day,
                                          size_t *next)
{
    while (*next < pardons->n) {
        const struct sg_pardon *pardon = &pardons->all[(*next)++];
        if (holding(pardon, day) == NULL)
            return pardon;
    }
    return NULL;
}

size_t sg_pardons_count(const struct sg_pardons *pardons)
{
    return pardons->n;
}
