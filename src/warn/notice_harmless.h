/* warn/notice_harmless.h - a mail's text as it may be published: nothing in it can be followed.
 *
 * Addresses of pages are defanged, those without a scheme too, since readers' programs make links of them; the mark in a mail
 * address is put in brackets.  Only the bare root of a brand's official site stays as it is ("https://www.example.jp/",
 * "Example.com"): it leads nowhere else.  What is harmless already stays so, so that the function may be applied again, and with
 * another style. */
#ifndef SG_WARN_NOTICE_HARMLESS_H
#define SG_WARN_NOTICE_HARMLESS_H

#include "base/buf.h"
#include "intel/intel.h"
#include "web/find.h"

enum sg_defang_style {
    SG_DEFANG_LAST_DOT, /* hxxps://www.example[.]com/a */
    SG_DEFANG_ALL_DOTS, /* hxxps://www[.]example[.]com/a */
    SG_DEFANG_MASKED,   /* hxxps://●●●●.com/a: who it is cannot be read any more */
    SG_DEFANG_FULLWIDTH, /* ｈｘｘｐｓ：／／ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ／ａ */
};

/* "last-dot", "all-dots", "masked", "fullwidth"; false for anything else. */
bool sg_defang_style_of(sg_span name, enum sg_defang_style *style);

sg_span sg_harmless(struct sg_arena *arena, const struct sg_intel *intel, sg_span text,
                    enum sg_defang_style style);

/* True when a program may make a link of an address that was found in a text. */
bool sg_is_live(const struct sg_found_url *found);

/* True for the root of an official site of any brand, or its bare host. */
bool sg_is_official_root(const struct sg_intel *intel, const struct sg_found_url *found);

#endif
