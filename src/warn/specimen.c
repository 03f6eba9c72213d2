#include "warn/specimen.h"

#include <nettle/sha2.h>

#include "base/limits.h"
#include "report/place.h"
#include "report/sentence.h"
#include "report/unchecked.h"
#include "text/unicode.h"
#include "warn/clean_url.h"

struct maker {
    struct sg_arena *arena;
    const struct sg_examination *x;
    const struct sg_facts *facts;
    struct sg_mask mask;
    struct sg_specimen *out;
};

/* ---- texts ---- */

static sg_span id_span(const char *id)
{
    return id == NULL ? (sg_span){ 0 } : sg_span_of(id);
}

static sg_span owned_by(const struct sg_brand *brand)
{
    return brand == NULL ? (sg_span){ 0 } : brand->id;
}

/* Without what nobody sees, blanks as one. */
static sg_span seen(struct sg_arena *arena, sg_span s)
{
    struct sg_buf out = SG_BUF_IN(arena, s.len + 16);
    bool blank = true;
    for (size_t at = 0; at < s.len;) {
        int32_t c = sg_utf8_next(s, &at);
        bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!is_blank && (sg_is_control(c) || sg_is_bidi_control(c) || sg_is_invisible(c)))
            continue;
        if (!is_blank)
            sg_put_utf8(&out, c);
        else if (!blank)
            sg_put_octet(&out, ' ');
        blank = is_blank;
    }
    return sg_trim(sg_buf_done(&out));
}

/* The same with the recipient hidden, and short. */
static sg_span shown(const struct maker *m, sg_span s)
{
    s = seen(m->arena, sg_utf8_mended(m->arena, sg_utf8_cut(s, SG_MAX_SPECIMEN_TEXT)));
    return sg_utf8_cut(sg_masked(&m->mask, s, 0), SG_MAX_SPECIMEN_TEXT);
}

static sg_span raw(sg_span s)
{
    return sg_cut(s, 0, SG_MAX_URL);
}

static bool is_of(const struct maker *m, sg_span address, const struct sg_address *whose)
{
    return whose != NULL && sg_same_nocase(address, sg_address_spec(m->arena, whose));
}

/* Whose address may be told: the sender's own, wherever he wants answers, and a known company's. */
static bool may_be_told(const struct maker *m, sg_span address)
{
    const struct sg_address_list *reply_to = &m->facts->mail->reply_to;
    if (is_of(m, address, m->facts->sender.from) ||
        is_of(m, address, reply_to->n > 0 ? &reply_to->at[0] : NULL))
        return true;
    sg_span domain = sg_tail(address, sg_find_last(address, '@') + 1);
    const struct sg_brand_domain *owner = sg_brand_domain_of(m->facts->intel->brands, domain);
    return owner != NULL && owner->kind == SG_DOMAIN_OFFICIAL && !owner->has_mailboxes;
}

/* With the recipient hidden, and everybody else whom a bounce, a reply or a list names. */
static void put_unnamed(const struct maker *m, struct sg_buf *out, sg_span s)
{
    size_t next = 0, done = 0;
    s = sg_masked(&m->mask, s, 0);
    for (sg_span found; (found = sg_find_address(s, &next)).len > 0;) {
        size_t from = sg_range_in(s, found).from;
        if (may_be_told(m, found))
            continue;
        sg_put(out, sg_cut(s, done, from - done));
        sg_put_text(out, SG_MASKED_ADDRESS);
        done = from + found.len;
    }
    sg_put(out, sg_tail(s, done));
}

/* A line of the text, its links without what may tell the recipient. */
static void put_line(const struct maker *m, struct sg_buf *out, sg_span line)
{
    struct sg_found_urls urls = { 0 };
    line = seen(m->arena, line);
    sg_find_urls(m->arena, m->facts->intel->hosts, line, false, &urls);
    size_t at = 0;
    for (size_t i = 0; i < urls.n; i++) {
        size_t from = sg_range_in(line, urls.at[i].shown).from;
        struct sg_clean_url clean = sg_clean_url(&m->mask, &urls.at[i].url);
        if (!clean.is_cleaned || clean.url.len == 0 || from < at)
            continue;
        put_unnamed(m, out, sg_cut(line, at, from - at));
        sg_put(out,
               sg_masked(&m->mask, clean.url, 0)); /* it may be a page of the recipient's house */
        sg_put_text(out, "\xe2\x80\xa6");
        at = from + urls.at[i].shown.len;
    }
    put_unnamed(m, out, sg_tail(line, at));
    sg_put_octet(out, '\n');
}

