/* unpack/cms.c - a signed mail (S/MIME; CMS, RFC 5652; RFC 8551): the mail inside; an enveloped one is encrypted.
 *
 * BER, so lengths may be indefinite and the octets in pieces.  We walk straight to the content: nothing else of the
 * structure is read, and no signature is verified. */
#include "unpack/words.h"

enum {
    INTEGER = 0x02,
    OCTETS = 0x04,
    OBJECT = 0x06,
    OCTETS_IN_PIECES = 0x24,
    SEQUENCE = 0x30,
    SET = 0x31,
    CONTENT = 0xa0, /* [0] EXPLICIT */
};

struct element {
    int tag;      /* one octet; -1: none */
    sg_span body; /* with an indefinite length: all that follows */
    bool is_constructed, is_indefinite;
};

/* The head of the element at the start of `rest`, which moves to its body. */
static struct element next_head(sg_span *rest)
{
    struct element e = { .tag = sg_at(*rest, 0) };
    int length = sg_at(*rest, 1);
    if (length < 0 || (e.tag & 0x1f) == 0x1f) /* no tag here has more than one octet */
        return (struct element){ .tag = -1 };
    size_t len = (size_t)length, head = 2;
    e.is_constructed = (e.tag & 0x20) != 0;
    e.is_indefinite = length == 0x80;
    if (length > 0x80) {
        len = 0;
        head += (size_t)length - 0x80;
        for (size_t i = 2; i < head; i++) {
            int octet = sg_at(*rest, i);
            if (octet < 0 || len > SG_MAX_MAIL)
                return (struct element){ .tag = -1 };
            len = len << 8 | (size_t)octet;
        }
    }
    *rest = sg_tail(*rest, head);
    e.body = e.is_indefinite ? *rest : sg_cut(*rest, 0, len);
    return e;
}

/* Go into the element at the start of `rest` when it has this tag. */
static bool enter(sg_span *rest, int tag)
{
    sg_span after = *rest;
    struct element e = next_head(&after);
    if (e.tag != tag)
        return false;
    *rest = e.body;
    return true;
}

/* Pass over the element at the start of `rest`, when it has this tag.  Of what is in it, only elements of an indefinite
 * length are gone into. */
static bool pass(sg_span *rest, int tag)
{
    size_t open = 0;
    if (sg_at(*rest, 0) != tag)
        return false;
    do {
        struct element e = next_head(rest);
        if (e.tag < 0)
            return false;
        if (e.is_indefinite)
            open++;
        else if (e.tag == 0 && open > 0)
            open--;
        else
            *rest = sg_tail(*rest, e.body.len);
    } while (open > 0);
    return true;
}

static sg_span take_object(sg_span *rest)
{
    struct element e = next_head(rest);
    if (e.tag != OBJECT)
        return (sg_span){ 0 };
    *rest = sg_tail(*rest, e.body.len);
    return e.body;
}

/* An OCTET STRING in as many pieces, and pieces of pieces, as it likes. */
static sg_span take_octets(struct sg_unpacking *u, sg_span rest)
{
    struct element whole = next_head(&rest);
    if (whole.tag == OCTETS)
        return sg_cut(whole.body, 0, SG_MAX_SIGNED + 1);
    struct sg_buf out = SG_BUF_IN(u->arena, SG_MAX_SIGNED + 1);
    size_t open = whole.is_indefinite;
    rest = whole.body;
    while (whole.tag == OCTETS_IN_PIECES && rest.len > 0 && !out.cut) {
        struct element e = next_head(&rest);
        if (e.tag == 0 && open <= 1)
            return sg_buf_done(&out);
        if (e.tag == 0)
            open--;
        else if (e.tag == OCTETS_IN_PIECES)
            open += e.is_indefinite;
        else if (e.tag == OCTETS && !e.is_indefinite) {
            sg_put(&out, e.body);
            rest = sg_tail(rest, e.body.len);
        } else
            break;
    }
    if (rest.len > 0 || open > 0)
        u->traits |= SG_UNPACK_BROKEN;
    return sg_buf_done(&out);
}

/* `rest` is the content of a SignedData; a signature that stands beside what it signs has none. */
static void read_signed(struct sg_unpacking *u, sg_span rest)
{
    if (!enter(&rest, SEQUENCE) || !pass(&rest, INTEGER) || !pass(&rest, SET) ||
        !enter(&rest, SEQUENCE) || take_object(&rest).len == 0) {
        u->traits |= SG_UNPACK_BROKEN;
        return;
    }
    if (!enter(&rest, CONTENT))
        return;
    sg_span octets = take_octets(u, rest);
    if (octets.len > SG_MAX_SIGNED)
        u->traits |= SG_UNPACK_CUT;
    octets = sg_cut(octets, 0, SG_MAX_SIGNED);
    if (octets.len > 0)
        sg_unpack_give(u, SG_ITEM_FILE, SG_SPAN("smime.eml"), octets);
}

void sg_unpack_cms(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    sg_span rest = octets, type = { 0 };
    (void)kind;
    if (enter(&rest, SEQUENCE))
        type = take_object(&rest);
    if (!enter(&rest, CONTENT)) {
        u->traits |= SG_UNPACK_BROKEN;
        return;
    }
    sg_span pkcs7 = SG_SPAN("\x2a\x86\x48\x86\xf7\x0d\x01\x07");
    int number = sg_starts(type, pkcs7) && type.len == pkcs7.len + 1 ? sg_at(type, pkcs7.len) : 0;
    if (number == 2) /* signedData */
        read_signed(u, rest);
    else if (number == 3 || number == 4 ||
             number == 6) /* enveloped, and signed, and encryptedData */
        u->traits |= SG_UNPACK_ENCRYPTED;
    else if (sg_same(type, SG_SPAN("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17")))
        u->traits |= SG_UNPACK_ENCRYPTED; /* authEnvelopedData, RFC 5083 */
    else
        u->traits |= SG_UNPACK_CUT; /* compressed, digested: not looked into */
}
