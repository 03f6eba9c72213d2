/* warn/draft_letter.c - letters to people: what each wants to read, from the same blocks. */
#include "report/shown.h"
#include "text/unicode.h"
#include "warn/clock.h"
#include "warn/draft_parts.h"

enum {
    MOST_EVIDENCE = 12,       /* reasons told */
    MOST_SUBJECT_SHOWN = 200, /* octets of the mail's subject in a letter's */
};

/* Blocks of a letter. */
enum {
    URLS = 1 << 0,
    MAIL = 1 << 1,    /* subject, sender, dates */
    SOURCE = 1 << 2,  /* the server that sent it */
    SUMMARY = 1 << 3, /* what it pretends, what it wants */
    EVIDENCE = 1 << 4,
    CONTACT = 1 << 5, /* who writes, first of all, as forms ask */
    HEAD = 1 << 6,    /* header fields, without the recipient */
    CLOCK = 1 << 7,   /* whose clock the times are by */
    DEAR = 1 << 8,    /* a letter, with its beginning and end; else the text for a form */
};

static unsigned blocks_of(const struct sg_contact *contact)
{
    if (contact == NULL)
        return URLS | MAIL | SOURCE | SUMMARY | EVIDENCE | HEAD;
    switch (contact->kind) {
    case SG_CONTACT_COUNCIL:
    case SG_CONTACT_EXCHANGE:
        return URLS | MAIL | SOURCE | SUMMARY | EVIDENCE | DEAR;
    case SG_CONTACT_CSIRT:
        return CONTACT | URLS | MAIL | SOURCE | SUMMARY | EVIDENCE | CLOCK;
    case SG_CONTACT_SPAM:
        return MAIL | SOURCE | DEAR;
    case SG_CONTACT_POLICE:
        return CONTACT | URLS | MAIL | SOURCE | SUMMARY | EVIDENCE;
    case SG_CONTACT_BROWSER:
        return URLS | SUMMARY;
    case SG_CONTACT_BRAND:
        return URLS | MAIL | SUMMARY | EVIDENCE | DEAR;
    case SG_CONTACT_HOSTER:
    case SG_CONTACT_REGISTRAR:
        return URLS | MAIL | SUMMARY | EVIDENCE | DEAR;
    case SG_CONTACT_NETWORK:
        return MAIL | SOURCE | SUMMARY | EVIDENCE | CLOCK | DEAR;
    }
    return 0;
}

/* ---- values ---- */

enum { N_VALUES = 11 };

struct values {
    struct sg_draft_value at[N_VALUES];
};

static sg_span chosen(const struct sg_letter *l, sg_span ja, sg_span en)
{
    return l->words->japanese ? ja : en;
}

static sg_span word(const struct sg_letter *l, const char *id)
{
    return sg_words_in(l->words, "draft", sg_span_of(id));
}

static sg_span brand_of(const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    const struct sg_brand *brand = sg_brand_find(l->d->intel->brands, s->brand);
    if (brand != NULL)
        return sg_brand_shown(brand, l->words->japanese);
    return s->own_domain_claim.len > 0 ? word(l, "own-provider") : (sg_span){ 0 };
}

static sg_span what_of(const struct sg_letter *l)
{
    enum sg_level level = l->d->specimen->level;
    return word(l, level == SG_LEVEL_PHISHING     ? "what-phishing"
                   : level == SG_LEVEL_SUSPICIOUS ? "what-suspicious"
                                                  : "what-other");
}

static struct values values_of(const struct sg_letter *l)
{
    const struct sg_publisher *p = l->d->publisher;
    struct sg_arena *arena = l->d->arena;
    sg_span host = l->site == NULL ? (sg_span){ 0 } : sg_draft_host(arena, l->site->host);
    sg_span domain = l->site == NULL ? (sg_span){ 0 } : sg_draft_host(arena, l->site->domain);
    sg_span hoster = l->site == NULL ? (sg_span){ 0 } : sg_draft_host(arena, l->site->hoster);
    return (struct values){ { { "brand", brand_of(l) },
                              { "what", what_of(l) },
                              { "host", host },
                              { "domain", domain },
                              { "hoster", hoster },
                              { "ip", l->d->specimen->ip },
                              { "name", l->contact == NULL
                                            ? (sg_span){ 0 }
                                            : chosen(l, l->contact->name_ja, l->contact->name_en) },
                              { "organisation", l->words->japanese && p->company_ja.len > 0
                                                    ? p->company_ja
                                                    : p->reporter_organisation },
                              { "reporter", p->reporter_name },
                              { "mail", p->reporter_mail },
                              { "phone", p->reporter_phone } } };
}

