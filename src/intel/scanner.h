/* intel/scanner.h - many literal words, or many patterns, found in one pass over a text. */
#ifndef SG_INTEL_SCANNER_H
#define SG_INTEL_SCANNER_H

#include "base/arena.h"
#include "base/status.h"

struct sg_scanner; /* the library's compiled patterns and its scratch memory */

struct sg_scan_hit {
    size_t word;        /* index into the words the scanner was made of */
    struct sg_range at; /* octets in the text */
};

struct sg_scan_hits {
    struct sg_scan_hit *at;
    size_t n, room;
    bool cut; /* more than the bound given */
};

/* False for a word that cannot be looked for: with 33 times the same octet in a row (behind others) Hyperscan 5.4
 * compiles it and then fails in the middle of a scan. */
bool sg_scanner_takes(sg_span word);

/* Compile `words` (none empty, all different, all of them taken).  SG_E_VALUE when the library refuses.  Close releases. */
SG_MUST_USE enum sg_status sg_scanner_open(const sg_span *words, size_t n, const char *saved,
                                           struct sg_scanner **out, struct sg_error *err);

/* The same for regular expressions over UTF-8 text (those of the library, hence without back references and
 * look-around; `^` and `$` are the limits of a line).  What one may match is bounded, so that a scan stays linear:
 * SG_MIN_PATTERN to SG_MAX_PATTERN octets.  On failure `*bad` is the index of the pattern that is to blame. */
SG_MUST_USE enum sg_status sg_scanner_open_patterns(const sg_span *patterns, size_t n,
                                                    const char *saved, struct sg_scanner **out,
                                                    size_t *bad, struct sg_error *err);

/* The scanner as octets, in `arena`: compiling takes most of the time that loading data takes.  A file of them, given to
 * open as `saved`, is taken instead of compiling when it was made of the same words by the same library for a
 * machine of this kind, and left aside otherwise or when it is not there; NULL: none.  Empty for no words. */
sg_span sg_scanner_save(struct sg_arena *arena, const struct sg_scanner *scanner);
void sg_scanner_close(struct sg_scanner *scanner); /* NULL is fine */

/* Every occurrence in `text`, overlapping ones too (of a pattern, usually the longest from each place), in the order
 * of their ends; at most `bound`. */
void sg_scan(struct sg_arena *arena, const struct sg_scanner *scanner, sg_span text, size_t bound,
             struct sg_scan_hits *out);

#endif
