#include "warn/notice_page.h"

#include <stdio.h>

#include "text/unicode.h"

enum {
    ID_ROOM = 80,         /* octets of a sentence's id */
    SENTENCE = 16 * 1024, /* octets of a sentence with its values */
    CELL = 400,           /* octets shown in a cell of the table */
    MANY_MAILS = 2,       /* from here on their number is told */
};

/* ---- sentences ---- */

static sg_span filled(const struct sg_composer *c, sg_span sentence)
{
    struct sg_buf out = SG_BUF_IN(c->arena, SENTENCE);
    sg_put_filled(&out, sentence, &c->fill);
    return sg_buf_done(&out);
}

sg_span sg_composed(const struct sg_composer *c, const char *id)
{
    return filled(c, sg_words_in(c->words, "notice", sg_span_of(id)));
}

static const char *voice_id(enum sg_notice_voice voice)
{
    switch (voice) {
    case SG_VOICE_OWN:
        return "own";
    case SG_VOICE_BRAND:
        return "brand";
    case SG_VOICE_PROVIDER:
        return "provider";
    case SG_VOICE_UNKNOWN:
        return "unknown";
    }
    return "unknown";
}

sg_span sg_composed_by_voice(const struct sg_composer *c, const char *id)
{
    char name[ID_ROOM];
    (void)snprintf(name, sizeof(name), "%s-%s", id, voice_id(c->voice));
    return sg_composed(c, name);
}

void sg_add_block(struct sg_composer *c, enum sg_block_kind kind, sg_span text)
{
    if (text.len > 0)
        *SG_PUSH(c->arena, c->out) = (struct sg_block){ .kind = kind, .text = text };
}

void sg_add(struct sg_composer *c, enum sg_block_kind kind, const char *id)
{
    sg_add_block(c, kind, sg_composed(c, id));
}

void sg_add_page(struct sg_composer *c, const char *id, sg_span url)
{
    if (url.len > 0)
        *SG_PUSH(c->arena, c->out) =
            (struct sg_block){ .kind = SG_BLOCK_PAGE, .text = sg_composed(c, id), .url = url };
}

bool sg_any_type(const struct sg_notice *notice, bool (*holds)(const struct sg_notice_type *type))
{
    for (size_t i = 0; i < notice->n_types; i++)
        if (holds(&notice->types[i]))
            return true;
    return false;
}

/* ---- values ---- */

static sg_span day_of(const struct sg_composer *c, sg_span day)
{
    struct sg_buf out = SG_BUF_IN(c->arena, 64);
    sg_notice_put_day(&out, day, c->words->japanese);
    return sg_buf_done(&out);
}

static sg_span number_of(const struct sg_composer *c, int64_t n)
{
    struct sg_buf out = SG_BUF_IN(c->arena, 32);
    sg_putf(&out, "%lld", (long long)n);
    return sg_buf_done(&out);
}

/* A name of what its customers log in to that the mails speak of. */
static sg_span login_of(const struct sg_composer *c)
{
    const struct sg_publisher *p = c->m->publisher;
    if (c->voice == SG_VOICE_OWN && (c->words->japanese ? p->login_ja : p->login_en).len > 0)
        return c->words->japanese ? p->login_ja : p->login_en;
    for (size_t i = 0; c->brand != NULL && c->words->japanese && i < c->brand->n_panels; i++)
        for (size_t k = 0; k < c->m->notice->n_types; k++)
            if (sg_holds_nocase(c->m->notice->types[k].body, c->brand->panels[i]))
                return c->brand->panels[i];
    return (sg_span){ 0 };
}

static void set_days(struct sg_composer *c)
{
    const struct sg_notice *n = c->m->notice;
    sg_span first = { 0 }, last = { 0 };
    for (size_t i = 0; i < n->n_types; i++) {
        sg_span day = n->types[i].confirmed;
        if (first.len == 0 || sg_order(day, first) < 0)
            first = day;
        if (last.len == 0 || sg_order(day, last) > 0)
            last = day;
    }
    c->fill.values[SG_FILL_POSTED] = day_of(c, n->posted);
    c->fill.values[SG_FILL_STATUS] = day_of(c, n->status);
    c->fill.values[SG_FILL_CONFIRMED] = day_of(c, first);
    if (!sg_same(n->posted, n->status))
        c->fill.values[SG_FILL_UPDATED] = day_of(c, n->status);
    if (!sg_same(first, last))
        c->fill.values[SG_FILL_LAST] = day_of(c, last);
}

