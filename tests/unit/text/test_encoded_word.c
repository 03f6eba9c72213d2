#include "base/arena.h"
#include "test.h"
#include "text/encoded_word.h"

static struct sg_charsets *charsets;
static struct sg_arena *arena;

static int open_all(void **unused)
{
    (void)unused;
    struct sg_error err;
    arena = sg_arena_open(64 << 20);
    return sg_charsets_open(&charsets, &err) == SG_OK ? 0 : -1;
}

static int close_all(void **unused)
{
    (void)unused;
    sg_charsets_close(charsets);
    sg_arena_close(arena);
    return 0;
}

static unsigned bits_of(const struct sg_oddities *oddities)
{
    unsigned bits = 0;
    for (const struct sg_oddity *o = oddities->first; o != NULL; o = o->next)
        bits |= 1u << o->kind;
    return bits;
}

static void fields_are_read_as_mail_programs_read_them(void **unused)
{
    (void)unused;

    enum {
        NONE = 0,
        MALFORMED = 1u << SG_ODD_WORD_MALFORMED,
        SPLIT = 1u << SG_ODD_WORD_SPLIT,
        RAW = 1u << SG_ODD_FIELD_RAW_8BIT,
        REPAIRED = 1u << SG_ODD_CHARSET_REPAIRED,
        UNKNOWN = 1u << SG_ODD_CHARSET_UNKNOWN,
    };

    static const struct {
        const char *in, *charset, *out;
        unsigned odd;
    } rows[] = {
        { "plain", "", "plain", NONE },
        { "folded\r\n  field", "", "folded field", NONE },
        { "=?utf-8?B?44GC?=", "", "あ", NONE },
        { "=?UTF-8?q?a_b=E3=81=82?=", "", "a bあ", NONE },
        { "=?utf-8*ja?B?44GC?= tail", "", "あ tail", NONE },
        { "=?utf-8?B?44GC?= =?utf-8?B?44GE?=", "", "あい", NONE },
        { "=?utf-8?B?44GC?=\r\n =?iso-2022-jp?B?GyRCJCQbKEI=?=", "", "あい", NONE },
        { "=?utf-8?B?44G?= =?utf-8?B?gg==?=", "", "あ", SPLIT },
        { "=?utf-8?Q?=E3?= =?UTF-8?Q?=81=82?=", "", "あ", SPLIT },
        { "\"=?utf-8?B?44GC?=\" <a@example.jp>", "", "\"あ\" <a@example.jp>", NONE },
        { "Re:=?utf-8?B?44GC?=x", "", "Re:あx", NONE },
        { "=?utf-8?B?44GC", "", "あ", MALFORMED },
        { "=?utf-8?Q?a b?=", "", "a b", MALFORMED },
        { "=?utf-8?X?a?=", "", "=?utf-8?X?a?=", MALFORMED },
        { "what =?", "", "what =?", MALFORMED },
        { "\xE3\x81\x82", "", "あ", RAW },
        { "\x82\xA0\x82\xA2", "shift_jis", "あい", RAW },
        { "\x1B$B$\"\x1B(B x", "", "あ x", NONE },
        { "=?iso-2022-jp?B?44GC?=", "", "あ", REPAIRED },
        { "=?no-such?Q?a?=", "", "a", UNKNOWN },
        { "=?utf-8?Q?a=0D=0ABcc:_x?=", "", "a  Bcc: x", NONE },
        { "=?shift_jis?B?gqCH?= =?shift_jis?B?QA==?=", "", "あ①", SPLIT },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_oddities oddities = SG_ODDITIES_IN(arena);
        sg_span in = exact(rows[i].in);
        struct sg_text t =
            sg_header_decode(arena, charsets, in, NULL, sg_span_of(rows[i].charset), &oddities);
        assert_span_is(t.utf8, rows[i].out);
        if (bits_of(&oddities) != rows[i].odd)
            fail_msg("'%s' has oddities %x", rows[i].in, bits_of(&oddities));
        drop(in);
    }
}

static void a_decoded_word_leads_back_to_its_octets(void **unused)
{
    (void)unused;

    static const struct {
        const char *in, *part;
        size_t from, len;
    } rows[] = {
        { "Re: =?utf-8?B?44GC?= x", "Re:", 0, 3 },
        { "Re: =?utf-8?B?44GC?= x", "あ", 4, 16 },
        { "Re: =?utf-8?B?44GC?= x", "x", 21, 1 },
        { "=?utf-8?Q?=E3=81=82?= <a@example.jp>", "a@example.jp", 23, 12 },
        { "one\r\n two", "two", 6, 3 },
    };

    const struct sg_places *at = sg_places_literal(arena, 1000, NULL);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_oddities oddities = SG_ODDITIES_IN(arena);
        struct sg_text t = sg_header_decode(arena, charsets, sg_span_of(rows[i].in), at,
                                            (sg_span){ 0 }, &oddities);
        sg_span part = sg_span_of(rows[i].part);
        struct sg_range r =
            sg_place_of(&t, sg_cut(t.utf8, sg_find_span(t.utf8, part, 0), part.len));
        assert_int_equal(r.from, 1000 + rows[i].from);
        assert_int_equal(r.len, rows[i].len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_read_as_mail_programs_read_them),
        cmocka_unit_test(a_decoded_word_leads_back_to_its_octets),
    };
    return cmocka_run_group_tests_name("encoded_word", tests, open_all, close_all);
}
