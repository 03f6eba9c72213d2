/* text/fold.h - text made comparable: what looks the same reads the same.
 *
 * Folding is NFKC with case folding (Unicode 3.13 and UTS #36), without invisible characters, blanks
 * (also U+3000 and NBSP) as one space, and no blank between two Japanese or Chinese characters
 * (`三 井 住 友`).  Phrases and brand names are matched on folded text, and places lead back. */
#ifndef SG_TEXT_FOLD_H
#define SG_TEXT_FOLD_H

#include "base/status.h"
#include "text/places.h"

struct sg_folder; /* ICU's normaliser and spoof checker; shared, not changed by use */

SG_MUST_USE enum sg_status sg_folder_open(struct sg_folder **out, struct sg_error *err);
void sg_folder_close(struct sg_folder *folder); /* NULL is fine */

struct sg_text sg_fold(struct sg_arena *arena, const struct sg_folder *folder,
                       const struct sg_text *text);

/* True when a text of `len` octets grew so much that the end was left out of `folded`. */
bool sg_fold_is_cut(sg_span folded, size_t len);

/* The same for a span without places (names from data, hosts). */
sg_span sg_fold_span(struct sg_arena *arena, const struct sg_folder *folder, sg_span utf8);

/* UTS #39 skeleton of `utf8` plus a table of our own (small capitals, m for rn): two strings that a
 * reader may take for each other have the same skeleton.  Not for showing. */
sg_span sg_skeleton(struct sg_arena *arena, const struct sg_folder *folder, sg_span utf8);

/* True when `skeleton` is that of `ascii`, which holds no capitals, blanks or controls. */
bool sg_is_skeleton_of(const struct sg_folder *folder, sg_span skeleton, sg_span ascii);

/* True when both have the same skeleton. */
bool sg_same_skeleton(struct sg_arena *arena, const struct sg_folder *folder, sg_span a, sg_span b);

#endif
