#include "intel/lists.h"

#include <stdio.h>

#include "test.h"
#include "unit/intel/data_folder.h"

static struct sg_arena *arena;
static struct sg_folder *folder;
static struct sg_error err;
static char dir[] = "/tmp/shingan-lists-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    assert_int_equal(sg_folder_open(&folder, &err), SG_OK);
    return make_data_folder(dir, "lists");
}

static int close_arena(void **state)
{
    (void)state;
    drop_data_folder(dir, "lists", "a.list");
    sg_folder_close(folder);
    sg_arena_close(arena);
    return 0;
}

static enum sg_status read_lists(const char *text, struct sg_lists *lists)
{
    char path[96];
    snprintf(path, sizeof path, "%s/lists/a.list", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    *lists = sg_lists_in(arena);
    err = (struct sg_error){ 0 };
    return sg_lists_add(arena, folder, dir, lists, &err);
}

static void each_kind_lands_in_its_list(void **state)
{
    (void)state;
    struct sg_lists lists;
    assert_int_equal(read_lists("role admin\nfree-mail mail.example\nhan 稅 A 税\nhan 樣 B 様\n"
                                "country JP 日本 Japan\nbait login\nsecure-mail open.example\n",
                                &lists),
                     SG_OK);
    assert_true(sg_list_has(&lists.roles, SG_SPAN("admin")));
    assert_false(sg_list_has(&lists.roles, SG_SPAN("login")));
    assert_true(sg_list_has(&lists.secure_mail, SG_SPAN("open.example")));
    const struct sg_han *han = sg_map_get(&lists.han, SG_SPAN("稅"));
    assert_true(han->is_strong);
    assert_span_is(han->japanese, "税");
    assert_false(((const struct sg_han *)sg_map_get(&lists.han, SG_SPAN("樣")))->is_strong);
    assert_span_is(
        ((const struct sg_country *)sg_map_get(&lists.countries, SG_SPAN("JP")))->name_ja, "日本");
}

static void words_are_found_longest_first(void **state)
{
    (void)state;
    struct sg_lists lists;
    assert_int_equal(read_lists("word mail-service mail\nword mail-service mailbox\n"
                                "word spoken-of-before about_\n",
                                &lists),
                     SG_OK);
    const struct sg_word_list *mail = &lists.words[SG_WORDS_MAIL_SERVICE];
    const struct sg_word_list *about = &lists.words[SG_WORDS_SPOKEN_OF_BEFORE];
    assert_int_equal(sg_words_start(mail, SG_SPAN("mailbox full")), 7);
    assert_int_equal(sg_words_start(mail, SG_SPAN("mails")), 4);
    assert_int_equal(sg_words_start(mail, SG_SPAN("email")), 0);
    assert_true(sg_words_hold(mail, SG_SPAN("email")));
    assert_false(sg_words_hold(about, SG_SPAN("about")));
    assert_int_equal(sg_words_end(about, SG_SPAN("talk about ")), 6);
    assert_true(sg_words_are(mail, SG_SPAN("mailbox")));
    assert_false(sg_words_are(mail, SG_SPAN("mailboxes")));
}

static void mistakes_in_lists_are_named_with_their_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *says;
    } rows[] = {
        { "role admin\nwhat x\n", "a.list:2: unknown kind 'what'" },
        { "role admin\nrole ＡＤＭＩＮ\n", "a.list:2: 'role admin' stands already in" },
        { "han 稅 A 税\nhan 稅 B 税\n", "a.list:2: 'han 稅' stands already in" },
        { "country JP 日本 Japan\ncountry JP 日本 Japan\n", "a.list:2: 'country JP' stands" },
        { "han 稅税 A 税\n", "a.list:1: 'han' wants a character and its grade" },
        { "han 稅 C 税\n", "a.list:1: 'han' wants a character and its grade" },
        { "country jp 日本 Japan\n", "a.list:1: 'country' wants a code and two names" },
        { "word nonsense x\n", "a.list:1: 'word' wants a known kind and a word" },
        { "word signing\n", "a.list:1: 'word' wants a known kind and a word" },
        { "word signing team\nword signing Team\n",
          "a.list:2: 'word signing team' stands already" },
        { "country JP 日本\n", "a.list:1: 'country' wants a code and two names" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sg_lists lists;
        assert_int_not_equal(read_lists(rows[i].text, &lists), SG_OK);
        if (strstr(err.text, rows[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", err.text, rows[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_lands_in_its_list),
        cmocka_unit_test(words_are_found_longest_first),
        cmocka_unit_test(mistakes_in_lists_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
