#include "unpack/pdf_object.h"

#include <qpdf/qpdf-c.h>
#include <qpdf/qpdflogger-c.h>

#include "base/map.h"
#include "unpack/pdf_filters.h"

struct sg_pdf {
    struct sg_arena *arena;
    qpdf_data qpdf;
    struct sg_map seen; /* "number generation" of the objects asked for */
    uint32_t handed;    /* objects */
    bool is_cut;
    unsigned char *stream; /* of the last sg_pdf_stream(), from malloc() */
};

static void silence(qpdf_data qpdf)
{
    qpdflogger_handle nobody = qpdflogger_create();
    qpdflogger_set_info(nobody, qpdf_log_dest_discard, NULL, NULL);
    qpdflogger_set_warn(nobody, qpdf_log_dest_discard, NULL, NULL);
    qpdflogger_set_error(nobody, qpdf_log_dest_discard, NULL, NULL);
    qpdf_set_logger(qpdf, nobody);
    qpdflogger_cleanup(&nobody);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_silence_errors(qpdf);
}

/* Forget what went wrong. */
static void forgive(qpdf_data qpdf)
{
    while (qpdf_has_error(qpdf))
        qpdf_get_error(qpdf);
}

struct sg_pdf *sg_pdf_open(struct sg_arena *arena, sg_span octets, unsigned *traits)
{
    sg_pdf_filters_set();
    sg_pdf_budget_set(SG_MAX_PDF_STREAMS, SG_MAX_PDF_STREAM);
    struct sg_pdf *pdf = SG_NEW(arena, struct sg_pdf);
    *pdf = (struct sg_pdf){ .arena = arena, .qpdf = qpdf_init(), .seen = SG_MAP(arena) };
    silence(pdf->qpdf);
    QPDF_ERROR_CODE status =
        qpdf_read_memory(pdf->qpdf, "", (const char *)octets.at, octets.len, "");
    if (status & QPDF_WARNINGS)
        *traits |= SG_UNPACK_BROKEN;
    if (!(status & QPDF_ERRORS))
        return pdf;
    qpdf_error error = qpdf_get_error(pdf->qpdf);
    *traits |= qpdf_get_error_code(pdf->qpdf, error) == qpdf_e_password ? SG_UNPACK_ENCRYPTED
                                                                        : SG_UNPACK_BROKEN;
    sg_pdf_close(pdf, traits);
    return NULL;
}

void sg_pdf_close(struct sg_pdf *pdf, unsigned *traits)
{
    if (pdf->is_cut || sg_pdf_budget_is_spent())
        *traits |= SG_UNPACK_CUT;
    sg_free_foreign(pdf->stream);
    forgive(pdf->qpdf);
    qpdf_cleanup(&pdf->qpdf);
}

/* An object to hand out, or 0 for null. */
static uint32_t handed(struct sg_pdf *pdf, qpdf_oh object)
{
    if (++pdf->handed > SG_MAX_PDF_OBJECTS) {
        pdf->is_cut = true;
        qpdf_oh_release(pdf->qpdf, object);
        return 0;
    }
    if (qpdf_oh_is_initialized(pdf->qpdf, object) && !qpdf_oh_is_null(pdf->qpdf, object))
        return object;
    qpdf_oh_release(pdf->qpdf, object);
    return 0;
}

uint32_t sg_pdf_root(struct sg_pdf *pdf)
{
    return handed(pdf, qpdf_get_root(pdf->qpdf));
}

/* The dictionary that an object is or has. */
static qpdf_oh dictionary_of(struct sg_pdf *pdf, uint32_t object)
{
    if (object == 0 || pdf->is_cut)
        return 0;
    if (qpdf_oh_is_dictionary(pdf->qpdf, object))
        return object;
    return qpdf_oh_is_stream(pdf->qpdf, object) ? handed(pdf, qpdf_oh_get_dict(pdf->qpdf, object))
                                                : 0;
}

uint32_t sg_pdf_key(struct sg_pdf *pdf, uint32_t object, const char *key)
{
    qpdf_oh dictionary = dictionary_of(pdf, object);
    return dictionary == 0 ? 0 : handed(pdf, qpdf_oh_get_key(pdf->qpdf, dictionary, key));
}

uint32_t sg_pdf_count(struct sg_pdf *pdf, uint32_t object)
{
    if (object == 0 || pdf->is_cut)
        return 0;
    if (!qpdf_oh_is_array(pdf->qpdf, object))
        return 1;
    int n = qpdf_oh_get_array_n_items(pdf->qpdf, object);
    pdf->is_cut |= n > SG_MAX_PDF_ITEMS;
    return n < 0 ? 0 : n > SG_MAX_PDF_ITEMS ? SG_MAX_PDF_ITEMS : (uint32_t)n;
}

