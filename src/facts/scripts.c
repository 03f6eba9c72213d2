/* facts/scripts.c - what the scripts of a page do, and what they hide, one level deep.
 *
 * No script is run.  Its words are looked up in a table, in one walk; its strings are decoded when they are long and
 * wholly base64, percent escapes, backslash escapes, hexadecimal or a list of numbers.  What a second layer hides
 * stays hidden, but that a long string decodes to no text is seen. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"
#include "text/transfer.h"
#include "text/unicode.h"

enum {
    MIN_HIDDEN = 48,      /* octets of a string that is worth decoding */
    MAX_DECODED = 20,     /* strings decoded of one file */
    MAX_ADDRESSES = 50,   /* kept of one file's scripts */
    MAX_HANDLERS = 50,    /* attributes with scripts that are read of one file */
    NEAR = 300,           /* octets behind a word in which its address stands */
    MIN_ESCAPES = 10,     /* that make a string an escaped one */
    MIN_NUMBERS = 20,     /* of a list that is text in character codes */
    MAX_SHOWN_WORDS = 80, /* octets shown around a word */
};

struct scripts {
    struct sg_opening *o;
    struct sg_file *file;
    const struct sg_text *source;
    size_t n_decoded, n_handlers;
    bool is_unended[3]; /* by quote: it opens a string that does not end in this script */
};

/* ---- words ---- */

struct word {
    sg_span name;
    enum sg_trick trick;
};

static const struct word words[] = {
    { SG_SPAN_INIT("atob"), SG_TRICK_DECODES },
    { SG_SPAN_INIT("unescape"), SG_TRICK_DECODES },
    { SG_SPAN_INIT("decodeURIComponent"), SG_TRICK_DECODES },
    { SG_SPAN_INIT("fromCharCode"), SG_TRICK_DECODES },
    { SG_SPAN_INIT("Blob"), SG_TRICK_BLOB },
    { SG_SPAN_INIT("createObjectURL"), SG_TRICK_BLOB },
    { SG_SPAN_INIT("msSaveBlob"), SG_TRICK_BLOB },
    { SG_SPAN_INIT("msSaveOrOpenBlob"), SG_TRICK_BLOB },
    { SG_SPAN_INIT("download"), SG_TRICK_SAVES },
    { SG_SPAN_INIT("innerHTML"), SG_TRICK_WRITES },
    { SG_SPAN_INIT("outerHTML"), SG_TRICK_WRITES },
    { SG_SPAN_INIT("insertAdjacentHTML"), SG_TRICK_WRITES },
    { SG_SPAN_INIT("srcdoc"), SG_TRICK_WRITES },
    { SG_SPAN_INIT("document.write"), SG_TRICK_WRITES },
    { SG_SPAN_INIT("document.writeln"), SG_TRICK_WRITES },
    { SG_SPAN_INIT("eval"), SG_TRICK_EVALUATES },
    { SG_SPAN_INIT("Function"), SG_TRICK_EVALUATES },
    { SG_SPAN_INIT("location"), SG_TRICK_REDIRECTS },
    { SG_SPAN_INIT("location.href"), SG_TRICK_REDIRECTS },
    { SG_SPAN_INIT("location.replace"), SG_TRICK_REDIRECTS },
    { SG_SPAN_INIT("location.assign"), SG_TRICK_REDIRECTS },
    { SG_SPAN_INIT("fetch"), SG_TRICK_POSTS },
    { SG_SPAN_INIT("XMLHttpRequest"), SG_TRICK_POSTS },
    { SG_SPAN_INIT("sendBeacon"), SG_TRICK_POSTS },
    { SG_SPAN_INIT("ajax"), SG_TRICK_POSTS },
    { SG_SPAN_INIT("$.post"), SG_TRICK_POSTS },
    { SG_SPAN_INIT("axios.post"), SG_TRICK_POSTS },
};

static bool is_word(int octet)
{
    return sg_is_alnum(octet) || octet == '_' || octet == '$' || octet == '.';
}

