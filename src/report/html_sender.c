/* report/html_sender.c - the verdict at the top of the page; who it says it is, and who sent it. */
#include "facts/inner.h"
#include "report/forwarded.h"
#include "report/html_parts.h"
#include "report/unchecked.h"
#include "text/unicode.h"

enum {
    SUBJECT_SHOWN = 200,
    PATH_SHOWN = 400, /* octets */
    MAX_CLAIMS = 4,
    SCALE_WIDTH = 600, /* units of the drawn scale */
};

/* ---- the top ---- */

static void open_row(struct sg_html *h, const char *section, const char *label)
{
    sg_put_text(h->out, "<div><dt>");
    sg_html_put_word(h, section, label);
    sg_put_text(h->out, "</dt><dd>");
}

static void close_row(struct sg_html *h)
{
    sg_put_text(h->out, "</dd></div>\n");
}

static void put_row(struct sg_html *h, const char *label, sg_span s, size_t most)
{
    open_row(h, "label", label);
    sg_put_text(h->out, "<bdi>");
    sg_html_shown(h, s, (struct sg_showing){ .most = most });
    sg_put_text(h->out, "</bdi>");
    close_row(h);
}

/* Where `points` lies between nothing and twice what phishing takes, in units of the scale. */
static int32_t on_scale(int32_t points, int32_t phishing)
{
    int64_t most = 2 * (int64_t)(phishing > 0 ? phishing : 1);
    int64_t at = points <= 0 ? 0 : SCALE_WIDTH * (int64_t)points / most;
    return at > SCALE_WIDTH ? SCALE_WIDTH : (int32_t)at;
}

/* The sum of the reasons as a bar, with the points from which on it means what. */
static void put_scale(struct sg_html *h)
{
    const struct sg_weights *w = h->x->facts->intel->weights;
    if (w == NULL)
        return;
    int32_t at = on_scale(h->x->verdict.points, w->phishing);
    int32_t low = on_scale(w->suspicious, w->phishing), high = on_scale(w->phishing, w->phishing);
    sg_putf(h->out,
            "<svg class=\"scale\" viewBox=\"0 0 %d 14\" aria-hidden=\"true\" focusable=\"false\">"
            "<rect class=\"track\" x=\"0\" y=\"4\" width=\"%d\" height=\"6\" rx=\"3\"/>"
            "<rect class=\"sum\" x=\"0\" y=\"4\" width=\"%d\" height=\"6\" rx=\"3\"/>",
            SCALE_WIDTH, SCALE_WIDTH, (int)at);
    sg_putf(h->out, "<path class=\"from\" d=\"M%d 0v14M%d 0v14\"/></svg>\n", (int)low, (int)high);
}

static void put_sum(struct sg_html *h)
{
    const struct sg_weights *w = h->x->facts->intel->weights;
    open_row(h, "label", "points");
    sg_html_points(h->out, h->x->verdict.points);
    if (w != NULL) {
        struct sg_buf low = SG_BUF(SG_HTML_LINE), high = SG_BUF(SG_HTML_LINE);
        sg_html_points(&low, w->suspicious);
        sg_html_points(&high, w->phishing);
        const struct sg_finding levels = { .args = { { "suspicious", sg_buf_span(&low), false },
                                                     { "phishing", sg_buf_span(&high), false } },
                                           .n_args = 2 };
        sg_put_text(h->out, " <span class=\"place\">");
        sg_html_sentence(h, sg_html_word(h, "label", "scale"), &levels);
        sg_put_text(h->out, "</span>");
        sg_buf_free(&low);
        sg_buf_free(&high);
    }
    put_scale(h);
    if (sg_is_held_back(h->x)) {
        sg_put_text(h->out, "<p class=\"note\">");
        sg_html_put_word(h, "label", "held-back");
        sg_put_text(h->out, "</p>\n");
    }
    close_row(h);
}

static void put_lost(struct sg_html *h)
{
    struct sg_lost lost = sg_lost_of(h->x);
    open_row(h, "label", "lost");
    for (size_t i = 0; i < lost.n; i++) {
        if (i > 0)
            sg_put_text(h->out, h->teller.words->japanese ? "、" : ", ");
        sg_html_put_word(h, "lost", lost.ids[i]);
    }
    close_row(h);
}

