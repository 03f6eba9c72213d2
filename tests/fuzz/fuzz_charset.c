/* Octets in any charset: the text is valid UTF-8, stands inside the input, and is the same each time; so is
 * the folded text. */
#include <stdint.h>
#include <stdlib.h>

#include "text/charset.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/unicode.h"

static void check(bool truth)
{
    if (!truth)
        abort();
}

static void check_places(const struct sg_text *text, size_t len)
{
    size_t end = 0;
    for (size_t from = 0; from < text->utf8.len; from += 1 + from / 16) {
        struct sg_range r = sg_place_of(text, sg_cut(text->utf8, from, 5));
        check(r.from <= len && r.len <= len - r.from && r.from + r.len >= end);
        end = r.from;
    }
    struct sg_range all = sg_place_of(text, text->utf8);
    check(all.from <= len && all.len <= len - all.from);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sg_charsets *charsets;
    static struct sg_folder *folder;
    static struct sg_arena *arena;
    struct sg_error err;
    if (arena == NULL) {
        arena = sg_arena_open((size_t)1 << 30);
        check(sg_charsets_open(&charsets, &err) == SG_OK && sg_folder_open(&folder, &err) == SG_OK);
    }
    sg_arena_reset(arena);
    sg_span octets = { data, size };
    sg_span label = sg_next(&octets, '\n');
    const struct sg_places *at = sg_places_literal(arena, 0, NULL);
    struct sg_converted c = sg_charset_convert(arena, charsets, label, octets, at);
    check(sg_utf8_valid(c.text.utf8) && c.used != NULL);
    check(sg_find(c.text.utf8, 0, 0) == c.text.utf8.len);
    check_places(&c.text, octets.len);
    struct sg_converted again = sg_charset_convert(arena, charsets, label, octets, at);
    check(sg_same(c.text.utf8, again.text.utf8) && c.broken == again.broken);

    struct sg_text folded = sg_fold(arena, folder, &c.text);
    check(sg_utf8_valid(folded.utf8));
    check_places(&folded, octets.len);
    check(sg_utf8_valid(sg_skeleton(arena, folder, c.text.utf8)));
    check(sg_language_of(c.text.utf8) == sg_language_of(c.text.utf8));
    return 0;
}
