#include "facts/resemble.h"

enum {
    MIN_LABEL = 5,    /* octets of a label that may resemble another */
    MAX_LABEL = 63,   /* RFC 1035 */
    MIN_TOKEN = 3,    /* octets of a brand's word */
    MAX_LABELS = 10,  /* of a host that are looked at */
    MAX_SUFFIX = 4,   /* labels of an official domain */
    MAX_SEGMENTS = 20 /* of a path */
};

/* One octet inserted, left out, replaced, or two exchanged. */
static bool is_one_edit(sg_span a, sg_span b)
{
    size_t front = 0, back = 0;
    while (front < a.len && front < b.len && sg_at(a, front) == sg_at(b, front))
        front++;
    while (back < a.len - front && back < b.len - front &&
           sg_at(a, a.len - 1 - back) == sg_at(b, b.len - 1 - back))
        back++;
    size_t left_a = a.len - front - back, left_b = b.len - front - back;
    if (left_a == 2 && left_b == 2)
        return sg_at(a, front) == sg_at(b, front + 1) && sg_at(a, front + 1) == sg_at(b, front);
    return left_a <= 1 && left_b <= 1 && left_a + left_b > 0;
}

static sg_span first_label(sg_span domain)
{
    return sg_cut(domain, 0, sg_find(domain, '.', 0));
}

static sg_span domain_of(const struct sg_host *host)
{
    return host->registrable.len > 0 ? host->registrable : host->ascii;
}

static size_t count_labels(sg_span host)
{
    size_t n = 0;
    for (sg_span rest = host; rest.len > 0; n++)
        (void)sg_next(&rest, '.');
    return n;
}

/* The first label of the registrable domain as people read it: what is shown has as many labels. */
static sg_span shown_label(const struct sg_host *host)
{
    sg_span rest = host->shown;
    for (size_t n = count_labels(rest), own = count_labels(domain_of(host)); n > own; n--)
        (void)sg_next(&rest, '.');
    return first_label(rest);
}

struct sg_resembling sg_resembling_of(struct sg_arena *arena, const struct sg_folder *folder,
                                      const struct sg_host *host)
{
    struct sg_resembling r = { .arena = arena, .folder = folder, .has_idn = host->has_idn };
    sg_span own = first_label(domain_of(host));
    if (own.len < MIN_LABEL || own.len > MAX_LABEL)
        return r;
    r.label = own;
    r.shown = shown_label(host);
    r.skeleton = r.has_idn ? sg_skeleton(arena, folder, r.shown) : (sg_span){ 0 };
    return r;
}

enum sg_resemblance sg_domain_resembles(const struct sg_resembling *r, sg_span official)
{
    sg_span theirs = first_label(official);
    if (theirs.len < MIN_LABEL || r->label.len == 0)
        return SG_RESEMBLES_NOT;
    if (r->has_idn)
        return sg_is_skeleton_of(r->folder, r->skeleton, theirs) ? SG_RESEMBLES_LETTERS
                                                                 : SG_RESEMBLES_NOT;
    /* ASCII has look-alikes of its own: "rn" for m, 1 for l, 0 for O */
    bool is_like = sg_same(r->label, theirs) || is_one_edit(r->label, theirs) ||
                   sg_same_skeleton(r->arena, r->folder, r->shown, theirs);
    return is_like ? SG_RESEMBLES_LABEL : SG_RESEMBLES_NOT;
}

bool sg_label_joins_token(const struct sg_brand *brand, sg_span label)
{
    for (size_t i = 0; i < brand->n_tokens; i++) {
        sg_span token = brand->tokens[i];
        size_t at = sg_find_span(label, token, 0), end = at + token.len;
        if (at == label.len || token.len < MIN_TOKEN || label.len == token.len)
            continue;
        bool starts = at == 0 || sg_at(label, at - 1) == '-';
        bool ends = end == label.len || sg_at(label, end) == '-';
        if ((starts && ends) || (token.len >= MIN_LABEL && (starts || ends)))
            return true;
    }
    return false;
}

