#include "unpack/mapi.h"

#include "unpack/lzfu.h"
#include "unpack/words.h"

sg_span sg_mapi_text(struct sg_arena *arena, const struct sg_mapi *p, sg_span label)
{
    if (p->type == SG_MAPI_UNICODE)
        return sg_unpack_utf16(arena, p->value);
    sg_span octets = sg_cut(p->value, 0, sg_find(p->value, 0, 0));
    return p->type == SG_MAPI_STRING ? sg_unpack_words(arena, label, octets) : (sg_span){ 0 };
}

static void give_text(struct sg_unpacking *u, const struct sg_mapi *p, sg_span label, sg_span name)
{
    sg_span text = sg_mapi_text(u->arena, p, label);
    if (text.len > 0)
        sg_unpack_give(u, SG_ITEM_TEXT, name, text);
}

void sg_mapi_give(struct sg_unpacking *u, const struct sg_mapi *p, sg_span label)
{
    switch (p->id) {
    case SG_MAPI_SUBJECT:
        give_text(u, p, label, SG_SPAN("SUBJECT"));
        return;
    case SG_MAPI_SENDER_NAME:
        give_text(u, p, label, SG_SPAN("SENDER"));
        return;
    case SG_MAPI_BODY:
        give_text(u, p, label, SG_SPAN("BODY"));
        return;
    case SG_MAPI_HTML:
        if (p->value.len > 0)
            sg_unpack_give_file(u, SG_SPAN("body.html"),
                                p->type == SG_MAPI_UNICODE ? sg_unpack_utf16(u->arena, p->value)
                                                           : p->value);
        return;
    case SG_MAPI_RTF: {
        sg_span rtf = sg_lzfu_read(u->arena, p->value);
        if (rtf.len > 0)
            sg_unpack_give_file(u, SG_SPAN("body.rtf"), rtf);
        return;
    }
    default:
        return;
    }
}
