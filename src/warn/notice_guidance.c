/* warn/notice_guidance.c - what may come of it, how to tell the genuine, and what to do: received, opened, entered. */
#include "warn/notice_page.h"

static sg_span category_of(const struct sg_composer *c)
{
    return c->brand != NULL                ? c->brand->category
           : c->voice == SG_VOICE_PROVIDER ? SG_SPAN("mail")
                                           : (sg_span){ 0 };
}

static bool is_one_of(sg_span category, const char *const *names)
{
    for (; *names != NULL; names++)
        if (sg_same(category, sg_span_of(*names)))
            return true;
    return false;
}

/* Their account gives servers, domains, sites. */
static bool is_hosting(const struct sg_composer *c)
{
    static const char *const names[] = { "hosting", "hosting-mail", "domain", "site-builder",
                                         NULL };
    return is_one_of(category_of(c), names);
}

/* Their password opens a mailbox. */
static bool is_mail(const struct sg_composer *c)
{
    static const char *const names[] = { "hosting",   "hosting-mail", "webmail-software",
                                         "mail",      "isp",          "portal",
                                         "groupware", "university",   NULL };
    return is_one_of(category_of(c), names);
}

static bool is_bank(const struct sg_composer *c)
{
    static const char *const names[] = { "bank",   "bank-platform",    "securities", "fx",
                                         "crypto", "consumer-finance", NULL };
    return is_one_of(category_of(c), names);
}

static bool has_file(const struct sg_notice_type *t)
{
    return t->n_files > 0;
}

static bool asks_card(const struct sg_notice_type *t)
{
    return t->asks_card;
}

static bool asks_password(const struct sg_notice_type *t)
{
    return t->asks_password;
}

static bool is_page(sg_span url)
{
    return sg_starts(url, SG_SPAN("https://"));
}

sg_span sg_official_contact(const struct sg_composer *c)
{
    sg_span url = c->brand == NULL ? (sg_span){ 0 } : c->brand->contact_url;
    if (c->voice == SG_VOICE_OWN || c->voice == SG_VOICE_PROVIDER)
        url = c->m->publisher->contact_url.len > 0 ? c->m->publisher->contact_url : url;
    return is_page(url) ? url : (sg_span){ 0 };
}

sg_span sg_official_reset(const struct sg_composer *c)
{
    sg_span url = c->brand == NULL ? (sg_span){ 0 } : c->brand->reset_url;
    if (c->voice == SG_VOICE_OWN || c->voice == SG_VOICE_PROVIDER)
        url = c->m->publisher->reset_url.len > 0 ? c->m->publisher->reset_url : url;
    return is_page(url) ? url : (sg_span){ 0 };
}

static void items(struct sg_composer *c, const char *const *ids)
{
    for (; *ids != NULL; ids++)
        sg_add(c, SG_BLOCK_ITEM, *ids);
}

/* ---- what may come of it ---- */

static void add_harm(struct sg_composer *c)
{
    sg_span text = sg_words_in(c->words, "consequence", category_of(c));
    sg_add(c, SG_BLOCK_HEADING, "heading-harm");
    if (text.len > 0 && category_of(c).len > 0)
        sg_add_block(c, SG_BLOCK_TEXT, text);
    else
        sg_add(c, SG_BLOCK_TEXT, "harm");
}

/* ---- how to tell the genuine ---- */

static void add_official(struct sg_composer *c)
{
    const struct sg_publisher *p = c->m->publisher;
    bool is_own = c->voice == SG_VOICE_OWN && p->n_patterns > 0;
    const sg_span *patterns = is_own             ? p->patterns
                              : c->brand != NULL ? &c->brand->url_pattern
                                                 : NULL;
    size_t n = is_own ? p->n_patterns : c->brand != NULL && c->brand->url_pattern.len > 0 ? 1 : 0;
    if (n == 0)
        return;
    c->fill.values[SG_FILL_PATTERN] = patterns[0];
    sg_add(c, SG_BLOCK_HEADING, "heading-official");
    sg_add(c, SG_BLOCK_TEXT, "official");
    for (size_t i = 0; i < n; i++)
        sg_add_block(c, SG_BLOCK_PATTERN, patterns[i]);
    sg_add(c, SG_BLOCK_TEXT, "official-check");
    sg_add(c, SG_BLOCK_TEXT, "official-shown");
}

static void add_list(struct sg_composer *c, const char *id, const sg_span *list, size_t n)
{
    if (n > 0)
        sg_add(c, SG_BLOCK_TEXT, id);
    for (size_t i = 0; i < n; i++)
        sg_add_block(c, SG_BLOCK_ITEM, list[i]);
}

