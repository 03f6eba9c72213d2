#include "web/style_seen.h"

#include "base/load.h"

struct sg_style_seen {
    sg_span css;
    struct sg_style style;
};

/* By the length and three samples: styles differ in their colours and widths, at the end mostly. */
static size_t slot_of(sg_span css)
{
    enum { SAMPLE = 8 };

    if (css.len < SAMPLE)
        return (size_t)sg_hash(css) & (SG_STYLES_SEEN - 1);
    uint64_t h = sg_load8(css, 0) + css.len;
    h = (h ^ h >> 29) * UINT64_C(0x9e3779b97f4a7c15) + sg_load8(css, (css.len - SAMPLE) / 2);
    h = (h ^ h >> 29) * UINT64_C(0x9e3779b97f4a7c15) + sg_load8(css, css.len - SAMPLE);
    return (size_t)((h ^ h >> 29) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (SG_STYLES_SEEN - 1);
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
