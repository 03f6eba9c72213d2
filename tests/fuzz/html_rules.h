/* tests/fuzz/html_rules.h - what must hold of every page of the report: tags of ours alone, each ended in its turn, no
 * value that could run or lead anywhere. */
#ifndef SG_TESTS_FUZZ_HTML_RULES_H
#define SG_TESTS_FUZZ_HTML_RULES_H

#include "base/span.h"

enum { HTML_DEPTH = 64 };

static inline bool html_is_one_of(sg_span name, const char *list)
{
    sg_span rest = sg_span_of(list);
    while (rest.len > 0)
        if (sg_same(sg_next(&rest, ' '), name))
            return true;
    return false;
}

/* ` class="x" id="y"`: known names, values in quotes, and a href that stays on the page. */
static inline bool html_values_are_ours(sg_span values)
{
    static const char names[] =
        "lang xmlns charset http-equiv content name class href id value scope colspan data-label "
        "reversed role aria-label aria-labelledby aria-hidden focusable viewBox x y width height rx d "
        "cx cy r";
    while (values.len > 0) {
        if (sg_at(values, 0) != ' ')
            return false;
        size_t equals = sg_find_span(values, SG_SPAN("=\""), 0);
        sg_span name = sg_cut(values, 1, equals - 1);
        size_t end = sg_find(values, '"', equals + 2);
        if (equals >= values.len || end >= values.len || !html_is_one_of(name, names))
            return false;
        if (sg_same(name, SG_SPAN("href")) && sg_at(values, equals + 2) != '#')
            return false;
        values = sg_tail(values, end + 1);
    }
    return true;
}

/* NULL, or what is wrong. */
static inline const char *html_fault(sg_span page)
{
    static const char names[] =
        "html head meta title style body a header p span h1 h2 h3 nav ul li main section div dl dt "
        "dd bdi br strong mark svg rect path circle g text ol details summary table thead tbody tr th "
        "td code figure figcaption footer";
    static const struct sg_octets ends = SG_FEW(' ', '>', '/', '>');
    sg_span open[HTML_DEPTH];
    size_t depth = 0;
    if (!sg_starts(page, SG_SPAN("<!DOCTYPE html>\n")) || !sg_ends(page, SG_SPAN("</html>\n")))
        return "a page has its beginning and its end";
    for (size_t at = sg_find(page, '<', 1); at < page.len; at = sg_find(page, '<', at + 1)) {
        size_t close = sg_find(page, '>', at);
        sg_span tag = sg_cut(page, at + 1, close - at - 1);
        bool is_end = sg_at(tag, 0) == '/', is_alone = sg_at(tag, tag.len - 1) == '/';
        tag = sg_cut(tag, is_end, tag.len - is_end - (is_alone && !is_end));
        sg_span name = sg_cut(tag, 0, sg_find_any(tag, &ends, 0));
        if (!html_is_one_of(name, names))
            return "every tag of a page is one of ours";
        if (is_end && (depth == 0 || !sg_same(open[--depth], name) || tag.len > name.len))
            return "a tag ends what was opened last";
        if (!is_end && !html_values_are_ours(sg_tail(tag, name.len)))
            return "every value in a tag is one of ours";
        if (!is_end && !is_alone && depth == HTML_DEPTH)
            return "a page is not deep";
        if (!is_end && !is_alone)
            open[depth++] = name;
    }
    return depth == 0 ? NULL : "everything that was opened is ended";
}

#endif
