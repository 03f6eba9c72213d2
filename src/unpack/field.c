#include "unpack/field.h"

#include "unpack/words.h"

/* Take the next word off `rest`, which may stand in quotes. */
static sg_span next_word(sg_span *rest)
{
    *rest = sg_trim(*rest);
    if (sg_at(*rest, 0) == '"') {
        *rest = sg_tail(*rest, 1);
        return sg_next(rest, '"');
    }
    return sg_next(rest, ' ');
}

/* The first argument that is no switch (\h) nor a switch's own argument (\o "tip"). */
static sg_span argument_of(sg_span rest)
{
    sg_span word = next_word(&rest);
    for (int n = 0; sg_at(word, 0) == '\\' && n < SG_MAX_PARAMETERS; n++) {
        bool has_own = sg_same_nocase(word, SG_SPAN("\\o")) || sg_same_nocase(word, SG_SPAN("\\t"));
        if (has_own)
            (void)next_word(&rest);
        word = next_word(&rest);
    }
    return word;
}

void sg_field_read(struct sg_unpacking *u, sg_span name, uint32_t page, sg_span code)
{
    sg_span rest = code, kind = next_word(&rest), argument = argument_of(rest);
    if (sg_starts_nocase(kind, SG_SPAN("DDE"))) {
        u->traits |= SG_UNPACK_LAUNCHES;
        return;
    }
    bool is_loaded = sg_starts_nocase(kind, SG_SPAN("INCLUDE")) ||
                     sg_same_nocase(kind, SG_SPAN("LINK")) ||
                     sg_same_nocase(kind, SG_SPAN("IMPORT"));
    if (is_loaded ? !sg_unpack_is_address(argument) : !sg_same_nocase(kind, SG_SPAN("HYPERLINK")))
        return;
    if (is_loaded)
        u->traits |= SG_UNPACK_TEMPLATE;
    if (argument.len > 0)
        sg_unpack_link(u, name, page, argument);
}
