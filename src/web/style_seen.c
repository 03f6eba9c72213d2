#include "web/style_seen.h"

struct sg_style_seen {
    sg_span css;
    struct sg_style style;
};

static size_t slot_of(sg_span css)
{
    return (size_t)sg_hash(css) & (SG_STYLES_SEEN - 1);
}

const struct sg_style *sg_style_seen(const struct sg_styles_seen *seen, sg_span css)
{
    const struct sg_style_seen *kept = seen->at[slot_of(css)];
    return kept != NULL && sg_same(kept->css, css) ? &kept->style : NULL;
}

void sg_style_see(struct sg_arena *arena, struct sg_styles_seen *seen, sg_span css,
                  const struct sg_style *style)
{
    struct sg_style_seen **kept = &seen->at[slot_of(css)];
    if (*kept == NULL)
        *kept = SG_NEW(arena, struct sg_style_seen);
    **kept = (struct sg_style_seen){ css, *style };
}
