#include "intel/misspelt.h"

#include "base/buf.h"
#include "text/unicode.h"

enum { /* octets of a name, and of a word that passes for it */
       MIN_LIKE = 5,
       MIN_EDITED = 6,
       MIN_SCRAMBLED = 7,
       MAX_NAME = 24,
       MIN_KANA = 12, /* four of them */
       MAX_KANA = 60,
};

struct sg_misspelt {
    struct sg_arena *arena;
    struct sg_map names;     /* as they are written */
    struct sg_map likes;     /* in the letters that look-alikes are read as */
    struct sg_map deletions; /* those with one letter left out */
    struct sg_map scrambled; /* those in alphabetical order between the first and the last */
    struct sg_map kana;      /* without dots and circles */
};

struct sg_misspelt *sg_misspelt_in(struct sg_arena *arena)
{
    struct sg_misspelt *index = SG_NEW(arena, struct sg_misspelt);
    index->arena = arena;
    index->names = index->likes = index->deletions = index->scrambled = index->kana = SG_MAP(arena);
    return index;
}

static uint8_t letter_for(int c)
{
    static const char digits[] = "olzeasbtbg"; /* 0 1 2 ... 9 */
    if (sg_is_digit(c))
        return (uint8_t)digits[c - '0'];
    return c == 'i' || c == '|' || c == '!' ? 'l' : c == '$' ? 's' : (uint8_t)c;
}

/* Digits and signs as the letters that they stand for, i as l, rn as m, vv as w. */
static sg_span like_of(struct sg_arena *arena, sg_span word)
{
    struct sg_buf b = SG_BUF_IN(arena, word.len);
    for (size_t i = 0; i < word.len; i++) {
        int c = sg_at(word, i), next = sg_at(word, i + 1);
        bool is_pair = (c == 'r' && next == 'n') || (c == 'v' && next == 'v');
        sg_put_octet(&b, is_pair ? (c == 'r' ? 'm' : 'w') : letter_for(c));
        i += is_pair;
    }
    return sg_buf_done(&b);
}

static sg_span without(struct sg_arena *arena, sg_span word, size_t at)
{
    struct sg_buf b = SG_BUF_IN(arena, word.len);
    sg_put(&b, sg_cut(word, 0, at));
    sg_put(&b, sg_tail(word, at + 1));
    return sg_buf_done(&b);
}

static sg_span scrambled_of(struct sg_arena *arena, sg_span word)
{
    struct sg_buf b = SG_BUF_IN(arena, word.len);
    size_t counts[256] = { 0 };
    for (size_t i = 1; i + 1 < word.len; i++)
        counts[sg_at(word, i)]++;
    sg_put(&b, sg_cut(word, 0, 1));
    for (int c = 0; c < 256; c++)
        for (size_t n = 0; n < counts[c]; n++)
            sg_put_octet(&b, (uint8_t)c);
    sg_put(&b, sg_cut(word, word.len - 1, 1));
    return sg_buf_done(&b);
}

/* カ for ガ, ハ for バ and パ; the voiced ones stand behind in Unicode. */
static int32_t undotted(int32_t c)
{
    bool has_pairs =
        (c >= 0x30AC && c <= 0x30C2 && c % 2 == 0) || c == 0x30C5 || c == 0x30C7 || c == 0x30C9;
    if (has_pairs)
        return c - 1;
    if (c >= 0x30CF && c <= 0x30DD)
        return c - (c - 0x30CF) % 3;
    return c;
}

/* Katakana without dots and circles; empty where other letters stand among them. */
static sg_span plain_kana(struct sg_arena *arena, sg_span word)
{
    struct sg_buf b = SG_BUF_IN(arena, word.len);
    for (size_t at = 0; at < word.len;) {
        int32_t c = sg_utf8_next(word, &at);
        if (c < 0x30A1 || c > 0x30FC)
            return (sg_span){ 0 };
        sg_put_utf8(&b, undotted(c));
    }
    return sg_buf_done(&b);
}

static bool is_latin_word(sg_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        if (!sg_is_alnum(c) && c != '$' && c != '|' && c != '!')
            return false;
    }
    return s.len >= MIN_LIKE && s.len <= MAX_NAME;
}

/* "server1", "mail365" are numbered, not misspelt. */
static bool is_all_letters(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!sg_is_alpha(sg_at(s, i)))
            return false;
    return true;
}

void sg_misspelt_enter(struct sg_misspelt *index, const struct sg_brand_called *called,
                       sg_span folded)
{
    struct sg_arena *arena = index->arena;
    (void)sg_map_put(&index->names, folded, called);
    if (called->name->is_weak)
        return;
    if (folded.len >= MIN_KANA && folded.len <= MAX_KANA) {
        sg_span kana = plain_kana(arena, folded);
        if (kana.len > 0)
            (void)sg_map_put(&index->kana, kana, called);
    }
    if (!is_latin_word(folded))
        return;
    sg_span like = like_of(arena, folded);
    (void)sg_map_put(&index->likes, like, called);
    if (like.len >= MIN_SCRAMBLED)
        (void)sg_map_put(&index->scrambled, scrambled_of(arena, like), called);
    for (size_t i = 0; like.len >= MIN_EDITED && i < like.len; i++)
        (void)sg_map_put(&index->deletions, without(arena, like, i), called);
}

/* A letter too many, one too few, another, or two that changed places: all leave a deletion in common.  Names in the
 * plural are ordinary English. */
static const struct sg_brand_called *edited(struct sg_arena *arena, const struct sg_misspelt *index,
                                            sg_span like)
{
    const struct sg_brand_called *found = sg_map_get(&index->deletions, like);
    if (found != NULL)
        return found;
    for (size_t i = 0; i < like.len; i++) {
        sg_span shorter = without(arena, like, i);
        found = sg_map_get(&index->likes, shorter);
        if (found == NULL)
            found = sg_map_get(&index->deletions, shorter);
        if (found != NULL)
            return i + 1 == like.len && sg_at(like, i) == 's' ? NULL : found;
    }
    return NULL;
}

static const struct sg_brand_called *find_kana(struct sg_arena *arena,
                                               const struct sg_misspelt *index, sg_span word)
{
    sg_span kana = plain_kana(arena, word);
    return kana.len == 0 ? NULL : sg_map_get(&index->kana, kana);
}

const struct sg_brand_called *sg_misspelt_find(struct sg_arena *arena,
                                               const struct sg_misspelt *index, sg_span word)
{
    if (sg_map_get(&index->names, word) != NULL)
        return NULL;
    if (word.len >= MIN_KANA && word.len <= MAX_KANA && sg_at(word, 0) >= 0x80)
        return find_kana(arena, index, word);
    if (!is_latin_word(word))
        return NULL;
    sg_span like = like_of(arena, word);
    const struct sg_brand_called *found = sg_map_get(&index->likes, like);
    if (found == NULL && like.len >= MIN_SCRAMBLED && is_all_letters(word))
        found = sg_map_get(&index->scrambled, scrambled_of(arena, like));
    if (found == NULL && like.len >= MIN_EDITED && is_all_letters(word))
        found = edited(arena, index, like);
    return found;
}
