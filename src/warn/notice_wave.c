/* warn/notice_wave.c - from specimens to a notice: what is one wave, and what of a mail is told. */
#include <stdio.h>

#include "text/unicode.h"
#include "warn/notice.h"
#include "warn/notice_harmless.h"

enum {
    SAME_LINES = 60, /* per cent of a text's lines that another has too: it is the same text */
    MIN_LINES = 3,   /* of a text that is compared by its lines */
    SHORT_LINE = 8,  /* octets: shorter lines are in every text */
    SUBJECT_ROOM = 1000,
    NAME_ROOM = 40, /* octets of an id's part */
};

struct maker {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    struct sg_notice *notice;
    const struct sg_notice_days *days;
};

static sg_span harmless(const struct maker *m, sg_span s)
{
    return sg_trim(sg_harmless(m->arena, m->intel, s, SG_DEFANG_LAST_DOT));
}

/* ---- what of a mail is told ---- */

/* Followed, on the web, and nobody's whom the mail claims to be. */
static bool is_told(const struct sg_specimen_link *link)
{
    return link->is_followed && link->has_web_host && link->url.len > 0 && !link->is_official &&
           !link->is_own && !sg_same(link->owner_sort, SG_SPAN("official"));
}

/* What the link shows is another site's address. */
static bool shows_other(const struct sg_specimen_link *link)
{
    return link->label_host.len > 0 && link->label_url.len > 0 && link->domain.len > 0 &&
           !sg_same_nocase(link->label_host, link->host) &&
           !sg_ends_nocase(link->label_host, link->domain);
}

/* A link may show the address of the recipient's own house. */
static bool shows_house(const struct sg_specimen *mail, const struct sg_specimen_link *link)
{
    if (mail->private_recipient_domain.len > 0 &&
        sg_ends_nocase(link->label_host, mail->private_recipient_domain))
        return true;
    for (size_t i = 0; i < mail->n_private_recipients; i++) {
        sg_span whole = mail->private_recipients[i];
        if (sg_ends_nocase(link->label_host, sg_tail(whole, sg_find_last(whole, '@') + 1)))
            return true;
    }
    return false;
}

static void take_link(const struct maker *m, struct sg_notice_type *type,
                      const struct sg_specimen *mail, const struct sg_specimen_link *link)
{
    sg_span url = harmless(m, link->url);
    bool is_shown = shows_other(link) && !shows_house(mail, link);
    sg_span shown = is_shown ? harmless(m, link->label_url) : (sg_span){ 0 };
    for (size_t i = 0; i < type->n_links; i++) {
        struct sg_notice_link *known = &type->links[i];
        if (!sg_same(known->url, url))
            continue;
        if (known->shown.len == 0)
            known->shown = shown;
        return;
    }
    if (type->n_links < SG_MAX_NOTICE_LINKS)
        type->links[type->n_links++] =
            (struct sg_notice_link){ .url = url, .shown = shown, .is_cut = link->is_cleaned };
}

static void take_links(const struct maker *m, struct sg_notice_type *type,
                       const struct sg_specimen *mail)
{
    for (size_t i = 0; i < mail->n_links; i++)
        if (is_told(&mail->links[i]) && mail->links[i].is_main_action)
            take_link(m, type, mail, &mail->links[i]);
    for (size_t i = 0; i < mail->n_links; i++) {
        const struct sg_specimen_link *link = &mail->links[i];
        if (is_told(link) && link->is_stray && link->role != SG_ROLE_UNSUBSCRIBE)
            take_link(m, type, mail, link);
        type->has_code |= is_told(link) && link->where == SG_LINK_IN_CODE;
    }
}

static void take_files(const struct maker *m, struct sg_notice_type *type,
                       const struct sg_specimen *mail)
{
    for (size_t i = 0; i < mail->n_files; i++) {
        const struct sg_specimen_file *file = &mail->files[i];
        sg_span name = harmless(m, file->name);
        bool is_known = name.len == 0;
        for (size_t k = 0; k < type->n_files; k++)
            is_known |= sg_same(type->files[k], name);
        if (!is_known && file->is_accused && type->n_files < SG_MAX_NOTICE_FILES)
            type->files[type->n_files++] = name;
    }
}

