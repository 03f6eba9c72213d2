/* warn/notice_html.c - a notice as one page in both languages. */
#include "report/html.h"
#include "warn/notice_render.h"

/* Colours of text on its ground have a contrast of at least 7:1, light and dark. */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1f24;--dim:#4a525c;--ground:#fff;--soft:#f3f5f7;"
    "--line:#c9d0d8;--link:#0b4f9c;--warn:#8a1c12;--warnground:#fdf1ef}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8ebef;--dim:#b3bcc6;--ground:#14171b;"
    "--soft:#1e2329;--line:#3b444e;--link:#8ec1ff;--warn:#ffb4a9;--warnground:#331a17}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--ground);color:var(--ink);line-height:1.8;"
    "font-family:\"Hiragino Sans\",\"Noto Sans JP\",\"Noto Sans CJK JP\",\"Yu Gothic\",Meiryo,"
    "system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "main,nav{max-width:46rem;margin:0 auto;padding:0 1rem}\n"
    "nav{padding-top:.8rem;text-align:right;font-size:.9rem}nav a{margin-left:1rem}\n"
    "a{color:var(--link)}a:focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "article{padding:1rem 0 2.5rem}article+article{border-top:3px double var(--line)}\n"
    "h1{font-size:1.45rem;line-height:1.5;margin:.6rem 0 .2rem}\n"
    "h2{font-size:1.12rem;margin:2.2rem 0 .6rem;padding:.15rem 0 .15rem .7rem;"
    "border-left:.35rem solid var(--link);line-height:1.6}\n"
    "h3{font-size:1rem;margin:1.6rem 0 .5rem}p{margin:.6rem 0}\n"
    ".day{color:var(--dim);margin:0}\n"
    ".about{border:1px solid var(--line);background:var(--soft);padding:.5rem .9rem;font-size:.92rem}\n"
    ".order{border:2px solid var(--warn);background:var(--warnground);color:var(--warn);"
    "padding:.7rem .9rem;font-weight:700}\n"
    "blockquote{margin:1rem 0;padding:.6rem 1rem 1rem;border:2px dashed var(--line);"
    "background:var(--soft)}\n"
    ".mark{margin:0 0 .4rem;color:var(--dim);font-size:.82rem;letter-spacing:.05em}\n"
    "dl{margin:0}dt{font-weight:700;margin-top:.5rem;font-size:.9rem}dd{margin:0}\n"
    "pre{margin:.3rem 0 0;white-space:pre-wrap;font:inherit;line-height:1.6;font-size:.93rem;"
    "border-top:1px solid var(--line);padding-top:.6rem}\n"
    ".remark{margin:.3rem 0;padding-left:1.3em;text-indent:-1.3em}\n"
    "ul{margin:.4rem 0;padding-left:1.4rem}li{margin:.25rem 0}code{font-size:1rem}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}\n"
    "th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}\n"
    "th{background:var(--soft)}\n"
    "@media(max-width:40rem){th,td{display:block;border-width:0 0 1px}tr{display:block;"
    "border:1px solid var(--line);margin:.6rem 0}thead{position:absolute;clip-path:inset(50%)}"
    "td:empty{display:none}td::before{content:attr(data-label) \" \";font-weight:700;"
    "display:block;font-size:.82rem;color:var(--dim)}}\n"
    "@media print{nav{display:none}article+article{break-before:page}h2,h3{break-after:avoid}"
    "body{font-size:10.5pt}}\n";

void sg_put_html_head(struct sg_buf *out, const char *lang, sg_span title)
{
    sg_put_text(out, "<!DOCTYPE html>\n<html lang=\"");
    sg_put_html(out, sg_span_of(lang));
    sg_put_text(out,
                "\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"format-detection\" content=\"telephone=no, email=no, address=no\">\n"
                "<title>");
    sg_put_html(out, title);
    sg_put_text(out, "</title>\n<style>\n");
    sg_put_text(out, style);
    sg_put_text(out, "</style>\n</head>\n<body>\n");
}

static void put_element(struct sg_buf *out, const char *open, sg_span text, const char *close)
{
    sg_put_text(out, open);
    sg_put_html(out, text);
    sg_put_text(out, close);
}

static void put_table(struct sg_buf *out, const struct sg_block *b)
{
    sg_put_text(out, "<div class=\"wide\"><table>\n<thead><tr>");
    for (size_t k = 0; k < SG_NOTICE_COLUMNS; k++)
        put_element(out, "<th scope=\"col\">", b->rows[0].cells[k], "</th>");
    sg_put_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 1; i < b->n_rows; i++) {
        sg_put_text(out, "<tr>");
        for (size_t k = 0; k < SG_NOTICE_COLUMNS; k++) {
            put_element(out, "<td data-label=\"", b->rows[0].cells[k], "\">");
            put_element(out, "", b->rows[i].cells[k], "</td>");
        }
        sg_put_text(out, "</tr>\n");
    }
    sg_put_text(out, "</tbody>\n</table></div>\n");
}

