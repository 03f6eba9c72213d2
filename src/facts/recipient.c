/* facts/recipient.c - who the mail was delivered to. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"

enum { MAX_ADDRESS = 320 }; /* octets: RFC 5321 4.5.3.1, 64 + 1 + 255 */

static sg_span lower(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, MAX_ADDRESS);
    for (size_t i = 0; i < s.len && i < MAX_ADDRESS; i++)
        sg_put_octet(&b, (uint8_t)sg_lower(sg_at(s, i)));
    return sg_buf_done(&b);
}

static const struct sg_address *only_address(const struct sg_address_list *list)
{
    return list->n == 1 && list->at[0].domain.len > 0 ? &list->at[0] : NULL;
}

/* The local part without a sub-address ("info+shop" is info). */
static sg_span account(sg_span local)
{
    return sg_cut(local, 0, sg_find(local, '+', 0));
}

/* Mail programs are told to write "example@example.jp" by people who cannot think of a name, and
 * attackers know it (document S0). */
static bool is_domain_name(sg_span local, sg_span registrable)
{
    return local.len > 0 && sg_same(local, sg_cut(registrable, 0, sg_find(registrable, '.', 0)));
}

static void set(struct sg_facts *f, sg_span address, struct sg_range place)
{
    size_t sign = sg_find_last(address, '@');
    if (sign == 0 || sign + 1 >= address.len)
        return;
    f->recipient = lower(f->arena, address);
    f->recipient_local = sg_cut(f->recipient, 0, sign);
    f->recipient_domain = sg_tail(f->recipient, sign + 1);
    f->recipient_place = place;
    f->recipient_host = sg_host_read(f->arena, f->intel->hosts, f->recipient_domain, NULL);
    f->is_unknown_recipient = sg_site_lacks_mailbox(f->arena, f->intel->site, f->recipient);
    f->is_role_recipient =
        sg_list_has(&f->intel->lists->roles, account(f->recipient_local)) ||
        is_domain_name(account(f->recipient_local), f->recipient_host.registrable);
}

void sg_facts_recipient(struct sg_facts *f)
{
    if (f->envelope->recipient.len > 0) {
        set(f, f->envelope->recipient, (struct sg_range){ 0 });
        return;
    }
    const struct sg_address *to = only_address(&f->mail->delivered_to);
    if (to == NULL && f->mail->delivered_to.n == 0)
        to = only_address(&f->mail->to);
    if (to != NULL) {
        set(f, sg_address_spec(f->arena, to), to->place);
        return;
    }
    /* who passes a mail on got it */
    if (f->wrapper != NULL && f->wrapper->passes_on && f->wrapper->sender.from != NULL)
        set(f, sg_address_spec(f->arena, f->wrapper->sender.from), (struct sg_range){ 0 });
}
