/* unpack/zxing.h - ZXing-cpp behind a face of C; for codes.c only. */
#ifndef SG_UNPACK_ZXING_H
#define SG_UNPACK_ZXING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A code's text, UTF-8 as far as it is text at all; valid during the call. */
typedef void sg_zxing_seen(void *with, const uint8_t *text, size_t len);

/* A map of 8-bit grey, black 0, its rows without gaps. */
struct sg_zxing_map {
    const uint8_t *grey;
    uint32_t width, height; /* pixels */
};

/* Kinds of codes, as bits. */
enum {
    SG_ZXING_QR = 1,
    SG_ZXING_OTHERS = 2, /* Micro QR, Aztec and Data Matrix */
};

/* Read all codes of these kinds, at most `most`.  Whatever the library throws means that there was no (further) code. */
void sg_zxing_read(struct sg_zxing_map map, unsigned kinds, uint32_t most, sg_zxing_seen *seen,
                   void *with);

#ifdef __cplusplus
}
#endif

#endif
