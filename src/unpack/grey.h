/* unpack/grey.h - maps of 8-bit grey, and what makes a code in them easier to see; for codes.c only. */
#ifndef SG_UNPACK_GREY_H
#define SG_UNPACK_GREY_H

#include "unpack/picture.h"

struct sg_grey {
    uint32_t width, height; /* pixels, each at least 1 */
    uint8_t *at;            /* rows from the top, without gaps; black is 0 */
};

/* What of a picture's colours is looked at. */
enum sg_light {
    SG_LIGHT_GREY,       /* lightness, what is transparent over white */
    SG_LIGHT_OVER_BLACK, /* the same over black */
    SG_LIGHT_RED,        /* one colour over white: codes of colours that are of one lightness */
    SG_LIGHT_GREEN,
    SG_LIGHT_BLUE,
    SG_N_LIGHTS,
};

/* Bits 1 << enum sg_light: those that may show what the others do not. */
unsigned sg_grey_lights(const struct sg_picture *picture);

struct sg_grey sg_grey_of(struct sg_arena *arena, const struct sg_picture *picture,
                          enum sg_light light);

/* Sides by `by`, with a quiet zone of the lightest pixel around it. */
struct sg_grey sg_grey_enlarged(struct sg_arena *arena, const struct sg_grey *map, uint32_t by);

/* Sides halved, each pixel the mean of the four it stands for. */
struct sg_grey sg_grey_halved(struct sg_arena *arena, const struct sg_grey *map);

/* Each pixel the mean of three by three. */
struct sg_grey sg_grey_smoothed(struct sg_arena *arena, const struct sg_grey *map);

/* Each pixel the darkest of three by three. */
struct sg_grey sg_grey_grown(struct sg_arena *arena, const struct sg_grey *map);

/* Contrast stretched by what is darkest and lightest near by; flat places become white. */
struct sg_grey sg_grey_levelled(struct sg_arena *arena, const struct sg_grey *map);

struct sg_grey sg_grey_inverted(struct sg_arena *arena, const struct sg_grey *map);

/* A bit a pixel, the lowest of a word first; those past the width are 0. */
struct sg_ink {
    uint32_t width, height; /* pixels */
    size_t words;           /* of a row */
    uint64_t *at;
};

struct sg_inks {
    struct sg_ink dark, light;
};

/* What is darker than the middle of what is darkest and lightest near by, and what is lighter; flat places are neither. */
struct sg_inks sg_grey_inks(struct sg_arena *arena, const struct sg_grey *map);

#endif
