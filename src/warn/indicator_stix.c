#include "warn/indicator_stix.h"
#include "warn/clock.h"

#include <inttypes.h>
#include <string.h>

#include "report/json.h"
#include "report/shown.h"
#include "warn/indicator_lists.h"
#include "warn/uuid.h"

enum {
    MOST_ID = 128,
    MOST_PATTERN = 64 * 1024, /* octets while it is made; what is written is shorter */
    MOST_NAME = 200,
    MOST_NAMED = 64 * 1024,
    BORN = 1767225600, /* 2026-01-01: when what never changes was described first */
};

/* Of what this program describes: a version 4 UUID made once. */
static const uint8_t OURS[16] = { 0x3f, 0x9a, 0x61, 0xd4, 0x0b, 0x7e, 0x4c, 0x15,
                                  0x9e, 0x82, 0x5d, 0xc6, 0x70, 0x2a, 0xf8, 0x13 };
/* Of cyber observables, everybody's: STIX 2.1, section 2.9. */
static const uint8_t OBSERVABLES[16] = { 0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
                                         0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7 };

static const struct tlp {
    const char *name, *stix, *shown, *id;
} tlps[] = {
    { "clear", "white", "TLP:WHITE", "613f2e26-407d-48c7-9eca-b8e91df99dc9" },
    { "green", "green", "TLP:GREEN", "34098fce-860f-48ae-8e50-ebd3cc5e41da" },
    { "amber", "amber", "TLP:AMBER", "f88d31f6-486f-44da-b317-01333bde0b82" },
    { "red", "red", "TLP:RED", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed" },
};

/* What indicators indicate, of MITRE ATT&CK. */
static const struct technique {
    const char *name, *id, *url;
} techniques[] = {
    { "Phishing", "T1566", "https://attack.mitre.org/techniques/T1566/" },
    { "Phishing: Spearphishing Attachment", "T1566.001",
      "https://attack.mitre.org/techniques/T1566/001/" },
    { "Phishing: Spearphishing Link", "T1566.002",
      "https://attack.mitre.org/techniques/T1566/002/" },
};

enum { N_TECHNIQUES = sizeof(techniques) / sizeof(*techniques) };

struct writer {
    const struct sg_stix *stix;
    const struct sg_indicators *all;
    struct sg_json json;
    const struct tlp *tlp;
    sg_span creator; /* "identity--..." */
};

static const struct tlp *tlp_of(const char *name)
{
    for (size_t i = 0; i < sizeof(tlps) / sizeof(*tlps); i++)
        if (strcmp(tlps[i].name, name) == 0)
            return &tlps[i];
    return NULL;
}

bool sg_stix_knows_tlp(const char *name)
{
    return tlp_of(name) != NULL;
}

/* ---- identifiers ---- */

static sg_span id_in(const struct writer *w, const uint8_t namespace[16], const char *type,
                     sg_span name)
{
    struct sg_buf id = SG_BUF_IN(w->stix->arena, MOST_ID);
    sg_putf(&id, "%s--", type);
    sg_put_uuid5(&id, namespace, name);
    return sg_buf_done(&id);
}

/* Of what this publisher says: two that say the same each say it themselves. */
static sg_span id_of(const struct writer *w, const char *type, const char *kind, sg_span value)
{
    struct sg_buf name = SG_BUF(MOST_NAMED);
    sg_put(&name, w->creator);
    sg_putf(&name, " %s %s ", type, kind);
    sg_put(&name, value);
    sg_span id = id_in(w, OURS, type, sg_buf_span(&name));
    sg_buf_free(&name);
    return id;
}

static const char *observable_type(const struct sg_indicator *i)
{
    switch (i->kind) {
    case SG_INDICATOR_URL:
        return i->is_prefix ? NULL : "url"; /* the whole of it is not told */
    case SG_INDICATOR_HOST:
    case SG_INDICATOR_DOMAIN:
    case SG_INDICATOR_MAIL_DOMAIN:
        return "domain-name";
    case SG_INDICATOR_IP:
        return sg_find(i->value, ':', 0) < i->value.len ? "ipv6-addr" : "ipv4-addr";
    case SG_INDICATOR_ADDRESS:
    case SG_INDICATOR_REPLY_TO:
        return "email-addr";
    case SG_INDICATOR_FILE:
        return "file";
    case SG_INDICATOR_SUBJECT:
    case SG_N_INDICATOR_KINDS:
        return NULL;
    }
    return NULL;
}

static void put_contributing(struct sg_json *j, const struct sg_indicator *i)
{
    if (i->kind != SG_INDICATOR_FILE) {
        sg_json_text(j, "value", i->value);
        return;
    }
    sg_json_object(j, "hashes");
    sg_json_text(j, "SHA-256", i->value);
    sg_json_end(j);
}

static sg_span observable_id(const struct writer *w, const struct sg_indicator *i)
{
    struct sg_buf name = SG_BUF(MOST_NAMED);
    struct sg_json json = { .out = &name };
    sg_json_object(&json, NULL);
    put_contributing(&json, i);
    sg_json_end(&json);
    sg_span line = sg_buf_span(&name);
    sg_span id = id_in(w, OBSERVABLES, observable_type(i), sg_cut(line, 0, line.len - 1));
    sg_buf_free(&name);
    return id;
}

/* ---- patterns ---- */

static void put_quoted(struct sg_buf *out, sg_span s)
{
    sg_put_octet(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (sg_at(s, i) == '\'' || sg_at(s, i) == '\\')
            sg_put_octet(out, '\\');
        sg_put_octet(out, (uint8_t)sg_at(s, i));
    }
    sg_put_octet(out, '\'');
}

static void put_equals(struct sg_buf *out, const char *path, sg_span value)
{
    sg_putf(out, "%s = ", path);
    put_quoted(out, value);
}

static void put_matches(struct sg_buf *out, const char *path, const char *before, sg_span value,
                        const char *after)
{
    struct sg_buf regex = SG_BUF(MOST_PATTERN);
    sg_put_text(&regex, before);
    sg_put_regex(&regex, value);
    sg_put_text(&regex, after);
    sg_putf(out, "%s MATCHES ", path);
    put_quoted(out, sg_buf_span(&regex));
    sg_buf_free(&regex);
}

static void put_url_pattern(struct sg_buf *out, const struct sg_indicator *i)
{
    const struct sg_octets wild = sg_octets_of("%_");
    bool has_wild = false;
    for (size_t k = 0; k < i->value.len; k++)
        has_wild = has_wild || sg_has_octet(&wild, sg_at(i->value, k));
    if (!i->is_prefix) {
        put_equals(out, "url:value", i->value);
    } else if (has_wild) {
        put_matches(out, "url:value", "^", i->value, "");
    } else {
        struct sg_buf like = SG_BUF(MOST_PATTERN);
        sg_put(&like, i->value);
        sg_put_octet(&like, '%');
        sg_put_text(out, "url:value LIKE ");
        put_quoted(out, sg_buf_span(&like));
        sg_buf_free(&like);
    }
}

static void put_comparison(struct sg_buf *out, const struct sg_indicator *i)
{
    switch (i->kind) {
    case SG_INDICATOR_URL:
        put_url_pattern(out, i);
        return;
    case SG_INDICATOR_HOST:
    case SG_INDICATOR_DOMAIN:
        put_equals(out, "domain-name:value", i->value);
        put_matches(out, " OR domain-name:value", "\\.", i->value, "$");
        return;
    case SG_INDICATOR_IP:
        sg_putf(out, "%s:", observable_type(i));
        put_equals(out, "value", i->value);
        return;
    case SG_INDICATOR_ADDRESS:
        put_equals(out, "email-message:from_ref.value", i->value);
        return;
    case SG_INDICATOR_REPLY_TO: /* with a display name or without */
        put_matches(out, "email-message:additional_header_fields.'Reply-To'[*]",
                    "(^|[^A-Za-z0-9._%+-])", i->value, "($|[^A-Za-z0-9.-])");
        return;
    case SG_INDICATOR_MAIL_DOMAIN:
        put_matches(out, "email-message:from_ref.value", "@([^@]+\\.)?", i->value, "$");
        return;
    case SG_INDICATOR_SUBJECT:
        put_equals(out, "email-message:subject", i->value);
        return;
    case SG_INDICATOR_FILE:
        put_equals(out, "file:hashes.'SHA-256'", i->value);
        return;
    case SG_N_INDICATOR_KINDS:
        return;
    }
}

static void put_pattern(struct sg_buf *out, const struct sg_indicator *i)
{
    sg_put_octet(out, '[');
    put_comparison(out, i);
    sg_put_octet(out, ']');
}

/* A pattern that is cut is another pattern. */
static bool fits(const struct sg_indicator *i)
{
    struct sg_buf pattern = SG_BUF(MOST_PATTERN);
    put_pattern(&pattern, i);
    bool is_whole = !pattern.cut && pattern.len <= SG_MAX_JSON_STRING;
    sg_buf_free(&pattern);
    return is_whole;
}

/* ---- what all objects have ---- */

static void put_time(struct writer *w, const char *key, int64_t time)
{
    struct sg_buf text = SG_BUF(64);
    sg_put_iso_time(&text, time);
    if (text.len > 0)
        text.len--; /* the Z: a creation is told to the millisecond */
    sg_put_text(&text, ".000Z");
    sg_json_text(&w->json, key, sg_buf_span(&text));
    sg_buf_free(&text);
}

static void put_id(struct writer *w, const char *type, sg_span id)
{
    sg_json_object(&w->json, NULL);
    sg_json_word(&w->json, "type", type);
    sg_json_word(&w->json, "spec_version", "2.1");
    sg_json_text(&w->json, "id", id);
}

static void put_marking_refs(struct writer *w)
{
    struct sg_buf id = SG_BUF(MOST_ID);
    sg_putf(&id, "marking-definition--%s", w->tlp->id);
    sg_json_array(&w->json, "object_marking_refs");
    sg_json_text(&w->json, NULL, sg_buf_span(&id));
    sg_json_end(&w->json);
    sg_buf_free(&id);
}

static void put_head(struct writer *w, const char *type, sg_span id, int64_t created,
                     int64_t modified)
{
    put_id(w, type, id);
    sg_json_text(&w->json, "created_by_ref", w->creator);
    put_time(w, "created", created);
    put_time(w, "modified", modified);
    put_marking_refs(w);
}

/* ---- objects ---- */

static void put_marking(struct writer *w)
{
    struct sg_buf id = SG_BUF(MOST_ID);
    sg_putf(&id, "marking-definition--%s", w->tlp->id);
    put_id(w, "marking-definition", sg_buf_span(&id));
    sg_json_word(&w->json, "created", "2017-01-20T00:00:00.000Z");
    sg_json_word(&w->json, "definition_type", "tlp");
    sg_json_word(&w->json, "name", w->tlp->shown);
    sg_json_object(&w->json, "definition");
    sg_json_word(&w->json, "tlp", w->tlp->stix);
    sg_json_end(&w->json);
    sg_json_end(&w->json);
    sg_buf_free(&id);
}

static bool has_publisher(const struct writer *w)
{
    return w->stix->publisher->name_en.len > 0 || w->stix->publisher->name_ja.len > 0;
}

static sg_span creator_name(const struct writer *w)
{
    const struct sg_publisher *p = w->stix->publisher;
    if (!has_publisher(w))
        return SG_SPAN("Shingan");
    return p->name_en.len > 0 ? p->name_en : p->name_ja;
}

static void put_identity(struct writer *w, sg_span id, sg_span name, const char *class)
{
    put_head(w, "identity", id, BORN, BORN);
    sg_json_text(&w->json, "name", name);
    sg_json_word(&w->json, "identity_class", class);
    sg_json_end(&w->json);
}

static sg_span brand_of(const struct writer *w, size_t mail)
{
    sg_span brand = w->all->mails[mail]->brand;
    for (size_t i = 0; i < mail; i++)
        if (sg_same(w->all->mails[i]->brand, brand))
            return (sg_span){ 0 };
    return brand;
}

static const struct technique *technique_of(const struct sg_indicator *i)
{
    if (i->kind == SG_INDICATOR_FILE)
        return &techniques[1];
    return i->kind <= SG_INDICATOR_DOMAIN ? &techniques[2] : &techniques[0];
}

static sg_span technique_id(const struct writer *w, const struct technique *t)
{
    return id_of(w, "attack-pattern", t->id, (sg_span){ 0 });
}

static bool is_used(const struct writer *w, const struct technique *t)
{
    for (size_t i = 0; i < w->all->n; i++)
        if (technique_of(&w->all->at[i]) == t && fits(&w->all->at[i]))
            return true;
    return false;
}

static void put_technique(struct writer *w, const struct technique *t)
{
    put_head(w, "attack-pattern", technique_id(w, t), BORN, BORN);
    sg_json_word(&w->json, "name", t->name);
    sg_json_array(&w->json, "external_references");
    sg_json_object(&w->json, NULL);
    sg_json_word(&w->json, "source_name", "mitre-attack");
    sg_json_word(&w->json, "external_id", t->id);
    sg_json_word(&w->json, "url", t->url);
    sg_json_end(&w->json);
    sg_json_end(&w->json);
    sg_json_end(&w->json);
}

static sg_span indicator_id(const struct writer *w, const struct sg_indicator *i)
{
    const char *kind = i->is_prefix ? "prefix" : sg_indicator_kind_id(i->kind);
    return id_of(w, "indicator", kind, i->value);
}

static int64_t first_of(const struct writer *w, const struct sg_indicator *i)
{
    return i->first > 0 ? i->first : w->stix->now;
}

static int64_t last_of(const struct writer *w, const struct sg_indicator *i)
{
    int64_t first = first_of(w, i);
    return i->last > first ? i->last : first;
}

/* Defanged: platforms show names as links. */
static void put_name_and_why(struct writer *w, const struct sg_indicator *i)
{
    bool is_words = i->kind == SG_INDICATOR_SUBJECT || i->kind == SG_INDICATOR_FILE;
    struct sg_buf name = SG_BUF(MOST_NAMED), why = SG_BUF(MOST_NAMED);
    sg_putf(&name, "%s: ", sg_indicator_kind_id(i->kind));
    sg_put_shown(&name, NULL, i->value,
                 (struct sg_showing){ .is_url = !is_words, .most = MOST_NAME });
    sg_put_indicator_why(&why, i, w->stix->words);
    sg_json_text(&w->json, "name", sg_buf_span(&name));
    sg_json_text(&w->json, "description", sg_buf_span(&why));
    sg_buf_free(&name);
    sg_buf_free(&why);
}

static void put_labels(struct writer *w, const struct sg_indicator *i)
{
    if (i->n_findings == 0)
        return;
    sg_json_array(&w->json, "labels");
    for (size_t k = 0; k < i->n_findings; k++)
        sg_json_text(&w->json, NULL, i->findings[k]);
    sg_json_end(&w->json);
}

static void put_indicator(struct writer *w, const struct sg_indicator *i)
{
    struct sg_buf pattern = SG_BUF(MOST_PATTERN);
    put_pattern(&pattern, i);
    put_head(w, "indicator", indicator_id(w, i), first_of(w, i), last_of(w, i));
    put_name_and_why(w, i);
    sg_json_array(&w->json, "indicator_types");
    sg_json_word(&w->json, NULL,
                 i->scope == SG_SCOPE_BLOCK ? "malicious-activity" : "anomalous-activity");
    sg_json_end(&w->json);
    sg_json_text(&w->json, "pattern", sg_buf_span(&pattern));
    sg_json_word(&w->json, "pattern_type", "stix");
    sg_json_word(&w->json, "pattern_version", "2.1");
    put_time(w, "valid_from", first_of(w, i));
    sg_json_number(&w->json, "confidence", i->confidence);
    put_labels(w, i);
    sg_json_end(&w->json);
    sg_buf_free(&pattern);
}

static sg_span relationship_id(const struct writer *w, const struct sg_indicator *i)
{
    return id_of(w, "relationship", technique_of(i)->id, indicator_id(w, i));
}

static void put_relationship(struct writer *w, const struct sg_indicator *i)
{
    put_head(w, "relationship", relationship_id(w, i), first_of(w, i), last_of(w, i));
    sg_json_word(&w->json, "relationship_type", "indicates");
    sg_json_text(&w->json, "source_ref", indicator_id(w, i));
    sg_json_text(&w->json, "target_ref", technique_id(w, technique_of(i)));
    sg_json_end(&w->json);
}

/* Indicators of several kinds may have one observable. */
static bool has_observable(const struct writer *w, const struct sg_indicator *i)
{
    const char *type = observable_type(i);
    if (type == NULL)
        return false;
    for (const struct sg_indicator *e = w->all->at; e < i; e++)
        if (e->kind != i->kind && sg_same(e->value, i->value) && observable_type(e) != NULL &&
            strcmp(observable_type(e), type) == 0 && fits(e))
            return false;
    return true;
}

static void put_observable(struct writer *w, const struct sg_indicator *i)
{
    put_id(w, observable_type(i), observable_id(w, i));
    put_marking_refs(w);
    put_contributing(&w->json, i);
    sg_json_end(&w->json);
}

/* ---- the report, and all of it ---- */

static void put_refs(struct writer *w)
{
    sg_json_array(&w->json, "object_refs");
    for (size_t i = 0; i < N_TECHNIQUES; i++)
        if (is_used(w, &techniques[i]))
            sg_json_text(&w->json, NULL, technique_id(w, &techniques[i]));
    for (size_t i = 0; i < w->all->n_judged; i++)
        if (sg_brand_find(w->stix->intel->brands, brand_of(w, i)) != NULL)
            sg_json_text(&w->json, NULL, id_of(w, "identity", "brand", brand_of(w, i)));
    for (size_t i = 0; i < w->all->n; i++) {
        const struct sg_indicator *at = &w->all->at[i];
        if (!fits(at))
            continue;
        sg_json_text(&w->json, NULL, indicator_id(w, at));
        sg_json_text(&w->json, NULL, relationship_id(w, at));
        if (has_observable(w, at))
            sg_json_text(&w->json, NULL, observable_id(w, at));
    }
    sg_json_end(&w->json);
}

/* Which mails, and when: what makes a report this one. */
static sg_span report_id(const struct writer *w, const char *type)
{
    struct sg_buf mails = SG_BUF((w->all->n_judged + 1) * MOST_ID);
    sg_putf(&mails, "%" PRId64, w->stix->now);
    for (size_t i = 0; i < w->all->n_judged; i++) {
        sg_put_octet(&mails, ' ');
        sg_put(&mails, w->all->mails[i]->sha256);
    }
    struct sg_buf name = SG_BUF(MOST_ID);
    sg_put_uuid5(&name, OURS, sg_buf_span(&mails));
    sg_span id = id_of(w, type, w->tlp->name, sg_buf_span(&name));
    sg_buf_free(&mails);
    sg_buf_free(&name);
    return id;
}

static void put_report(struct writer *w)
{
    put_head(w, "report", report_id(w, "report"), w->stix->now, w->stix->now);
    sg_json_word(&w->json, "name", "Indicators of phishing mails");
    sg_json_array(&w->json, "report_types");
    sg_json_word(&w->json, NULL, "indicator");
    sg_json_end(&w->json);
    put_time(w, "published", w->stix->now);
    put_refs(w);
    sg_json_end(&w->json);
}

static size_t put_indicators(struct writer *w)
{
    size_t n_left_out = 0;
    for (size_t i = 0; i < w->all->n; i++) {
        const struct sg_indicator *at = &w->all->at[i];
        if (!fits(at)) {
            n_left_out++;
            continue;
        }
        put_indicator(w, at);
        put_relationship(w, at);
        if (has_observable(w, at))
            put_observable(w, at);
    }
    return n_left_out;
}

size_t sg_put_indicator_stix(struct sg_buf *out, const struct sg_indicators *all,
                             const struct sg_stix *stix)
{
    struct writer w = { .stix = stix, .all = all, .json = { .out = out, .indented = true } };
    w.tlp = tlp_of(stix->tlp);
    w.creator = id_in(&w, OURS, "identity", creator_name(&w));
    sg_json_object(&w.json, NULL);
    sg_json_word(&w.json, "type", "bundle");
    sg_json_text(&w.json, "id", report_id(&w, "bundle"));
    sg_json_array(&w.json, "objects");
    put_marking(&w);
    put_identity(&w, w.creator, creator_name(&w), has_publisher(&w) ? "organization" : "system");
    for (size_t i = 0; i < all->n_judged; i++) {
        const struct sg_brand *brand = sg_brand_find(stix->intel->brands, brand_of(&w, i));
        if (brand != NULL)
            put_identity(&w, id_of(&w, "identity", "brand", brand_of(&w, i)),
                         sg_brand_shown(brand, false), "organization");
    }
    for (size_t i = 0; i < N_TECHNIQUES; i++)
        if (is_used(&w, &techniques[i]))
            put_technique(&w, &techniques[i]);
    size_t n_left_out = put_indicators(&w);
    if (n_left_out < all->n)
        put_report(&w);
    sg_json_end(&w.json);
    sg_json_end(&w.json);
    return n_left_out;
}