static void set_values(struct sg_composer *c)
{
    const struct sg_publisher *p = c->m->publisher;
    bool ja = c->words->japanese;
    sg_span *v = c->fill.values;
    v[SG_FILL_SERVICE] = ja ? p->name_ja : p->name_en;
    v[SG_FILL_COMPANY] = ja ? p->company_ja : p->company_en;
    if (c->voice == SG_VOICE_OWN)
        v[SG_FILL_BRAND] = v[SG_FILL_SERVICE];
    else if (c->brand != NULL)
        v[SG_FILL_BRAND] = sg_brand_shown(c->brand, ja);
    v[SG_FILL_OWNER] = sg_composed_by_voice(c, "owner");
    v[SG_FILL_LOGIN] = login_of(c);
    set_days(c);
}

/* ---- the head ---- */

static bool has_link(const struct sg_notice_type *t)
{
    return t->n_links > 0;
}

static bool has_code(const struct sg_notice_type *t)
{
    return t->has_code;
}

static bool has_file(const struct sg_notice_type *t)
{
    return t->n_files > 0;
}

static bool asks_card(const struct sg_notice_type *t)
{
    return t->asks_card;
}

static bool asks_password(const struct sg_notice_type *t)
{
    return t->asks_password;
}

static const char *lure_of(const struct sg_notice *n)
{
    if (sg_any_type(n, has_link))
        return sg_any_type(n, asks_password) ? "lure-login"
               : sg_any_type(n, asks_card)   ? "lure-card"
                                             : "lure-link";
    return sg_any_type(n, has_code)   ? "lure-code"
           : sg_any_type(n, has_file) ? "lure-file"
                                      : "lure-reply";
}

static void compose_head(struct sg_composer *c)
{
    c->out->title = sg_composed_by_voice(c, "title");
    sg_add_block(c, SG_BLOCK_TITLE, c->out->title);
    sg_add(c, SG_BLOCK_DAY, "day");
    sg_add(c, SG_BLOCK_WARNING, "warning");
    if (c->voice == SG_VOICE_OWN || c->fill.values[SG_FILL_SERVICE].len > 0)
        sg_add_block(c, SG_BLOCK_TEXT,
                     sg_composed(c, c->voice == SG_VOICE_OWN ? "greeting-own" : "greeting"));
    c->fill.values[SG_FILL_LURE] = sg_composed(c, lure_of(c->m->notice));
    sg_add(c, SG_BLOCK_TEXT, "lead");
    sg_add(c, SG_BLOCK_ORDER, "order");
}

/* ---- the features ---- */

static sg_span styled(const struct sg_composer *c, sg_span s)
{
    return c->m->style.defang == SG_DEFANG_LAST_DOT
               ? s
               : sg_harmless(c->arena, c->m->intel, s, c->m->style.defang);
}

static void add_field(struct sg_composer *c, const char *label, sg_span text)
{
    if (text.len == 0)
        return;
    *SG_PUSH(c->arena, c->out) = (struct sg_block){ .kind = SG_BLOCK_FIELD,
                                                    .label = sg_composed(c, label),
                                                    .text = styled(c, text) };
}

static sg_span from_of(const struct sg_composer *c, const struct sg_notice_type *t)
{
    struct sg_buf out = SG_BUF_IN(c->arena, SENTENCE);
    sg_put(&out, t->from_display);
    if (t->from_display.len > 0 && t->from_address.len > 0)
        sg_put_octet(&out, ' ');
    if (t->from_address.len > 0) {
        sg_put_octet(&out, '<');
        sg_put(&out, t->from_address);
        sg_put_octet(&out, '>');
    }
    return sg_buf_done(&out);
}

static sg_span link_of(const struct sg_composer *c, const struct sg_notice_link *link)
{
    struct sg_buf out = SG_BUF_IN(c->arena, SENTENCE);
    sg_put(&out, styled(c, link->url));
    if (link->is_cut)
        sg_put_text(&out, "…");
    return sg_buf_done(&out);
}

