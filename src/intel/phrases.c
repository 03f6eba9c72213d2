#include "intel/phrases.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "intel/compiled.h"
#include "intel/datafile.h"
#include "intel/scanner.h"
#include "text/unicode.h"

enum { MOST_HITS = 4 * SG_MAX_PHRASES }; /* before the ones inside others are left out */

struct entry {
    const struct sg_phrase *phrase;
};

/* What one scanner looks for, and which phrase each of its words is. */
struct searched {
    struct sg_scanner *scanner;
    SG_LIST(sg_span) words;
    SG_LIST(struct entry) which;
};

struct sg_phrases {
    struct searched literal, patterns;
    /* folded -> const struct sg_phrase: not searched for, but all that is said */
    struct sg_map subjects;
    SG_LIST(struct entry) all;
};

struct reading {
    struct sg_arena *arena;
    const struct sg_folder *folder;
    struct sg_phrases *out;
    SG_LIST(sg_span) words; /* of all phrases, folded */
    struct sg_map earlier,
        here; /* folded text -> place, of the directories before and of this one */
    struct sg_error *err;
};

static const struct sg_data_field_rule FIELDS[] = {
    { "risk", true, false },    { "gloss", false, false }, { "why-ja", false, false },
    { "why-en", false, false }, { "brand", false, false }, { NULL, false, false }
};
static const struct sg_data_kind CATEGORIES[] = {
#define SG_PHRASE_CATEGORY(name, id) { id, FIELDS },
    SG_PHRASE_CATEGORIES(SG_PHRASE_CATEGORY)
#undef SG_PHRASE_CATEGORY
        { NULL, NULL },
};

const char *sg_phrase_category_id(enum sg_phrase_category category)
{
    assert(category < SG_N_PHRASE_CATEGORIES);
    return CATEGORIES[category].kind;
}

size_t sg_phrases_count(const struct sg_phrases *phrases)
{
    return phrases->all.n;
}

const struct sg_scanner *sg_phrases_scanner(const struct sg_phrases *phrases, bool of_patterns)
{
    return of_patterns ? phrases->patterns.scanner : phrases->literal.scanner;
}

const struct sg_phrase *sg_phrases_at(const struct sg_phrases *phrases, size_t index)
{
    assert(index < phrases->all.n);
    return phrases->all.at[index].phrase;
}

static enum sg_phrase_category category_of(sg_span id)
{
    unsigned i = 0;
    while (i + 1 < SG_N_PHRASE_CATEGORIES && !sg_same(id, sg_span_of(CATEGORIES[i].kind)))
        i++;
    return (enum sg_phrase_category)i;
}

static enum sg_status risk_of(const struct sg_data_record *r, enum sg_risk *risk,
                              struct sg_error *err)
{
    static const char *const risks[] = { "low", "medium", "high" };
    for (unsigned i = 0; i < 3; i++)
        if (sg_same(sg_data_value(r, "risk"), sg_span_of(risks[i]))) {
            *risk = (enum sg_risk)i;
            return SG_OK;
        }
    return sg_data_fail(err, SG_E_VALUE, r->place, "'risk' is low, medium or high");
}

/* An explanation in one language leaves readers of the other without. */
static enum sg_status check_whys(const struct sg_data_record *r, struct sg_error *err)
{
    sg_span ja = sg_data_value(r, "why-ja"), en = sg_data_value(r, "why-en");
    if ((ja.len == 0) == (en.len == 0))
        return SG_OK;
    return sg_data_fail(err, SG_E_VALUE, r->place, "'%.*s' has '%s' alone", (int)r->name.len,
                        (const char *)r->name.at, ja.len > 0 ? "why-ja" : "why-en");
}

static bool is_between_slashes(sg_span s)
{
    return s.len > 2 && sg_at(s, 0) == '/' && sg_at(s, s.len - 1) == '/';
}

/* A word so short stands in half of all mails. */
static bool is_too_short(sg_span folded)
{
    size_t n = sg_utf8_count(folded);
    return n < 2 || (n < 3 && sg_find_non_ascii(folded) == folded.len);
}

