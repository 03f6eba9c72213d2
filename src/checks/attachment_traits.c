/* office-macros, office-remote-template, pdf-launches, encrypted-pdf, encrypted-archive-password-in-body: what opening an
 * attachment does, and what nobody can look into.
 *
 * A password in the same mail as the archive is what many Japanese companies still do (PPAP): it is told, and weighs nothing
 * but together with a brand's name.  Known false alarm: macros and templates of a company that one works with. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "office-macros", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK },
    { "office-remote-template", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_STRANGE },
    { "pdf-launches", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK },
    { "encrypted-pdf", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_NONE },
    { "encrypted-archive-password-in-body", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum { PASSWORD_IN_BODY = 4 };

/* Books that refer to other books on the same disk, and letters with the company's own pictures, load as well. */
static bool leads_to_stranger(const struct sg_facts *facts, const struct sg_attachment *file)
{
    for (size_t i = 0; i < facts->n_links; i++)
        if (facts->links[i].attachment == file && sg_link_leaves_attachment(&facts->links[i]))
            return true;
    return false;
}

static bool is_of(const struct sg_facts *facts, size_t kind, const struct sg_attachment *file)
{
    bool is_office = file->kind == SG_FILE_OFFICE || file->kind == SG_FILE_OLE;
    switch (kind) {
    case 0:
        return is_office && (file->traits & SG_UNPACK_MACROS) != 0;
    case 1:
        return (is_office || file->kind == SG_FILE_RTF) &&
               (file->traits & SG_UNPACK_TEMPLATE) != 0 && leads_to_stranger(facts, file);
    case 2:
        return file->kind == SG_FILE_PDF && (file->traits & SG_UNPACK_LAUNCHES) != 0;
    case 3:
        return file->kind == SG_FILE_PDF && (file->traits & SG_UNPACK_ENCRYPTED) != 0;
    default:
        return file->kind != SG_FILE_CMS && (file->traits & SG_UNPACK_ENCRYPTED) != 0;
    }
}

static const struct sg_attachment *first_of(const struct sg_facts *facts, size_t kind)
{
    for (size_t i = 0; i < facts->n_attachments; i++)
        if (is_of(facts, kind, facts->attachments[i]))
            return facts->attachments[i];
    return NULL;
}

static void found_file(struct sg_finding *f, const struct sg_attachment *file)
{
    sg_found_arg(f, "file", file->name);
    sg_found_at(f, file->name_place, file->name);
}

/* The word for a password in the mail's own texts, as it stands there. */
static bool find_password(const struct sg_facts *facts, const struct sg_passage **in,
                          sg_span *shown)
{
    static const char *const words[] = {
        "パスワード", "password", "passwort", "passcode", "senha", "contraseña", "mot de passe",
        "密码",       "密碼",     "解凍キー", "復号キー", "pw:",   "pass:"
    };
    for (size_t i = 0; i < facts->n_passages; i++)
        for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
            const struct sg_passage *p = &facts->passages[i];
            sg_span word = sg_span_of(words[k]);
            size_t at = sg_find_span(p->folded.utf8, word, 0);
            if (at == p->folded.utf8.len)
                continue;
            *in = p;
            *shown = sg_passage_source(p, (struct sg_range){ at, word.len });
            return true;
        }
    return false;
}

static void password_in_body(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_attachment *file = first_of(facts, PASSWORD_IN_BODY);
    const struct sg_passage *in = NULL;
    sg_span shown = { 0 };
    if (file == NULL || !find_password(facts, &in, &shown))
        return;
    struct sg_finding *f = sg_found(out, &kinds[PASSWORD_IN_BODY]);
    found_file(f, file);
    sg_found_text(f, &in->text, shown);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t kind = 0; kind < PASSWORD_IN_BODY; kind++) {
        const struct sg_attachment *file = first_of(facts, kind);
        if (file != NULL)
            found_file(sg_found(out, &kinds[kind]), file);
    }
    password_in_body(facts, out);
}

const struct sg_check sg_check_attachment_traits = {
    .name = "attachment-traits",
    .looks_for =
        "macros, templates from elsewhere, programs that a document starts, and what is encrypted",
    .kinds = kinds,
    .run = run,
};
