#include "report/unchecked.h"

static void add(struct sg_unchecked *all, bool applies, const char *id)
{
    if (applies && all->n < SG_MAX_UNCHECKED)
        all->ids[all->n++] = id;
}

static bool has_state(const struct sg_facts *f, enum sg_attachment_state state)
{
    for (size_t i = 0; i < f->n_attachments; i++)
        if (f->attachments[i]->state == state)
            return true;
    return false;
}

static bool has_trait(const struct sg_facts *f, enum sg_unpack_trait trait)
{
    for (size_t i = 0; i < f->n_attachments; i++)
        if ((f->attachments[i]->traits & (unsigned)trait) != 0)
            return true;
    return false;
}

/* Pictures on other servers, which are not fetched. */
static bool has_remote_image(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_links; i++)
        if (f->links[i].kind == SG_LINK_IMAGE && f->links[i].attachment == NULL &&
            f->links[i].url.host.kind != SG_HOST_NONE)
            return true;
    return false;
}

static bool has_picture(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_attachments; i++)
        if (f->attachments[i]->kind >= SG_FILE_PNG && f->attachments[i]->kind <= SG_FILE_WEBP)
            return true;
    return false;
}

struct sg_unchecked sg_unchecked_of(const struct sg_examination *x)
{
    const struct sg_facts *f = x->facts;
    const struct sg_sender *s = &f->sender;
    struct sg_unchecked all = { 0 };
    add(&all, !x->verdict.complete, "limit-reached");
    add(&all, true, "dns-and-registration");
    add(&all, f->n_links > 0, "landing-page");
    add(&all, !sg_geo_has_countries(f->intel->geo), "country");
    add(&all,
        f->intel->geo != NULL && !sg_geo_has_networks(f->intel->geo) &&
            s->location.network.len == 0,
        "network");
    add(&all, s->how == SG_BOUNDARY_INFERRED, "boundary-inferred");
    bool is_inside = x->wrapper != NULL;
    add(&all, is_inside, "lost-on-the-way");
    add(&all, !is_inside && s->how == SG_BOUNDARY_NONE, "no-received");
    add(&all, !is_inside && !s->auth_is_trusted && f->mail->n_auth > 0, "authentication-untrusted");
    add(&all, !is_inside && !s->auth_is_trusted && f->mail->n_auth == 0, "authentication-absent");
    add(&all, f->recipient.len == 0, "recipient-unknown");
    add(&all, has_state(f, SG_ATTACHMENT_NOBODY), "attachments");
    add(&all, has_state(f, SG_ATTACHMENT_CLOSED), "attachments-of-other-kinds");
    add(&all, has_state(f, SG_ATTACHMENT_LOST), "attachments-lost");
    add(&all, has_trait(f, SG_UNPACK_ENCRYPTED), "attachments-encrypted");
    add(&all, has_remote_image(f), "images-elsewhere");
    add(&all, has_picture(f), "images");
    return all;
}

const char *sg_claim_where_id(enum sg_claim_where where)
{
    static const char *const ids[] = { [SG_CLAIM_DISPLAY_NAME] = "display-name",
                                       [SG_CLAIM_SUBJECT] = "subject",
                                       [SG_CLAIM_SIGNATURE] = "signature",
                                       [SG_CLAIM_GREETING] = "greeting",
                                       [SG_CLAIM_ATTACHMENT] = "attachment" };
    return ids[where];
}

const char *sg_attachment_state_id(enum sg_attachment_state state)
{
    static const char *const ids[] = { [SG_ATTACHMENT_READ] = "read",
                                       [SG_ATTACHMENT_CLOSED] = "closed",
                                       [SG_ATTACHMENT_NOBODY] = "not-opened",
                                       [SG_ATTACHMENT_LOST] = "lost",
                                       [SG_ATTACHMENT_LIMIT] = "limit" };
    return ids[state];
}