static void add_body(struct sg_composer *c, const struct sg_notice_type *t)
{
    struct sg_buf out = SG_BUF_IN(c->arena, SG_MAX_NOTICE);
    sg_span rest = t->body;
    if (t->body.len == 0)
        return;
    if (c->m->style.quote_lines == 0) {
        sg_add(c, SG_BLOCK_REMARK, "not-quoted");
        return;
    }
    for (size_t n = 0; rest.len > 0 && n < c->m->style.quote_lines; n++) {
        size_t room = c->m->style.quote_octets - out.len;
        sg_span line = styled(c, sg_next(&rest, '\n')), kept = sg_utf8_cut(line, room);
        sg_put(&out, kept);
        sg_put_octet(&out, '\n');
        if (kept.len < line.len || out.len >= c->m->style.quote_octets)
            break;
    }
    if (t->body_is_cut || sg_trim(rest).len > 0 || out.len >= c->m->style.quote_octets) {
        sg_put(&out, sg_composed(c, "abridged"));
        sg_put_octet(&out, '\n');
    }
    *SG_PUSH(c->arena, c->out) = (struct sg_block){ .kind = SG_BLOCK_BODY,
                                                    .label = sg_composed(c, "label-body"),
                                                    .text = sg_buf_done(&out) };
}

static void add_links(struct sg_composer *c, const struct sg_notice_type *t)
{
    for (size_t i = 0; i < t->n_links; i++)
        *SG_PUSH(c->arena, c->out) = (struct sg_block){ .kind = SG_BLOCK_FIELD,
                                                        .label = sg_composed(c, "label-link"),
                                                        .text = link_of(c, &t->links[i]) };
}

static void add_remarks(struct sg_composer *c, const struct sg_notice_type *t)
{
    bool is_cut = false;
    c->fill.values[SG_FILL_NAME] = styled(c, t->from_display);
    if (t->forges_address)
        sg_add(c, SG_BLOCK_REMARK, "remark-address");
    else if (t->forges_house)
        sg_add(c, SG_BLOCK_REMARK, "remark-house");
    else if (t->forges_name && t->from_display.len > 0)
        sg_add(c, SG_BLOCK_REMARK, "remark-name");
    for (size_t i = 0; i < t->n_links; i++) {
        is_cut |= t->links[i].is_cut;
        if (t->links[i].shown.len == 0)
            continue;
        c->fill.values[SG_FILL_SHOWN] = styled(c, t->links[i].shown);
        c->fill.values[SG_FILL_URL] = link_of(c, &t->links[i]);
        sg_add(c, SG_BLOCK_REMARK, "remark-differs");
    }
    if (t->has_code)
        sg_add(c, SG_BLOCK_REMARK, "remark-code");
    if (t->n_files > 0)
        sg_add(c, SG_BLOCK_REMARK, "remark-file");
    if (is_cut)
        sg_add(c, SG_BLOCK_REMARK, "remark-cut");
    if (t->mails >= MANY_MAILS)
        sg_add(c, SG_BLOCK_REMARK, "remark-mails");
}

static void compose_type(struct sg_composer *c, size_t index)
{
    const struct sg_notice_type *t = &c->m->notice->types[index];
    c->fill.values[SG_FILL_NUMBER] = number_of(c, (int64_t)index + 1);
    c->fill.values[SG_FILL_CONFIRMED] = day_of(c, t->confirmed);
    c->fill.values[SG_FILL_MAILS] =
        t->mails >= MANY_MAILS ? number_of(c, t->mails) : (sg_span){ 0 };
    if (c->m->notice->n_types > 1)
        sg_add(c, SG_BLOCK_SUBHEADING, "heading-type");
    *SG_PUSH(c->arena, c->out) = (struct sg_block){ .kind = SG_BLOCK_QUOTE };
    for (size_t i = 0; i < t->n_subjects; i++)
        add_field(c, "label-subject", t->subjects[i]);
    add_field(c, "label-from", from_of(c, t));
    for (size_t i = 0; i < t->n_files; i++)
        add_field(c, "label-file", t->files[i]);
    add_links(c, t);
    add_body(c, t);
    *SG_PUSH(c->arena, c->out) = (struct sg_block){ .kind = SG_BLOCK_UNQUOTE };
    add_remarks(c, t);
}

static sg_span cell(sg_span s)
{
    return sg_utf8_cut(s, CELL);
}

