/* styled-letters: words written in mathematical or enclosed letters, which read as Latin and match no filter.
 *
 * Source: WORDING 3, subjects of phishing.  Quiet below four of them, on lists and in notices; in the body also below a
 * dozen.  Known false alarm: mathematics in plain text, advertising that wants to look gay. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "styled-letters", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_STRANGE },
    { 0 },
};

enum { FEW = 4, MANY = 12, READ = 8000 }; /* letters in a header; in a text; octets read of one */

/* Mathematical alphanumerics, enclosed and parenthesised letters, squared letters. */
static bool is_styled(int32_t c)
{
    return (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x249C && c <= 0x24E9) ||
           (c >= 0x1F110 && c <= 0x1F18F);
}

static bool is_found(struct sg_findings *out, const struct sg_text *text, size_t least)
{
    sg_span s = sg_cut(text->utf8, 0, READ);
    size_t n = 0, first = 0;
    for (size_t at = sg_find_non_ascii(s); at < s.len;) {
        size_t from = at;
        if (is_styled(sg_utf8_next(s, &at)) && n++ == 0)
            first = from;
        at += sg_find_non_ascii(sg_tail(s, at));
    }
    if (n < least)
        return false;
    sg_span shown = sg_utf8_cut(sg_tail(s, first), 80);
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "shown", shown);
    sg_found_text(f, text, shown);
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->is_list)
        return;
    if (facts->sender.from != NULL && is_found(out, &facts->sender.from->display, FEW))
        return;
    for (size_t i = 0; i < facts->n_passages; i++)
        if (is_found(out, &facts->passages[i].text, i == 0 ? FEW : MANY))
            return;
}

const struct sg_check sg_check_styled_letters = {
    .name = "styled-letters",
    .looks_for = "words in mathematical or enclosed letters",
    .kinds = kinds,
    .run = run,
};
