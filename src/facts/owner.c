/* facts/owner.c - questions that several checks ask of the facts. */
#include "facts/build.h"
#include "facts/inner.h"

bool sg_claims(const struct sg_facts *facts, const struct sg_brand *brand)
{
    for (size_t i = 0; i < facts->n_claims; i++)
        if (facts->claims[i].brand == brand)
            return true;
    return false;
}

const struct sg_claim *sg_unknown_claim(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->n_claims; i++)
        if (facts->claims[i].is_unknown_organisation)
            return &facts->claims[i];
    return NULL;
}

bool sg_is_named_brand(const struct sg_facts *facts)
{
    return facts->brand_claim != NULL && facts->brand_claim->where == SG_CLAIM_DISPLAY_NAME;
}

enum sg_from_stand sg_from_stand(const struct sg_facts *facts, const struct sg_brand *brand)
{
    const struct sg_sender *s = &facts->sender;
    for (const struct sg_brand_domain *d = s->from_owner; d != NULL; d = d->next)
        if (d->has_mailboxes && sg_brand_kin(d->brand, brand))
            return SG_FROM_MAILBOX;
    bool is_lost = facts->as != NULL && facts->as->how == SG_INNER_AS_TEXT;
    if (is_lost && s->from != NULL && s->from->domain.len == 0)
        return SG_FROM_LOST;
    if (!sg_brand_owns(facts->intel->brands, brand, s->from_host.ascii))
        return SG_FROM_FOREIGN;
    return s->is_aligned ? SG_FROM_PROVEN : SG_FROM_OFFICIAL;
}

bool sg_link_is_followed(const struct sg_link *link)
{
    return link->target.host.kind != SG_HOST_NONE && !link->is_hidden &&
           (link->role == SG_ROLE_ACTION || link->role == SG_ROLE_PLAIN);
}

bool sg_link_is_companys(const struct sg_link *link)
{
    return link->owner != NULL && link->owner->kind != SG_DOMAIN_USER_CONTENT &&
           (link->hoster == NULL || link->hoster->kind == SG_HOSTER_TRUSTED ||
            link->hoster->kind == SG_HOSTER_CDN);
}

bool sg_link_is_stray(const struct sg_link *link)
{
    return !link->is_own && !link->is_official && !link->is_senders && !sg_link_is_companys(link);
}

static bool is_tracker(const struct sg_hoster *hoster)
{
    return hoster != NULL && hoster->kind == SG_HOSTER_CLICK_TRACKER;
}

/* Not what leads through a search engine's leaving page, which anybody may write, nor what a receiver's gateway put on. */
bool sg_link_is_counted(const struct sg_facts *facts, const struct sg_link *link)
{
    bool is_sent_so =
        link->sent_via != NULL && is_tracker(sg_hoster_of(facts->intel->hosters, link->via.ascii));
    return (is_sent_so || is_tracker(link->hoster)) && facts->sender.is_aligned;
}

bool sg_link_leaves_attachment(const struct sg_link *link)
{
    const struct sg_host *host = &link->target.host;
    return (link->attachment != NULL || link->where == SG_LINK_IN_CODE) &&
           host->kind != SG_HOST_NONE && sg_link_is_stray(link) &&
           (host->kind != SG_HOST_NAME || sg_find(host->ascii, '.', 0) < host->ascii.len);
}

sg_span sg_link_domain(const struct sg_link *link)
{
    const struct sg_host *host = &link->target.host;
    return host->registrable.len > 0 ? host->registrable : host->ascii;
}

bool sg_attachment_speaks(const struct sg_attachment *file)
{
    return file->kind != SG_FILE_TEXT && file->kind != SG_FILE_SCRIPT && file->kind != SG_FILE_XML;
}

bool sg_page_asks(const struct sg_attachment *file)
{
    if (file->page == NULL)
        return false;
    if (file->page->asks_password)
        return true;
    for (size_t i = 0; i < file->page->n_forms; i++)
        if (file->page->forms[i].n_inputs > 1)
            return true;
    return false;
}

bool sg_attachment_is_decoded(const struct sg_facts *facts, const struct sg_attachment *file)
{
    if (file->within == NULL)
        return false;
    const struct sg_content *content = sg_stand_of(facts, file->name_place).content;
    return content != NULL && content->how == SG_CONTENT_DECODED;
}

const struct sg_link *sg_main_action(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->n_links; i++)
        if (facts->links[i].is_main_action)
            return &facts->links[i];
    return NULL;
}

static bool are_kin(const struct sg_brand_domain *a, const struct sg_brand_domain *b)
{
    for (; a != NULL; a = a->next)
        for (const struct sg_brand_domain *d = b; d != NULL; d = d->next)
            if (sg_brand_kin(a->brand, d->brand) && a->kind != SG_DOMAIN_USER_CONTENT &&
                d->kind != SG_DOMAIN_USER_CONTENT)
                return true;
    return false;
}

bool sg_same_owner(const struct sg_facts *facts, const struct sg_host *a, const struct sg_host *b)
{
    if (sg_same(a->ascii, b->ascii))
        return true;
    /* customers of one hoster are different people, hence the site, not the registrable domain */
    if (a->site.len > 0 && sg_same(a->site, b->site))
        return true;
    const struct sg_brands *brands = facts->intel->brands;
    return are_kin(sg_brand_domain_of(brands, a->ascii), sg_brand_domain_of(brands, b->ascii));
}

sg_span sg_passage_source(const struct sg_passage *p, struct sg_range folded)
{
    struct sg_range source = sg_places_find(p->folded.places, folded);
    return sg_cut(p->text.utf8, source.from, source.len);
}

static bool seen_before(const struct sg_facts *facts, const struct sg_phrase_hit *hit)
{
    for (size_t i = 0; i < facts->n_passages; i++)
        for (size_t j = 0; j < facts->passages[i].phrases.n; j++) {
            const struct sg_phrase_hit *other = &facts->passages[i].phrases.at[j];
            if (other == hit)
                return false;
            if (other->phrase == hit->phrase)
                return true;
        }
    return false;
}

size_t sg_count_phrases(const struct sg_facts *facts, enum sg_phrase_category category)
{
    size_t n = 0;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_phrase_hits *hits = &facts->passages[i].phrases;
        for (size_t j = 0; j < hits->n; j++)
            n += hits->at[j].phrase->category == category && !seen_before(facts, &hits->at[j]);
    }
    return n;
}

const struct sg_phrase_hit *sg_first_phrase(const struct sg_facts *facts,
                                            enum sg_phrase_category category,
                                            const struct sg_passage **passage)
{
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_phrase_hits *hits = &facts->passages[i].phrases;
        for (size_t j = 0; j < hits->n; j++)
            if (hits->at[j].phrase->category == category) {
                *passage = &facts->passages[i];
                return &hits->at[j];
            }
    }
    return NULL;
}
