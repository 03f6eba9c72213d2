/* facts/passages.c - the texts that a reader sees, made comparable, with the phrases found in them. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"
#include "facts/inner.h"
#include "text/language.h"
#include "text/unicode.h"

/* The text without the lines that quote another mail ("> ..."): what they say is not this mail's. */
static struct sg_text without_quotes(struct sg_arena *arena, const struct sg_text *text)
{
    if (!sg_starts(text->utf8, SG_SPAN(">")) && !sg_holds(text->utf8, SG_SPAN("\n>")))
        return *text;
    struct sg_places *places = sg_places_open(arena, text->places);
    struct sg_buf own = SG_BUF_IN(arena, text->utf8.len + 1);
    for (size_t at = 0; at < text->utf8.len;) {
        size_t end = sg_find(text->utf8, '\n', at);
        sg_span line = sg_cut(text->utf8, at, end + 1 - at);
        if (sg_at(line, 0) != '>') {
            sg_places_point(arena, places, own.len, at);
            sg_put(&own, line);
        }
        at = end + 1;
    }
    return (struct sg_text){ sg_buf_done(&own), places };
}

static void count_letters(struct sg_passage *p)
{
    sg_span s = p->text.utf8;
    for (size_t at = 0; at < s.len;) {
        if (sg_at(s, at) < 0x80) {
            sg_span ascii = sg_tail(s, at);
            ascii = sg_cut(ascii, 0, sg_find_non_ascii(ascii));
            p->n_latin += sg_count_ascii_letters(ascii);
            at += ascii.len;
            continue;
        }
        enum sg_script script = sg_script_of(sg_utf8_next(s, &at));
        p->n_kana += script == SG_SCRIPT_HIRAGANA || script == SG_SCRIPT_KATAKANA;
        p->n_han += script == SG_SCRIPT_HAN;
        p->n_latin += script == SG_SCRIPT_LATIN;
        p->n_greek_cyrillic += script == SG_SCRIPT_GREEK || script == SG_SCRIPT_CYRILLIC;
    }
}

static void limit(struct sg_reading *r, const char *what)
{
    sg_odd(&r->f->oddities, SG_ODD_LIMIT, (struct sg_range){ 0 }, what);
}

/* As much of `text` as the mail's budget still holds. */
static struct sg_text affordable(struct sg_reading *r, const struct sg_text *text)
{
    struct sg_text kept = { sg_utf8_cut(text->utf8, r->most - r->read), text->places };
    r->read += kept.utf8.len;
    if (kept.utf8.len < text->utf8.len)
        limit(r, "texts");
    return kept;
}

static void find_phrases(struct sg_reading *r, struct sg_passage *p)
{
    struct sg_facts *f = r->f;
    sg_phrases_scan(f->arena, f->intel->phrases, p->folded.utf8, &p->phrases);
    size_t left = SG_MAX_ALL_PHRASES - r->n_phrases;
    if (p->phrases.cut || p->phrases.n > left)
        limit(r, "phrases");
    if (p->phrases.n > left)
        p->phrases.n = left;
    r->n_phrases += p->phrases.n;
}

struct sg_passage *sg_facts_add_text(struct sg_reading *r, enum sg_text_kind kind,
                                     const struct sg_text *text)
{
    struct sg_facts *f = r->f;
    struct sg_passage *p = SG_PUSH(f->arena, &r->passages);
    p->kind = kind;
    p->text = affordable(r, text);
    text = &p->text;
    struct sg_text own = { text->utf8, sg_places_literal(f->arena, 0, NULL) };
    if (kind == SG_TEXT_PLAIN)
        own = without_quotes(f->arena, &own);
    p->folded = sg_fold(f->arena, f->intel->folder, &own);
    if (sg_fold_is_cut(p->folded.utf8, own.utf8.len))
        limit(r, "folded text");
    find_phrases(r, p);
    p->language = sg_language_of(p->text.utf8);
    count_letters(p);
    if (p->phrases.n > 0 && p->n_kana > 0)
        sg_facts_drop_mentions(p);
    return p;
}

struct sg_passage *sg_facts_add_mute_text(struct sg_reading *r, const struct sg_text *text)
{
    struct sg_passage *p = SG_PUSH(r->f->arena, &r->passages);
    p->kind = SG_TEXT_PLAIN;
    p->text = *text;
    p->language = "und";
    return p;
}

