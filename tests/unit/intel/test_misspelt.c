#include "intel/misspelt.h"

#include "test.h"

static struct sg_arena *arena;
static struct sg_misspelt *names;

static const struct {
    const char *name;
    bool is_weak;
} ENTERED[] = {
    { "amazon", false }, { "microsoft", false }, { "paypal", false },
    { "apple", false },  { "olives", true },     { "メルカリ", false },
};
static struct sg_brand_name brand_names[sizeof ENTERED / sizeof *ENTERED];
static struct sg_brand_called called[sizeof ENTERED / sizeof *ENTERED];

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(16 * 1024 * 1024);
    names = sg_misspelt_in(arena);
    for (size_t i = 0; i < sizeof ENTERED / sizeof *ENTERED; i++) {
        brand_names[i] = (struct sg_brand_name){ .folded = sg_span_of(ENTERED[i].name),
                                                 .is_weak = ENTERED[i].is_weak };
        called[i].name = &brand_names[i];
        sg_misspelt_enter(names, &called[i], brand_names[i].folded);
    }
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

static void what_passes_for_a_name_is_found(void **state)
{
    (void)state;

    static const struct {
        const char *word, *name; /* NULL: passes for none */
    } rows[] = {
        { "amazom", "amazon" },
        { "amazn0n", NULL },
        { "aamzon", "amazon" },
        { "amazonn", "amazon" },
        { "amazon", NULL },
        { "amazons", NULL },
        { "amzon", NULL },
        { "arnazon", "amazon" },
        { "mircosoft", "microsoft" },
        { "micosroft", "microsoft" },
        { "micorsoft", "microsoft" },
        { "rnicrosoft", "microsoft" },
        { "paypa1", "paypal" },
        { "pavpal", "paypal" },
        { "app1e", "apple" },
        { "aple", NULL },
        { "applo", NULL },
        { "0live5", NULL },
        { "olivos", NULL },
        { "メルガリ", "メルカリ" },
        { "メルカル", NULL },
        { "server1", NULL },
        { "", NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_brand_called *found =
            sg_misspelt_find(arena, names, sg_span_of(rows[i].word));
        if (rows[i].name == NULL)
            assert_null(found);
        else {
            assert_non_null(found);
            assert_span_is(found->name->folded, rows[i].name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_passes_for_a_name_is_found),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
