#include "base/limits.h"
#include "mail/mail.h"
#include "test.h"

static struct sg_arena *arena;
static struct sg_charsets *charsets;

static const struct sg_mail *mail_of(const char *text)
{
    return sg_mail_read(arena, charsets, sg_span_of(text));
}

static bool noted(const struct sg_mail *m, enum sg_oddity_kind kind)
{
    for (struct sg_oddity *o = m->oddities.first; o != NULL; o = o->next)
        if (o->kind == kind)
            return true;
    return false;
}

enum { NONE = -1 };

#define HEAD "From: a@example.jp\nDate: Sun, 30 Jan 2022 00:00:00 +0900\n"

/* The shape of a mail: one letter a part (m multipart, r message, t other), each followed by its body in
 * brackets unless it has children, children in parentheses. */
static const struct {
    const char *in, *shape;
    int odd;
} rows[] = {
    { HEAD "\nhello\n", "t[hello\n]", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\nContent-Type: "
           "text/html\n\ntwo\n\n--b--\nafter\n",
      "m(t[one]t[two\n])", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=\"b \"\n\n--b  \n\none\n--b-- \n", "m(t[one])",
      NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=\"----=_Next\n\tcharset=\"utf-8\"\n\n"
           "------=_Next\n\none\n------=_Next--\n",
      "m(t[one])", SG_ODD_BOUNDARY_UNQUOTED },
    { HEAD "Content-Type: multipart/mixed; boundary=\"----=_Next\n\n------=_Next\n\none\n"
           "------=_Next--\n",
      "m(t[one])", SG_ODD_BOUNDARY_UNQUOTED },
    { HEAD "Content-Type: multipart/mixed; boundary=\"a\n b\"\n\n--a b\n\none\n--a b--\n",
      "m(t[one])", NONE },
    { HEAD "Content-Type: multipart/mixed\n\npre\n--xyz\n\none\n--xyz--\n", "m(t[one])",
      SG_ODD_BOUNDARY_MISSING },
    { HEAD "Content-Type: multipart/mixed; boundary=other\n\n--xyz\n\none\n--xyz--\n", "m(t[one])",
      SG_ODD_BOUNDARY_MISSING },
    { HEAD "Content-Type: multipart/mixed\n\nno parts\n-----\nhere\n", "t[no parts\n-----\nhere\n]",
      SG_ODD_BOUNDARY_MISSING },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n", "m(t[one\n])",
      SG_ODD_BOUNDARY_UNENDED },
    { HEAD "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; "
           "boundary=i\n\n--i\n\none\n--o\n\ntwo\n--o--\n",
      "m(m(t[one])t[two])", SG_ODD_BOUNDARY_UNENDED },
    { HEAD "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; "
           "boundary=oo\n\n--oo\n\none\n--oo--\n--o\n\ntwo\n--o--\n",
      "m(m(t[one])t[two])", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; "
           "boundary=b\n\n--b\n\none\n--b--\n--b\n\ntwo\n--b--\n",
      "m(m(t[one])t[two])", SG_ODD_BOUNDARY_REPEATED },
    { HEAD
      "Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain\n\n--b\n\none\n--b--\n",
      "m(t[one])", SG_ODD_FIELD_REPEATED },
    { HEAD "Content-Type: text/html:2\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n"
           "--b--\n",
      "m(t[one])", SG_ODD_FIELD_REPEATED },
    { HEAD
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n--x:\nContent-Type: text/html\n\none\n"
      "--b--\n",
      "m(t[one])", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; "
           "boundary=c\n\nalone\n--b--\n",
      "m(t[alone])", NONE },
    { HEAD "Content-Type: message/rfc822\n\nSubject: in\n\none\n", "r(t[one\n])", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
           "Content-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--c--\n\n--b--\n",
      "m(r(m(t[one])))", NONE },
    { HEAD
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW4KCg==\n",
      "t[U3ViamVjdDogaW4KCg==\n]", NONE },
    { HEAD "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: in\n\none\n--b--\n",
      "m(r(t[one]))", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b\n\none\n"
           "--b--\n",
      "m(t[]t[one])", NONE },
    { HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b--", "m(t[])", NONE },
    { "From: a@example.jp\rDate: x\rContent-Type: multipart/mixed; boundary=b\r\r--b\r\rone\r--b--\r",
      "m(t[one])", SG_ODD_BARE_CR },
};

static void shape_put(char *out, size_t size, const struct sg_part *parts, size_t n)
{
    int depth = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const struct sg_part *p = &parts[i];
        size_t at = strlen(out);
        if (p->depth > depth)
            at += (size_t)snprintf(out + at, size - at, "(");
        for (; depth > p->depth; depth--)
            at += (size_t)snprintf(out + at, size - at, ")");
        depth = p->depth;
        bool is_leaf = !p->is_multipart && !p->is_message;
        at += (size_t)snprintf(out + at, size - at, "%c",
                               is_leaf         ? 't'
                               : p->is_message ? 'r'
                                               : 'm');
        if (is_leaf)
            snprintf(out + at, size - at, "[%.*s]", (int)p->body.len, (const char *)p->body.at);
    }
    for (size_t at = strlen(out); depth > 0; depth--)
        at += (size_t)snprintf(out + at, size - at, ")");
}

