/* active-uri-scheme, http-login-link: how an address is opened.
 *
 * Source: URLS 7.  Quiet for a script that does nothing ("javascript:void(0)"), for pictures as data:, files of the writer's
 * own disk and Office's own schemes; a plain http link counts where its words ask to log in or to confirm, and it is not
 * official, the sender's own or a known company's.  Known false alarms: pages copied from a browser, old sites. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "active-uri-scheme", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { "http-login-link", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

/* "javascript:void(0)", "javascript:;", "javascript://" do nothing. */
static bool does_nothing(sg_span script)
{
    script = sg_trim(script);
    return script.len <= 2 || sg_starts_nocase(script, SG_SPAN("void")) ||
           sg_starts_nocase(script, SG_SPAN("return false")) || sg_starts(script, SG_SPAN("//"));
}

/* Windows opens programs by these; documents of Office stand on a house's own servers. */
static bool starts_a_program(sg_span scheme)
{
    if (sg_same(scheme, SG_SPAN("search-ms")))
        return true;
    return sg_starts(scheme, SG_SPAN("ms-")) && !sg_same(scheme, SG_SPAN("ms-word")) &&
           !sg_same(scheme, SG_SPAN("ms-excel")) && !sg_same(scheme, SG_SPAN("ms-powerpoint"));
}

/* "file://server/share" is the house's own, "file://c/Users" somebody's own disk. */
static bool is_outside(const struct sg_host *host)
{
    return host->kind == SG_HOST_NAME && host->registrable.len > 0;
}

static bool is_active(const struct sg_url *url)
{
    switch (url->scheme) {
    case SG_SCHEME_DATA:
        return !sg_starts_nocase(url->path, SG_SPAN("image/")) ||
               sg_starts_nocase(url->path, SG_SPAN("image/svg"));
    case SG_SCHEME_SCRIPT:
        return !does_nothing(sg_tail(url->raw, sg_find(url->raw, ':', 0) + 1));
    case SG_SCHEME_FILE:
        return is_outside(&url->host);
    case SG_SCHEME_OTHER:
        return starts_a_program(url->scheme_name);
    case SG_SCHEME_NONE:
    case SG_SCHEME_HTTP:
    case SG_SCHEME_HTTPS:
    case SG_SCHEME_FTP:
    case SG_SCHEME_MAILTO:
    case SG_SCHEME_TEL:
    case SG_SCHEME_CID:
        break;
    }
    return false;
}

/* Nobody clicks on pictures' sources; what comes with the mail is looked at by others. */
static bool is_opened(const struct sg_link *link)
{
    return link->kind != SG_LINK_IMAGE && link->kind != SG_LINK_RESOURCE &&
           link->attachment == NULL && !link->is_hidden;
}

static bool asks_login(const struct sg_link *link)
{
    const uint64_t asks = UINT64_C(1) << SG_PHRASE_VERIFY | UINT64_C(1) << SG_PHRASE_PASSWORD;
    return link->target.scheme == SG_SCHEME_HTTP && (link->target.traits & SG_URL_NO_SCHEME) == 0 &&
           (link->says & asks) != 0 && sg_link_is_followed(link) && sg_link_is_stray(link);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[2] = { false };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        bool is_active_link = is_opened(link) && !facts->is_list && is_active(&link->url);
        size_t kind = is_active_link ? 0 : 1;
        if (seen[kind] || (!is_active_link && !asks_login(link)))
            continue;
        seen[kind] = true;
        struct sg_finding *f = sg_found(out, &kinds[kind]);
        sg_found_arg(f, "scheme", link->url.scheme_name);
        sg_found_url_arg(f, "host", link->target.host.shown);
        sg_found_url_at(f, link->place, link->url.href);
    }
}

const struct sg_check sg_check_link_scheme = {
    .name = "link-scheme",
    .looks_for = "a link that starts a script or a program, or sends a log-in unencrypted",
    .kinds = kinds,
    .run = run,
};
