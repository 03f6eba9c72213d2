/* warn/indicator_misp.c - indicators as an event of MISP: a mail as an `email` object, where it leads as `phishing` objects, the rest as
 * attributes of the event.  Source: MISP core format (draft-dulaunoy-misp-core-format), the templates of MISP/misp-objects. */
#include <string.h>

#include "report/json.h"
#include "warn/clock.h"
#include "warn/indicator_lists.h"
#include "warn/uuid.h"

enum { COMMENT_ROOM = 2000, ID_ROOM = 4096, UUID_OCTETS = 36 };

/* 7b1f4d0e-52c6-4b0a-9d6e-3f8f0c2a61d5: of all that this file names. */
static const uint8_t OURS[16] = { 0x7b, 0x1f, 0x4d, 0x0e, 0x52, 0xc6, 0x4b, 0x0a,
                                  0x9d, 0x6e, 0x3f, 0x8f, 0x0c, 0x2a, 0x61, 0xd5 };

struct template
{
    const char *name, *uuid, *version, *meta;
};

static const struct template EMAIL = { "email", "a0c666e0-fc65-4be8-b48f-3423d788b552", "15",
                                       "network" };
static const struct template PHISHING = { "phishing", "2dad6f9d-d425-4217-8fda-0b0a2d815307", "7",
                                          "network" };

struct event {
    struct sg_json json;
    const struct sg_indicators *all;
    const struct sg_misp *how;
    sg_span owner; /* name of the object or the event that attributes are of */
};

struct attribute {
    const char *relation; /* in its object; NULL: of the event */
    const char *type, *category;
    sg_span value;
    bool to_ids, is_common; /* common: shared by mails that have nothing to do with each other */
    sg_span comment;
    int64_t first, last; /* seconds since 1970; 0: not told */
};

static void put_uuid(struct event *e, sg_span a, sg_span b, sg_span c)
{
    struct sg_buf name = SG_BUF(ID_ROOM), uuid = SG_BUF(UUID_OCTETS);
    sg_put(&name, a);
    sg_put_octet(&name, 0);
    sg_put(&name, b);
    sg_put_octet(&name, 0);
    sg_put(&name, c);
    sg_put_uuid5(&uuid, OURS, sg_buf_span(&name));
    sg_json_text(&e->json, "uuid", sg_buf_span(&uuid));
    sg_buf_free(&name);
    sg_buf_free(&uuid);
}

/* A value that names a recipient, or would be cut, is left out: half an indicator is another one. */
static bool is_fit(const struct event *e, sg_span value)
{
    return value.len > 0 && value.len <= SG_MAX_JSON_STRING && !sg_holds(value, SG_SPAN("***")) &&
           !sg_names_recipient(e->all->recipients, value);
}

static void put_seen(struct event *e, const char *key, int64_t time)
{
    struct sg_buf out = SG_BUF(COMMENT_ROOM);
    if (time != 0) {
        sg_put_iso_time(&out, time);
        sg_json_text(&e->json, key, sg_buf_span(&out));
    }
    sg_buf_free(&out);
}

static void put_attribute(struct event *e, const struct attribute *a)
{
    struct sg_json *j = &e->json;
    if (!is_fit(e, a->value) || sg_json_is_full(j))
        return;
    sg_json_object(j, NULL);
    put_uuid(e, e->owner, sg_span_of(a->relation != NULL ? a->relation : a->type), a->value);
    if (a->relation != NULL)
        sg_json_word(j, "object_relation", a->relation);
    sg_json_word(j, "type", a->type);
    sg_json_word(j, "category", a->category);
    sg_json_text(j, "value", a->value);
    sg_json_bool(j, "to_ids", a->to_ids);
    sg_json_bool(j, "disable_correlation", a->is_common);
    sg_json_text(j, "comment", a->comment);
    put_seen(e, "first_seen", a->first);
    put_seen(e, "last_seen", a->last);
    sg_json_end(j);
}

static void begin_object(struct event *e, const struct template *t, sg_span own, sg_span comment)
{
    struct sg_json *j = &e->json;
    sg_json_object(j, NULL);
    e->owner = own;
    put_uuid(e, sg_span_of(t->name), own, (sg_span){ 0 });
    sg_json_word(j, "name", t->name);
    sg_json_word(j, "meta-category", t->meta);
    sg_json_word(j, "template_uuid", t->uuid);
    sg_json_word(j, "template_version", t->version);
    sg_json_text(j, "comment", comment);
    sg_json_array(j, "Attribute");
}

static void end_object(struct event *e)
{
    sg_json_end(&e->json);
    sg_json_end(&e->json);
}

