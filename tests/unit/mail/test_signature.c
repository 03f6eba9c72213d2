#include "mail/signature.h"

#include "test.h"

static struct sg_arena *arena;

static struct sg_signature read(const char *body)
{
    static struct sg_field field;
    field = (struct sg_field){ .name = SG_SPAN("DKIM-Signature"), .body = sg_span_of(body) };
    return sg_signature_read(arena, &field);
}

static void the_tags_are_read(void **state)
{
    (void)state;
    struct sg_signature s =
        read(" v=1; a=rsa-sha256; c=relaxed/simple;\r\n d=mail.example.jp; s=s1;"
             "\r\n\tt=1; x=1655000000; l=120; b=AAAA\r\n BBBB");
    assert_span_is(s.domain, "mail.example.jp");
    assert_span_is(s.selector, "s1");
    assert_span_is(s.algorithm, "rsa-sha256");
    assert_int_equal(s.expires, 1655000000);
    assert_true(s.is_partial);
    assert_int_equal(s.octets, 6);
    assert_int_equal(s.instance, 0);
}

static void a_seal_tells_its_instance(void **state)
{
    (void)state;
    assert_int_equal(read("i=2; a=rsa-sha256; d=example.jp; cv=pass").instance, 2);
    assert_int_equal(read("i=@example.jp; d=example.jp").instance,
                     0); /* i= of DKIM is an identity */
}

static void broken_tags_stay_empty(void **state)
{
    (void)state;

    static const char *const bodies[] = {
        "", ";", "d", "=x", "x=99999999999999999999", "x=-1", "l=all", "x=1a", "i=200",
    };

    for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
        struct sg_signature s = read(bodies[i]);
        assert_int_equal(s.domain.len, 0);
        assert_int_equal(s.expires, 0);
        assert_int_equal(s.instance, 0);
        assert_false(s.is_partial);
    }
}

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(1 << 24);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tags_are_read),
        cmocka_unit_test(a_seal_tells_its_instance),
        cmocka_unit_test(broken_tags_stay_empty),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
