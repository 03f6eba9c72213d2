#include "web/html.h"

#include "base/load.h"
#include "base/wide.h"

enum octet_class {               /* bits */
                   BLANK = 1,    /* space, tab, LF, FF, CR */
                   NAME_END = 2, /* ends a tag or attribute name */
                   VALUE_END = 4
};

/* By octet + 1, so that sg_at()'s -1 has a row. */
static const uint8_t classes[257] = {
    [0] = NAME_END | VALUE_END, /* the end of the input */
    ['\t' + 1] = BLANK | NAME_END | VALUE_END,
    ['\n' + 1] = BLANK | NAME_END | VALUE_END,
    ['\f' + 1] = BLANK | NAME_END | VALUE_END,
    ['\r' + 1] = BLANK | NAME_END | VALUE_END,
    [' ' + 1] = BLANK | NAME_END | VALUE_END,
    ['/' + 1] = NAME_END,
    ['>' + 1] = NAME_END | VALUE_END,
    ['=' + 1] = NAME_END,
};

static bool is_class(int octet, unsigned class)
{
    return (classes[octet + 1] & class) != 0;
}

struct name {
    sg_span text;
    uint64_t octets; /* as in struct sg_html_word */
    uint64_t number; /* that the tables of words are found by */
};

static const uint64_t small = SG_EACH_OCTET * 0x20;

/* A name's number: the first eight octets in small letters, and the last eight where there are more. */
static struct name name_of(sg_span text)
{
    if (text.len > 8) {
        uint64_t last = sg_load8(text, text.len - 8) | small;
        return (struct name){ text, 0, (sg_load8(text, 0) | small) ^ (last << 29 | last >> 35) };
    }
    if (text.len == 0)
        return (struct name){ 0 };
    uint64_t octets = sg_load_part(text, 0, text.len);
    return (struct name){ text, octets, octets | small >> (64 - 8 * text.len) };
}

static inline bool is_word(const struct sg_html_word *word, const struct name *name)
{
    if (word->octets == name->octets && name->octets != 0)
        return true;
    return name->text.len > 0 && sg_same_nocase(word->name, name->text);
}

static enum sg_html_tag tag_named(const struct name *name)
{
    const struct sg_html_word *word =
        &sg_html_tag_words[name->number * SG_HTML_TAG_MULTIPLIER >> SG_HTML_TAG_SHIFT];
    return is_word(word, name) ? (enum sg_html_tag)word->id : SG_TAG_NONE;
}

enum sg_html_tag sg_html_tag_of(sg_span text)
{
    struct name name = name_of(text);
    return tag_named(&name);
}

enum sg_html_property sg_html_property_of(sg_span text)
{
    struct name name = name_of(text);
    const struct sg_html_word *word =
        &sg_html_property_words[name.number * SG_HTML_PROPERTY_MULTIPLIER >>
                                SG_HTML_PROPERTY_SHIFT];
    return is_word(word, &name) ? (enum sg_html_property)word->id : SG_CSS_NONE;
}

static uint32_t name_ends(sg_wide w)
{
    return sg_wide_bits(sg_wide_below(w, ' ' + 1) | sg_wide_same(w, '/') | sg_wide_same(w, '>') |
                        sg_wide_same(w, '='));
}

static struct name read_long_name(sg_span html, size_t *at)
{
    size_t from = *at;
    while (!is_class(sg_at(html, ++*at), NAME_END))
        ;
    return name_of(sg_cut(html, from, *at - from));
}

/* The name from `*at` on, which moves past it.  Its first octet belongs to it whatever it is: `<a =b>` has an
 * attribute "=b".  Most names end within sixteen octets, which one look shows. */
