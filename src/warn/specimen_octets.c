/* warn/specimen_octets.c - a specimen as octets and back.  One list of members serves both ways, so that writer and reader
 * cannot part. */
#include "base/limits.h"
#include "text/unicode.h"
#include "warn/specimen.h"

enum { FORM = 0x53670001 /* "Sg", form 1 */, MAX_POINTS = 1000000 };

struct tape {
    struct sg_buf *out; /* NULL: reading */
    sg_span rest;
    bool is_broken;
    struct sg_arena *arena; /* of what is read */
};

/* ---- one value ---- */

static void number(struct tape *t, uint64_t *n, uint64_t most, size_t octets)
{
    if (t->out != NULL) {
        for (size_t i = octets; i > 0; i--)
            sg_put_octet(t->out, (uint8_t)(*n >> (8 * (i - 1))));
        return;
    }
    uint64_t got = 0;
    t->is_broken |= t->rest.len < octets;
    for (size_t i = 0; i < octets && !t->is_broken; i++)
        got = got << 8 | (uint64_t)sg_at(t->rest, i);
    t->rest = sg_tail(t->rest, octets);
    t->is_broken |= got > most;
    *n = t->is_broken ? 0 : got;
}

static void flag(struct tape *t, bool *yes)
{
    uint64_t n = *yes;
    number(t, &n, 1, 1);
    *yes = n == 1;
}

static void small(struct tape *t, uint32_t *value, uint32_t most)
{
    uint64_t n = *value;
    number(t, &n, most, 4);
    *value = (uint32_t)n;
}

static void count(struct tape *t, size_t *value, size_t most)
{
    uint64_t n = *value;
    number(t, &n, most, 4);
    *value = (size_t)n;
}

/* How many of what follows, and room for them. */
static void *many(struct tape *t, void *at, size_t *n, size_t most, size_t size)
{
    count(t, n, most);
    return t->out != NULL ? at : sg_arena_take(t->arena, *n + 1, size, _Alignof(max_align_t));
}

static void whole(struct tape *t, int64_t *value)
{
    uint64_t n = (uint64_t)*value;
    number(t, &n, UINT64_MAX, 8);
    *value = (int64_t)n;
}

static void signed_small(struct tape *t, int32_t *value, int32_t most)
{
    int64_t n = *value;
    whole(t, &n);
    t->is_broken |= n > most || n < -(int64_t)most;
    *value = t->is_broken ? 0 : (int32_t)n;
}

static void octets(struct tape *t, sg_span *s, size_t most)
{
    uint64_t len = s->len;
    number(t, &len, most, 4);
    if (t->out != NULL) {
        sg_put(t->out, *s);
        return;
    }
    t->is_broken |= len > t->rest.len;
    *s = t->is_broken ? (sg_span){ 0 } : sg_cut(t->rest, 0, (size_t)len);
    t->rest = sg_tail(t->rest, (size_t)len);
}

/* UTF-8 without controls other than line ends, as the header promises. */
static void text(struct tape *t, sg_span *s, size_t most)
{
    octets(t, s, most);
    if (t->out != NULL || t->is_broken)
        return;
    t->is_broken = !sg_utf8_valid(*s);
    for (size_t i = 0; i < s->len && !t->is_broken; i++)
        t->is_broken = sg_at(*s, i) < ' ' && sg_at(*s, i) != '\n';
}

static void line(struct tape *t, sg_span *s)
{
    text(t, s, SG_MAX_SPECIMEN_TEXT);
}

/* An address cut to what one may hold. */
static void address(struct tape *t, sg_span *s)
{
    octets(t, s, SG_MAX_URL + 64);
}

/* ---- one of many ---- */

static void claim(struct tape *t, struct sg_specimen_claim *c)
{
    line(t, &c->brand);
    line(t, &c->where);
    line(t, &c->shown);
}

static void link(struct tape *t, struct sg_specimen_link *l)
{
    address(t, &l->private_href);
    address(t, &l->private_target);
    address(t, &l->url);
    flag(t, &l->is_cleaned);
    flag(t, &l->has_web_host);
    line(t, &l->host);
    line(t, &l->domain);
    line(t, &l->label);
    line(t, &l->label_host);
    address(t, &l->label_url);
    line(t, &l->words);
    line(t, &l->owner);
    line(t, &l->owner_sort);
    line(t, &l->hoster);
    line(t, &l->hoster_sort);
    small(t, &l->role, SG_ROLE_MENTIONED);
    small(t, &l->where, SG_LINK_IN_CODE);
    flag(t, &l->is_official);
    flag(t, &l->is_senders);
    flag(t, &l->is_own);
    flag(t, &l->is_hosted_by_us);
    flag(t, &l->is_hidden);
    flag(t, &l->is_main_action);
    flag(t, &l->is_followed);
    flag(t, &l->is_stray);
    flag(t, &l->names_recipient);
    count(t, &l->n_findings, SG_MAX_EVIDENCE);
    for (size_t i = 0; i < l->n_findings; i++)
        line(t, &l->findings[i]);
}

