/* unpack/xml.h - XML as a run of tags with the text before each: enough to read documents' parts, no more.
 *
 * Nothing is nested, nothing is resolved (no DTD, no entities but characters), nothing is wrong: what is no tag is text. */
#ifndef SG_UNPACK_XML_H
#define SG_UNPACK_XML_H

#include "base/arena.h"
#include "base/span.h"

struct sg_xml {
    sg_span rest; /* not read yet; set this to begin */
    sg_span text; /* before the tag, as written */
    sg_span
        name; /* of the tag, with its prefix; empty at the end and after CDATA, which `text` then is */
    sg_span attributes; /* as written */
    bool is_end;        /* </name> */
};

/* The next tag; comments and processing instructions are passed over.  False at the end, with `text` what was left. */
bool sg_xml_next(struct sg_xml *x);

/* Take the next name="value" off `attributes`; false at the end. */
bool sg_xml_attribute(sg_span *attributes, sg_span *name, sg_span *value);

/* The value of the attribute whose name without its prefix is `name`, as written; empty when there is none. */
sg_span sg_xml_value(const struct sg_xml *x, sg_span name);

/* "w:t" without its prefix. */
sg_span sg_xml_local(sg_span name);

/* Character references taken out: &amp; and &#x41;. */
sg_span sg_xml_decoded(struct sg_arena *arena, sg_span raw);

#endif
