/* intel/url_points.h - how much the look of an address says by itself: data/urls/.
 *
 * All of it is measured on lists of phishing addresses and of well-known hosts and written by tools/fit-urls: points
 * of signs, points of the zones hosts stand in, and two tables from three letters in a row to points.  Points are
 * hundredths of log-odds.  Source: URLS (2019-2023 of JPCERT/CC's list against well-known domains). */
#ifndef SG_INTEL_URL_POINTS_H
#define SG_INTEL_URL_POINTS_H

#include "base/map.h"
#include "base/status.h"

enum {
    SG_URL_LETTERS = 29,    /* the end of a label, a to z, any digit, anything else */
    SG_URL_LETTER_STEP = 20 /* hundredths that one step of a table is worth */
};

struct sg_url_letters { /* steps, from -26 to 25, by the last three letters */
    int8_t at[SG_URL_LETTERS][SG_URL_LETTERS][SG_URL_LETTERS];
};

struct sg_url_points {
    struct sg_map signs;              /* id -> const int32_t */
    struct sg_map zones;              /* "cn", "workers.dev" -> const int32_t */
    struct sg_url_letters *domain;    /* of registrable labels */
    struct sg_url_letters *subdomain; /* of those before it */
    int32_t accused;                  /* from so many points an address alone is accused */
    int32_t random_domain;            /* letters' points from which a label looks random */
    int32_t random_subdomain;
    int32_t risky_zone; /* points from which a zone is said to be one */
};

/* Read what files named .points in `dir`/urls/ hold; a directory without any gives points of 0. */
SG_MUST_USE enum sg_status sg_url_points_read(struct sg_arena *arena, const char *dir,
                                              const struct sg_url_points **out,
                                              struct sg_error *err);

/* Points of a sign or a zone; 0 when there are none. */
int32_t sg_url_points_of(const struct sg_map *points, sg_span id);

/* The letters of `label` (lower case ASCII, one label) against a table: the higher, the more it looks as if nobody
 * chose it to be read. */
int32_t sg_url_letters_points(const struct sg_url_letters *table, sg_span label);

#endif
