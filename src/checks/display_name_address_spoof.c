/* display-name-address-spoof: the display name holds an address of another domain than the real one;
 * display-name-is-host: the sender calls itself by a host name ("kagoya.net", document S4).
 *
 * Quiet through lists ("taro@example.jp via list").  Known false alarm: groupware that writes the author's
 * address into the name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "display-name-address-spoof", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "display-name-is-host", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void host_name(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if (c->where != SG_CLAIM_DISPLAY_NAME || !c->is_host_name)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[1]);
        f->brand = c->brand;
        sg_found_arg(f, "shown", c->shown);
        sg_found_text(f, &c->text, c->shown);
    }
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_address *from = facts->sender.from;
    if (from == NULL)
        return;
    host_name(facts, out);
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
    sg_found_at(f, from->place, sg_address_spec(facts->arena, from));
}

const struct sg_check sg_check_display_name_address_spoof = {
    .name = "display-name-address-spoof",
    .looks_for = "a display name that shows another address or is a host name",
    .kinds = kinds,
    .run = run,
};
