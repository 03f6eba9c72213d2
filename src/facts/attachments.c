/* facts/attachments.c - what comes with the mail, opened: each file's kind, its texts, pages, addresses and files.
 *
 * Files wait in one list; what lies in a file joins it at the end, so that nothing recurses.  Readers that need a
 * library run at the opener that the envelope brings; without one those files stay closed, and the report says so. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"
#include "facts/inner.h"
#include "text/unicode.h"

static struct sg_range place_of_part(const struct sg_part *part)
{
    return (struct sg_range){ part->body_at, part->body.len };
}

static void limit(struct sg_opening *o, struct sg_file *file, const char *what)
{
    file->shown->state = SG_ATTACHMENT_LIMIT;
    sg_odd(&o->f->oddities, SG_ODD_LIMIT, place_of_part(file->part), what);
}

/* ---- what it is ---- */

/* Parts of a page that a script writes into another, or a script that does so in turn: data holds none of these. */
static bool holds_markup(sg_span text)
{
    static const char *const tags[] = { "<form", "<input", "<script", "<iframe", "<meta", "<html" };
    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
        if (sg_holds_nocase(text, sg_span_of(tags[i])))
            return true;
    return false;
}

/* Octets that may be many things are what their name or their declared type says. */
static enum sg_file_kind kind_of(const struct sg_file *file, enum sg_file_kind named)
{
    enum sg_file_kind kind = sg_file_sniff(file->shown->octets);
    if (file->is_entity)
        return SG_FILE_MAIL;
    if (file->is_nameless && kind == SG_FILE_TEXT)
        return holds_markup(file->shown->octets) ? SG_FILE_HTML : kind;
    if (kind == SG_FILE_XML && (named == SG_FILE_SVG || named == SG_FILE_HTML))
        return named;
    if (kind == SG_FILE_HTML && named == SG_FILE_SVG)
        return named;
    if (kind != SG_FILE_TEXT && kind != SG_FILE_UNKNOWN)
        return kind;
    if (file->has_headers && sg_part_is(file->part, "text", "html"))
        return SG_FILE_HTML;
    if (file->has_headers && sg_part_is(file->part, "text", "calendar"))
        return SG_FILE_CALENDAR;
    bool is_markup = named == SG_FILE_HTML || named == SG_FILE_SVG;
    if (kind == SG_FILE_UNKNOWN)
        return is_markup ? named : kind;
    return is_markup || named == SG_FILE_SCRIPT || named == SG_FILE_SHORTCUT ||
                   named == SG_FILE_CALENDAR || named == SG_FILE_CARD
               ? named
               : kind;
}

/* ---- reading ---- */

static struct sg_text text_of(struct sg_opening *o, const struct sg_file *file, bool is_page)
{
    struct sg_facts *f = o->f;
    sg_span octets = sg_cut(file->shown->octets, 0, SG_MAX_TEXT);
    sg_span label = file->has_headers ? file->part->charset : (sg_span){ 0 };
    if (label.len == 0 && is_page)
        label = sg_page_charset(octets);
    struct sg_converted c =
        sg_charset_convert(f->arena, f->intel->charsets, label, octets, file->places);
    o->reading.octets += c.text.utf8.len;
    return c.text;
}

static void attach(struct sg_file *file, struct sg_passage *p, const struct sg_page *page)
{
    p->part = file->shown->part;
    p->attachment = file->shown;
    p->page = page;
}

static void read_page(struct sg_opening *o, struct sg_file *file)
{
    if (!sg_facts_has_room(&o->reading, place_of_part(file->part), true)) {
        file->shown->state = SG_ATTACHMENT_LIMIT;
        return;
    }
    struct sg_text source = text_of(o, file, true);
    const struct sg_page *page = sg_page_read(o->f->arena, &source, &o->f->oddities);
    file->shown->page = page;
    attach(file, sg_facts_add_text(&o->reading, SG_TEXT_PAGE, &page->visible), page);
    sg_facts_scripts(o, file, &source);
    sg_facts_data_links(o, file, file->part, page);
}

/* A script that hides nothing but an address uses it for what it does. */
static bool take_hidden_address(struct sg_opening *o, struct sg_file *file)
{
    sg_span address = sg_trim(file->shown->octets);
    bool is_address = sg_starts_nocase(address, SG_SPAN("http://")) ||
                      sg_starts_nocase(address, SG_SPAN("https://"));
    if (!file->is_nameless || !is_address || address.len > SG_MAX_URL ||
        sg_find(address, ' ', 0) < address.len || sg_find(address, '\n', 0) < address.len)
        return false;
    unsigned tricks = file->shown->within == NULL ? 0 : file->shown->within->tricks;
    struct sg_attached_link *link = SG_PUSH(o->f->arena, &file->links);
    link->kind = (tricks & SG_TRICK_REDIRECTS) != 0 ? SG_LINK_REFRESH
                 : (tricks & SG_TRICK_POSTS) != 0   ? SG_LINK_FORM
                                                    : SG_LINK_ANCHOR;
    link->address = sg_utf8_mended(o->f->arena, address);
    link->place = file->shown->name_place;
    return true;
}

