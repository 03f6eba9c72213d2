/* tests/unit/report/examination.h - an examination made by hand: the KAGOYA mail as its checks would tell it. */
#ifndef SG_TESTS_UNIT_REPORT_EXAMINATION_H
#define SG_TESTS_UNIT_REPORT_EXAMINATION_H

#include "report/as_json.h"
#include "report/as_text.h"
#include "test.h"

static const struct sg_brand kagoya = { .id = SG_SPAN_INIT("kagoya"),
                                        .name_ja = SG_SPAN_INIT("カゴヤ・ジャパン"),
                                        .name_en = SG_SPAN_INIT("KAGOYA"),
                                        .category = SG_SPAN_INIT("hosting") };
static const struct sg_finding_kind kinds[] = {
    { "brand-in-path", SG_GROUP_LINK, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "country-mismatch-brand", SG_GROUP_HOP, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { "authenticated-as-claimed", SG_GROUP_GENUINE, SG_DIRECT, SG_PART_GENUINE },
};
static const sg_span together[] = { SG_SPAN_INIT("brand-in-path"),
                                    SG_SPAN_INIT("country-mismatch-brand") };
static const struct sg_combination combination = {
    .findings = together, .n_findings = 2, .name = SG_SPAN_INIT("made-up"), .points = 50
};

struct made {
    struct sg_arena *arena;
    struct sg_examination x;
    struct sg_facts facts;
    struct sg_mail mail;
    struct sg_intel intel;
    struct sg_lists lists;
    struct sg_brands brands;
    struct sg_envelope envelope;
    struct sg_finding findings[3];
    struct sg_reason reasons[4];
    struct sg_claim claim;
    struct sg_link link;
    struct sg_address from;
    struct sg_received hop;
    struct sg_field field;
    struct sg_country us;
};

static inline void make_findings(struct made *m)
{
    for (int i = 0; i < 3; i++) {
        m->findings[i].kind = &kinds[i];
        m->findings[i].brand = &kagoya;
        m->findings[i].n_evidence = 1;
        m->findings[i].evidence[0] = (struct sg_evidence){
            { 100, 20 },
            SG_SPAN("https://17aday.example.com/jp/kagoya.net/?uid=admin@example.jp\x1b[2J"),
            true
        };
        m->reasons[i] = (struct sg_reason){ &m->findings[i], NULL, i == 2 ? -100 : 200 };
    }
    m->findings[0].args[0] = (struct sg_arg){ "domain", SG_SPAN("17aday.example.com"), true };
    m->findings[0].args[1] = (struct sg_arg){ "shown", SG_SPAN("kagoya.net"), true };
    m->findings[0].n_args = 2;
    m->findings[1].args[0] = (struct sg_arg){ "country", SG_SPAN("US"), false };
    m->findings[1].n_args = 1;
    m->reasons[3] = (struct sg_reason){ NULL, &combination, 50 };
    m->x.verdict = (struct sg_verdict){ SG_LEVEL_PHISHING, 350, m->reasons, 4, 0, true };
}

static inline void make_link(struct made *m)
{
    struct sg_link *l = &m->link;
    l->url.href = SG_SPAN("https://17aday.example.com/jp/kagoya.net/?uid=admin@example.jp");
    l->url.raw = l->url.href;
    l->url.is_valid = true;
    l->url.host.kind = SG_HOST_NAME;
    l->url.host.ascii = SG_SPAN("17aday.example.com");
    l->url.host.registrable = sg_tail(l->url.host.ascii, 7);
    l->target = l->url;
    l->label.utf8 = SG_SPAN("今すぐアップグレード");
    l->role = SG_ROLE_ACTION;
    l->is_main_action = true;
}

static inline void make_sender(struct made *m)
{
    struct sg_sender *s = &m->facts.sender;
    m->from = (struct sg_address){ .display.utf8 = SG_SPAN("kagoya.net"),
                                   .local = SG_SPAN("kir017706"),
                                   .domain = SG_SPAN("kagoya.net") };
    s->from = &m->from;
    s->how = SG_BOUNDARY_INFERRED;
    s->helo = SG_SPAN("[127.0.0.1]");
    s->ip = (struct sg_ip){ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 38 }, true, true };
    s->rdns_unknown = true;
    m->hop = (struct sg_received){ .field = &m->field,
                                   .helo = s->helo,
                                   .ip = s->ip,
                                   .rdns_unknown = true,
                                   .by = SG_SPAN("mx.example.jp"),
                                   .is_readable = true };
    s->boundary = &m->hop;
}

static inline struct made *make(void)
{
    struct sg_arena *arena = sg_arena_open(1 << 24);
    struct made *m = SG_NEW(arena, struct made);
    m->arena = arena;
    m->lists = (struct sg_lists){ .roles = SG_MAP(arena),
                                  .free_mail = SG_MAP(arena),
                                  .countries = SG_MAP(arena) };
    m->us =
        (struct sg_country){ SG_SPAN("US"), SG_SPAN("アメリカ合衆国"), SG_SPAN("United States") };
    (void)sg_map_put(&m->lists.countries, SG_SPAN("US"), &m->us);
    (void)sg_map_put(&m->lists.roles, SG_SPAN("admin"), &m->us);
    m->brands = (struct sg_brands){
        .at = &kagoya, .n = 1, .by_id = SG_MAP(arena), .by_domain = SG_MAP(arena)
    };
    m->intel = (struct sg_intel){ .lists = &m->lists, .brands = &m->brands };
    m->claim = (struct sg_claim){ .brand = &kagoya,
                                  .where = SG_CLAIM_DISPLAY_NAME,
                                  .shown = SG_SPAN("kagoya.net"),
                                  .is_host_name = true };
    m->mail.subject.utf8 = SG_SPAN("メールボックスのセキュリティメッセージ");
    m->mail.hops = &m->hop;
    m->mail.n_hops = 1;
    m->facts.arena = arena;
    m->facts.intel = &m->intel;
    m->facts.envelope = &m->envelope;
    m->facts.mail = &m->mail;
    m->facts.claims = &m->claim;
    m->facts.n_claims = 1;
    m->facts.brand = &kagoya;
    m->facts.links = &m->link;
    m->facts.n_links = 1;
    m->facts.language = "ja";
    m->facts.recipient = SG_SPAN("admin@example.jp");
    m->facts.recipient_local = SG_SPAN("admin");
    m->facts.recipient_domain = SG_SPAN("example.jp");
    m->facts.recipient_host.registrable = SG_SPAN("example.jp");
    m->facts.is_role_recipient = true;
    make_sender(m);
    make_link(m);
    make_findings(m);
    m->x.facts = &m->facts;
    return m;
}

static inline const struct sg_words *words_of(struct made *m, const char *language)
{
    const struct sg_words *words;
    struct sg_error err = { 0 };
    if (sg_words_load(m->arena, getenv("SHINGAN_DATA"), language, &words, &err) != SG_OK)
        fail_msg("%s", err.text);
    return words;
}

#endif
