/* facts/links.c - every link: where it goes, whose that is, and how it stands in the mail. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"
#include "text/unicode.h"

struct linking {
    struct sg_facts *f;
    SG_LIST(struct sg_link) links;
    SG_LIST(sg_span) words; /* of each of them, folded, when they are worth reading */
    sg_span unsubscribe;    /* the URL of List-Unsubscribe; empty when there is none */
    size_t octets;          /* of all URLs so far */
    size_t labels_tried;    /* places in labels that looked like a URL */
    bool is_full, labels_cut;
};

static void set_full(struct linking *l, struct sg_range place)
{
    if (!l->is_full)
        sg_odd(&l->f->oddities, SG_ODD_LIMIT, place, "links");
    l->is_full = true;
}

static struct sg_link *link_add(struct linking *l, struct sg_range place, const struct sg_url *url)
{
    if (l->links.n == SG_MAX_LINKS || url->href.len > SG_MAX_LINK_OCTETS - l->octets) {
        set_full(l, place);
        return NULL;
    }
    struct sg_link *link = SG_PUSH(l->f->arena, &l->links);
    (void)SG_PUSH(l->f->arena, &l->words);
    l->octets += url->href.len;
    link->place = place;
    link->url = *url;
    return link;
}

/* ---- whose it is ---- */

static bool is_claimed_brands(const struct sg_facts *f, sg_span host)
{
    for (size_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].brand != NULL && sg_brand_owns(f->intel->brands, f->claims[i].brand, host))
            return true;
    return false;
}

static bool is_of(const struct sg_host *host, sg_span registrable)
{
    return registrable.len > 0 && sg_same(host->registrable, registrable);
}

static void set_owner(const struct sg_facts *f, struct sg_link *link)
{
    const struct sg_intel *intel = f->intel;
    const struct sg_host *host = &link->target.host;
    if (host->kind == SG_HOST_NONE)
        return;
    link->owner = sg_brand_domain_of(intel->brands, host->ascii);
    link->hoster = sg_hoster_of(intel->hosters, host->ascii);
    link->is_official = is_claimed_brands(f, host->ascii);
    link->is_senders =
        is_of(host, f->sender.authenticated_as) || is_of(host, f->sender.from_host.registrable);
    link->is_hosted_by_us = sg_site_hosts(intel->site, host);
    link->is_own = is_of(host, f->recipient_host.registrable) &&
                   !sg_list_has(&intel->lists->free_mail, host->registrable);
}

/* ---- what it is for ---- */

static bool is_social(const struct sg_link *link)
{
    return sg_link_is_companys(link) && !link->is_official &&
           (sg_same(link->owner->brand->category, SG_SPAN("social")) ||
            sg_starts(link->target.host.ascii, SG_SPAN("apps.apple.")) ||
            sg_starts(link->target.host.ascii, SG_SPAN("itunes.apple.")) ||
            sg_starts(link->target.host.ascii, SG_SPAN("play.google.")));
}

static bool is_unsubscribe(const struct linking *l, const struct sg_link *link, sg_span folded)
{
    if (l->unsubscribe.len > 0 && sg_same(link->url.href, l->unsubscribe))
        return true;
    return folded.len < SG_MAX_LINK_WORDS && (link->says >> SG_PHRASE_UNSUBSCRIBE & 1) != 0;
}

static enum sg_link_role role_of(const struct linking *l, const struct sg_link *link,
                                 sg_span folded)
{
    if (link->where == SG_LINK_IN_HEADER)
        return SG_ROLE_UNSUBSCRIBE;
    if (link->kind == SG_LINK_IMAGE || link->kind == SG_LINK_RESOURCE)
        return SG_ROLE_RESOURCE;
    if ((link->url.traits & SG_URL_DEFANGED) != 0)
        return SG_ROLE_DEFANGED;
    if (is_unsubscribe(l, link, folded))
        return SG_ROLE_UNSUBSCRIBE;
    return is_social(link) ? SG_ROLE_SOCIAL : SG_ROLE_PLAIN;
}

/* ---- one link ---- */

static bool may_hold_host(sg_span label)
{
    return sg_find(label, '.', 0) < label.len || sg_holds(label, SG_SPAN("。")) ||
           sg_holds(label, SG_SPAN("．")) || sg_holds(label, SG_SPAN("://"));
}

static void find_in_label(struct linking *l, struct sg_link *link, sg_span folded)
{
    struct sg_facts *f = l->f;
    if (l->labels_tried < SG_MAX_LABELS_TRIED) {
        sg_find_urls(f->arena, f->intel->hosts, folded, true, &link->label_urls);
        l->labels_tried += link->label_urls.tried;
    } else if (!l->labels_cut) {
        sg_odd(&f->oddities, SG_ODD_LIMIT, link->place, "labels");
        l->labels_cut = true;
    }
}

