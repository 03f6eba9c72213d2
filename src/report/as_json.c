#include "report/as_json.h"

#include <stdio.h>

#include "facts/inner.h"
#include "report/forwarded.h"
#include "report/json.h"
#include "report/place.h"
#include "report/unchecked.h"

enum { SENTENCE_ROOM = 16 * 1024 }; /* octets of one sentence */

struct writer {
    struct sg_json json;
    struct sg_teller teller;
    const struct sg_examination *x;
};

/* Octets of the mail, and what was taken out of them where it stands deeper. */
static void put_place(struct writer *w, struct sg_range place)
{
    struct sg_json *j = &w->json;
    struct sg_stand stand = sg_stand_of(w->x->facts, place);
    sg_json_number(j, "from", (int64_t)stand.in_mail.from);
    sg_json_number(j, "len", (int64_t)stand.in_mail.len);
    if (stand.attachment == NULL && stand.content == NULL)
        return;
    sg_json_object(j, "inside");
    sg_json_text(j, "file", stand.attachment == NULL ? (sg_span){ 0 } : stand.attachment->name);
    if (stand.content != NULL) {
        sg_json_word(j, "how", sg_content_how_id(stand.content->how));
        sg_json_text(j, "entry", stand.content->name);
        sg_json_number(j, "page", stand.content->page);
        sg_json_number(j, "from", (int64_t)stand.in_content.from);
        sg_json_number(j, "len", (int64_t)stand.in_content.len);
    }
    sg_json_end(j);
}

static void put_wrapper(struct writer *w, const struct sg_examination *wrapper)
{
    struct sg_json *j = &w->json;
    const struct sg_facts *f = wrapper->facts;
    sg_json_object(j, "wrapper");
    sg_json_text_or_null(j, "from",
                         f->sender.from == NULL ? (sg_span){ 0 }
                                                : sg_address_spec(f->arena, f->sender.from));
    sg_json_text(j, "subject", f->mail->subject.utf8);
    sg_json_word(j, "level", sg_level_id(wrapper->verdict.level));
    sg_json_number(j, "points", wrapper->verdict.points);
    sg_json_end(j);
}

static void put_forwarded(struct writer *w)
{
    struct sg_json *j = &w->json;
    const struct sg_facts *f = w->x->facts;
    if (w->x->wrapper == NULL) {
        sg_json_null(j, "forwarded");
        return;
    }
    sg_json_object(j, "forwarded");
    sg_json_word(j, "how", sg_forwarded_how_id(w->x));
    sg_json_bool(j, "passed_on", w->x->wrapper->facts->passes_on);
    put_wrapper(w, sg_outermost(w->x));
    sg_json_number(j, "part", (int64_t)f->as->part);
    sg_json_text(j, "name", f->as->name);
    sg_json_bool(j, "decoded", f->as->is_decoded);
    sg_json_number(j, "from", (int64_t)f->as->place.from);
    sg_json_number(j, "len", (int64_t)f->as->place.len);
    struct sg_lost lost = sg_lost_of(w->x);
    sg_json_array(j, "lost");
    for (size_t i = 0; i < lost.n; i++)
        sg_json_word(j, NULL, lost.ids[i]);
    sg_json_end(j);
    sg_json_end(j);
}

static void put_claims(struct writer *w)
{
    const struct sg_facts *f = w->x->facts;
    sg_json_array(&w->json, "claims");
    for (size_t i = 0; i < f->n_claims; i++) {
        const struct sg_claim *c = &f->claims[i];
        sg_json_object(&w->json, NULL);
        sg_json_text_or_null(&w->json, "brand", c->brand == NULL ? (sg_span){ 0 } : c->brand->id);
        sg_json_text_or_null(&w->json, "name",
                             c->brand == NULL
                                 ? (sg_span){ 0 }
                                 : sg_brand_shown(c->brand, w->teller.words->japanese));
        sg_json_word(&w->json, "where", sg_claim_where_id(c->where));
        sg_json_text(&w->json, "shown", c->shown);
        sg_json_bool(&w->json, "own_domain", c->is_own_domain);
        sg_json_bool(&w->json, "disguised", c->is_disguised);
        put_place(w, c->place);
        sg_json_end(&w->json);
    }
    sg_json_end(&w->json);
}

static sg_span ip_shown(const struct writer *w, const struct sg_ip *ip)
{
    return ip->is_set ? sg_ip_show(w->x->facts->arena, ip) : (sg_span){ 0 };
}

