/* missing-customer-identifier, refers-to-nothing-above, brand-markers-present: does the sender know its
 * customer?
 *
 * Source: document S0 ("上記のメールアカウント" and none above), and what Sakura, Onamae and others publish of
 * their mail.  Quiet for brands without such a promise and
 * for mail that is proven to be the brand's.  Known false alarm: mail of a brand's other service. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "missing-customer-identifier", SG_GROUP_WORDING, SG_CORRELATED, SG_PART_NONE },
    { "refers-to-nothing-above", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { "brand-markers-present", SG_GROUP_GENUINE, SG_CORRELATED, SG_PART_GENUINE },
    { 0 },
};

enum { MAX_REFERENCES = 20 }; /* "上記" in one text that are read */

static bool prints(const struct sg_facts *facts, sg_span marker, struct sg_finding *f)
{
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        size_t at = sg_find_span(p->text.utf8, marker, 0);
        if (at == p->text.utf8.len)
            continue;
        if (f != NULL)
            sg_found_text(f, &p->text, sg_cut(p->text.utf8, at, marker.len));
        return true;
    }
    return false;
}

static sg_span printed(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->brand->n_markers; i++)
        if (prints(facts, facts->brand->markers[i], NULL))
            return facts->brand->markers[i];
    return (sg_span){ 0 };
}

static void markers(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->brand == NULL || facts->brand->n_markers == 0)
        return;
    sg_span marker = printed(facts);
    if (marker.len == 0 && facts->sender.is_authenticated_brand)
        return; /* the brand's own mail, whatever it prints */
    if (marker.len > 0 && !facts->sender.is_aligned)
        return; /* a copied notice prints the word too: it proves nothing by itself */
    struct sg_finding *f = sg_found(out, &kinds[marker.len > 0 ? 2 : 0]);
    f->brand = facts->brand;
    sg_found_arg(f, "markers", facts->brand->markers[0]);
    sg_found_arg(f, "shown", marker);
    if (marker.len > 0)
        (void)prints(facts, marker, f);
    else
        sg_found_text(f, &facts->mail->subject, facts->mail->subject.utf8);
}

/* "上記のメールアカウント": the words from "上記" on, or an empty span. */
static sg_span reference(sg_span text)
{
    static const char *const words[] = { "上記のメールアカウント", "上記メールアカウント",
                                         "上記のアカウント",       "上記アカウント",
                                         "上記のドメイン",         "上記メールアドレス",
                                         "上記のメールアドレス" };
    sg_span mark = SG_SPAN("上記");
    for (size_t at = sg_find_span(text, mark, 0), n = 0; at < text.len && n < MAX_REFERENCES; n++) {
        sg_span rest = sg_tail(text, at);
        for (size_t j = 0; j < sizeof(words) / sizeof(*words); j++)
            if (sg_starts(rest, sg_span_of(words[j])))
                return sg_cut(rest, 0, sg_span_of(words[j]).len);
        at = sg_find_span(text, mark, at + mark.len);
    }
    return (sg_span){ 0 };
}

/* "the account above" where nothing above it holds an address, an ID or a name of a domain. */
static void above(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        sg_span word = p->n_kana > 0 ? reference(p->text.utf8) : (sg_span){ 0 };
        if (word.len == 0)
            continue;
        sg_span before = sg_cut(p->text.utf8, 0, sg_range_in(p->text.utf8, word).from);
        size_t address = 0;
        if (sg_find_address(before, &address).len > 0 || sg_holds_nocase(before, SG_SPAN("ID")))
            continue;
        sg_found_text(sg_found(out, &kinds[1]), &p->text, word);
        return;
    }
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->is_forward)
        return;
    markers(facts, out);
    above(facts, out);
}

const struct sg_check sg_check_customer_identifier = {
    .name = "customer-identifier",
    .looks_for = "customer data that genuine mail of the brand always prints",
    .kinds = kinds,
    .run = run,
};