/* Of the mail's own texts the longest: what a reader reads.  No more than two blank lines in a row are of use. */
static void take_body(struct maker *m)
{
    const struct sg_passage *best = NULL;
    for (size_t i = 0; i < m->facts->n_passages; i++) {
        const struct sg_passage *p = &m->facts->passages[i];
        if (p->kind != SG_TEXT_SUBJECT && (best == NULL || p->text.utf8.len > best->text.utf8.len))
            best = p;
    }
    if (best == NULL)
        return;
    sg_span rest = sg_utf8_cut(best->text.utf8, SG_MAX_SPECIMEN_BODY);
    struct sg_buf out = SG_BUF_IN(m->arena, SG_MAX_SPECIMEN_BODY);
    m->out->body_is_cut = rest.len < best->text.utf8.len;
    for (size_t blank = 0; rest.len > 0;) {
        sg_span line = sg_next(&rest, '\n');
        blank = sg_trim(line).len == 0 ? blank + 1 : 0;
        if (blank <= 2)
            put_line(m, &out, line);
    }
    m->out->body_is_cut |= out.cut;
    m->out->body = sg_utf8_cut(sg_buf_done(&out), SG_MAX_SPECIMEN_BODY);
}

/* ---- octets ---- */

static sg_span digest(struct sg_arena *arena, sg_span octets)
{
    struct sha256_ctx state;
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_init(&state);
    sha256_update(&state, octets.len, octets.at);
    sha256_digest(&state, sizeof(sum), sum);
    struct sg_buf hex = SG_BUF_IN(arena, 2 * sizeof(sum));
    for (size_t i = 0; i < sizeof(sum); i++)
        sg_putf(&hex, "%02x", sum[i]);
    return sg_buf_done(&hex);
}

/* ---- links ---- */

static bool lies_in(struct sg_range inner, struct sg_range outer)
{
    return inner.len > 0 && outer.len > 0 && inner.from < outer.from + outer.len &&
           outer.from < inner.from + inner.len;
}

static bool stands_in(const struct sg_finding *f, struct sg_range place)
{
    for (size_t i = 0; i < f->n_evidence; i++)
        if (lies_in(f->evidence[i].place, place))
            return true;
    return false;
}

static void take_link_findings(const struct maker *m, const struct sg_link *link,
                               struct sg_specimen_link *out)
{
    const struct sg_verdict *v = &m->x->verdict;
    for (size_t i = 0; i < v->n_reasons && out->n_findings < SG_MAX_EVIDENCE; i++) {
        const struct sg_finding *f = v->reasons[i].finding;
        if (f != NULL && v->reasons[i].points > 0 && stands_in(f, link->place))
            out->findings[out->n_findings++] = sg_span_of(f->kind->id);
    }
}

static bool is_web(const struct sg_url *url)
{
    return url->is_valid && url->host.ascii.len > 0 &&
           (url->scheme == SG_SCHEME_HTTP || url->scheme == SG_SCHEME_HTTPS);
}

static void take_owner(const struct maker *m, const struct sg_link *link,
                       struct sg_specimen_link *out)
{
    struct sg_owner owner = sg_owner_of(link);
    if (link->owner != NULL) {
        out->owner = owned_by(link->owner->brand);
        out->owner_sort = id_span(owner.sort);
    }
    if (link->hoster != NULL) {
        out->hoster = link->hoster->domain;
        out->hoster_sort = id_span(sg_hoster_kind_id(link->hoster->kind));
    }
    out->is_official = link->is_official;
    out->is_senders = link->is_senders;
    out->is_own = link->is_own;
    out->is_hosted_by_us = link->is_hosted_by_us;
    out->is_stray = sg_link_is_stray(link);
    (void)m;
}

