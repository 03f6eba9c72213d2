/* subject-random-ending, subject-decoration: a subject that ends in letters at random, so that no two are alike, or that shouts.
 *
 * Source: WORDING 3; the letters of 2.6 % of phishing, hardly of other mail.  Quiet in replies, on lists, in reports and notices.  Letters
 * at random are ten or more, small, large and digits mixed: order numbers and hashes are not.  Known false alarm: keys that a
 * service sends as a subject; campaigns of shops shout too. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "subject-random-ending", SG_GROUP_MAKEUP, SG_HEURISTIC, SG_PART_NONE },
    { "subject-decoration", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum {
    MIN_RANDOM = 10, /* letters */
    MAX_RANDOM = 64,
    MIN_CHANGES = 5, /* from small to large to digits */
};

static int class_of(int c)
{
    return sg_is_digit(c) ? 1 : c >= 'a' && c <= 'z' ? 2 : sg_is_alpha(c) ? 4 : 0;
}

/* Letters and digits at its end. */
static sg_span last_word(sg_span s)
{
    size_t from = s.len;
    while (from > 0 && sg_is_alnum(sg_at(s, from - 1)))
        from--;
    return sg_tail(s, from);
}

static bool is_random(sg_span word)
{
    int seen = 0, last = 0;
    size_t changes = 0;
    if (word.len < MIN_RANDOM || word.len > MAX_RANDOM)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        int class = class_of(sg_at(word, i));
        changes += last != 0 && class != last;
        seen |= class;
        last = class;
    }
    return seen == 7 && changes >= MIN_CHANGES;
}

static sg_span without_brackets(sg_span s)
{
    s = sg_trim(s);
    int c = sg_at(s, s.len - 1);
    return c == ')' || c == ']' || c == '.' ? sg_cut(s, 0, s.len - 1) : s;
}

/* Pictures, stars, blocks. */
static bool is_ornament(int32_t c)
{
    return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) ||
           (c >= 0x25A0 && c <= 0x25FF) || (c >= 0x2580 && c <= 0x259F) || c == 0x2B50;
}

static sg_span ornament(sg_span s)
{
    size_t at = 0, brackets = sg_find_span(s, SG_SPAN("】"), 0);
    if (is_ornament(sg_utf8_next(s, &at)))
        return sg_cut(s, 0, at);
    static const char *const shouts[] = { "!!", "！！", "！!" };
    for (size_t i = 0; i < sizeof(shouts) / sizeof(*shouts); i++)
        if (sg_holds(s, sg_span_of(shouts[i])))
            return sg_span_of(shouts[i]);
    if (sg_find_span(s, SG_SPAN("】"), brackets + 3) < s.len)
        return SG_SPAN("【】");
    return (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    sg_span subject = sg_trim(facts->mail->subject.utf8);
    if (subject.len == 0 || facts->is_notice || facts->is_list || facts->is_conversation ||
        facts->is_report)
        return;
    sg_span end = last_word(without_brackets(subject)), shown = ornament(subject);
    if (end.at > subject.at && is_random(end)) {
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "shown", end);
        sg_found_text(f, &facts->mail->subject, end);
    }
    if (shown.len > 0) {
        struct sg_finding *f = sg_found(out, &kinds[1]);
        sg_found_arg(f, "shown", shown);
        sg_found_text(f, &facts->mail->subject, subject);
    }
}

const struct sg_check sg_check_subject_decoration = {
    .name = "subject-decoration",
    .looks_for = "a subject that ends in letters at random, or shouts",
    .kinds = kinds,
    .run = run,
};
