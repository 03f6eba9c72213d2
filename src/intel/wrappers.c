#include "intel/wrappers.h"

#include "intel/datafile.h"

static const struct sg_data_kind CODINGS[] = { /* in the order of enum sg_wrapper_coding */
                                               { "parameter", NULL },
                                               { "base64", NULL },
                                               { "path", NULL },
                                               { "proofpoint-v2", NULL },
                                               { "proofpoint-v3", NULL },
                                               { "host", NULL },
                                               { NULL, NULL }
};

static enum sg_wrapper_coding coding_of(sg_span kind)
{
    unsigned i = 0;
    while (CODINGS[i + 1].kind != NULL && !sg_same(kind, sg_span_of(CODINGS[i].kind)))
        i++;
    return (enum sg_wrapper_coding)i;
}

static bool needs_key(enum sg_wrapper_coding coding)
{
    return coding == SG_WRAP_PARAMETER || coding == SG_WRAP_BASE64 || coding == SG_WRAP_PATH;
}

static bool read_option(sg_span word, struct sg_wrapper *out)
{
    if (sg_same(word, SG_SPAN("rewriter"))) {
        out->is_rewriter = true;
        return true;
    }
    out->path = sg_tail(word, SG_SPAN("path=").len);
    return sg_starts(word, SG_SPAN("path=/"));
}

static enum sg_status read_wrapper(const struct sg_data_record *record, struct sg_wrapper *out,
                                   struct sg_error *err)
{
    sg_span rest = record->name;
    struct sg_wrapper w = { .coding = coding_of(record->kind), .domain = sg_data_word(&rest) };
    enum sg_status st = sg_data_domain(w.domain, record->place, err);
    if (st != SG_OK)
        return st;
    w.key = sg_data_word(&rest);
    if (sg_same(w.key, SG_SPAN("-")))
        w.key = (sg_span){ 0 };
    if (w.key.len == 0 && needs_key(w.coding))
        return sg_data_fail(err, SG_E_VALUE, record->place, "this coding needs a key");
    for (sg_span word = sg_data_word(&rest); word.len > 0; word = sg_data_word(&rest))
        if (!read_option(word, &w))
            return sg_data_fail(err, SG_E_VALUE, record->place,
                                "after the key only path=/... and rewriter may stand");
    *out = w;
    return SG_OK;
}

enum sg_status sg_wrappers_read(struct sg_arena *arena, const char *dir, struct sg_wrappers *out,
                                struct sg_error *err)
{
    const char *path = sg_data_path(arena, dir, "hosters/wrappers.list");
    struct sg_data_file file = { 0 };
    enum sg_status st =
        sg_data_exists(path) ? sg_data_read(arena, path, CODINGS, &file, err) : SG_OK;
    struct sg_wrapper *all = SG_NEW_N(arena, struct sg_wrapper, file.n_records + 1);
    for (size_t i = 0; st == SG_OK && i < file.n_records; i++)
        st = read_wrapper(&file.records[i], &all[i], err);
    if (st == SG_OK)
        *out = (struct sg_wrappers){ all, file.n_records };
    return st;
}
