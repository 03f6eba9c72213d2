#include "report/told.h"

#include "report/unchecked.h"

enum { NOTABLE_POINTS = 100 /* hundredths: what is found weighs something */ };

/* ---- the verdict ---- */

bool sg_is_held_back(const struct sg_examination *x)
{
    const struct sg_weights *weights = x->facts->intel->weights;
    const struct sg_verdict *v = &x->verdict;
    if (weights == NULL || v->level == SG_LEVEL_PHISHING)
        return false;
    return v->points >= (v->level == SG_LEVEL_SUSPICIOUS ? weights->phishing : weights->suspicious);
}

/* "No signs" is not said above reasons that weigh something. */
static const char *verdict_id(const struct sg_verdict *v)
{
    return v->level == SG_LEVEL_NO_SIGN && v->points >= NOTABLE_POINTS ? "held-back"
                                                                       : sg_level_id(v->level);
}

void sg_put_verdict(struct sg_buf *out, const struct sg_teller *t, const struct sg_examination *x)
{
    sg_span id = sg_span_of(verdict_id(&x->verdict));
    const struct sg_finding names = { .brand = x->facts->brand };
    sg_span sentence = { 0 };
    if (names.brand != NULL)
        sentence = sg_words_in(t->words, "verdict-brand", id);
    if (sentence.len == 0)
        sentence = sg_words_in(t->words, "verdict", id);
    sg_put_sentence(out, t, sentence, &names);
}

/* ---- reasons ---- */

static bool is_of_whole(const struct sg_reason *r)
{
    return r->finding != NULL && r->finding->kind->group == SG_GROUP_TEXT;
}

/* How the mail reads as a whole comes last, however heavy: what stands in it is what a reader can look up. */
static void take(struct sg_told_reasons *told, const struct sg_verdict *v, bool reassuring,
                 bool weighing)
{
    for (int of_whole = 0; of_whole <= 1; of_whole++)
        for (size_t i = 0; i < v->n_reasons; i++) {
            const struct sg_reason *r = &v->reasons[i];
            if (is_of_whole(r) == (of_whole == 1) && sg_reason_reassures(r) == reassuring &&
                (r->points != 0) == weighing)
                told->at[told->n++] = r;
        }
}

struct sg_told_reasons sg_told_reasons_of(const struct sg_examination *x, bool reassuring)
{
    const struct sg_verdict *v = &x->verdict;
    struct sg_told_reasons told = { 0 };
    told.at = SG_NEW_N(x->facts->arena, const struct sg_reason *, v->n_reasons);
    take(&told, v, reassuring, true);
    told.n_weighing = told.n;
    take(&told, v, reassuring, false);
    return told;
}

size_t sg_told_number(const struct sg_told_reasons *told, sg_span id)
{
    for (size_t i = 0; i < told->n; i++)
        if (told->at[i]->finding != NULL && sg_same(sg_span_of(told->at[i]->finding->kind->id), id))
            return i + 1;
    return 0;
}

bool sg_is_quoted_before(const struct sg_finding *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (sg_same(f->evidence[i].shown, f->evidence[at].shown))
            return true;
    return false;
}

/* ---- links ---- */

static bool is_listed(const struct sg_link *link)
{
    return link->role != SG_ROLE_RESOURCE && link->target.is_valid;
}

static bool leads_alike(const struct sg_link *a, const struct sg_link *b)
{
    return sg_same(a->url.href, b->url.href) && a->is_hidden == b->is_hidden;
}

static bool shows_alike(const struct sg_link *a, const struct sg_link *b)
{
    return sg_same(a->label.utf8, b->label.utf8);
}

size_t sg_told_row(const struct sg_told_links *table, const struct sg_link *link)
{
    for (size_t k = 0; k < table->n && is_listed(link); k++)
        if (leads_alike(&table->facts->links[table->at[k]], link))
            return k + 1;
    return 0;
}

struct sg_told_links sg_told_links_of(const struct sg_facts *facts)
{
    struct sg_told_links table = { .facts = facts };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!is_listed(link) || sg_told_row(&table, link) > 0)
            continue;
        if (table.n < SG_MAX_TABLE)
            table.at[table.n++] = i;
        else
            table.left++;
    }
    return table;
}

bool sg_is_further_label(const struct sg_told_links *table, size_t first, size_t i)
{
    const struct sg_link *links = table->facts->links;
    if (!is_listed(&links[i]) || !leads_alike(&links[first], &links[i]))
        return false;
    for (size_t k = first; k < i; k++)
        if (leads_alike(&links[k], &links[i]) && shows_alike(&links[k], &links[i]))
            return false;
    return links[i].label.utf8.len > 0;
}

bool sg_link_stays_live(const struct sg_facts *facts, const struct sg_link *link)
{
    return link->is_official &&
           (link->wrapper == NULL ||
            sg_brand_domain_of(facts->intel->brands, link->url.host.ascii) != NULL);
}

void sg_put_owner(struct sg_buf *out, const struct sg_teller *t, const struct sg_link *link)
{
    struct sg_owner owner = sg_owner_of(link);
    const struct sg_words *words = t->words;
    if (link->owner != NULL) {
        sg_put(out, sg_brand_shown(link->owner->brand, words->japanese));
        sg_put(out, SG_SPAN(" \xe2\x80\x94 "));
        sg_put(out, sg_words_in(words, "domain", sg_span_of(owner.sort)));
    } else if (link->hoster != NULL) {
        sg_put_shown(out, NULL, owner.id, (struct sg_showing){ .is_url = true });
        sg_put(out, SG_SPAN(" \xe2\x80\x94 "));
        sg_put(out, sg_words_in(words, "hoster", sg_span_of(owner.sort)));
    } else {
        sg_put(out, sg_words_in(words, "label",
                                link->is_own ? SG_SPAN("own-domain") : SG_SPAN("owner-unknown")));
    }
}

/* ---- attachments ---- */

bool sg_is_told(const struct sg_attachment *a)
{
    if (a->content != NULL && a->content->how == SG_CONTENT_DECODED && a->within != NULL)
        return false;
    return a->kind != SG_FILE_GREYMAP &&
           (!a->is_shown || a->n_links > 0 || a->state != SG_ATTACHMENT_READ);
}
