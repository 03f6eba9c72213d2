/* facts/views.h - a short text (a display name, a subject) in the ways that a reader may take it.
 *
 * For the files of this room only.  Brand names are disguised to pass filters: `E T C`, `Аmаzon` with
 * Cyrillic letters, カ一ド with a 一.  Each view undoes one disguise; its places lead to the text's own octets. */
#ifndef SG_FACTS_VIEWS_H
#define SG_FACTS_VIEWS_H

#include "text/fold.h"

enum { SG_VIEW_FOLDED, SG_VIEW_UNSPACED, SG_VIEW_LATINISED, SG_VIEW_UNDECORATED, SG_N_VIEWS };

struct sg_views {
    struct sg_text at[SG_N_VIEWS]; /* empty where it would be the same as the folded one */
};

struct sg_views sg_views_of(struct sg_arena *arena, const struct sg_folder *folder, sg_span text);

/* The part of `text` that `range` of `view` came from, trimmed. */
sg_span sg_view_source(const struct sg_text *view, struct sg_range range, sg_span text);

#endif
