/* text/encoded_word.h - RFC 2047: `=?charset?B?...?=` in header fields.
 *
 * Read as the common mail programs read it: words that split a character are joined when charset and
 * encoding agree, blanks between two words vanish, raw 8-bit octets are read by UTF-8 or the best
 * guess, a word inside quotes is decoded too (Japanese mailers wrote so for years).  ISO-2022-JP raw
 * in a header is read as such.  Folding (CRLF + blank) becomes one space. */
#ifndef SG_TEXT_ENCODED_WORD_H
#define SG_TEXT_ENCODED_WORD_H

#include "text/charset.h"

/* `raw` is the field body as written, folds and all, and stands at `below`.  `charset` is what raw
 * 8-bit is tried as after UTF-8 (the body's charset, or empty).  Oddities: WORD_SPLIT,
 * WORD_MALFORMED, CHARSET_*, FIELD_RAW_8BIT. */
struct sg_text sg_header_decode(struct sg_arena *arena, const struct sg_charsets *charsets,
                                sg_span raw, const struct sg_places *below, sg_span charset,
                                struct sg_oddities *oddities);

#endif
