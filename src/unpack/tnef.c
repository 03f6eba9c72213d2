/* unpack/tnef.c - winmail.dat (MS-OXTNEF): the message's text in its forms, and the files attached.
 *
 * A run of attributes; three of them hold properties of MAPI in turn.  Checksums are not looked at, as no reader does. */
#include "unpack/lzfu.h"
#include "unpack/mapi.h"
#include "unpack/words.h"

enum { /* attributes */
       SUBJECT = 0x00018004,
       BODY = 0x0002800c,
       FILE_DATA = 0x0006800f,
       FILE_TITLE = 0x00018010,
       FILE_BEGINS = 0x00069002,
       MESSAGE_PROPERTIES = 0x00069003,
       FILE_PROPERTIES = 0x00069005,
       CODE_PAGE = 0x00069007,
};

enum {
    HEAD = 6,           /* octets: signature, key */
    ATTRIBUTE_HEAD = 9, /* level, id, length */
    CHECKSUM = 2,
    NAMED = 0x8000, /* properties from here on have their name with them */
    MANY = 0x1000,  /* bit of a type: several values */
    INTERFACE = 16, /* octets before the content of an object */
};

struct tnef {
    struct sg_unpacking *u;
    sg_span label;             /* of the charset of strings of octets */
    sg_span title, name, data; /* of the attached file that is being read */
};

static void end_file(struct tnef *t)
{
    sg_span name = t->name.len > 0 ? t->name : t->title;
    if (t->data.len > 0)
        sg_unpack_give_file(t->u, name, t->data);
    t->title = t->name = t->data = (sg_span){ 0 };
}

/* ---- properties ---- */

static size_t padded(size_t len)
{
    return (len + 3) & ~(size_t)3;
}

/* Octets of a value of this type; 0: its length stands before it. */
static size_t fixed_size(unsigned type)
{
    switch (type) {
    case SG_MAPI_SHORT:
    case SG_MAPI_LONG:
    case SG_MAPI_FLOAT:
    case SG_MAPI_ERROR:
    case SG_MAPI_BOOLEAN:
        return 4;
    case SG_MAPI_DOUBLE:
    case SG_MAPI_CURRENCY:
    case SG_MAPI_APPTIME:
    case SG_MAPI_LONGLONG:
    case SG_MAPI_TIME:
        return 8;
    case SG_MAPI_GUID:
        return 16;
    default:
        return 0;
    }
}

/* Pass over the set and the number or name of a named property. */
static void pass_name(sg_span *rest)
{
    enum { SET = 16 };

    uint32_t kind = sg_unpack_u32(*rest, SET), n = sg_unpack_u32(*rest, SET + 4);
    *rest = sg_tail(*rest, SET + 8 + (kind == 1 ? padded(n) : 0));
}

static sg_span next_value(sg_span *rest, unsigned type)
{
    size_t size = fixed_size(type);
    if (size > 0) {
        sg_span value = sg_cut(*rest, 0, size);
        *rest = sg_tail(*rest, size);
        return value;
    }
    size_t len = sg_unpack_u32(*rest, 0);
    sg_span value = sg_cut(*rest, 4, len);
    *rest = sg_tail(*rest, 4 + padded(len));
    return value;
}

static void take_file_property(struct tnef *t, const struct sg_mapi *p)
{
    bool is_object = p->type == SG_MAPI_OBJECT;
    if (p->id == SG_MAPI_LONG_FILE_NAME || (p->id == SG_MAPI_FILE_NAME && t->name.len == 0))
        t->name = sg_mapi_text(t->u->arena, p, t->label);
    else if (p->id == SG_MAPI_FILE_DATA && t->data.len == 0)
        t->data = is_object ? sg_tail(p->value, INTERFACE) : p->value;
}

static void read_properties(struct tnef *t, sg_span octets, bool of_file)
{
    uint32_t count = sg_unpack_u32(octets, 0);
    sg_span rest = sg_tail(octets, 4);
    for (uint32_t n = 0; n < count && rest.len > 0; n++) {
        struct sg_mapi p = { .type = sg_unpack_u16(rest, 0), .id = sg_unpack_u16(rest, 2) };
        rest = sg_tail(rest, 4);
        if (p.id >= NAMED)
            pass_name(&rest);
        uint32_t values = 1;
        bool is_many = (p.type & MANY) != 0;
        p.type &= ~(unsigned)MANY;
        if (is_many || fixed_size(p.type) == 0) {
            values = sg_unpack_u32(rest, 0);
            rest = sg_tail(rest, 4);
        }
        for (uint32_t i = 0; i < values && rest.len > 0; i++)
            p.value = next_value(&rest, p.type);
        if (of_file)
            take_file_property(t, &p);
        else
            sg_mapi_give(t->u, &p, t->label);
    }
    if (rest.len >= 4) /* more than padding */
        t->u->traits |= SG_UNPACK_BROKEN;
}

/* ---- attributes ---- */

static sg_span words_of(struct tnef *t, sg_span octets)
{
    octets = sg_cut(octets, 0, sg_find(octets, 0, 0));
    return sg_unpack_words(t->u->arena, t->label, octets);
}

static void read_attribute(struct tnef *t, uint32_t id, sg_span octets)
{
    switch (id) {
    case CODE_PAGE:
        t->label = sg_unpack_codepage(sg_unpack_u32(octets, 0));
        return;
    case SUBJECT:
        sg_unpack_give(t->u, SG_ITEM_TEXT, SG_SPAN("SUBJECT"), words_of(t, octets));
        return;
    case BODY:
        sg_unpack_give(t->u, SG_ITEM_TEXT, SG_SPAN("BODY"), words_of(t, octets));
        return;
    case FILE_BEGINS:
        end_file(t);
        return;
    case FILE_TITLE:
        t->title = words_of(t, octets);
        return;
    case FILE_DATA:
        t->data = octets;
        return;
    case MESSAGE_PROPERTIES:
        read_properties(t, octets, false);
        return;
    case FILE_PROPERTIES:
        read_properties(t, octets, true);
        return;
    default:
        return;
    }
}

void sg_unpack_tnef(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    struct tnef t = { .u = u };
    sg_span rest = sg_tail(octets, HEAD);
    (void)kind;
    if (!sg_starts(octets, SG_SPAN("\x78\x9f\x3e\x22"))) {
        u->traits |= SG_UNPACK_BROKEN;
        return;
    }
    while (rest.len > ATTRIBUTE_HEAD) {
        uint32_t id = sg_unpack_u32(rest, 1);
        size_t len = sg_unpack_u32(rest, 5);
        sg_span body = sg_cut(rest, ATTRIBUTE_HEAD, len);
        if (body.len < len)
            u->traits |= SG_UNPACK_BROKEN;
        read_attribute(&t, id, body);
        rest = sg_tail(rest, ATTRIBUTE_HEAD + len + CHECKSUM);
    }
    end_file(&t);
}
