/* Where what comes with a mail leads, and whom it claims to be. */
#include "facts/facts.h"

#include "base/limits.h"
#include "with_intel.h"

static const char *mail_of(const char *text, const char *type, const char *name, const char *file)
{
    static char mail[16384];
    (void)snprintf(
        mail, sizeof(mail),
        "From: a@mail.invalid\r\nTo: b@example.jp\r\nSubject: hello\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n\r\n%s\r\n"
        "--b\r\nContent-Type: %s\r\nContent-Disposition: attachment; filename=\"%s\"\r\n"
        "\r\n%s\r\n--b--\r\n",
        text, type, name, file);
    return mail;
}

static const struct sg_facts *facts_of(const char *text, const char *name, const char *file)
{
    static const struct sg_envelope envelope = { 0 };
    const char *type = strstr(name, ".html") != NULL ? "text/html" : "text/plain";
    return sg_facts_open(arena, intel, &envelope, sg_span_of(mail_of(text, type, name, file)));
}

static const struct sg_link *link_in_file(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_links; i++)
        if (f->links[i].attachment != NULL)
            return &f->links[i];
    return NULL;
}

static void the_mails_own_link_is_the_action_before_those_of_files(void **state)
{
    (void)state;
    const struct sg_facts *f = facts_of("see https://a.test/x", "a.html",
                                        "<html><form action='https://b.test/y'><input></form>");
    assert_true(sg_main_action(f)->attachment == NULL);
    assert_int_equal(link_in_file(f)->role, SG_ROLE_PLAIN);
}

static void without_a_link_of_its_own_the_action_is_that_of_the_file(void **state)
{
    (void)state;
    const struct sg_facts *f =
        facts_of("see the file", "a.html", "<html><a href='https://b.test/y'>open</a>");
    assert_non_null(sg_main_action(f));
    assert_true(sg_main_action(f)->attachment == f->attachments[0]);
}

static void a_page_that_goes_on_by_itself_is_followed(void **state)
{
    (void)state;
    const struct sg_facts *f =
        facts_of("see the file", "a.html",
                 "<html><meta http-equiv=refresh content='0;url=https://b.test/'>");
    assert_non_null(sg_main_action(f));
    assert_int_equal(sg_main_action(f)->kind, SG_LINK_REFRESH);
}

static void a_file_that_leads_everywhere_leads_nowhere(void **state)
{
    (void)state;
    char page[2048] = "<html>";
    for (char c = 'a'; c <= 'i'; c++) {
        size_t len = strlen(page);
        (void)snprintf(page + len, sizeof(page) - len, "<a href='https://%c.test/'>%c</a>", c, c);
    }
    const struct sg_facts *f = facts_of("see the file", "a.html", page);
    assert_null(sg_main_action(f));
    assert_int_equal(link_in_file(f)->role, SG_ROLE_MENTIONED);
    assert_false(sg_link_is_followed(link_in_file(f)));
}

static void eight_places_are_not_everywhere(void **state)
{
    (void)state;
    char page[2048] = "<html>";
    for (char c = 'a'; c <= 'h'; c++) {
        size_t len = strlen(page);
        (void)snprintf(page + len, sizeof(page) - len, "<a href='https://%c.test/'>%c</a>", c, c);
    }
    assert_non_null(sg_main_action(facts_of("see the file", "a.html", page)));
}

static void addresses_in_a_log_are_only_mentioned(void **state)
{
    (void)state;
    const struct sg_facts *f = facts_of("see the file", "a.log", "GET https://b.test/ 200\r\n");
    assert_null(sg_main_action(f));
    assert_int_equal(link_in_file(f)->role, SG_ROLE_MENTIONED);
}

static void a_page_that_asks_says_for_whom(void **state)
{
    (void)state;
    const struct sg_facts *f = facts_of(
        "see the file", "a.html",
        "<html><title>Microsoft account</title><form action='https://b.test/'><input type=password></form>");
    assert_int_equal(f->n_claims, 1);
    assert_int_equal(f->claims[0].where, SG_CLAIM_ATTACHMENT);
    assert_true(sg_same(f->brand->id, SG_SPAN("microsoft")));
}

static void a_page_that_asks_nothing_only_mentions(void **state)
{
    (void)state;
    const struct sg_facts *f = facts_of(
        "see the file", "a.html", "<html><title>Microsoft account</title><p>How to use it.</p>");
    assert_int_equal(f->n_claims, 0);
}

static void an_address_that_a_script_hides_is_where_it_is_used(void **state)
{
    (void)state;
    /* https://b.test/login?session=20220613071239&lang=ja */
    const struct sg_facts *f = facts_of(
        "see the file", "a.html",
        "<html><script>location.href=atob('aHR0cHM6Ly9iLnRlc3QvbG9naW4/c2Vzc2lvbj0yMDIyMDYxMzA3MTIzOSZsYW5nPWph');</script>");
    assert_non_null(sg_main_action(f));
    assert_int_equal(sg_main_action(f)->kind, SG_LINK_REFRESH);
    assert_true(sg_same(sg_main_action(f)->url.host.ascii, SG_SPAN("b.test")));
    assert_true(sg_attachment_is_decoded(f, sg_main_action(f)->attachment));
}

static void data_that_a_script_decodes_is_no_page(void **state)
{
    (void)state;
    /* {"href":"http://192.0.2.1/<b>","rows":[1,1,1,1,1,1,1,1]} */
    const struct sg_facts *f = facts_of(
        "see the file", "a.html",
        "<html><script>x.innerHTML=atob('eyJocmVmIjoiaHR0cDovLzE5Mi4wLjIuMS88Yj4iLCJyb3dzIjpbMSwxLDEsMSwxLDEsMSwxXX0=');</script>");
    assert_int_equal(f->n_attachments, 2);
    assert_int_equal(f->attachments[1]->kind, SG_FILE_TEXT);
    assert_null(sg_main_action(f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mails_own_link_is_the_action_before_those_of_files),
        cmocka_unit_test(without_a_link_of_its_own_the_action_is_that_of_the_file),
        cmocka_unit_test(a_page_that_goes_on_by_itself_is_followed),
        cmocka_unit_test(a_file_that_leads_everywhere_leads_nowhere),
        cmocka_unit_test(eight_places_are_not_everywhere),
        cmocka_unit_test(addresses_in_a_log_are_only_mentioned),
        cmocka_unit_test(a_page_that_asks_says_for_whom),
        cmocka_unit_test(a_page_that_asks_nothing_only_mentions),
        cmocka_unit_test(an_address_that_a_script_hides_is_where_it_is_used),
        cmocka_unit_test(data_that_a_script_decodes_is_no_page),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
