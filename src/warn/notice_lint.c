#include "warn/notice_lint.h"

#include "intel/lists.h"
#include "text/unicode.h"
#include "web/find.h"

enum {
    PROBLEM = 400,    /* octets of one message */
    MIN_LOCAL = 4,    /* octets: shorter local parts are words of every text */
    BASE64_LINE = 57, /* octets that a line of base64 holds */
};

/* ---- telling ---- */

static void tell(struct sg_lint *l, const char *what, sg_span which)
{
    struct sg_buf out = SG_BUF_IN(l->arena, PROBLEM);
    sg_put_text(&out, what);
    sg_put(&out, which);
    *SG_PUSH(l->arena, &l->problems) = sg_buf_done(&out);
}

static void tell_where(struct sg_lint *l, const char *name, const char *what, sg_span which)
{
    struct sg_buf out = SG_BUF_IN(l->arena, PROBLEM);
    sg_putf(&out, "%s: %s", name, what);
    sg_put(&out, which);
    *SG_PUSH(l->arena, &l->problems) = sg_buf_done(&out);
}

static void miss(struct sg_lint *l, const char *what)
{
    *SG_PUSH(l->arena, &l->missing) = sg_span_of(what);
}

/* ---- days ---- */

static void check_day(struct sg_lint *l, const char *what, sg_span day)
{
    if (!sg_notice_is_day(day))
        tell(l, "not a day like 2022-01-30: ", sg_span_of(what));
    else if (sg_order(day, l->today) > 0)
        tell(l, "in the future: ", sg_span_of(what));
}

static void check_days(struct sg_lint *l)
{
    const struct sg_notice *n = l->material->notice;
    check_day(l, "the day of posting", n->posted);
    check_day(l, "the day of status", n->status);
    if (sg_order(n->status, n->posted) < 0)
        tell(l, "the day of status is before that of posting", (sg_span){ 0 });
    for (size_t i = 0; i < n->n_types; i++) {
        check_day(l, "a day on which mails were confirmed", n->types[i].confirmed);
        if (sg_order(n->types[i].confirmed, n->status) > 0)
            tell(l, "mails were confirmed after the day of status", (sg_span){ 0 });
    }
    for (size_t i = 0; i < n->n_history; i++) {
        check_day(l, "a day of the history", n->history[i].day);
        if (i > 0 && sg_order(n->history[i].day, n->history[i - 1].day) < 0)
            tell(l, "the history is not in the order of its days", (sg_span){ 0 });
    }
    if (n->n_history == 0)
        tell(l, "there is no history", (sg_span){ 0 });
}

/* ---- official pages ---- */

static sg_span host_of(sg_span url)
{
    sg_span rest = sg_tail(url, SG_SPAN("https://").len);
    return sg_cut(rest, 0, sg_find(rest, '/', 0));
}

static bool is_under(sg_span host, sg_span domain)
{
    return sg_ends_nocase(host, domain) &&
           (host.len == domain.len || sg_at(host, host.len - domain.len - 1) == '.');
}

static bool is_publishers(const struct sg_publisher *p, sg_span scheme, sg_span host)
{
    for (size_t i = 0; i < p->n_patterns; i++)
        if (sg_url_pattern_matches(p->patterns[i], scheme, host))
            return true;
    for (size_t i = 0; i < p->n_domains; i++)
        if (is_under(host, p->domains[i]))
            return true;
    return false;
}

static void check_page(struct sg_lint *l, const struct sg_brand *brand, sg_span url)
{
    const struct sg_intel *intel = l->material->intel;
    sg_span host = host_of(url);
    if (!sg_starts(url, SG_SPAN("https://")) ||
        is_publishers(l->material->publisher, SG_SPAN("https"), host) ||
        (brand != NULL && sg_brand_owns(intel->brands, brand, host)))
        return;
    tell(l, "not known to be official (the publisher file may give a 'pattern'): ", url);
}

static void check_official(struct sg_lint *l)
{
    const struct sg_notice_material *m = l->material;
    const struct sg_publisher *p = m->publisher;
    const struct sg_brand *brand = sg_brand_find(m->intel->brands, m->notice->brand);
    bool is_own = brand != NULL && sg_publisher_owns(p, brand->id);
    check_page(l, brand, p->contact_url);
    check_page(l, brand, p->reset_url);
    check_page(l, brand, p->notices_url);
    if (brand != NULL) {
        check_page(l, brand, brand->contact_url);
        check_page(l, brand, brand->reset_url);
        check_page(l, brand, brand->notice_url);
    }
    if (p->name_ja.len == 0)
        miss(l, "no --publisher file: who warns is left out");
    if ((is_own ? p->contact_url : brand == NULL ? p->contact_url : brand->contact_url).len == 0)
        miss(l, "no contact page: it is left out");
    if ((is_own ? p->reset_url : brand == NULL ? p->reset_url : brand->reset_url).len == 0)
        miss(l, "no page for setting a password anew: it is left out");
    if (brand != NULL && brand->url_pattern.len == 0 && (!is_own || p->n_patterns == 0))
        miss(l, "no pattern of official URLs: that part is left out");
}