/* The charset that the page itself names counts only where the part names none. */
static struct sg_converted part_text(struct sg_facts *f, const struct sg_part *part, bool is_page)
{
    sg_span meta = { 0 };
    if (is_page && part->charset.len == 0)
        meta = sg_page_charset(sg_part_octets(f->arena, part, SG_MAX_TEXT, &f->oddities).octets);
    return sg_part_text(f->arena, f->intel->charsets, part, meta, &f->oddities);
}

bool sg_facts_has_room(struct sg_reading *r, struct sg_range place, bool is_page)
{
    if (r->octets >= SG_MAX_TEXTS || (is_page && r->n_pages == SG_MAX_PAGES)) {
        sg_odd(&r->f->oddities, SG_ODD_LIMIT, place, r->octets >= SG_MAX_TEXTS ? "texts" : "pages");
        return false;
    }
    r->n_pages += is_page;
    return true;
}

static void add_part(struct sg_reading *r, size_t at)
{
    struct sg_facts *f = r->f;
    const struct sg_part *part = &f->mail->parts[at];
    bool is_page = sg_part_is(part, "text", "html") || sg_part_is(part, "application", "xhtml+xml");
    if (!sg_facts_has_room(r, (struct sg_range){ part->body_at, part->body.len }, is_page))
        return;
    struct sg_converted c = part_text(f, part, is_page);
    r->octets += c.text.utf8.len;
    const struct sg_page *page = is_page ? sg_page_read(f->arena, &c.text, &f->oddities) : NULL;
    struct sg_passage *p = sg_facts_add_text(r, is_page ? SG_TEXT_PAGE : SG_TEXT_PLAIN,
                                             is_page ? &page->visible : &c.text);
    p->part = at;
    p->page = page;
    p->source = is_page ? c.text : (struct sg_text){ 0 };
}

/* True when the part stands inside an attached message: that is another mail, with its own claims. */
bool sg_facts_is_inside_message(const struct sg_mail *mail, const struct sg_part *part)
{
    for (int steps = 0; part->parent != SG_NO_PARENT && steps <= SG_MAX_DEPTH; steps++) {
        part = &mail->parts[part->parent];
        if (part->is_message)
            return true;
    }
    return false;
}

bool sg_facts_is_own_text(const struct sg_part *part)
{
    if (part->is_attachment)
        return false;
    return sg_part_is(part, "text", "html") || sg_part_is(part, "text", "plain") ||
           sg_part_is(part, "application", "xhtml+xml") ||
           (sg_same(part->type, SG_SPAN("text")) && part->filename.utf8.len == 0 &&
            !sg_part_is(part, "text", "calendar"));
}

/* The language of the longest text; the subject decides where there is no body. */
static const char *language_of(const struct sg_passage *passages, size_t n)
{
    const struct sg_passage *longest = NULL;
    for (size_t i = 0; i < n; i++)
        if (!sg_same(sg_span_of(passages[i].language), SG_SPAN("und")) &&
            (longest == NULL || passages[i].text.utf8.len > longest->text.utf8.len))
            longest = &passages[i];
    return longest == NULL ? "und" : longest->language;
}

/* A text of the wrapper's that is this mail's from somewhere on. */
static void add_passed_on(struct sg_reading *r, const struct sg_inner_text *t)
{
    const struct sg_passage *whole = &r->f->wrapper->passages[t->passage];
    struct sg_passage *p = sg_facts_add_text(r, whole->kind, &t->text);
    p->part = whole->part;
    p->page = t->page;
    p->source = whole->source;
}

void sg_facts_passages(struct sg_facts *f)
{
    struct sg_reading r = { .f = f, .most = SG_MAX_READ };
    (void)sg_facts_add_text(&r, SG_TEXT_SUBJECT, &f->mail->subject);
    for (size_t i = 0; f->as != NULL && i < f->as->n_texts; i++)
        add_passed_on(&r, &f->as->texts[i]);
    bool is_own = f->as == NULL || f->as->how == SG_INNER_ATTACHED;
    for (size_t i = 0; is_own && i < f->mail->n_parts; i++) {
        const struct sg_part *part = &f->mail->parts[i];
        if (part->is_multipart || sg_facts_is_inside_message(f->mail, part))
            continue;
        if (sg_facts_is_own_text(part))
            add_part(&r, i);
    }
    f->passages = r.passages.at;
    f->n_passages = r.passages.n;
    f->language = language_of(f->passages, f->n_passages);
}
