/* report/sheet.h - lines on a terminal: width, indent, colour.
 *
 * Text is UTF-8 without octets below 0x20 (sg_put_shown() sees to that) except the inks: single octets
 * that switch the colour, take no width and are dropped when there is no colour.  Lines break at
 * blanks, between wide characters (not before 、。」 or after 「), after the slashes of a long URL,
 * and, when nothing else helps, anywhere. */
#ifndef SG_REPORT_SHEET_H
#define SG_REPORT_SHEET_H

#include "base/buf.h"

#define SG_INK_PLAIN  "\x01"
#define SG_INK_BOLD   "\x02"
#define SG_INK_RED    "\x03"
#define SG_INK_YELLOW "\x04"
#define SG_INK_GREEN  "\x05"
#define SG_INK_DIM    "\x06"
#define SG_INK_BLUE   "\x07"

struct sg_sheet {
    struct sg_buf *out;
    size_t columns; /* 0: lines are not broken */
    bool colour;
};

/* One paragraph: `first` columns before its first line, `rest` before the others. */
void sg_sheet_put(const struct sg_sheet *sheet, size_t first, size_t rest, sg_span text);

/* A paragraph with `label` in the left margin of `margin` columns. */
void sg_sheet_labelled(const struct sg_sheet *sheet, sg_span label, size_t margin, sg_span text);

/* Columns that `text` takes, inks not counted. */
size_t sg_columns(sg_span text);

#endif