static void say(struct sg_buf *out, const struct sg_letter *l, const char *id)
{
    struct values v = values_of(l);
    sg_put_draft_word(out, l->words, id, v.at, N_VALUES);
}

/* "opening-hoster" */
static const char *id_of(const struct sg_letter *l, const char *what, const char *kind)
{
    struct sg_buf id = SG_BUF_IN(l->d->arena, 64);
    sg_putf(&id, "%s-%s", what, kind);
    sg_put_octet(&id, '\0');
    return (const char *)sg_buf_done(&id).at;
}

static void paragraph(struct sg_buf *out, const struct sg_letter *l, const char *id)
{
    size_t was = out->len;
    say(out, l, id);
    if (out->len > was)
        sg_put_text(out, "\n\n");
}

static void heading(struct sg_buf *out, const struct sg_letter *l, const char *id)
{
    sg_put_text(out, l->words->japanese ? "■ " : "* ");
    say(out, l, id);
    sg_put_octet(out, '\n');
}

/* ---- blocks ---- */

static void line(struct sg_buf *out, const struct sg_letter *l, const char *id, sg_span value)
{
    if (value.len == 0)
        return;
    sg_put_text(out, "  ");
    say(out, l, id);
    sg_put_text(out, l->words->japanese ? ":" : ": ");
    sg_put(out, value);
    sg_put_octet(out, '\n');
}

static sg_span shown(const struct sg_letter *l, sg_span s)
{
    return sg_draft_shown(l->d->arena, s);
}

static sg_span time_of(const struct sg_letter *l, bool is_known, int64_t seconds)
{
    struct sg_buf out = SG_BUF_IN(l->d->arena, 100);
    if (is_known)
        sg_put_two_times(&out, seconds);
    return sg_buf_done(&out);
}

static sg_span from_of(const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    struct sg_buf out = SG_BUF_IN(l->d->arena, (size_t)16 * SG_MAX_SPECIMEN_TEXT);
    sg_put_shown(&out, NULL, s->from_display, (struct sg_showing){ 0 });
    if (s->from_address.len > 0) {
        sg_put_text(&out, s->from_display.len > 0 ? " <" : "<");
        sg_put_shown(&out, NULL, s->from_address, (struct sg_showing){ 0 });
        sg_put_octet(&out, '>');
    }
    return sg_buf_done(&out);
}

static void put_mail(struct sg_buf *out, const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    heading(out, l, "heading-mail");
    line(out, l, "subject", shown(l, s->subject));
    line(out, l, "from", from_of(l));
    line(out, l, "reply-to", shown(l, s->reply_to));
    line(out, l, "date", time_of(l, s->has_date, s->date));
    line(out, l, "received", time_of(l, s->has_received, s->received));
    line(out, l, "message-id", shown(l, s->message_id));
    for (size_t i = 0; i < s->n_files; i++)
        line(out, l, "file", shown(l, s->files[i].name));
    sg_put_octet(out, '\n');
}

static sg_span place_of(const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    struct sg_buf out = SG_BUF_IN(l->d->arena, (size_t)4 * SG_MAX_SPECIMEN_TEXT);
    if (s->asn > 0)
        sg_putf(&out, "AS%u ", (unsigned)s->asn);
    sg_put_shown(&out, NULL, s->network, (struct sg_showing){ 0 });
    if (s->country.len > 0) {
        sg_put_text(&out, out.len > 0 ? ", " : "");
        sg_put(&out, s->country);
    }
    return sg_trim(sg_buf_done(&out));
}

static void put_authentication(struct sg_buf *out, const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    if (!s->auth_is_trusted)
        return;
    struct sg_buf value = SG_BUF_IN(l->d->arena, (size_t)4 * SG_MAX_SPECIMEN_TEXT);
    sg_putf(&value, "SPF %.*s, DKIM %.*s, DMARC %.*s", (int)s->spf.len, (const char *)s->spf.at,
            (int)s->dkim.len, (const char *)s->dkim.at, (int)s->dmarc.len,
            (const char *)s->dmarc.at);
    line(out, l, "authentication", sg_buf_done(&value));
}

static void put_source(struct sg_buf *out, const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    if (s->ip.len == 0)
        return;
    heading(out, l, "heading-source");
    line(out, l, "ip", s->ip);
    line(out, l, "network", place_of(l));
    line(out, l, "helo", shown(l, s->helo));
    line(out, l, "rdns", shown(l, s->rdns));
    line(out, l, "return-path", shown(l, s->return_path));
    put_authentication(out, l);
    sg_put_octet(out, '\n');
}

