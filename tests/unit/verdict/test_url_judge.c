#include "verdict/url_judge.h"

#include "with_intel.h"

static bool accuses(const char *text)
{
    struct sg_link link = { .url = sg_url_read(arena, intel->hosts, sg_span_of(text), NULL) };
    link.target = link.url;
    link.owner = sg_brand_domain_of(intel->brands, link.target.host.ascii);
    link.hoster = sg_hoster_of(intel->hosters, link.target.host.ascii);
    return sg_url_judge(arena, intel, &link).is_accused;
}

static void an_address_is_judged_by_itself(void **state)
{
    (void)state;
    assert_true(accuses("https://www.amazon.co.jp.xkqwzv.top/"));
    assert_true(accuses("http://198.51.100.7/ap/signin"));
    assert_false(accuses("https://www.example.co.jp/"));
    assert_false(accuses("https://www.amazon.co.jp/ap/signin"));
    assert_false(accuses("https://bitly.com/"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_judged_by_itself),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
