#include "facts/facts.h"

#include "facts/build.h"
#include "facts/inner.h"

static bool has_field(const struct sg_mail *mail, const char *name)
{
    return sg_fields_first(mail->fields, sg_span_of(name)) != NULL;
}

/* "[list-name] Re: ..." - the tags that lists and gateways put in front. */
static sg_span without_tags(sg_span subject)
{
    subject = sg_trim(subject);
    for (int tags = 0; tags < 3 && sg_at(subject, 0) == '['; tags++) {
        size_t end = sg_find(subject, ']', 0);
        if (end == subject.len)
            break;
        subject = sg_trim(sg_tail(subject, end + 1));
    }
    return subject;
}

/* What a form or an absent person answers by itself quotes whatever was written to it. */
static bool is_auto_reply(sg_span subject)
{
    static const char *const marks[] = { "自動返信", "自動応答", "自動回答", "不在通知" };
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (sg_holds(subject, sg_span_of(marks[i])))
            return true;
    return sg_starts_nocase(subject, SG_SPAN("automatic reply:")) ||
           sg_starts_nocase(subject, SG_SPAN("auto:")) ||
           sg_starts_nocase(subject, SG_SPAN("out of office"));
}

/* "Re:", "Fwd:", "転送:" - somebody else's subject is quoted. */
static bool is_forward(sg_span subject)
{
    static const char *const marks[] = {
        "re:",    "fw:",   "fwd:",  "転送:", "返信:",  "re：",   "fw：",   "fwd：", "転送：",
        "返信：", "aw:",   "antw:", "wg:",   "rv:",    "tr:",    "sv:",    "vs:",   "enc:",
        "res:",   "回复:", "答复:", "转发:", "回复：", "答复：", "转发：", "回覆:", "轉寄:",
    };

    subject = without_tags(subject);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (sg_starts_nocase(subject, sg_span_of(marks[i])))
            return true;
    return is_auto_reply(subject);
}

/* RFC 3464, RFC 5965, RFC 7489 7.2.1.1: written by mail servers, whatever they say of the mail they report on. */
static bool is_report(const struct sg_mail *mail)
{
    if (sg_starts_nocase(mail->subject.utf8, SG_SPAN("Report Domain:")) &&
        sg_find_nocase(mail->subject.utf8, SG_SPAN("Submitter:"), 0) < mail->subject.utf8.len)
        return true;
    for (size_t i = 0; i < mail->n_parts; i++)
        if (sg_part_is(&mail->parts[i], "message", "delivery-status") ||
            sg_part_is(&mail->parts[i], "message", "feedback-report") ||
            sg_part_is(&mail->parts[i], "message", "disposition-notification"))
            return true;
    return false;
}

static bool is_digest(const struct sg_mail *mail)
{
    for (size_t i = 0; i < mail->n_parts; i++)
        if (sg_part_is(&mail->parts[i], "multipart", "digest"))
            return true;
    return false;
}

/* True when the display name claims a brand to which the From stands no better than `most`. */
static bool has_display_claim(const struct sg_facts *f, enum sg_from_stand most)
{
    for (size_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].where == SG_CLAIM_DISPLAY_NAME && f->claims[i].brand != NULL &&
            !f->claims[i].brand->is_software && sg_from_stand(f, f->claims[i].brand) <= most)
            return true;
    return false;
}

/* True when a program for lists passed it on.  A List-Id alone says nothing: newsletters have one, and lures, some of them
 * two.  Who takes posts says where to (RFC 2369 3.4), or the program names itself. */
static bool is_of_list(const struct sg_mail *mail)
{
    static const char *const marks[] = {
        "X-BeenThere",    "X-Mailman-Version", "Mailing-List",
        "X-Mailing-List", "X-ML-Name",         "X-Google-Group-Id"
    };
    const struct sg_field *id = sg_fields_first(mail->fields, SG_SPAN("List-Id"));
    if (id != NULL && sg_fields_next(mail->fields, id) != NULL)
        return false;
    const struct sg_field *post = sg_fields_first(mail->fields, SG_SPAN("List-Post"));
    if (post != NULL)
        return !sg_starts_nocase(sg_trim(post->body), SG_SPAN("NO"));
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (has_field(mail, marks[i]))
            return true;
    const struct sg_field *precedence = sg_fields_first(mail->fields, SG_SPAN("Precedence"));
    return precedence != NULL && sg_same_nocase(sg_trim(precedence->body), SG_SPAN("list"));
}