static void read_text(struct sg_opening *o, struct sg_file *file)
{
    if (take_hidden_address(o, file))
        return;
    if (!sg_facts_has_room(&o->reading, place_of_part(file->part), false)) {
        file->shown->state = SG_ATTACHMENT_LIMIT;
        return;
    }
    struct sg_text text = text_of(o, file, false);
    attach(file, sg_facts_add_mute_text(&o->reading, &text), NULL);
}

/* ---- containers ---- */

bool sg_facts_unpack(struct sg_opening *o, struct sg_file *file, enum sg_file_kind kind,
                     sg_span octets, struct sg_unpacked *out)
{
    const struct sg_opener *opener = o->f->envelope->opener;
    if (!sg_unpack_is_foreign(kind)) {
        *out = sg_unpack(o->f->arena, kind, octets);
        return true;
    }
    if (o->n_foreign == SG_MAX_OPENED) {
        limit(o, file, "opened");
        return false;
    }
    if (opener == NULL) {
        file->shown->state = SG_ATTACHMENT_NOBODY;
        return false;
    }
    o->n_foreign++;
    enum sg_opened opened = opener->open(opener->with, o->f->arena, kind, octets, out);
    if (opened != SG_OPENED)
        file->shown->state = opened == SG_OPEN_LOST ? SG_ATTACHMENT_LOST : SG_ATTACHMENT_NOBODY;
    return opened == SG_OPENED;
}

static struct sg_content content_of(const struct sg_file *file, const struct sg_item *item,
                                    enum sg_content_how how)
{
    return (struct sg_content){ .attachment = file->shown,
                                .part = file->shown->part,
                                .how = how,
                                .page = item->page,
                                .name = item->name,
                                .octets = item->value };
}

static void take_address(struct sg_opening *o, struct sg_file *file, const struct sg_item *item)
{
    bool is_code = item->kind == SG_ITEM_CODE;
    struct sg_content draft = content_of(file, item, is_code ? SG_CONTENT_CODE : SG_CONTENT_LINK);
    const struct sg_content *content = sg_facts_add_content(o, &draft);
    if (content == NULL)
        return;
    *SG_PUSH(o->f->arena, &file->links) =
        (struct sg_attached_link){ .kind = SG_LINK_ANCHOR,
                                   .is_code = is_code,
                                   .address = content->octets,
                                   .place = { content->base, content->octets.len } };
}

static void take_text(struct sg_opening *o, struct sg_file *file, const struct sg_item *item)
{
    struct sg_content draft = content_of(file, item, SG_CONTENT_TEXT);
    const struct sg_content *content = sg_facts_add_content(o, &draft);
    if (content == NULL || !sg_facts_has_room(&o->reading, place_of_part(file->part), false))
        return;
    struct sg_text text = { content->octets, sg_places_literal(o->f->arena, content->base, NULL) };
    o->reading.octets += text.utf8.len;
    attach(file, sg_facts_add_text(&o->reading, SG_TEXT_PLAIN, &text), NULL);
}

static void take_file(struct sg_opening *o, struct sg_file *file, const struct sg_item *item)
{
    struct sg_content draft = content_of(file, item, SG_CONTENT_FILE);
    const struct sg_content *content = sg_facts_add_content(o, &draft);
    if (content == NULL)
        return;
    struct sg_file *inner = sg_facts_add_file(o, file, content, item->name);
    if (inner != NULL)
        inner->is_entity = file->shown->kind == SG_FILE_CMS;
}

static void take_item(struct sg_opening *o, struct sg_file *file, const struct sg_item *item)
{
    switch (item->kind) {
    case SG_ITEM_LINK:
    case SG_ITEM_CODE:
        take_address(o, file, item);
        return;
    case SG_ITEM_TEXT:
        take_text(o, file, item);
        return;
    case SG_ITEM_FILE:
        take_file(o, file, item);
        return;
    case SG_ITEM_NAME:
    case SG_N_ITEM_KINDS:
        return;
    }
}

