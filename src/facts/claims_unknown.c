/* facts/claims_unknown.c - an organisation of which we know nothing: "IT Notification", "Cloud Storage Team", 管理者.
 *
 * Honest companies call themselves so too, under a domain that bears the name out.  The claim is only that
 * somebody speaks for more than himself; it weighs little, and what it is worth shows beside where the mail leads. */
#include "base/buf.h"
#include "facts/build.h"
#include "text/unicode.h"

enum {
    MAX_NAME = 120,     /* octets of a display name that is looked at */
    MIN_OWN_WORD = 3,   /* octets of a word that a domain may bear out */
    MIN_OWN_LABEL = 4,  /* octets of a domain's label that the name may bear out */
    MAX_EAST_ASIAN = 60 /* octets of a name in Japanese or Chinese: longer ones are sentences */
};

static const struct sg_word_list *words_of(const struct sg_facts *f, enum sg_word_kind kind)
{
    return &f->intel->lists->words[kind];
}

static bool is_letter_or_digit(int32_t c)
{
    return sg_is_letter(c) || sg_is_digit(c);
}

/* The next run of letters and digits of `s` from `*at` on; empty at the end. */
static sg_span next_word(sg_span s, size_t *at)
{
    size_t start = s.len, end = s.len;
    while (*at < s.len) {
        size_t here = *at;
        bool is_of = is_letter_or_digit(sg_utf8_next(s, at));
        if (is_of && start == s.len)
            start = here;
        if (!is_of && start < s.len) {
            end = here;
            break;
        }
    }
    return sg_cut(s, start, end - start);
}

static sg_span label_of(const struct sg_host *host)
{
    return sg_cut(host->registrable, 0, sg_find(host->registrable, '.', 0));
}

static sg_span letters_of(struct sg_arena *arena, sg_span folded)
{
    struct sg_buf b = SG_BUF_IN(arena, folded.len);
    sg_span word;
    for (size_t at = 0; (word = next_word(folded, &at)).len > 0;)
        sg_put(&b, word);
    return sg_buf_done(&b);
}

bool sg_facts_bears_out(const struct sg_facts *f, sg_span folded, const struct sg_host *host)
{
    sg_span label = label_of(host), word;
    if (label.len >= MIN_OWN_LABEL && sg_holds(letters_of(f->arena, folded), label))
        return true;
    for (size_t at = 0; (word = next_word(folded, &at)).len > 0;)
        if (word.len >= MIN_OWN_WORD && sg_holds(host->ascii, word) &&
            !sg_words_are(words_of(f, SG_WORDS_ORGANISATION), word))
            return true;
    return false;
}

struct counted {
    size_t organisation, personal;
    bool is_east_asian;
};

static struct counted count(const struct sg_facts *f, sg_span folded)
{
    struct counted n = { 0 };
    sg_span word;
    for (size_t at = 0; (word = next_word(folded, &at)).len > 0;) {
        n.organisation += sg_words_are(words_of(f, SG_WORDS_ORGANISATION), word);
        n.personal += sg_words_are(words_of(f, SG_WORDS_PERSONAL), word);
    }
    n.is_east_asian = folded.len <= MAX_EAST_ASIAN && sg_find_non_ascii(folded) < folded.len &&
                      sg_words_hold(words_of(f, SG_WORDS_ORGANISATION_PART), folded);
    return n;
}

/* A Japanese company may have any domain: its name is doubted only where nothing proves who sent the mail. */
static bool is_organisation(const struct sg_facts *f, sg_span folded)
{
    struct counted n = count(f, folded);
    if (n.personal > 0)
        return false;
    return n.organisation > 0 || (n.is_east_asian && !f->sender.is_aligned);
}

/* Mail servers that write of mail they could not deliver, in whatever form. */
static bool is_mail_server(const struct sg_facts *f)
{
    return sg_same_nocase(f->sender.from->local, SG_SPAN("mailer-daemon")) ||
           sg_same_nocase(f->sender.from->local, SG_SPAN("postmaster"));
}

/* At a domain where a company that we know writes, not its customers. */
static bool is_known_company(const struct sg_sender *s)
{
    return s->from_owner != NULL && !s->from_owner->has_mailboxes &&
           s->from_owner->kind != SG_DOMAIN_USER_CONTENT;
}

static bool may_claim(const struct sg_facts *f)
{
    const struct sg_sender *s = &f->sender;
    return f->n_claims == 0 && s->from != NULL && !is_mail_server(f) && !is_known_company(s) &&
           !f->is_report && !f->is_list && !f->is_forward && !f->is_notice &&
           !s->is_authenticated_client &&
           !sg_same(s->from_host.registrable, f->recipient_host.registrable);
}

void sg_facts_unknown_organisation(struct sg_facts *f)
{
    if (!may_claim(f))
        return;
    const struct sg_text *name = &f->sender.from->display;
    if (name->utf8.len == 0 || name->utf8.len > MAX_NAME)
        return;
    sg_span folded = sg_fold_span(f->arena, f->intel->folder, name->utf8);
    if (!is_organisation(f, folded) || sg_facts_bears_out(f, folded, &f->sender.from_host))
        return;
    struct sg_claim *claim = SG_NEW(f->arena, struct sg_claim);
    *claim = (struct sg_claim){ .where = SG_CLAIM_DISPLAY_NAME,
                                .text = *name,
                                .shown = name->utf8,
                                .place = sg_place_of(name, name->utf8),
                                .is_unknown_organisation = true };
    f->claims = claim;
    f->n_claims = 1;
}
