/* unpack/mapi.h - the properties of a message in MAPI, which winmail.dat and .msg files share (MS-OXPROPS, MS-OXCDATA). */
#ifndef SG_UNPACK_MAPI_H
#define SG_UNPACK_MAPI_H

#include "unpack/kinds.h"

enum { /* types of values */
       SG_MAPI_SHORT = 0x02,
       SG_MAPI_LONG = 0x03,
       SG_MAPI_FLOAT = 0x04,
       SG_MAPI_DOUBLE = 0x05,
       SG_MAPI_CURRENCY = 0x06,
       SG_MAPI_APPTIME = 0x07,
       SG_MAPI_ERROR = 0x0a,
       SG_MAPI_BOOLEAN = 0x0b,
       SG_MAPI_OBJECT = 0x0d,
       SG_MAPI_LONGLONG = 0x14,
       SG_MAPI_STRING = 0x1e,  /* in a charset that stands elsewhere */
       SG_MAPI_UNICODE = 0x1f, /* UTF-16 */
       SG_MAPI_TIME = 0x40,
       SG_MAPI_GUID = 0x48,
       SG_MAPI_BINARY = 0x102,
};

enum { /* ids */
       SG_MAPI_SUBJECT = 0x0037,
       SG_MAPI_SENDER_NAME = 0x0c1a,
       SG_MAPI_BODY = 0x1000,
       SG_MAPI_RTF = 0x1009, /* compressed */
       SG_MAPI_HTML = 0x1013,
       SG_MAPI_FILE_DATA = 0x3701,
       SG_MAPI_FILE_NAME = 0x3704, /* 8.3 */
       SG_MAPI_LONG_FILE_NAME = 0x3707,
};

struct sg_mapi {
    unsigned type, id;
    sg_span value;
};

/* A string or string of octets as UTF-8, up to its NUL; `label` is the charset of the latter, which may be empty. */
sg_span sg_mapi_text(struct sg_arena *arena, const struct sg_mapi *p, sg_span label);

/* Keep what a message's property says: subject, sender and body as TEXT, HTML and RTF as FILE; others give nothing. */
void sg_mapi_give(struct sg_unpacking *u, const struct sg_mapi *p, sg_span label);

#endif