/* The house speaks for itself alone; of another brand it may tell what the brand says. */
static void add_genuine(struct sg_composer *c)
{
    const struct sg_publisher *p = c->m->publisher;
    bool is_own = c->voice == SG_VOICE_OWN, ja = c->words->japanese;
    size_t n_markers = is_own ? p->n_markers : c->brand != NULL && ja ? c->brand->n_markers : 0;
    const sg_span *markers = is_own ? p->markers : c->brand != NULL ? c->brand->markers : NULL;
    size_t n_promises = !is_own ? 0 : ja ? p->n_promises_ja : p->n_promises_en;
    size_t n_domains = is_own ? p->n_domains : 0;
    if (n_markers + n_promises + n_domains == 0)
        return;
    sg_add(c, SG_BLOCK_HEADING, "heading-genuine");
    add_list(c, "genuine-domains", p->domains, n_domains);
    add_list(c, is_own ? "genuine-markers-own" : "genuine-markers", markers, n_markers);
    add_list(c, "genuine-promises", ja ? p->promises_ja : p->promises_en, n_promises);
}

/* ---- what to do ---- */

static void add_received(struct sg_composer *c)
{
    sg_add(c, SG_BLOCK_HEADING, "heading-received");
    sg_add(c, SG_BLOCK_TEXT, "received");
    sg_add(c, SG_BLOCK_TEXT, "received-bookmark");
    sg_add(c, SG_BLOCK_TEXT, "received-software");
    sg_add_block(c, SG_BLOCK_TEXT, sg_composed_by_voice(c, "received-ask"));
    sg_add_page(c, "page-contact", sg_official_contact(c));
}

static void add_visited(struct sg_composer *c)
{
    sg_add(c, SG_BLOCK_HEADING, "heading-visited");
    sg_add(c, SG_BLOCK_TEXT, "visited");
    if (c->voice == SG_VOICE_OWN && c->m->publisher->viewing_is_harmless)
        sg_add(c, SG_BLOCK_TEXT, "visited-harmless");
    sg_add(c, SG_BLOCK_TEXT, "visited-file");
    if (sg_any_type(c->m->notice, has_file)) {
        sg_add(c, SG_BLOCK_HEADING, "heading-opened");
        sg_add(c, SG_BLOCK_TEXT, "opened");
    }
}

static void add_password(struct sg_composer *c)
{
    sg_span reset = sg_official_reset(c);
    sg_add(c, SG_BLOCK_HEADING, "heading-entered");
    sg_add(c, SG_BLOCK_TEXT, "entered");
    sg_add(c, SG_BLOCK_TEXT, reset.len > 0 ? "entered-reset" : "entered-change");
    sg_add_page(c, "page-reset", reset);
    sg_add(c, SG_BLOCK_TEXT, "entered-elsewhere");
    sg_add(c, SG_BLOCK_TEXT, "entered-traces");
}

static void add_entered(struct sg_composer *c)
{
    bool card = sg_any_type(c->m->notice, asks_card);
    if (sg_any_type(c->m->notice, asks_password) || !card)
        add_password(c);
    if (is_mail(c)) {
        sg_add(c, SG_BLOCK_HEADING, "heading-entered-mail");
        sg_add(c, SG_BLOCK_TEXT, "entered-mail");
    }
    if (card) {
        sg_add(c, SG_BLOCK_HEADING, "heading-entered-card");
        sg_add(c, SG_BLOCK_TEXT, "entered-card");
    }
    if (is_bank(c)) {
        sg_add(c, SG_BLOCK_HEADING, "heading-entered-bank");
        sg_add(c, SG_BLOCK_TEXT, "entered-bank");
    }
}

static void add_hosting(struct sg_composer *c)
{
    static const char *const duties[] = { "hosting-virus", "hosting-files", "hosting-accounts",
                                          "hosting-roles", "hosting-smtp",  NULL };
    static const char *const good[] = { "password-random", "password-cases", "password-signs",
                                        "password-long",   "password-once",  NULL };
    static const char *const bad[] = { "weak-digits", "weak-word",    "weak-repeated",
                                       "weak-simple", "weak-address", "weak-address-digits",
                                       NULL };
    if (is_hosting(c)) {
        sg_add(c, SG_BLOCK_HEADING, "heading-hosting");
        items(c, duties);
    }
    if (!is_hosting(c) && !is_mail(c))
        return;
    sg_add(c, SG_BLOCK_HEADING, "heading-password");
    items(c, good);
    sg_add(c, SG_BLOCK_HEADING, "heading-weak");
    items(c, bad);
}

static void add_contacts(struct sg_composer *c)
{
    const struct sg_brand *council = sg_brand_find(c->m->intel->brands, SG_SPAN("antiphishing"));
    sg_add(c, SG_BLOCK_HEADING, "heading-contacts");
    sg_add_page(c, "page-contact", sg_official_contact(c));
    if (c->voice == SG_VOICE_BRAND && is_page(c->brand->notice_url))
        sg_add_page(c, "page-notice", c->brand->notice_url);
    if (council != NULL)
        sg_add_page(c, "page-council", council->contact_url);
    sg_add(c, SG_BLOCK_ITEM, "contacts-police");
    sg_add(c, SG_BLOCK_ITEM, "contacts-consumer");
}

void sg_compose_guidance(struct sg_composer *c)
{
    add_harm(c);
    add_official(c);
    add_genuine(c);
    add_received(c);
    add_visited(c);
    add_entered(c);
    add_hosting(c);
    add_contacts(c);
}
