/* warn/draft_xarf.c - XARF 4 (https://xarf.org/, schemas/v4 of xarf-spec): an array, one report for each address that is to be
 * looked at (content/phishing) and one for the server that sent the mail (messaging/spam, as the type that tells of mails). */
#include "report/json.h"
#include "text/unicode.h"
#include "warn/clock.h"
#include "warn/draft_parts.h"
#include "warn/uuid.h"

enum {
    MOST_EVIDENCE = 5 * 1024 * 1024, /* octets of one piece */
    MOST_SUBJECT = 500,              /* characters there, octets here */
    MOST_NAME = 200,
    MOST_REASONS = 12,
    MOST_PORT = 65535,
};

/* Of reports of this program: a version 4 UUID made once. */
static const uint8_t NAMESPACE[16] = { 0x8d, 0x0c, 0x5a, 0x3e, 0x61, 0x2b, 0x4f, 0x7d,
                                       0xa4, 0x19, 0x2e, 0x90, 0x77, 0xc3, 0x1b, 0x58 };

struct writer {
    const struct sg_drafting *d;
    struct sg_json json;
    bool is_private;
};

/* ---- what every report has ---- */

static void put_party(struct writer *w, const char *key)
{
    const struct sg_publisher *p = w->d->publisher;
    sg_json_object(&w->json, key);
    sg_json_text(&w->json, "org", sg_utf8_cut(p->reporter_organisation, MOST_NAME));
    sg_json_text(&w->json, "contact", p->reporter_mail);
    sg_json_text(&w->json, "domain", p->reporter_domain);
    sg_json_end(&w->json);
}

static void put_id(struct writer *w, const char *type, sg_span of)
{
    struct sg_buf name = SG_BUF_IN(w->d->arena, (size_t)4 * SG_MAX_SPECIMEN_TEXT);
    struct sg_buf id = SG_BUF_IN(w->d->arena, 64);
    sg_put(&name, w->d->specimen->sha256);
    sg_putf(&name, " %s %s ", type, w->is_private ? "private" : "public");
    sg_put(&name, of);
    sg_put_uuid5(&id, NAMESPACE, sg_buf_done(&name));
    sg_json_text(&w->json, "report_id", sg_buf_done(&id));
}

static void put_description(struct writer *w)
{
    const struct sg_specimen *s = w->d->specimen;
    const struct sg_brand *brand = sg_brand_find(w->d->intel->brands, s->brand);
    const struct sg_draft_value values[] = {
        { "brand", brand == NULL ? (sg_span){ 0 } : sg_brand_shown(brand, false) },
    };
    struct sg_buf out = SG_BUF_IN(w->d->arena, SG_MAX_SPECIMEN_TEXT);
    const char *id = s->level == SG_LEVEL_PHISHING     ? "xarf-phishing"
                     : s->level == SG_LEVEL_SUSPICIOUS ? "xarf-suspicious"
                                                       : "xarf-other";
    sg_put_draft_word(&out, w->d->en, id, values, 1);
    sg_json_text(&w->json, "description", sg_buf_done(&out));
}

static void put_head(struct writer *w, const char *category, const char *type, sg_span source,
                     sg_span of)
{
    struct sg_buf time = SG_BUF_IN(w->d->arena, 64);
    sg_put_iso_time(&time, sg_draft_time(w->d));
    sg_json_object(&w->json, NULL);
    sg_json_word(&w->json, "xarf_version", "4.0.0");
    put_id(w, type, of);
    sg_json_text(&w->json, "timestamp", sg_buf_done(&time));
    put_party(w, "reporter");
    put_party(w, "sender");
    sg_json_text(&w->json, "source_identifier", source);
    sg_json_word(&w->json, "category", category);
    sg_json_word(&w->json, "type", type);
    sg_json_word(&w->json, "evidence_source", "automated_filter");
    put_description(w);
}

/* ---- evidence ---- */

static void put_piece(struct writer *w, const char *type, const char *what, sg_span octets)
{
    struct sg_buf payload = SG_BUF(SG_MAX_DRAFT);
    sg_put_base64(&payload, octets, false);
    sg_json_object(&w->json, NULL);
    sg_json_word(&w->json, "content_type", type);
    sg_json_word(&w->json, "description", what);
    sg_json_ascii(&w->json, "payload", sg_buf_span(&payload));
    sg_json_number(&w->json, "size", (int64_t)octets.len);
    sg_json_end(&w->json);
    sg_buf_free(&payload);
}

static sg_span reasons(const struct writer *w)
{
    const struct sg_specimen *s = w->d->specimen;
    struct sg_buf out = SG_BUF_IN(w->d->arena, SG_MAX_SPECIMEN);
    for (size_t i = 0, n = 0; i < s->n_reasons && n < MOST_REASONS; i++) {
        if (s->reasons[i].points <= 0)
            continue;
        sg_put_text(&out, "- ");
        sg_put(&out, s->reasons[i].en);
        sg_put_octet(&out, '\n');
        n++;
    }
    return sg_buf_done(&out);
}

