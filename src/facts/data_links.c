/* facts/data_links.c - files that stand in a page as addresses: data:image/png;base64,... */
#include "base/limits.h"
#include "facts/build.h"
#include "text/transfer.h"

enum {
    MIN_DATA = 64,  /* octets of an address that can hold a picture with a code or a page */
    MAX_HEAD = 200, /* octets before the comma */
};

static sg_span data_of(struct sg_arena *arena, sg_span address)
{
    sg_span head = sg_cut(address, 0, MAX_HEAD), out = { 0 };
    size_t comma = sg_find(head, ',', 0);
    if (comma == head.len)
        return out;
    sg_span data = sg_percent_decode(arena, sg_tail(address, comma + 1));
    if (!sg_holds_nocase(sg_cut(head, 0, comma), SG_SPAN(";base64")))
        return data;
    return sg_base64_decode(arena, data, NULL, SG_MAX_INNER_FILE).octets;
}

void sg_facts_data_links(struct sg_opening *o, const struct sg_file *of, const struct sg_part *part,
                         const struct sg_page *page)
{
    for (size_t i = 0; i < page->n_links; i++) {
        const struct sg_page_link *link = &page->links[i];
        if (link->href.len < MIN_DATA || !sg_starts_nocase(link->href, SG_SPAN("data:")))
            continue;
        const struct sg_content draft = {
            .attachment = of == NULL ? NULL : of->shown,
            .part = of == NULL ? (size_t)(part - o->f->mail->parts) : of->shown->part,
            .how = SG_CONTENT_DECODED,
            .octets = data_of(o->f->arena, link->href),
        };
        const struct sg_content *content = sg_facts_add_content(o, &draft);
        struct sg_file *file =
            content == NULL ? NULL : sg_facts_add_file(o, of, content, (sg_span){ 0 });
        if (file == NULL)
            return;
        file->shown->is_shown = link->kind == SG_LINK_IMAGE;
    }
}
