/* tests/fuzz/fuzz_notice.c - a notice's record, whatever stands in it: it is refused with its line, or read, and then written as it
 * was read; every format can be made of it and linted, and a page holds no element of the mail's.  That nothing is live is the
 * lint's to say, which refuses rather than mends. */
#include "warn/notice_lint.h"
#include "warn/notice_render.h"
#include "with_words.h"

enum { MOST = 64 * 1024 /* octets of a record that is tried */ };

static sg_span record_of(const struct sg_notice *notice)
{
    struct sg_buf out = SG_BUF_IN(arena, SG_MAX_NOTICE);
    sg_notice_put_record(&out, notice);
    return sg_buf_done(&out);
}

static void check_formats(const struct sg_notice *notice, enum sg_defang_style style)
{
    const struct sg_notice_material m = { .intel = intel,
                                          .publisher = &sg_no_publisher,
                                          .notice = notice,
                                          .style = { style, 100, 20000 } };
    struct sg_lint lint = { .arena = arena, .material = &m, .today = SG_SPAN("2030-01-01") };
    struct sg_page_blocks pages[2];
    struct sg_buf text = SG_BUF_IN(arena, SG_MAX_NOTICE),
                  markdown = SG_BUF_IN(arena, SG_MAX_NOTICE);
    struct sg_buf html = SG_BUF_IN(arena, SG_MAX_NOTICE);
    sg_notice_page(arena, &m, ja, &pages[0]);
    sg_notice_page(arena, &m, en, &pages[1]);
    sg_put_notice_text(&text, &pages[0]);
    sg_put_notice_markdown(&markdown, &pages[1]);
    sg_put_notice_html(&html, &pages[0], &pages[1]);
    sg_lint_written(&lint, "text", sg_buf_done(&text));
    sg_lint_written(&lint, "markdown", sg_buf_done(&markdown));
    sg_span page = sg_buf_done(&html);
    sg_lint_written(&lint, "html", page);
    require(!sg_holds_nocase(page, SG_SPAN("<script")) && !sg_holds_nocase(page, SG_SPAN("<img")),
            "a page holds no element of a mail's");
    sg_lint_notice(&lint);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    struct sg_error err = { 0 };
    const struct sg_notice *notice = NULL, *again = NULL;
    if (len > MOST)
        return 0;
    enum sg_status st = sg_notice_read(arena, intel, "x", (sg_span){ at, len }, &notice, &err);
    require((st == SG_OK) == (notice != NULL), "a record is read as a whole or not at all");
    require(st == SG_OK || err.text[0] == 'x', "a refusal names the file");
    if (st == SG_OK) {
        sg_span first = record_of(notice);
        require(sg_notice_read(arena, intel, "x", first, &again, &err) == SG_OK,
                "what was written is read");
        sg_span second = record_of(again);
        if (!sg_same(first, second))
            fprintf(stderr, "%.*s\n%.*s\n", (int)first.len, (const char *)first.at, (int)second.len,
                    (const char *)second.at);
        require(sg_same(first, second), "and written the same again");
        for (int style = SG_DEFANG_LAST_DOT; style <= SG_DEFANG_FULLWIDTH; style++)
            check_formats(notice, (enum sg_defang_style)style);
    }
    sg_arena_reset(arena);
    return 0;
}
