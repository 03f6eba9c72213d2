/* unpack/pdf_filters.h - what qpdf inflates, bounded; for pdf_object.c only.
 *
 * qpdf by itself inflates a stream to whatever it gives.  Its filters are replaced by ours for the whole process: Flate
 * within a budget and as far as the data go, DCT passed through as it is, LZW not at all. */
#ifndef SG_UNPACK_PDF_FILTERS_H
#define SG_UNPACK_PDF_FILTERS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Once before any document is read. */
void sg_pdf_filters_set(void);

/* Octets that all streams together may give from now on, in this thread, and one of them. */
void sg_pdf_budget_set(size_t all, size_t one);

/* True when a stream was refused for it since. */
bool sg_pdf_budget_is_spent(void);

#ifdef __cplusplus
}
#endif

#endif