static void finish(struct linking *l, struct sg_link *link)
{
    struct sg_facts *f = l->f;
    struct sg_unwrapped u =
        sg_url_unwrap(f->arena, f->intel->hosts, &f->intel->wrappers, &link->url);
    link->target = u.target;
    link->wrapper = u.outermost;
    link->sent_via = u.senders;
    link->via = u.senders_host;
    if (u.cut)
        sg_odd(&f->oddities, SG_ODD_LIMIT, link->place, "unwrapped links");
    set_owner(f, link);
    bool is_resource = link->kind == SG_LINK_IMAGE || link->kind == SG_LINK_RESOURCE;
    sg_span folded = is_resource || link->words.len == 0
                         ? (sg_span){ 0 }
                         : sg_fold_span(f->arena, f->intel->folder, link->words);
    if (may_hold_host(link->label.utf8) && !is_resource)
        find_in_label(l, link, folded);
    if (folded.len > 0 && (folded.len < SG_MAX_LINK_WORDS || link->words.len <= SG_MAX_LINK_WORDS))
        l->words.at[l->words.n - 1] = folded;
    if (!is_resource && link->url.host.kind != SG_HOST_NONE)
        link->recipient_form = sg_facts_recipient_token(f, &link->url, &link->recipient_token);
}

static bool is_worth_keeping(const struct sg_page_link *p, const struct sg_url *url)
{
    if (p->href.len == 0 || sg_at(p->href, 0) == '#')
        return false;
    /* pictures inside the mail itself lead nowhere */
    return p->kind != SG_LINK_IMAGE ||
           (url->scheme != SG_SCHEME_CID && url->scheme != SG_SCHEME_DATA);
}

static void add_page_link(struct linking *l, const struct sg_passage *passage,
                          const struct sg_page_link *p, const struct sg_url *base)
{
    struct sg_facts *f = l->f;
    struct sg_url url = sg_url_read(f->arena, f->intel->hosts, p->href, base);
    if (!is_worth_keeping(p, &url))
        return;
    struct sg_link *link = link_add(l, p->place, &url);
    if (link == NULL)
        return;
    link->where = passage->attachment == NULL ? SG_LINK_IN_PAGE : SG_LINK_IN_ATTACHMENT;
    link->attachment = passage->attachment;
    link->kind = p->kind;
    link->label = p->label;
    link->words = p->label.utf8;
    link->label_is_alt = p->label_is_alt;
    link->is_hidden = p->is_hidden;
    link->is_button = p->is_button;
    link->part = passage->part;
    finish(l, link);
}

/* Text on an anchor is that anchor's label; mail programs make no second link of it.  Anchors do not overlap:
 * those that end before `at` are left behind in `*next` for good. */
static bool is_on_anchor(const struct sg_page *page, size_t at, size_t *next)
{
    for (; page != NULL && *next < page->n_links; ++*next) {
        const struct sg_page_link *p = &page->links[*next];
        if (p->kind == SG_LINK_ANCHOR && at <= p->text_at + p->label.utf8.len)
            return at >= p->text_at;
    }
    return false;
}

enum { MAX_WORDS = 120 }; /* octets before a link in text that are read as what it is said to be */

/* "◇マニュアル: https://..." or the line above when the URL stands alone. */
static sg_span words_before(sg_span text, sg_span shown)
{
    size_t at = sg_range_in(text, shown).from;
    sg_span before = sg_trim(sg_utf8_end(sg_cut(text, 0, at), MAX_WORDS));
    size_t line = sg_find_last(before, '\n');
    return sg_trim(sg_tail(before, line == before.len ? 0 : line + 1));
}

static void add_text_links(struct linking *l, const struct sg_passage *passage,
                           enum sg_link_place where)
{
    struct sg_facts *f = l->f;
    struct sg_found_urls found = { 0 };
    size_t next = 0;
    sg_find_urls(f->arena, f->intel->hosts, passage->text.utf8, false, &found);
    if (found.cut)
        set_full(l, sg_place_of(&passage->text, passage->text.utf8));
    for (size_t i = 0; i < found.n; i++) {
        const struct sg_found_url *u = &found.at[i];
        if (is_on_anchor(passage->page, sg_range_in(passage->text.utf8, u->shown).from, &next))
            continue;
        struct sg_link *link = link_add(l, sg_place_of(&passage->text, u->shown), &u->url);
        if (link == NULL)
            return;
        link->where = where;
        link->attachment = passage->attachment;
        link->kind = SG_LINK_ANCHOR;
        link->part = passage->part;
        link->words = words_before(passage->text.utf8, u->shown);
        finish(l, link);
    }
}

