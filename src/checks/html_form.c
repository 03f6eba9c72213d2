/* form-in-mail, password-input-in-mail: the mail itself asks for entries.
 *
 * Quiet for forms without a field to fill in.  Known false alarm: surveys. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "form-in-mail", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_ASK },
    { "password-input-in-mail", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_page *page = facts->passages[i].page;
        for (size_t j = 0; page != NULL && j < page->n_forms; j++) {
            const struct sg_form *form = &page->forms[j];
            if (form->n_inputs == 0)
                continue;
            struct sg_finding *f = sg_found(out, &kinds[form->asks_password ? 1 : 0]);
            sg_found_url_at(f, form->place, form->action);
            return;
        }
    }
}

const struct sg_check sg_check_html_form = {
    .name = "html-form",
    .looks_for = "a form or a password field inside the mail",
    .kinds = kinds,
    .run = run,
};
