/* unpack/rtf.c - RTF (1.9.1): the links of its fields, what it loads, its text.
 *
 * When it carries a page (MS-OXRTFEX, as Outlook sends them), the page is taken out of it instead. */
#include "text/unicode.h"
#include "unpack/field.h"
#include "unpack/words.h"

enum destination {
    SHOWN,    /* text that a reader sees */
    SKIPPED,  /* fonts, pictures' octets, ... */
    FIELD,    /* the code of a field */
    TEMPLATE, /* an address that is loaded */
    PAGE,     /* a piece of the page inside */
};

struct group {
    enum destination destination;
    uint32_t n_fallback; /* characters after a \u that stand for it where \u is not known */
    bool is_for_rtf;     /* \htmlrtf: not part of the page inside */
};

struct rtf {
    struct sg_unpacking *u;
    sg_span rest;
    struct group groups[SG_MAX_GROUPS];
    size_t n_groups, n_deeper;
    struct sg_buf text, field; /* UTF-8 */
    struct sg_buf octets;      /* in the document's charset, not in `text` yet */
    sg_span label;             /* of that charset */
    uint32_t n_fallback;       /* characters still to be passed over */
    bool is_ignorable;         /* after \*: the group is skipped when its word is not known */
    bool has_page, is_japanese;
};

struct word {
    sg_span name;
    int64_t number; /* 0: none */
    bool has_number;
};

static struct group *here(struct rtf *r)
{
    return &r->groups[r->n_groups - 1];
}

/* ---- characters ---- */

static struct sg_buf *target(struct rtf *r)
{
    const struct group *g = here(r);
    if (g->destination == FIELD || g->destination == TEMPLATE)
        return &r->field;
    bool is_of_page = g->destination == PAGE || (g->destination == SHOWN && !g->is_for_rtf);
    if (r->has_page ? is_of_page : g->destination == SHOWN)
        return &r->text;
    return NULL;
}

/* Octets wait until their run ends, as one character may be several. */
static void flush(struct rtf *r)
{
    struct sg_buf *out = target(r);
    sg_span label = r->is_japanese ? SG_SPAN("shift_jis") : r->label;
    if (r->octets.len > 0 && out != NULL) {
        sg_span octets = sg_buf_span(&r->octets);
        bool is_ascii = sg_find_non_ascii(octets) == octets.len;
        sg_put(out, is_ascii ? octets : sg_unpack_words(r->u->arena, label, octets));
    }
    r->octets.len = 0;
}

static void put_octet(struct rtf *r, int octet)
{
    if (r->n_fallback > 0) {
        r->n_fallback--;
        return;
    }
    if (octet < 0 || target(r) == NULL)
        return;
    sg_put_octet(&r->octets, (uint8_t)octet);
    if (r->octets.len == r->octets.ceiling)
        flush(r);
}

static void put_character(struct rtf *r, int32_t character)
{
    flush(r);
    if (target(r) != NULL)
        sg_put_utf8(target(r), character);
}

