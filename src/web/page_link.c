#include "web/page_reader.h"

#include "text/unicode.h"
#include "web/entity.h"

enum { PIXEL = 2 }; /* pixels: an image this small is there to count readers */

sg_span sg_page_attribute(struct sg_page_reader *p, enum sg_html_attribute attribute)
{
    sg_span value = sg_utf8_cut(sg_html_value(&p->in.tag, attribute), SG_MAX_URL);
    return sg_trim(sg_entities_decode(p->arena, value, true));
}

static struct sg_range place_of(struct sg_page_reader *p, sg_span part)
{
    return p->html->places == NULL ? (struct sg_range){ 0 } : sg_place_of(p->html, part);
}

static bool is_side_kind(enum sg_page_link_kind kind)
{
    return kind == SG_LINK_IMAGE || kind == SG_LINK_RESOURCE;
}

/* Half of the room is kept for links that people click, so that a thousand images do not crowd them out. */
size_t sg_page_add_link(struct sg_page_reader *p, enum sg_page_link_kind kind, sg_span value)
{
    size_t most = is_side_kind(kind) ? SG_MAX_LINKS / 2 : SG_MAX_LINKS;
    if (p->links.n >= most) {
        p->page->cut = true;
        return 0;
    }
    struct sg_page_draft *draft = SG_PUSH(p->arena, &p->links);
    sg_span raw = sg_utf8_cut(value, SG_MAX_URL);
    p->page->cut = p->page->cut || (raw.len < value.len && !is_side_kind(kind));
    draft->link.kind = kind;
    draft->link.href = sg_utf8_cut(sg_trim(sg_entities_decode(p->arena, raw, true)), SG_MAX_URL);
    draft->link.place = place_of(p, value);
    for (size_t i = 0; i < SG_N_SINKS; i++)
        draft->pieces[i] = (struct sg_page_piece){ p->sinks[i].buf.len, p->sinks[i].buf.len };
    draft->is_shut = !p->is_beside && (sg_page_look(p)->shut != 0 || sg_page_look(p)->unseen);
    return p->links.n;
}

void sg_page_end_link(struct sg_page_reader *p, size_t index)
{
    if (index == 0)
        return;
    struct sg_page_draft *draft = &p->links.at[index - 1];
    for (size_t i = 0; i < SG_N_SINKS; i++)
        draft->pieces[i].to = p->sinks[i].buf.len;
}

static void add_if(struct sg_page_reader *p, enum sg_page_link_kind kind,
                   enum sg_html_attribute attribute)
{
    sg_span value = sg_html_value(&p->in.tag, attribute);
    if (value.len > 0)
        sg_page_add_link(p, kind, value);
}

static void add_srcset(struct sg_page_reader *p)
{
    sg_span rest = sg_utf8_cut(sg_html_value(&p->in.tag, SG_ATTR_SRCSET), SG_MAX_URL);
    while (rest.len > 0) {
        sg_span candidate = sg_trim(sg_next(&rest, ','));
        sg_span url = sg_next(&candidate, ' ');
        if (url.len > 0)
            sg_page_add_link(p, SG_LINK_IMAGE, url);
    }
}

static bool is_small(const struct sg_html_element *tag, enum sg_html_attribute attribute)
{
    int64_t n;
    sg_span value = sg_html_value(tag, attribute);
    return value.len > 0 && sg_number(value, 0, PIXEL, &n);
}

/* An image, its alt text, and what it does to the link that it stands on. */
static void add_image(struct sg_page_reader *p, const struct sg_look *look)
{
    const struct sg_html_element *tag = &p->in.tag;
    bool is_pixel = is_small(tag, SG_ATTR_WIDTH) || is_small(tag, SG_ATTR_HEIGHT);
    bool is_seen = look->shut == 0 && !look->unseen && !is_pixel;
    sg_span value = sg_html_value(tag, SG_ATTR_SRC);
    size_t index = value.len > 0 ? sg_page_add_link(p, SG_LINK_IMAGE, value) : 0;
    p->page->n_images++;
    p->breaks = is_seen ? 0 : p->breaks;
    if (is_seen)
        sg_page_put_alt(p, sg_html_value(tag, SG_ATTR_ALT));
    if (index > 0)
        p->links.at[index - 1].is_shut = !is_seen;
    sg_page_end_link(p, index);
    if (p->link > 0 && is_seen)
        p->links.at[p->link - 1].link.has_image = true;
    add_srcset(p);
}