static void parts_are_found_as_common_programs_find_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char shape[500];
        sg_span in = exact(rows[i].in);
        const struct sg_mail *m = sg_mail_read(arena, charsets, in);
        shape_put(shape, sizeof(shape), m->parts, m->n_parts);
        if (strcmp(shape, rows[i].shape) != 0)
            fail_msg("%s is not %s for %s", shape, rows[i].shape, rows[i].in);
        if (rows[i].odd != NONE && !noted(m, (enum sg_oddity_kind)rows[i].odd))
            fail_msg("no %s for %s", sg_oddity_id((enum sg_oddity_kind)rows[i].odd), rows[i].in);
        for (size_t k = 0; k < m->n_parts; k++)
            if (m->parts[k].body.len > 0)
                assert_int_equal(m->parts[k].body_at, sg_range_in(in, m->parts[k].body).from);
        drop(in);
    }
}

static void a_part_is_described_by_its_fields(void **state)
{
    (void)state;
    const struct sg_mail *m =
        mail_of(HEAD "Content-Type: (c) Text/HTML ; charset=\"Shift_JIS\" (old)\n"
                     "Content-Transfer-Encoding: Quoted-Printable (x)\nContent-ID: <a@b>\n"
                     "Content-Disposition: ATTACHMENT; filename=my file.pdf; size=3\n\n=41");
    const struct sg_part *p = &m->parts[0];
    assert_true(sg_part_is(p, "text", "html"));
    assert_true(p->type_given && p->is_attachment);
    assert_span_is(p->charset, "Shift_JIS");
    assert_int_equal(p->transfer, SG_TRANSFER_QUOTED_PRINTABLE);
    assert_span_is(p->content_id, "a@b");
    assert_span_is(p->filename.utf8, "my file.pdf");
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    assert_span_is(sg_part_octets(arena, p, SG_MAX_TEXT, &odd).octets, "A");
    assert_span_is(sg_part_text(arena, charsets, p, (sg_span){ 0 }, &odd).text.utf8, "A");
}

static void file_names_are_decoded_however_they_are_written(void **state)
{
    (void)state;

    static const struct {
        const char *in, *name;
    } names[] = {
        { "attachment; filename=\"a \\\"b\\\".txt\"", "a \"b\".txt" },
        { "attachment; filename*=UTF-8''%E6%97%A5%20x.txt", "\xe6\x97\xa5 x.txt" },
        { "attachment; filename*0*=utf-8'ja'%E6%97; filename*1*=%A5; filename*2=\".txt\"",
          "\xe6\x97\xa5.txt" },
        { "attachment; filename*1=b.txt; filename*0=a", "ab.txt" },
        { "attachment; filename=x.txt; filename*=utf-8''y.txt", "y.txt" },
        { "attachment; filename=\"=?UTF-8?B?5pelLnR4dA==?=\"", "\xe6\x97\xa5.txt" },
        { "attachment; filename==?UTF-8?B?5pelLnR4dA==?=", "\xe6\x97\xa5.txt" },
        { "attachment; filename=\"\xe6\x97\xa5.txt\"", "\xe6\x97\xa5.txt" },
        { "attachment; filename*=utf-8''a%zzb", "a%zzb" },
        { "attachment", "" },
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        char in[500];
        snprintf(in, sizeof(in), HEAD "Content-Disposition: %s\n\n", names[i].in);
        assert_span_is(mail_of(in)->parts[0].filename.utf8, names[i].name);
    }
}

static void segments_of_a_name_in_any_order_stand_in_their_field(void **state)
{
    (void)state;
    const struct sg_mail *m =
        mail_of(HEAD "Content-Disposition: attachment; filename*1*=%E6%97%A5.txt; "
                     "filename*0*=utf-8'ja'%E6%9C%AC\n\nx");
    const struct sg_part *p = &m->parts[0];
    assert_span_is(p->filename.utf8, "\xe6\x9c\xac\xe6\x97\xa5.txt");
    struct sg_range place = sg_place_of(&p->filename, p->filename.utf8);
    const struct sg_field *field = sg_fields_first(&p->fields, SG_SPAN("Content-Disposition"));
    assert_int_equal(place.from, field->body_at);
    assert_int_equal(place.len, field->body.len);
}

static void depth_and_number_are_bounded(void **state)
{
    (void)state;

    enum { N = 3000 };

    char *in = malloc(N * 120);
    size_t at = (size_t)snprintf(in, 200, HEAD "Content-Type: multipart/mixed; boundary=b0\n\n");
    for (int i = 0; i < N; i++)
        at += (size_t)snprintf(in + at, 120,
                               "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
    const struct sg_mail *m = sg_mail_read(arena, charsets, (sg_span){ (uint8_t *)in, at });
    assert_true(m->n_parts <= 1000);
    assert_true(m->oddities.limit_reached);
    free(in);
}

static int open_all(void **state)
{
    (void)state;
    struct sg_error err;
    arena = sg_arena_open(1 << 26);
    return sg_charsets_open(&charsets, &err) == SG_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    sg_arena_close(arena);
    sg_charsets_close(charsets);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_as_common_programs_find_them),
        cmocka_unit_test(a_part_is_described_by_its_fields),
        cmocka_unit_test(file_names_are_decoded_however_they_are_written),
        cmocka_unit_test(segments_of_a_name_in_any_order_stand_in_their_field),
        cmocka_unit_test(depth_and_number_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