/* Patterns are matched against folded text: a letter that folding changes would never be found. */
static enum sg_status check_text(const struct reading *r, const struct sg_data_record *record,
                                 sg_span word, sg_span folded, bool is_pattern)
{
    if (!is_pattern && is_too_short(folded))
        return sg_data_fail(r->err, SG_E_VALUE, record->place, "the phrase is too short");
    if (!is_pattern && !sg_scanner_takes(folded))
        return sg_data_fail(r->err, SG_E_VALUE, record->place, "one character too often in a row");
    if (!is_pattern)
        return SG_OK;
    for (size_t at = 0; at < word.len;) {
        size_t from = at;
        (void)sg_utf8_next(word, &at);
        sg_span letter = sg_cut(word, from, at - from);
        if (sg_at(letter, 0) >= 0x80 && !sg_same(sg_fold_span(r->arena, r->folder, letter), letter))
            return sg_data_fail(r->err, SG_E_VALUE, record->place,
                                "'%.*s' is never found: text is folded", (int)letter.len,
                                (const char *)letter.at);
    }
    return SG_OK;
}

/* A vague subject is no phrase to search for: it stands in half of all texts. */
static enum sg_status enter(struct reading *r, const struct sg_phrase *phrase, sg_span word)
{
    struct sg_phrases *p = r->out;
    bool is_subject = phrase->category == SG_PHRASE_VAGUE_SUBJECT;
    if (is_subject && phrase->is_pattern)
        return sg_data_fail(r->err, SG_E_VALUE, phrase->place, "a vague subject is no pattern");
    *SG_PUSH(r->arena, &p->all) = (struct entry){ phrase };
    *SG_PUSH(r->arena, &r->words) = word;
    if (is_subject) {
        (void)sg_map_put(&p->subjects, word, phrase);
        return SG_OK;
    }
    struct searched *searched = phrase->is_pattern ? &p->patterns : &p->literal;
    *SG_PUSH(r->arena, &searched->words) = word;
    *SG_PUSH(r->arena, &searched->which) = (struct entry){ phrase };
    return SG_OK;
}

static enum sg_status add(struct reading *r, const struct sg_data_record *record, sg_span language)
{
    enum sg_risk risk = SG_RISK_HIGH;
    bool is_pattern = is_between_slashes(record->name);
    sg_span word = is_pattern ? sg_cut(record->name, 1, record->name.len - 2)
                              : sg_trim(sg_fold_span(r->arena, r->folder, record->name));
    enum sg_status st = risk_of(record, &risk, r->err);
    if (st == SG_OK)
        st = check_whys(record, r->err);
    if (st == SG_OK)
        st = check_text(r, record, word, word, is_pattern);
    if (st == SG_OK)
        st = sg_data_once(&r->here, word, &record->place, r->err);
    if (st != SG_OK || sg_map_get(&r->earlier, word) != NULL)
        return st;
    struct sg_phrase *phrase = SG_NEW(r->arena, struct sg_phrase);
    *phrase = (struct sg_phrase){
        .phrase = record->name,
        .language = language,
        .gloss = sg_data_value(record, "gloss"),
        .why_ja = sg_data_value(record, "why-ja"),
        .why_en = sg_data_value(record, "why-en"),
        .brand = sg_data_value(record, "brand"),
        .category = category_of(record->kind),
        .risk = risk,
        .is_pattern = is_pattern,
        .place = record->place,
    };
    return enter(r, phrase, word);
}

/* "…/ja.phrases" is the language "ja". */
static sg_span language_of(const char *path)
{
    sg_span name = sg_span_of(path);
    size_t slash = sg_find_last(name, '/');
    name = slash < name.len ? sg_tail(name, slash + 1) : name;
    return sg_cut(name, 0, sg_find(name, '.', 0));
}

