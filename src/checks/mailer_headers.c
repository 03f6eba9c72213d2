/* mailer-fingerprint, priority-header, bulk-header-on-personal-notice: what the sending program wrote about itself.
 *
 * All of them weak, and only beside a claim: shops write with PHPMailer, people mark what is urgent, and delivery services send
 * genuine alerts.  Quiet with aligned authentication and through lists. */
#include "facts/check.h"

enum { MAILER, PRIORITY, BULK };

static const struct sg_finding_kind kinds[] = {
    [MAILER] = { "mailer-fingerprint", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    [PRIORITY] = { "priority-header", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    [BULK] = { "bulk-header-on-personal-notice", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

/* Programs of home computers and scripts on somebody's web space, which no company sends notices with. */
static const char *const MAILERS[] = {
    "foxmail",        "phpmailer",        "microsoft outlook express",
    "leaf phpmailer", "dreammail",        "the bat!",
    "supmailer",      "super mail",       "openmail",
    "microsoft cdo",  "coremail webmail", "winmail",
};

static const struct sg_field *field_of(const struct sg_facts *facts, const char *name)
{
    return sg_fields_first(facts->mail->fields, sg_span_of(name));
}

static void show(const struct sg_facts *facts, struct sg_findings *out, int kind,
                 const struct sg_field *field)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = facts->brand;
    sg_found_arg(f, "field", field->name);
    sg_found_at(f, field->place, sg_field_unfold(facts->arena, field));
}

static void mailer(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_field *script = field_of(facts, "X-PHP-Originating-Script");
    if (script == NULL)
        script = field_of(facts, "X-PHP-Script");
    const struct sg_field *program = field_of(facts, "X-Mailer");
    for (size_t i = 0; program != NULL && script == NULL && i < sizeof(MAILERS) / sizeof(*MAILERS);
         i++)
        if (sg_holds_nocase(program->body, sg_span_of(MAILERS[i])))
            script = program;
    if (script != NULL)
        show(facts, out, MAILER, script);
}

static void priority(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_field *x = field_of(facts, "X-Priority"), *word = field_of(facts, "Importance");
    sg_span number = x == NULL ? (sg_span){ 0 } : sg_trim(x->body);
    if (x != NULL && (sg_at(number, 0) == '1' || sg_at(number, 0) == '2'))
        show(facts, out, PRIORITY, x);
    else if (word != NULL && sg_same_nocase(sg_trim(word->body), SG_SPAN("high")))
        show(facts, out, PRIORITY, word);
}

static void bulk(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_field *precedence = field_of(facts, "Precedence");
    const struct sg_field *leave = field_of(facts, "List-Unsubscribe");
    if (precedence != NULL && (sg_same_nocase(sg_trim(precedence->body), SG_SPAN("bulk")) ||
                               sg_same_nocase(sg_trim(precedence->body), SG_SPAN("junk"))))
        show(facts, out, BULK, precedence);
    else if (leave != NULL)
        show(facts, out, BULK, leave);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->brand == NULL || !facts->has_ask || facts->is_list || facts->is_notice ||
        facts->is_report || facts->sender.is_aligned || facts->as != NULL)
        return;
    mailer(facts, out);
    priority(facts, out);
    bulk(facts, out);
}

const struct sg_check sg_check_mailer_headers = {
    .name = "mailer-headers",
    .looks_for = "header fields of the sending program that a company's own notices do not have",
    .kinds = kinds,
    .run = run,
};
