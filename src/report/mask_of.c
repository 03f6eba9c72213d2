/* report/mask_of.c - whom a report hides. */
#include "report/mask.h"

#include "text/unicode.h"

enum {
    MIN_LOCAL = 4, /* octets: shorter local parts are words of every text */
    MIN_NAME = 3,  /* characters */
    MAX_NAME = 100 /* octets */
};

static bool same_address(const struct sg_masked_address *a, sg_span local, sg_span domain)
{
    return sg_same_nocase(a->local, local) && sg_same_nocase(a->domain, domain);
}

static void add(struct sg_mask *mask, const struct sg_facts *facts, sg_span local, sg_span domain)
{
    if (local.len == 0 || domain.len == 0 || mask->n == SG_MAX_MASKED)
        return;
    for (size_t i = 0; i < mask->n; i++)
        if (same_address(&mask->at[i], local, domain))
            return;
    mask->at[mask->n++] =
        (struct sg_masked_address){ local, domain,
                                    sg_list_has(&facts->intel->lists->roles, local) };
}

static void add_list(struct sg_mask *mask, const struct sg_facts *facts,
                     const struct sg_address_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        add(mask, facts, list->at[i].local, list->at[i].domain);
}

/* A phisher's own domain in To must stay readable: the domain alone is hidden only when it is known to
 * be the receiving side's and is not one where everybody has an address, nor a suffix (`jp`) that stands in
 * every second host. */
static bool hides_domain(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    if (facts->recipient_host.registrable.len == 0 ||
        sg_list_has(&facts->intel->lists->free_mail, facts->recipient_domain) ||
        sg_brand_domain_of(facts->intel->brands, facts->recipient_domain) != NULL)
        return false;
    bool is_given = facts->envelope->recipient.len > 0 || facts->mail->delivered_to.n > 0;
    return is_given || s->from == NULL || !sg_same_nocase(s->from->domain, facts->recipient_domain);
}

struct sg_mask sg_mask_of(const struct sg_facts *facts)
{
    struct sg_mask mask = { .arena = facts->arena };
    add(&mask, facts, facts->recipient_local, facts->recipient_domain);
    add_list(&mask, facts, &facts->mail->delivered_to);
    add_list(&mask, facts, &facts->mail->to);
    add_list(&mask, facts, &facts->mail->cc);
    if (hides_domain(facts))
        mask.domain = facts->recipient_domain;
    if (!facts->is_role_recipient && facts->recipient_local.len >= MIN_LOCAL &&
        sg_brand_find(facts->intel->brands, facts->recipient_local) == NULL)
        mask.local = facts->recipient_local;
    return mask;
}

/* ---- names ---- */

static void add_name(struct sg_mask *mask, sg_span name)
{
    if (mask->n_names < SG_MAX_MASKED_NAMES && sg_utf8_count(name) >= MIN_NAME &&
        name.len <= MAX_NAME)
        mask->names[mask->n_names++] = name;
}

/* Of a person rather than of everybody: with letters beyond ASCII, or of two words; no address. */
static bool is_persons(sg_span name)
{
    return sg_find(name, '@', 0) == name.len && sg_count_ascii_letters(name) < name.len &&
           (sg_find_non_ascii(name) < name.len || sg_find(name, ' ', 0) < name.len);
}

/* "山田 太郎" is written 山田太郎 and with an ideographic space, too. */
static void add_ways(struct sg_mask *mask, sg_span name)
{
    struct sg_buf joined = SG_BUF_IN(mask->arena, MAX_NAME),
                  wide = SG_BUF_IN(mask->arena, (size_t)2 * MAX_NAME);
    bool has_wide = false;
    add_name(mask, name);
    if (sg_find_non_ascii(name) == name.len)
        return;
    for (size_t at = 0; at < name.len;) {
        int32_t c = sg_utf8_next(name, &at);
        bool is_blank = c == ' ' || c == 0x3000;
        has_wide |= is_blank;
        sg_put_utf8(&wide, is_blank ? 0x3000 : c);
        if (!is_blank)
            sg_put_utf8(&joined, c);
    }
    if (!has_wide)
        return;
    add_name(mask, sg_buf_done(&joined));
    add_name(mask, sg_buf_done(&wide));
}

static void add_names(struct sg_mask *mask, const struct sg_address_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        sg_span name = sg_trim(sg_utf8_mended(mask->arena, list->at[i].display.utf8));
        if (name.len <= MAX_NAME && is_persons(name))
            add_ways(mask, name);
    }
}

void sg_mask_names(struct sg_mask *mask, const struct sg_facts *facts)
{
    add_names(mask, &facts->mail->delivered_to);
    add_names(mask, &facts->mail->to);
    add_names(mask, &facts->mail->cc);
}