static void take_body(const struct maker *m, struct sg_notice_type *type,
                      const struct sg_specimen *mail)
{
    struct sg_buf out = SG_BUF_IN(m->arena, 4 * (size_t)SG_MAX_SPECIMEN_BODY);
    sg_span rest = mail->body;
    size_t blank = 1; /* as if one stood before: none at the start */
    for (size_t n = 0; rest.len > 0 && n < SG_MAX_NOTICE_LINES; n++) {
        sg_span line = harmless(m, sg_next(&rest, '\n'));
        blank = line.len == 0 ? blank + 1 : 0;
        if (blank > 1)
            continue;
        sg_put(&out, line);
        sg_put_octet(&out, '\n');
    }
    type->body_is_cut = mail->body_is_cut || sg_trim(rest).len > 0;
    sg_span body = sg_buf_done(&out);
    while (sg_ends(body, SG_SPAN("\n\n")))
        body.len--;
    type->body = sg_trim(body).len == 0 ? (sg_span){ 0 } : body;
}

static bool has_claim_in_name(const struct sg_specimen *mail)
{
    for (size_t i = 0; i < mail->n_claims; i++)
        if (sg_same(mail->claims[i].where, SG_SPAN("display-name")) &&
            sg_same(mail->claims[i].brand, mail->brand))
            return true;
    return false;
}

static sg_span confirmed_of(const struct maker *m, const struct sg_specimen *mail)
{
    if (m->days->confirmed.len > 0)
        return m->days->confirmed;
    if (mail->has_received)
        return sg_notice_day(m->arena, mail->received);
    sg_span day = mail->has_date ? sg_notice_day(m->arena, mail->date) : (sg_span){ 0 };
    bool is_sane = sg_notice_is_day(day) && sg_order(day, m->notice->status) <= 0;
    return is_sane ? day : m->notice->status;
}

static void take_mail(const struct maker *m, struct sg_notice_type *type,
                      const struct sg_specimen *mail)
{
    *type = (struct sg_notice_type){ .confirmed = confirmed_of(m, mail), .mails = 1 };
    if (mail->subject.len > 0)
        type->subjects[type->n_subjects++] = harmless(m, mail->subject);
    type->from_display = harmless(m, mail->from_display);
    type->from_address = harmless(m, mail->from_address);
    type->forges_address = mail->from_is_official && !mail->from_is_proven;
    type->forges_name = !mail->from_is_official && mail->brand.len > 0 && has_claim_in_name(mail);
    type->forges_house = mail->from_is_own;
    type->asks_password = mail->asks_password;
    type->asks_card = mail->asks_card;
    take_links(m, type, mail);
    take_files(m, type, mail);
    take_body(m, type, mail);
}

/* ---- what is one wave ---- */

/* Without digits and blanks, which change from mail to mail. */
static sg_span plain_subject(struct sg_arena *arena, sg_span subject)
{
    struct sg_buf out = SG_BUF_IN(arena, SUBJECT_ROOM);
    for (size_t i = 0; i < subject.len; i++)
        if (!sg_is_digit(sg_at(subject, i)) && !sg_is_blank(sg_at(subject, i)))
            sg_put_octet(&out, (uint8_t)sg_lower(sg_at(subject, i)));
    return sg_buf_done(&out);
}

static bool shares_subject(const struct maker *m, const struct sg_notice_type *a,
                           const struct sg_notice_type *b)
{
    for (size_t i = 0; i < a->n_subjects; i++)
        for (size_t k = 0; k < b->n_subjects; k++)
            if (sg_same(plain_subject(m->arena, a->subjects[i]),
                        plain_subject(m->arena, b->subjects[k])))
                return true;
    return a->n_subjects == 0 && b->n_subjects == 0;
}

/* Of a defanged URL. */
static sg_span host_of(sg_span url)
{
    sg_span rest = sg_tail(url, sg_find_span(url, SG_SPAN("://"), 0) + 3);
    return sg_cut(rest, 0, sg_find(rest, '/', 0));
}

static bool shares_link(const struct sg_notice_type *a, const struct sg_notice_type *b)
{
    for (size_t i = 0; i < a->n_links; i++)
        for (size_t k = 0; k < b->n_links; k++)
            if (sg_same(host_of(a->links[i].url), host_of(b->links[k].url)))
                return true;
    return false;
}

