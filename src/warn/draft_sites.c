/* warn/draft_sites.c - what of a mail is reported: which links, and which kind of lure. */
#include "facts/facts.h"
#include "warn/draft_parts.h"

/* Where it leads answers nobody known, or the sender who is not who he says. */
static bool may_be_reported(const struct sg_specimen *s, const struct sg_specimen_link *l)
{
    if (!l->has_web_host || l->url.len == 0 || l->is_official || l->is_own || !l->is_followed)
        return false;
    return l->is_stray || (l->is_senders && !s->from_is_proven && l->owner.len == 0);
}

static bool is_accused(const struct sg_specimen_link *l)
{
    return l->is_main_action || l->n_findings > 0;
}

static bool any_is_accused(const struct sg_specimen *s)
{
    for (size_t i = 0; i < s->n_links; i++)
        if (may_be_reported(s, &s->links[i]) && is_accused(&s->links[i]))
            return true;
    return false;
}

/* Who has to look: the hoster who lets others publish, else whoever holds the domain. */
static bool is_of(const struct sg_draft_site *site, const struct sg_specimen_link *l)
{
    return l->hoster.len > 0 ? sg_same(site->hoster, l->hoster)
                             : site->hoster.len == 0 && sg_same(site->domain, l->domain);
}

static void add(struct sg_draft_sites *all, const struct sg_specimen_link *l)
{
    size_t i = 0, urls = 0;
    for (size_t k = 0; k < all->n; k++)
        for (size_t m = 0; m < all->at[k].n_links; m++, urls++)
            if (sg_same(all->at[k].links[m]->private_target, l->private_target) ||
                (sg_same(all->at[k].links[m]->url, l->url) && l->is_cleaned))
                return;
    while (i < all->n && !is_of(&all->at[i], l))
        i++;
    if (urls == SG_MAX_DRAFT_URLS || i == SG_MAX_DRAFT_SITES) {
        all->n_left_out++;
        return;
    }
    struct sg_draft_site *site = &all->at[i];
    if (i == all->n) {
        *site = (struct sg_draft_site){
            .host = l->host, .domain = l->domain, .hoster = l->hoster, .hoster_sort = l->hoster_sort
        };
        all->n++;
    }
    site->links[site->n_links++] = l;
}

const struct sg_draft_sites *sg_draft_sites_of(struct sg_arena *arena, const struct sg_specimen *s)
{
    struct sg_draft_sites *all = SG_NEW(arena, struct sg_draft_sites);
    bool only_accused = any_is_accused(s);
    for (size_t i = 0; i < s->n_links; i++)
        if (may_be_reported(s, &s->links[i]) && (!only_accused || is_accused(&s->links[i])))
            add(all, &s->links[i]);
    return all;
}

/* What leaves in a header field or in JSON: no octet that is not printable ASCII, and none that would have to be quoted. */
static sg_span as_ascii(struct sg_arena *arena, sg_span url)
{
    struct sg_buf out = SG_BUF_IN(arena, 3 * url.len + 1);
    for (size_t i = 0; i < url.len; i++) {
        int c = sg_at(url, i);
        if (c > ' ' && c < 0x7f && c != '"' && c != '\\')
            sg_put_octet(&out, (uint8_t)c);
        else
            sg_putf(&out, "%%%02X", (unsigned)c);
    }
    return sg_buf_done(&out);
}

sg_span sg_draft_url(const struct sg_drafting *d, const struct sg_specimen_link *link, bool whole)
{
    return as_ascii(d->arena, whole ? link->private_target : link->url);
}

const char *sg_draft_lure(const struct sg_specimen *s)
{
    static const struct {
        const char *finding, *lure;
    } lures[] = {
        { "account-suspension-threat", "account_suspension" },
        { "account-suspension-threat-ja", "account_suspension" },
        { "pretext-unauthorized-smtp", "security_alert" },
        { "pretext-payment-or-renewal", "payment_issue" },
        { "pretext-refund-or-prize", "prize_notification" },
        { "pretext-document", "document_share" },
        { "pretext-mailbox-version-quota", "account_suspension" },
        { "pretext-delivery", "shipping_notification" },
        { "pretext-tax-or-fine", "tax_refund" },
    };

    for (size_t i = 0; i < s->n_reasons; i++)
        for (size_t k = 0; k < sizeof(lures) / sizeof(*lures); k++)
            if (sg_same(s->reasons[i].id, sg_span_of(lures[k].finding)))
                return lures[k].lure;
    return "other";
}

int64_t sg_draft_time(const struct sg_drafting *d)
{
    const struct sg_specimen *s = d->specimen;
    return s->has_received ? s->received : s->has_date ? s->date : d->now;
}