/* ---- types ---- */

static void check_types(struct sg_lint *l)
{
    const struct sg_notice *n = l->material->notice;
    if (n->n_types == 0)
        tell(l, "no mail is described", (sg_span){ 0 });
    for (size_t i = 0; i < n->n_types; i++) {
        const struct sg_notice_type *t = &n->types[i];
        if (t->n_subjects == 0 && t->body.len == 0 && t->n_links == 0)
            tell(l, "a type has no subject, no text and no link", (sg_span){ 0 });
    }
}

/* ---- recipients ---- */

/* As a word by itself. */
static bool names(sg_span text, sg_span word)
{
    for (size_t at = sg_find_nocase(text, word, 0); at < text.len;
         at = sg_find_nocase(text, word, at + 1)) {
        int before = at == 0 ? -1 : sg_at(text, at - 1);
        if (!sg_is_alnum(before) && !sg_is_alnum(sg_at(text, at + word.len)))
            return true;
    }
    return false;
}

/* A domain that the notice names anyway tells nobody's. */
static bool is_public(const struct sg_lint *l, sg_span domain)
{
    const struct sg_notice_material *m = l->material;
    return is_publishers(m->publisher, SG_SPAN("https"), domain) ||
           sg_brand_domain_of(m->intel->brands, domain) != NULL;
}

static bool names_recipient(const struct sg_lint *l, const struct sg_specimen *mail, sg_span text)
{
    for (size_t i = 0; i < mail->n_private_recipients; i++)
        if (names(text, mail->private_recipients[i]))
            return true;
    sg_span domain = mail->private_recipient_domain;
    return domain.len > 0 && !is_public(l, domain) && names(text, domain);
}

static void check_recipients(struct sg_lint *l, const char *name, sg_span text)
{
    sg_span live = sg_refang(l->arena, text);
    for (size_t i = 0; i < l->n_mails; i++)
        if (names_recipient(l, l->mails[i], live)) {
            tell_where(l, name, "a recipient's address or domain stands in it", (sg_span){ 0 });
            return;
        }
}

/* The local part of a personal address, where the mail's own words hold it. */
static bool names_local(const struct sg_lint *l, sg_span text)
{
    const struct sg_intel *intel = l->material->intel;
    for (size_t i = 0; i < l->n_mails; i++)
        for (size_t k = 0; k < l->mails[i]->n_private_recipients; k++) {
            sg_span whole = l->mails[i]->private_recipients[k];
            sg_span local = sg_cut(whole, 0, sg_find_last(whole, '@'));
            bool is_personal = local.len >= MIN_LOCAL &&
                               !sg_list_has(&intel->lists->roles, local) &&
                               sg_brand_find(intel->brands, local) == NULL;
            if (is_personal && k == 0 && names(text, local))
                return true;
        }
    return false;
}

static void check_words(struct sg_lint *l)
{
    const struct sg_notice *n = l->material->notice;
    bool is_found = false;
    for (size_t i = 0; i < n->n_types; i++) {
        const struct sg_notice_type *t = &n->types[i];
        for (size_t k = 0; k < t->n_subjects; k++)
            is_found |= names_local(l, t->subjects[k]);
        for (size_t k = 0; k < t->n_links; k++)
            is_found |= names_local(l, t->links[k].url);
        for (size_t k = 0; k < t->n_files; k++)
            is_found |= names_local(l, t->files[k]);
        is_found |= names_local(l, t->body);
    }
    if (is_found)
        tell(l, "the name before a recipient's @ stands in what is quoted", (sg_span){ 0 });
}

/* ---- links ---- */

static bool is_page_of_brand(const struct sg_brand *brand, sg_span url)
{
    return brand != NULL && url.len > 0 &&
           (sg_same(url, brand->contact_url) || sg_same(url, brand->reset_url) ||
            sg_same(url, brand->notice_url));
}

/* Markdown's backslash behind an address is read as a slash of it. */
static bool leads_to_root(const struct sg_intel *intel, const struct sg_url *url)
{
    static const struct sg_octets slash = SG_FEW('/', '/', '/', '/');
    const struct sg_brand_domain *owner = sg_brand_domain_of(intel->brands, url->host.ascii);
    return owner != NULL && owner->kind == SG_DOMAIN_OFFICIAL && url->is_valid &&
           sg_find_not(url->path, &slash, 0) == url->path.len && !url->has_query &&
           !url->has_fragment && url->userinfo.len == 0 && url->port < 0;
}