static enum sg_status add_dir(struct reading *r, const char *dir)
{
    struct sg_data_paths paths = { 0 };
    size_t first = r->words.n;
    r->here = SG_MAP(r->arena);
    enum sg_status st =
        sg_data_paths(r->arena, sg_data_path(r->arena, dir, "phrases"), ".phrases", &paths, r->err);
    for (size_t i = 0; st == SG_OK && i < paths.n; i++) {
        struct sg_data_file file;
        st = sg_data_read(r->arena, paths.at[i], CATEGORIES, &file, r->err);
        for (size_t k = 0; st == SG_OK && k < file.n_records; k++)
            st = add(r, &file.records[k], language_of(paths.at[i]));
    }
    for (size_t i = first; i < r->words.n; i++)
        (void)sg_map_put(&r->earlier, r->words.at[i], r->out);
    return st;
}

static enum sg_status compile(struct sg_arena *arena, const char *const *dirs, struct sg_phrases *p,
                              struct sg_error *err)
{
    struct sg_error why = { 0 };
    size_t bad = 0;
    enum sg_status st = sg_scanner_open(p->literal.words.at, p->literal.words.n,
                                        sg_compiled_path(arena, dirs, SG_COMPILED_PHRASES),
                                        &p->literal.scanner, err);
    if (st != SG_OK)
        return st;
    st = sg_scanner_open_patterns(p->patterns.words.at, p->patterns.words.n,
                                  sg_compiled_path(arena, dirs, SG_COMPILED_PATTERNS),
                                  &p->patterns.scanner, &bad, &why);
    if (st == SG_OK)
        return st;
    struct sg_data_place place = { "phrases", 0 };
    if (bad < p->patterns.words.n)
        place = p->patterns.which.at[bad].phrase->place;
    return sg_data_fail(err, st, place, "%s", why.text);
}

enum sg_status sg_phrases_open(struct sg_arena *arena, const struct sg_folder *folder,
                               const char *const *dirs, const struct sg_phrases **out,
                               struct sg_error *err)
{
    struct sg_phrases *p = SG_NEW(arena, struct sg_phrases);
    struct reading r = { .arena = arena, .folder = folder, .out = p, .err = err };
    r.earlier = p->subjects = SG_MAP(arena);
    enum sg_status st = SG_OK;
    for (size_t i = 0; dirs[i] != NULL && st == SG_OK; i++)
        st = add_dir(&r, dirs[i]);
    if (st == SG_OK)
        st = compile(arena, dirs, p, err);
    if (st != SG_OK) {
        sg_phrases_close(p);
        return st;
    }
    *out = p;
    return SG_OK;
}

void sg_phrases_close(const struct sg_phrases *phrases)
{
    if (phrases == NULL)
        return;
    sg_scanner_close(phrases->literal.scanner);
    sg_scanner_close(phrases->patterns.scanner);
}

/* Latin words count at word limits: `mois` inside `moisture` is nothing. */
static bool stands_alone(sg_span text, struct sg_range at)
{
    int before = at.from > 0 ? sg_at(text, at.from - 1) : -1;
    int after = sg_at(text, at.from + at.len);
    return !(sg_is_alnum(before) && sg_is_alnum(sg_at(text, at.from))) &&
           !(sg_is_alnum(after) && sg_is_alnum(sg_at(text, at.from + at.len - 1)));
}

/* The same everywhere: nothing is left to how qsort() treats equals. */
static int by_place(const void *a, const void *b)
{
    const struct sg_phrase_hit *x = a, *y = b;
    if (x->at.from != y->at.from)
        return x->at.from < y->at.from ? -1 : 1;
    if (x->at.len != y->at.len)
        return x->at.len > y->at.len ? -1 : 1;
    int order = sg_order(x->phrase->phrase, y->phrase->phrase);
    return order != 0 ? order : sg_order(x->phrase->language, y->phrase->language);
}

/* Sorted hits: drop what an earlier kept one of the same category covers. */
static void drop_covered(struct sg_phrase_hits *hits)
{
    size_t ends[SG_N_PHRASE_CATEGORIES] = { 0 };
    size_t kept = 0;
    for (size_t i = 0; i < hits->n; i++) {
        struct sg_phrase_hit hit = hits->at[i];
        size_t *end = &ends[hit.phrase->category];
        if (hit.at.from + hit.at.len <= *end)
            continue;
        *end = hit.at.from + hit.at.len;
        hits->at[kept++] = hit;
    }
    hits->n = kept;
}

