#include "facts/facts.h"

#include "facts/build.h"

static bool has_field(const struct sg_mail *mail, const char *name)
{
    return sg_fields_first(mail->fields, sg_span_of(name)) != NULL;
}

/* "Re:", "Fwd:", "転送:" - somebody else's subject is quoted. */
static bool is_forward(sg_span subject)
{
    static const char *const marks[] = { "re:",  "fw:",  "fwd:",  "転送:",  "返信:",
                                         "re：", "fw：", "fwd：", "転送：", "返信：",
                                         "aw:",  "wg:",  "rv:",   "tr:" };
    subject = sg_trim(subject);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (sg_starts_nocase(subject, sg_span_of(marks[i])))
            return true;
    return false;
}

/* The wording of lures that want the reader to act on an account. */
static bool has_ask(const struct sg_facts *f)
{
    static const enum sg_phrase_category asks[] = {
        SG_PHRASE_VERIFY,
        SG_PHRASE_PASSWORD,
        SG_PHRASE_SUSPENSION,
        SG_PHRASE_THREAT,
        SG_PHRASE_MAILBOX_QUOTA,
        SG_PHRASE_UNDELIVERED,
        SG_PHRASE_VERSION_UPGRADE,
        SG_PHRASE_UNUSUAL_LOGIN,
        SG_PHRASE_UNAUTHORIZED_SMTP,
        SG_PHRASE_SECURITY_UPDATE,
        SG_PHRASE_PAYMENT,
        SG_PHRASE_REFUND_PRIZE,
        SG_PHRASE_TAX_PENALTY,
        SG_PHRASE_DELIVERY,
        SG_PHRASE_RENEWAL,
        SG_PHRASE_CTA,
    };

    for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++)
        if (sg_count_phrases(f, asks[i]) > 0)
            return true;
    for (size_t i = 0; i < f->n_passages; i++)
        if (f->passages[i].page != NULL && f->passages[i].page->asks_password)
            return true;
    return false;
}

const struct sg_facts *sg_facts_open(struct sg_arena *arena, const struct sg_intel *intel,
                                     const struct sg_envelope *envelope, sg_span bytes)
{
    struct sg_facts *f = SG_NEW(arena, struct sg_facts);
    f->arena = arena;
    f->intel = intel;
    f->envelope = envelope;
    f->mail = sg_mail_read(arena, intel->charsets, bytes);
    f->oddities = f->mail->oddities;
    f->is_list = has_field(f->mail, "List-Id") || has_field(f->mail, "List-Post");
    f->is_forward = is_forward(f->mail->subject.utf8);
    sg_facts_recipient(f);
    sg_facts_passages(f);
    sg_facts_sender(f);
    sg_facts_claims(f);
    sg_facts_authenticated_brand(f);
    sg_facts_links(f);
    f->has_ask = has_ask(f);
    f->is_complete = !f->oddities.limit_reached;
    return f;
}
