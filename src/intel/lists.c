#include "intel/lists.h"

#include "base/buf.h"
#include "intel/datafile.h"
#include "text/unicode.h"

bool sg_list_has(const struct sg_map *list, sg_span folded)
{
    return sg_map_get(list, folded) != NULL;
}

static enum sg_status add_han(struct sg_arena *arena, const struct sg_data_record *r,
                              struct sg_lists *lists, struct sg_error *err)
{
    sg_span rest = r->name;
    struct sg_han *han = SG_NEW(arena, struct sg_han);
    han->character = sg_data_word(&rest);
    sg_span grade = sg_data_word(&rest);
    han->is_strong = sg_same(grade, SG_SPAN("A"));
    han->japanese = sg_trim(rest);
    if (sg_utf8_count(han->character) != 1 || (!han->is_strong && !sg_same(grade, SG_SPAN("B"))))
        return sg_data_fail(err, SG_E_VALUE, r->place, "'han' wants a character and its grade");
    (void)sg_map_put(&lists->han, han->character, han);
    return SG_OK;
}

static bool is_code(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) < 'A' || sg_at(s, i) > 'Z')
            return false;
    return s.len == 2;
}

static enum sg_status add_country(struct sg_arena *arena, const struct sg_data_record *r,
                                  struct sg_lists *lists, struct sg_error *err)
{
    sg_span rest = r->name;
    struct sg_country *c = SG_NEW(arena, struct sg_country);
    c->code = sg_data_word(&rest);
    c->name_ja = sg_data_word(&rest);
    c->name_en = sg_trim(rest);
    if (!is_code(c->code) || c->name_en.len == 0)
        return sg_data_fail(err, SG_E_VALUE, r->place, "'country' wants a code and two names");
    (void)sg_map_put(&lists->countries, c->code, c);
    return SG_OK;
}

static enum sg_status add(struct sg_arena *arena, const struct sg_folder *folder,
                          const struct sg_data_record *r, struct sg_lists *lists,
                          struct sg_error *err)
{
    const struct {
        const char *kind;
        struct sg_map *map;
    } plain[] = {
        { "role", &lists->roles },
        { "free-mail", &lists->free_mail },
        { "bait", &lists->bait_words },
        { "suffix-like", &lists->suffix_lookalikes },
        { "chinese-font", &lists->chinese_fonts },
    };

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (sg_same(r->kind, sg_span_of(plain[i].kind))) {
            (void)sg_map_put(plain[i].map, sg_fold_span(arena, folder, r->name), r);
            return SG_OK;
        }
    if (sg_same(r->kind, SG_SPAN("han")))
        return add_han(arena, r, lists, err);
    return add_country(arena, r, lists, err);
}

/* Of a line what may stand once: its kind and its word, or the first of its words. */
static sg_span key_of(struct sg_arena *arena, const struct sg_folder *folder,
                      const struct sg_data_record *r)
{
    sg_span rest = r->name;
    bool has_more = sg_same(r->kind, SG_SPAN("han")) || sg_same(r->kind, SG_SPAN("country"));
    sg_span word = has_more ? sg_data_word(&rest) : sg_fold_span(arena, folder, r->name);
    struct sg_buf b = SG_BUF_IN(arena, r->kind.len + word.len + 1);
    sg_put(&b, r->kind);
    sg_put_octet(&b, ' ');
    sg_put(&b, word);
    return sg_buf_done(&b);
}

enum sg_status sg_lists_add(struct sg_arena *arena, const struct sg_folder *folder, const char *dir,
                            struct sg_lists *lists, struct sg_error *err)
{
    static const struct sg_data_kind kinds[] = {
        { "role", NULL }, { "free-mail", NULL },    { "bait", NULL },    { "suffix-like", NULL },
        { "han", NULL },  { "chinese-font", NULL }, { "country", NULL }, { NULL, NULL },
    };
    struct sg_data_paths paths = { 0 };
    struct sg_map seen = SG_MAP(arena);
    enum sg_status st =
        sg_data_paths(arena, sg_data_path(arena, dir, "lists"), ".list", &paths, err);
    for (size_t i = 0; st == SG_OK && i < paths.n; i++) {
        struct sg_data_file file;
        st = sg_data_read(arena, paths.at[i], kinds, &file, err);
        for (size_t k = 0; st == SG_OK && k < file.n_records; k++) {
            const struct sg_data_record *r = &file.records[k];
            st = sg_data_once(&seen, key_of(arena, folder, r), &r->place, err);
            if (st == SG_OK)
                st = add(arena, folder, r, lists, err);
        }
    }
    return st;
}
