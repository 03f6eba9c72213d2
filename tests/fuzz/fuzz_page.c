/* Any page: what is handed out is valid UTF-8, stands inside of the input, and is the same each time. */
#include <stdlib.h>

#include "base/limits.h"
#include "text/unicode.h"
#include "web/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(const struct sg_text *text, size_t len)
{
    check(sg_utf8_valid(text->utf8));
    struct sg_range r = sg_place_of(text, text->utf8);
    check(r.from <= len && r.len <= len - r.from);
}

static void check_page(const struct sg_page *page, size_t len)
{
    check_text(&page->visible, len);
    check(page->n_links <= SG_MAX_LINKS && page->n_hidden <= SG_MAX_HIDDEN);
    for (size_t i = 0; i < page->n_links; i++) {
        const struct sg_page_link *link = &page->links[i];
        check_text(&link->label, len);
        check(link->label.utf8.len <= SG_MAX_LABEL && sg_utf8_valid(link->href));
        check(link->place.from <= len && link->place.len <= len - link->place.from);
        check(link->text_at <= page->visible.utf8.len);
    }
    for (size_t i = 0; i < page->n_tones; i++)
        check(page->tones[i].at < page->visible.utf8.len &&
              (i == 0 || page->tones[i - 1].at < page->tones[i].at));
    for (size_t i = 0; i < page->n_hidden; i++)
        check_text(&page->hidden[i].text, len);
    check(sg_utf8_valid(page->title.utf8) && sg_utf8_valid(page->fonts));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    sg_span octets = { at, len };
    (void)sg_page_charset(octets);
    if (!sg_utf8_valid(octets))
        return 0;
    struct sg_arena *arena = sg_arena_open((size_t)512 * 1024 * 1024);
    struct sg_oddities oddities = SG_ODDITIES_IN(arena);
    struct sg_text html = { octets, sg_places_literal(arena, 0, NULL) };
    const struct sg_page *page = sg_page_read(arena, &html, &oddities);
    check_page(page, len);
    const struct sg_page *again = sg_page_read(arena, &html, &oddities);
    check(sg_same(page->visible.utf8, again->visible.utf8) && page->n_links == again->n_links);
    sg_arena_close(arena);
    return 0;
}
