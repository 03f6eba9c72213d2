/* report/html_put.c - the small pieces of the page. */
#include "report/html_parts.h"

sg_span sg_html_word(const struct sg_html *h, const char *section, const char *name)
{
    sg_span word = sg_words_in(h->teller.words, section, sg_span_of(name));
    return word.len > 0 ? word : sg_span_of(name);
}

void sg_html_put_word(struct sg_html *h, const char *section, const char *name)
{
    sg_put_html(h->out, sg_html_word(h, section, name));
}

void sg_html_shown(struct sg_html *h, sg_span s, struct sg_showing how)
{
    struct sg_buf line = SG_BUF(SG_HTML_LINE);
    sg_put_shown(&line, &h->teller.mask, s, how);
    sg_put_html(h->out, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_html_sentence(struct sg_html *h, sg_span sentence, const struct sg_finding *values)
{
    struct sg_buf line = SG_BUF(SG_HTML_LINE);
    sg_put_sentence(&line, &h->teller, sentence, values);
    sg_put_html(h->out, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_html_quoted(struct sg_html *h, sg_span s, bool is_url)
{
    bool ja = h->teller.words->japanese;
    sg_put_text(h->out, ja ? "「<bdi>" : "\xe2\x80\x9c<bdi>");
    sg_html_shown(h, s, (struct sg_showing){ .most = SG_MAX_SHOWN, .is_url = is_url });
    sg_put_text(h->out, ja ? "</bdi>」" : "</bdi>\xe2\x80\x9d");
}

void sg_html_points(struct sg_buf *out, int32_t points)
{
    unsigned size = points < 0 ? (unsigned)-points : (unsigned)points;
    sg_putf(out, "%s%u.%02u", points < 0 ? "\xe2\x88\x92" : "+", size / 100, size % 100);
}

void sg_html_open_section(struct sg_html *h, const char *id)
{
    sg_putf(h->out, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">", id, id, id);
    sg_html_put_word(h, "html", id);
    sg_put_text(h->out, "</h2>\n");
}

void sg_html_close_section(struct sg_html *h)
{
    sg_put_text(h->out, "</section>\n");
}

/* Not where the recipient's domain, which is to be hidden, would be cut in two. */
static bool is_told_apart(const struct sg_html *h, const struct sg_host *host)
{
    sg_span hidden = h->teller.mask.domain;
    bool is_hidden = hidden.len > host->registrable.len && sg_host_is_under(host->ascii, hidden);
    return host->registrable.len > 0 && host->registrable.len <= host->ascii.len && !is_hidden;
}

void sg_html_host(struct sg_html *h, const struct sg_host *host, bool stays_live)
{
    struct sg_showing how = { .most = SG_MAX_SHOWN, .stays_live = stays_live };
    sg_put_text(h->out, "<bdi class=\"host\">");
    if (is_told_apart(h, host)) {
        sg_html_shown(h, sg_cut(host->ascii, 0, host->ascii.len - host->registrable.len), how);
        sg_put_text(h->out, "<strong>");
        how.is_url = true;
        sg_html_shown(h, host->registrable, how);
        sg_put_text(h->out, "</strong>");
    } else {
        how.is_url = true;
        sg_html_shown(h, host->ascii, how);
    }
    sg_put_text(h->out, "</bdi>");
}

bool sg_html_is_full(const struct sg_html *h)
{
    return h->out->len > h->out->ceiling - (size_t)2 * SG_HTML_SPARE;
}
