/* facts/claims_own.c - the recipient's own mail service as the brand: "example.jp support" to somebody at
 * example.jp.
 *
 * The commonest lure against mail accounts names no company.  It wears the recipient's own domain, or says
 * nothing but that the mailbox is full: only its operator could know. */
#include "facts/build.h"
#include "facts/views.h"
#include "text/unicode.h"

enum {
    MIN_OWN_LABEL = 4, /* octets of a domain's first label before it counts as a name */
    MAX_NOTICE =
        12000, /* octets of a text that may be a notice of a mail service: they are short */
};

static const struct sg_word_list *words_of(const struct sg_facts *f, enum sg_word_kind kind)
{
    return &f->intel->lists->words[kind];
}

/* Beside a bare domain label: a service's name. */
static bool names_service(const struct sg_facts *f, sg_span folded)
{
    return sg_words_hold(words_of(f, SG_WORDS_MAIL_SERVICE_CONTEXT), folded);
}

static bool names_registration(const struct sg_facts *f, sg_span folded)
{
    return sg_words_hold(words_of(f, SG_WORDS_REGISTRATION), folded);
}

static bool is_whole_word(sg_span folded, size_t at, size_t len)
{
    int before = at == 0 ? -1 : sg_at(folded, at - 1), after = sg_at(folded, at + len);
    return !sg_is_alnum(before) && before != '@' && before != '.' && before != '-' &&
           !sg_is_alnum(after) && after != '-';
}

/* "support@example.jp" as the name of who writes from elsewhere; the recipient's own address is what services
 * show that send in the recipient's name. */
static bool is_other_address(const struct sg_facts *f, sg_span folded, size_t at)
{
    return at > 0 && sg_at(folded, at - 1) == '@' && !sg_holds(folded, f->recipient) &&
           !sg_same(f->sender.from_host.registrable, f->recipient_host.registrable);
}

/* The domain whose users the recipient is one of; empty where strangers share it or a known company has it. */
static sg_span own_domain(const struct sg_facts *f)
{
    sg_span own = f->recipient_host.registrable;
    return own.len == 0 || sg_list_has(&f->intel->lists->free_mail, own) ||
                   sg_brand_domain_of(f->intel->brands, own) != NULL
               ? (sg_span){ 0 }
               : own;
}

static bool is_named_at(const struct sg_facts *f, sg_span folded, size_t at,
                        enum sg_claim_where where)
{
    return is_whole_word(folded, at, f->recipient_host.registrable.len) ||
           (where == SG_CLAIM_DISPLAY_NAME && is_other_address(f, folded, at));
}

/* Where the domain stands in a name or a subject, or its first label beside a service's words. */
static struct sg_range find_own(const struct sg_facts *f, sg_span own, sg_span folded,
                                enum sg_claim_where where)
{
    struct sg_range none = { 0 };
    sg_span label = sg_cut(own, 0, sg_find(own, '.', 0));
    size_t at = sg_find_span(folded, label, 0);
    if (at == folded.len ||
        (where == SG_CLAIM_SUBJECT && (!names_service(f, folded) || names_registration(f, folded))))
        return none;
    size_t whole = sg_find_span(folded, own, at);
    if (whole < folded.len && is_named_at(f, folded, whole, where))
        return (struct sg_range){ whole, own.len };
    return label.len >= MIN_OWN_LABEL && is_whole_word(folded, at, label.len) &&
                   names_service(f, folded)
               ? (struct sg_range){ at, label.len }
               : none;
}

bool sg_facts_names_own(const struct sg_facts *f, const struct sg_text *text,
                        const struct sg_text *folded, enum sg_claim_where where,
                        struct sg_claim *out)
{
    sg_span own = own_domain(f);
    struct sg_range range = { 0 };
    if (own.len > 0)
        range = find_own(f, own, folded->utf8, where);
    if (range.len == 0)
        return false;
    sg_span shown = sg_view_source(folded, range, text->utf8);
    *out = (struct sg_claim){ .where = where,
                              .text = *text,
                              .shown = shown,
                              .place = sg_place_of(text, shown),
                              .is_host_name = range.len == own.len,
                              .is_own_domain = true };
    return true;
}

/* ---- without saying so ---- */

static sg_span line_around(sg_span text, size_t at)
{
    size_t last = sg_find_last(sg_cut(text, 0, at), '\n');
    size_t start = last == at ? 0 : last + 1;
    return sg_cut(text, start, sg_find(text, '\n', at) - start);
}

/* What only the operator of a mailbox can say of it.  "Quota" and "mail server" say nothing by themselves, but
 * beside a link made for the recipient. */
static bool speaks_of_mailbox(const struct sg_passage *p, bool is_for_recipient)
{
    for (size_t i = 0; p->text.utf8.len <= MAX_NOTICE && i < p->phrases.n; i++) {
        const struct sg_phrase *said = p->phrases.at[i].phrase;
        if ((is_for_recipient || said->risk != SG_RISK_HIGH) &&
            (said->category == SG_PHRASE_MAILBOX_QUOTA || said->category == SG_PHRASE_UNDELIVERED ||
             said->category == SG_PHRASE_VERSION_UPGRADE || said->category == SG_PHRASE_PASSWORD))
            return true;
    }
    return false;
}

/* The recipient's domain in a text, alone or in an address, as it stands there. */
static sg_span own_domain_in(const struct sg_facts *f, const struct sg_passage *p)
{
    size_t at = sg_find_nocase(p->text.utf8, f->recipient_domain, 0);
    return sg_cut(p->text.utf8, at, f->recipient_domain.len);
}

enum { MAX_LINE = 60 }; /* octets of a line that is a heading or a signature */