static void put_from(struct writer *w, const struct sg_sender *s)
{
    if (s->from == NULL) {
        sg_json_null(&w->json, "from");
        return;
    }
    sg_json_object(&w->json, "from");
    sg_json_text(&w->json, "display", s->from->display.utf8);
    sg_json_text(&w->json, "address", sg_address_spec(w->x->facts->arena, s->from));
    sg_json_text_or_null(&w->json, "owner",
                         s->from_owner == NULL ? (sg_span){ 0 } : s->from_owner->brand->id);
    sg_json_end(&w->json);
}

static void put_boundary(struct writer *w, const struct sg_sender *s)
{
    struct sg_json *j = &w->json;
    sg_json_object(j, "hop");
    sg_json_word(j, "boundary", sg_boundary_id(s->how));
    sg_json_text_or_null(j, "helo", s->helo);
    sg_json_text_or_null(j, "rdns", s->rdns);
    sg_json_bool(j, "rdns_unknown", s->rdns_unknown);
    sg_json_text_or_null(j, "ip", ip_shown(w, &s->ip));
    sg_json_text_or_null(j, "country", s->location.country);
    if (s->location.asn > 0)
        sg_json_number(j, "asn", s->location.asn);
    else
        sg_json_null(j, "asn");
    sg_json_text_or_null(j, "network", s->location.network);
    sg_json_text_or_null(j, "table", sg_geo_source(w->x->facts->intel->geo));
    sg_json_end(j);
}

static void put_sender(struct writer *w)
{
    const struct sg_sender *s = &w->x->facts->sender;
    struct sg_json *j = &w->json;
    sg_json_object(j, "sender");
    put_from(w, s);
    sg_json_text_or_null(j, "authenticated_as", s->authenticated_as);
    sg_json_object(j, "authentication");
    sg_json_bool(j, "trusted", s->auth_is_trusted);
    sg_json_word(j, "spf", sg_auth_state_id(s->spf));
    sg_json_word(j, "dkim", sg_auth_state_id(s->dkim));
    sg_json_word(j, "dmarc", sg_auth_state_id(s->dmarc));
    sg_json_bool(j, "aligned", s->is_aligned);
    sg_json_end(j);
    put_boundary(w, s);
    sg_json_end(j);
}

static void put_evidence(struct writer *w, const struct sg_finding *f)
{
    sg_json_array(&w->json, "evidence");
    for (size_t i = 0; i < f->n_evidence; i++) {
        sg_json_object(&w->json, NULL);
        put_place(w, f->evidence[i].place);
        struct sg_buf in = SG_BUF(SENTENCE_ROOM);
        sg_put_place_id(&in, w->x->facts, f->evidence[i].place);
        sg_json_text(&w->json, "in", sg_buf_span(&in));
        sg_buf_free(&in);
        sg_json_text(&w->json, "shown", f->evidence[i].shown);
        sg_json_end(&w->json);
    }
    sg_json_end(&w->json);
}

static void put_spoken(struct writer *w, const char *key, sg_span sentence,
                       const struct sg_finding *f)
{
    struct sg_buf text = SG_BUF(SENTENCE_ROOM);
    sg_put_sentence(&text, &w->teller, sentence, f);
    sg_json_text(&w->json, key, sg_buf_span(&text));
    sg_buf_free(&text);
}

static void put_combination(struct writer *w, const struct sg_reason *r)
{
    struct sg_json *j = &w->json;
    sg_span words = sg_words_in(w->teller.words, "combination", r->combination->name);
    sg_json_text(j, "id", r->combination->name);
    sg_json_word(j, "group", "combination");
    sg_json_number(j, "points", r->points);
    sg_json_word(j, "certainty", "heuristic");
    sg_json_text(j, "text", words.len > 0 ? words : r->combination->name);
    sg_json_array(j, "of");
    for (size_t i = 0; i < r->combination->n_findings; i++)
        sg_json_text(j, NULL, r->combination->findings[i]);
    sg_json_end(j);
    sg_json_array(j, "evidence");
    sg_json_end(j);
}

static void put_reason(struct writer *w, const struct sg_reason *r)
{
    struct sg_json *j = &w->json;
    const struct sg_finding *f = r->finding;
    sg_json_object(j, NULL);
    if (f == NULL) {
        put_combination(w, r);
        sg_json_end(j);
        return;
    }
    sg_json_word(j, "id", f->kind->id);
    sg_json_word(j, "group", sg_group_id(f->kind->group));
    sg_json_number(j, "points", r->points);
    sg_json_word(j, "certainty", sg_certainty_id(f->kind->certainty));
    put_spoken(w, "text", sg_words_for(w->teller.words, f->kind->id), f);
    if (f->brand != NULL)
        sg_json_text(j, "brand", f->brand->id);
    put_evidence(w, f);
    sg_json_end(j);
}