uint32_t sg_pdf_item(struct sg_pdf *pdf, uint32_t object, uint32_t n)
{
    if (object == 0 || !qpdf_oh_is_array(pdf->qpdf, object))
        return object;
    return handed(pdf, qpdf_oh_get_array_item(pdf->qpdf, object, (int)n));
}

uint32_t sg_pdf_values(struct sg_pdf *pdf, uint32_t object, uint32_t *values, uint32_t most)
{
    qpdf_oh dictionary = dictionary_of(pdf, object);
    uint32_t n = 0;
    if (dictionary == 0)
        return 0;
    qpdf_oh_begin_dict_key_iter(pdf->qpdf, dictionary);
    while (n < most && qpdf_oh_dict_more_keys(pdf->qpdf)) {
        const char *key = qpdf_oh_dict_next_key(pdf->qpdf);
        values[n] = handed(pdf, qpdf_oh_get_key(pdf->qpdf, dictionary, key));
        if (values[n] != 0)
            n++;
    }
    return n;
}

bool sg_pdf_is_array(struct sg_pdf *pdf, uint32_t object)
{
    return object != 0 && qpdf_oh_is_array(pdf->qpdf, object);
}

bool sg_pdf_is_dictionary(struct sg_pdf *pdf, uint32_t object)
{
    return object != 0 &&
           (qpdf_oh_is_dictionary(pdf->qpdf, object) || qpdf_oh_is_stream(pdf->qpdf, object));
}

bool sg_pdf_is_stream(struct sg_pdf *pdf, uint32_t object)
{
    return object != 0 && qpdf_oh_is_stream(pdf->qpdf, object);
}

bool sg_pdf_is_named(struct sg_pdf *pdf, uint32_t object, const char *name)
{
    return object != 0 && qpdf_oh_is_name_and_equals(pdf->qpdf, object, name);
}

bool sg_pdf_is_true(struct sg_pdf *pdf, uint32_t object)
{
    QPDF_BOOL value = QPDF_FALSE;
    return object != 0 && qpdf_oh_get_value_as_bool(pdf->qpdf, object, &value) && value;
}

int64_t sg_pdf_number(struct sg_pdf *pdf, uint32_t object, int64_t otherwise)
{
    long long n = 0;
    return object != 0 && qpdf_oh_get_value_as_longlong(pdf->qpdf, object, &n) ? n : otherwise;
}

sg_span sg_pdf_string(struct sg_pdf *pdf, uint32_t object)
{
    const char *text = NULL;
    size_t len = 0;
    if (object == 0 || !qpdf_oh_get_value_as_string(pdf->qpdf, object, &text, &len))
        return (sg_span){ 0 };
    sg_span octets = { (const uint8_t *)text, len };
    if (sg_starts(octets, SG_SPAN("\xfe\xff")) || sg_starts(octets, SG_SPAN("\xff\xfe"))) {
        if (!qpdf_oh_get_value_as_utf8(pdf->qpdf, object, &text, &len))
            return (sg_span){ 0 };
        octets = (sg_span){ (const uint8_t *)text, len };
    }
    return sg_keep(pdf->arena, octets);
}

sg_span sg_pdf_stream(struct sg_pdf *pdf, uint32_t object)
{
    QPDF_BOOL is_filtered = QPDF_FALSE;
    size_t len = 0;
    sg_free_foreign(pdf->stream);
    pdf->stream = NULL;
    if (!sg_pdf_is_stream(pdf, object) || pdf->is_cut)
        return (sg_span){ 0 };
    QPDF_ERROR_CODE status =
        qpdf_oh_get_stream_data(pdf->qpdf, object, qpdf_dl_all, &is_filtered, &pdf->stream, &len);
    forgive(pdf->qpdf);
    if ((status & QPDF_ERRORS) || !is_filtered)
        return (sg_span){ 0 };
    return (sg_span){ pdf->stream, len };
}

bool sg_pdf_is_first(struct sg_pdf *pdf, uint32_t object)
{
    static const char seen[] = "seen";
    if (object == 0)
        return false;
    const int id[2] = { qpdf_oh_get_object_id(pdf->qpdf, object),
                        qpdf_oh_get_generation(pdf->qpdf, object) };
    sg_span key = { (const uint8_t *)id, sizeof(id) };
    if (id[0] == 0)
        return true;
    if (sg_map_get(&pdf->seen, key) != NULL)
        return false;
    sg_map_put(&pdf->seen, sg_keep(pdf->arena, key), seen);
    return true;
}