const char *sg_unpack_trait_id(enum sg_unpack_trait trait)
{
    static const struct {
        enum sg_unpack_trait trait;
        const char *id;
    } ids[] = { { SG_UNPACK_BROKEN, "broken" }, { SG_UNPACK_ENCRYPTED, "encrypted" },
                { SG_UNPACK_CUT, "cut" },       { SG_UNPACK_LAUNCHES, "launches" },
                { SG_UNPACK_SCRIPT, "script" }, { SG_UNPACK_MACROS, "macros" },
                { SG_UNPACK_FORM, "form" },     { SG_UNPACK_TEMPLATE, "template" } };

    for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
        if (ids[i].trait == trait)
            return ids[i].id;
    return NULL;
}

const char *sg_link_place_id(enum sg_link_place place)
{
    static const char *const ids[] = { [SG_LINK_IN_PAGE] = "page",
                                       [SG_LINK_IN_TEXT] = "text",
                                       [SG_LINK_IN_SUBJECT] = "subject",
                                       [SG_LINK_IN_HEADER] = "header",
                                       [SG_LINK_IN_ATTACHMENT] = "attachment",
                                       [SG_LINK_IN_CODE] = "code" };
    return ids[place];
}

const char *sg_link_role_id(enum sg_link_role role)
{
    static const char *const ids[] = {
        [SG_ROLE_ACTION] = "action",           [SG_ROLE_PLAIN] = "plain",
        [SG_ROLE_UNSUBSCRIBE] = "unsubscribe", [SG_ROLE_SOCIAL] = "social",
        [SG_ROLE_RESOURCE] = "resource",       [SG_ROLE_DEFANGED] = "defanged",
        [SG_ROLE_MENTIONED] = "mentioned",
    };
    return ids[role];
}

const char *sg_boundary_id(enum sg_boundary_how how)
{
    static const char *const ids[] = { [SG_BOUNDARY_NONE] = "none",
                                       [SG_BOUNDARY_ENVELOPE] = "envelope",
                                       [SG_BOUNDARY_TRUSTED] = "trusted",
                                       [SG_BOUNDARY_INFERRED] = "inferred" };
    return ids[how];
}

const char *sg_auth_state_id(enum sg_auth_state state)
{
    static const char *const ids[] = { [SG_AUTH_NOT_CHECKED] = "not-checked",
                                       [SG_AUTH_NONE] = "none",
                                       [SG_AUTH_PASS] = "pass",
                                       [SG_AUTH_FAIL] = "fail",
                                       [SG_AUTH_SOFTFAIL] = "softfail",
                                       [SG_AUTH_ERROR] = "error" };
    return ids[state];
}

const char *sg_certainty_id(enum sg_certainty certainty)
{
    static const char *const ids[] = {
        [SG_DIRECT] = "direct", [SG_CORRELATED] = "correlated", [SG_HEURISTIC] = "heuristic"
    };
    return ids[certainty];
}

const char *sg_hop_writer_id(const struct sg_sender *sender, size_t at)
{
    if (sender->boundary == NULL)
        return sender->how == SG_BOUNDARY_ENVELOPE ? "claimed" : "unknown";
    if (at == sender->boundary_at)
        return "boundary";
    return at < sender->boundary_at ? "own" : "claimed";
}

struct sg_owner sg_owner_of(const struct sg_link *link)
{
    static const char *const sorts[] = { [SG_DOMAIN_OFFICIAL] = "official",
                                         [SG_DOMAIN_MAILBOX] = "mailbox",
                                         [SG_DOMAIN_USER_CONTENT] = "user-content",
                                         [SG_DOMAIN_PARTNER] = "partner" };
    if (link->owner != NULL)
        return (struct sg_owner){ "brand", link->owner->brand->id, sorts[link->owner->kind] };
    if (link->hoster != NULL)
        return (struct sg_owner){ "hoster", link->hoster->domain,
                                  sg_hoster_kind_id(link->hoster->kind) };
    return (struct sg_owner){ .kind = "unknown" };
}

bool sg_reason_reassures(const struct sg_reason *reason)
{
    if (reason->finding == NULL)
        return reason->points < 0;
    return (reason->finding->kind->part & SG_PART_GENUINE) != 0 ||
           reason->finding->kind->group == SG_GROUP_GENUINE;
}
