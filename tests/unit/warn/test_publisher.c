#include "warn/publisher.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "with_intel.h"

enum { PATH_ROOM = 40 };

/* Read a file of this text; gives the status, the message in `err`. */
static enum sg_status read_text(const char *text, const struct sg_publisher **out,
                                struct sg_error *err)
{
    int fd = memfd_create("publisher", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    char *path = (char *)sg_arena_octets(arena, PATH_ROOM);
    (void)snprintf(path, PATH_ROOM, "/proc/self/fd/%d", fd);
    enum sg_status st = sg_publisher_read(arena, intel, path, out, err);
    close(fd);
    return st;
}

static void a_publisher_is_read(void **state)
{
    (void)state;
    const struct sg_publisher *p = NULL;
    struct sg_error err = { 0 };
    assert_int_equal(read_text("publisher エックスサーバー\n"
                               "    en Xserver\n"
                               "    brand xserver\n"
                               "    pattern https://*.xserver.ne.jp/\n"
                               "    contact https://www.xserver.ne.jp/contact/\n"
                               "    viewing harmless\n"
                               "    promise-ja リンクを記載しません。\n"
                               "    mail abuse@example.jp\n",
                               &p, &err),
                     SG_OK);
    assert_span_is(p->name_en, "Xserver");
    assert_span_is(p->company_ja, "エックスサーバー");
    assert_span_is(p->reporter_domain, "example.jp");
    assert_true(p->viewing_is_harmless);
    assert_true(sg_publisher_owns(p, SG_SPAN("xserver")));
    assert_false(sg_publisher_owns(p, SG_SPAN("kagoya")));
    assert_int_equal(p->n_promises_ja, 1);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *told;
    } rows[] = {
        { "publisher a\n    en A\n    contact http://www.example.jp/\n",
          ":3: 'http://www.example.jp/'" },
        { "publisher a\n    en A\n    brand no-such-brand\n", ":3: no brand 'no-such-brand'" },
        { "publisher a\n    en A\n    pattern https://*.example.jp/\n    reset https://example.com/\n",
          ":4: 'https://example.com/' is under no pattern" },
        { "publisher a\n    en A\n    pattern *.jp\n", ":3: '*.jp' is no pattern" },
        { "publisher a\n    en A\n    mail nobody\n", ":3: 'nobody' is not a mail address" },
        { "publisher a\n    en A\n    viewing fine\n", ":3: 'fine' is neither" },
        { "publisher a\n    en A\npublisher b\n    en B\n", "2 publishers" },
        { "publisher a\n", "en" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct sg_publisher *p = NULL;
        struct sg_error err = { 0 };
        if (read_text(rows[i].text, &p, &err) == SG_OK || strstr(err.text, rows[i].told) == NULL)
            fail_msg("row %zu: '%s'", i, err.text);
        assert_null(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_publisher_is_read),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