static void read_container(struct sg_opening *o, struct sg_file *file)
{
    struct sg_unpacked unpacked = { 0 };
    struct sg_attachment *shown = file->shown;
    if (!sg_facts_unpack(o, file, shown->kind, shown->octets, &unpacked))
        return;
    shown->traits = unpacked.traits;
    shown->items = unpacked.items;
    shown->n_items = unpacked.n;
    if ((unpacked.traits & SG_UNPACK_CUT) != 0)
        limit(o, file, "unpacked");
    for (size_t i = 0; i < unpacked.n; i++)
        take_item(o, file, &unpacked.items[i]);
}

/* ---- a MIME entity: what S/MIME signed ---- */

static void read_entity(struct sg_opening *o, struct sg_file *file)
{
    struct sg_facts *f = o->f;
    size_t base = file->places->base; /* of a content: its own octets, from there on */
    sg_span octets = file->shown->octets;
    struct sg_fields fields = sg_fields_read(f->arena, octets, base, &f->oddities);
    size_t at = fields.place.len;
    struct sg_part_list parts = sg_parts_read(f->arena, f->intel->charsets, &fields,
                                              sg_tail(octets, at), base + at, &f->oddities);
    for (size_t i = 0; i < parts.n && i < SG_MAX_ATTACHMENTS; i++) {
        const struct sg_part *part = &parts.at[i];
        if (part->is_multipart || part->is_message)
            continue;
        struct sg_decoded d = sg_part_octets(f->arena, part, SG_MAX_INNER_FILE, &f->oddities);
        struct sg_content draft = { .attachment = file->shown,
                                    .part = file->shown->part,
                                    .how = SG_CONTENT_FILE,
                                    .name = part->filename.utf8,
                                    .octets = d.octets };
        const struct sg_content *content = sg_facts_add_content(o, &draft);
        struct sg_file *inner =
            content == NULL ? NULL : sg_facts_add_file(o, file, content, part->filename.utf8);
        if (inner == NULL)
            continue;
        inner->part = part;
        inner->has_headers = true;
    }
}

/* ---- the list ---- */

/* Who reads which kind, beside those that sg_unpack() does. */
static void open_file(struct sg_opening *o, struct sg_file *file)
{
    struct sg_attachment *shown = file->shown;
    shown->named = file->is_nameless ? SG_FILE_UNKNOWN : sg_file_kind_of_name(shown->name);
    shown->kind = kind_of(file, shown->named);
    if (shown->state == SG_ATTACHMENT_LIMIT)
        return;
    if (shown->kind == SG_FILE_HTML || shown->kind == SG_FILE_SVG)
        read_page(o, file);
    else if (shown->kind == SG_FILE_TEXT || shown->kind == SG_FILE_SCRIPT ||
             shown->kind == SG_FILE_XML)
        read_text(o, file);
    else if (file->is_entity || (shown->kind == SG_FILE_MAIL && file->depth > 0))
        read_entity(o, file);
    else if (sg_unpack_reads(shown->kind))
        read_container(o, file);
    else if (shown->kind != SG_FILE_EMPTY && shown->kind != SG_FILE_MAIL)
        shown->state = SG_ATTACHMENT_CLOSED;
}

static struct sg_file *file_add(struct sg_opening *o, const struct sg_part *part, size_t index)
{
    struct sg_facts *f = o->f;
    if (o->files.n == SG_MAX_ATTACHMENTS) {
        sg_odd(&f->oddities, SG_ODD_LIMIT, place_of_part(part), "attachments");
        return NULL;
    }
    struct sg_file *file = SG_NEW(f->arena, struct sg_file);
    file->shown = SG_NEW(f->arena, struct sg_attachment);
    file->shown->part = index;
    file->part = part;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
    *SG_PUSH(f->arena, &o->files) = file;
    return file;
}

static sg_span name_inside(struct sg_arena *arena, sg_span outer, sg_span name)
{
    if (outer.len == 0 || name.len == 0)
        return name.len == 0 ? outer : name;
    struct sg_buf b = SG_BUF_IN(arena, outer.len + 1 + name.len);
    sg_put(&b, outer);
    sg_put_octet(&b, '/');
    sg_put(&b, name);
    return sg_buf_done(&b);
}