static void put_url(struct sg_buf *out, const struct sg_letter *l,
                    const struct sg_specimen_link *link)
{
    bool is_whole = l->is_private && l->d->with_token;
    sg_span url = sg_draft_url(l->d, link, is_whole);
    sg_put_text(out, "  ");
    if (l->is_private)
        sg_put(out, url);
    else
        sg_put_defanged(out, url, false);
    sg_put_octet(out, '\n');
    if (link->is_cleaned && !is_whole) {
        sg_put_text(out, "    ");
        say(out, l, "url-cleaned");
        sg_put_octet(out, '\n');
    }
}

static void put_urls(struct sg_buf *out, const struct sg_letter *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->sites->n; i++) {
        const struct sg_draft_site *site = &l->sites->at[i];
        for (size_t k = 0; k < site->n_links && (l->site == NULL || l->site == site); k++) {
            if (n++ == 0)
                heading(out, l, l->is_private ? "heading-urls" : "heading-urls-defanged");
            put_url(out, l, site->links[k]);
        }
    }
    if (n > 0)
        sg_put_octet(out, '\n');
}

/* One more sentence of a paragraph. */
static void go_on(struct sg_buf *out, const struct sg_letter *l, const char *id)
{
    sg_put_text(out, l->words->japanese ? "" : " ");
    say(out, l, id);
}

static void put_summary(struct sg_buf *out, const struct sg_letter *l)
{
    const struct sg_specimen *s = l->d->specimen;
    bool has_site = l->sites->n > 0;
    heading(out, l, "heading-summary");
    sg_put_text(out, "  ");
    say(out, l, has_site ? "summary-url" : s->n_files > 0 ? "summary-file" : "summary-text");
    const char *lure = sg_draft_lure(s);
    if (!sg_same(sg_span_of(lure), SG_SPAN("other")))
        go_on(out, l, id_of(l, "lure", lure));
    if (s->asks_card)
        go_on(out, l, "asks-card");
    else if (s->asks_password)
        go_on(out, l, "asks-password");
    sg_put_text(out, "\n\n");
}

