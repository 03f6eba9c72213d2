/* warn/draft_arf.c - a report in the form that abuse desks' programs read: RFC 5965, with RFC 6590 (the recipient taken out)
 * and RFC 6692 (the client's port).  One mail is one report, of the type "fraud". */
#include "warn/clock.h"
#include "warn/draft_parts.h"

#ifndef SG_VERSION
#    define SG_VERSION "unknown"
#endif

enum { LONGEST_URI = 900 /* octets: what stands in a field cannot be folded inside a URI */ };

static bool is_ascii(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) <= ' ' || sg_at(s, i) > '~')
            return false;
    return s.len > 0;
}

/* Taken out of the address: it says nothing any more. */
static bool is_masked(sg_span s)
{
    return sg_holds(s, SG_SPAN("**"));
}

static void put_value(struct sg_buf *out, const char *name, sg_span value)
{
    if (!is_ascii(value) || is_masked(value) || value.len > LONGEST_URI)
        return;
    sg_putf(out, "%s: ", name);
    sg_put(out, value);
    sg_put_text(out, "\r\n");
}

static sg_span bracketed(const struct sg_drafting *d, sg_span address)
{
    struct sg_buf out = SG_BUF_IN(d->arena, address.len + 2);
    if (address.len == 0)
        return address;
    sg_put_octet(&out, '<');
    sg_put(&out, address);
    sg_put_octet(&out, '>');
    return sg_buf_done(&out);
}

/* A result of RFC 8601; other states say that nobody looked. */
static bool is_result(sg_span s)
{
    static const char *const results[] = { "pass",   "fail", "softfail",  "neutral",
                                           "policy", "none", "temperror", "permerror" };
    for (size_t i = 0; i < sizeof(results) / sizeof(*results); i++)
        if (sg_same(s, sg_span_of(results[i])))
            return true;
    return false;
}

static void put_authentication(struct sg_buf *out, const struct sg_drafting *d)
{
    const struct sg_specimen *s = d->specimen;

    const struct {
        const char *method;
        sg_span result;
    } all[] = { { "spf", s->spf }, { "dkim", s->dkim }, { "dmarc", s->dmarc } };

    bool is_any = false;
    if (!s->auth_is_trusted || d->publisher->reporting_mta.len == 0)
        return;
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        if (!is_result(all[i].result))
            continue;
        if (!is_any)
            sg_putf(out, "Authentication-Results: %.*s", (int)d->publisher->reporting_mta.len,
                    (const char *)d->publisher->reporting_mta.at);
        sg_putf(out, ";\r\n %s=%.*s", all[i].method, (int)all[i].result.len,
                (const char *)all[i].result.at);
        is_any = true;
    }
    if (is_any)
        sg_put_text(out, "\r\n");
}

/* Without --redact the whole mail follows, so a cleaned address would hide nothing. */
static void put_sites(struct sg_buf *out, const struct sg_drafting *d,
                      const struct sg_draft_sites *sites)
{
    for (size_t i = 0; i < sites->n; i++)
        put_value(out, "Reported-Domain",
                  sites->at[i].hoster.len > 0 ? sites->at[i].host : sites->at[i].domain);
    for (size_t i = 0; i < sites->n; i++)
        for (size_t k = 0; k < sites->at[i].n_links; k++) {
            const struct sg_specimen_link *link = sites->at[i].links[k];
            sg_span whole = sg_draft_url(d, link, !d->redacts || d->with_token);
            put_value(out, "Reported-URI",
                      whole.len > LONGEST_URI ? sg_draft_url(d, link, false) : whole);
        }
}

static void put_report(struct sg_buf *out, const struct sg_drafting *d,
                       const struct sg_draft_sites *sites)
{
    const struct sg_specimen *s = d->specimen;
    sg_put_text(out, "Content-Type: message/feedback-report\r\n\r\n"
                     "Feedback-Type: fraud\r\n"
                     "User-Agent: shingan/" SG_VERSION "\r\n"
                     "Version: 1\r\n");
    put_value(out, "Original-Mail-From", bracketed(d, s->return_path));
    for (size_t i = 0; i < s->n_private_recipients && d->with_recipient; i++)
        put_value(out, "Original-Rcpt-To", bracketed(d, s->private_recipients[i]));
    if (s->has_received) {
        sg_put_text(out, "Arrival-Date: ");
        sg_put_mail_time(out, s->received);
        sg_put_text(out, "\r\n");
    }
    if (d->publisher->reporting_mta.len > 0)
        sg_putf(out, "Reporting-MTA: dns; %.*s\r\n", (int)d->publisher->reporting_mta.len,
                (const char *)d->publisher->reporting_mta.at);
    if (s->ip_is_public)
        put_value(out, "Source-IP", s->ip);
    if (d->source_port > 0)
        sg_putf(out, "Source-Port: %u\r\n", (unsigned)d->source_port);
    sg_put_text(out, "Incidents: 1\r\n");
    put_authentication(out, d);
    put_sites(out, d, sites);
    sg_put_text(out, "\r\n");
}

/* ---- the third part ---- */

struct head {
    struct sg_buf *out;
    const struct sg_specimen *specimen;
    bool is_read;
};

static void put_field(const struct head *h, const char *name, sg_span value)
{
    if (value.len == 0)
        return;
    if (!h->is_read) {
        sg_put_mail_field(h->out, name, value);
        return;
    }
    sg_putf(h->out, "%s: ", name);
    sg_put(h->out, value);
    sg_put_octet(h->out, '\n');
}

