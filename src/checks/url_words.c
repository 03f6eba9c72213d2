/* unfilled-url, credential-keyword-in-url, styled-letters-in-url: what is written in an address.
 *
 * Source: URLS 7.  Quiet for official links, the sender's own hosts and those of known companies, and where the mail may
 * quote somebody else: in replies and forwards, on lists, in notices.  Known false alarms: log-in pages of services, a
 * sender whose program failed. */
#include "facts/check.h"
#include "facts/url_look.h"

enum word { WORD_UNFILLED, WORD_CREDENTIAL, WORD_STYLED, N_WORDS };

enum { MAX_READ = 512 }; /* octets of a path whose words are looked at */

static const struct sg_finding_kind kinds[] = {
    [WORD_UNFILLED] = { "unfilled-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    [WORD_CREDENTIAL] = { "credential-keyword-in-url", SG_GROUP_LINK, SG_HEURISTIC, SG_PART_NONE },
    [WORD_STYLED] = { "styled-letters-in-url", SG_GROUP_LINK, SG_DIRECT, SG_PART_STRANGE },
    { 0 },
};

static bool is_of_credentials(sg_span word)
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

static sg_span word_in(sg_span s)
{
    for (size_t from = 0, at = 0; from < s.len; from = at + 1) {
        at = from;
        while (sg_is_alnum(sg_at(s, at)))
            at++;
        if (is_of_credentials(sg_cut(s, from, at - from)))
            return sg_cut(s, from, at - from);
    }
    return (sg_span){ 0 };
}

static sg_span seen_in(const struct sg_facts *facts, const struct sg_url *url, enum word word)
{
    sg_span in_host;
    switch (word) {
    case WORD_UNFILLED:
        return sg_url_placeholder(facts->arena, url);
    case WORD_CREDENTIAL:
        in_host = word_in(url->host.ascii);
        return in_host.len > 0 ? in_host : word_in(sg_cut(url->path, 0, MAX_READ));
    case WORD_STYLED:
        return sg_url_styled(facts->arena, url);
    case N_WORDS:
        break;
    }
    return (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[N_WORDS] = { false };
    sg_span before = { 0 };
    size_t n = sg_wording_is_quoted(facts) ? 0 : facts->n_links;
    for (size_t i = 0; i < n; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link) || !sg_link_is_stray(link) ||
            sg_same(link->url.href, before))
            continue;
        before = link->url.href;
        for (enum word word = 0; word < N_WORDS; word++) {
            sg_span shown = seen[word] ? (sg_span){ 0 } : seen_in(facts, &link->target, word);
            if (shown.len == 0)
                continue;
            seen[word] = true;
            struct sg_finding *f = sg_found(out, &kinds[word]);
            sg_found_arg(f, "shown", shown);
            sg_found_url_arg(f, "domain", sg_link_domain(link));
            sg_found_url_at(f, link->place, link->url.href);
        }
    }
}

const struct sg_check sg_check_url_words = {
    .name = "url-words",
    .looks_for = "an address with log-in words, place holders or letters of another style",
    .kinds = kinds,
    .run = run,
};
