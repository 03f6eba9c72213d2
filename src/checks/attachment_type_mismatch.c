/* attachment-type-mismatch: a file's octets are of a kind that its name or its declared type denies.
 *
 * Two names of different kinds count too.  Only what is opened for something harmless and is not: a program, a script or a page called a document, a picture or an
 * archive.  Quiet for what systems do every day: .doc that is RTF or a page, .xls that is a page or a table of text, .jpg
 * that is PNG, application/octet-stream, winmail.dat.  Known false alarm: an error page saved under a picture's name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "attachment-type-mismatch", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_INCONSISTENCY },
    { 0 },
};

static bool is_harmless(enum sg_file_kind kind)
{
    return kind == SG_FILE_PDF || kind == SG_FILE_PNG || kind == SG_FILE_JPEG ||
           kind == SG_FILE_GIF || kind == SG_FILE_WEBP || kind == SG_FILE_PICTURE ||
           kind == SG_FILE_OFFICE || kind == SG_FILE_MEDIA || kind == SG_FILE_CALENDAR ||
           kind == SG_FILE_CARD;
}

static bool is_opened_otherwise(enum sg_file_kind kind)
{
    return kind == SG_FILE_PROGRAM || kind == SG_FILE_SHORTCUT || kind == SG_FILE_HTML ||
           kind == SG_FILE_SVG;
}

/* "application/pdf", "image/png": as the part says; of a file inside there is nothing said. */
static bool is_declared_harmless(const struct sg_facts *facts, const struct sg_attachment *file)
{
    const struct sg_part *part = &facts->mail->parts[file->part];
    if (file->within != NULL || file->is_shown)
        return false;
    return (sg_same(part->type, SG_SPAN("image")) && !sg_part_is(part, "image", "svg+xml")) ||
           sg_part_is(part, "application", "pdf");
}

static bool is_program_in_disguise(const struct sg_attachment *file)
{
    return file->kind == SG_FILE_PROGRAM &&
           (is_harmless(file->named) || file->named == SG_FILE_TEXT || file->named == SG_FILE_OLE ||
            file->named == SG_FILE_ZIP || file->named == SG_FILE_ARCHIVE ||
            file->named == SG_FILE_HTML);
}

/* Readers differ on which of two names they show, and open the file by theirs. */
static bool has_two_kinds(const struct sg_part *part)
{
    enum sg_file_kind one = sg_file_kind_of_name(part->filename.utf8),
                      other = sg_file_kind_of_name(part->other_name.utf8);
    return part->other_name.utf8.len > 0 && ((is_opened_otherwise(one) && is_harmless(other)) ||
                                             (is_opened_otherwise(other) && is_harmless(one)));
}

static bool is_mismatch(const struct sg_facts *facts, const struct sg_attachment *file)
{
    if (is_program_in_disguise(file) ||
        (file->within == NULL && has_two_kinds(&facts->mail->parts[file->part])))
        return true;
    bool is_file = !file->is_shown && !sg_attachment_is_decoded(facts, file);
    return is_opened_otherwise(file->kind) && is_file &&
           (is_harmless(file->named) || is_declared_harmless(facts, file));
}

static void found_other_name(struct sg_finding *f, const struct sg_text *name)
{
    if (name->utf8.len > 0)
        sg_found_text(f, name, name->utf8);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_attachments; i++) {
        const struct sg_attachment *file = facts->attachments[i];
        if (!is_mismatch(facts, file))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "file", file->name);
        sg_found_arg(f, "kind", sg_span_of(sg_file_kind_id(file->kind)));
        sg_found_at(f, file->name_place, file->name);
        if (file->within == NULL)
            found_other_name(f, &facts->mail->parts[file->part].other_name);
        return;
    }
}

const struct sg_check sg_check_attachment_type_mismatch = {
    .name = "attachment-type-mismatch",
    .looks_for = "a program or a page that is called a document or a picture",
    .kinds = kinds,
    .run = run,
};