static void read_refresh(struct sg_page_reader *p)
{
    sg_span content = sg_html_value(&p->in.tag, SG_ATTR_CONTENT);
    size_t at = sg_find_nocase(content, SG_SPAN("url"), 0);
    sg_span target = sg_trim(sg_tail(content, at + 3));
    if (sg_at(target, 0) == '=')
        target = sg_trim(sg_tail(target, 1));
    int quote = sg_at(target, 0);
    if (quote == '"' || quote == '\'') {
        target = sg_tail(target, 1);
        target = sg_cut(target, 0, sg_find(target, (uint8_t)quote, 0));
    }
    if (target.len > 0)
        sg_page_add_link(p, SG_LINK_REFRESH, target);
}

sg_span sg_page_charset_of(const struct sg_html_element *tag)
{
    if (sg_html_has(tag, SG_ATTR_CHARSET))
        return sg_trim(sg_html_value(tag, SG_ATTR_CHARSET));
    if (!sg_same_nocase(sg_trim(sg_html_value(tag, SG_ATTR_HTTP_EQUIV)), SG_SPAN("content-type")))
        return (sg_span){ 0 };
    sg_span content = sg_html_value(tag, SG_ATTR_CONTENT);
    sg_span value = sg_trim(sg_tail(content, sg_find_nocase(content, SG_SPAN("charset"), 0) + 7));
    if (sg_at(value, 0) != '=')
        return (sg_span){ 0 };
    value = sg_trim(sg_tail(value, 1));
    int quote = sg_at(value, 0);
    if (quote == '"' || quote == '\'')
        return sg_cut(value, 1, sg_find(value, (uint8_t)quote, 1) - 1);
    struct sg_octets ends = sg_octets_of("; \t\r\n");
    return sg_cut(value, 0, sg_find_any(value, &ends, 0));
}

static void read_meta(struct sg_page_reader *p)
{
    const struct sg_html_element *tag = &p->in.tag;
    if (sg_same_nocase(sg_trim(sg_html_value(tag, SG_ATTR_HTTP_EQUIV)), SG_SPAN("refresh")))
        read_refresh(p);
    if (p->page->charset.len == 0)
        p->page->charset = sg_page_charset_of(tag);
}

static void read_base(struct sg_page_reader *p)
{
    sg_span value = sg_html_value(&p->in.tag, SG_ATTR_HREF);
    if (p->page->base.len > 0 || value.len == 0)
        return;
    p->page->base = sg_page_attribute(p, SG_ATTR_HREF);
    p->page->base_place = place_of(p, value);
}

/* A link that stays open until its end tag, and takes the place of the one that is open: anchors do not nest. */
static void open_anchor(struct sg_page_reader *p, enum sg_html_attribute attribute, bool is_button)
{
    sg_span value = sg_html_value(&p->in.tag, attribute);
    if (!sg_html_has(&p->in.tag, attribute))
        return;
    sg_page_end_link(p, p->link);
    p->link = sg_page_add_link(p, SG_LINK_ANCHOR, value);
    if (p->link > 0)
        p->links.at[p->link - 1].link.is_button = is_button;
}

static bool is_drawn_as_button(const struct sg_page_reader *p, const struct sg_look *look,
                               const struct sg_style *style)
{
    bool has_room = sg_style_has(style, SG_STYLE_PADDING) && style->value[SG_STYLE_PADDING] != 0;
    bool in_ground = p->depth > 0 && p->stack.at[p->depth - 1].look.has_ground;
    return (has_room && (look->has_ground || in_ground));
}

