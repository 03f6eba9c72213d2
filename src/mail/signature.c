#include "mail/signature.h"

#include "text/transfer.h"

enum { MAX_DIGITS = 18 };

/* Decimal; -1 for anything else. */
static int64_t number_of(sg_span s)
{
    int64_t value = 0;
    if (s.len == 0 || s.len > MAX_DIGITS)
        return -1;
    for (size_t i = 0; i < s.len; i++) {
        if (!sg_is_digit(sg_at(s, i)))
            return -1;
        value = value * 10 + (sg_at(s, i) - '0');
    }
    return value;
}

static size_t octets_of(struct sg_arena *arena, sg_span base64)
{
    return sg_base64_decode(arena, base64, NULL, base64.len).octets.len;
}

static void take(struct sg_arena *arena, struct sg_signature *s, sg_span tag, sg_span value)
{
    if (sg_same(tag, SG_SPAN("d")))
        s->domain = value;
    else if (sg_same(tag, SG_SPAN("s")))
        s->selector = value;
    else if (sg_same(tag, SG_SPAN("a")))
        s->algorithm = value;
    else if (sg_same(tag, SG_SPAN("l")))
        s->is_partial = number_of(value) >= 0;
    else if (sg_same(tag, SG_SPAN("x")) && number_of(value) > 0)
        s->expires = number_of(value);
    else if (sg_same(tag, SG_SPAN("i")) && value.len <= 2 && number_of(value) > 0)
        s->instance = (int)number_of(value);
    else if (sg_same(tag, SG_SPAN("b")))
        s->octets = octets_of(arena, value);
}

struct sg_signature sg_signature_read(struct sg_arena *arena, const struct sg_field *field)
{
    struct sg_signature s = { .field = field };
    sg_span rest = sg_field_unfold(arena, field);
    while (rest.len > 0) {
        sg_span entry = sg_next(&rest, ';');
        size_t equals = sg_find(entry, '=', 0);
        if (equals < entry.len)
            take(arena, &s, sg_trim(sg_cut(entry, 0, equals)), sg_trim(sg_tail(entry, equals + 1)));
    }
    return s;
}