/* "window.location.href" is told by its end, from any dot on. */
static const struct word *word_of(sg_span name)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        sg_span known = words[i].name;
        if (sg_ends(name, known) &&
            (name.len == known.len || sg_at(name, name.len - known.len - 1) == '.'))
            return &words[i];
    }
    return NULL;
}

/* Told from a mere mention: called, assigned to, or made. */
static bool is_used(enum sg_trick trick, sg_span after)
{
    after = sg_trim(after);
    int c = sg_at(after, 0);
    if (trick == SG_TRICK_REDIRECTS || trick == SG_TRICK_WRITES || trick == SG_TRICK_SAVES)
        return c == '(' || (c == '=' && sg_at(after, 1) != '=') || c == '\'' || c == '"' ||
               c == ']';
    return c == '(' || trick == SG_TRICK_POSTS;
}

static void see(struct scripts *s, enum sg_trick trick, sg_span at)
{
    struct sg_attachment *shown = s->file->shown;
    if ((shown->tricks & (unsigned)trick) != 0)
        return;
    shown->tricks |= (unsigned)trick;
    sg_span from = sg_tail(s->source->utf8, sg_range_in(s->source->utf8, at).from);
    sg_span part = sg_utf8_cut(from, MAX_SHOWN_WORDS);
    shown->seen[shown->n_seen++] =
        (struct sg_trick_seen){ trick, sg_place_of(s->source, part), part };
}

/* ---- addresses ---- */

static bool is_address(sg_span s)
{
    return sg_starts_nocase(s, SG_SPAN("http:")) || sg_starts_nocase(s, SG_SPAN("https:")) ||
           sg_starts(s, SG_SPAN("//"));
}

/* The text of the string whose opening quote is at `at`; empty when it does not end. */
static sg_span string_at(sg_span script, size_t at)
{
    uint8_t quote = (uint8_t)sg_at(script, at);
    size_t end = at + 1;
    while ((end = sg_find(script, quote, end)) < script.len && sg_at(script, end - 1) == '\\' &&
           sg_at(script, end - 2) != '\\')
        end++;
    return end < script.len ? sg_cut(script, at + 1, end - at - 1) : (sg_span){ 0 };
}

/* The first string near `from` that is an address. */
static void find_address(struct scripts *s, sg_span script, size_t from,
                         enum sg_page_link_kind kind)
{
    static const struct sg_octets quotes = SG_FEW('\'', '"', '`', '`');
    sg_span near = sg_cut(script, from, NEAR);
    for (size_t at = 0; (at = sg_find_any(near, &quotes, at)) < near.len; at++) {
        sg_span text = string_at(near, at);
        if (!is_address(text))
            continue;
        if (s->file->links.n < MAX_ADDRESSES)
            *SG_PUSH(s->o->f->arena, &s->file->links) = (struct sg_attached_link){
                .kind = kind, .address = text, .place = sg_place_of(s->source, text)
            };
        return;
    }
}

/* ---- hidden strings ---- */

static size_t count_octet(sg_span s, uint8_t octet)
{
    size_t n = 0;
    for (size_t at = 0; (at = sg_find(s, octet, at)) < s.len; at++)
        n++;
    return n;
}

/* \x3c, \u003c, \n and the like. */
static sg_span unbackslashed(struct sg_arena *arena, sg_span text)
{
    struct sg_buf b = SG_BUF_IN(arena, text.len);
    for (size_t i = 0; i < text.len;) {
        size_t next = sg_find(text, '\\', i);
        sg_put(&b, sg_cut(text, i, next - i));
        int kind = sg_at(text, next + 1);
        size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 0;
        int32_t c = 0;
        for (size_t k = 0; k < digits; k++) {
            int value = sg_hex_value(sg_at(text, next + 2 + k));
            c = value < 0 || c < 0 ? -1 : c << 4 | value;
        }
        if (digits > 0 && c > 0 && (c < 0xD800 || c > 0xDFFF))
            sg_put_utf8(&b, c);
        i = next + 2 + (c > 0 ? digits : 0);
    }
    return sg_buf_done(&b);
}

static bool is_all_hex(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_hex_value(sg_at(s, i)) < 0)
            return false;
    return s.len % 2 == 0;
}