static void add_table(struct sg_composer *c)
{
    const struct sg_notice *n = c->m->notice;
    static const char *const labels[SG_NOTICE_COLUMNS] = { "column-type", "column-confirmed",
                                                           "column-subject", "column-from",
                                                           "column-link" };
    struct sg_table_row *rows = SG_NEW_N(c->arena, struct sg_table_row, SG_MAX_NOTICE_TYPES + 1);
    for (size_t k = 0; k < SG_NOTICE_COLUMNS; k++)
        rows[0].cells[k] = sg_composed(c, labels[k]);
    for (size_t i = 0; i < n->n_types; i++) {
        const struct sg_notice_type *t = &n->types[i];
        c->fill.values[SG_FILL_NUMBER] = number_of(c, (int64_t)i + 1);
        rows[i + 1].cells[0] = sg_composed(c, "type");
        rows[i + 1].cells[1] = day_of(c, t->confirmed);
        rows[i + 1].cells[2] = cell(styled(c, t->n_subjects > 0 ? t->subjects[0] : (sg_span){ 0 }));
        rows[i + 1].cells[3] = cell(styled(c, from_of(c, t)));
        rows[i + 1].cells[4] = t->n_links > 0 ? cell(link_of(c, &t->links[0])) : (sg_span){ 0 };
    }
    *SG_PUSH(c->arena, c->out) = (struct sg_block){
        .kind = SG_BLOCK_TABLE,
        .rows = rows,
        .n_rows = n->n_types + 1,
    };
}

static void compose_features(struct sg_composer *c)
{
    sg_add(c, SG_BLOCK_HEADING, "heading-features");
    sg_add(c, SG_BLOCK_TEXT, "example");
    if (c->m->notice->n_types > 1)
        add_table(c);
    for (size_t i = 0; i < c->m->notice->n_types; i++)
        compose_type(c, i);
}

/* ---- the end ---- */

static void add_event(struct sg_composer *c, const struct sg_notice_event *event)
{
    sg_span rest = event->what, text = styled(c, event->what);
    sg_span word = sg_next(&rest, ' ');
    if (sg_same(event->what, SG_SPAN("posted")))
        text = sg_composed(c, "history-posted");
    int64_t n = 0;
    if (sg_same(word, SG_SPAN("added")) && sg_number(rest, 0, SG_MAX_NOTICE_TYPES, &n)) {
        c->fill.values[SG_FILL_NUMBER] = number_of(c, n);
        text = sg_composed(c, n > 0 ? "history-added" : "history-seen-again");
    }
    *SG_PUSH(c->arena, c->out) =
        (struct sg_block){ .kind = SG_BLOCK_EVENT, .label = day_of(c, event->day), .text = text };
}

static void compose_end(struct sg_composer *c)
{
    if (c->voice == SG_VOICE_OWN) {
        sg_add(c, SG_BLOCK_TEXT, "closing-own");
        sg_add(c, SG_BLOCK_TEXT, "closing-own-again");
    } else if (c->fill.values[SG_FILL_SERVICE].len > 0) {
        sg_add(c, SG_BLOCK_TEXT, "closing");
    }
    sg_add_block(c, SG_BLOCK_TEXT, c->fill.values[SG_FILL_COMPANY]);
    sg_add(c, SG_BLOCK_HEADING, "heading-history");
    for (size_t i = 0; i < c->m->notice->n_history; i++)
        add_event(c, &c->m->notice->history[i]);
}

void sg_notice_page(struct sg_arena *arena, const struct sg_notice_material *m,
                    const struct sg_words *words, struct sg_page_blocks *out)
{
    struct sg_composer c = { .arena = arena, .m = m, .words = words, .out = out };
    c.brand = sg_brand_find(m->intel->brands, m->notice->brand);
    bool is_own = c.brand != NULL && sg_publisher_owns(m->publisher, c.brand->id);
    c.voice = is_own                      ? SG_VOICE_OWN
              : c.brand != NULL           ? SG_VOICE_BRAND
              : m->notice->is_of_provider ? SG_VOICE_PROVIDER
                                          : SG_VOICE_UNKNOWN;
    *out = (struct sg_page_blocks){ .words = words };
    set_values(&c);
    compose_head(&c);
    compose_features(&c);
    sg_compose_guidance(&c);
    compose_end(&c);
}
