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

static sg_span value_of(const struct sg_fill *fill, sg_span name)
{
    for (int i = 0; i < SG_N_FILL; i++)
        if (sg_same(name, name_of((enum sg_fill_value)i)))
            return fill->values[i];
    return (sg_span){ 0 };
}

/* False, and part of it written, when a value is empty. */
static bool put_stretch(struct sg_buf *out, sg_span s, const struct sg_fill *fill)
{
    bool is_full = true;
    while (s.len > 0) {
        size_t open = sg_find(s, '{', 0);
        sg_put(out, sg_cut(s, 0, open));
        if (open == s.len)
            break;
        s = sg_tail(s, open + 1);
        sg_span value = value_of(fill, sg_next(&s, '}'));
        is_full &= value.len > 0;
        sg_put(out, value);
    }
    return is_full;
}

void sg_put_filled(struct sg_buf *out, sg_span s, const struct sg_fill *fill)
{
    while (s.len > 0) {
        size_t open = sg_find_span(s, SG_SPAN("[["), 0);
        size_t close = sg_find_span(s, SG_SPAN("]]"), open);
        (void)put_stretch(out, sg_cut(s, 0, open), fill);
        size_t before = out->len;
        if (open < s.len && !put_stretch(out, sg_cut(s, open + 2, close - open - 2), fill))
            out->len = before;
        s = sg_tail(s, close + 2);
    }
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
