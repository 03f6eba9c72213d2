#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "programs/labelled.h"
#include "test.h"

struct place {
    char folder[64], table[80];
    struct sg_arena *arena;
};

static struct place open_place(void)
{
    struct place p = { .folder = "labelled-XXXXXX", .arena = sg_arena_open(1 << 24) };
    assert_non_null(mkdtemp(p.folder));
    (void)snprintf(p.table, sizeof(p.table), "%s/t.tsv", p.folder);
    return p;
}

static void close_place(struct place *p)
{
    (void)unlink(p->table);
    assert_int_equal(rmdir(p->folder), 0);
    sg_arena_close(p->arena);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static void mistakes_are_told_with_file_and_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *told;
        enum sg_status status;
    } rows[] = {
        { "path\tsource\nx\ty\n", "t.tsv:1: a header row with 'path' and 'label'", SG_E_SYNTAX },
        { "label\nham\n", "t.tsv:1: a header row", SG_E_SYNTAX },
        { "path\tlabel\na.eml\tham\nb.eml\n", "t.tsv:3: 2 columns are wanted", SG_E_SYNTAX },
        { "path\tlabel\na.eml\tham\tmore\n", "t.tsv:2: 2 columns are wanted", SG_E_SYNTAX },
        { "path\tlabel\n\n\tham\n", "t.tsv:3: no path", SG_E_VALUE },
        { "path\tlabel\na.eml\t\r\n", "t.tsv:2: no path, no label", SG_E_VALUE },
        { "path\tlabel\n\xff\tham\n", "t.tsv: not UTF-8", SG_E_SYNTAX },
        { "", "t.tsv: empty", SG_E_SYNTAX },
    };
    struct place p = open_place();
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_labelled_list list = { 0 };
        struct sg_error err = { 0 };
        write_file(p.table, rows[i].text);
        assert_int_equal(sg_labelled_add(p.arena, p.table, NULL, &list, &err), rows[i].status);
        if (strstr(err.text, rows[i].told) == NULL)
            fail_msg("'%s' is not in '%s'", rows[i].told, err.text);
    }
    close_place(&p);
}

static void columns_may_stand_in_any_order_and_lines_end_in_crlf(void **state)
{
    (void)state;
    struct place p = open_place();
    struct sg_labelled_list list = { 0 };
    struct sg_error err = { 0 };
    write_file(p.table, "rep\tlabel\tother\tsub\tpath\r\n1\tphish\tx\tcredential:Example\ta.eml\r\n"
                        "0\tspam\ty\t\tb.eml");
    assert_int_equal(sg_labelled_add(p.arena, p.table, "mails", &list, &err), SG_OK);
    assert_int_equal(list.mails.n, 2);
    const struct sg_labelled *m = list.mails.at;
    assert_span_is(m[0].path, "a.eml");
    assert_string_equal(m[0].file, "mails/a.eml");
    assert_span_is(m[0].fine, "credential");
    assert_true(m[0].is_rep);
    assert_true(sg_labelled_is_strict(&m[0]));
    assert_span_is(m[1].path, "b.eml");
    assert_false(m[1].is_rep);
    assert_int_equal(m[1].source.len, 0);
    close_place(&p);
}

static void without_a_column_rep_every_mail_counts(void **state)
{
    (void)state;
    struct place p = open_place();
    struct sg_labelled_list list = { 0 };
    struct sg_error err = { 0 };
    write_file(p.table, "path\tlabel\na.eml\tphish\n");
    assert_int_equal(sg_labelled_add(p.arena, p.table, NULL, &list, &err), SG_OK);
    assert_true(list.mails.at[0].is_rep);
    char wanted[100];
    (void)snprintf(wanted, sizeof(wanted), "%s/a.eml", p.folder);
    assert_string_equal(list.mails.at[0].file, wanted);
    close_place(&p);
}

static void a_folder_gives_labels_by_its_sub_folders(void **state)
{
    (void)state;
    static const char *const folders[] = { "ham", "phish", "phish/deep" };
    static const char *const files[] = { "ham/1.eml", "phish/deep/2.eml", "loose.eml" };
    struct place p = open_place();
    struct sg_labelled_list list = { 0 };
    struct sg_error err = { 0 };
    char path[128];
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", p.folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", p.folder, files[i]);
        write_file(path, "Subject: x\n\nx\n");
    }
    assert_int_equal(sg_labelled_add(p.arena, p.folder, NULL, &list, &err), SG_OK);
    assert_int_equal(list.mails.n, 2);
    assert_span_is(list.mails.at[0].label, "ham");
    assert_span_is(list.mails.at[1].label, "phish");
    assert_span_is(list.mails.at[1].path, "phish/deep/2.eml");
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", p.folder, files[i]);
        assert_int_equal(unlink(path), 0);
    }
    for (size_t i = 3; i-- > 0;) {
        (void)snprintf(path, sizeof(path), "%s/%s", p.folder, folders[i]);
        assert_int_equal(rmdir(path), 0);
    }
    close_place(&p);
}

static void what_is_missing_is_told_as_unreadable(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_labelled_list list = { 0 };
    struct sg_error err = { 0 };
    assert_int_equal(sg_labelled_add(arena, "no-such.tsv", NULL, &list, &err), SG_E_IO);
    assert_non_null(strstr(err.text, "no-such.tsv"));
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_told_with_file_and_line),
        cmocka_unit_test(columns_may_stand_in_any_order_and_lines_end_in_crlf),
        cmocka_unit_test(without_a_column_rep_every_mail_counts),
        cmocka_unit_test(a_folder_gives_labels_by_its_sub_folders),
        cmocka_unit_test(what_is_missing_is_told_as_unreadable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