static sg_span from_hex(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len / 2);
    for (size_t i = 0; i + 1 < s.len; i += 2)
        sg_put_octet(&b, (uint8_t)(sg_hex_value(sg_at(s, i)) << 4 | sg_hex_value(sg_at(s, i + 1))));
    return sg_buf_done(&b);
}

/* What the string is when one layer is taken off; empty when it wears none that we know. */
static sg_span decoded(struct sg_arena *arena, sg_span text)
{
    sg_span data = SG_SPAN(";base64,");
    size_t at = sg_starts_nocase(text, SG_SPAN("data:"))
                    ? sg_find_nocase(sg_cut(text, 0, 200), data, 0)
                    : SIZE_MAX;
    sg_span out = { 0 };
    if (at < text.len && at < 200)
        text = sg_tail(text, at + data.len);
    if (is_all_hex(text))
        return from_hex(arena, text);
    if (sg_base64_token(arena, sg_trim(text), &out))
        return out;
    if (count_octet(text, '%') >= MIN_ESCAPES)
        return sg_percent_decode(arena, text);
    if (count_octet(text, '\\') >= MIN_ESCAPES)
        return unbackslashed(arena, text);
    return (sg_span){ 0 };
}

/* Worth a look: a page, a picture, a file, or text with an address. */
static bool is_something(sg_span octets)
{
    enum sg_file_kind kind = sg_file_sniff(octets);
    if (kind == SG_FILE_TEXT)
        return sg_holds_nocase(octets, SG_SPAN("http")) || sg_holds(octets, SG_SPAN("<"));
    return kind != SG_FILE_UNKNOWN && kind != SG_FILE_EMPTY;
}

static void take_decoded(struct scripts *s, sg_span written, sg_span octets)
{
    if (octets.len == 0 || !is_something(octets))
        return;
    see(s, SG_TRICK_HIDES, written);
    s->n_decoded++;
    const struct sg_content draft = { .attachment = s->file->shown,
                                      .part = s->file->shown->part,
                                      .how = SG_CONTENT_DECODED,
                                      .octets = octets };
    const struct sg_content *content = sg_facts_add_content(s->o, &draft);
    if (content != NULL)
        (void)sg_facts_add_file(s->o, s->file, content, (sg_span){ 0 });
}

/* Strings joined by "+" are one: 'aHR0' + 'cHM6'. `*at` is the first's opening quote and moves past the last. */
static sg_span joined(struct scripts *s, sg_span script, size_t *at)
{
    sg_span first = string_at(script, *at);
    struct sg_buf all = SG_BUF_IN(s->o->f->arena, SG_MAX_SCRIPT);
    bool is_joined = false;
    sg_span text = first;
    for (;;) {
        size_t end = text.at == NULL ? *at + 1 : sg_range_in(script, text).from + text.len + 1;
        size_t next = end;
        while (sg_is_blank(sg_at(script, next)))
            next++;
        bool goes_on = text.len > 0 && sg_at(script, next) == '+';
        for (next += goes_on; goes_on && sg_is_blank(sg_at(script, next));)
            next++;
        int quote = sg_at(script, next);
        goes_on = goes_on && (quote == '\'' || quote == '"');
        if (is_joined || goes_on)
            sg_put(&all, text);
        *at = end;
        if (!goes_on)
            return is_joined ? sg_buf_done(&all) : first;
        is_joined = true;
        text = string_at(script, next);
    }
}

static size_t quote_of(int octet)
{
    return octet == '"' ? 0 : octet == '`' ? 1 : 2;
}

static void read_string(struct scripts *s, sg_span script, size_t *at)
{
    size_t start = *at;
    bool *is_unended = &s->is_unended[quote_of(sg_at(script, start))];
    if (*is_unended) {
        ++*at;
        return;
    }
    sg_span text = joined(s, script, at);
    *is_unended = text.at == NULL;
    if (text.len >= MIN_HIDDEN && s->n_decoded < MAX_DECODED)
        take_decoded(s, sg_cut(script, start + 1, text.len), decoded(s->o->f->arena, text));
}