static bool is_typed(sg_span type)
{
    static const sg_span others[] = {
        SG_SPAN_INIT("hidden"), SG_SPAN_INIT("submit"), SG_SPAN_INIT("button"),
        SG_SPAN_INIT("image"),  SG_SPAN_INIT("reset"),  SG_SPAN_INIT("checkbox"),
        SG_SPAN_INIT("radio"),
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (sg_same_nocase(type, others[i]))
            return false;
    return true;
}

/* What a field or a button adds: the form's inputs, and the words that stand on it. */
static void read_input(struct sg_page_reader *p)
{
    sg_span type = sg_trim(sg_html_value(&p->in.tag, SG_ATTR_TYPE));
    bool asks = sg_same_nocase(type, SG_SPAN("password"));
    bool submits =
        sg_same_nocase(type, SG_SPAN("submit")) || sg_same_nocase(type, SG_SPAN("button"));
    p->page->asks_password = p->page->asks_password || asks;
    if (p->form > 0) {
        struct sg_form *form = &p->forms.at[p->form - 1];
        form->asks_password = form->asks_password || asks;
        form->n_inputs += is_typed(type);
    }
    if (sg_same_nocase(type, SG_SPAN("image")))
        add_if(p, SG_LINK_IMAGE, SG_ATTR_SRC);
    add_if(p, SG_LINK_FORM, SG_ATTR_FORMACTION);
    if (submits) {
        sg_page_gap(p, SG_GAP_SPACE);
        sg_page_put_text(p, sg_html_value(&p->in.tag, SG_ATTR_VALUE), true);
    } else if (is_typed(type)) {
        sg_page_gap(p, SG_GAP_SPACE);
        sg_page_put_text(p, sg_html_value(&p->in.tag, SG_ATTR_PLACEHOLDER), true);
    }
    sg_page_gap(p, SG_GAP_SPACE);
}

static void open_form(struct sg_page_reader *p)
{
    if (p->form > 0)
        return;
    if (p->forms.n >= SG_MAX_FORMS) {
        p->page->cut = true;
        return;
    }
    struct sg_form *form = SG_PUSH(p->arena, &p->forms);
    form->action = sg_page_attribute(p, SG_ATTR_ACTION);
    form->place = place_of(p, p->in.tag.whole);
    p->form = p->forms.n;
    add_if(p, SG_LINK_FORM, SG_ATTR_ACTION);
}

void sg_page_see_style(void *reader, const struct sg_style *style)
{
    struct sg_page_reader *p = reader;
    if (style->url.len > 0)
        sg_page_add_link(p, SG_LINK_IMAGE, style->url);
    sg_span rest = style->family;
    static const struct sg_octets quotes = SG_EIGHT('"', '\'', ' ', '\t', '\r', '\n', '\n', '\n');
    while (rest.len > 0 && p->fonts.len < SG_MAX_FONTS) {
        sg_span name = sg_next(&rest, ',');
        name = sg_tail(name, sg_find_not(name, &quotes, 0));
        while (name.len > 0 && sg_has_octet(&quotes, sg_at(name, name.len - 1)))
            name.len--;
        name = sg_utf8_cut(name, 60);
        if (name.len == 0 || sg_holds_nocase(sg_buf_span(&p->fonts), name))
            continue;
        if (p->fonts.len > 0)
            sg_put_octet(&p->fonts, ',');
        for (size_t i = 0; i < name.len; i++)
            sg_put_octet(&p->fonts, (uint8_t)sg_lower(sg_at(name, i)));
    }
}

static void links_of_other(struct sg_page_reader *p, const struct sg_look *look)
{
    enum sg_html_tag tag = p->in.tag.id;
    if (tag == SG_TAG_IMG || tag == SG_TAG_IMAGE)
        add_image(p, look);
    else if (tag == SG_TAG_IFRAME || tag == SG_TAG_FRAME || tag == SG_TAG_EMBED)
        add_if(p, SG_LINK_FRAME, SG_ATTR_SRC);
    else if (tag == SG_TAG_OBJECT)
        add_if(p, SG_LINK_FRAME, SG_ATTR_DATA);
    else if (tag == SG_TAG_LINK)
        add_if(p, SG_LINK_RESOURCE, SG_ATTR_HREF);
    else if (tag == SG_TAG_SCRIPT)
        add_if(p, SG_LINK_RESOURCE, SG_ATTR_SRC);
    else if (tag == SG_TAG_META)
        read_meta(p);
    else if (tag == SG_TAG_BASE)
        read_base(p);
    else if (tag == SG_TAG_SOURCE || tag == SG_TAG_V_FILL || tag == SG_TAG_V_IMAGEDATA ||
             tag == SG_TAG_V_IMAGE || tag == SG_TAG_VIDEO) {
        add_if(p, SG_LINK_IMAGE, SG_ATTR_SRC);
        add_if(p, SG_LINK_IMAGE, SG_ATTR_POSTER);
        add_srcset(p);
    }
}

void sg_page_links_of_linking(struct sg_page_reader *p, const struct sg_look *look,
                              const struct sg_style *style)
{
    enum sg_html_tag tag = p->in.tag.id;
    add_if(p, SG_LINK_IMAGE, SG_ATTR_BACKGROUND);
    if (tag == SG_TAG_A) {
        bool is_svg = !sg_html_has(&p->in.tag, SG_ATTR_HREF);
        open_anchor(p, is_svg ? SG_ATTR_XLINK_HREF : SG_ATTR_HREF,
                    is_drawn_as_button(p, look, style));
    } else if (tag == SG_TAG_AREA && sg_html_value(&p->in.tag, SG_ATTR_HREF).len > 0) {
        size_t area = sg_page_add_link(p, SG_LINK_ANCHOR, sg_html_value(&p->in.tag, SG_ATTR_HREF));
        sg_page_put_alt(p, sg_html_value(&p->in.tag, SG_ATTR_ALT));
        sg_page_end_link(p, area);
        if (area > 0)
            p->links.at[area - 1].link.has_image = true;
    } else if (tag == SG_TAG_V_ROUNDRECT || tag == SG_TAG_V_RECT || tag == SG_TAG_V_SHAPE ||
               tag == SG_TAG_V_OVAL) {
        open_anchor(p, SG_ATTR_HREF, true);
    } else if (tag == SG_TAG_BUTTON && sg_html_has(&p->in.tag, SG_ATTR_FORMACTION)) {
        sg_page_end_link(p, p->link);
        p->link = sg_page_add_link(p, SG_LINK_FORM, sg_html_value(&p->in.tag, SG_ATTR_FORMACTION));
        if (p->link > 0)
            p->links.at[p->link - 1].link.is_button = true;
    } else if (tag == SG_TAG_INPUT) {
        read_input(p);
    } else if (tag == SG_TAG_TEXTAREA || tag == SG_TAG_SELECT) {
        if (p->form > 0)
            p->forms.at[p->form - 1].n_inputs++;
    } else if (tag == SG_TAG_FORM) {
        open_form(p);
    } else {
        links_of_other(p, look);
        if (tag == SG_TAG_IMAGE)
            add_if(p, SG_LINK_IMAGE, SG_ATTR_XLINK_HREF);
    }
    if (p->link > 0 && tag != SG_TAG_A && style->set != 0 && look->has_ground &&
        is_drawn_as_button(p, look, style))
        p->links.at[p->link - 1].link.is_button = true;
}

static void finish(struct sg_page_reader *p, struct sg_page_draft *draft)
{
    struct sg_page_link *link = &draft->link;
    link->label = sg_page_cut(p, SG_SINK_SEEN, draft->pieces[SG_SINK_SEEN], SG_MAX_LABEL);
    link->text_at = draft->pieces[SG_SINK_SEEN].from;
    bool is_clicked = link->kind == SG_LINK_ANCHOR || link->kind == SG_LINK_FORM;
    if (link->label.utf8.len > 0) {
        link->text_at =
            sg_range_in(sg_buf_span(&p->sinks[SG_SINK_SEEN].buf), link->label.utf8).from;
        return;
    }
    link->label = sg_page_cut(p, SG_SINK_BESIDE, draft->pieces[SG_SINK_BESIDE], SG_MAX_LABEL);
    if (link->label.utf8.len > 0)
        return;
    link->label = sg_page_cut(p, SG_SINK_ALT, draft->pieces[SG_SINK_ALT], SG_MAX_LABEL);
    link->label_is_alt = link->label.utf8.len > 0;
    bool nothing_shown = link->kind == SG_LINK_ANCHOR && !link->has_image && !link->label_is_alt;
    link->is_hidden = draft->is_shut || (nothing_shown && !link->is_button);
    if (is_clicked && link->label.utf8.len == 0)
        link->label = sg_page_cut(p, SG_SINK_HIDDEN, draft->pieces[SG_SINK_HIDDEN], SG_MAX_LABEL);
}

void sg_page_finish_links(struct sg_page_reader *p)
{
    struct sg_page_link *links = SG_NEW_N(p->arena, struct sg_page_link, p->links.n);
    for (size_t i = 0; i < p->links.n; i++) {
        finish(p, &p->links.at[i]);
        links[i] = p->links.at[i].link;
    }
    p->page->links = links;
    p->page->n_links = p->links.n;
}