/* The mail that the one judged came in. */
static void put_wrapper(struct sg_html *h)
{
    const struct sg_examination *wrapper = sg_outermost(h->x);
    const struct sg_address *from = wrapper->facts->sender.from;
    open_row(h, "label", "wrapper");
    if (from != NULL) {
        sg_put_text(h->out, "<bdi>");
        sg_html_shown(h, sg_address_spec(wrapper->facts->arena, from),
                      (struct sg_showing){ .most = SG_MAX_SHOWN });
        sg_put_text(h->out, "</bdi> ");
    }
    sg_html_quoted(h, sg_utf8_cut(wrapper->facts->mail->subject.utf8, SUBJECT_SHOWN), false);
    sg_put_text(h->out, " \xe2\x80\x94 ");
    sg_html_put_word(h, "level", sg_level_id(wrapper->verdict.level));
    close_row(h);
    put_lost(h);
}

static void put_forwarded(struct sg_html *h)
{
    if (h->x->wrapper == NULL)
        return;
    bool passes_on = h->x->wrapper->facts->passes_on;
    sg_put_text(h->out, "<p class=\"forwarded\">");
    sg_html_put_word(h, "forwarded", passes_on ? sg_forwarded_how_id(h->x) : "inside");
    sg_put_text(h->out, "</p>\n");
}

void sg_html_top(struct sg_html *h, sg_span path)
{
    static const char *const signs[] = { [SG_LEVEL_PHISHING] = "!",
                                         [SG_LEVEL_SUSPICIOUS] = "?",
                                         [SG_LEVEL_NO_SIGN] = "\xe2\x80\x93",
                                         [SG_LEVEL_GENUINE] = "\xe2\x9c\x93",
                                         [SG_LEVEL_UNDETERMINED] = "?" };
    enum sg_level level = h->x->verdict.level;
    struct sg_buf sentence = SG_BUF(SG_HTML_LINE);
    const struct sg_finding names = { .brand = h->x->facts->brand };
    sg_put_verdict(&sentence, &h->teller, h->x);
    sg_putf(h->out,
            "<header class=\"verdict %s\">\n<p class=\"level\"><span class=\"sign\" "
            "aria-hidden=\"true\">%s</span> ",
            sg_level_id(level), signs[level]);
    sg_html_put_word(h, "html", "verdict");
    sg_put_text(h->out, " ");
    sg_html_put_word(h, "level", sg_level_id(level));
    sg_put_text(h->out, "</p>\n<h1>");
    sg_put_html(h->out, sg_buf_span(&sentence));
    sg_put_text(h->out, "</h1>\n<p class=\"do\">");
    sg_html_sentence(h, sg_html_word(h, "advice", sg_level_id(level)), &names);
    sg_put_text(h->out, "</p>\n");
    put_forwarded(h);
    sg_put_text(h->out, "<dl class=\"facts\">\n");
    put_row(h, "subject", h->x->facts->mail->subject.utf8, SUBJECT_SHOWN);
    if (h->x->facts->recipient.len > 0)
        put_row(h, "recipient", h->x->facts->recipient, SG_MAX_SHOWN);
    put_row(h, "file", path, PATH_SHOWN);
    if (h->x->wrapper != NULL)
        put_wrapper(h);
    put_sum(h);
    sg_put_text(h->out, "</dl>\n</header>\n");
    sg_buf_free(&sentence);
}

/* ---- the sender ---- */

static void put_claim(struct sg_html *h, const struct sg_claim *c)
{
    sg_put_text(h->out, "<strong>");
    if (c->brand != NULL)
        sg_put_html(h->out, sg_brand_shown(c->brand, h->teller.words->japanese));
    else
        sg_html_put_word(h, "label",
                         c->is_unknown_organisation ? "unknown-organisation" : "own-domain");
    sg_put_text(h->out, "</strong> <span class=\"place\">");
    sg_html_put_word(h, "where", sg_claim_where_id(c->where));
    sg_put_octet(h->out, ' ');
    sg_html_quoted(h, c->shown, false);
    sg_put_text(h->out, "</span>");
}

static void put_claims(struct sg_html *h)
{
    const struct sg_facts *f = h->x->facts;
    open_row(h, "label", "claims");
    for (size_t i = 0; i < f->n_claims && i < MAX_CLAIMS; i++) {
        sg_put_text(h->out, i > 0 ? "<br/>" : "");
        put_claim(h, &f->claims[i]);
    }
    if (f->n_claims == 0)
        sg_html_put_word(h, "label", "no-claim");
    close_row(h);
    sg_span audience = { 0 };
    if (f->brand != NULL)
        audience = sg_words_in(h->teller.words, "audience", f->brand->category);
    if (audience.len == 0)
        return;
    open_row(h, "label", "audience");
    sg_put_html(h->out, audience);
    close_row(h);
}

