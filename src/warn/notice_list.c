#include "warn/notice_list.h"

#include "report/html.h"

static bool comes_before(const struct sg_notice *a, const struct sg_notice *b)
{
    int order = sg_order(a->status, b->status);
    return order != 0 ? order > 0 : sg_order(a->id, b->id) > 0;
}

void sg_notice_sort(struct sg_notice_entry *entries, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct sg_notice_entry moved = entries[i];
        size_t k = i;
        for (; k > 0 && comes_before(moved.notice, entries[k - 1].notice); k--)
            entries[k] = entries[k - 1];
        entries[k] = moved;
    }
}

/* ---- the index ---- */

static sg_span word(const struct sg_words *words, const char *id)
{
    return sg_words_in(words, "notice", sg_span_of(id));
}

static void put_element(struct sg_buf *out, const char *open, sg_span text, const char *close)
{
    sg_put_text(out, open);
    sg_put_html(out, text);
    sg_put_text(out, close);
}

static void put_entry(struct sg_buf *out, const struct sg_words *words,
                      const struct sg_notice_entry *e)
{
    const struct sg_notice *n = e->notice;
    put_element(out, "<li><a href=\"", n->id, "/notice.html#");
    put_element(out, "", words->language, "\">");
    put_element(out, "", words->japanese ? e->title_ja : e->title_en, "</a>");
    for (size_t i = 0; i < n->n_types; i++)
        if (n->types[i].n_subjects > 0) {
            put_element(out, "<br><small>", word(words, "label-subject"), ": ");
            put_element(out, "", n->types[i].subjects[0], "</small>");
        }
    struct sg_buf day = SG_BUF(64);
    sg_notice_put_day(&day, n->status, words->japanese);
    put_element(out, "<br><small>", word(words, "index-status"), " ");
    put_element(out, "", sg_buf_span(&day), "</small></li>\n");
    sg_buf_free(&day);
}

static void put_article(struct sg_buf *out, const struct sg_words *words,
                        const struct sg_notice_entry *entries, size_t n)
{
    put_element(out, "<article lang=\"", words->language, "\" id=\"");
    put_element(out, "", words->language, "\">\n<h1>");
    put_element(out, "", word(words, "index-title"), "</h1>\n<p>");
    put_element(out, "", word(words, "index-about"), "</p>\n<ul>\n");
    for (size_t i = 0; i < n; i++)
        put_entry(out, words, &entries[i]);
    sg_put_text(out, "</ul>\n</article>\n");
}

void sg_put_notice_index(struct sg_buf *out, const struct sg_words *ja, const struct sg_words *en,
                         const struct sg_notice_entry *entries, size_t n)
{
    sg_put_html_head(out, "ja", word(ja, "index-title"));
    sg_put_text(
        out,
        "<nav><a href=\"feed.atom\" type=\"application/atom+xml\">Atom</a> "
        "<a href=\"#ja\" lang=\"ja\">日本語</a> <a href=\"#en\" lang=\"en\">English</a></nav>\n"
        "<main>\n");
    put_article(out, ja, entries, n);
    put_article(out, en, entries, n);
    sg_put_text(out, "</main>\n</body>\n</html>\n");
}

/* ---- the feed ---- */

static sg_span authority_of(const struct sg_publisher *p)
{
    return p->n_domains > 0 ? p->domains[0] : SG_SPAN("notices.invalid");
}

/* `notice` NULL: of the feed itself. */
static void put_id(struct sg_buf *out, const struct sg_publisher *p, const struct sg_notice *notice)
{
    sg_put_text(out, "<id>");
    if (p->notices_url.len > 0) {
        sg_put_html(out, p->notices_url);
        sg_put_html(out, notice != NULL ? notice->id : SG_SPAN("feed.atom"));
    } else {
        put_element(out, "tag:", authority_of(p), ",");
        sg_put_html(out, notice != NULL ? notice->posted : SG_SPAN("2022-01-01"));
        put_element(out, ":notices/", notice != NULL ? notice->id : SG_SPAN("feed"), "");
    }
    sg_put_text(out, "</id>\n");
}

static void put_link(struct sg_buf *out, const struct sg_publisher *p, const char *relation,
                     sg_span id, const char *rest)
{
    sg_putf(out, "<link rel=\"%s\" href=\"", relation);
    sg_put_html(out, p->notices_url);
    sg_put_html(out, id);
    sg_put_html(out, sg_span_of(rest));
    sg_put_text(out, "\"/>\n");
}

static void put_time(struct sg_buf *out, const char *element, sg_span day)
{
    sg_putf(out, "<%s>", element);
    sg_put_html(out, day);
    sg_putf(out, "T00:00:00+09:00</%s>\n", element);
}

static void put_feed_entry(struct sg_buf *out, const struct sg_publisher *p,
                           const struct sg_notice_entry *e)
{
    sg_put_text(out, "<entry>\n");
    put_id(out, p, e->notice);
    put_element(out, "<title>", e->title_ja, "</title>\n");
    put_link(out, p, "alternate", e->notice->id, "/notice.html");
    put_time(out, "published", e->notice->posted);
    put_time(out, "updated", e->notice->status);
    put_element(out, "<summary xml:lang=\"en\">", e->title_en, "</summary>\n</entry>\n");
}

void sg_put_notice_feed(struct sg_buf *out, const struct sg_publisher *p, const struct sg_words *ja,
                        const struct sg_notice_entry *entries, size_t n, sg_span today)
{
    sg_put_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ja\">\n");
    put_id(out, p, NULL);
    put_element(out, "<title>", word(ja, "index-title"), "</title>\n");
    put_time(out, "updated", n > 0 ? entries[0].notice->status : today);
    put_element(out, "<author><name>",
                p->company_ja.len > 0 ? p->company_ja : word(ja, "index-author"),
                "</name></author>\n");
    if (p->notices_url.len > 0)
        put_link(out, p, "self", SG_SPAN("feed.atom"), "");
    put_link(out, p, "alternate", SG_SPAN("index.html"), "");
    for (size_t i = 0; i < n; i++)
        put_feed_entry(out, p, &entries[i]);
    sg_put_text(out, "</feed>\n");
}