static void take_label(const struct maker *m, const struct sg_link *link,
                       struct sg_specimen_link *out)
{
    out->label = shown(m, link->label.utf8);
    out->words = shown(m, link->words);
    for (size_t i = 0; i < link->label_urls.n && out->label_host.len == 0; i++) {
        const struct sg_found_url *found = &link->label_urls.at[i];
        struct sg_clean_url clean = sg_clean_url(&m->mask, &found->url);
        out->label_host = clean.host;
        out->label_url = clean.url;
    }
}

static void take_link(struct maker *m, const struct sg_link *link)
{
    struct sg_specimen *s = m->out;
    if (link->role == SG_ROLE_RESOURCE || link->kind == SG_LINK_IMAGE)
        return;
    if (s->n_links == SG_MAX_SPECIMEN_LINKS) {
        s->links_are_cut = true;
        return;
    }
    struct sg_specimen_link *out = &s->links[s->n_links++];
    struct sg_clean_url clean = sg_clean_url(&m->mask, &link->target);
    *out = (struct sg_specimen_link){ .private_href = raw(link->url.href),
                                      .private_target = raw(link->target.href),
                                      .url = clean.url,
                                      .is_cleaned = clean.is_cleaned,
                                      .has_web_host = is_web(&link->target),
                                      .host = clean.host,
                                      .domain = clean.host.len > 0 ? sg_link_domain(link)
                                                                   : (sg_span){ 0 },
                                      .role = link->role,
                                      .where = link->where,
                                      .is_hidden = link->is_hidden,
                                      .is_main_action = link->is_main_action,
                                      .is_followed = sg_link_is_followed(link),
                                      .names_recipient = link->recipient_form != SG_TOKEN_NONE };
    take_owner(m, link, out);
    take_label(m, link, out);
    take_link_findings(m, link, out);
}

/* ---- reasons ---- */

static sg_span said(const struct maker *m, const struct sg_words *words,
                    const struct sg_reason *reason)
{
    if (reason->finding == NULL) {
        sg_span word = sg_words_in(words, "combination", reason->combination->name);
        return word.len > 0 ? word : reason->combination->name;
    }
    struct sg_teller teller = sg_teller_of(m->x, words);
    struct sg_buf out = SG_BUF_IN(m->arena, SG_MAX_SPECIMEN_TEXT);
    sg_put_finding(&out, &teller, reason->finding);
    return sg_utf8_cut(sg_buf_done(&out), SG_MAX_SPECIMEN_TEXT);
}

static void take_reason(struct maker *m, const struct sg_reason *r, const struct sg_words *ja,
                        const struct sg_words *en)
{
    struct sg_specimen *s = m->out;
    const struct sg_finding *f = r->finding;
    bool has_evidence = f != NULL && f->n_evidence > 0;
    if (s->n_reasons == SG_MAX_SPECIMEN_REASONS)
        return;
    s->reasons[s->n_reasons++] = (struct sg_specimen_reason){
        .id = f != NULL ? sg_span_of(f->kind->id) : r->combination->name,
        .points = r->points,
        .certainty = sg_span_of(sg_certainty_id(f != NULL ? f->kind->certainty : SG_HEURISTIC)),
        .ja = said(m, ja, r),
        .en = said(m, en, r),
        .shown = has_evidence ? shown(m, f->evidence[0].shown) : (sg_span){ 0 },
    };
}

static void take_reasons(struct maker *m, const struct sg_words *ja, const struct sg_words *en)
{
    const struct sg_verdict *v = &m->x->verdict;
    for (int of_text = 0; of_text <= 1; of_text++)
        for (size_t i = 0; i < v->n_reasons; i++) {
            const struct sg_finding *f = v->reasons[i].finding;
            if ((f != NULL && f->kind->group == SG_GROUP_TEXT) == (of_text == 1))
                take_reason(m, &v->reasons[i], ja, en);
        }
}

/* ---- files ---- */

static bool is_accused(const struct maker *m, const struct sg_attachment *file)
{
    const struct sg_verdict *v = &m->x->verdict;
    for (size_t i = 0; i < v->n_reasons; i++) {
        const struct sg_finding *f = v->reasons[i].finding;
        if (f == NULL || v->reasons[i].points <= 0)
            continue;
        if (stands_in(f, file->name_place))
            return true;
        for (size_t k = 0; k < f->n_evidence; k++)
            if (sg_stand_of(m->facts, f->evidence[k].place).attachment == file)
                return true;
    }
    return false;
}