static void put_evidence(struct writer *w, bool with_mail)
{
    sg_span why = reasons(w);
    sg_json_array(&w->json, "evidence");
    if (why.len > 0)
        put_piece(w, "text/plain", "What the examination of the mail found", why);
    if (with_mail && w->is_private && w->d->mail.len <= MOST_EVIDENCE)
        put_piece(w, "message/rfc822", "The mail as received", w->d->mail);
    sg_json_end(&w->json);
}

static void put_tags(struct writer *w)
{
    sg_json_array(&w->json, "tags");
    sg_json_word(&w->json, NULL, "abuse:phishing");
    sg_json_word(&w->json, NULL, "tool:shingan");
    sg_json_end(&w->json);
}

/* ---- the two types ---- */

static void put_page(struct writer *w, const struct sg_specimen_link *link)
{
    const struct sg_specimen *s = w->d->specimen;
    const struct sg_brand *brand = sg_brand_find(w->d->intel->brands, s->brand);
    sg_span url = sg_draft_url(w->d, link, w->is_private && w->d->with_token);
    bool is_name = sg_find(link->host, ':', 0) == link->host.len &&
                   !sg_is_digit(sg_at(link->host, link->host.len - 1));
    put_head(w, "content", "phishing", link->host, url);
    sg_json_ascii(&w->json, "url", url);
    if (is_name)
        sg_json_text(&w->json, "domain", link->host);
    sg_json_word(&w->json, "verification_method", "user_report");
    if (s->level == SG_LEVEL_PHISHING || s->level == SG_LEVEL_SUSPICIOUS)
        sg_json_word(&w->json, "attack_vector", "phishing");
    if (brand != NULL)
        sg_json_text(&w->json, "target_brand", sg_brand_shown(brand, false));
    sg_json_word(&w->json, "lure_type", sg_draft_lure(s));
    put_evidence(w, false);
    put_tags(w);
    sg_json_end(&w->json);
}

static bool is_address(sg_span s)
{
    size_t at = sg_find(s, '@', 0);
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) <= ' ' || sg_at(s, i) > '~' || sg_at(s, i) == '*')
            return false;
    return at > 0 && at + 1 < s.len;
}

/* Of a mail by SMTP the type wants the client's port, which mail servers seldom write down: without it the way is "other"
 * rather than a port made up. */
static void put_protocol(struct writer *w)
{
    const struct sg_specimen *s = w->d->specimen;
    sg_span from = is_address(s->return_path) ? s->return_path : s->from_address;
    bool is_whole = w->d->source_port > 0 && w->d->source_port <= MOST_PORT && is_address(from);
    sg_json_word(&w->json, "protocol", is_whole ? "smtp" : "other");
    if (is_whole)
        sg_json_number(&w->json, "source_port", w->d->source_port);
    if (is_address(from))
        sg_json_text(&w->json, "smtp_from", from);
}

static void put_mail(struct writer *w)
{
    const struct sg_specimen *s = w->d->specimen;
    put_head(w, "messaging", "spam", s->ip, s->ip);
    put_protocol(w);
    if (s->subject.len > 0)
        sg_json_text(&w->json, "subject", sg_utf8_cut(s->subject, MOST_SUBJECT));
    if (s->from_display.len > 0)
        sg_json_text(&w->json, "sender_name", sg_utf8_cut(s->from_display, MOST_NAME));
    if (s->message_id.len > 0)
        sg_json_text(&w->json, "message_id", sg_utf8_cut(s->message_id, MOST_NAME));
    if (s->mailer.len > 0)
        sg_json_text(&w->json, "user_agent", sg_utf8_cut(s->mailer, MOST_NAME));
    if (s->language.len == 2)
        sg_json_text(&w->json, "language", s->language);
    put_evidence(w, true);
    put_tags(w);
    sg_json_end(&w->json);
}

sg_span sg_draft_xarf(const struct sg_drafting *d, const struct sg_draft_sites *sites,
                      bool is_private)
{
    struct sg_buf out = SG_BUF_IN(d->arena, SG_MAX_DRAFT);
    struct writer w = { .d = d,
                        .json = { .out = &out, .indented = true },
                        .is_private = is_private };
    sg_json_array(&w.json, NULL);
    for (size_t i = 0; i < sites->n; i++)
        for (size_t k = 0; k < sites->at[i].n_links; k++)
            put_page(&w, sites->at[i].links[k]);
    if (d->specimen->ip_is_public && d->specimen->ip.len > 0)
        put_mail(&w);
    sg_json_end(&w.json);
    return sg_buf_done(&out);
}