struct sg_file *sg_facts_add_file(struct sg_opening *o, const struct sg_file *of,
                                  const struct sg_content *content, sg_span name)
{
    unsigned depth = of == NULL ? 1 : of->depth + 1;
    const struct sg_part *part = &o->f->mail->parts[content->part];
    if (depth > SG_MAX_NESTING) {
        sg_odd(&o->f->oddities, SG_ODD_LIMIT, place_of_part(part), "nesting");
        return NULL;
    }
    struct sg_file *file = file_add(o, part, content->part);
    if (file == NULL)
        return NULL;
    file->depth = depth;
    file->is_nameless = name.len == 0 && content->how == SG_CONTENT_DECODED;
    file->places = sg_places_literal(o->f->arena, content->base, NULL);
    file->shown->octets = content->octets;
    file->shown->content = content;
    file->shown->within = of == NULL ? NULL : of->shown;
    file->shown->name = of == NULL ? name : name_inside(o->f->arena, of->shown->name, name);
    file->shown->name_place = (struct sg_range){ content->base, content->octets.len };
    return file;
}

/* A picture that belongs to the page: named by it, or told not to be an attachment. */
static bool is_shown(const struct sg_part *part)
{
    return sg_same(part->type, SG_SPAN("image")) && !part->is_attachment &&
           (part->content_id.len > 0 || part->filename.utf8.len == 0);
}

static void add_part(struct sg_opening *o, size_t index)
{
    struct sg_facts *f = o->f;
    const struct sg_part *part = &f->mail->parts[index];
    struct sg_file *file = file_add(o, part, index);
    if (file == NULL)
        return;
    struct sg_attachment *shown = file->shown;
    size_t left = SG_MAX_FILES - o->octets;
    struct sg_decoded d =
        sg_part_octets(f->arena, part, left < SG_MAX_FILE ? left : SG_MAX_FILE, &f->oddities);
    o->octets += d.octets.len;
    shown->octets = d.octets;
    file->places = d.places;
    file->has_headers = true;
    shown->name = part->filename.utf8;
    shown->name_place = sg_place_of(&part->filename, part->filename.utf8);
    shown->is_shown = is_shown(part);
    if (d.cut)
        shown->state = SG_ATTACHMENT_LIMIT;
}

/* True for what no reader is handed: reports on delivery for servers, a multipart whose parts were not found. */
static bool is_of_transport(const struct sg_part *part)
{
    if (sg_same(part->type, SG_SPAN("multipart")))
        return true;
    return sg_same(part->type, SG_SPAN("message")) && !part->is_message &&
           !sg_part_is(part, "message", "rfc822") && !sg_part_is(part, "message", "global");
}

static void add_parts(struct sg_opening *o)
{
    const struct sg_mail *mail = o->f->mail;
    for (size_t i = 0; i < mail->n_parts; i++) {
        const struct sg_part *part = &mail->parts[i];
        if (!part->is_multipart && !sg_facts_is_inside_message(mail, part) &&
            !sg_facts_is_own_text(part) && !is_of_transport(part))
            add_part(o, i);
    }
}

static void look_into_texts(struct sg_opening *o)
{
    for (size_t i = 1; i < o->f->n_passages; i++) {
        const struct sg_passage *p = &o->f->passages[i];
        if (p->page != NULL)
            sg_facts_data_links(o, NULL, &o->f->mail->parts[p->part], p->page);
        sg_facts_drawn_codes(o, p);
    }
}

static void keep(struct sg_opening *o)
{
    struct sg_facts *f = o->f;
    const struct sg_attachment **all = SG_NEW_N(f->arena, const struct sg_attachment *, o->files.n);
    for (size_t i = 0; i < o->files.n; i++) {
        struct sg_file *file = o->files.at[i];
        file->shown->links = file->links.at;
        file->shown->n_links = file->links.n;
        all[i] = file->shown;
    }
    f->attachments = all;
    f->n_attachments = o->files.n;
    f->contents = o->contents.at;
    f->n_contents = o->contents.n;
    f->attached = o->reading.passages.at;
    f->n_attached = o->reading.passages.n;
}

/* What comes with a mail that was passed on as text comes with its wrapper, and is open already. */
static void take_over(struct sg_facts *f)
{
    f->attached = f->wrapper->attached;
    f->n_attached = f->wrapper->n_attached;
    f->attachments = f->wrapper->attachments;
    f->n_attachments = f->wrapper->n_attachments;
    f->contents = f->wrapper->contents;
    f->n_contents = f->wrapper->n_contents;
}

void sg_facts_attachments(struct sg_facts *f)
{
    if (f->as != NULL && f->as->how == SG_INNER_AS_TEXT) {
        take_over(f);
        return;
    }
    struct sg_opening o = { .f = f,
                            .reading = { .f = f, .most = SG_MAX_ATTACHED_READ },
                            .base = SG_MAX_MAIL };
    add_parts(&o);
    look_into_texts(&o);
    for (size_t i = 0; i < o.files.n; i++)
        open_file(&o, o.files.at[i]);
    keep(&o);
}
