/* A text that a person passes on, whatever stands in it: what is read back stands in the text, is valid UTF-8, and is the
 * same each time.  The first octet says whether it is a page's text and whether only marked blocks count. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "facts/forward.h"
#include "intel/intel.h"
#include "text/unicode.h"

static const struct sg_intel *intel;
static struct sg_arena *arena;

static void check(bool truth)
{
    if (!truth)
        abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    struct sg_error err = { 0 };
    if (sg_intel_load(&options, &intel, &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    arena = sg_arena_open((size_t)256 << 20);
    return 0;
}

static void check_value(const struct sg_text *value, size_t len)
{
    check(sg_utf8_valid(value->utf8));
    struct sg_range place = sg_place_of(value, value->utf8);
    check(place.from <= len && place.len <= len - place.from);
}

static void check_block(const struct sg_forward_block *b, const struct sg_text *text)
{
    size_t len = text->utf8.len;
    check(b->starts <= b->after && b->after <= len);
    check_value(&b->from, len);
    check_value(&b->date, len);
    check_value(&b->to, len);
    check_value(&b->cc, len);
    check_value(&b->subject, len);
    struct sg_address from = sg_forward_sender(arena, intel->lists, intel->folder, &b->from);
    check_value(&from.display, len);
    check(sg_utf8_valid(from.local) && sg_utf8_valid(from.domain));
    check(sg_forward_addresses(arena, &b->to).n <= SG_MAX_ADDRESSES);
    struct sg_text rest = sg_forward_unquoted(arena, text, b->after, b->quotes);
    check_value(&rest, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    if (len == 0)
        return 0;
    bool is_page = (*at & 1) != 0, marked_only = (*at & 2) != 0;
    sg_span octets = sg_utf8_mended(arena, (sg_span){ at + 1, len - 1 });
    const struct sg_text text = { octets, sg_places_literal(arena, 0, NULL) };
    struct sg_forward_block one = { 0 }, two = { 0 };
    bool found =
        sg_forward_find(arena, intel->lists, intel->folder, &text, is_page, marked_only, &one);
    check(found ==
          sg_forward_find(arena, intel->lists, intel->folder, &text, is_page, marked_only, &two));
    if (found) {
        check(one.starts == two.starts && one.after == two.after);
        check_block(&one, &text);
    }
    sg_arena_reset(arena);
    return 0;
}
