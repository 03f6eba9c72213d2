#include "facts/claims_misspelt.h"

#include "base/buf.h"
#include "intel/misspelt.h"
#include "text/unicode.h"

static bool is_latin(int32_t c)
{
    return sg_is_alnum(c) || c == '$' || c == '|' || c == '!';
}

static bool is_kana(int32_t c)
{
    return c >= 0x30A1 && c <= 0x30FC && c != 0x30FB;
}

typedef bool is_one_of(int32_t);

static size_t run_end(sg_span s, size_t at, is_one_of *is_of)
{
    while (at < s.len) {
        size_t next = at;
        if (!is_of(sg_utf8_next(s, &next)))
            break;
        at = next;
    }
    return at;
}

/* Where the Latin or katakana run ends that begins at `at`; `at` itself where none does. */
static size_t word_end(sg_span s, size_t at)
{
    size_t end = run_end(s, at, is_latin);
    return end > at ? end : run_end(s, at, is_kana);
}

/* Who writes from amazom.example may be called Amazom; what the domain looks like is judged elsewhere. */
static bool is_own_name(const struct sg_facts *f, sg_span word)
{
    return sg_holds(f->sender.from_host.registrable, word);
}

static bool has_digit(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!sg_is_alpha(sg_at(s, i)))
            return true;
    return false;
}

/* "Derek Dolney" is a person; "Dolney Support" is no more.  Every word beside the one at `at` is short, numbered, or one
 * that organisations have. */
static bool is_among_services(const struct sg_facts *f, sg_span folded, size_t at)
{
    const struct sg_word_list *services = &f->intel->lists->words[SG_WORDS_ORGANISATION];
    const struct sg_word_list *companys = &f->intel->lists->words[SG_WORDS_COMPANY_SERVICE];
    for (size_t from = 0, end; from < folded.len; from = end) {
        end = run_end(folded, from, is_latin);
        sg_span word = sg_cut(folded, from, end - from);
        if (word.len > 3 && from != at && !has_digit(word) && !sg_words_are(services, word) &&
            !sg_words_are(companys, word))
            return false;
        if (end == from)
            (void)sg_utf8_next(folded, &end);
    }
    return true;
}

static const struct sg_brand_called *find(const struct sg_facts *f, sg_span word)
{
    const struct sg_map *real = &f->intel->lists->real_words;
    const struct sg_brand_called *found =
        sg_list_has(real, word) ? NULL
                                : sg_misspelt_find(f->arena, f->intel->brands->misspelt, word);
    return found == NULL || sg_list_has(real, found->name->folded) || is_own_name(f, word) ? NULL
                                                                                           : found;
}

/* "share-p0int": two words that a sign joins. */
static sg_span joined(const struct sg_facts *f, sg_span s, size_t at, size_t end, size_t *last)
{
    int sign = sg_at(s, end);
    *last = end;
    if (sign == '-' || sign == '_' || sign == '.')
        *last = run_end(s, end + 1, is_latin);
    if (*last <= end + 1)
        return (sg_span){ 0 };
    struct sg_buf b = SG_BUF_IN(f->arena, *last - at);
    sg_put(&b, sg_cut(s, at, end - at));
    sg_put(&b, sg_cut(s, end + 1, *last - end - 1));
    return sg_buf_done(&b);
}

/* Addresses and hosts name whoever they please; their looks are judged elsewhere. */
static bool is_in_address(sg_span s, size_t at, size_t end)
{
    return (at > 0 && sg_at(s, at - 1) == '@') || sg_at(s, end) == '@';
}

/* Digits for letters are no slip; other words may be the name of a person. */
static bool may_be_meant(const struct sg_facts *f, sg_span folded, size_t from, size_t end,
                         enum sg_claim_where where)
{
    sg_span word = sg_cut(folded, from, end - from);
    return where != SG_CLAIM_DISPLAY_NAME || has_digit(word) || is_among_services(f, folded, from);
}

struct sg_misspelt_hit sg_facts_misspelt(const struct sg_facts *f, sg_span folded,
                                         enum sg_claim_where where, size_t *at)
{
    while (*at < folded.len) {
        size_t from = *at, end = word_end(folded, from), last;
        if (end == from) {
            (void)sg_utf8_next(folded, at);
            continue;
        }
        *at = end;
        if (is_in_address(folded, from, end))
            continue;
        const struct sg_brand_called *called = find(f, sg_cut(folded, from, end - from));
        if (called != NULL && may_be_meant(f, folded, from, end, where))
            return (struct sg_misspelt_hit){ called, { from, end - from } };
        sg_span both = joined(f, folded, from, end, &last);
        called = both.len > 0 ? find(f, both) : NULL;
        if (called != NULL && has_digit(both))
            return (struct sg_misspelt_hit){ called, { from, last - from } };
    }
    return (struct sg_misspelt_hit){ 0 };
}