static void put_reasons(struct writer *w, const char *key, bool reassuring)
{
    const struct sg_verdict *v = &w->x->verdict;
    sg_json_array(&w->json, key);
    for (size_t i = 0; i < v->n_reasons; i++)
        if (sg_reason_reassures(&v->reasons[i]) == reassuring)
            put_reason(w, &v->reasons[i]);
    sg_json_end(&w->json);
}

static void put_traits(struct sg_json *j, unsigned traits)
{
    sg_json_array(j, "traits");
    for (unsigned bit = 1; bit <= SG_UNPACK_TEMPLATE; bit <<= 1)
        if ((traits & bit) != 0)
            sg_json_word(j, NULL, sg_unpack_trait_id((enum sg_unpack_trait)bit));
    sg_json_end(j);
}

static void put_names(struct sg_json *j, const struct sg_attachment *a)
{
    sg_json_array(j, "files");
    for (size_t i = 0; i < a->n_items && !sg_json_is_full(j); i++)
        if (a->items[i].kind == SG_ITEM_NAME || a->items[i].kind == SG_ITEM_FILE)
            sg_json_text(j, NULL, a->items[i].name);
    sg_json_end(j);
}

static void put_attachment(struct writer *w, const struct sg_attachment *a)
{
    struct sg_json *j = &w->json;
    const struct sg_part *part = &w->x->facts->mail->parts[a->part];
    sg_json_object(j, NULL);
    sg_json_text(j, "name", a->name);
    sg_json_text(j, "type", part->type);
    sg_json_text(j, "subtype", part->subtype);
    sg_json_word(j, "kind", sg_file_kind_id(a->kind));
    sg_json_word(j, "state", sg_attachment_state_id(a->state));
    sg_json_number(j, "octets", (int64_t)a->octets.len);
    sg_json_bool(j, "shown", a->is_shown);
    sg_json_bool(j, "within", a->within != NULL);
    put_traits(j, a->traits);
    put_names(j, a);
    sg_json_number(j, "from", (int64_t)part->body_at);
    sg_json_number(j, "len", (int64_t)part->body.len);
    sg_json_end(j);
}

static void put_attachments(struct writer *w)
{
    const struct sg_facts *f = w->x->facts;
    sg_json_array(&w->json, "attachments");
    for (size_t i = 0; i < f->n_attachments && !sg_json_is_full(&w->json); i++)
        put_attachment(w, f->attachments[i]);
    sg_json_end(&w->json);
}

static void put_hops(struct writer *w)
{
    const struct sg_mail *mail = w->x->facts->mail;
    struct sg_json *j = &w->json;
    sg_json_array(j, "hops");
    for (size_t i = 0; i < mail->n_hops && !sg_json_is_full(j); i++) {
        const struct sg_received *h = &mail->hops[i];
        sg_json_object(j, NULL);
        sg_json_word(j, "written_by", sg_hop_writer_id(&w->x->facts->sender, i));
        sg_json_text_or_null(j, "helo", h->helo);
        sg_json_text_or_null(j, "rdns", h->rdns);
        sg_json_bool(j, "rdns_unknown", h->rdns_unknown);
        sg_json_text_or_null(j, "ip", ip_shown(w, &h->ip));
        sg_json_text_or_null(j, "by", h->by);
        sg_json_text_or_null(j, "with", h->with);
        if (h->has_time)
            sg_json_number(j, "time", h->time);
        else
            sg_json_null(j, "time");
        sg_json_bool(j, "readable", h->is_readable);
        sg_json_number(j, "from", (int64_t)h->field->place.from);
        sg_json_number(j, "len", (int64_t)h->field->place.len);
        sg_json_end(j);
    }
    sg_json_end(j);
}

static void put_owner(struct writer *w, const struct sg_link *link)
{
    struct sg_owner owner = sg_owner_of(link);
    sg_json_object(&w->json, "owner");
    sg_json_word(&w->json, "kind", owner.kind);
    sg_json_text_or_null(&w->json, "id", owner.id);
    sg_json_word(&w->json, "sort", owner.sort);
    sg_json_end(&w->json);
}

