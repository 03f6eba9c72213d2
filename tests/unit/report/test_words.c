#include "report/words.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/oddity.h"
#include "test.h"

static const struct sg_words *load(struct sg_arena *arena, const char *language)
{
    const struct sg_words *words;
    struct sg_error err = { 0 };
    if (sg_words_load(arena, getenv("SHINGAN_DATA"), language, &words, &err) != SG_OK)
        fail_msg("%s", err.text);
    return words;
}

static void both_languages_have_the_same_ids(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    const struct sg_words *ja = load(arena, "ja"), *en = load(arena, "en");
    for (size_t i = 0; i < ja->n; i++)
        if (sg_map_get(&en->by_id, ja->at[i].id) == NULL)
            fail_msg("en has no '%.*s'", (int)ja->at[i].id.len, (const char *)ja->at[i].id.at);
    for (size_t i = 0; i < en->n; i++)
        if (sg_map_get(&ja->by_id, en->at[i].id) == NULL)
            fail_msg("ja has no '%.*s'", (int)en->at[i].id.len, (const char *)en->at[i].id.at);
    sg_arena_close(arena);
}

static void every_oddity_has_words(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    const struct sg_words *ja = load(arena, "ja");
    for (int kind = 0; kind < SG_N_ODDITIES; kind++) {
        const char *id = sg_oddity_id((enum sg_oddity_kind)kind);
        if (sg_words_in(ja, "oddity", sg_span_of(id)).len == 0)
            fail_msg("no words for oddity '%s'", id);
    }
    sg_arena_close(arena);
}

/* Nothing found is never called safe. */
static void no_sentence_says_safe(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    const struct sg_words *ja = load(arena, "ja"), *en = load(arena, "en");
    for (size_t i = 0; i < ja->n; i++)
        assert_false(sg_holds(ja->at[i].sentence, SG_SPAN("安全")));
    for (size_t i = 0; i < en->n; i++)
        assert_false(sg_holds_nocase(en->at[i].sentence, SG_SPAN(" safe")));
    sg_arena_close(arena);
}

static enum sg_status load_text(struct sg_arena *arena, const char *text,
                                const struct sg_words **words, struct sg_error *err)
{
    char dir[] = "/tmp/shingan-words-XXXXXX", sub[64], path[96];
    assert_non_null(mkdtemp(dir));
    snprintf(sub, sizeof(sub), "%s/words", dir);
    assert_int_equal(mkdir(sub, 0700), 0);
    snprintf(path, sizeof(path), "%s/xx.words", sub);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    enum sg_status st = sg_words_load(arena, dir, "xx", words, err);
    unlink(path);
    rmdir(sub);
    rmdir(dir);
    return st;
}

static void a_line_may_go_on(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    const struct sg_words *words;
    struct sg_error err = { 0 };
    assert_int_equal(load_text(arena, "# c\n\na = one\n  two\nb.c=日本\n 語\n", &words, &err),
                     SG_OK);
    assert_span_is(sg_words_for(words, "a"), "one two");
    assert_span_is(sg_words_in(words, "b", SG_SPAN("c")), "日本語");
    assert_span_is(sg_words_for(words, "missing"), "missing");
    sg_arena_close(arena);
}

static void an_error_names_its_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *where;
    } rows[] = {
        { "a = one\nno sign\n", ":2:" },
        { "a = one\na = two\n", ":2:" },
        { " goes on\n", ":1:" },
        { "a = {open\n", ":1:" },
        { "a = x\nb = [[open\n", ":2:" },
        { "a b = x\n", ":1:" },
        { "a = \n", ":1:" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_arena *arena = sg_arena_open(1 << 20);
        const struct sg_words *words = NULL;
        struct sg_error err = { 0 };
        assert_int_not_equal(load_text(arena, rows[i].text, &words, &err), SG_OK);
        assert_null(words);
        if (strstr(err.text, rows[i].where) == NULL)
            fail_msg("'%s' does not name %s", err.text, rows[i].where);
        sg_arena_close(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_have_the_same_ids),
        cmocka_unit_test(every_oddity_has_words),
        cmocka_unit_test(no_sentence_says_safe),
        cmocka_unit_test(a_line_may_go_on),
        cmocka_unit_test(an_error_names_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