static void put_from(const struct head *h)
{
    const struct sg_specimen *s = h->specimen;
    struct sg_buf both = SG_BUF(2 * SG_MAX_SPECIMEN_TEXT + 4);
    if (!h->is_read && s->from_address.len > 0) {
        sg_put_mailbox_field(h->out, "From", s->from_display, s->from_address);
        return;
    }
    sg_put(&both, s->from_display);
    sg_put_text(&both, s->from_display.len > 0 ? " <" : "<");
    sg_put(&both, s->from_address);
    sg_put_octet(&both, '>');
    put_field(h, "From", sg_buf_span(&both));
    sg_buf_free(&both);
}

static void put_hop(const struct head *h)
{
    const struct sg_specimen *s = h->specimen;
    struct sg_buf hop = SG_BUF((size_t)4 * SG_MAX_SPECIMEN_TEXT);
    sg_put_text(&hop, "from ");
    sg_put(&hop, s->helo.len > 0 ? s->helo : SG_SPAN("unknown"));
    sg_put_text(&hop, " (");
    sg_put(&hop, s->rdns.len > 0 ? s->rdns : SG_SPAN("unknown"));
    sg_put_text(&hop, " [");
    sg_put(&hop, s->ip);
    sg_put_text(&hop, "])");
    if (s->has_received) {
        sg_put_text(&hop, "; ");
        sg_put_mail_time(&hop, s->received);
    }
    if (s->ip.len > 0)
        put_field(h, "Received", sg_buf_span(&hop));
    sg_buf_free(&hop);
}

void sg_put_masked_head(struct sg_buf *out, const struct sg_drafting *d, bool is_read)
{
    const struct sg_specimen *s = d->specimen;
    const struct head h = { out, s, is_read };
    struct sg_buf date = SG_BUF_IN(d->arena, 100);
    if (s->has_date)
        sg_put_mail_time(&date, s->date);
    put_field(&h, "Return-Path", s->return_path);
    put_hop(&h);
    put_field(&h, "Date", sg_buf_done(&date));
    put_from(&h);
    put_field(&h, "Reply-To", s->reply_to);
    put_field(&h, "Subject", s->subject);
    put_field(&h, "Message-ID", s->message_id);
    put_field(&h, "X-Mailer", s->mailer);
}

static void put_mail(struct sg_buf *out, const struct sg_drafting *d)
{
    if (d->redacts) {
        sg_put_text(out, "Content-Type: text/rfc822-headers\r\n\r\n");
        sg_put_masked_head(out, d, false);
        return;
    }
    sg_putf(out,
            "Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n"
            "Content-Transfer-Encoding: %s\r\n\r\n",
            sg_mail_encoding(d->mail));
    sg_put_mail_octets(out, d->mail);
}

/* ---- the whole ---- */

static void put_words(struct sg_buf *out, const struct sg_drafting *d, const char *id)
{
    const struct sg_specimen *s = d->specimen;
    struct sg_buf time = SG_BUF_IN(d->arena, 100);
    if (s->has_received)
        sg_put_two_times(&time, s->received);
    const struct sg_draft_value values[] = {
        { "ip", s->ip_is_public ? s->ip : (sg_span){ 0 } },
        { "time", sg_buf_done(&time) },
        { "host", sg_draft_host(d->arena, d->publisher->reporting_mta) },
    };
    sg_put_draft_word(out, d->en, id, values, sizeof(values) / sizeof(*values));
}

static sg_span title(const struct sg_drafting *d)
{
    struct sg_buf out = SG_BUF_IN(d->arena, SG_MAX_SPECIMEN_TEXT);
    put_words(&out, d, "arf-title");
    return sg_buf_done(&out);
}

static sg_span text(const struct sg_drafting *d)
{
    struct sg_buf out = SG_BUF_IN(d->arena, SG_MAX_SPECIMEN_TEXT);
    put_words(&out, d, "arf-text");
    sg_put_text(&out, "\n");
    put_words(&out, d, d->redacts ? "arf-redacted" : "arf-attached");
    sg_put_text(&out, "\n");
    if (d->specimen->is_inner && !d->redacts) {
        put_words(&out, d, "arf-around");
        sg_put_text(&out, "\n");
    }
    return sg_buf_done(&out);
}

static void put_boundary(struct sg_buf *out, sg_span boundary, const char *end)
{
    sg_putf(out, "\r\n--%.*s%s\r\n", (int)boundary.len, (const char *)boundary.at, end);
}

sg_span sg_draft_arf(const struct sg_drafting *d, const struct sg_draft_sites *sites)
{
    struct sg_buf out = SG_BUF_IN(d->arena, SG_MAX_DRAFT);
    sg_span boundary = sg_mail_boundary(d);
    sg_put_draft_head(&out, d, NULL, title(d));
    sg_putf(
        &out,
        "Content-Type: multipart/report; report-type=feedback-report;\r\n boundary=\"%.*s\"\r\n",
        (int)boundary.len, (const char *)boundary.at);
    put_boundary(&out, boundary, "");
    sg_put_text_part(&out, text(d));
    put_boundary(&out, boundary, "");
    put_report(&out, d, sites);
    put_boundary(&out, boundary, "");
    put_mail(&out, d);
    put_boundary(&out, boundary, "--");
    return sg_buf_done(&out);
}
