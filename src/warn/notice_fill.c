#include "warn/notice_fill.h"

#include "intel/datafile.h"

static sg_span name_of(enum sg_fill_value value)
{
    switch (value) {
    case SG_FILL_BRAND:
        return SG_SPAN("brand");
    case SG_FILL_OWNER:
        return SG_SPAN("owner");
    case SG_FILL_SERVICE:
        return SG_SPAN("service");
    case SG_FILL_COMPANY:
        return SG_SPAN("company");
    case SG_FILL_LOGIN:
        return SG_SPAN("login");
    case SG_FILL_LURE:
        return SG_SPAN("lure");
    case SG_FILL_POSTED:
        return SG_SPAN("posted");
    case SG_FILL_STATUS:
        return SG_SPAN("status");
    case SG_FILL_UPDATED:
        return SG_SPAN("updated");
    case SG_FILL_CONFIRMED:
        return SG_SPAN("confirmed");
    case SG_FILL_LAST:
        return SG_SPAN("last");
    case SG_FILL_NUMBER:
        return SG_SPAN("number");
    case SG_FILL_MAILS:
        return SG_SPAN("mails");
    case SG_FILL_NAME:
        return SG_SPAN("name");
    case SG_FILL_SHOWN:
        return SG_SPAN("shown");
    case SG_FILL_URL:
        return SG_SPAN("url");
    case SG_FILL_PATTERN:
        return SG_SPAN("pattern");
    case SG_FILL_SUBJECT:
        return SG_SPAN("subject");
    case SG_N_FILL:
        break;
    }
    return (sg_span){ 0 };
}

bool sg_fill_knows(sg_span name)
{
    for (int i = 0; i < SG_N_FILL; i++)
        if (sg_same(name, name_of((enum sg_fill_value)i)))
            return true;
    return false;
}

static bool put_value(const void *with, struct sg_buf *out, sg_span name)
{
    const struct sg_fill *fill = with;
    for (int i = 0; i < SG_N_FILL; i++) {
        if (!sg_same(name, name_of((enum sg_fill_value)i)))
            continue;
        sg_put(out, fill->values[i]);
        return fill->values[i].len > 0;
    }
    return false;
}

void sg_put_filled(struct sg_buf *out, sg_span s, const struct sg_fill *fill)
{
    sg_words_fill(out, s, &(struct sg_filling){ put_value, fill });
}

enum sg_status sg_notice_templates(struct sg_arena *arena, const struct sg_words *base,
                                   const char *dir, const struct sg_words **out,
                                   struct sg_error *err)
{
    const char *path = sg_data_path(arena, dir, base->japanese ? "ja.words" : "en.words");
    if (!sg_data_exists(path)) {
        *out = base;
        return SG_OK;
    }
    return sg_words_replace(arena, base, path, sg_fill_knows, out, err);
}