/* Most lines of the shorter text stand in the other. */
static bool shares_text(const struct maker *m, sg_span a, sg_span b)
{
    struct sg_map lines = SG_MAP(m->arena);
    size_t n = 0, same = 0;
    if (a.len < b.len) {
        sg_span other = a;
        a = b;
        b = other;
    }
    while (a.len > 0) {
        sg_span line = sg_next(&a, '\n');
        if (line.len >= SHORT_LINE)
            (void)sg_map_put(&lines, line, m);
    }
    while (b.len > 0) {
        sg_span line = sg_next(&b, '\n');
        if (line.len < SHORT_LINE)
            continue;
        n++;
        same += sg_map_get(&lines, line) != NULL;
    }
    return n >= MIN_LINES && same * 100 >= n * SAME_LINES;
}

static bool is_same_wave(const struct maker *m, const struct sg_notice_type *a,
                         const struct sg_notice_type *b)
{
    return shares_text(m, a->body, b->body) || (shares_subject(m, a, b) && shares_link(a, b));
}

static void fold(const struct maker *m, struct sg_notice_type *type,
                 const struct sg_notice_type *mail)
{
    type->mails++;
    if (sg_order(mail->confirmed, type->confirmed) < 0)
        type->confirmed = mail->confirmed;
    if (mail->n_subjects > 0 && type->n_subjects < SG_MAX_NOTICE_SUBJECTS &&
        !shares_subject(m, type, mail))
        type->subjects[type->n_subjects++] = mail->subjects[0];
    for (size_t i = 0; i < mail->n_links; i++) {
        bool is_known = false;
        for (size_t k = 0; k < type->n_links; k++)
            is_known |= sg_same(host_of(type->links[k].url), host_of(mail->links[i].url));
        if (!is_known && type->n_links < SG_MAX_NOTICE_LINKS)
            type->links[type->n_links++] = mail->links[i];
    }
    type->forges_address |= mail->forges_address;
    type->forges_name |= mail->forges_name;
    type->forges_house |= mail->forges_house;
    type->has_code |= mail->has_code;
    type->asks_password |= mail->asks_password;
    type->asks_card |= mail->asks_card;
}

size_t sg_notice_add(struct sg_arena *arena, const struct sg_intel *intel, struct sg_notice *notice,
                     const struct sg_specimen *const *mails, size_t n,
                     const struct sg_notice_days *days)
{
    const struct maker m = { arena, intel, notice, days };
    size_t n_before = notice->n_types;
    for (size_t i = 0; i < n; i++) {
        struct sg_notice_type type;
        take_mail(&m, &type, mails[i]);
        size_t k = 0;
        while (k < notice->n_types && !is_same_wave(&m, &notice->types[k], &type))
            k++;
        if (k < notice->n_types)
            fold(&m, &notice->types[k], &type);
        else if (k < SG_MAX_NOTICE_TYPES)
            notice->types[notice->n_types++] = type;
    }
    return notice->n_types - n_before;
}

/* ---- beginning ---- */

/* What most of the mails claim to be; the first of those where several do as often. */
static sg_span brand_of(const struct sg_specimen *const *mails, size_t n)
{
    sg_span best = { 0 };
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        for (size_t k = 0; k < n; k++)
            count += sg_same(mails[i]->brand, mails[k]->brand);
        if (mails[i]->brand.len > 0 && count > most) {
            most = count;
            best = mails[i]->brand;
        }
    }
    return best;
}

struct sg_notice *sg_notice_begin(struct sg_arena *arena, const struct sg_specimen *const *mails,
                                  size_t n, const struct sg_notice_days *days)
{
    struct sg_notice *notice = SG_NEW(arena, struct sg_notice);
    struct sg_buf id = SG_BUF_IN(arena, (size_t)NAME_ROOM * 2);
    notice->brand = brand_of(mails, n);
    notice->posted = days->posted;
    notice->status = days->status;
    for (size_t i = 0; i < n && notice->brand.len == 0; i++)
        notice->is_of_provider |= mails[i]->own_domain_claim.len > 0;
    sg_put(&id, days->posted);
    sg_put_octet(&id, '-');
    sg_put(&id, notice->brand.len > 0    ? sg_cut(notice->brand, 0, NAME_ROOM)
                : notice->is_of_provider ? SG_SPAN("mail-provider")
                                         : SG_SPAN("unknown"));
    notice->id = sg_buf_done(&id);
    sg_notice_tell(notice, days->posted, SG_SPAN("posted"));
    return notice;
}

void sg_notice_tell(struct sg_notice *notice, sg_span day, sg_span what)
{
    if (notice->n_history < SG_MAX_NOTICE_HISTORY)
        notice->history[notice->n_history++] = (struct sg_notice_event){ day, what };
}
