/* unpack/words.h - what the readers of this room share: octets as text, addresses in text, files handed out. */
#ifndef SG_UNPACK_WORDS_H
#define SG_UNPACK_WORDS_H

#include "unpack/kinds.h"

/* `octets`, labelled `label` (may be empty: then it is guessed, Japanese charsets among the guesses), as UTF-8. */
sg_span sg_unpack_words(struct sg_arena *arena, sg_span label, sg_span octets);

/* The label of a code page of Windows (932: "shift_jis"); empty for one that is not known. */
sg_span sg_unpack_codepage(uint32_t number);

/* UTF-16, little end first, up to the first NUL or the end. */
sg_span sg_unpack_utf16(struct sg_arena *arena, sg_span octets);

/* The number of two or four octets at `at`, little end first; what lies past the end counts as zeros. */
static inline uint32_t sg_unpack_u16(sg_span s, size_t at)
{
    int low = sg_at(s, at), high = sg_at(s, at + 1);
    return (low < 0 ? 0 : (uint32_t)low) | (high < 0 ? 0 : (uint32_t)high << 8);
}

static inline uint32_t sg_unpack_u32(sg_span s, size_t at)
{
    return sg_unpack_u16(s, at) | sg_unpack_u16(s, at + 2) << 16;
}

/* Open the charsets, which sg_unpack_words() does by itself when it first needs them. */
void sg_unpack_words_warm(void);

/* Keep an item of this kind with this name and value, on no page. */
void sg_unpack_give(struct sg_unpacking *u, enum sg_item_kind kind, sg_span name, sg_span value);

/* Keep a LINK, unless one to the same address was kept shortly before. */
void sg_unpack_link(struct sg_unpacking *u, sg_span name, uint32_t page, sg_span address);

/* Hand out a file inside: as FILE when its name or else its octets are of a kind that may hold a lure and it is not too
 * large, otherwise its name only.  `octets` must last as long as the arena. */
void sg_unpack_give_file(struct sg_unpacking *u, sg_span name, sg_span octets);

/* True for the kinds of files that are handed out. */
bool sg_unpack_wants(enum sg_file_kind kind);

/* True when `text` starts with http:// or https://, in any case, and something after it. */
bool sg_unpack_is_address(sg_span text);

/* Every run that starts with http:// or https:// in `text` (any octets), each once, as LINK. */
void sg_unpack_addresses(struct sg_unpacking *u, sg_span name, sg_span text);

/* The same for text of two octets a character, little end first, at any octet. */
void sg_unpack_wide_addresses(struct sg_unpacking *u, sg_span name, sg_span text);

#endif