static void take_files(struct maker *m)
{
    struct sg_specimen *s = m->out;
    for (size_t i = 0; i < m->facts->n_attachments && s->n_files < SG_MAX_SPECIMEN_FILES; i++) {
        const struct sg_attachment *a = m->facts->attachments[i];
        if (a->is_shown || a->octets.len == 0 || sg_attachment_is_decoded(m->facts, a))
            continue;
        s->files[s->n_files++] = (struct sg_specimen_file){
            .name = shown(m, a->name),
            .kind = id_span(sg_file_kind_id(a->kind)),
            .octets = (uint32_t)a->octets.len,
            .sha256 = digest(m->arena, a->octets),
            .is_accused = is_accused(m, a),
        };
    }
}

/* ---- who ---- */

static void take_claims(struct maker *m)
{
    struct sg_specimen *s = m->out;
    for (size_t i = 0; i < m->facts->n_claims && s->n_claims < SG_MAX_SPECIMEN_CLAIMS; i++) {
        const struct sg_claim *c = &m->facts->claims[i];
        s->claims[s->n_claims++] =
            (struct sg_specimen_claim){ .brand = owned_by(c->brand),
                                        .where = id_span(sg_claim_where_id(c->where)),
                                        .shown = shown(m, c->shown) };
        if (c->is_own_domain && s->own_domain_claim.len == 0)
            s->own_domain_claim = shown(m, c->shown);
    }
    s->brand = owned_by(m->facts->brand);
}

static sg_span mailer_of(const struct sg_mail *mail)
{
    const struct sg_field *field = sg_fields_first(mail->fields, SG_SPAN("x-mailer"));
    if (field == NULL)
        field = sg_fields_first(mail->fields, SG_SPAN("user-agent"));
    return field == NULL ? (sg_span){ 0 } : field->body;
}

static sg_span spec(const struct maker *m, const struct sg_address *a)
{
    return a == NULL || a->domain.len == 0 ? (sg_span){ 0 }
                                           : shown(m, sg_address_spec(m->arena, a));
}

static void take_from(struct maker *m)
{
    const struct sg_facts *f = m->facts;
    const struct sg_mail *mail = f->mail;
    struct sg_specimen *s = m->out;
    const struct sg_address *from = f->sender.from;
    enum sg_from_stand stand = f->brand == NULL ? SG_FROM_FOREIGN : sg_from_stand(f, f->brand);
    if (from != NULL) {
        s->from_display = shown(m, from->display.utf8);
        s->from_address = spec(m, from);
        s->from_domain = shown(m, from->domain);
        s->from_is_own = from->domain.len > 0 && sg_same_nocase(from->domain, f->recipient_domain);
    }
    s->from_is_official =
        stand == SG_FROM_MAILBOX || stand == SG_FROM_OFFICIAL || stand == SG_FROM_PROVEN;
    s->from_is_proven = stand == SG_FROM_PROVEN;
    s->from_is_free_mail = f->sender.from_is_free_mail;
    s->reply_to = mail->reply_to.n == 0 ? (sg_span){ 0 } : spec(m, &mail->reply_to.at[0]);
    s->return_path = spec(m, &mail->return_path);
    s->mailer = shown(m, mailer_of(mail));
    s->message_id = sg_same(sg_masked(&m->mask, mail->message_id, 0), mail->message_id)
                        ? shown(m, mail->message_id)
                        : (sg_span){ 0 };
}

static void take_sender(struct maker *m)
{
    const struct sg_sender *a = &m->facts->sender;
    struct sg_specimen *s = m->out;
    if (a->ip.is_set)
        s->ip = sg_ip_show(m->arena, &a->ip);
    s->ip_is_public = sg_ip_kind_of(&a->ip) == SG_IP_PUBLIC;
    s->helo = shown(m, a->helo);
    s->rdns = shown(m, a->rdns);
    s->country = a->location.country;
    s->network = shown(m, a->location.network);
    s->asn = a->location.asn;
    s->boundary = id_span(sg_boundary_id(a->how));
    s->auth_is_trusted = a->auth_is_trusted;
    s->spf = id_span(sg_auth_state_id(a->spf));
    s->dkim = id_span(sg_auth_state_id(a->dkim));
    s->dmarc = id_span(sg_auth_state_id(a->dmarc));
    s->authenticated_as = shown(m, a->authenticated_as);
    if (a->boundary != NULL && a->boundary->has_time) {
        s->has_received = true;
        s->received = a->boundary->time;
    }
}

