/* fuzz_trace.c - Received, Authentication-Results, dates and addresses of hosts: what is given lies in the
 * field or the arena, and an address reads the same when shown and read again. */
#include <stdlib.h>

#include "base/limits.h"
#include "mail/auth_results.h"
#include "mail/received.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_ip(struct sg_arena *arena, const struct sg_ip *ip)
{
    struct sg_ip again = sg_ip_read(sg_ip_show(arena, ip));
    must(ip->is_set == again.is_set && ip->is_v4 == again.is_v4);
    must(!ip->is_set || sg_ip_same(ip, &again));
    must(ip->is_set == (sg_ip_kind_of(ip) != SG_IP_NONE));
}

static void in_field(sg_span body, sg_span part)
{
    must(part.len <= body.len &&
         (part.len == 0 || sg_holds(body, part) || sg_find(body, '\r', 0) < body.len ||
          sg_find(body, '\n', 0) < body.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len)
{
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open((size_t)64 << 20);
    sg_span body = sg_cut((sg_span){ octets, len }, 0, SG_MAX_FIELD);
    struct sg_field field = { .body = body, .place = { 0, body.len } };
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    struct sg_received r = sg_received_read(arena, &field, &odd);
    check_ip(arena, &r.ip);
    check_ip(arena, &r.helo_ip);
    const sg_span parts[] = { r.from, r.helo, r.rdns, r.by, r.with, r.id, r.for_address };
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        in_field(body, parts[i]);
    must(!(r.rdns_unknown && r.rdns.len > 0));
    struct sg_auth_list list = { 0 };
    sg_auth_results_read(arena, &field, &list, &odd);
    must(list.n <= SG_MAX_AUTH_RESULTS);
    for (size_t i = 0; i < list.n; i++)
        must(list.at[i].method.len > 0 && list.at[i].result.len > 0);
    int64_t seconds;
    int offset;
    if (sg_date_read(body, &seconds, &offset))
        must(offset > -16 * 60 && offset < 16 * 60);
    struct sg_ip ip = sg_ip_read(body);
    check_ip(arena, &ip);
    sg_arena_reset(arena);
    return 0;
}