static bool is_allowed(const struct sg_lint *l, const struct sg_found_url *found)
{
    const struct sg_notice_material *m = l->material;
    const struct sg_brand *brand = sg_brand_find(m->intel->brands, m->notice->brand);
    const struct sg_url *url = &found->url;
    bool is_patterns =
        brand != NULL && url->path.len <= 1 &&
        sg_url_pattern_matches(brand->url_pattern, url->scheme_name, url->host.ascii);
    return sg_is_official_root(m->intel, found) || leads_to_root(m->intel, url) || is_patterns ||
           is_publishers(m->publisher, SG_SPAN("https"), url->host.ascii) ||
           is_page_of_brand(brand, url->href) ||
           is_page_of_brand(sg_brand_find(m->intel->brands, SG_SPAN("antiphishing")), url->href) ||
           sg_same(url->href, SG_SPAN("http://www.w3.org/2005/Atom"));
}

static void check_line(struct sg_lint *l, const char *name, sg_span line)
{
    struct sg_found_urls urls = { 0 };
    sg_find_urls(l->arena, l->material->intel->hosts, line, true, &urls);
    for (size_t i = 0; i < urls.n; i++) {
        const struct sg_found_url *found = &urls.at[i];
        if (!sg_is_live(found) || is_allowed(l, found))
            continue;
        tell_where(l, name, "a live link that is not official: ",
                   sg_harmless(l->arena, l->material->intel, found->shown, SG_DEFANG_LAST_DOT));
    }
    if (urls.cut)
        tell_where(l, name, "a line with too many links to look at", (sg_span){ 0 });
}

/* ---- in all ---- */

void sg_lint_notice(struct sg_lint *l)
{
    check_days(l);
    check_types(l);
    check_official(l);
    check_words(l);
}

/* As a browser would read its text: what sg_put_html() wrote, read back. */
static sg_span unescaped(struct sg_arena *arena, sg_span s)
{
    static const struct {
        sg_span written, meant;
    } rows[] = { { SG_SPAN_INIT("&quot;"), SG_SPAN_INIT("\"") },
                 { SG_SPAN_INIT("&#39;"), SG_SPAN_INIT("'") },
                 { SG_SPAN_INIT("&lt;"), SG_SPAN_INIT("<") },
                 { SG_SPAN_INIT("&gt;"), SG_SPAN_INIT(">") },
                 { SG_SPAN_INIT("&amp;"), SG_SPAN_INIT("&") } };
    struct sg_buf out = SG_BUF_IN(arena, s.len + 1);
    while (s.len > 0) {
        size_t i = 0, mark = sg_find(s, '&', 0);
        sg_put(&out, sg_cut(s, 0, mark));
        s = sg_tail(s, mark);
        while (i < sizeof(rows) / sizeof(*rows) && !sg_starts(s, rows[i].written))
            i++;
        bool is_known = i < sizeof(rows) / sizeof(*rows);
        sg_put(&out, is_known ? rows[i].meant : sg_cut(s, 0, 1));
        s = sg_tail(s, is_known ? rows[i].written.len : 1);
    }
    return sg_buf_done(&out);
}

void sg_lint_written(struct sg_lint *l, const char *name, sg_span text)
{
    if (sg_starts(text, SG_SPAN("<!DOCTYPE")) || sg_starts(text, SG_SPAN("<?xml")))
        text = unescaped(l->arena, text);
    if (text.len == 0 || text.len >= SG_MAX_NOTICE)
        tell_where(l, name, text.len == 0 ? "is empty" : "is too long", (sg_span){ 0 });
    check_recipients(l, name, text);
    for (sg_span rest = text; rest.len > 0;)
        check_line(l, name, sg_next(&rest, '\n'));
}

/* ---- as a mail ---- */

static void put_base64(struct sg_buf *out, sg_span s)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.len; i += 3) {
        unsigned n = 0;
        for (size_t k = 0; k < 3; k++)
            n = n << 8 | (unsigned)(i + k < s.len ? sg_at(s, i + k) : 0);
        for (size_t k = 0; k < 4; k++)
            sg_put_octet(out, i + k > s.len ? '=' : (uint8_t)signs[n >> (18 - 6 * k) & 63]);
    }
}

void sg_put_notice_mail(struct sg_buf *out, const struct sg_publisher *p, sg_span title,
                        sg_span text)
{
    sg_span domain = p->n_domains > 0 ? p->domains[0] : SG_SPAN("example.invalid");
    sg_put_text(out, "From: notice@");
    sg_put(out, domain);
    sg_put_text(out, "\r\nTo: customers@");
    sg_put(out, domain);
    sg_put_text(out, "\r\nSubject: ");
    for (sg_span rest = title; rest.len > 0;) {
        sg_span part = sg_utf8_cut(rest, 42);
        part = part.len > 0 ? part : sg_cut(rest, 0, 1);
        sg_put_text(out, part.at == title.at ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        put_base64(out, part);
        sg_put_text(out, "?=");
        rest = sg_tail(rest, part.len);
    }
    sg_put_text(out, "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                     "Content-Transfer-Encoding: base64\r\n\r\n");
    for (size_t i = 0; i < text.len; i += BASE64_LINE) {
        put_base64(out, sg_cut(text, i, BASE64_LINE));
        sg_put_text(out, "\r\n");
    }
}
