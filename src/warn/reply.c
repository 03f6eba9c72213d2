#include "warn/reply.h"

enum {
    REASONS = 3,          /* told to a customer */
    SENTENCE = 16 * 1024, /* octets of a sentence with its values */
};

bool sg_did_of(sg_span name, enum sg_did *did)
{
    static const struct {
        sg_span name;
        enum sg_did did;
    } rows[] = { { SG_SPAN_INIT("nothing"), SG_DID_NOTHING },
                 { SG_SPAN_INIT("opened"), SG_DID_OPEN },
                 { SG_SPAN_INIT("opened-attachment"), SG_DID_OPEN_ATTACHMENT },
                 { SG_SPAN_INIT("replied"), SG_DID_REPLY },
                 { SG_SPAN_INIT("entered-password"), SG_DID_ENTER_PASSWORD },
                 { SG_SPAN_INIT("entered-mail-password"), SG_DID_ENTER_MAIL_PASSWORD },
                 { SG_SPAN_INIT("entered-card"), SG_DID_ENTER_CARD } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (sg_same(name, rows[i].name)) {
            *did = rows[i].did;
            return true;
        }
    return false;
}

static sg_span said(const struct sg_composer *c, const char *id)
{
    struct sg_buf out = SG_BUF_IN(c->arena, SENTENCE);
    sg_put_filled(&out, sg_words_in(c->words, "reply", sg_span_of(id)), &c->fill);
    return sg_buf_done(&out);
}

static void say(struct sg_composer *c, const char *id)
{
    sg_add_block(c, SG_BLOCK_TEXT, said(c, id));
}

static bool is_doubtful(const struct sg_specimen *mail)
{
    return mail->level == SG_LEVEL_PHISHING || mail->level == SG_LEVEL_SUSPICIOUS;
}

/* ---- what was found ---- */

static const char *level_id(enum sg_level level)
{
    switch (level) {
    case SG_LEVEL_PHISHING:
        return "phishing";
    case SG_LEVEL_SUSPICIOUS:
        return "suspicious";
    case SG_LEVEL_NO_SIGN:
        return "no-sign";
    case SG_LEVEL_GENUINE:
        return "genuine";
    case SG_LEVEL_UNDETERMINED:
        break;
    }
    return "undetermined";
}

/* The heaviest of what speaks against the mail, one sentence each. */
static void add_reasons(struct sg_composer *c, const struct sg_specimen *mail)
{
    size_t n = 0;
    for (size_t i = 0; i < mail->n_reasons && n < REASONS; i++) {
        const struct sg_specimen_reason *reason = &mail->reasons[i];
        sg_span sentence = c->words->japanese ? reason->ja : reason->en;
        if (reason->points <= 0 || sentence.len == 0)
            continue;
        if (n++ == 0)
            say(c, "reasons");
        sg_add_block(c, SG_BLOCK_ITEM,
                     sg_harmless(c->arena, c->m->intel, sentence, SG_DEFANG_LAST_DOT));
    }
}

static void add_findings(struct sg_composer *c, const struct sg_specimen *mail)
{
    say(c, "greeting");
    say(c, c->fill.values[SG_FILL_SERVICE].len > 0 ? "thanks-service" : "thanks");
    say(c, "about");
    say(c, level_id(mail->level));
    if (is_doubtful(mail))
        add_reasons(c, mail);
}

/* ---- what to do ---- */

static void add_password(struct sg_composer *c)
{
    sg_span reset = sg_official_reset(c);
    sg_add(c, SG_BLOCK_TEXT, "entered");
    sg_add(c, SG_BLOCK_TEXT, reset.len > 0 ? "entered-reset" : "entered-change");
    sg_add_page(c, "page-reset", reset);
    sg_add(c, SG_BLOCK_TEXT, "entered-elsewhere");
    sg_add(c, SG_BLOCK_TEXT, "entered-traces");
}

static void add_steps(struct sg_composer *c, enum sg_did did, bool is_sure)
{
    switch (did) {
    case SG_DID_NOTHING:
        say(c, "did-nothing");
        break;
    case SG_DID_OPEN:
        say(c, "did-open");
        sg_add(c, SG_BLOCK_TEXT, "visited-file");
        say(c, "did-open-entered");
        break;
    case SG_DID_OPEN_ATTACHMENT:
        say(c, "did-open-attachment");
        sg_add(c, SG_BLOCK_TEXT, "opened");
        break;
    case SG_DID_REPLY:
        say(c, "did-reply");
        break;
    case SG_DID_ENTER_PASSWORD:
        say(c, is_sure ? "did-enter" : "to-be-sure");
        add_password(c);
        break;
    case SG_DID_ENTER_MAIL_PASSWORD:
        say(c, is_sure ? "did-enter" : "to-be-sure");
        sg_add(c, SG_BLOCK_TEXT, "entered-mail");
        sg_add_page(c, "page-reset", sg_official_reset(c));
        break;
    case SG_DID_ENTER_CARD:
        say(c, is_sure ? "did-enter" : "to-be-sure");
        sg_add(c, SG_BLOCK_TEXT, "entered-card");
        break;
    case SG_DID_NOT_SAY:
        say(c, "did-not-say");
        break;
    }
}

static void add_advice(struct sg_composer *c, const struct sg_specimen *mail, enum sg_did did)
{
    if (mail->level == SG_LEVEL_GENUINE) {
        say(c, "nothing-needed");
        return;
    }
    if (is_doubtful(mail) || (did != SG_DID_NOT_SAY && did != SG_DID_NOTHING))
        add_steps(c, did, is_doubtful(mail));
    sg_add(c, SG_BLOCK_TEXT, "received-bookmark");
}

static void add_end(struct sg_composer *c)
{
    say(c, "ask-again");
    sg_add_page(c, "page-contact",
                c->m->publisher->contact_url.len > 0 ? c->m->publisher->contact_url
                                                     : sg_official_contact(c));
    sg_add_block(c, SG_BLOCK_TEXT, c->fill.values[SG_FILL_SERVICE]);
}

static void set_values(struct sg_composer *c, const struct sg_specimen *mail)
{
    bool ja = c->words->japanese;
    sg_span *v = c->fill.values;
    v[SG_FILL_SERVICE] = ja ? c->m->publisher->name_ja : c->m->publisher->name_en;
    v[SG_FILL_COMPANY] = ja ? c->m->publisher->company_ja : c->m->publisher->company_en;
    if (c->brand != NULL)
        v[SG_FILL_BRAND] = sg_brand_shown(c->brand, ja);
    v[SG_FILL_SUBJECT] = sg_harmless(c->arena, c->m->intel, mail->subject, SG_DEFANG_LAST_DOT);
}

void sg_reply_page(struct sg_arena *arena, const struct sg_intel *intel,
                   const struct sg_publisher *publisher, const struct sg_words *words,
                   const struct sg_specimen *mail, enum sg_did did, struct sg_page_blocks *out)
{
    const struct sg_notice_material material = { .intel = intel, .publisher = publisher };
    struct sg_composer c = { .arena = arena, .m = &material, .words = words, .out = out };
    c.brand = sg_brand_find(intel->brands, mail->brand);
    bool is_own = c.brand != NULL && sg_publisher_owns(publisher, c.brand->id);
    c.voice = is_own ? SG_VOICE_OWN : c.brand != NULL ? SG_VOICE_BRAND : SG_VOICE_PROVIDER;
    *out = (struct sg_page_blocks){ .words = words };
    set_values(&c, mail);
    add_findings(&c, mail);
    add_advice(&c, mail, did);
    add_end(&c);
}