static inline struct name read_name(sg_span html, size_t *at)
{
    size_t from = *at;
    uint32_t ends = sg_wide_fits(html, from) ? name_ends(sg_wide_load(html, from)) >> 1 : 0;
    if (ends == 0)
        return read_long_name(html, at);
    size_t len = 1 + sg_wide_first(ends);
    if (!is_class(sg_at(html, from + len), NAME_END))
        return read_long_name(html, at);
    *at = from + len;
    sg_span text = sg_cut(html, from, len);
    if (len > 8)
        return name_of(text);
    uint64_t octets = sg_load8(html, from) & UINT64_MAX >> (64 - 8 * len);
    return (struct name){ text, octets, octets | small >> (64 - 8 * len) };
}

static size_t skip_blanks(sg_span html, size_t at)
{
    while (is_class(sg_at(html, at), BLANK))
        at++;
    return at;
}

/* sg_find(), for what mostly stands within sixteen octets. */
static inline size_t find_near(sg_span s, uint8_t octet, size_t from)
{
    if (sg_wide_fits(s, from)) {
        uint32_t found = sg_wide_bits(sg_wide_same(sg_wide_load(s, from), octet));
        if (found != 0)
            return from + sg_wide_first(found);
    }
    return sg_find(s, octet, from);
}

/* The value after `=` at `*at`, which moves past it; its closing quote missing, it runs to the end. */
static sg_span read_value(sg_span html, size_t *at)
{
    size_t from = skip_blanks(html, *at + 1), end;
    int quote = sg_at(html, from);
    if (quote == '"' || quote == '\'') {
        end = find_near(html, (uint8_t)quote, ++from);
        *at = end + 1;
    } else {
        end = from;
        while (!is_class(sg_at(html, end), VALUE_END))
            end++;
        *at = end;
    }
    return sg_cut(html, from, end - from);
}

static void keep_attribute(struct sg_html_element *tag, const struct name *name, sg_span value)
{
    const struct sg_html_word *word =
        &sg_html_attribute_words[name->number * SG_HTML_ATTRIBUTE_MULTIPLIER >>
                                 SG_HTML_ATTRIBUTE_SHIFT];
    if (!is_word(word, name) || (tag->seen >> word->id & 1) != 0)
        return;
    tag->seen |= UINT64_C(1) << word->id;
    tag->values[word->id] = value;
}

/* Attributes from `at` to the tag's end; gives the index past its `>`, past the input when there is none. */
static size_t read_attributes(sg_span html, size_t at, struct sg_html_element *tag)
{
    while (at < html.len) {
        int octet = sg_at(html, at);
        if (octet == '>')
            return at + 1;
        if (is_class(octet, BLANK) || octet == '/') {
            at++;
            continue;
        }
        struct name name = read_name(html, &at);
        sg_span value = { 0 };
        size_t next = sg_at(html, at) == '=' ? at : skip_blanks(html, at);
        if (sg_at(html, next) == '=') {
            at = next;
            value = read_value(html, &at);
        }
        keep_attribute(tag, &name, value);
    }
    return html.len + 1;
}

static void enter_raw_text(struct sg_html_reader *reader, enum sg_html_tag id)
{
    if (reader->is_foreign)
        return;
    if (id == SG_TAG_STYLE || id == SG_TAG_SCRIPT || id == SG_TAG_TITLE || id == SG_TAG_TEXTAREA ||
        id == SG_TAG_XMP || id == SG_TAG_IFRAME || id == SG_TAG_NOEMBED || id == SG_TAG_NOFRAMES ||
        id == SG_TAG_PLAINTEXT)
        reader->raw = id;
}

static enum sg_html_token over(struct sg_html_reader *reader, bool unended)
{
    reader->at = reader->html.len;
    reader->unended = reader->unended || unended;
    return SG_HTML_OVER;
}

/* The tag at reader->at, whose name starts at `at`.  A tag that never ends is dropped, as browsers do. */
static enum sg_html_token read_tag(struct sg_html_reader *reader, size_t at, bool is_end)
{
    struct sg_html_element *tag = &reader->tag;
    size_t from = reader->at;
    struct name name = read_name(reader->html, &at);
    tag->id = tag_named(&name);
    tag->seen = 0;
    at = read_attributes(reader->html, at, tag);
    if (at > reader->html.len)
        return over(reader, true);
    tag->whole = sg_cut(reader->html, from, at - from);
    reader->at = at;
    if (is_end)
        return SG_HTML_END_TAG;
    enter_raw_text(reader, tag->id);
    return SG_HTML_START;
}

