/* text/unicode.h - UTF-8 and what Unicode says of a character. */
#ifndef SG_TEXT_UNICODE_H
#define SG_TEXT_UNICODE_H

#include "base/buf.h"

/* The character at `*at`, which moves past it; -1 at the end.  A malformed sequence gives U+FFFD and
 * moves one octet (Unicode 3.9, maximal subpart is not needed here: our texts are valid already). */
int32_t sg_utf8_next_wide(sg_span s, size_t *at); /* behind sg_utf8_next() */

static inline int32_t sg_utf8_next(sg_span s, size_t *at)
{
    int octet = sg_at(s, *at);
    if (octet < 0 || octet >= 0x80)
        return sg_utf8_next_wide(s, at);
    *at += 1;
    return octet;
}

/* True when `s` is valid UTF-8 as a whole; how many octets from its start on are. */
bool sg_utf8_valid(sg_span s);
size_t sg_utf8_valid_length(sg_span s);

/* Index of the first octet >= 0x80, or s.len. */
size_t sg_find_non_ascii(sg_span s);

/* How many ASCII letters. */
size_t sg_count_ascii_letters(sg_span s);

void sg_put_utf8(struct sg_buf *b, int32_t character);

/* `s` cut to at most `octets` from its start, or to as many before its end; not inside a character. */
sg_span sg_utf8_cut(sg_span s, size_t octets);
sg_span sg_utf8_end(sg_span s, size_t octets);

/* `s` itself when it is valid, else a copy with each malformed octet as U+FFFD. */
sg_span sg_utf8_mended(struct sg_arena *arena, sg_span s);

/* How many characters. */
size_t sg_utf8_count(sg_span s);

enum sg_script { /* coarse; what the checks tell apart */
                 SG_SCRIPT_COMMON,
                 SG_SCRIPT_LATIN,
                 SG_SCRIPT_GREEK,
                 SG_SCRIPT_CYRILLIC,
                 SG_SCRIPT_HAN,
                 SG_SCRIPT_HIRAGANA,
                 SG_SCRIPT_KATAKANA,
                 SG_SCRIPT_HANGUL,
                 SG_SCRIPT_ARABIC,
                 SG_SCRIPT_HEBREW,
                 SG_SCRIPT_THAI,
                 SG_SCRIPT_OTHER,
                 SG_N_SCRIPTS,
};

enum sg_script sg_script_of(int32_t character);

bool sg_is_control(int32_t character);      /* C0, DEL, C1 */
bool sg_is_bidi_control(int32_t character); /* U+200E, 200F, 061C, 202A-202E, 2066-2069 */
bool sg_is_invisible(
    int32_t character); /* default ignorable: ZWSP, ZWJ, SHY, BOM, tags, fillers, ... */
bool sg_is_letter(int32_t character);

/* Columns on a terminal: 0, 1 or 2 (East Asian Wide and Fullwidth; ambiguous counts 1). */
int sg_columns_of(int32_t character);

#endif