/* A heading or a signature "example.jp support". */
static bool is_signed_by_own(const struct sg_facts *f, const struct sg_passage *p)
{
    sg_span own = f->recipient_host.registrable, text = p->folded.utf8;
    if (text.len > MAX_NOTICE)
        return false;
    for (size_t at = sg_find_span(text, own, 0); at < text.len;
         at = sg_find_span(text, own, at + own.len)) {
        sg_span line = line_around(text, at);
        if (is_whole_word(text, at, own.len) && line.len <= MAX_LINE &&
            sg_words_hold(words_of(f, SG_WORDS_MAIL_SERVICE_SIGNATURE), line))
            return true;
    }
    return false;
}

/* Who says another name first speaks for that one; his claim is judged by it. */
static bool claims_somebody(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].brand == NULL || !f->claims[i].brand->is_software)
            return true;
    return false;
}

/* ---- a name that is nothing but a mail service's ---- */

/* "E-Mail Server", "IT-Support", "example.jp ✉ Delivery Server", "邮箱管理员": words of a mail service, the
 * recipient's own domain, and nothing else. */
static bool is_mail_role(const struct sg_facts *f, sg_span folded)
{
    sg_span own = f->recipient_host.registrable;
    bool is_service = false;
    for (size_t at = 0; at < folded.len;) {
        sg_span rest = sg_tail(folded, at);
        size_t service = sg_words_start(words_of(f, SG_WORDS_MAIL_SERVICE), rest);
        size_t taken =
            service > 0 ? service : sg_words_start(words_of(f, SG_WORDS_BESIDE_MAIL_SERVICE), rest);
        if (taken == 0 && sg_starts(rest, own))
            taken = own.len;
        is_service |= service > 0;
        at += taken;
        if (taken == 0 && sg_is_letter(sg_utf8_next(folded, &at)))
            return false;
    }
    return is_service;
}

enum { MAX_ROLE = 80 }; /* octets of a display name that is looked at */

static void append(struct sg_facts *f, const struct sg_claim *claim)
{
    struct sg_claim *all = SG_NEW_N(f->arena, struct sg_claim, f->n_claims + 1);
    for (size_t i = 0; i < f->n_claims; i++)
        all[i] = f->claims[i];
    all[f->n_claims] = *claim;
    f->claims = all;
    f->n_claims++;
}

/* "Your mailbox user@example.jp is full." */
static void claim_of_mailbox(struct sg_facts *f, const struct sg_link *action)
{
    bool is_for_recipient = action->recipient_form != SG_TOKEN_NONE, speaks = false;
    const struct sg_passage *named = NULL;
    for (size_t i = 0; i < f->n_passages; i++) {
        const struct sg_passage *p = &f->passages[i];
        speaks |=
            speaks_of_mailbox(p, is_for_recipient) || (is_for_recipient && is_signed_by_own(f, p));
        if (named == NULL && p->text.utf8.len <= MAX_NOTICE && own_domain_in(f, p).len > 0)
            named = p;
    }
    if (!speaks || named == NULL)
        return;
    sg_span shown = own_domain_in(f, named);
    append(f, &(struct sg_claim){ .where = SG_CLAIM_GREETING,
                                  .text = named->text,
                                  .shown = shown,
                                  .place = sg_place_of(&named->text, shown),
                                  .is_own_domain = true });
}

/* A stranger who writes under the recipient's own domain, with a link made for that recipient. */
static bool claim_of_address(struct sg_facts *f, const struct sg_link *action)
{
    const struct sg_sender *s = &f->sender;
    if (s->from == NULL || s->is_aligned || s->is_authenticated_client ||
        s->how == SG_BOUNDARY_NONE || sg_ip_kind_of(&s->ip) != SG_IP_PUBLIC ||
        action->recipient_form == SG_TOKEN_NONE ||
        !sg_same(s->from_host.registrable, f->recipient_host.registrable))
        return false;
    sg_span address = sg_address_spec(f->arena, s->from);
    append(f, &(struct sg_claim){
                  .where = SG_CLAIM_DISPLAY_NAME,
                  .text = { address, sg_places_literal(f->arena, s->from->place.from, NULL) },
                  .shown = address,
                  .place = s->from->place,
                  .is_own_domain = true });
    return true;
}

static bool claim_of_role(struct sg_facts *f, const struct sg_link *action)
{
    const struct sg_address *from = f->sender.from;
    if (from == NULL || from->display.utf8.len == 0 || from->display.utf8.len > MAX_ROLE ||
        !(f->has_ask || action->recipient_form != SG_TOKEN_NONE))
        return false;
    sg_span name = from->display.utf8;
    if (!is_mail_role(f, sg_fold_span(f->arena, f->intel->folder, name)))
        return false;
    append(f, &(struct sg_claim){ .where = SG_CLAIM_DISPLAY_NAME,
                                  .text = from->display,
                                  .shown = name,
                                  .place = sg_place_of(&from->display, name),
                                  .is_own_domain = true });
    return true;
}

static bool has_own_claim(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].is_own_domain)
            return true;
    return false;
}

void sg_facts_own_service(struct sg_facts *f)
{
    const struct sg_link *action = sg_main_action(f);
    if (own_domain(f).len == 0 || action == NULL || !sg_link_is_stray(action) || f->is_notice ||
        f->is_report)
        return;
    /* lists, and people who answer, do not make links for the recipient */
    bool is_passed_on = f->is_forward || f->is_list;
    if (is_passed_on && action->recipient_form == SG_TOKEN_NONE)
        return;
    if (has_own_claim(f) || (!claims_somebody(f) && claim_of_role(f, action)))
        f->is_forward = f->is_list = false;
    else if (!is_passed_on && !claims_somebody(f) && !claim_of_address(f, action))
        claim_of_mailbox(f, action);
}
