/* display-name-address-spoof: the display name holds an address of another domain than the real one;
 * display-name-is-host: the sender calls itself by a host name ("kagoya.net", document S4).
 *
 * Quiet through lists ("taro@example.jp via list") and for companies called by their own host ("Amazon.co.jp"),
 * unless anybody may have an address there.  Known false alarm: groupware that writes the author's address
 * into the name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "display-name-address-spoof", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "display-name-is-host", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum {
    MAX_BESIDE = 8
}; /* octets of quotation marks and brackets beside a host that is all of a name */

static bool is_own_name(const struct sg_facts *facts, const struct sg_host *shown)
{
    const struct sg_sender *s = &facts->sender;
    const struct sg_brand_domain *d = sg_brand_domain_of(facts->intel->brands, shown->ascii);
    bool is_same = sg_same_owner(facts, shown, &s->from_host) ||
                   sg_same(shown->registrable, s->from_host.registrable);
    return is_same && (s->is_aligned || d == NULL || d->kind != SG_DOMAIN_MAILBOX);
}

static sg_span brands_host(const struct sg_facts *facts, const struct sg_text *display)
{
    struct sg_found_urls found = { 0 };
    sg_find_urls(facts->arena, facts->intel->hosts, display->utf8, true, &found);
    for (size_t i = 0; i < found.n; i++) {
        const struct sg_found_url *u = &found.at[i];
        bool is_all = u->shown.len + MAX_BESIDE >= display->utf8.len;
        bool is_known = sg_brand_domain_of(facts->intel->brands, u->url.host.ascii) != NULL;
        if (u->is_host_only && (is_all || is_known) && !is_own_name(facts, &u->url.host))
            return u->shown;
    }
    return (sg_span){ 0 };
}

/* "example.jp サポート" to somebody at example.jp. */
static sg_span recipients_host(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        bool is_ours =
            s->is_aligned && sg_same(s->from_host.registrable, facts->recipient_host.registrable);
        if (c->where == SG_CLAIM_DISPLAY_NAME && c->is_own_domain && c->is_host_name && !is_ours)
            return c->shown;
    }
    return (sg_span){ 0 };
}

static void host_name(const struct sg_facts *facts, const struct sg_text *display,
                      struct sg_findings *out)
{
    sg_span shown = brands_host(facts, display);
    if (shown.len == 0)
        shown = recipients_host(facts);
    if (shown.len == 0)
        return;
    struct sg_finding *f = sg_found(out, &kinds[1]);
    sg_found_arg(f, "shown", shown);
    sg_found_text(f, display, shown);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_address *from = facts->sender.from;
    if (from == NULL)
        return;
    host_name(facts, &from->display, out);
    size_t at = 0;
    sg_span shown = sg_find_address(from->display.utf8, &at);
    size_t sign = sg_find_last(shown, '@');
    if (shown.len == 0 || facts->is_list)
        return;
    struct sg_host host =
        sg_host_read(facts->arena, facts->intel->hosts, sg_tail(shown, sign + 1), NULL);
    if (host.registrable.len == 0 || sg_same_owner(facts, &host, &facts->sender.from_host) ||
        sg_same(host.registrable, facts->sender.from_host.registrable))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "shown", shown);
    sg_found_text(f, &from->display, shown);
    sg_found_from(f, facts);
}

const struct sg_check sg_check_display_name_address_spoof = {
    .name = "display-name-address-spoof",
    .looks_for = "a display name that shows another address or is a host name",
    .kinds = kinds,
    .run = run,
};