/* \u-10179: 16 bits, signed; the halves of a pair come one after the other. */
static void put_unicode(struct rtf *r, int64_t number)
{
    int32_t c = (int32_t)(number & 0xffff);
    if (c >= 0xd800 && c < 0xdc00) {
        sg_span rest = r->rest;
        size_t at = sg_find_span(sg_cut(rest, 0, 16), SG_SPAN("\\u"), 0);
        int64_t low = 0;
        sg_span digits = sg_tail(rest, at + 2);
        size_t len = sg_at(digits, 0) == '-' ? 1 : 0;
        while (sg_is_digit(sg_at(digits, len)) && len < 6)
            len++;
        if (at < 16 && sg_number(sg_cut(digits, 0, len), -32768, 65535, &low) &&
            (low & 0xfc00) == 0xdc00) {
            c = 0x10000 + ((c - 0xd800) << 10 | (int32_t)(low & 0x3ff));
            r->rest = sg_tail(digits, len);
        }
    }
    put_character(r, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    r->n_fallback = here(r)->n_fallback;
}

/* ---- groups ---- */

static void open_group(struct rtf *r)
{
    flush(r);
    r->n_fallback = 0;
    if (r->n_groups == SG_MAX_GROUPS) {
        r->n_deeper++;
        r->u->traits |= SG_UNPACK_CUT;
        return;
    }
    r->groups[r->n_groups] = *here(r);
    r->n_groups++;
}

static void close_group(struct rtf *r)
{
    flush(r);
    r->n_fallback = 0;
    if (r->n_deeper > 0) {
        r->n_deeper--;
        return;
    }
    if (r->n_groups == 1)
        return;
    enum destination was = here(r)->destination;
    r->n_groups--;
    if (was == here(r)->destination || r->field.len == 0)
        return;
    sg_span said = sg_trim(sg_buf_span(&r->field));
    if (was == FIELD)
        sg_field_read(r->u, (sg_span){ 0 }, 0, said);
    if (was == TEMPLATE && sg_find_span(said, SG_SPAN("//"), 0) < said.len) {
        r->u->traits |= SG_UNPACK_TEMPLATE;
        sg_unpack_link(r->u, SG_SPAN("template"), 0, said);
    }
    if (was == FIELD || was == TEMPLATE)
        r->field.len = 0;
}

/* ---- control words ---- */

static bool is_one_of(sg_span name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sg_same(name, sg_span_of(names[i])))
            return true;
    return false;
}

/* True when the word says what its group is for. */
static bool set_destination(struct rtf *r, sg_span name)
{
    static const char *const skipped[] = { "fonttbl",    "colortbl",
                                           "stylesheet", "info",
                                           "pict",       "objdata",
                                           "objclass",   "themedata",
                                           "datastore",  "filetbl",
                                           "listtable",  "listoverridetable",
                                           "generator",  "colorschememapping",
                                           "xmlnstbl",   "rsidtbl",
                                           "revtbl",     "latentstyles",
                                           "pgdsctbl",   "nonshppict" };
    static const char *const transparent[] = { "shppict", "objname", "result", "shptxt",
                                               "shpinst" };
    struct group *g = here(r);
    if (g->destination == SKIPPED) /* nothing in what is skipped is shown again */
        return true;
    if (sg_same(name, SG_SPAN("fldinst")))
        g->destination = FIELD;
    else if (sg_same(name, SG_SPAN("template")))
        g->destination = TEMPLATE;
    else if (sg_same(name, SG_SPAN("htmltag")))
        g->destination = PAGE;
    else if (is_one_of(name, skipped, sizeof(skipped) / sizeof(*skipped)))
        g->destination = SKIPPED;
    else if (!is_one_of(name, transparent, sizeof(transparent) / sizeof(*transparent)))
        return false;
    return true;
}

/* True for a word that sets a property of the document or of the group. */
static bool set_property(struct rtf *r, const struct word *w)
{
    static const char *const loads[] = { "objupdate", "objautlink", "objlink" };
    if (sg_same(w->name, SG_SPAN("ansicpg")))
        r->label = sg_unpack_codepage((uint32_t)w->number);
    else if (sg_same(w->name, SG_SPAN("fcharset")))
        r->is_japanese |= w->number == 128;
    else if (sg_same(w->name, SG_SPAN("uc")))
        here(r)->n_fallback = w->number < 0 || w->number > 16 ? 1 : (uint32_t)w->number;
    else if (sg_same(w->name, SG_SPAN("fromhtml")))
        r->has_page = true;
    else if (sg_same(w->name, SG_SPAN("htmlrtf"))) {
        flush(r);
        here(r)->is_for_rtf = !w->has_number || w->number != 0;
    } else if (is_one_of(w->name, loads, sizeof(loads) / sizeof(*loads)))
        r->u->traits |= SG_UNPACK_TEMPLATE;
    else
        return false;
    return true;
}

static void put_word(struct rtf *r, const struct word *w)
{
    static const char *const lines[] = { "par", "line", "row", "sect", "page" };

    static const struct {
        const char *name;
        int32_t character;
    } signs[] = { { "tab", '\t' },      { "cell", '\t' },        { "lquote", 0x2018 },
                  { "rquote", 0x2019 }, { "ldblquote", 0x201c }, { "rdblquote", 0x201d },
                  { "bullet", 0x2022 }, { "endash", 0x2013 },    { "emdash", 0x2014 } };

    if (is_one_of(w->name, lines, sizeof(lines) / sizeof(*lines)))
        put_character(r, '\n');
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (sg_same(w->name, sg_span_of(signs[i].name)))
            put_character(r, signs[i].character);
}

