#include "warn/contacts.h"

#include "warn/uuid.h"
#include "with_intel.h"

static const struct sg_contact *find(const struct sg_contacts *all, const char *id)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (sg_same(all->list.at[i].id, sg_span_of(id)))
            return &all->list.at[i];
    return NULL;
}

static const struct sg_contacts *shipped(void)
{
    struct sg_error err = { 0 };
    const struct sg_contacts *all = NULL;
    if (sg_contacts_read(arena, getenv("SHINGAN_DATA"), NULL, &all, &err) != SG_OK)
        fail_msg("%s", err.text);
    return all;
}

static void those_shipped_are_read(void **state)
{
    (void)state;
    const struct sg_contacts *all = shipped();
    const struct sg_contact *council = find(all, "capj"), *hoster = find(all, "hoster");
    assert_non_null(council);
    assert_span_is(council->mail, "info@antiphishing.jp");
    assert_int_equal(council->kind, SG_CONTACT_COUNCIL);
    assert_true(council->takes_mail);
    assert_non_null(hoster);
    assert_int_equal(hoster->mail.len, 0); /* nobody's address is guessed */
}

static void none_of_those_shipped_is_said_to_be_checked(void **state)
{
    (void)state;
    const struct sg_contacts *all = shipped();
    for (size_t i = 0; i < all->list.n; i++)
        assert_true(sg_contact_is_unchecked(&all->list.at[i]));
}

static void every_kind_has_somebody(void **state)
{
    (void)state;

    static const enum sg_contact_kind kinds[] = {

#define SG_CONTACT_KIND(name, id) SG_CONTACT_##name,
        SG_CONTACT_KINDS(SG_CONTACT_KIND)
#undef SG_CONTACT_KIND
    };
    const struct sg_contacts *all = shipped();
    for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
        size_t n = 0;
        for (size_t i = 0; i < all->list.n; i++)
            n += all->list.at[i].kind == kinds[k];
        if (n == 0)
            fail_msg("nobody of the kind %s", sg_contact_kind_id(kinds[k]));
    }
}

/* The name of RFC 9562, appendix A.4: www.example.com in the namespace of DNS names. */
static void a_uuid_is_that_of_the_standard(void **state)
{
    (void)state;
    static const uint8_t dns[16] = { 0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                     0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };
    struct sg_buf out = SG_BUF_IN(arena, 64);
    sg_put_uuid5(&out, dns, SG_SPAN("www.example.com"));
    assert_span_is(sg_buf_done(&out), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_shipped_are_read),
        cmocka_unit_test(none_of_those_shipped_is_said_to_be_checked),
        cmocka_unit_test(every_kind_has_somebody),
        cmocka_unit_test(a_uuid_is_that_of_the_standard),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