/* `s` without the bracket that it begins with, and what is in it; `s` when it begins with none. */
static sg_span after_bracket(sg_span s)
{
    static const struct {
        sg_span opening, closing;
    } pairs[] = {
        { SG_SPAN_INIT("【"), SG_SPAN_INIT("】") }, { SG_SPAN_INIT("["), SG_SPAN_INIT("]") },
        { SG_SPAN_INIT("〔"), SG_SPAN_INIT("〕") }, { SG_SPAN_INIT("《"), SG_SPAN_INIT("》") },
        { SG_SPAN_INIT("<"), SG_SPAN_INIT(">") },   { SG_SPAN_INIT("("), SG_SPAN_INIT(")") },
        { SG_SPAN_INIT("〈"), SG_SPAN_INIT("〉") }, { SG_SPAN_INIT("［"), SG_SPAN_INIT("］") },
    };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        if (!sg_starts(s, pairs[i].opening))
            continue;
        size_t end = sg_find_span(s, pairs[i].closing, 0);
        if (end < s.len)
            return sg_tail(s, end + pairs[i].closing.len);
    }
    return s;
}

/* Blanks, punctuation and signs: what is no letter and no digit. */
static bool is_decoration(int32_t character)
{
    return character >= 0 && !sg_is_letter(character) && !(character >= '0' && character <= '9');
}

static sg_span without_decoration(sg_span s)
{
    size_t from = s.len, end = 0;
    for (size_t at = 0; at < s.len;) {
        size_t here = at;
        if (is_decoration(sg_utf8_next(s, &at)))
            continue;
        from = from < here ? from : here;
        end = at;
    }
    return sg_cut(s, from, end > from ? end - from : 0);
}

enum { MOST_BRACKETS = 8 }; /* before a subject */

/* What a subject says: "【サービス名】■重要なお知らせ■" is "重要なお知らせ". */
static struct sg_range said(sg_span folded)
{
    sg_span rest = sg_trim(folded);
    for (int i = 0; i < MOST_BRACKETS; i++) {
        sg_span after = sg_trim(after_bracket(rest));
        if (after.len == 0 || after.len == rest.len)
            break;
        rest = after;
    }
    rest = without_decoration(rest);
    return rest.len > 0 ? sg_range_in(folded, rest) : (struct sg_range){ 0 };
}

enum { LONGEST_SUBJECT = 400 }; /* octets; what is longer says something */

static void add_vague(struct sg_arena *arena, const struct sg_phrases *phrases, sg_span folded,
                      struct sg_phrase_hits *out)
{
    if (folded.len > LONGEST_SUBJECT)
        return;
    struct sg_range at = said(folded);
    const struct sg_phrase *phrase =
        sg_map_get(&phrases->subjects, sg_cut(folded, at.from, at.len));
    if (phrase != NULL)
        *SG_PUSH(arena, out) = (struct sg_phrase_hit){ phrase, at };
}

static void search(struct sg_arena *arena, const struct searched *searched, sg_span folded,
                   struct sg_phrase_hits *out)
{
    struct sg_scan_hits found;
    sg_scan(arena, searched->scanner, folded, MOST_HITS, &found);
    for (size_t i = 0; i < found.n; i++) {
        if (!stands_alone(folded, found.at[i].at))
            continue;
        const struct sg_phrase *phrase = searched->which.at[found.at[i].word].phrase;
        *SG_PUSH(arena, out) = (struct sg_phrase_hit){ phrase, found.at[i].at };
    }
    out->cut |= found.cut;
}

void sg_phrases_scan(struct sg_arena *arena, const struct sg_phrases *phrases, sg_span folded,
                     struct sg_phrase_hits *out)
{
    *out = (struct sg_phrase_hits){ 0 };
    search(arena, &phrases->literal, folded, out);
    search(arena, &phrases->patterns, folded, out);
    add_vague(arena, phrases, folded, out);
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, by_place);
    drop_covered(out);
    out->cut |= out->n > SG_MAX_PHRASES;
    out->n = out->n > SG_MAX_PHRASES ? SG_MAX_PHRASES : out->n;
}
