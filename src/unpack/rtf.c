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

enum action {
    NONE,        /* formatting */
    CHARACTER,   /* stands for `value` */
    DESTINATION, /* its group is for `value` */
    TRANSPARENT, /* its group is for what the group around it is for, even after \* */
    CODE_PAGE,
    FONT_CHARSET,
    FALLBACK,
    HAS_PAGE,
    FOR_RTF,
    LOADS,
    UNICODE,
    OCTETS,
};

struct known {
    sg_span name;
    enum action action;
    int32_t value;
};

/* What a word does; NONE when it is not known.  Sorted. */
static const struct known *meaning_of(sg_span name)
{
    static const struct known words[] = {
        { SG_SPAN_INIT("ansicpg"), CODE_PAGE, 0 },
        { SG_SPAN_INIT("bin"), OCTETS, 0 },
        { SG_SPAN_INIT("bullet"), CHARACTER, 0x2022 },
        { SG_SPAN_INIT("cell"), CHARACTER, '\t' },
        { SG_SPAN_INIT("colorschememapping"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("colortbl"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("datastore"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("emdash"), CHARACTER, 0x2014 },
        { SG_SPAN_INIT("endash"), CHARACTER, 0x2013 },
        { SG_SPAN_INIT("fcharset"), FONT_CHARSET, 0 },
        { SG_SPAN_INIT("filetbl"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("fldinst"), DESTINATION, FIELD },
        { SG_SPAN_INIT("fonttbl"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("fromhtml"), HAS_PAGE, 0 },
        { SG_SPAN_INIT("generator"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("htmlrtf"), FOR_RTF, 0 },
        { SG_SPAN_INIT("htmltag"), DESTINATION, PAGE },
        { SG_SPAN_INIT("info"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("latentstyles"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("ldblquote"), CHARACTER, 0x201c },
        { SG_SPAN_INIT("line"), CHARACTER, '\n' },
        { SG_SPAN_INIT("listoverridetable"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("listtable"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("lquote"), CHARACTER, 0x2018 },
        { SG_SPAN_INIT("nonshppict"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("objautlink"), LOADS, 0 },
        { SG_SPAN_INIT("objclass"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("objdata"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("objlink"), LOADS, 0 },
        { SG_SPAN_INIT("objname"), TRANSPARENT, 0 },
        { SG_SPAN_INIT("objupdate"), LOADS, 0 },
        { SG_SPAN_INIT("page"), CHARACTER, '\n' },
        { SG_SPAN_INIT("par"), CHARACTER, '\n' },
        { SG_SPAN_INIT("pgdsctbl"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("pict"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("rdblquote"), CHARACTER, 0x201d },
        { SG_SPAN_INIT("result"), TRANSPARENT, 0 },
        { SG_SPAN_INIT("revtbl"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("row"), CHARACTER, '\n' },
        { SG_SPAN_INIT("rquote"), CHARACTER, 0x2019 },
        { SG_SPAN_INIT("rsidtbl"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("sect"), CHARACTER, '\n' },
        { SG_SPAN_INIT("shpinst"), TRANSPARENT, 0 },
        { SG_SPAN_INIT("shppict"), TRANSPARENT, 0 },
        { SG_SPAN_INIT("shptxt"), TRANSPARENT, 0 },
        { SG_SPAN_INIT("stylesheet"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("tab"), CHARACTER, '\t' },
        { SG_SPAN_INIT("template"), DESTINATION, TEMPLATE },
        { SG_SPAN_INIT("themedata"), DESTINATION, SKIPPED },
        { SG_SPAN_INIT("uc"), FALLBACK, 0 },
        { SG_SPAN_INIT("xmlnstbl"), DESTINATION, SKIPPED },
    };
    static const struct known none = { { NULL, 0 }, NONE, 0 };
    static const struct known u = { SG_SPAN_INIT("u"), UNICODE, 0 };

    if (name.len == 1) /* most of them: \b, \f1, \i */
        return sg_at(name, 0) == 'u' ? &u : &none;
    size_t from = 0, to = sizeof(words) / sizeof(*words);
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = sg_order(name, words[middle].name);
        if (order == 0)
            return &words[middle];
        from = order > 0 ? middle + 1 : from;
        to = order > 0 ? to : middle;
    }
    return &none;
}

static void act(struct rtf *r, const struct known *known, const struct word *w)
{
    struct group *g = here(r);
    switch (known->action) {
    case NONE:
    case TRANSPARENT:
        return;
    case CHARACTER:
        put_character(r, known->value);
        return;
    case DESTINATION: /* nothing in what is skipped is shown again */
        if (g->destination != SKIPPED)
            g->destination = (enum destination)known->value;
        return;
    case CODE_PAGE:
        r->label = sg_unpack_codepage((uint32_t)w->number);
        return;
    case FONT_CHARSET:
        r->is_japanese |= w->number == 128;
        return;
    case FALLBACK:
        g->n_fallback = w->number < 0 || w->number > 16 ? 1 : (uint32_t)w->number;
        return;
    case HAS_PAGE:
        r->has_page = true;
        return;
    case FOR_RTF:
        flush(r);
        g->is_for_rtf = !w->has_number || w->number != 0;
        return;
    case LOADS:
        r->u->traits |= SG_UNPACK_TEMPLATE;
        return;
    case UNICODE:
        if (w->has_number)
            put_unicode(r, w->number);
        return;
    case OCTETS:
        r->rest = sg_tail(r->rest, w->number > 0 ? (size_t)w->number : 0);
        return;
    }
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
    const struct known *known = meaning_of(w.name);
    if (r->is_ignorable && known->action == NONE)
        here(r)->destination = SKIPPED;
    r->is_ignorable = false;
    act(r, known, &w);
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
