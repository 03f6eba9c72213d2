/* What a click, or the opening, of a PDF does, and the files that it brings along. */
#include "unpack/pdf.h"

void sg_pdf_keep_link(struct sg_pdf_reading *r, sg_span name, sg_span address)
{
    static const char kept[] = "kept";
    address = sg_trim(address);
    if (address.len == 0 || address.len > SG_MAX_URL)
        return;
    struct sg_buf key = SG_BUF_IN(r->arena, SG_MAX_URL + sizeof(r->page));
    sg_put(&key, (sg_span){ (const uint8_t *)&r->page, sizeof(r->page) });
    sg_put(&key, address);
    if (sg_map_get(&r->links, sg_buf_span(&key)) != NULL)
        return;
    sg_map_put(&r->links, sg_buf_done(&key), kept);
    const struct sg_item item = {
        .kind = SG_ITEM_LINK, .page = r->page, .name = name, .value = address
    };
    sg_unpack_add(r->u, &item);
}

/* What ends an address in a script or in words. */
static bool is_end(int c)
{
    return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '(' || c == ')' ||
           c == '\\' || c == '`';
}

void sg_pdf_keep_links_in(struct sg_pdf_reading *r, sg_span name, sg_span text)
{
    for (size_t at = 0; (at = sg_find_nocase(text, SG_SPAN("http"), at)) < text.len;) {
        sg_span rest = sg_tail(text, at);
        size_t len = 0;
        while (!is_end(sg_at(rest, len)) && len <= SG_MAX_URL)
            len++;
        sg_span address = sg_cut(rest, 0, len);
        if (sg_starts_nocase(address, SG_SPAN("http://")) ||
            sg_starts_nocase(address, SG_SPAN("https://")))
            sg_pdf_keep_link(r, name, address);
        at += len;
    }
}

/* The name or address of a file: a string, or a dictionary with one. */
static sg_span name_of(struct sg_pdf_reading *r, uint32_t specification)
{
    static const char *const keys[] = { "/UF", "/F", "/Unix", "/DOS", "/Mac" };
    sg_span name = sg_pdf_string(r->pdf, specification);
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys) && name.len == 0; i++)
        name = sg_pdf_string(r->pdf, sg_pdf_key(r->pdf, specification, keys[i]));
    return name;
}

static bool is_address(sg_span name)
{
    return sg_holds(name, SG_SPAN("://")) || sg_starts(name, SG_SPAN("\\\\")) ||
           sg_starts_nocase(name, SG_SPAN("mailto:"));
}

static void read_script(struct sg_pdf_reading *r, uint32_t script)
{
    if (script == 0)
        return;
    r->u->traits |= SG_UNPACK_SCRIPT;
    bool is_stream = sg_pdf_is_stream(r->pdf, script);
    sg_span text = is_stream ? sg_pdf_stream(r->pdf, script) : sg_pdf_string(r->pdf, script);
    sg_pdf_keep_links_in(r, SG_SPAN("JavaScript"), text);
}

/* Another file is opened, or a program started. */
static void read_launch(struct sg_pdf_reading *r, uint32_t action)
{
    uint32_t file = sg_pdf_key(r->pdf, action, "/F");
    if (file == 0)
        file = sg_pdf_key(r->pdf, action, "/Win");
    sg_span name = name_of(r, file);
    r->u->traits |= SG_UNPACK_LAUNCHES;
    if (is_address(name))
        sg_pdf_keep_link(r, SG_SPAN("Launch"), name);
}

static void read_one_action(struct sg_pdf_reading *r, uint32_t action)
{
    uint32_t what = sg_pdf_key(r->pdf, action, "/S");
    if (sg_pdf_is_named(r->pdf, what, "/URI")) {
        sg_pdf_keep_link(r, SG_SPAN("URI"),
                         sg_pdf_string(r->pdf, sg_pdf_key(r->pdf, action, "/URI")));
    } else if (sg_pdf_is_named(r->pdf, what, "/SubmitForm")) {
        r->u->traits |= SG_UNPACK_FORM;
        sg_pdf_keep_link(r, SG_SPAN("SubmitForm"), name_of(r, sg_pdf_key(r->pdf, action, "/F")));
    } else if (sg_pdf_is_named(r->pdf, what, "/GoToR") || sg_pdf_is_named(r->pdf, what, "/GoToE") ||
               sg_pdf_is_named(r->pdf, what, "/ImportData") ||
               sg_pdf_is_named(r->pdf, what, "/Launch")) {
        read_launch(r, action);
    }
    read_script(r, sg_pdf_key(r->pdf, action, "/JS"));
}

static void queue(struct sg_pdf_reading *r, uint32_t actions)
{
    uint32_t n = sg_pdf_count(r->pdf, actions);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t action = sg_pdf_item(r->pdf, actions, i);
        if (sg_pdf_is_dictionary(r->pdf, action))
            *SG_PUSH(r->arena, &r->actions) = action;
    }
}

/* An action stands in many places, but is kept with each page; only chains of them are walked once. */
static void read_queued(struct sg_pdf_reading *r)
{
    while (r->actions.n > 0) {
        uint32_t action = r->actions.at[--r->actions.n];
        read_one_action(r, action);
        uint32_t next = sg_pdf_key(r->pdf, action, "/Next");
        if (next != 0 && sg_pdf_is_first(r->pdf, action))
            queue(r, next);
    }
}

void sg_pdf_read_action(struct sg_pdf_reading *r, uint32_t action)
{
    queue(r, action);
    read_queued(r);
}

void sg_pdf_read_actions(struct sg_pdf_reading *r, uint32_t object)
{
    uint32_t more[SG_MAX_PDF_TRIGGERS];
    uint32_t n =
        sg_pdf_values(r->pdf, sg_pdf_key(r->pdf, object, "/AA"), more, SG_MAX_PDF_TRIGGERS);
    queue(r, sg_pdf_key(r->pdf, object, "/A"));
    queue(r, sg_pdf_key(r->pdf, object, "/PA"));
    for (uint32_t i = 0; i < n; i++)
        queue(r, more[i]);
    read_queued(r);
}

void sg_pdf_read_file(struct sg_pdf_reading *r, uint32_t specification)
{
    uint32_t embedded = sg_pdf_key(r->pdf, specification, "/EF");
    uint32_t file = sg_pdf_key(r->pdf, embedded, "/F");
    if (file == 0)
        file = sg_pdf_key(r->pdf, embedded, "/UF");
    if (!sg_pdf_is_stream(r->pdf, file) || !sg_pdf_is_first(r->pdf, file))
        return;
    sg_span name = name_of(r, specification);
    sg_span octets = sg_pdf_stream(r->pdf, file);
    struct sg_item item = { .kind = SG_ITEM_NAME, .page = r->page, .name = name };
    if (octets.len > 0 && octets.len <= SG_MAX_INNER_FILE && r->files < SG_MAX_INNER_FILES) {
        r->files++;
        item.kind = SG_ITEM_FILE;
        item.value = sg_keep(r->u->arena, octets);
    }
    sg_unpack_add(r->u, &item);
}