bool sg_holds_token(const struct sg_brand *brand, sg_span s, sg_span *shown)
{
    for (size_t i = 0; brand != NULL && i < brand->n_tokens; i++) {
        size_t at = sg_find_nocase(s, brand->tokens[i], 0), len = brand->tokens[i].len;
        *shown = sg_cut(s, at, len);
        if (at < s.len && len >= MIN_TOKEN && (at == 0 || !sg_is_alnum(sg_at(s, at - 1))) &&
            !sg_is_alnum(sg_at(s, at + len)))
            return true;
    }
    return false;
}

static const struct sg_brand *official_of(const struct sg_brands *brands, sg_span name)
{
    const struct sg_brand_domain *d = sg_map_get(&brands->by_domain, name);
    return d != NULL && d->kind == SG_DOMAIN_OFFICIAL ? d->brand : NULL;
}

/* Every run of whole labels is looked up. */
const struct sg_brand *sg_labels_hold_domain(const struct sg_brands *brands, sg_span labels,
                                             sg_span *shown)
{
    for (size_t from = 0, n = 0; from < labels.len && n < MAX_LABELS; n++) {
        sg_span rest = sg_tail(labels, from);
        for (size_t end = sg_find(rest, '.', 0), m = 0; end < rest.len && m < MAX_SUFFIX; m++) {
            end = sg_find(rest, '.', end + 1);
            const struct sg_brand *brand = official_of(brands, sg_cut(rest, 0, end));
            *shown = sg_cut(rest, 0, end);
            if (brand != NULL)
                return brand;
        }
        from += sg_find(rest, '.', 0) + 1;
    }
    return NULL;
}

sg_span sg_host_subdomain(const struct sg_host *host)
{
    sg_span domain = domain_of(host);
    return host->ascii.len <= domain.len ? (sg_span){ 0 }
                                         : sg_cut(host->ascii, 0, host->ascii.len - domain.len - 1);
}

/* An official domain standing whole where it decides nothing. */
static const struct sg_brand *embedded(const struct sg_brands *brands, const struct sg_url *url)
{
    sg_span shown, rest = url->path;
    const struct sg_brand *brand =
        sg_labels_hold_domain(brands, sg_host_subdomain(&url->host), &shown);
    if (brand == NULL && url->userinfo.len > 0)
        brand = sg_labels_hold_domain(brands, url->userinfo, &shown);
    for (int n = 0; brand == NULL && rest.len > 0 && n < MAX_SEGMENTS; n++)
        brand = sg_labels_hold_domain(brands, sg_next(&rest, '/'), &shown);
    return brand;
}

static enum sg_resemblance stand_of(const struct sg_resembling *host, const struct sg_url *url,
                                    const struct sg_brand *brand)
{
    enum sg_resemblance best = SG_RESEMBLES_NOT;
    sg_span shown;
    for (size_t i = 0; i < brand->n_domains; i++) {
        if (brand->domains[i].kind != SG_DOMAIN_OFFICIAL)
            continue;
        enum sg_resemblance how = sg_domain_resembles(host, brand->domains[i].domain);
        best = how > best ? how : best;
    }
    if (best == SG_RESEMBLES_NOT && sg_label_joins_token(brand, first_label(domain_of(&url->host))))
        best = SG_RESEMBLES_JOINED;
    if (best == SG_RESEMBLES_NOT &&
        (sg_holds_token(brand, sg_host_subdomain(&url->host), &shown) ||
         sg_holds_token(brand, first_label(domain_of(&url->host)), &shown) ||
         sg_holds_token(brand, url->path, &shown) || sg_holds_token(brand, url->query, &shown)))
        best = SG_RESEMBLES_WORD;
    return best;
}

const struct sg_brand *sg_url_suggests(struct sg_arena *arena, const struct sg_intel *intel,
                                       const struct sg_url *url, enum sg_resemblance *how)
{
    const struct sg_brand *brand = embedded(intel->brands, url);
    *how = SG_RESEMBLES_EMBEDDED;
    if (brand != NULL)
        return brand;
    *how = SG_RESEMBLES_NOT;
    struct sg_resembling host = sg_resembling_of(arena, intel->folder, &url->host);
    for (size_t i = 0; i < intel->brands->n; i++) {
        enum sg_resemblance stand = stand_of(&host, url, &intel->brands->at[i]);
        if (stand > *how) {
            *how = stand;
            brand = &intel->brands->at[i];
        }
    }
    return brand;
}