static enum sg_html_token read_comment(struct sg_html_reader *reader, size_t from, sg_span end)
{
    size_t to = sg_find_span(reader->html, end, from);
    reader->unended = reader->unended || to == reader->html.len;
    reader->text = sg_cut(reader->html, from, to - from);
    reader->at = to + end.len < reader->html.len ? to + end.len : reader->html.len;
    return SG_HTML_COMMENT;
}

/* `<!--` at reader->at.  `<!-->` and `<!--->` are whole comments; `--!>` ends one too. */
static enum sg_html_token read_dashes(struct sg_html_reader *reader)
{
    size_t from = reader->at + 4;
    size_t dash = sg_at(reader->html, from) == '-';
    if (sg_at(reader->html, from + dash) == '>') {
        reader->text = (sg_span){ 0 };
        reader->at = from + dash + 1;
        return SG_HTML_COMMENT;
    }
    size_t end = sg_find_span(reader->html, SG_SPAN("--"), from);
    for (; end < reader->html.len; end = sg_find_span(reader->html, SG_SPAN("--"), end + 1)) {
        size_t bang = sg_at(reader->html, end + 2) == '!';
        if (sg_at(reader->html, end + 2 + bang) != '>')
            continue;
        reader->text = sg_cut(reader->html, from, end - from);
        reader->at = end + bang + 3;
        return SG_HTML_COMMENT;
    }
    reader->text = sg_tail(reader->html, from);
    reader->at = reader->html.len;
    reader->unended = true;
    return SG_HTML_COMMENT;
}

static bool starts_at(sg_span s, size_t at, sg_span prefix)
{
    return sg_same_nocase(sg_cut(s, at, prefix.len), prefix);
}

static enum sg_html_token read_markup(struct sg_html_reader *reader)
{
    size_t at = reader->at;
    if (starts_at(reader->html, at, SG_SPAN("<!--")))
        return read_dashes(reader);
    if (reader->is_foreign && starts_at(reader->html, at, SG_SPAN("<![CDATA["))) {
        read_comment(reader, at + 9, SG_SPAN("]]>"));
        reader->is_blank = false;
        return SG_HTML_TEXT;
    }
    return read_comment(reader, at + 2, SG_SPAN(">"));
}

/* True when the end tag of `name` stands at `at`. */
static bool is_end_tag(sg_span html, size_t at, sg_span name)
{
    int after = sg_at(html, at + 2 + name.len);
    return sg_at(html, at + 1) == '/' && sg_same_nocase(sg_cut(html, at + 2, name.len), name) &&
           (is_class(after, BLANK) || after == '/' || after == '>');
}

static bool is_script_start(sg_span html, size_t at)
{
    int after = sg_at(html, at + 7);
    return starts_at(html, at, SG_SPAN("<script")) &&
           (is_class(after, BLANK) || after == '/' || after == '>');
}

/* Where a script ends: inside `<!--` another `<script>` hides the next `</script>` (13.2.5.15-31). */
static size_t script_end(sg_span html, size_t from)
{
    bool twice = false;
    size_t at = sg_find(html, '<', from), comment_end = 0;
    for (; at < html.len; at = sg_find(html, '<', at + 1)) {
        twice = twice && at < comment_end;
        if (at >= comment_end && starts_at(html, at, SG_SPAN("<!--")))
            comment_end = sg_find_span(html, SG_SPAN("-->"), at + 2);
        else if (at < comment_end && is_script_start(html, at))
            twice = true;
        else if (is_end_tag(html, at, SG_SPAN("script")) && !twice)
            return at;
        else if (is_end_tag(html, at, SG_SPAN("script")))
            twice = false;
    }
    return html.len;
}

