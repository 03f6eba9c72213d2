/* template-token-left: a place holder that the sender's program should have filled in.
 *
 * Source: WORDING 3.  Quiet in texts that speak of templates themselves: where more than a few stand, in
 * replies, on lists, in notices and reports, and in mail that claims nobody.  Known false alarm: an honest sender's broken template. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "template-token-left", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_STRANGE },
    { 0 },
};

enum { MANY = 4, READ = 20000 }; /* tokens that documentation shows; octets read of one text */

/* What mailing programs of spammers and of shops fill in. */
static const char *const tokens[] = {
    "{firstname}",     "{first_name}", "{lastname}",     "{email}",        "{random}",
    "{name}",          "{username}",   "{domain}",       "[your-subject]", "[your-name]",
    "[your-email]",    "[[email]]",    "[[name]]",       "[-email-]",      "[-emailuser-]",
    "[-emaildomain-]", "[-time-]",     "##mail##",       "##email##",      "##name##",
    "#email#",         "%email%",      "%name%",         "%firstname%",    "%%email%%",
    "{{email}}",       "{{name}}",     "{{first_name}}", "{{firstname}}",  "*|email|*",
    "*|fname|*",       "${email}",     "${name}",        "○○様",           "〇〇様",
};

enum { N_TOKENS = sizeof(tokens) / sizeof(*tokens) };

static bool is_start(sg_span text, size_t at)
{
    int c = sg_at(text, at);
    if (c == 0xE2) /* U+25CB, a circle */
        return sg_at(text, at + 1) == 0x97 && sg_at(text, at + 2) == 0x8B;
    if (c == 0xE3) /* U+3007, a zero that is written like one; kana begin with the same octet */
        return sg_at(text, at + 1) == 0x80 && sg_at(text, at + 2) == 0x87;
    return c == '{' || c == '[' || c == '#' || c == '%' || c == '*' || c == '$';
}

static sg_span token_at(sg_span text, size_t at)
{
    sg_span rest = sg_tail(text, at);
    for (size_t i = 0; i < N_TOKENS; i++)
        if (sg_starts_nocase(rest, sg_span_of(tokens[i])))
            return sg_cut(rest, 0, sg_span_of(tokens[i]).len);
    return (sg_span){ 0 };
}

static size_t count(sg_span text, sg_span *first)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len && n < MANY; at++) {
        sg_span token = is_start(text, at) ? token_at(text, at) : (sg_span){ 0 };
        if (token.len == 0)
            continue;
        if (n++ == 0)
            *first = token;
        at += token.len - 1;
    }
    return n;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->is_report || facts->is_list || facts->is_conversation ||
        facts->n_claims == 0)
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        sg_span first = { 0 };
        size_t n = count(sg_cut(p->text.utf8, 0, READ), &first);
        if (n == 0 || n == MANY)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "shown", first);
        sg_found_text(f, &p->text, first);
        return;
    }
}

const struct sg_check sg_check_template_tokens = {
    .name = "template-tokens",
    .looks_for = "a place holder that was never filled in",
    .kinds = kinds,
    .run = run,
};