/* Letters, a number, and one blank that belongs to them. */
static struct word take_word(struct rtf *r)
{
    enum { MAX_LETTERS = 32, MAX_DIGITS = 10 };

    struct word w = { 0 };
    size_t end = 0;
    while (sg_is_alpha(sg_at(r->rest, end)) && end < MAX_LETTERS)
        end++;
    w.name = sg_cut(r->rest, 0, end);
    size_t from = end;
    end += sg_at(r->rest, end) == '-' ? 1 : 0;
    while (sg_is_digit(sg_at(r->rest, end)) && end - from < MAX_DIGITS)
        end++;
    w.has_number = sg_number(sg_cut(r->rest, from, end - from), INT32_MIN, INT32_MAX, &w.number);
    r->rest = sg_tail(r->rest, end + (sg_at(r->rest, end) == ' ' ? 1 : 0));
    return w;
}

static void read_word(struct rtf *r)
{
    struct word w = take_word(r);
    bool is_ignorable = r->is_ignorable;
    r->is_ignorable = false;
    if (sg_same(w.name, SG_SPAN("u")) && w.has_number)
        put_unicode(r, w.number);
    else if (sg_same(w.name, SG_SPAN("bin")) && w.number > 0)
        r->rest = sg_tail(r->rest, (size_t)w.number);
    else if (set_property(r, &w) || set_destination(r, w.name))
        return;
    else if (is_ignorable)
        here(r)->destination = SKIPPED;
    else
        put_word(r, &w);
}

/* What follows a backslash. */
static void read_control(struct rtf *r)
{
    int c = sg_at(r->rest, 0);
    if (sg_is_alpha(c)) {
        read_word(r);
        return;
    }
    r->rest = sg_tail(r->rest, 1);
    if (c == '\'') {
        int high = sg_hex_value(sg_at(r->rest, 0)), low = sg_hex_value(sg_at(r->rest, 1));
        put_octet(r, high < 0 || low < 0 ? -1 : high << 4 | low);
        r->rest = sg_tail(r->rest, 2);
    } else if (c == '*')
        r->is_ignorable = true;
    else if (c == '\r' || c == '\n')
        put_character(r, '\n');
    else if (c == '~')
        put_octet(r, ' ');
    else if (c == '{' || c == '}' || c == '\\')
        put_octet(r, c);
}

static void read_all(struct rtf *r)
{
    while (r->rest.len > 0) {
        int c = sg_at(r->rest, 0);
        r->rest = sg_tail(r->rest, 1);
        if (c == '{')
            open_group(r);
        else if (c == '}')
            close_group(r);
        else if (c == '\\')
            read_control(r);
        else if (c != '\r' && c != '\n')
            put_octet(r, c);
    }
    flush(r);
}

void sg_unpack_rtf(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    enum { RUN = 4096 }; /* octets converted at once */

    (void)kind;
    struct rtf *r = SG_NEW(u->arena, struct rtf);
    r->u = u;
    r->rest = octets;
    r->n_groups = 1;
    r->groups[0].n_fallback = 1;
    r->text = SG_BUF_IN(u->arena, SG_MAX_DOCUMENT_TEXT);
    r->field = SG_BUF_IN(u->arena, SG_MAX_URL);
    r->octets = SG_BUF_IN(u->arena, RUN);
    if (!sg_starts(octets, SG_SPAN("{\\rt")))
        u->traits |= SG_UNPACK_BROKEN;
    read_all(r);
    if (r->text.cut)
        u->traits |= SG_UNPACK_CUT;
    sg_span text = sg_trim(sg_buf_span(&r->text));
    if (text.len > 0 && r->has_page)
        sg_unpack_give_file(u, SG_SPAN("body.html"), text);
    else if (text.len > 0)
        sg_unpack_give(u, SG_ITEM_TEXT, (sg_span){ 0 }, text);
}