/* "Re: your parcel" from "Parcel Service" is no conversation: who answers writes under an own name.  And list
 * headers are the sender's to write: a brand's name needs proof with them as without. */
static void doubt_conversation(struct sg_facts *f)
{
    if (has_display_claim(f, SG_FROM_FOREIGN))
        f->is_forward = false;
    if (has_display_claim(f, SG_FROM_OFFICIAL))
        f->is_list = false;
}

static bool is_ask(enum sg_phrase_category category)
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
        if (asks[i] == category)
            return true;
    return false;
}

enum { EVERYDAY_WORDS = 2 }; /* that make an ask together: "quota" alone stands in any report */

struct asking { /* what was met so far */
    const struct sg_phrase *everyday;
    size_t n;
};

static bool asks(const struct sg_passage *p, struct asking *met)
{
    if (p->page != NULL && p->page->asks_password)
        return true;
    for (size_t j = 0; j < p->phrases.n; j++) {
        const struct sg_phrase *said = p->phrases.at[j].phrase;
        if (!is_ask(said->category))
            continue;
        met->n += said != met->everyday;
        met->everyday = said;
        if (said->risk != SG_RISK_HIGH || met->n >= EVERYDAY_WORDS)
            return true;
    }
    return false;
}

/* The wording of lures that want the reader to act on an account, or a form for a password. */
static bool has_ask(const struct sg_facts *f)
{
    struct asking met = { 0 };
    for (size_t i = 0; i < f->n_passages; i++)
        if (asks(&f->passages[i], &met))
            return true;
    for (size_t i = 0; i < f->n_attached; i++)
        if (sg_attachment_speaks(f->attached[i].attachment) && asks(&f->attached[i], &met))
            return true;
    return false;
}

static void lay_open(struct sg_facts *f)
{
    f->oddities = f->mail->oddities;
    f->is_list = is_of_list(f->mail);
    f->is_conversation = is_forward(f->mail->subject.utf8);
    f->is_forward = f->is_conversation;
    f->is_report = is_report(f->mail);
    f->is_digest = is_digest(f->mail);
    sg_facts_recipient(f);
    sg_facts_passages(f);
    sg_facts_wording(f);
    sg_facts_attachments(f);
    f->has_ask = has_ask(f);
    sg_facts_sender(f);
    sg_facts_claims(f);
    doubt_conversation(f);
    sg_facts_authenticated_brand(f);
    sg_facts_links(f);
    f->is_notice = sg_facts_notice(f);
    sg_facts_own_service(f);
    sg_facts_unknown_organisation(f);
    sg_facts_inner(f);
    f->is_complete = !f->oddities.limit_reached && (f->wrapper == NULL || f->wrapper->is_complete);
}

const struct sg_facts *sg_facts_open(struct sg_arena *arena, const struct sg_intel *intel,
                                     const struct sg_envelope *envelope, sg_span bytes)
{
    struct sg_facts *f = SG_NEW(arena, struct sg_facts);
    f->arena = arena;
    f->intel = intel;
    f->envelope = envelope;
    f->mail = sg_mail_read(arena, intel->charsets, bytes);
    lay_open(f);
    return f;
}

/* The session was the wrapper's, and nobody whom we believe wrote of the inner mail. */
static const struct sg_envelope *envelope_inside(const struct sg_facts *wrapper)
{
    struct sg_envelope *e = SG_NEW(wrapper->arena, struct sg_envelope);
    e->trusted_mx = wrapper->envelope->trusted_mx;
    e->n_trusted_mx = wrapper->envelope->n_trusted_mx;
    e->opener = wrapper->envelope->opener;
    return e;
}

const struct sg_facts *sg_facts_open_inner(const struct sg_facts *wrapper,
                                           const struct sg_inner *inner)
{
    struct sg_facts *f = SG_NEW(wrapper->arena, struct sg_facts);
    f->arena = wrapper->arena;
    f->intel = wrapper->intel;
    f->envelope = envelope_inside(wrapper);
    f->wrapper = wrapper;
    f->as = inner;
    f->mail = inner->mail;
    lay_open(f);
    return f;
}
