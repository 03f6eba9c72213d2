/* train/fit.h - a logistic regression, L2-regularised, by liblinear; its types stay in fit.c. */
#ifndef SG_TRAIN_FIT_H
#define SG_TRAIN_FIT_H

#include "base/arena.h"

struct sg_row {
    const void *cells; /* from sg_row_cells() */
    int side;          /* 1 or -1; 0: left out */
    unsigned times;    /* how often it counts */
};

/* Weights of `n` columns and a constant: above 0 speaks for side 1. */
struct sg_line {
    double *weights;
    size_t n;
    double bias;
};

/* Cells of one row of `n_columns`: value `values[i]` (NULL: all `same`) in column `columns[i]`; ascending columns. */
const void *sg_row_cells(struct sg_arena *arena, const uint16_t *columns, const double *values,
                         double same, size_t n, size_t n_columns);

/* Fit; each side weighs the same as a whole.  `cost` is liblinear's C: the larger, the less is regularised.  Weights of
 * 0 when there are no rows of one side. */
struct sg_line sg_fit(struct sg_arena *arena, const struct sg_row *rows, size_t n_rows,
                      size_t n_columns, double cost);

#endif
