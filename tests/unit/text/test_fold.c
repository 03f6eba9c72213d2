#include "base/buf.h"
#include "test.h"
#include "text/fold.h"
#include "text/unicode.h"

static struct sg_folder *folder;
static struct sg_arena *arena;

static int open_all(void **unused)
{
    (void)unused;
    struct sg_error err;
    arena = sg_arena_open(64 << 20);
    return sg_folder_open(&folder, &err) == SG_OK ? 0 : -1;
}

static int close_all(void **unused)
{
    (void)unused;
    sg_folder_close(folder);
    sg_arena_close(arena);
    return 0;
}

static void what_looks_the_same_reads_the_same(void **unused)
{
    (void)unused;

    static const struct {
        const char *in, *out;
    } rows[] = {
        { "", "" },
        { "  Your \t\r\n ACCOUNT ", "your account" },
        { "三 井　住 友 Card", "三井住友 card" },
        { "ＡＭＡＺＯＮ　ｐａｙ", "amazon pay" },
        { "ｶﾞｲﾄﾞ ﾊﾟｽﾜｰﾄﾞ", "ガイドパスワード" },
        { "か\xE3\x82\x99い", "がい" },
        { "e\xCC\x81t\xC3\xA9", "été" },
        { "㈱テスト①", "(株)テスト1" },
        { "pass\xE2\x80\x8Bword a\xC2\xAD"
          "b",
          "password ab" },
        { "Straße ΣΑΣ Привет", "strasse σασ привет" },
        { "don’t – “x”", "don't - \"x\"" },
        { "\xF0\x9D\x90\x80\xF0\x9D\x90\x81", "ab" },
        { "a\xC2\xA0"
          "b",
          "a b" },
        { "\xCC\x81x", "\xCC\x81x" },
        { "한국 어", "한국 어" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        assert_span_is(sg_fold_span(arena, folder, in), rows[i].out);
        drop(in);
    }
}

static void folded_text_leads_back(void **unused)
{
    (void)unused;

    static const struct {
        const char *in, *part;
        size_t from, len;
    } rows[] = {
        { "Hello World", "world", 6, 5 },
        { "x   World y", "world", 4, 5 },
        { "三 井 住 友 x", "井住", 4, 7 },
        { "ＡＢＣ x", "b", 3, 3 },
        { "か\xE3\x82\x99い", "が", 0, 6 },
        { "か\xE3\x82\x99い", "い", 6, 3 },
        { "a ㈱ b", "b", 6, 1 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_text text = { sg_span_of(rows[i].in), sg_places_literal(arena, 10, NULL) };
        struct sg_text folded = sg_fold(arena, folder, &text);
        sg_span part = sg_span_of(rows[i].part);
        struct sg_range r =
            sg_place_of(&folded, sg_cut(folded.utf8, sg_find_span(folded.utf8, part, 0), part.len));
        assert_int_equal(r.from, 10 + rows[i].from);
        assert_int_equal(r.len, rows[i].len);
    }
}

/* The letter that a mark joins was taken back again for each mark of a chain: 83 octets became four megabytes. */
static void a_chain_of_marks_is_folded_once(void **unused)
{
    (void)unused;
    struct sg_buf in = SG_BUF_IN(arena, 4096);
    sg_put_text(&in, "か");
    for (int i = 0; i < 100; i++)
        sg_put_text(&in, "\xCC\x81");
    sg_put_text(&in, "x");
    sg_span folded = sg_fold_span(arena, folder, sg_buf_span(&in));
    assert_true(sg_same(folded, sg_buf_span(&in)));
    assert_false(sg_fold_is_cut(folded, in.len));
}

static void a_text_that_grows_without_end_is_cut(void **unused)
{
    (void)unused;
    struct sg_buf in = SG_BUF_IN(arena, 64 * 1024);
    for (int i = 0; i < 10000; i++)
        sg_put_text(&in, "\uFDFA");
    sg_span folded = sg_fold_span(arena, folder, sg_buf_span(&in));
    assert_true(folded.len <= 2 * in.len + 1024);
    assert_true(sg_fold_is_cut(folded, in.len));
    assert_true(sg_utf8_valid(folded));
}

static void look_alikes_have_the_same_skeleton(void **unused)
{
    (void)unused;

    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        { "paypal", "PayPaI", true },       { "paypal", "раураl", true },
        { "google", "ɢ00gle", true },       { "microsoft", "rnicrosoft", true },
        { "Microsoft", "microsoft", true }, { "apple", "аррӏе", true },
        { "apple", "àpple", true },         { "amazon", "amason", false },
        { "bank", "rank", false },          { "apple", "applepie", false },
        { "applepie", "apple", false },     { "apple", "", false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span a = sg_skeleton(arena, folder, sg_span_of(rows[i].a));
        sg_span b = sg_skeleton(arena, folder, sg_span_of(rows[i].b));
        bool is_ascii = sg_lower(rows[i].a[0]) == rows[i].a[0];
        if (sg_same(a, b) != rows[i].same ||
            sg_is_skeleton_of(folder, b, sg_span_of(rows[i].a)) != (rows[i].same && is_ascii))
            fail_msg("%s %s: '%.*s' '%.*s'", rows[i].a, rows[i].b, (int)a.len, (const char *)a.at,
                     (int)b.len, (const char *)b.at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_looks_the_same_reads_the_same),
        cmocka_unit_test(folded_text_leads_back),
        cmocka_unit_test(a_chain_of_marks_is_folded_once),
        cmocka_unit_test(a_text_that_grows_without_end_is_cut),
        cmocka_unit_test(look_alikes_have_the_same_skeleton),
    };
    return cmocka_run_group_tests_name("fold", tests, open_all, close_all);
}