static void add_page(struct linking *l, const struct sg_passage *passage)
{
    struct sg_facts *f = l->f;
    const struct sg_page *page = passage->page;
    struct sg_url base = { 0 };
    if (page->base.len > 0)
        base = sg_url_read(f->arena, f->intel->hosts, page->base, NULL);
    for (size_t i = 0; i < page->n_links && !l->is_full; i++)
        add_page_link(l, passage, &page->links[i], base.is_valid ? &base : NULL);
}

/* "<https://list.example.jp/leave?x>, <mailto:...>" */
static void find_unsubscribe(struct linking *l)
{
    struct sg_facts *f = l->f;
    const struct sg_field *field = sg_fields_first(f->mail->fields, SG_SPAN("List-Unsubscribe"));
    if (field == NULL)
        return;
    sg_span body = sg_field_unfold(f->arena, field);
    size_t at = sg_find_nocase(body, SG_SPAN("<http"), 0);
    if (at == body.len)
        return;
    sg_span raw = sg_cut(body, at + 1, sg_find(body, '>', at) - at - 1);
    raw = sg_utf8_mended(f->arena, raw);
    struct sg_url url = sg_url_read(f->arena, f->intel->hosts, raw, NULL);
    struct sg_link *link = link_add(l, field->place, &url);
    if (link == NULL)
        return;
    link->where = SG_LINK_IN_HEADER;
    l->unsubscribe = url.href;
    finish(l, link);
}

static void add_address(struct linking *l, const struct sg_attachment *file,
                        const struct sg_attached_link *a, const struct sg_url *url)
{
    struct sg_link *link = link_add(l, a->place, url);
    if (link == NULL)
        return;
    link->where = a->is_code ? SG_LINK_IN_CODE : SG_LINK_IN_ATTACHMENT;
    link->attachment = file;
    link->kind = a->kind;
    link->part = file->part;
    finish(l, link);
}

/* A code may say more than an address: "WIFI:...", a card, words around it. */
static void add_code(struct linking *l, const struct sg_attachment *file,
                     const struct sg_attached_link *code)
{
    struct sg_facts *f = l->f;
    struct sg_found_urls found = { 0 };
    sg_find_urls(f->arena, f->intel->hosts, code->address, true, &found);
    for (size_t i = 0; i < found.n && !l->is_full; i++)
        add_address(l, file, code, &found.at[i].url);
}

static void add_attachment(struct linking *l, const struct sg_attachment *file)
{
    struct sg_facts *f = l->f;
    for (size_t i = 0; i < file->n_links && !l->is_full; i++) {
        const struct sg_attached_link *a = &file->links[i];
        if (a->is_code) {
            add_code(l, file, a);
            continue;
        }
        struct sg_url url = sg_url_read(f->arena, f->intel->hosts, a->address, NULL);
        if (url.is_valid)
            add_address(l, file, a, &url);
    }
}

/* After the mail's own: a document full of links must not leave those out. */
static void add_attached(struct linking *l)
{
    struct sg_facts *f = l->f;
    for (size_t i = 0; i < f->n_attached && !l->is_full; i++) {
        if (f->attached[i].page != NULL)
            add_page(l, &f->attached[i]);
        add_text_links(l, &f->attached[i], SG_LINK_IN_ATTACHMENT);
    }
    for (size_t i = 0; i < f->n_attachments && !l->is_full; i++)
        add_attachment(l, f->attachments[i]);
}

/* What each is for, when all are known. */
static void set_roles(struct linking *l)
{
    struct sg_facts *f = l->f;
    sg_facts_link_words(f, l->words.at, l->links.at, l->links.n);
    for (size_t i = 0; i < l->links.n; i++)
        l->links.at[i].role = role_of(l, &l->links.at[i], l->words.at[i]);
    sg_facts_mark_mentioned(l->links.at, l->links.n);
    sg_facts_mark_action(f, l->links.at, l->links.n);
}

void sg_facts_links(struct sg_facts *f)
{
    struct linking l = { .f = f };
    find_unsubscribe(&l);
    for (size_t i = 0; i < f->n_passages; i++) {
        const struct sg_passage *p = &f->passages[i];
        if (p->page != NULL)
            add_page(&l, p);
        if (!l.is_full)
            add_text_links(&l, p, i == 0 ? SG_LINK_IN_SUBJECT : SG_LINK_IN_TEXT);
    }
    add_attached(&l);
    set_roles(&l);
    f->links = l.links.at;
    f->n_links = l.links.n;
}
