#include "train/fit.h"

#include <linear.h>

const void *sg_row_cells(struct sg_arena *arena, const uint16_t *columns, const double *values,
                         double same, size_t n, size_t n_columns)
{
    struct feature_node *nodes = SG_NEW_N(arena, struct feature_node, n + 2);
    for (size_t i = 0; i < n; i++)
        nodes[i] = (struct feature_node){ columns[i] + 1, values == NULL ? same : values[i] };
    nodes[n] = (struct feature_node){ (int)n_columns + 1, 1.0 };
    nodes[n + 1] = (struct feature_node){ -1, 0 };
    return nodes;
}

static void be_quiet(const char *text)
{
    (void)text;
}

static size_t count(const struct sg_row *rows, size_t n, int side)
{
    size_t times = 0;
    for (size_t i = 0; i < n; i++)
        times += rows[i].side == side ? rows[i].times : 0;
    return times;
}

/* liblinear has no weights of rows: a row that counts three times stands there three times. */
static void fill(struct problem *p, const struct sg_row *rows, size_t n_rows)
{
    for (size_t i = 0; i < n_rows; i++)
        for (unsigned t = 0; rows[i].side != 0 && t < rows[i].times; t++) {
            p->x[p->l] = (struct feature_node *)(uintptr_t)rows[i].cells;
            p->y[p->l++] = rows[i].side;
        }
}

static void take(const struct model *m, struct sg_line *line)
{
    /* of the label that stands first */
    double sign = m->label[0] == 1 ? 1.0 : -1.0;
    for (size_t i = 0; i < line->n; i++)
        line->weights[i] = sign * m->w[i];
    line->bias = sign * m->w[line->n];
}

struct sg_line sg_fit(struct sg_arena *arena, const struct sg_row *rows, size_t n_rows,
                      size_t n_columns, double cost)
{
    struct sg_line line = { SG_NEW_N(arena, double, n_columns + 1), n_columns, 0 };
    size_t n_for = count(rows, n_rows, 1), n_against = count(rows, n_rows, -1);
    if (n_for == 0 || n_against == 0)
        return line;
    struct problem p = { .n = (int)n_columns + 1, .bias = 1 };
    p.x = SG_NEW_N(arena, struct feature_node *, n_for + n_against);
    p.y = SG_NEW_N(arena, double, n_for + n_against);
    fill(&p, rows, n_rows);
    int labels[2] = { 1, -1 };
    double share = (double)(n_for + n_against) / 2;
    double weights[2] = { share / (double)n_for, share / (double)n_against };
    struct parameter how = { .solver_type = L2R_LR,
                             .eps = 0.001,
                             .C = cost,
                             .nr_weight = 2,
                             .weight_label = labels,
                             .weight = weights };
    set_print_string_function(be_quiet);
    struct model *m = train(&p, &how);
    take(m, &line);
    free_and_destroy_model(&m);
    return line;
}