static void put_quote_start(struct sg_buf *out, const struct sg_page_blocks *page)
{
    put_element(out, "<blockquote>\n<p class=\"mark\">",
                sg_words_in(page->words, "notice", SG_SPAN("quotation")), "</p>\n<dl>\n");
}

static void put_link(struct sg_buf *out, const struct sg_block *b)
{
    put_element(out, "<li>", b->text, "<br><a href=\"");
    put_element(out, "", b->url, "\" rel=\"noreferrer noopener\">");
    put_element(out, "", b->url, "</a></li>\n");
}

static void put_field(struct sg_buf *out, const struct sg_block *b, bool japanese)
{
    put_element(out, japanese ? "<dt>【" : "<dt>", b->label, japanese ? "】</dt>" : "</dt>");
    if (b->kind == SG_BLOCK_BODY)
        put_element(out, "<dd><pre>\n", b->text, "</pre></dd>\n");
    else
        put_element(out, "<dd>", b->text, "</dd>\n");
}

static void put_block(struct sg_buf *out, const struct sg_page_blocks *page,
                      const struct sg_block *b)
{
    switch (b->kind) {
    case SG_BLOCK_TITLE:
        put_element(out, "<h1>", b->text, "</h1>\n");
        break;
    case SG_BLOCK_DAY:
        put_element(out, "<p class=\"day\">", b->text, "</p>\n");
        break;
    case SG_BLOCK_WARNING:
        put_element(out, "<p class=\"about\">", b->text, "</p>\n");
        break;
    case SG_BLOCK_TEXT:
        put_element(out, "<p>", b->text, "</p>\n");
        break;
    case SG_BLOCK_ORDER:
        put_element(out, "<p class=\"order\" role=\"note\">", b->text, "</p>\n");
        break;
    case SG_BLOCK_HEADING:
        put_element(out, "<h2>", b->text, "</h2>\n");
        break;
    case SG_BLOCK_SUBHEADING:
        put_element(out, "<h3>", b->text, "</h3>\n");
        break;
    case SG_BLOCK_TABLE:
        put_table(out, b);
        break;
    case SG_BLOCK_QUOTE:
        put_quote_start(out, page);
        break;
    case SG_BLOCK_FIELD:
    case SG_BLOCK_BODY:
        put_field(out, b, page->words->japanese);
        break;
    case SG_BLOCK_UNQUOTE:
        sg_put_text(out, "</dl>\n</blockquote>\n");
        break;
    case SG_BLOCK_REMARK:
        put_element(out, "<p class=\"remark\">※", b->text, "</p>\n");
        break;
    case SG_BLOCK_ITEM:
        put_element(out, "<li>", b->text, "</li>\n");
        break;
    case SG_BLOCK_PATTERN:
        put_element(out, "<li><code>", b->text, "</code></li>\n");
        break;
    case SG_BLOCK_PAGE:
        put_link(out, b);
        break;
    case SG_BLOCK_EVENT:
        put_element(out, "<li>", b->label, " ");
        put_element(out, "", b->text, "</li>\n");
        break;
    }
}

static bool is_item(enum sg_block_kind kind)
{
    return kind == SG_BLOCK_ITEM || kind == SG_BLOCK_PATTERN || kind == SG_BLOCK_PAGE ||
           kind == SG_BLOCK_EVENT;
}

static void put_article(struct sg_buf *out, const struct sg_page_blocks *page)
{
    const char *lang = page->words->japanese ? "ja" : "en";
    sg_putf(out, "<article lang=\"%s\" id=\"%s\">\n", lang, lang);
    for (size_t i = 0; i < page->n; i++) {
        bool begins = i == 0 || !is_item(page->at[i - 1].kind);
        bool ends = i + 1 == page->n || !is_item(page->at[i + 1].kind);
        if (is_item(page->at[i].kind) && begins)
            sg_put_text(out, "<ul>\n");
        put_block(out, page, &page->at[i]);
        if (is_item(page->at[i].kind) && ends)
            sg_put_text(out, "</ul>\n");
    }
    sg_put_text(out, "</article>\n");
}

void sg_put_notice_html(struct sg_buf *out, const struct sg_page_blocks *ja,
                        const struct sg_page_blocks *en)
{
    sg_put_html_head(out, "ja", ja->title);
    sg_put_text(
        out,
        "<nav><a href=\"#ja\" lang=\"ja\">日本語</a> <a href=\"#en\" lang=\"en\">English</a></nav>\n"
        "<main>\n");
    put_article(out, ja);
    put_article(out, en);
    sg_put_text(out, "</main>\n</body>\n</html>\n");
}
