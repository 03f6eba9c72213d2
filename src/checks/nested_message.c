/* nested-message: a mail is attached, which was examined by itself.
 *
 * It says so and weighs nothing: what the inner mail is worth is said by its own examination (verdict/examine.c), whose
 * level goes with the finding as `level`.  Quiet for mails that are passed on as text, and where the inner mail became
 * the one that is judged.  Known false alarm: none, since it judges nothing. */
#include "facts/check.h"
#include "facts/inner.h"

static const struct sg_finding_kind kinds[] = {
    { "nested-message", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void found(const struct sg_facts *facts, const struct sg_inner *inner,
                  struct sg_findings *out)
{
    struct sg_finding *f = sg_found(out, &kinds[0]);
    const struct sg_address_list *from = &inner->mail->from;
    sg_span spec = from->n == 0 ? (sg_span){ 0 } : sg_address_spec(facts->arena, &from->at[0]);
    f->inner = inner;
    sg_found_arg(f, "name", inner->name);
    sg_found_arg(f, "from", spec);
    sg_found_arg(f, "subject", inner->mail->subject.utf8);
    if (inner->is_decoded || from->n == 0)
        sg_found_at(f, inner->place, inner->mail->subject.utf8);
    else
        sg_found_at(f, from->at[0].place, spec);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_inner; i++)
        if (facts->inner[i].how == SG_INNER_ATTACHED)
            found(facts, &facts->inner[i], out);
}

const struct sg_check sg_check_nested_message = {
    .name = "nested-message",
    .looks_for = "a mail attached to the mail",
    .kinds = kinds,
    .run = run,
};
