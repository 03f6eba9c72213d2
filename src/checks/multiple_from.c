/* multiple-from: two From fields, of which programs show and check different ones.
 *
 * Source: RFC 5322 3.6, RFC 7103 7.1.  Quiet for one From with several addresses, which is allowed.  Known
 * false alarm: broken software of devices. */
#include "facts/check.h"

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
    for (const struct sg_field *field = mail->from_field; field != NULL;
         field = sg_fields_next(mail->fields, field))
        sg_found_at(f, field->place, sg_field_unfold(facts->arena, field));
}

const struct sg_check sg_check_multiple_from = {
    .name = "multiple-from",
    .looks_for = "more than one From field or address",
    .kinds = kinds,
    .run = run,
};
