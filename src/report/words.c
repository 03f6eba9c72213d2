/* report/words.c - reading the words of one language. */
#include "report/words.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "text/unicode.h"

struct reader {
    struct sg_arena *arena;
    const char *path;
    size_t line;
    SG_LIST(struct sg_word) words;
    struct sg_map seen;
};

static bool is_id(sg_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        if (!sg_is_alnum(c) && c != '-' && c != '.' && c != '_')
            return false;
    }
    return s.len > 0;
}

/* Braces and double brackets come in pairs and are not nested. */
static bool is_balanced(sg_span s)
{
    bool in_value = false, in_option = false;
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i), next = sg_at(s, i + 1);
        if (c == '{' || c == '}') {
            if (in_value == (c == '{'))
                return false;
            in_value = c == '{';
        } else if ((c == '[' || c == ']') && next == c) {
            if (in_option == (c == '[') || in_value)
                return false;
            in_option = c == '[';
            i++;
        }
    }
    return !in_value && !in_option;
}

/* English words need a blank where a line was broken, Japanese ones must not have one. */
static sg_span joined(struct sg_arena *arena, sg_span a, sg_span b)
{
    bool wide = sg_at(a, a.len - 1) >= 0x80 || sg_at(b, 0) >= 0x80;
    struct sg_buf text = SG_BUF_IN(arena, SG_MAX_FIELD);
    sg_put(&text, a);
    if (!wide)
        sg_put_octet(&text, ' ');
    sg_put(&text, b);
    return sg_buf_done(&text);
}

static SG_MUST_USE enum sg_status read_line(struct reader *r, sg_span line, struct sg_error *err)
{
    sg_span text = sg_trim(line);
    if (text.len == 0 || sg_at(line, 0) == '#')
        return SG_OK;
    if (sg_is_blank(sg_at(line, 0))) {
        if (r->words.n == 0)
            return sg_fail(err, SG_E_SYNTAX, "%s:%zu: a line goes on, but there is none above it",
                           r->path, r->line);
        struct sg_word *last = &r->words.at[r->words.n - 1];
        last->sentence = joined(r->arena, last->sentence, text);
        return SG_OK;
    }
    size_t sign = sg_find(text, '=', 0);
    struct sg_word word = { .id = sg_trim(sg_cut(text, 0, sign)),
                            .sentence = sg_trim(sg_tail(text, sign + 1)),
                            .line = r->line };
    if (sign == text.len || !is_id(word.id) || word.sentence.len == 0)
        return sg_fail(err, SG_E_SYNTAX, "%s:%zu: not a line 'id = sentence'", r->path, r->line);
    if (sg_map_put(&r->seen, word.id, r) != r || r->seen.n == r->words.n)
        return sg_fail(err, SG_E_VALUE, "%s:%zu: '%.*s' is given twice", r->path, r->line,
                       (int)word.id.len, (const char *)word.id.at);
    *SG_PUSH(r->arena, &r->words) = word;
    return SG_OK;
}

static SG_MUST_USE enum sg_status check(const struct reader *r, struct sg_error *err)
{
    for (size_t i = 0; i < r->words.n; i++)
        if (!is_balanced(r->words.at[i].sentence))
            return sg_fail(err, SG_E_SYNTAX, "%s:%zu: braces or brackets that do not pair", r->path,
                           r->words.at[i].line);
    return SG_OK;
}

static SG_MUST_USE enum sg_status read_file(struct reader *r, struct sg_error *err)
{
    sg_span rest;
    enum sg_status st = sg_file_read(r->arena, r->path, SG_MAX_WORDS, &rest, err);
    if (st != SG_OK)
        return st;
    if (!sg_utf8_valid(rest))
        return sg_fail(err, SG_E_SYNTAX, "%s: not UTF-8", r->path);
    while (rest.len > 0 && st == SG_OK) {
        r->line++;
        st = read_line(r, sg_next(&rest, '\n'), err);
    }
    return st == SG_OK ? check(r, err) : st;
}

static const struct sg_words *words_of(struct sg_arena *arena, sg_span language,
                                       const struct sg_word *at, size_t n)
{
    struct sg_words *words = SG_NEW(arena, struct sg_words);
    *words = (struct sg_words){ .language = language,
                                .japanese = sg_same(language, SG_SPAN("ja")),
                                .by_id = SG_MAP(arena),
                                .at = at,
                                .n = n };
    for (size_t i = 0; i < n; i++)
        (void)sg_map_put(&words->by_id, at[i].id, &at[i]);
    return words;
}