static void put_link(struct writer *w, const struct sg_link *link)
{
    struct sg_json *j = &w->json;
    sg_json_object(j, NULL);
    sg_json_text(j, "href", link->url.is_valid ? link->url.href : link->url.raw);
    sg_json_text(j, "label", link->label.utf8);
    sg_json_text(j, "host", link->target.host.ascii);
    sg_json_text_or_null(j, "registrable_domain", link->target.host.registrable);
    put_owner(w, link);
    sg_json_word(j, "place", sg_link_place_id(link->where));
    sg_json_word(j, "role", sg_link_role_id(link->role));
    sg_json_bool(j, "official", link->is_official);
    sg_json_bool(j, "main_action", link->is_main_action);
    sg_json_bool(j, "hidden", link->is_hidden);
    if (link->wrapper != NULL)
        sg_json_text(j, "target", link->target.href);
    put_place(w, link->place);
    sg_json_end(j);
}

static void put_links(struct writer *w)
{
    const struct sg_facts *f = w->x->facts;
    size_t n = 0;
    sg_json_array(&w->json, "links");
    for (; n < f->n_links && !sg_json_is_full(&w->json); n++)
        put_link(w, &f->links[n]);
    sg_json_end(&w->json);
    sg_json_number(&w->json, "links_left_out", (int64_t)(f->n_links - n));
}

static void put_unchecked(struct sg_json *j, const struct sg_words *words, const char *id)
{
    sg_json_object(j, NULL);
    sg_json_word(j, "id", id);
    sg_json_text(j, "text", sg_words_in(words, "unchecked", sg_span_of(id)));
    sg_json_end(j);
}

static void put_oddities(struct writer *w)
{
    struct sg_json *j = &w->json;
    sg_json_array(j, "oddities");
    for (const struct sg_oddity *o = w->x->facts->oddities.first; o != NULL; o = o->next) {
        sg_json_object(j, NULL);
        sg_json_word(j, "id", sg_oddity_id(o->kind));
        sg_json_word(j, "what", o->what);
        put_place(w, o->place);
        sg_json_end(j);
    }
    sg_json_end(j);
}

static void put_verdict(struct writer *w, sg_span path)
{
    struct sg_json *j = &w->json;
    const struct sg_verdict *v = &w->x->verdict;
    sg_json_text(j, "path", path);
    sg_json_word(j, "level", sg_level_id(v->level));
    sg_json_number(j, "points", v->points);
    sg_json_bool(j, "complete", v->complete);
    sg_json_object(j, "parts");
    sg_json_bool(j, "claim", (v->parts & SG_PART_CLAIM) != 0);
    sg_json_bool(j, "ask", (v->parts & SG_PART_ASK) != 0);
    sg_json_bool(j, "inconsistency", (v->parts & SG_PART_INCONSISTENCY) != 0);
    sg_json_end(j);
    sg_json_word(j, "language", w->x->facts->language);
    sg_json_text(j, "words", w->teller.words->language);
    sg_json_text(j, "subject", w->x->facts->mail->subject.utf8);
}

void sg_report_json(struct sg_buf *out, const struct sg_examination *x,
                    const struct sg_words *words, sg_span path, bool indented)
{
    struct writer w = { .json = { .out = out, .indented = indented },
                        .teller = sg_teller_of(x, words),
                        .x = x };
    sg_json_object(&w.json, NULL);
    put_verdict(&w, path);
    put_forwarded(&w);
    put_claims(&w);
    put_sender(&w);
    put_reasons(&w, "findings", false);
    put_reasons(&w, "in_favour", true);
    sg_json_number(&w.json, "findings_left_out", (int64_t)x->findings.dropped);
    sg_json_array(&w.json, "not_checked");
    struct sg_unchecked unchecked = sg_unchecked_of(x);
    for (size_t i = 0; i < unchecked.n; i++)
        put_unchecked(&w.json, words, unchecked.ids[i]);
    sg_json_end(&w.json);
    put_oddities(&w);
    put_hops(&w);
    put_links(&w);
    put_attachments(&w);
    sg_json_end(&w.json);
}

void sg_report_json_lost(struct sg_buf *out, const struct sg_words *words, sg_span path,
                         const char *reason, bool indented)
{
    static const char *const lists[] = { "claims", "findings", "in_favour",  "hops",
                                         "links",  "oddities", "attachments" };
    struct sg_json j = { .out = out, .indented = indented };
    sg_json_object(&j, NULL);
    sg_json_text(&j, "path", path);
    sg_json_word(&j, "level", "undetermined");
    sg_json_number(&j, "points", 0);
    sg_json_bool(&j, "complete", false);
    sg_json_word(&j, "language", "und");
    sg_json_text(&j, "words", words->language);
    sg_json_null(&j, "forwarded");
    sg_json_null(&j, "sender");
    for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
        sg_json_array(&j, lists[i]);
        sg_json_end(&j);
    }
    sg_json_array(&j, "not_checked");
    put_unchecked(&j, words, reason);
    sg_json_end(&j);
    sg_json_end(&j);
}