static void take_recipients(struct maker *m)
{
    struct sg_specimen *s = m->out;
    for (size_t i = 0; i < m->mask.n && i < SG_MAX_SPECIMEN_RECIPIENTS; i++) {
        struct sg_buf out = SG_BUF_IN(m->arena, SG_MAX_SPECIMEN_TEXT);
        sg_put(&out, m->mask.at[i].local);
        sg_put_octet(&out, '@');
        sg_put(&out, m->mask.at[i].domain);
        s->private_recipients[s->n_private_recipients++] = sg_buf_done(&out);
    }
    s->private_recipient_domain = sg_cut(m->mask.domain, 0, SG_MAX_SPECIMEN_TEXT);
}

/* ---- what it wants ---- */

static bool speaks_of(const struct sg_facts *facts, enum sg_phrase_category category)
{
    return sg_count_phrases(facts, category) > 0;
}

static void take_asks(struct maker *m)
{
    const struct sg_facts *f = m->facts;
    const struct sg_brand *brand = f->brand;
    bool of_money = speaks_of(f, SG_PHRASE_PAYMENT) || speaks_of(f, SG_PHRASE_RENEWAL);
    bool is_card = brand != NULL && (sg_same(brand->category, SG_SPAN("card")) ||
                                     sg_same(brand->category, SG_SPAN("payment")));
    m->out->asks_card = is_card || (of_money && f->has_ask);
    m->out->asks_password = f->has_ask || speaks_of(f, SG_PHRASE_PASSWORD) ||
                            speaks_of(f, SG_PHRASE_VERIFY) ||
                            sg_specimen_has(m->out, "password-input-in-mail") ||
                            sg_specimen_has(m->out, "html-attachment-login");
}

bool sg_specimen_has(const struct sg_specimen *specimen, const char *id)
{
    for (size_t i = 0; i < specimen->n_reasons; i++)
        if (sg_same(specimen->reasons[i].id, sg_span_of(id)))
            return true;
    return false;
}

const struct sg_specimen *sg_specimen_of(const struct sg_examination *x, const struct sg_words *ja,
                                         const struct sg_words *en, sg_span name)
{
    const struct sg_facts *f = x->facts;
    struct sg_specimen *s = SG_NEW(f->arena, struct sg_specimen);
    struct maker m = { .arena = f->arena, .x = x, .facts = f, .mask = sg_mask_of(f), .out = s };
    sg_mask_names(&m.mask, f);
    s->claims = SG_NEW_N(f->arena, struct sg_specimen_claim, SG_MAX_SPECIMEN_CLAIMS);
    s->links = SG_NEW_N(f->arena, struct sg_specimen_link, SG_MAX_SPECIMEN_LINKS);
    s->reasons = SG_NEW_N(f->arena, struct sg_specimen_reason, SG_MAX_SPECIMEN_REASONS);
    s->files = SG_NEW_N(f->arena, struct sg_specimen_file, SG_MAX_SPECIMEN_FILES);
    s->private_recipients = SG_NEW_N(f->arena, sg_span, SG_MAX_SPECIMEN_RECIPIENTS);
    s->private_name = sg_cut(name, 0, SG_MAX_SPECIMEN_TEXT);
    s->level = x->verdict.level;
    s->points = x->verdict.points;
    s->is_complete = x->verdict.complete;
    s->is_inner = x->wrapper != NULL;
    s->language = id_span(f->language);
    s->has_date = f->mail->has_date;
    s->date = f->mail->date;
    s->date_offset = f->mail->date_offset;
    s->subject = shown(&m, f->mail->subject.utf8);
    s->octets = (uint32_t)f->mail->bytes.len;
    s->sha256 = digest(f->arena, f->mail->bytes);
    take_claims(&m);
    take_from(&m);
    take_sender(&m);
    take_body(&m);
    for (size_t i = 0; i < f->n_links; i++)
        take_link(&m, &f->links[i]);
    take_reasons(&m, ja, en);
    take_files(&m);
    take_recipients(&m);
    take_asks(&m);
    return s;
}
