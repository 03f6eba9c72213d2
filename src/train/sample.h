/* train/sample.h - what fitting needs of one examined mail, packed in a worker and unpacked here. */
#ifndef SG_TRAIN_SAMPLE_H
#define SG_TRAIN_SAMPLE_H

#include "base/buf.h"
#include "verdict/examine.h"

/* Kinds of finding in the order of the table of checks, then the combinations of the data: what has a weight. */
struct sg_weighed {
    sg_span id;
    const struct sg_finding_kind *kind; /* NULL: a combination */
    const struct sg_combination *combination;
    int32_t prior;      /* hundredths, as set by hand */
    bool is_reassuring; /* its weight is never above 0; else never below */
    bool is_wording;    /* how the mail reads as a whole: reckoned anew when fitting */
};

struct sg_weighed_list {
    const struct sg_weighed *at;
    size_t n;
};

/* `priors` are weights set by hand; combinations are taken from there too. */
struct sg_weighed_list sg_weighed_of(struct sg_arena *arena, const struct sg_weights *priors);

struct sg_feature {
    uint16_t at;   /* in the list of what is weighed */
    int16_t value; /* hundredths; 100 unless the finding is a matter of degree */
};

struct sg_sample {
    sg_span path, source, cluster;
    int side;           /* 1: phish; -1: not; 0: only measured */
    unsigned times;     /* it counts in the fit */
    bool is_honest;     /* ham, not spam: an accusation of it is a false alarm */
    bool is_commercial; /* advertising nobody asked for: a stand-in for honest commercial mail */
    bool is_own;        /* written by us */
    bool is_quoted;     /* may quote others: its wording is not weighed */
    unsigned parts;     /* enum sg_part_of, those of wording apart */
    const struct sg_feature *features;
    size_t n_features;
    const uint16_t *grams; /* buckets, ascending */
    size_t n_grams;
    double
        wording; /* log-odds that the wording is a lure's, by a model that has not seen its cluster */
};

/* In the worker: everything of `x` that a sample needs. */
void sg_sample_pack(const struct sg_examination *x, const struct sg_weighed_list *weighed,
                    struct sg_buf *out);

/* The numbers of a sample out of what a worker packed; false when that is not well-formed. */
bool sg_sample_unpack(struct sg_arena *arena, sg_span packed, size_t n_weighed,
                      struct sg_sample *out);

#endif
