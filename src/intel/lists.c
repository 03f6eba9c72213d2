#include "intel/lists.h"

#include "base/buf.h"
#include "intel/datafile.h"
#include "text/unicode.h"

struct sg_lists sg_lists_in(struct sg_arena *arena)
{
    struct sg_lists lists = { 0 };
    lists.roles = lists.arc_sealers = lists.free_mail = lists.secure_mail = lists.han =
        lists.bait_words = SG_MAP(arena);
    lists.suffix_lookalikes = lists.countries = lists.chinese_fonts = lists.real_words =
        SG_MAP(arena);
    return lists;
}

bool sg_list_has(const struct sg_map *list, sg_span folded)
{
    return sg_map_get(list, folded) != NULL;
}

bool sg_words_hold(const struct sg_word_list *words, sg_span folded)
{
    for (size_t i = 0; i < words->n; i++)
        if (sg_holds(folded, words->at[i]))
            return true;
    return false;
}

bool sg_words_are(const struct sg_word_list *words, sg_span folded)
{
    for (size_t i = 0; i < words->n; i++)
        if (sg_same(folded, words->at[i]))
            return true;
    return false;
}

size_t sg_words_start(const struct sg_word_list *words, sg_span folded)
{
    for (size_t i = 0; i < words->n; i++)
        if (sg_starts(folded, words->at[i]))
            return words->at[i].len;
    return 0;
}

size_t sg_words_end(const struct sg_word_list *words, sg_span folded)
{
    for (size_t i = 0; i < words->n; i++)
        if (sg_ends(folded, words->at[i]))
            return words->at[i].len;
    return 0;
}

static struct sg_word_list *words_of(struct sg_lists *lists, sg_span kind)
{
    static const char *const ids[SG_N_WORDS] = {
        [SG_WORDS_MAIL_SERVICE_CONTEXT] = "mail-service-context",
        [SG_WORDS_REGISTRATION] = "registration",
        [SG_WORDS_MAIL_SERVICE_SIGNATURE] = "mail-service-signature",
        [SG_WORDS_MAIL_SERVICE] = "mail-service",
        [SG_WORDS_BESIDE_MAIL_SERVICE] = "beside-mail-service",
        [SG_WORDS_COMPANY_SERVICE] = "company-service",
        [SG_WORDS_SPOKEN_OF_AFTER] = "spoken-of-after",
        [SG_WORDS_SPOKEN_OF_BEFORE] = "spoken-of-before",
        [SG_WORDS_SIGNING] = "signing",
        [SG_WORDS_INTRODUCING] = "introducing",
        [SG_WORDS_DEPARTMENT] = "department",
        [SG_WORDS_FORWARD_MARK] = "forward-mark",
        [SG_WORDS_FORWARD_LINE] = "forward-line",
        [SG_WORDS_ORIGINAL_LINE] = "original-line",
        [SG_WORDS_BLOCK_FROM] = "block-from",
        [SG_WORDS_BLOCK_DATE] = "block-date",
        [SG_WORDS_BLOCK_TO] = "block-to",
        [SG_WORDS_BLOCK_CC] = "block-cc",
        [SG_WORDS_BLOCK_SUBJECT] = "block-subject",
        [SG_WORDS_BLOCK_REPLY_TO] = "block-reply-to",
        [SG_WORDS_BLOCK_OTHER] = "block-other",
        [SG_WORDS_ON_BEHALF] = "on-behalf",
        [SG_WORDS_REPORT_BOX] = "report-box",
        [SG_WORDS_ORGANISATION] = "organisation",
        [SG_WORDS_ORGANISATION_PART] = "organisation-part",
        [SG_WORDS_PERSONAL] = "personal",
        [SG_WORDS_CALLING] = "calling",
        [SG_WORDS_PURCHASE] = "purchase",
    };
    for (size_t i = 0; i < SG_N_WORDS; i++)
        if (sg_same(kind, sg_span_of(ids[i])))
            return &lists->words[i];
    return NULL;
}

/* `_` stands for a blank, which a line of data cannot begin or end with. */
static sg_span with_blanks(struct sg_arena *arena, sg_span word)
{
    struct sg_buf out = SG_BUF_IN(arena, word.len);
    for (size_t i = 0; i < word.len; i++)
        sg_put_octet(&out, sg_at(word, i) == '_' ? ' ' : (uint8_t)sg_at(word, i));
    return sg_buf_done(&out);
}

static enum sg_status add_word(struct sg_arena *arena, const struct sg_data_record *r,
                               struct sg_lists *lists, struct sg_error *err)
{
    sg_span rest = r->name;
    struct sg_word_list *words = words_of(lists, sg_data_word(&rest));
    sg_span word = with_blanks(arena, sg_trim(rest));
    if (words == NULL || word.len == 0)
        return sg_data_fail(err, SG_E_VALUE, r->place, "'word' wants a known kind and a word");
    *SG_PUSH(arena, words) = word;
    for (size_t i = words->n - 1; i > 0 && words->at[i - 1].len < words->at[i].len; i--) {
        words->at[i] = words->at[i - 1];
        words->at[i - 1] = word;
    }
    return SG_OK;
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
        { "arc-sealer", &lists->arc_sealers },
        { "free-mail", &lists->free_mail },
        { "secure-mail", &lists->secure_mail },
        { "bait", &lists->bait_words },
        { "suffix-like", &lists->suffix_lookalikes },
        { "chinese-font", &lists->chinese_fonts },
        { "real-word", &lists->real_words },
    };

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (sg_same(r->kind, sg_span_of(plain[i].kind))) {
            (void)sg_map_put(plain[i].map, sg_fold_span(arena, folder, r->name), r);
            return SG_OK;
        }
    if (sg_same(r->kind, SG_SPAN("han")))
        return add_han(arena, r, lists, err);
    if (sg_same(r->kind, SG_SPAN("word")))
        return add_word(arena, r, lists, err);
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
        { "role", NULL },        { "arc-sealer", NULL },   { "free-mail", NULL },
        { "secure-mail", NULL }, { "bait", NULL },         { "suffix-like", NULL },
        { "han", NULL },         { "chinese-font", NULL }, { "country", NULL },
        { "word", NULL },        { "real-word", NULL },    { NULL, NULL },
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