/* A registrar weighs the name; what else the mail does comes after that. */
static bool is_of_name(sg_span id)
{
    static const char *const names[] = { "lookalike-domain",       "combosquat-domain",
                                         "idn-homograph",          "brand-in-subdomain",
                                         "hyphenated-suffix-host", "random-host-label" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (sg_same(id, sg_span_of(names[i])))
            return true;
    return false;
}

static bool stands_on(const struct sg_draft_site *site, sg_span finding)
{
    for (size_t i = 0; i < site->n_links; i++)
        for (size_t k = 0; k < site->links[i]->n_findings; k++)
            if (sg_same(site->links[i]->findings[k], finding))
                return true;
    return false;
}

static bool names(const struct sg_letter *l, const struct sg_draft_site *site, sg_span text)
{
    return sg_holds(text, sg_draft_host(l->d->arena, site->domain)) ||
           sg_holds(text, sg_draft_host(l->d->arena, site->host));
}

/* Who answers for one site is not told what is odd about another. */
static bool is_of_others(const struct sg_letter *l, sg_span finding, sg_span text)
{
    if (l->site == NULL || names(l, l->site, text))
        return false;
    bool is = false, is_own = stands_on(l->site, finding);
    for (size_t i = 0; i < l->sites->n; i++)
        is = is || names(l, &l->sites->at[i], text) ||
             (!is_own && stands_on(&l->sites->at[i], finding));
    return is;
}

static size_t put_reasons(struct sg_buf *out, const struct sg_letter *l, bool of_name, size_t n)
{
    const struct sg_specimen *s = l->d->specimen;
    for (size_t i = 0; i < s->n_reasons && n < MOST_EVIDENCE; i++) {
        const struct sg_specimen_reason *r = &s->reasons[i];
        sg_span text = chosen(l, r->ja, r->en);
        if (r->points <= 0 || text.len == 0 || is_of_name(r->id) != of_name ||
            is_of_others(l, r->id, text))
            continue;
        if (n++ == 0)
            heading(out, l, "heading-evidence");
        sg_put_text(out, l->words->japanese ? "  ・" : "  - ");
        sg_put(out, text);
        sg_put_octet(out, '\n');
    }
    return n;
}

static void put_evidence(struct sg_buf *out, const struct sg_letter *l)
{
    size_t n = put_reasons(out, l, true, 0);
    if (put_reasons(out, l, false, n) > 0)
        sg_put_octet(out, '\n');
}

static void put_reporter(struct sg_buf *out, const struct sg_letter *l)
{
    const struct sg_publisher *p = l->d->publisher;
    heading(out, l, "heading-contact");
    line(out, l, "organisation", chosen(l, p->company_ja, p->reporter_organisation));
    line(out, l, "reporter", p->reporter_name);
    line(out, l, "mail", p->reporter_mail);
    line(out, l, "phone", p->reporter_phone);
    if (p->reporter_mail.len == 0)
        paragraph(out, l, "contact-unknown");
    else
        sg_put_octet(out, '\n');
}

static void put_head(struct sg_buf *out, const struct sg_letter *l)
{
    struct sg_buf head = SG_BUF_IN(l->d->arena, SG_MAX_SPECIMEN);
    heading(out, l, "heading-head");
    sg_put_masked_head(&head, l->d, true);
    for (sg_span rest = sg_buf_done(&head); rest.len > 0;) {
        sg_put_text(out, "  ");
        sg_put_shown(out, NULL, sg_trim(sg_next(&rest, '\n')), (struct sg_showing){ 0 });
        sg_put_octet(out, '\n');
    }
    sg_put_octet(out, '\n');
}

/* ---- the whole ---- */

static const char *kind_id(const struct sg_letter *l)
{
    return l->contact == NULL ? "anybody" : sg_contact_kind_id(l->contact->kind);
}

/* What is asked for: of a place open to all that one page goes; of a mail that is not even suspicious nothing. */
static void put_request(struct sg_buf *out, const struct sg_letter *l)
{
    if (l->contact == NULL)
        return;
    if (!sg_is_to_be_reported(l->d->specimen))
        paragraph(out, l, "request-unjudged");
    else if (l->contact->kind == SG_CONTACT_HOSTER && l->site->hoster.len > 0)
        paragraph(out, l, "request-platform");
    else
        paragraph(out, l, id_of(l, "request", kind_id(l)));
}

/* By name, or whoever it is who sits there. */
static const char *dear_of(const struct sg_letter *l)
{
    switch (l->contact->kind) {
    case SG_CONTACT_HOSTER:
    case SG_CONTACT_REGISTRAR:
    case SG_CONTACT_NETWORK:
        return "dear-desk";
    case SG_CONTACT_BRAND:
        return "dear-brand";
    case SG_CONTACT_COUNCIL:
    case SG_CONTACT_CSIRT:
    case SG_CONTACT_SPAM:
    case SG_CONTACT_POLICE:
    case SG_CONTACT_EXCHANGE:
    case SG_CONTACT_BROWSER:
        return "dear";
    }
    return "dear";
}

static void put_end(struct sg_buf *out, const struct sg_letter *l)
{
    if (l->contact != NULL && l->contact->takes_mail && l->is_private)
        paragraph(out, l, l->d->specimen->is_inner ? "attached-around" : "attached");
    paragraph(out, l, "judged-by");
    if (l->d->publisher->reporter_mail.len > 0)
        paragraph(out, l, "signature");
}

sg_span sg_letter_text(const struct sg_letter *l)
{
    unsigned blocks = blocks_of(l->contact);
    struct sg_buf out = SG_BUF_IN(l->d->arena, SG_MAX_SPECIMEN);
    if (blocks & DEAR)
        paragraph(&out, l, dear_of(l));
    if (blocks & CONTACT)
        put_reporter(&out, l);
    paragraph(&out, l, id_of(l, "opening", kind_id(l)));
    put_request(&out, l);
    if (blocks & URLS)
        put_urls(&out, l);
    if (blocks & MAIL)
        put_mail(&out, l);
    if (blocks & SOURCE)
        put_source(&out, l);
    if (blocks & SUMMARY)
        put_summary(&out, l);
    if (blocks & EVIDENCE)
        put_evidence(&out, l);
    if (blocks & HEAD)
        put_head(&out, l);
    if (blocks & CLOCK)
        paragraph(&out, l, "clock");
    if (blocks & DEAR)
        put_end(&out, l);
    else
        paragraph(&out, l, "judged-by");
    return sg_buf_done(&out);
}

sg_span sg_letter_subject(const struct sg_letter *l)
{
    struct sg_buf out = SG_BUF_IN(l->d->arena, SG_MAX_SPECIMEN);
    say(&out, l, id_of(l, "title", kind_id(l)));
    if (l->contact != NULL && l->contact->takes_mail) {
        sg_put_text(&out, ": ");
        sg_put(&out, shown(l, sg_utf8_cut(l->d->specimen->subject, MOST_SUBJECT_SHOWN)));
    }
    return sg_buf_done(&out);
}
