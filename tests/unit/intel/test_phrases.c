#include "intel/phrases.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static struct sg_arena *arena;
static struct sg_folder *folder;
static struct sg_error err;
static char dir[] = "/tmp/shingan-phrases-XXXXXX", overlay[] = "/tmp/shingan-phrases-XXXXXX";

static void make(char *name)
{
    char sub[64];
    assert_non_null(mkdtemp(name));
    snprintf(sub, sizeof sub, "%s/phrases", name);
    assert_int_equal(mkdir(sub, 0700), 0);
}

static void unmake(const char *name)
{
    static const char *const files[] = { "/phrases/ja.phrases", "/phrases/en.phrases" };
    char path[96];
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", name, files[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/phrases", name);
    rmdir(path);
    rmdir(name);
}

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    make(dir);
    make(overlay);
    return sg_folder_open(&folder, &err) == SG_OK ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    unmake(dir);
    unmake(overlay);
    sg_folder_close(folder);
    sg_arena_close(arena);
    return 0;
}

static void write_file(const char *where, const char *language, const char *text)
{
    char path[96];
    snprintf(path, sizeof path, "%s/phrases/%s.phrases", where, language);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static enum sg_status open_phrases(const char *ja, const char *en, const struct sg_phrases **out)
{
    const char *const dirs[] = { overlay, dir, NULL };
    write_file(dir, "ja", ja);
    write_file(dir, "en", en);
    err = (struct sg_error){ 0 };
    return sg_phrases_open(arena, folder, dirs, out, &err);
}

static struct sg_phrase_hits find(const struct sg_phrases *phrases, const char *text)
{
    struct sg_phrase_hits hits;
    sg_phrases_scan(arena, phrases, sg_fold_span(arena, folder, sg_span_of(text)), &hits);
    return hits;
}

static void patterns_match_folded_text_within_bounds(void **state)
{
    (void)state;

    static const struct {
        const char *text, *found;
    } rows[] = {
        { "本日から２４時間以内に", "24時間以内" },
        { "７ 日 以内", NULL },
        { "within 48 Hours or", "within 48 hours" },
        { "xwithin 48 hours", NULL },
        { "アカウントは閉鎖されます", "アカウントは閉鎖" },
        { "アカウントは明日の正午に停止し、閉鎖", "アカウントは明日の正午に停止し、閉鎖" },
        { "アカウントは一二三四五六七八九十一二三四五六七八九十一二三四五六七閉鎖", NULL },
        { "アカウントは大丈夫。店は閉鎖", NULL },
    };

    const struct sg_phrases *phrases = NULL;
    assert_int_equal(open_phrases("urgency /[0-9]{1,3}時間以内/\n risk high\n"
                                  "suspension /アカウント[はが][^。]{0,20}閉鎖/\n risk low\n",
                                  "urgency /within [0-9]{1,2} hours/\n risk medium\n", &phrases),
                     SG_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sg_phrase_hits hits = find(phrases, rows[i].text);
        sg_span folded = sg_fold_span(arena, folder, sg_span_of(rows[i].text));
        if (rows[i].found == NULL) {
            assert_int_equal(hits.n, 0);
            continue;
        }
        assert_int_equal(hits.n, 1);
        assert_true(hits.at[0].phrase->is_pattern);
        assert_span_is(sg_cut(folded, hits.at[0].at.from, hits.at[0].at.len), rows[i].found);
    }
    sg_phrases_close(phrases);
}

static void a_vague_subject_is_all_that_is_said(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_vague;
    } rows[] = {
        { "お知らせ", true },
        { "【サービス名】お知らせ", true },
        { "【サービス名】[1234] ■重要なお知らせ■", true },
        { "★お知らせ★!!", true },
        { "  お 知 ら せ  ", true },
        { "【お知らせ】", true },
        { "メンテナンスのお知らせ", false },
        { "お知らせ 12", false },
        { "お知らせ:配送", false },
        { "【お知らせ】配送について", false },
        { "RE: お知らせ", false },
        { "", false },
        { "【】", false },
        { "■", false },
    };

    const struct sg_phrases *phrases = NULL;
    assert_int_equal(
        open_phrases(
            "vague-subject お知らせ\n risk high\nvague-subject 重要なお知らせ\n risk high\n", "",
            &phrases),
        SG_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (find(phrases, rows[i].text).n != rows[i].is_vague)
            fail_msg("'%s' is%s vague", rows[i].text, rows[i].is_vague ? "" : " not");
    sg_phrases_close(phrases);
}

static void an_overlay_changes_a_phrase(void **state)
{
    (void)state;
    const struct sg_phrases *phrases = NULL;
    write_file(overlay, "ja", "other 今すぐ\n risk high\n");
    assert_int_equal(open_phrases("urgency 今すぐ\n risk low\n", "", &phrases), SG_OK);
    assert_int_equal(sg_phrases_count(phrases), 1);
    struct sg_phrase_hits hits = find(phrases, "今すぐ");
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.at[0].phrase->category, SG_PHRASE_OTHER);
    sg_phrases_close(phrases);
    write_file(overlay, "ja", "");
}