static void reason(struct tape *t, struct sg_specimen_reason *r)
{
    line(t, &r->id);
    signed_small(t, &r->points, MAX_POINTS);
    line(t, &r->certainty);
    line(t, &r->ja);
    line(t, &r->en);
    line(t, &r->shown);
}

static void file(struct tape *t, struct sg_specimen_file *f)
{
    line(t, &f->name);
    line(t, &f->kind);
    small(t, &f->octets, UINT32_MAX);
    line(t, &f->sha256);
    flag(t, &f->is_accused);
}

/* ---- the whole ---- */

static void head(struct tape *t, struct sg_specimen *s)
{
    uint32_t form = FORM, level = s->level;
    small(t, &form, FORM);
    t->is_broken |= form != FORM;
    line(t, &s->private_name);
    small(t, &level, SG_LEVEL_UNDETERMINED);
    s->level = (enum sg_level)level;
    signed_small(t, &s->points, MAX_POINTS);
    flag(t, &s->is_complete);
    flag(t, &s->is_inner);
    line(t, &s->language);
    flag(t, &s->has_date);
    whole(t, &s->date);
    signed_small(t, &s->date_offset, MAX_POINTS);
    flag(t, &s->has_received);
    whole(t, &s->received);
    line(t, &s->brand);
    line(t, &s->own_domain_claim);
    line(t, &s->subject);
    flag(t, &s->asks_password);
    flag(t, &s->asks_card);
    small(t, &s->octets, UINT32_MAX);
    line(t, &s->sha256);
}

static void sender(struct tape *t, struct sg_specimen *s)
{
    sg_span *const texts[] = {
        &s->from_display, &s->from_address,    &s->from_domain, &s->reply_to, &s->return_path,
        &s->mailer,       &s->message_id,      &s->ip,          &s->helo,     &s->rdns,
        &s->country,      &s->network,         &s->boundary,    &s->spf,      &s->dkim,
        &s->dmarc,        &s->authenticated_as
    };
    bool *const flags[] = { &s->from_is_official,  &s->from_is_proven, &s->from_is_own,
                            &s->from_is_free_mail, &s->ip_is_public,   &s->auth_is_trusted };
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        line(t, texts[i]);
    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
        flag(t, flags[i]);
    small(t, &s->asn, UINT32_MAX);
}

static void lists(struct tape *t, struct sg_specimen *s)
{
    s->claims = many(t, s->claims, &s->n_claims, SG_MAX_SPECIMEN_CLAIMS, sizeof(*s->claims));
    for (size_t i = 0; i < s->n_claims; i++)
        claim(t, &s->claims[i]);
    s->links = many(t, s->links, &s->n_links, SG_MAX_SPECIMEN_LINKS, sizeof(*s->links));
    for (size_t i = 0; i < s->n_links; i++)
        link(t, &s->links[i]);
    flag(t, &s->links_are_cut);
    s->reasons = many(t, s->reasons, &s->n_reasons, SG_MAX_SPECIMEN_REASONS, sizeof(*s->reasons));
    for (size_t i = 0; i < s->n_reasons; i++)
        reason(t, &s->reasons[i]);
    s->files = many(t, s->files, &s->n_files, SG_MAX_SPECIMEN_FILES, sizeof(*s->files));
    for (size_t i = 0; i < s->n_files; i++)
        file(t, &s->files[i]);
    s->private_recipients = many(t, s->private_recipients, &s->n_private_recipients,
                                 SG_MAX_SPECIMEN_RECIPIENTS, sizeof(*s->private_recipients));
    for (size_t i = 0; i < s->n_private_recipients; i++)
        octets(t, &s->private_recipients[i], SG_MAX_SPECIMEN_TEXT);
    octets(t, &s->private_recipient_domain, SG_MAX_SPECIMEN_TEXT);
}

static void specimen(struct tape *t, struct sg_specimen *s)
{
    head(t, s);
    sender(t, s);
    text(t, &s->body, SG_MAX_SPECIMEN_BODY);
    flag(t, &s->body_is_cut);
    lists(t, s);
}

void sg_specimen_put(struct sg_buf *out, const struct sg_specimen *s)
{
    struct tape t = { .out = out };
    struct sg_specimen copy = *s;
    specimen(&t, &copy);
}

bool sg_specimen_read(struct sg_arena *arena, sg_span from, const struct sg_specimen **out)
{
    struct tape t = { .rest = from, .arena = arena };
    struct sg_specimen *s = SG_NEW(arena, struct sg_specimen);
    specimen(&t, s);
    if (t.is_broken || t.rest.len > 0)
        return false;
    *out = s;
    return true;
}