static size_t raw_end(sg_span html, size_t from, enum sg_html_tag raw)
{
    static const sg_span names[SG_N_TAG_WORDS] = {
        [SG_TAG_STYLE] = SG_SPAN_INIT("style"),       [SG_TAG_TITLE] = SG_SPAN_INIT("title"),
        [SG_TAG_TEXTAREA] = SG_SPAN_INIT("textarea"), [SG_TAG_XMP] = SG_SPAN_INIT("xmp"),
        [SG_TAG_IFRAME] = SG_SPAN_INIT("iframe"),     [SG_TAG_NOEMBED] = SG_SPAN_INIT("noembed"),
        [SG_TAG_NOFRAMES] = SG_SPAN_INIT("noframes"),
    };
    if (raw == SG_TAG_SCRIPT)
        return script_end(html, from);
    if (raw == SG_TAG_PLAINTEXT)
        return html.len;
    size_t at = sg_find(html, '<', from);
    while (at < html.len && !is_end_tag(html, at, names[raw]))
        at = sg_find(html, '<', at + 1);
    return at;
}

static enum sg_html_token read_raw_text(struct sg_html_reader *reader)
{
    size_t end = raw_end(reader->html, reader->at, reader->raw);
    reader->unended =
        reader->unended || (end == reader->html.len && reader->raw != SG_TAG_PLAINTEXT);
    reader->text = sg_cut(reader->html, reader->at, end - reader->at);
    reader->at = end;
    reader->raw = SG_TAG_NONE;
    return SG_HTML_RAW_TEXT;
}

/* The text at reader->at up to `end`. */
static enum sg_html_token read_text(struct sg_html_reader *reader, size_t end)
{
    reader->is_blank = false;
    reader->text = sg_cut(reader->html, reader->at, end - reader->at);
    reader->at = end;
    return SG_HTML_TEXT;
}

/* The text at reader->at, which mostly ends within sixteen octets: one look shows its end, and whether
 * there is more in it than blanks. */
static enum sg_html_token read_plain(struct sg_html_reader *reader)
{
    sg_span html = reader->html;
    size_t at = reader->at;
    if (!sg_wide_fits(html, at))
        return read_text(reader, sg_find(html, '<', at));
    sg_wide w = sg_wide_load(html, at);
    uint32_t ends = sg_wide_bits(sg_wide_same(w, '<'));
    if (ends == 0)
        return read_text(reader, sg_find(html, '<', at + SG_WIDE));
    sg_wide blank = sg_wide_same(w, ' ') | sg_wide_same(w, '\t') | sg_wide_same(w, '\n') |
                    sg_wide_same(w, '\r') | sg_wide_same(w, '\f');
    read_text(reader, at + sg_wide_first(ends));
    reader->is_blank = (~sg_wide_bits(blank) & (ends - 1) & ~ends) == 0;
    return SG_HTML_TEXT;
}

/* Where the text ends that a `<` before `from` belongs to: at the next one that may start markup. */
static size_t plain_end(sg_span html, size_t from)
{
    size_t at = sg_find(html, '<', from);
    while (at < html.len && sg_at(html, at + 1) == '<')
        at++;
    return at;
}

enum sg_html_token sg_html_next(struct sg_html_reader *reader)
{
    if (reader->raw != SG_TAG_NONE)
        return read_raw_text(reader);
    sg_span html = reader->html;
    size_t at = reader->at;
    if (at >= html.len)
        return SG_HTML_OVER;
    if (sg_at(html, at) != '<')
        return read_plain(reader);
    int next = sg_at(html, at + 1);
    bool is_end = next == '/';
    if (sg_is_alpha(is_end ? sg_at(html, at + 2) : next))
        return read_tag(reader, at + 1 + is_end, is_end);
    if (next == '!')
        return read_markup(reader);
    if (next == '?' || (next == '/' && at + 2 < html.len))
        return read_comment(reader, at + 2, SG_SPAN(">"));
    return read_text(reader, plain_end(html, at + 1));
}