/* "60,104,116,109,108": `*at` is the first digit and moves past the list. */
static void read_numbers(struct scripts *s, sg_span script, size_t *at)
{
    struct sg_buf b = SG_BUF_IN(s->o->f->arena, SG_MAX_SCRIPT);
    size_t start = *at, n = 0;
    while (sg_is_digit(sg_at(script, *at))) {
        int32_t c = 0;
        for (; sg_is_digit(sg_at(script, *at)); ++*at)
            c = c > 0xFFFF ? c : c * 10 + (sg_at(script, *at) - '0');
        if (c > 0 && c <= 0xFFFF && (c < 0xD800 || c > 0xDFFF))
            sg_put_utf8(&b, c);
        n++;
        size_t next = *at;
        while (sg_at(script, next) == ',' || sg_is_blank(sg_at(script, next)))
            next++;
        if (next == *at)
            break;
        *at = next;
    }
    if (n >= MIN_NUMBERS && s->n_decoded < MAX_DECODED)
        take_decoded(s, sg_cut(script, start, *at - start), sg_buf_done(&b));
}

/* ---- a script ---- */

static size_t read_word(struct scripts *s, sg_span script, size_t at)
{
    size_t end = at;
    while (is_word(sg_at(script, end)))
        end++;
    const struct word *word = word_of(sg_cut(script, at, end - at));
    if (word == NULL || !is_used(word->trick, sg_cut(script, end, 40)))
        return end;
    see(s, word->trick, sg_cut(script, at, end - at));
    if (word->trick == SG_TRICK_REDIRECTS)
        find_address(s, script, end, SG_LINK_REFRESH);
    if (word->trick == SG_TRICK_POSTS)
        find_address(s, script, end, SG_LINK_FORM);
    return end;
}

static void read_script(struct scripts *s, sg_span script)
{
    memset(s->is_unended, 0, sizeof(s->is_unended));
    for (size_t at = 0; at < script.len;) {
        int c = sg_at(script, at);
        if (c == '\'' || c == '"' || c == '`')
            read_string(s, script, &at);
        else if (sg_is_digit(c))
            read_numbers(s, script, &at);
        else if (is_word(c))
            at = read_word(s, script, at);
        else
            at++;
    }
}

/* <a download>, and what stands in onload="...". */
static void read_tag(struct scripts *s, sg_span tag)
{
    if (sg_holds_nocase(tag, SG_SPAN(" download")) && sg_starts_nocase(tag, SG_SPAN("<a ")))
        see(s, SG_TRICK_SAVES, tag);
    for (size_t at = 0; (at = sg_find_nocase(tag, SG_SPAN(" on"), at)) < tag.len; at += 3) {
        size_t name = at + 3;
        while (sg_is_alpha(sg_at(tag, name)))
            name++;
        int quote = sg_at(tag, name + 1);
        if (sg_at(tag, name) == '=' && name > at + 3 && (quote == '"' || quote == '\'') &&
            s->n_handlers++ < MAX_HANDLERS)
            read_script(s, string_at(tag, name + 1));
    }
}

void sg_facts_scripts(struct sg_opening *o, struct sg_file *file, const struct sg_text *source)
{
    struct scripts s = { .o = o, .file = file, .source = source };
    sg_span page = sg_cut(source->utf8, 0, SG_MAX_SCRIPT);
    if (!sg_holds_nocase(page, SG_SPAN("<script")) && !sg_holds_nocase(page, SG_SPAN(" on")) &&
        !sg_holds_nocase(page, SG_SPAN(" download")))
        return;
    if (page.len < source->utf8.len)
        sg_odd(&o->f->oddities, SG_ODD_LIMIT, sg_place_of(source, source->utf8), "script");
    for (size_t at = 0; (at = sg_find(page, '<', at)) < page.len;) {
        size_t end = sg_find(page, '>', at);
        sg_span tag = sg_cut(page, at, end + 1 - at);
        at = end + 1;
        if (sg_starts_nocase(tag, SG_SPAN("<script"))) {
            size_t close = sg_find_nocase(page, SG_SPAN("</script"), at);
            read_script(&s, sg_cut(page, at, close - at));
            at = close;
        } else {
            read_tag(&s, tag);
        }
    }
}