static void mistakes_in_phrases_are_named_with_their_line(void **state)
{
    (void)state;

    static const struct {
        const char *ja, *en, *says;
    } rows[] = {
        { "urgency 今すぐ\n", "", "ja.phrases:1: '今すぐ' has no 'risk'" },
        { "urgency 今すぐ\n risk some\n", "", "ja.phrases:1: 'risk' is low, medium or high" },
        { "hurry 今すぐ\n risk low\n", "", "ja.phrases:1: unknown kind 'hurry'" },
        { "urgency 今すぐ\n risk low\ncta 今 す ぐ\n risk low\n", "",
          "ja.phrases:3: '今すぐ' stands already in" },
        { "cta ＡＢＣ\n risk low\n", "\ncta abc\n risk low\n",
          "ja.phrases:1: 'abc' stands already in" },
        { "urgency 急\n risk low\n", "", "ja.phrases:1: the phrase is too short" },
        { "", "cta \nurgency ok\n risk low\n", "en.phrases:1: 'cta' without a name" },
        { "", "urgency ok\n risk low\n", "en.phrases:1: the phrase is too short" },
        { "", "cta go on\n risk low\n why-en so\n", "en.phrases:1: 'go on' has 'why-en' alone" },
        { "cta 今すぐ\n risk low\n\nurgency /今すぐ.*確認/\n risk low\n", "",
          "ja.phrases:4: the pattern may match more than" },
        { "urgency /a?b?/\n risk low\n", "", "ja.phrases:1: the pattern may match less than" },
        { "urgency /(急いで/\n risk low\n", "", "ja.phrases:1: not a pattern: " },
        { "urgency /(急いで)\\1/\n risk low\n", "", "ja.phrases:1: not a pattern: " },
        { "urgency /急いで！/\n risk low\n", "", "ja.phrases:1: '！' is never found" },
        { "urgency /急いで/\n risk low\nurgency /急いで/\n risk low\n", "",
          "ja.phrases:3: '急いで' stands already" },
        { "vague-subject /お知らせ/\n risk low\n", "",
          "ja.phrases:1: a vague subject is no pattern" },
        { "urgency \xe3\n risk low\n", "", "ja.phrases:1: not UTF-8" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_phrases *phrases = NULL;
        assert_int_not_equal(open_phrases(rows[i].ja, rows[i].en, &phrases), SG_OK);
        assert_null(phrases);
        if (strstr(err.text, rows[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", err.text, rows[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_folded_text_within_bounds),
        cmocka_unit_test(a_vague_subject_is_all_that_is_said),
        cmocka_unit_test(an_overlay_changes_a_phrase),
        cmocka_unit_test(mistakes_in_phrases_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