/* ---- mails ---- */

static void put_mail(struct event *e, const struct sg_specimen *m)
{
    static const char category[] = "Payload delivery";
    struct sg_buf date = SG_BUF(COMMENT_ROOM);
    int64_t time = sg_specimen_time(m, e->how->now);
    if (time != 0)
        sg_put_iso_time(&date, time);
    const struct attribute all[] = {
        { .relation = "from", .type = "email-src", .value = m->from_address },
        { .relation = "from-display-name",
          .type = "email-src-display-name",
          .value = m->from_display },
        { .relation = "reply-to", .type = "email-reply-to", .value = m->reply_to },
        { .relation = "return-path", .type = "email-src", .value = m->return_path },
        { .relation = "subject", .type = "email-subject", .value = m->subject },
        { .relation = "message-id",
          .type = "email-message-id",
          .value = m->message_id,
          .is_common = true },
        { .relation = "x-mailer", .type = "email-x-mailer", .value = m->mailer, .is_common = true },
        { .relation = "received-header-ip",
          .type = "ip-src",
          .category = "Network activity",
          .value = m->ip_is_public ? m->ip : (sg_span){ 0 } },
        { .relation = "send-date",
          .type = "datetime",
          .category = "Other",
          .value = sg_buf_span(&date),
          .is_common = true },
    };
    begin_object(e, &EMAIL, m->sha256, sg_span_of(sg_level_id(m->level)));
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        struct attribute a = all[i];
        a.category = a.category != NULL ? a.category : category;
        put_attribute(e, &a);
    }
    end_object(e);
    sg_buf_free(&date);
}

/* ---- where they lead ---- */

static sg_span host_of(sg_span url)
{
    sg_span rest = sg_tail(url, sg_find_span(url, SG_SPAN("://"), 0) + 3);
    static const struct sg_octets ends = SG_FEW('/', '?', '#', ':');
    return sg_at(rest, 0) == '[' ? (sg_span){ 0 } : sg_cut(rest, 0, sg_find_any(rest, &ends, 0));
}

static void put_url(struct event *e, const struct sg_indicator *i, sg_span why)
{
    bool is_block = i->scope == SG_SCOPE_BLOCK;
    if (!is_fit(e, i->value) || sg_json_is_full(&e->json))
        return;
    struct sg_buf own = SG_BUF(ID_ROOM); /* a whole URL may be the start of another that was cut */
    sg_put(&own, i->value);
    sg_put_text(&own, i->is_prefix ? "*" : "");
    begin_object(e, &PHISHING, sg_buf_span(&own), why);
    put_attribute(e, &(struct attribute){ .relation = "url",
                                          .type = "url",
                                          .category = "Network activity",
                                          .value = i->value,
                                          .to_ids = is_block,
                                          .first = i->first,
                                          .last = i->last,
                                          .comment = i->is_prefix ? SG_SPAN("prefix; cut")
                                                                  : (sg_span){ 0 } });
    put_attribute(e, &(struct attribute){ .relation = "hostname",
                                          .type = "hostname",
                                          .category = "Network activity",
                                          .value = host_of(i->value) });
    put_attribute(e, &(struct attribute){ .relation = "target",
                                          .type = "text",
                                          .category = "Other",
                                          .value = e->how->target,
                                          .is_common = true });
    end_object(e);
    sg_buf_free(&own);
}

/* ---- the rest ---- */

static struct attribute of_indicator(const struct sg_indicator *i)
{
    static const char network[] = "Network activity", delivery[] = "Payload delivery";
    switch (i->kind) {
    case SG_INDICATOR_HOST:
        return (struct attribute){ .type = "hostname", .category = network };
    case SG_INDICATOR_DOMAIN:
        return (struct attribute){ .type = "domain", .category = network };
    case SG_INDICATOR_IP:
        return (struct attribute){ .type = strncmp(i->why, "client", 6) == 0 ? "ip-src" : "ip-dst",
                                   .category = network };
    case SG_INDICATOR_ADDRESS:
        return (struct attribute){ .type = "email-src", .category = delivery };
    case SG_INDICATOR_REPLY_TO:
        return (struct attribute){ .type = "email-reply-to", .category = delivery };
    case SG_INDICATOR_MAIL_DOMAIN:
        return (struct attribute){ .type = "domain", .category = network };
    case SG_INDICATOR_SUBJECT:
        return (struct attribute){ .type = "email-subject", .category = delivery };
    case SG_INDICATOR_FILE:
        return (struct attribute){ .type = "sha256", .category = delivery };
    case SG_INDICATOR_URL:
    case SG_N_INDICATOR_KINDS:
        break;
    }
    return (struct attribute){ 0 };
}

