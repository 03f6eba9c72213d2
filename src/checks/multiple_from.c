/* multiple-from: two From fields, of which programs show and check different ones.
 *
 * Source: RFC 5322 3.6, RFC 7103 7.1.  Quiet for one From with several addresses, which is allowed.  Known
 * false alarm: broken software of devices. */
#include "facts/check.h"
#include "text/encoded_word.h"

enum { MAX_READ = 4 * SG_MAX_SHOWN }; /* octets of a field, encoded, that are more than is shown */

static void show(const struct sg_facts *facts, struct sg_finding *f, const struct sg_field *field)
{
    sg_span raw = sg_cut(sg_trim(field->body), 0, MAX_READ);
    struct sg_oddities seen =
        SG_ODDITIES_IN(facts->arena); /* noted already where the mail was read */
    const struct sg_places *at = sg_places_literal(facts->arena, field->body_at, NULL);
    struct sg_text text =
        sg_header_decode(facts->arena, facts->intel->charsets, raw, at, (sg_span){ 0 }, &seen);
    sg_found_at(f, field->place, sg_trim(text.utf8));
}

static const struct sg_finding_kind kinds[] = {
    { "multiple-from", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_mail *mail = facts->mail;
    if (mail->n_from_fields < 2)
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    for (const struct sg_field *field = mail->from_field;
         field != NULL && f->n_evidence < SG_MAX_EVIDENCE;
         field = sg_fields_next(mail->fields, field))
        show(facts, f, field);
}

const struct sg_check sg_check_multiple_from = {
    .name = "multiple-from",
    .looks_for = "more than one From field or address",
    .kinds = kinds,
    .run = run,
};