static void put_or_none(struct sg_html *h, sg_span s)
{
    if (s.len == 0) {
        sg_html_put_word(h, "label", "none");
        return;
    }
    sg_put_text(h->out, "<bdi>");
    sg_html_shown(h, s, (struct sg_showing){ .most = SG_MAX_SHOWN });
    sg_put_text(h->out, "</bdi>");
}

static void put_from(struct sg_html *h)
{
    const struct sg_address *from = h->x->facts->sender.from;
    open_row(h, "label", "from-display");
    if (from == NULL || from->display.utf8.len == 0)
        put_or_none(h, (sg_span){ 0 });
    else
        sg_html_quoted(h, from->display.utf8, false);
    close_row(h);
    open_row(h, "label", "from-address");
    put_or_none(h, from == NULL ? (sg_span){ 0 } : sg_address_spec(h->x->facts->arena, from));
    close_row(h);
}

static void put_country(struct sg_html *h)
{
    const struct sg_facts *f = h->x->facts;
    const struct sg_location *at = &f->sender.location;
    if (!sg_geo_has_countries(f->intel->geo)) {
        sg_html_put_word(h, "label", "not-looked-up");
    } else if (at->country.len == 0) {
        sg_html_put_word(h, "label", "not-in-table");
    } else {
        sg_put_text(h->out, "<strong>");
        sg_put_html(h->out, sg_country_name(&h->teller, at->country));
        sg_put_text(h->out, "</strong> ");
        sg_html_put_word(h, "html", "estimated");
    }
    if (at->network.len == 0 && at->asn == 0)
        return;
    sg_put_text(h->out, "<br/>");
    put_or_none(h, at->network);
    sg_putf(h->out, " AS%u", at->asn);
}

static void put_named(struct sg_html *h, const char *label, sg_span s)
{
    open_row(h, "label", label);
    put_or_none(h, s);
    close_row(h);
}

static void put_origin(struct sg_html *h)
{
    const struct sg_sender *s = &h->x->facts->sender;
    open_row(h, "label", "origin");
    if (s->ip.is_set) {
        sg_put_html(h->out, sg_ip_show(h->x->facts->arena, &s->ip));
        sg_put_text(h->out, "<br/>");
        put_country(h);
    } else {
        sg_html_put_word(h, "label", "not-known");
    }
    if (s->how != SG_BOUNDARY_NONE) {
        sg_put_text(h->out, "<br/><span class=\"place\">");
        sg_html_put_word(h, "boundary", sg_boundary_id(s->how));
        sg_put_text(h->out, "</span>");
    }
    close_row(h);
    if (s->how == SG_BOUNDARY_NONE)
        return;
    put_named(h, "helo", s->helo);
    put_named(h, "rdns", s->rdns);
}

static void put_authentication(struct sg_html *h)
{
    const struct sg_sender *s = &h->x->facts->sender;
    open_row(h, "label", "authentication");
    if (h->x->wrapper != NULL) {
        sg_html_put_word(h, "label", "auth-lost");
    } else if (!s->auth_is_trusted) {
        sg_html_put_word(h, "label",
                         h->x->facts->mail->n_auth > 0 ? "auth-untrusted" : "auth-absent");
    } else {
        sg_putf(h->out, "SPF %s, DKIM %s, DMARC %s", sg_auth_state_id(s->spf),
                sg_auth_state_id(s->dkim), sg_auth_state_id(s->dmarc));
        if (s->authenticated_as.len > 0) {
            sg_put_text(h->out, "<br/>");
            sg_html_put_word(h, "label", "authenticated-as");
            sg_put_octet(h->out, ' ');
            put_or_none(h, s->authenticated_as);
        }
    }
    close_row(h);
}

void sg_html_sender(struct sg_html *h)
{
    sg_html_open_section(h, "sender");
    sg_put_text(h->out, "<div class=\"pair\">\n<div>\n<h3>");
    sg_html_put_word(h, "html", "claimed");
    sg_put_text(h->out, "</h3>\n<dl>\n");
    put_claims(h);
    put_from(h);
    sg_put_text(h->out, "</dl>\n</div>\n<div>\n<h3>");
    sg_html_put_word(h, "html", "actual");
    sg_put_text(h->out, "</h3>\n<dl>\n");
    put_origin(h);
    put_authentication(h);
    sg_put_text(h->out, "</dl>\n</div>\n</div>\n");
    sg_html_close_section(h);
}
