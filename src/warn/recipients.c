#include "warn/recipients.h"

enum { SHORTEST_NAME = 5 }; /* octets: shorter ones stand in honest words by chance */

static void add(struct sg_arena *arena, struct sg_map *seen, struct sg_recipients *out,
                const struct sg_intel *intel, sg_span address)
{
    if (sg_map_get(seen, address) != NULL)
        return;
    sg_map_put(seen, address, out);
    *SG_PUSH(arena, &out->addresses) = address;
    sg_span name = sg_cut(address, 0, sg_find(address, '@', 0));
    if (name.len < SHORTEST_NAME || sg_list_has(&intel->lists->roles, name))
        return;
    if (sg_map_get(seen, name) == NULL)
        *SG_PUSH(arena, &out->names) = name;
    sg_map_put(seen, name, out);
}

const struct sg_recipients *sg_recipients_of(struct sg_arena *arena, const struct sg_intel *intel,
                                             const struct sg_specimen *const *specimens, size_t n)
{
    struct sg_recipients *out = SG_NEW(arena, struct sg_recipients);
    struct sg_map addresses = SG_MAP(arena), domains = SG_MAP(arena);
    for (size_t i = 0; i < n; i++) {
        const struct sg_specimen *s = specimens[i];
        for (size_t k = 0; k < s->n_private_recipients; k++)
            add(arena, &addresses, out, intel, s->private_recipients[k]);
        sg_span domain = s->private_recipient_domain;
        if (domain.len == 0 || sg_map_get(&domains, domain) != NULL)
            continue;
        sg_map_put(&domains, domain, out);
        *SG_PUSH(arena, &out->domains) = domain;
    }
    return out;
}

/* `word` in `s`, with no letter or digit right before or after it. */
static bool has_word(sg_span s, sg_span word)
{
    for (size_t at = 0; (at = sg_find_nocase(s, word, at)) < s.len; at++)
        if ((at == 0 || !sg_is_alnum(sg_at(s, at - 1))) && !sg_is_alnum(sg_at(s, at + word.len)))
            return true;
    return false;
}

bool sg_names_recipient(const struct sg_recipients *r, sg_span s)
{
    for (size_t i = 0; i < r->domains.n; i++)
        if (has_word(s, r->domains.at[i]))
            return true;
    for (size_t i = 0; i < r->names.n; i++)
        if (has_word(s, r->names.at[i]))
            return true;
    if (sg_find(s, '@', 0) == s.len)
        return false;
    for (size_t i = 0; i < r->addresses.n; i++)
        if (has_word(s, r->addresses.at[i]))
            return true;
    return false;
}

bool sg_is_of_recipient(const struct sg_recipients *r, sg_span host)
{
    for (size_t i = 0; i < r->domains.n; i++)
        if (sg_host_is_under(host, r->domains.at[i]))
            return true;
    return false;
}