static void put_indicators(struct event *e, bool of_urls)
{
    for (size_t n = 0; n < e->all->n; n++) {
        const struct sg_indicator *i = &e->all->at[n];
        if ((i->kind == SG_INDICATOR_URL) != of_urls)
            continue;
        struct sg_buf why = SG_BUF(COMMENT_ROOM);
        sg_put_indicator_why(&why, i, e->how->words);
        if (of_urls) {
            put_url(e, i, sg_buf_span(&why));
        } else {
            struct attribute a = of_indicator(i);
            a.value = i->value;
            a.to_ids = i->scope == SG_SCOPE_BLOCK;
            a.comment = sg_buf_span(&why);
            a.first = i->first;
            a.last = i->last;
            e->owner = sg_span_of(sg_indicator_kind_id(i->kind));
            put_attribute(e, &a);
        }
        sg_buf_free(&why);
    }
}

/* ---- the event ---- */

static void put_tag(struct event *e, const char *name)
{
    sg_json_object(&e->json, NULL);
    sg_json_word(&e->json, "name", name);
    sg_json_end(&e->json);
}

static void put_tlp(struct event *e)
{
    struct sg_buf name = SG_BUF(COMMENT_ROOM);
    sg_putf(&name, "tlp:%s", e->how->tlp);
    sg_json_object(&e->json, NULL);
    sg_json_text(&e->json, "name", sg_buf_span(&name));
    sg_json_end(&e->json);
    sg_buf_free(&name);
}

static void put_head(struct event *e)
{
    struct sg_json *j = &e->json;
    struct sg_buf day = SG_BUF(COMMENT_ROOM), time = SG_BUF(COMMENT_ROOM),
                  info = SG_BUF(COMMENT_ROOM);
    sg_put_day(&day, e->how->now);
    sg_putf(&time, "%lld", (long long)e->how->now);
    sg_put_text(&info, "Phishing");
    if (e->how->target.len > 0) {
        sg_put_text(&info, ": ");
        sg_put(&info, e->how->target);
    }
    sg_putf(&info, " (mails: %zu)", e->all->n_judged);
    put_uuid(e, SG_SPAN("event"), e->all->n_judged > 0 ? e->all->mails[0]->sha256 : (sg_span){ 0 },
             sg_buf_span(&time));
    sg_json_text(j, "info", sg_buf_span(&info));
    sg_json_text(j, "date", sg_buf_span(&day));
    sg_json_text(j, "timestamp", sg_buf_span(&time));
    sg_json_word(j, "threat_level_id", "2"); /* medium */
    sg_json_word(j, "analysis", "1");        /* ongoing: nobody has looked at it but this program */
    sg_json_word(j, "distribution", "0");    /* this organisation only, until somebody decides */
    sg_json_bool(j, "published", false);
    sg_buf_free(&day);
    sg_buf_free(&time);
    sg_buf_free(&info);
}

/* The same mail given twice is one. */
static bool is_again(const struct sg_indicators *all, size_t mail)
{
    for (size_t i = 0; i < mail; i++)
        if (sg_same(all->mails[i]->sha256, all->mails[mail]->sha256))
            return true;
    return false;
}

void sg_put_indicator_misp(struct sg_buf *out, const struct sg_indicators *all,
                           const struct sg_misp *how)
{
    struct event e = { .json = { .out = out, .indented = true }, .all = all, .how = how };
    struct sg_json *j = &e.json;
    sg_span name = how->organisation.len > 0 ? how->organisation : SG_SPAN("Shingan");
    sg_json_object(j, NULL);
    sg_json_object(j, "Event");
    put_head(&e);
    sg_json_object(j, "Orgc");
    put_uuid(&e, SG_SPAN("organisation"), name, (sg_span){ 0 });
    sg_json_text(j, "name", name);
    sg_json_end(j);
    sg_json_array(j, "Tag");
    put_tlp(&e);
    put_tag(&e, "rsit:fraud=\"phishing\"");
    put_tag(&e, "misp-galaxy:mitre-attack-pattern=\"Spearphishing Link - T1566.002\"");
    sg_json_end(j);
    sg_json_array(j, "Attribute");
    put_indicators(&e, false);
    sg_json_end(j);
    sg_json_array(j, "Object");
    for (size_t i = 0; i < all->n_judged; i++)
        if (!is_again(all, i))
            put_mail(&e, all->mails[i]);
    put_indicators(&e, true);
    sg_json_end(j);
    sg_json_end(j);
    sg_json_end(j);
}
