#include "intel/model.h"

#include "intel/datafile.h"

enum { ROW = 64, MOST_NUMBER = 1 << 24 }; /* ROW: weights in a row, two hexadecimal digits each */

/* floor(sqrt(n)), by bits. */
static uint64_t root(uint64_t n)
{
    uint64_t r = 0;
    for (uint64_t bit = UINT64_C(1) << 30; bit > 0; bit >>= 1)
        if ((r + bit) * (r + bit) <= n)
            r += bit;
    return r;
}

int32_t sg_model_score(const struct sg_model *model, int32_t sum, size_t buckets)
{
    if (buckets == 0)
        return 0;
    int64_t share = (int64_t)sum * model->scale / (int64_t)root((uint64_t)buckets << 16);
    int64_t score = model->bias + share;
    if (buckets < SG_GRAMS_TELL)
        score = score * (int64_t)buckets / SG_GRAMS_TELL;
    if (score > model->most)
        return model->most;
    return score < -model->most ? -model->most : (int32_t)score;
}

static int hex(int c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_row(sg_span digits, int8_t *weights)
{
    if (digits.len != (size_t)2 * ROW)
        return false;
    for (size_t i = 0; i < ROW; i++) {
        int high = hex(sg_at(digits, 2 * i)), low = hex(sg_at(digits, 2 * i + 1));
        if (high < 0 || low < 0)
            return false;
        int octet = high * 16 + low;
        weights[i] = (int8_t)(octet < 128 ? octet : octet - 256);
    }
    return true;
}

static enum sg_status read_number(const struct sg_data_record *r, struct sg_model *m,
                                  struct sg_error *err)
{
    int64_t n;
    if (!sg_number(r->name, -MOST_NUMBER, MOST_NUMBER, &n))
        return sg_data_fail(err, SG_E_VALUE, r->place, "a whole number is wanted");
    if (sg_same(r->kind, SG_SPAN("bias")))
        m->bias = (int32_t)n;
    else if (sg_same(r->kind, SG_SPAN("scale")))
        m->scale = (int32_t)n;
    else
        m->most = (int32_t)n;
    return SG_OK;
}

static enum sg_status read_records(const struct sg_data_file *file, struct sg_model *m,
                                   struct sg_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < file->n_records; i++) {
        const struct sg_data_record *r = &file->records[i];
        if (!sg_same(r->kind, SG_SPAN("row"))) {
            enum sg_status st = read_number(r, m, err);
            if (st != SG_OK)
                return st;
            continue;
        }
        if (n == SG_GRAM_BUCKETS || !read_row(r->name, &m->weights[n]))
            return sg_data_fail(err, SG_E_VALUE, r->place, "not one of %d rows of %d weights",
                                SG_GRAM_BUCKETS / ROW, ROW);
        n += ROW;
    }
    if (n != SG_GRAM_BUCKETS || m->most <= 0)
        return sg_fail(err, SG_E_VALUE, "%s: rows are missing, or 'most' is", file->path);
    return SG_OK;
}

enum sg_status sg_model_read(struct sg_arena *arena, const char *path, const struct sg_model **out,
                             struct sg_error *err)
{
    static const struct sg_data_kind kinds[] = {
        { "bias", NULL }, { "scale", NULL }, { "most", NULL }, { "row", NULL }, { NULL, NULL }
    };
    struct sg_data_file file;
    enum sg_status st = sg_data_read(arena, path, kinds, &file, err);
    if (st != SG_OK)
        return st;
    struct sg_model *m = SG_NEW(arena, struct sg_model);
    st = read_records(&file, m, err);
    if (st == SG_OK)
        *out = m;
    return st;
}
