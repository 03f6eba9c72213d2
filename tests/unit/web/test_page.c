#include "web/page.h"

#include "test.h"
#include "web/entity.h"

struct fixture {
    struct sg_arena *arena;
    struct sg_oddities oddities;
    struct sg_text html;
};

static const struct sg_page *read_page(struct fixture *f, const char *html)
{
    f->arena = sg_arena_open(64 * 1024 * 1024);
    f->oddities = SG_ODDITIES_IN(f->arena);
    f->html = (struct sg_text){ exact(html), sg_places_literal(f->arena, 0, NULL) };
    return sg_page_read(f->arena, &f->html, &f->oddities);
}

static void done(struct fixture *f)
{
    drop(f->html.utf8);
    sg_arena_close(f->arena);
}

static void visible_text_is_what_a_reader_sees(void **state)
{
    (void)state;

    static const struct {
        const char *html, *seen;
    } rows[] = {
        { "a  b\n c", "a b c" },
        { "<p>a</p><p>b", "a\nb" },
        { "a<br>b<br><br>c", "a\nb\n\nc" },
        { "<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\nd" },
        { "a<b>b</b>c", "abc" },
        { "&lt;a&gt; &amp;&copy &#x3042;&#128;&notit;", "<a> &© あ€¬it;" },
        { "a&nbsp;&nbsp;b\xC2\xA0"
          "c",
          "a b c" },
        { "<!-- a -->b<!--[if mso]>c<![endif]-->d<![if !mso]>e<![endif]>", "bde" },
        { "<!--[if !mso]><!-->seen<!--<![endif]-->", "seen" },
        { "<noframes><xml><style></xml></noframes>seen", "seen" },
        { "<script>a<!--<script></script>b</script>seen", "seen" },
        { "<style>a</style><title>b</title>seen<iframe>c</iframe>", "seen" },
        { "1 < 2 <3 </ x>", "1 < 2 <3" },
        { "<div style='display:none'>a</div>b", "b" },
        { "<td style='display:none'>seen: no table", "seen: no table" },
        { "<b><div style='display:none'></b>a</div>b", "b" },
        { "<textarea>&lt;b></textarea>", "<b>" },
        { "<input type=submit value='Send it'>", "Send it" },
        { "<svg><style><a>x</style></svg>seen<!doctype x>", "seen" },
        { "<pre>a\nb</pre>", "a\nb" },
        { "open <a href=\"never ended", "open" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fixture f;
        assert_span_is(read_page(&f, rows[i].html)->visible.utf8, rows[i].seen);
        done(&f);
    }
}

static void weight_and_size_are_kept_where_they_change(void **state)
{
    (void)state;
    struct fixture f;
    const struct sg_page *page = read_page(
        &f,
        "a<b>bc</b><h1>d</h1><p style='font-weight:bold'>e<span style='font-weight:normal'>f"
        "</span></p><small>g</small><p style='font-size:30px'>h<b style='display:none'>i</b>h</p>");
    static const struct sg_page_tones want[] = {
        { 1, SG_TONE_BOLD },  { 4, SG_TONE_BOLD | SG_TONE_LARGE },
        { 6, SG_TONE_BOLD },  { 7, 0 },
        { 9, SG_TONE_SMALL }, { 11, SG_TONE_LARGE }
    };
    assert_span_is(page->visible.utf8, "abc\nd\nef\ng\nhh");
    assert_int_equal(page->n_tones, sizeof(want) / sizeof(*want));
    for (size_t i = 0; i < page->n_tones; i++) {
        assert_int_equal(page->tones[i].at, want[i].at);
        assert_int_equal(page->tones[i].tones, want[i].tones);
    }
    done(&f);
}

static void text_is_hidden_by_many_means(void **state)
{
    (void)state;

    static const struct {
        const char *html;
        int how; /* -1: seen */
    } rows[] = {
        { "<p style='display:none'>x", SG_HIDDEN_DISPLAY },
        { "<p hidden>x", SG_HIDDEN_DISPLAY },
        { "<p hidden style='display:block'>x", -1 },
        { "<p style='visibility:hidden'>x", SG_HIDDEN_VISIBILITY },
        { "<p style='visibility:hidden'><b style='visibility:visible'>x", -1 },
        { "<p style='font-size:0'>x", SG_HIDDEN_TINY },
        { "<p style='font:0/0 a'>x", SG_HIDDEN_TINY },
        { "<p style='font-size:1px'>x", SG_HIDDEN_TINY },
        { "<p style='font-size:0'><b style='font-size:14px'>x", -1 },
        { "<p style='max-height:0;overflow:hidden'>x", SG_HIDDEN_TINY },
        { "<p style='max-height:0'>x", -1 },
        { "<table><tr><td style='height:0;overflow:hidden'>x", -1 },
        { "<p style='color:#fff'>x", SG_HIDDEN_COLOUR },
        { "<p style='color:#FEFEFE'>x", SG_HIDDEN_COLOUR },
        { "<p style='color:rgba(0,0,0,0)'>x", SG_HIDDEN_COLOUR },
        { "<table bgcolor=000000><tr><td style='color:#fff'>x", -1 },
        { "<table bgcolor=#123456><tr><td><font color=#123456>x", SG_HIDDEN_COLOUR },
        { "<p style='background:url(a.png);color:white'>x", -1 },
        { "<p style='position:absolute;left:-9999px'>x", SG_HIDDEN_OFFSCREEN },
        { "<p style='text-indent:-9999px'>x", SG_HIDDEN_OFFSCREEN },
        { "<p style='text-indent:-300000in'>x", SG_HIDDEN_OFFSCREEN },
        { "<p style='max-height:300000in;overflow:hidden'>x", -1 },
        { "<p style='font-size:99999em'><b style='font-size:268436em'>x", -1 },
        { "<p style='opacity:0'>x", SG_HIDDEN_OPACITY },
        { "<p style='opacity:0.9'>x", -1 },
        { "<p aria-hidden=true>x", -1 },
        { "<style>.a{display:none}</style><p class='b a'>x", SG_HIDDEN_DISPLAY },
        { "<style>p.a,#c{display:none}</style><i class=a>", -1 },
        { "<p id=c>x<style>#c{display:none}</style>", SG_HIDDEN_DISPLAY },
        { "<style>@media print{p{display:none}}</style><p>x", -1 },
        { "<style>p{display:none!important}</style><p style='display:block'>x", SG_HIDDEN_DISPLAY },
        { "<p style='DISPLAY : none'>x", SG_HIDDEN_DISPLAY },
        { "<p style='x:\";\";display:none'>x", SG_HIDDEN_DISPLAY },
        { "<p style='display:&#110;one'>x", SG_HIDDEN_DISPLAY },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fixture f;
        const struct sg_page *page = read_page(&f, rows[i].html);
        int how = page->n_hidden > 0 ? (int)page->hidden[0].how : -1;
        if (how != rows[i].how)
            fail_msg("'%s' is hidden by %d, not %d", rows[i].html, how, rows[i].how);
        done(&f);
    }
}

static void links_carry_the_text_on_them(void **state)
{
    (void)state;

    static const struct {
        const char *html;
        int kind;
        const char *href, *label;
        bool hidden;
    } rows[] = {
        { "<a href=' https://a.example/?x=1&amp;y '>go <b>there</b></a> x", SG_LINK_ANCHOR,
          "https://a.example/?x=1&y", "go there", false },
        { "<a href=a>x<a href=b>y</a>", SG_LINK_ANCHOR, "a", "x", false },
        { "<a href=a><div>x</div></a>", SG_LINK_ANCHOR, "a", "x", false },
        { "<a href=a style=display:none>x</a>", SG_LINK_ANCHOR, "a", "x", true },
        { "<a href=a></a>", SG_LINK_ANCHOR, "a", "", true },
        { "<area href=a alt=x>", SG_LINK_ANCHOR, "a", "x", false },
        { "<svg><a xlink:href=a>x</a></svg>", SG_LINK_ANCHOR, "a", "x", false },
        { "<!--[if mso]><a href=a>x<[endif]-->", SG_LINK_ANCHOR, "a", "x", false },
        { "<!--[if mso]><v:roundrect href=a>x</v:roundrect><![endif]-->", SG_LINK_ANCHOR, "a", "x",
          false },
        { "<form action=a>", SG_LINK_FORM, "a", "", false },
        { "<meta http-equiv=refresh content='0; url=\"a\"'>", SG_LINK_REFRESH, "a", "", false },
        { "<img src=a alt=x>", SG_LINK_IMAGE, "a", "x", false },
        { "<p style='background:url(\"a\")'>", SG_LINK_IMAGE, "a", "", false },
        { "<style>p{background:url(a)}</style>", SG_LINK_IMAGE, "a", "", false },
        { "<table background=a>", SG_LINK_IMAGE, "a", "", false },
        { "<iframe src=a>", SG_LINK_FRAME, "a", "", false },
        { "<a href=a href=b>x", SG_LINK_ANCHOR, "a", "x", false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fixture f;
        const struct sg_page *page = read_page(&f, rows[i].html);
        assert_true(page->n_links > 0);
        assert_int_equal(page->links[0].kind, rows[i].kind);
        assert_span_is(page->links[0].href, rows[i].href);
        assert_span_is(page->links[0].label.utf8, rows[i].label);
        assert_int_equal(page->links[0].is_hidden, rows[i].hidden);
        done(&f);
    }
}

static void text_and_links_know_their_place(void **state)
{
    (void)state;
    struct fixture f;
    const struct sg_page *page = read_page(&f, "<p>a &amp; <b>bc</b>d <a href='u'>xy</a>");
    assert_span_is(page->visible.utf8, "a & bcd xy");
    struct sg_range r = sg_place_of(&page->visible, sg_cut(page->visible.utf8, 4, 2));
    assert_int_equal(r.from, 14);
    assert_int_equal(r.len, 2);
    assert_int_equal(page->links[0].place.from, 31);
    assert_int_equal(page->links[0].place.len, 1);
    r = sg_place_of(&page->links[0].label, page->links[0].label.utf8);
    assert_int_equal(r.from, 34);
    assert_int_equal(page->links[0].text_at, 8);
    done(&f);
}

static void preview_lines_forms_and_fonts_are_kept(void **state)
{
    (void)state;
    struct fixture f;
    const struct sg_page *page = read_page(
        &f, "<html lang=ja><title> A  B</title><base href=b>"
            "<div style='display:none;font-family:\"Meiryo\",Arial'>preview&zwnj;&nbsp;</div>seen"
            "<form action=a><input name=u><input type=password></form><br><br><br>"
            "<p style='display:none'>later");
    assert_span_is(page->title.utf8, "A B");
    assert_span_is(page->lang, "ja");
    assert_span_is(page->base, "b");
    assert_span_is(page->fonts, "meiryo,arial");
    assert_int_equal(page->n_hidden, 2);
    assert_true(page->hidden[0].is_preheader && !page->hidden[1].is_preheader);
    assert_int_equal(page->n_forms, 1);
    assert_int_equal(page->forms[0].n_inputs, 2);
    assert_true(page->forms[0].asks_password && page->asks_password);
    assert_int_equal(page->n_breaks, 3);
    assert_int_equal(page->breaks_at, 4);
    done(&f);
}

static void the_charset_is_found_before_the_text_is_read(void **state)
{
    (void)state;
    assert_span_is(sg_page_charset(SG_SPAN("<html><meta charset=Shift_JIS>")), "Shift_JIS");
    assert_span_is(sg_page_charset(SG_SPAN("<meta http-equiv=Content-Type content='text/html; "
                                           "charset=iso-2022-jp'>")),
                   "iso-2022-jp");
    assert_span_is(sg_page_charset(SG_SPAN("<!-- <meta charset=a> --><p>")), "");
    assert_span_is(sg_page_charset(SG_SPAN("<meta charset=utf-16>")), "utf-8");
}

static void references_are_decoded_by_the_full_table(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    assert_span_is(
        sg_entities_decode(arena, SG_SPAN("&CounterClockwiseContourIntegral;&ampx&x;&"), false),
        "∳&x&x;&");
    assert_span_is(sg_entities_decode(arena, SG_SPAN("&#0;&#xD800;&#x110000;&#;&acE;"), false),
                   "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&#;∾̳");
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visible_text_is_what_a_reader_sees),
        cmocka_unit_test(weight_and_size_are_kept_where_they_change),
        cmocka_unit_test(text_is_hidden_by_many_means),
        cmocka_unit_test(links_carry_the_text_on_them),
        cmocka_unit_test(text_and_links_know_their_place),
        cmocka_unit_test(preview_lines_forms_and_fonts_are_kept),
        cmocka_unit_test(the_charset_is_found_before_the_text_is_read),
        cmocka_unit_test(references_are_decoded_by_the_full_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