enum sg_status sg_words_load(struct sg_arena *arena, const char *dir, const char *language,
                             const struct sg_words **out, struct sg_error *err)
{
    char path[512];
    if (snprintf(path, sizeof(path), "%s/words/%s.words", dir, language) >= (int)sizeof(path))
        return sg_fail(err, SG_E_VALUE, "name of the data directory too long");
    struct reader r = { .arena = arena, .path = path, .seen = SG_MAP(arena) };
    enum sg_status st = read_file(&r, err);
    if (st == SG_OK)
        *out = words_of(arena, sg_keep(arena, sg_span_of(language)), r.words.at, r.words.n);
    return st;
}

/* Every value of the sentence is one that somebody gives. */
static SG_MUST_USE enum sg_status check_values(const struct reader *r, const struct sg_word *word,
                                               bool (*knows_value)(sg_span name),
                                               struct sg_error *err)
{
    sg_span rest = word->sentence;
    for (size_t open; (open = sg_find(rest, '{', 0)) < rest.len;) {
        rest = sg_tail(rest, open + 1);
        sg_span name = sg_next(&rest, '}');
        if (!knows_value(name))
            return sg_fail(err, SG_E_VALUE, "%s:%zu: there is no value '{%.*s}'", r->path,
                           word->line, (int)sg_utf8_cut(name, 60).len, (const char *)name.at);
    }
    return SG_OK;
}

enum sg_status sg_words_replace(struct sg_arena *arena, const struct sg_words *base,
                                const char *path, bool (*knows_value)(sg_span name),
                                const struct sg_words **out, struct sg_error *err)
{
    struct reader r = { .arena = arena, .path = path, .seen = SG_MAP(arena) };
    enum sg_status st = read_file(&r, err);
    struct sg_word *all = SG_NEW_N(arena, struct sg_word, base->n + 1);
    if (base->n > 0)
        memcpy(all, base->at, base->n * sizeof(*all));
    for (size_t i = 0; i < r.words.n && st == SG_OK; i++) {
        const struct sg_word *word = &r.words.at[i];
        const struct sg_word *old = sg_map_get(&base->by_id, word->id);
        if (old == NULL)
            return sg_fail(err, SG_E_VALUE, "%s:%zu: there is no sentence '%.*s'", path, word->line,
                           (int)sg_utf8_cut(word->id, 60).len, (const char *)word->id.at);
        st = check_values(&r, word, knows_value, err);
        all[old - base->at].sentence = word->sentence;
    }
    if (st == SG_OK)
        *out = words_of(arena, base->language, all, base->n);
    return st;
}

sg_span sg_words_in(const struct sg_words *words, const char *section, sg_span name)
{
    char id[160];
    int n = snprintf(id, sizeof(id), "%s%s%.*s", section, *section == '\0' ? "" : ".",
                     (int)(name.len < 100 ? name.len : 100), (const char *)name.at);
    if (n < 0 || (size_t)n >= sizeof(id))
        return (sg_span){ 0 };
    const struct sg_word *word = sg_map_get(&words->by_id, sg_span_of(id));
    return word == NULL ? (sg_span){ 0 } : word->sentence;
}

sg_span sg_words_for(const struct sg_words *words, const char *id)
{
    sg_span sentence = sg_words_in(words, "", sg_span_of(id));
    return sentence.len > 0 ? sentence : sg_span_of(id);
}

/* One stretch without optional parts; false when a value in it is empty. */
static bool fill_stretch(struct sg_buf *out, sg_span s, const struct sg_filling *filling)
{
    bool is_full = true;
    while (s.len > 0) {
        size_t open = sg_find(s, '{', 0);
        sg_put(out, sg_cut(s, 0, open));
        if (open == s.len)
            break;
        s = sg_tail(s, open + 1);
        is_full &= filling->put(filling->with, out, sg_next(&s, '}'));
    }
    return is_full;
}

void sg_words_fill(struct sg_buf *out, sg_span s, const struct sg_filling *filling)
{
    while (s.len > 0) {
        size_t open = sg_find_span(s, SG_SPAN("[["), 0);
        size_t close = sg_find_span(s, SG_SPAN("]]"), open);
        (void)fill_stretch(out, sg_cut(s, 0, open), filling);
        size_t before = out->len;
        if (open < s.len && !fill_stretch(out, sg_cut(s, open + 2, close - open - 2), filling))
            out->len = before;
        s = sg_tail(s, close + 2);
    }
}
