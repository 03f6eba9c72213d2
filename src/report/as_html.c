/* report/as_html.c - the page in its order: verdict, sender, reasons beside the mail, links, files, hops, the rest. */
#include "report/as_html.h"

#include "report/html_parts.h"
#include "report/html_style.h"

enum { PATH_SHOWN = 400 /* octets */ };

/* Nothing may be loaded or run; the one style sheet is known by its hash. */
static void put_head(struct sg_buf *out, const struct sg_words *words, sg_span title)
{
    sg_put_text(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"");
    sg_put(out, words->language);
    sg_put_text(out, "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src '");
    sg_put_text(out, sg_html_style_hash);
    sg_put_text(out, "'; base-uri 'none'; form-action 'none'\"/>\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                     "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                     "<meta name=\"robots\" content=\"noindex\"/>\n"
                     "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>");
    sg_put_html(out, title);
    sg_put_text(out, "</title>\n<style>");
    sg_put(out, (sg_span){ sg_html_style, sizeof(sg_html_style) });
    sg_put_text(out, "</style>\n</head>\n<body>\n");
}

static void put_title(struct sg_html *h)
{
    struct sg_buf title = SG_BUF(SG_HTML_LINE);
    sg_put_verdict(&title, &h->teller, h->x);
    put_head(h->out, h->teller.words, sg_buf_span(&title));
    sg_buf_free(&title);
}

static void put_ways(struct sg_html *h)
{
    static const char *const ids[] = { "sender", "reasons", "mail", "links", "hops", "advice" };
    sg_put_text(h->out, "<nav aria-label=\"");
    sg_html_put_word(h, "html", "nav");
    sg_put_text(h->out, "\"><ul>\n");
    for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
        sg_putf(h->out, "<li><a href=\"#%s\">", ids[i]);
        sg_html_put_word(h, "html", ids[i]);
        sg_put_text(h->out, "</a></li>\n");
    }
    sg_put_text(h->out, "</ul></nav>\n");
}

/* What stands further down is written first, so that the reasons know where their evidence is. */
static void write_ahead(struct sg_html *h, struct sg_buf *into, void (*section)(struct sg_html *))
{
    struct sg_buf *out = h->out;
    h->out = into;
    section(h);
    h->out = out;
}

static void put_foot(struct sg_html *h)
{
    sg_put_text(h->out, "<footer><p>");
    sg_html_put_word(h, "html", "foot");
    sg_put_text(h->out, " Shingan " SG_VERSION "</p>\n<p>");
    sg_html_put_word(h, "label", "what-a-header-is");
    sg_put_text(h->out, "</p></footer>\n</body>\n</html>\n");
}

static void put_page(struct sg_html *h, sg_span path, const struct sg_buf *mail,
                     const struct sg_buf *fields)
{
    put_title(h);
    sg_put_text(h->out, "<a class=\"skip\" href=\"#reasons\">");
    sg_html_put_word(h, "html", "skip");
    sg_put_text(h->out, "</a>\n");
    sg_html_top(h, path);
    put_ways(h);
    sg_put_text(h->out, "<main>\n");
    sg_html_sender(h);
    sg_put_text(h->out, "<div class=\"beside\">\n");
    sg_html_reasons(h, false);
    sg_put(h->out, sg_buf_span(mail));
    sg_put_text(h->out, "</div>\n");
    sg_html_links(h);
    sg_html_attachments(h);
    sg_html_hops(h);
    sg_html_reasons(h, true);
    sg_html_oddities(h);
    sg_html_unchecked(h);
    sg_html_advice(h);
    sg_put(h->out, sg_buf_span(fields));
    sg_put_text(h->out, "</main>\n");
    put_foot(h);
}

void sg_report_html(struct sg_buf *out, const struct sg_examination *x,
                    const struct sg_words *words, sg_span path)
{
    struct sg_html h = { .out = out, .teller = sg_teller_of(x, words), .x = x };
    h.links = sg_told_links_of(x->facts);
    h.against = sg_told_reasons_of(x, false);
    h.in_favour = sg_told_reasons_of(x, true);
    sg_html_find_marks(&h);
    struct sg_buf mail = SG_BUF(SG_MAX_REPORT / 2), fields = SG_BUF(SG_MAX_REPORT / 8);
    write_ahead(&h, &mail, sg_html_mail);
    write_ahead(&h, &fields, sg_html_fields);
    put_page(&h, path, &mail, &fields);
    sg_buf_free(&mail);
    sg_buf_free(&fields);
}

void sg_report_html_lost(struct sg_buf *out, const struct sg_words *words, sg_span path,
                         const char *reason)
{
    sg_span level = sg_words_in(words, "level", SG_SPAN("undetermined"));
    struct sg_buf name = SG_BUF(SG_HTML_LINE);
    sg_put_shown(&name, NULL, path, (struct sg_showing){ .most = PATH_SHOWN, .stays_live = true });
    put_head(out, words, level);
    sg_put_text(out, "<header class=\"verdict undetermined\"><h1>");
    sg_put_html(out, level);
    sg_put_text(out, "</h1>\n<p class=\"do\">");
    sg_put_html(out, sg_words_in(words, "unchecked", sg_span_of(reason)));
    sg_put_text(out, "</p>\n<p><bdi>");
    sg_put_html(out, sg_buf_span(&name));
    sg_put_text(out, "</bdi></p></header>\n</body>\n</html>\n");
    sg_buf_free(&name);
}

/* ---- many mails ---- */

void sg_report_html_index_begin(struct sg_buf *out, const struct sg_words *words)
{
    put_head(out, words, sg_words_in(words, "html", SG_SPAN("index")));
    sg_put_text(out, "<header class=\"verdict\"><h1>");
    sg_put_html(out, sg_words_in(words, "html", SG_SPAN("index")));
    sg_put_text(out, "</h1></header>\n<main><section><table class=\"index\"><tbody>\n");
}

void sg_report_html_index_row(struct sg_buf *out, const struct sg_words *words, const char *level,
                              const char *href, sg_span path)
{
    struct sg_buf name = SG_BUF(SG_HTML_LINE);
    sg_put_shown(&name, NULL, path, (struct sg_showing){ .most = PATH_SHOWN, .stays_live = true });
    sg_put_text(out, "<tr><td class=\"");
    sg_put_text(out, level);
    sg_put_text(out, "\">");
    sg_put_html(out, sg_words_in(words, "level", sg_span_of(level)));
    sg_put_text(out, "</td><td><a href=\"");
    sg_put_html(out, sg_span_of(href));
    sg_put_text(out, "\"><bdi>");
    sg_put_html(out, sg_buf_span(&name));
    sg_put_text(out, "</bdi></a></td></tr>\n");
    sg_buf_free(&name);
}

void sg_report_html_index_end(struct sg_buf *out)
{
    sg_put_text(out, "</tbody></table></section></main>\n</body>\n</html>\n");
}
