/* compromised-site-path, very-long-url, unfilled-url, credential-keyword-in-url, styled-letters-in-url: what stands
 * behind the host.
 *
 * Source: URLS 3 (R15) and 7.  Quiet for official links, the sender's own hosts and those of known companies; for files
 * and pictures of a site's own software; words, place holders and unusual letters also where the mail may quote somebody
 * else: in replies and forwards, on lists, in notices.
 * Known false alarms: trackers with long addresses, log-in pages of services, a sender whose program failed. */
#include "facts/check.h"
#include "facts/url_look.h"

enum look { LOOK_FOLDER, LOOK_LONG, LOOK_UNFILLED, LOOK_CREDENTIAL, LOOK_STYLED, N_LOOKS };

enum {
    LONG = 250,     /* octets of an address */
    MAX_READ = 512, /* octets of a path whose words are looked at */
};

static const struct sg_finding_kind kinds[] = {
    [LOOK_FOLDER] = { "compromised-site-path", SG_GROUP_LINK, SG_HEURISTIC, SG_PART_NONE },
    [LOOK_LONG] = { "very-long-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    [LOOK_UNFILLED] = { "unfilled-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    [LOOK_CREDENTIAL] = { "credential-keyword-in-url", SG_GROUP_LINK, SG_HEURISTIC, SG_PART_NONE },
    [LOOK_STYLED] = { "styled-letters-in-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_STRANGE },
    { 0 },
};

/* Not a picture, a document or a style sheet: those do lie in such folders. */
static bool is_page(sg_span path)
{
    static const char *const endings[] = { "html", "htm", "php", "asp", "aspx", "shtml", "xhtml" };
    sg_span file = sg_tail(path, sg_find_last(path, '/') + 1);
    size_t dot = sg_find_last(file, '.');
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (sg_same_nocase(sg_tail(file, dot + 1), sg_span_of(endings[i])))
            return true;
    return dot == file.len;
}

/* Pages of people at universities (~user) and programs of old sites (cgi-bin) are honest. */
static sg_span foreign_folder(const struct sg_link *link)
{
    sg_span folder = sg_url_foreign_folder(&link->target);
    if (sg_at(folder, 0) == '~' || sg_same_nocase(folder, SG_SPAN("cgi-bin")) ||
        !is_page(link->target.path))
        return (sg_span){ 0 };
    return folder;
}

static bool is_credential_word(sg_span word)
{
    static const sg_span words[] = {
        SG_SPAN_INIT("login"),     SG_SPAN_INIT("signin"),       SG_SPAN_INIT("logon"),
        SG_SPAN_INIT("webmail"),   SG_SPAN_INIT("account"),      SG_SPAN_INIT("accounts"),
        SG_SPAN_INIT("verify"),    SG_SPAN_INIT("verification"), SG_SPAN_INIT("password"),
        SG_SPAN_INIT("roundcube"), SG_SPAN_INIT("owa"),
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (sg_same_nocase(word, words[i]))
            return true;
    return false;
}

static sg_span credential_word(sg_span s)
{
    for (size_t from = 0, at = 0; from < s.len; from = at + 1) {
        at = from;
        while (sg_is_alnum(sg_at(s, at)))
            at++;
        if (is_credential_word(sg_cut(s, from, at - from)))
            return sg_cut(s, from, at - from);
    }
    return (sg_span){ 0 };
}

static sg_span credential(const struct sg_link *link)
{
    sg_span word = credential_word(link->target.host.ascii);
    return word.len > 0 ? word : credential_word(sg_cut(link->target.path, 0, MAX_READ));
}

/* Delivery services pack what they know into their addresses. */
static bool is_long(const struct sg_link *link)
{
    bool is_tracker = link->hoster != NULL && link->hoster->kind == SG_HOSTER_CLICK_TRACKER;
    return link->wrapper == NULL && !is_tracker && link->target.href.len > LONG;
}

static sg_span seen_in(const struct sg_facts *facts, const struct sg_link *link, enum look look)
{
    switch (look) {
    case LOOK_FOLDER:
        return foreign_folder(link);
    case LOOK_LONG:
        return is_long(link) ? link->target.host.shown : (sg_span){ 0 };
    case LOOK_UNFILLED:
        return sg_wording_is_quoted(facts) ? (sg_span){ 0 }
                                           : sg_url_placeholder(facts->arena, &link->target);
    case LOOK_CREDENTIAL:
        return sg_wording_is_quoted(facts) ? (sg_span){ 0 } : credential(link);
    case LOOK_STYLED:
        return sg_wording_is_quoted(facts) ? (sg_span){ 0 }
                                           : sg_url_styled(facts->arena, &link->target);
    case N_LOOKS:
        break;
    }
    return (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[N_LOOKS] = { false };
    sg_span before = { 0 };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link) || !sg_link_is_stray(link) ||
            sg_same(link->url.href, before))
            continue;
        before = link->url.href;
        for (enum look look = 0; look < N_LOOKS; look++) {
            sg_span shown = seen[look] ? (sg_span){ 0 } : seen_in(facts, link, look);
            if (shown.len == 0)
                continue;
            seen[look] = true;
            struct sg_finding *f = sg_found(out, &kinds[look]);
            sg_found_arg(f, "shown", shown);
            sg_found_url_arg(f, "domain", sg_link_domain(link));
            sg_found_url_at(f, link->place, link->url.href);
        }
    }
}

const struct sg_check sg_check_url_path = {
    .name = "url-path",
    .looks_for = "an address with something behind its host that no company writes there",
    .kinds = kinds,
    .run = run,
};
