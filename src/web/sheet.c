#include "web/sheet.h"

#include "base/limits.h"

static bool is_name_octet(int octet)
{
    return sg_is_alnum(octet) || octet == '-' || octet == '_' || octet >= 0x80;
}

static size_t name_end(sg_span s, size_t from)
{
    while (is_name_octet(sg_at(s, from)))
        from++;
    return from;
}

static void append(struct sg_sheet_rule *first, struct sg_sheet_rule *rule)
{
    /* Rules of one name are few, and SG_MAX_RULES bounds the walk. */
    while (first->next != NULL)
        first = first->next;
    first->next = rule;
}

static void file_under(struct sg_map *map, sg_span name, struct sg_sheet_rule *rule)
{
    const struct sg_sheet_rule *first = sg_map_put(map, name, rule);
    if (first != rule)
        append((struct sg_sheet_rule *)(uintptr_t)first, rule);
}

static void add_rule(struct sg_sheet *sheet, sg_span selector, const struct sg_style *style)
{
    size_t tag_len = name_end(selector, 0);
    int mark = sg_at(selector, tag_len);
    sg_span tag = sg_cut(selector, 0, tag_len), name = { 0 };
    if (mark == ':' && sg_same_nocase(selector, SG_SPAN("a:link")))
        mark = -1;
    else if (mark == '.' || mark == '#')
        name = sg_tail(selector, tag_len + 1);
    enum sg_html_tag id = sg_html_tag_of(tag);
    bool is_simple = mark < 0 ? tag_len > 0 : name.len > 0 && name_end(name, 0) == name.len;
    if (!is_simple || (tag_len > 0 && id == SG_TAG_NONE))
        return;
    if (sheet->n >= SG_MAX_RULES) {
        sheet->cut = true;
        return;
    }
    sheet->n++;
    struct sg_sheet_rule *rule = SG_NEW(sheet->arena, struct sg_sheet_rule);
    *rule = (struct sg_sheet_rule){ .style = *style, .tag = id };
    if (mark == '.')
        file_under(&sheet->classes, name, rule);
    else if (mark == '#')
        file_under(&sheet->ids, name, rule);
    else if (sheet->tags[id] == NULL)
        sheet->tags[id] = rule;
    else
        append(sheet->tags[id], rule);
}

/* Past the block that opens at or after `at`, or past the semicolon that comes before any block. */
static size_t skip_at_rule(sg_span css, size_t at)
{
    static const struct sg_octets ends = SG_FEW(';', '{', '}', '}');
    static const struct sg_octets brackets = SG_FEW('{', '}', '}', '}');
    size_t depth = 0;
    for (at = sg_find_any(css, &ends, at); at < css.len;
         at = sg_find_any(css, depth == 0 ? &ends : &brackets, at + 1)) {
        if (sg_at(css, at) == '{')
            depth++;
        else if (sg_at(css, at) == ';' || depth <= 1)
            return at + 1;
        else
            depth--;
    }
    return css.len;
}

/* Past blanks, comments, <!-- and --> at `at`. */
static size_t skip_nothing(sg_span css, size_t at)
{
    for (;;) {
        while (sg_is_blank(sg_at(css, at)) || sg_at(css, at) == ';' || sg_at(css, at) == '}')
            at++;
        if (sg_starts(sg_cut(css, at, 4), SG_SPAN("<!--")))
            at += 4;
        else if (sg_starts(sg_cut(css, at, 3), SG_SPAN("-->")))
            at += 3;
        else if (sg_starts(sg_cut(css, at, 2), SG_SPAN("/*")))
            at = sg_find_span(css, SG_SPAN("*/"), at + 2) + 2;
        else
            return at;
    }
}

void sg_sheet_read(struct sg_sheet *sheet, sg_span css,
                   void (*each)(void *self, const struct sg_style *style), void *self)
{
    size_t at = skip_nothing(css, 0);
    for (; at < css.len; at = skip_nothing(css, at)) {
        if (sg_at(css, at) == '@') {
            bool is_font = sg_starts_nocase(sg_cut(css, at, 10), SG_SPAN("@font-face"));
            at = is_font ? sg_find(css, '}', at) : skip_at_rule(css, at);
            continue;
        }
        size_t open = sg_find(css, '{', at), close = sg_find(css, '}', open);
        sg_span selectors = sg_cut(css, at, open - at);
        struct sg_style style = { 0 };
        sg_style_read(&style, sg_cut(css, open + 1, close - open - 1));
        if (open < css.len)
            each(self, &style);
        while (style.set != 0 && selectors.len > 0)
            add_rule(sheet, sg_trim(sg_next(&selectors, ',')), &style);
        at = close;
    }
}

/* Gives how many rules it looked at. */
static size_t apply_rules(struct sg_sheet *sheet, const struct sg_sheet_rule *rule,
                          enum sg_html_tag tag, struct sg_style *style)
{
    size_t n = 0;
    for (; rule != NULL && n < SG_MAX_RULES_APPLIED; rule = rule->next, n++)
        if (rule->tag == SG_TAG_NONE || rule->tag == tag)
            sg_style_add(style, &rule->style);
    sheet->cut = sheet->cut || rule != NULL;
    return n;
}

void sg_sheet_apply(struct sg_sheet *sheet, const struct sg_html_element *tag,
                    struct sg_style *style)
{
    if (tag->id != SG_TAG_NONE)
        apply_rules(sheet, sheet->tags[tag->id], tag->id, style);
    sg_span names = sg_cut(sg_html_value(tag, SG_ATTR_CLASS), 0, SG_MAX_CLASSES);
    size_t n = 0;
    while (sheet->classes.n > 0 && names.len > 0) {
        if (n >= SG_MAX_CLASS_RULES) {
            sheet->cut = true;
            break;
        }
        sg_span name = sg_trim(sg_next(&names, ' '));
        if (name.len > 0)
            n += apply_rules(sheet, sg_map_get(&sheet->classes, name), tag->id, style);
    }
    if (sheet->ids.n > 0 && sg_html_has(tag, SG_ATTR_ID))
        apply_rules(sheet, sg_map_get(&sheet->ids, sg_html_value(tag, SG_ATTR_ID)), tag->id, style);
}
