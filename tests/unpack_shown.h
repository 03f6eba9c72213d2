/* tests/unpack_shown.h - what was unpacked as lines to compare: "link NAME VALUE" each, its traits last. */
#ifndef SG_TESTS_UNPACK_SHOWN_H
#define SG_TESTS_UNPACK_SHOWN_H

#include "base/buf.h"
#include "base/limits.h"
#include "test.h"
#include "text/unicode.h"
#include "unpack/unpack.h"

static inline void show_item(struct sg_buf *out, const struct sg_item *item)
{
    static const char *const kinds[SG_N_ITEM_KINDS] = { "link", "code", "text", "name", "file" };
    sg_put_text(out, kinds[item->kind]);
    if (item->page > 0)
        sg_putf(out, "@%u", item->page);
    sg_put_text(out, item->is_encrypted ? "! " : " ");
    sg_put(out, item->name);
    if (item->kind != SG_ITEM_NAME) {
        sg_put_octet(out, ' ');
        sg_put(out, item->value);
    }
    sg_put_octet(out, '\n');
    assert_true(sg_utf8_valid(item->name));
    assert_true(item->kind == SG_ITEM_FILE || sg_utf8_valid(item->value));
}

static inline sg_span unpack_shown(struct sg_arena *arena, enum sg_file_kind kind, sg_span octets)
{
    static const char *const traits[] = { "broken", "encrypted", "cut",  "launches",
                                          "script", "macros",    "form", "template" };
    struct sg_unpacked u = sg_unpack(arena, kind, octets);
    struct sg_buf out = SG_BUF_IN(arena, 2 * SG_MAX_UNPACKED);
    for (size_t i = 0; i < u.n; i++)
        show_item(&out, &u.items[i]);
    for (size_t i = 0; i < sizeof(traits) / sizeof(*traits); i++)
        if ((u.traits >> i & 1) != 0)
            sg_putf(&out, "%s\n", traits[i]);
    return sg_buf_done(&out);
}

/* `octets`, in memory of exactly their size, give these lines. */
static inline void assert_unpacks(enum sg_file_kind kind, sg_span octets, const char *lines)
{
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    sg_span copy = exact_octets(octets.at, octets.len);
    assert_span_is(unpack_shown(arena, kind, copy), lines);
    drop(copy);
    sg_arena_close(arena);
}

/* Whatever is cut off, and whatever octet is changed, no octet outside is touched (ASan would see it). */
static inline void assert_survives(enum sg_file_kind kind, sg_span octets)
{
    struct sg_arena *arena = sg_arena_open((size_t)256 << 20);
    for (size_t len = 0; len < octets.len; len += 1 + octets.len / 400) {
        sg_span copy = exact_octets(octets.at, len);
        assert_true(sg_unpack(arena, kind, copy).n <= SG_MAX_ITEMS);
        drop(copy);
        sg_arena_reset(arena);
    }
    uint8_t *changed = malloc(octets.len + 1);
    memcpy(changed, octets.at, octets.len);
    for (size_t at = 0; at < octets.len; at += 1 + octets.len / 400) {
        for (unsigned c = 0; c < 256; c += 85) {
            changed[at] = (uint8_t)c;
            assert_true(sg_unpack(arena, kind, (sg_span){ changed, octets.len }).n <= SG_MAX_ITEMS);
            sg_arena_reset(arena);
        }
        memcpy(changed + at, octets.at + at, 1);
    }
    free(changed);
    sg_arena_close(arena);
}

#endif
