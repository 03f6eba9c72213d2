/* foreign-glyph-variants, zero-width-or-bidi-text, confusable-letters-in-text: letters that dodge filters or
 * betray another keyboard.
 *
 * Source: WORDING: 7 % of Japanese phishing, no honest mail.  Quiet in texts without kana, in names of people
 * ("张伟さん"), in notices, for emoji joiners and byte order marks.  Known false alarm: names without a title; units
 * with a Greek letter. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "foreign-glyph-variants", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { "zero-width-or-bidi-text", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_STRANGE },
    { "confusable-letters-in-text", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_STRANGE },
    { 0 },
};

enum {
    MIN_KANA = 5,
    MIN_INVISIBLE = 3,
    MAX_NAME = 4, /* characters of a name before its title */
    MAX_READ = 20000
}; /* letters; characters; octets read of one text */

struct word { /* of letters, as it is being read */
    size_t from, latin, other;
};

struct reading {
    const struct sg_facts *facts;
    const struct sg_passage *p;
    struct sg_findings *out;
    struct sg_finding *han, *confusable;
    size_t invisible, first_invisible;
    struct word word;
    bool after_letter;
};

/* "张伟さん": people keep the letters of their names. */
static bool is_in_name(const struct reading *r, sg_span character)
{
    static const char *const titles[] = { "さん", "氏", "先生", "さま", "くん" };
    sg_span rest = sg_tail(r->p->text.utf8, sg_range_in(r->p->text.utf8, character).from);
    for (size_t at = 0, n = 0; n <= MAX_NAME; n++) {
        for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
            if (n > 0 && sg_starts(sg_tail(rest, at), sg_span_of(titles[i])))
                return true;
        if (at >= rest.len || sg_script_of(sg_utf8_next(rest, &at)) != SG_SCRIPT_HAN)
            return false;
    }
    return false;
}

static void han(struct reading *r, sg_span character)
{
    if (r->p->n_kana < MIN_KANA)
        return;
    const struct sg_han *h = sg_map_get(&r->facts->intel->lists->han, character);
    if (h == NULL || !h->is_strong || is_in_name(r, character))
        return;
    if (r->han == NULL) {
        r->han = sg_found(r->out, &kinds[0]);
        sg_found_arg(r->han, "shown", character);
    }
    sg_found_text(r->han, &r->p->text, character);
}

/* A word of Latin letters with one or two Cyrillic or Greek ones among them. */
static void word_ends(struct reading *r, size_t at)
{
    struct word w = r->word;
    r->word = (struct word){ .from = at };
    if (w.latin < 2 || w.other == 0 || w.other > w.latin || r->confusable != NULL)
        return;
    sg_span word = sg_cut(r->p->text.utf8, w.from, at - w.from);
    r->confusable = sg_found(r->out, &kinds[2]);
    sg_found_arg(r->confusable, "shown", word);
    sg_found_text(r->confusable, &r->p->text, word);
}

static void letter(struct reading *r, int32_t c, size_t from, size_t at)
{
    enum sg_script script = sg_script_of(c);
    bool is_other = script == SG_SCRIPT_CYRILLIC || script == SG_SCRIPT_GREEK;
    if (script == SG_SCRIPT_HAN)
        han(r, sg_cut(r->p->text.utf8, from, at - from));
    if (sg_is_invisible(c) && c != 0xFEFF && c != 0x200D && c != 0xFE0F && r->after_letter) {
        if (r->invisible++ == 0)
            r->first_invisible = from;
        return;
    }
    r->after_letter = sg_is_letter(c);
    if (script != SG_SCRIPT_LATIN && !is_other) {
        word_ends(r, at);
        return;
    }
    r->word.latin += script == SG_SCRIPT_LATIN;
    r->word.other += is_other;
}

/* The ASCII at `at`, in a text without Greek and Cyrillic letters, so that its words do not matter. */
static size_t skip_ascii(struct reading *r, sg_span text, size_t at)
{
    size_t len = sg_find_non_ascii(sg_tail(text, at));
    if (len > 0)
        r->after_letter = sg_is_alnum(sg_at(text, at + len - 1));
    return at + len;
}

static void read_text(struct reading *r)
{
    sg_span text = sg_cut(r->p->text.utf8, 0, MAX_READ);
    bool by_words = r->p->n_greek_cyrillic > 0;
    r->word = (struct word){ 0 };
    for (size_t at = sg_find_non_ascii(text); at < text.len;) {
        at = by_words ? at : skip_ascii(r, text, at);
        size_t from = at;
        int32_t c = sg_utf8_next(text, &at);
        if (c < 0)
            break;
        if (c >= 0x80 || sg_is_alpha(c))
            letter(r, c, from, at);
        else
            word_ends(r, at);
        r->after_letter = c < 0x80 ? sg_is_alnum(c) : r->after_letter;
    }
    word_ends(r, text.len);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct reading r = { .facts = facts, .out = out };
    if (facts->is_notice)
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        r.p = &facts->passages[i];
        r.invisible = 0;
        if (sg_find_non_ascii(r.p->text.utf8) < r.p->text.utf8.len)
            read_text(&r);
        if (r.invisible >= (i == 0 ? 1 : MIN_INVISIBLE)) {
            sg_found_text(sg_found(out, &kinds[1]), &r.p->text,
                          sg_utf8_cut(sg_tail(r.p->text.utf8, r.first_invisible), 30));
            return;
        }
    }
}

const struct sg_check sg_check_foreign_characters = {
    .name = "foreign-characters",
    .looks_for =
        "characters that Japanese does not use, that cannot be seen, or that pass for others",
    .kinds = kinds,
    .run = run,
};
