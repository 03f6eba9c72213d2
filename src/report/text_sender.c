/* report/text_sender.c - who it says it is, who sent it and from where. */
#include "report/text_parts.h"

static sg_span claimed(const struct sg_telling *t, const struct sg_claim *c)
{
    if (c->brand != NULL)
        return sg_brand_shown(c->brand, t->teller.words->japanese);
    return sg_label(t, c->is_unknown_organisation ? "unknown-organisation" : "own-domain");
}

static void put_claims(const struct sg_telling *t)
{
    const struct sg_facts *f = t->x->facts;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    for (size_t i = 0; i < f->n_claims && i < 4; i++) {
        const struct sg_claim *c = &f->claims[i];
        if (i > 0)
            sg_put(&line, SG_SPAN(" / "));
        sg_put(&line, claimed(t, c));
        sg_put(&line, SG_SPAN(" ("));
        sg_put(&line,
               sg_words_in(t->teller.words, "where", sg_span_of(sg_claim_where_id(c->where))));
        sg_put_octet(&line, ' ');
        sg_put_quoted(t, &line, c->shown, false);
        sg_put(&line, SG_SPAN(")"));
    }
    if (f->n_claims == 0)
        sg_put(&line, sg_label(t, "no-claim"));
    sg_sheet_labelled(&t->sheet, sg_label(t, "claims"), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

/* Display name and address stand on lines of their own: the one is free text, the other is not. */
static void put_from(const struct sg_telling *t)
{
    const struct sg_address *from = t->x->facts->sender.from;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    if (from == NULL)
        sg_put(&line, sg_label(t, "none"));
    else if (from->display.utf8.len == 0)
        sg_put(&line, sg_label(t, "none"));
    else
        sg_put_quoted(t, &line, from->display.utf8, false);
    sg_sheet_labelled(&t->sheet, sg_label(t, "from-display"), SG_MARGIN, sg_buf_span(&line));
    line.len = 0;
    sg_span spec = from == NULL ? (sg_span){ 0 } : sg_address_spec(t->x->facts->arena, from);
    if (spec.len == 0)
        sg_put(&line, sg_label(t, "none"));
    else
        sg_put_plain(t, &line, spec);
    sg_sheet_labelled(&t->sheet, sg_label(t, "from-address"), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_named(const struct sg_telling *t, struct sg_buf *line, const char *label, sg_span s)
{
    sg_put(line, sg_label(t, label));
    sg_put(line, SG_SPAN(" "));
    if (s.len > 0)
        sg_put_plain(t, line, s);
    else
        sg_put(line, sg_label(t, "none"));
}

static void put_location(const struct sg_telling *t, struct sg_buf *line)
{
    const struct sg_facts *f = t->x->facts;
    const struct sg_location *at = &f->sender.location;
    sg_put(line, SG_SPAN(" \xe2\x80\x94 "));
    bool has_countries = sg_geo_has_countries(f->intel->geo);
    if (!has_countries) {
        sg_put(line, sg_label(t, "not-looked-up"));
    } else if (at->country.len == 0) {
        sg_put(line, sg_label(t, "not-in-table"));
    } else {
        sg_put(line, sg_country_name(&t->teller, at->country));
        if (!t->teller.words->japanese)
            sg_put_octet(line, ' ');
        sg_put(line, sg_label(t, "estimated"));
    }
    if (at->network.len > 0 || at->asn > 0) {
        sg_put(line, SG_SPAN(", "));
        sg_put_plain(t, line, at->network);
        sg_putf(line, " AS%u", at->asn);
    }
    if (!has_countries)
        return;
    sg_put(line, SG_SPAN(" ["));
    sg_put_plain(t, line, sg_geo_source(f->intel->geo));
    sg_put(line, SG_SPAN("]"));
}

static void put_origin(const struct sg_telling *t)
{
    const struct sg_sender *s = &t->x->facts->sender;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    if (s->ip.is_set) {
        sg_put(&line, sg_ip_show(t->x->facts->arena, &s->ip));
        put_location(t, &line);
    } else {
        sg_put(&line, sg_label(t, "not-known"));
    }
    sg_sheet_labelled(&t->sheet, sg_label(t, "origin"), SG_MARGIN, sg_buf_span(&line));
    line.len = 0;
    put_named(t, &line, "helo", s->helo);
    sg_put(&line, SG_SPAN(" / "));
    put_named(t, &line, "rdns", s->rdns);
    sg_put(&line, SG_SPAN(" / "));
    sg_put(&line, sg_words_in(t->teller.words, "boundary", sg_span_of(sg_boundary_id(s->how))));
    if (s->how != SG_BOUNDARY_NONE)
        sg_sheet_put(&t->sheet, SG_MARGIN, SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_authentication(const struct sg_telling *t)
{
    const struct sg_sender *s = &t->x->facts->sender;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    if (t->x->wrapper != NULL) {
        sg_put(&line, sg_label(t, "auth-lost"));
    } else if (!s->auth_is_trusted) {
        sg_put(&line,
               sg_label(t, t->x->facts->mail->n_auth > 0 ? "auth-untrusted" : "auth-absent"));
    } else {
        sg_putf(&line, "SPF %s, DKIM %s, DMARC %s", sg_auth_state_id(s->spf),
                sg_auth_state_id(s->dkim), sg_auth_state_id(s->dmarc));
        if (s->authenticated_as.len > 0) {
            sg_put(&line, SG_SPAN(" \xe2\x80\x94 "));
            put_named(t, &line, "authenticated-as", s->authenticated_as);
        }
    }
    sg_sheet_labelled(&t->sheet, sg_label(t, "authentication"), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_audience(const struct sg_telling *t)
{
    const struct sg_brand *brand = t->x->facts->brand;
    sg_span audience = { 0 };
    if (brand != NULL)
        audience = sg_words_in(t->teller.words, "audience", brand->category);
    if (audience.len > 0)
        sg_sheet_labelled(&t->sheet, sg_label(t, "audience"), SG_MARGIN, audience);
}

static void put_recipient(const struct sg_telling *t)
{
    if (t->x->facts->recipient.len == 0)
        return;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put_plain(t, &line, t->x->facts->recipient);
    sg_sheet_labelled(&t->sheet, sg_label(t, "recipient"), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_text_sender(const struct sg_telling *t)
{
    put_recipient(t);
    sg_put_heading(t, "heading-sender");
    put_claims(t);
    put_audience(t);
    put_from(t);
    put_origin(t);
    put_authentication(t);
    sg_sheet_put(&t->sheet, 2, 2, sg_label(t, "what-a-header-is"));
}
