#include "intel/brands.h"

#include <stdlib.h>

#include "intel/brands_read.h"
#include "intel/scanner.h"

enum { MAX_LABELS = 127, MAX_NAME_HITS = 2000 };

const struct sg_brand *sg_brand_find(const struct sg_brands *brands, sg_span id)
{
    return sg_map_get(&brands->by_id, id);
}

const struct sg_brand_domain *sg_brand_domain_of(const struct sg_brands *brands, sg_span host)
{
    const struct sg_brand_domain *own = sg_map_get(&brands->by_host, host);
    if (own != NULL)
        return own;
    for (size_t i = 0; host.len > 0 && i < MAX_LABELS; i++) {
        const struct sg_brand_domain *found = sg_map_get(&brands->by_domain, host);
        if (found != NULL)
            return found;
        (void)sg_next(&host, '.');
    }
    return NULL;
}

bool sg_brand_kin(const struct sg_brand *a, const struct sg_brand *b)
{
    return a == b || sg_same(a->owner, b->owner);
}

bool sg_brand_owns(const struct sg_brands *brands, const struct sg_brand *brand, sg_span host)
{
    for (const struct sg_brand_domain *d = sg_brand_domain_of(brands, host); d != NULL; d = d->next)
        if (d->kind != SG_DOMAIN_USER_CONTENT && sg_brand_kin(d->brand, brand))
            return true;
    return false;
}

sg_span sg_brand_shown(const struct sg_brand *brand, bool japanese)
{
    sg_span first = japanese ? brand->name_ja : brand->name_en;
    return first.len > 0 ? first : japanese ? brand->name_en : brand->name_ja;
}

bool sg_url_pattern_matches(sg_span pattern, sg_span scheme, sg_span host)
{
    size_t colon = sg_find_span(pattern, SG_SPAN("://"), 0);
    sg_span rest = sg_tail(pattern, colon + 3), wanted = sg_next(&rest, '/');
    if (colon == pattern.len || !sg_same_nocase(sg_cut(pattern, 0, colon), scheme))
        return false;
    size_t stars = 0;
    while (sg_at(wanted, stars) == '*')
        stars++;
    if (stars == 0 || sg_at(wanted, stars) != '.')
        return wanted.len > 0 && sg_same(wanted, host);
    wanted = sg_tail(wanted, stars + 1);
    return wanted.len > 0 && sg_ends(host, wanted) &&
           (host.len == wanted.len || sg_at(host, host.len - wanted.len - 1) == '.');
}

/* Part of a Latin word, so that `au` in `because` is nothing; Japanese has no such limits. */
static bool is_inside_word(sg_span text, struct sg_range at)
{
    int before = at.from > 0 ? sg_at(text, at.from - 1) : -1;
    int after = sg_at(text, at.from + at.len);
    return (sg_is_alnum(before) && sg_is_alnum(sg_at(text, at.from))) ||
           (sg_is_alnum(after) && sg_is_alnum(sg_at(text, at.from + at.len - 1)));
}

/* Longest first where they begin together. */
static int by_place(const void *a, const void *b)
{
    const struct sg_brand_hit *x = a, *y = b;
    if (x->at.from != y->at.from)
        return x->at.from < y->at.from ? -1 : 1;
    if (x->at.len != y->at.len)
        return x->at.len > y->at.len ? -1 : 1;
    return 0;
}

static void drop_inner(struct sg_brand_hits *hits)
{
    size_t kept = 0, end = 0;
    for (size_t i = 0; i < hits->n; i++) {
        struct sg_brand_hit hit = hits->at[i];
        if (hit.at.from + hit.at.len <= end)
            continue;
        end = hit.at.from + hit.at.len;
        hits->at[kept++] = hit;
    }
    hits->n = kept;
}

void sg_brand_scan(struct sg_arena *arena, const struct sg_brands *brands, sg_span folded,
                   struct sg_brand_hits *out)
{
    struct sg_scan_hits found;
    *out = (struct sg_brand_hits){ 0 };
    sg_scan(arena, brands->scanner, folded, MAX_NAME_HITS, &found);
    for (size_t i = 0; i < found.n; i++) {
        if (is_inside_word(folded, found.at[i].at))
            continue;
        const struct sg_brand_called *called = &brands->called[found.at[i].word];
        struct sg_brand_hit *hit = SG_PUSH(arena, out);
        *hit = (struct sg_brand_hit){ called->brand, called->name, found.at[i].at };
    }
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, by_place);
    drop_inner(out);
}
