/* facts/action.c - the call to action: the link that the mail wants its reader to follow. */
#include "base/limits.h"
#include "facts/build.h"

/* A page that comes along may go on by itself; one in the mail is not let. */
static bool is_clicked(const struct sg_link *link)
{
    return link->kind == SG_LINK_ANCHOR || link->kind == SG_LINK_FORM ||
           (link->kind == SG_LINK_REFRESH && link->attachment != NULL);
}

static bool is_candidate(const struct sg_link *link)
{
    return link->role == SG_ROLE_PLAIN && !link->is_hidden && is_clicked(link) &&
           link->where != SG_LINK_IN_HEADER &&
           (link->url.scheme == SG_SCHEME_HTTP || link->url.scheme == SG_SCHEME_HTTPS ||
            link->url.scheme == SG_SCHEME_FTP);
}

/* Words on a button that ask for the click, by the phrase categories that ask. */
static bool says_act(const struct sg_link *link)
{
    const uint64_t asks = UINT64_C(1) << SG_PHRASE_CTA | UINT64_C(1) << SG_PHRASE_VERIFY |
                          UINT64_C(1) << SG_PHRASE_PASSWORD;
    return link->words.len <= SG_MAX_LINK_WORDS && (link->says & asks) != 0;
}

enum { /* points of a link */
       IS_FIRST = 1,
       IS_IN_PAGE = 1, /* where there is a page, readers see it and not the text beside it */
       IS_STRAY = 1,
       HAS_IMAGE_LABEL = 1,
       CARRIES_RECIPIENT = 2,
       IS_BUTTON = 3,
       SAYS_ACT = 3,
       IS_FORM = 4,
       IS_SENT_ON = 4, /* the page goes there by itself */
       IS_CODE = 6,
};

static int points_of(const struct sg_link *link)
{
    int points = 0;
    if (link->kind == SG_LINK_FORM)
        points += IS_FORM;
    if (link->kind == SG_LINK_REFRESH)
        points += IS_SENT_ON;
    if (link->where == SG_LINK_IN_CODE)
        points += IS_CODE;
    if (link->is_button)
        points += IS_BUTTON;
    if (link->where == SG_LINK_IN_PAGE)
        points += IS_IN_PAGE;
    if (sg_link_is_stray(link))
        points += IS_STRAY;
    if (link->label_is_alt)
        points += HAS_IMAGE_LABEL;
    if (link->recipient_form != SG_TOKEN_NONE)
        points += CARRIES_RECIPIENT;
    return says_act(link) ? points + SAYS_ACT : points;
}

enum {
    MAX_LABELS_READ = 100
}; /* links whose words are weighed; a mail with more has no one action */

static size_t best_of(const struct sg_link *links, size_t n, bool is_attached)
{
    size_t best = n, read = 0;
    int most = -1;
    for (size_t i = 0; i < n && read < MAX_LABELS_READ; i++) {
        if ((links[i].attachment != NULL) != is_attached || !is_candidate(&links[i]))
            continue;
        int points = points_of(&links[i]) + (read == 0 ? IS_FIRST : 0);
        read++;
        if (points > most) {
            most = points;
            best = i;
        }
    }
    return best;
}

void sg_facts_mark_action(const struct sg_facts *f, struct sg_link *links, size_t n)
{
    size_t best = best_of(links, n, false);
    if (best == n)
        best = best_of(links, n, true);
    if (best == n)
        return;
    bool is_attached = links[best].attachment != NULL;
    for (size_t i = 0; i < n; i++)
        if ((links[i].attachment != NULL) == is_attached && is_candidate(&links[i]) &&
            (i == best || sg_same_owner(f, &links[i].target.host, &links[best].target.host))) {
            links[i].role = SG_ROLE_ACTION;
            links[i].is_main_action = true;
        }
}

/* ---- what is only mentioned ---- */

enum { MAX_LED_TO = 8 }; /* domains that a file leads to: one with more sends its reader nowhere */

static bool is_reference(const struct sg_link *link)
{
    return link->role == SG_ROLE_PLAIN && link->kind == SG_LINK_ANCHOR &&
           link->where != SG_LINK_IN_CODE;
}

/* True when the links from `from` on, of one file, lead to more than a few domains; `*end` gets where they end. */
static bool leads_everywhere(const struct sg_link *links, size_t n, size_t from, size_t *end)
{
    sg_span domains[MAX_LED_TO];
    size_t met = 0, i = from;
    bool is_everywhere = false;
    for (; i < n && links[i].attachment == links[from].attachment; i++) {
        if (is_everywhere || !is_reference(&links[i]))
            continue;
        sg_span domain = sg_link_domain(&links[i]);
        size_t at = 0;
        while (at < met && !sg_same(domains[at], domain))
            at++;
        is_everywhere = at == MAX_LED_TO;
        if (at == met && !is_everywhere)
            domains[met++] = domain;
    }
    *end = i;
    return is_everywhere;
}

void sg_facts_mark_mentioned(struct sg_link *links, size_t n)
{
    for (size_t from = 0, end; from < n; from = end) {
        const struct sg_attachment *file = links[from].attachment;
        bool is_mentioned = leads_everywhere(links, n, from, &end) && file != NULL;
        is_mentioned |= file != NULL && !sg_attachment_speaks(file);
        for (size_t i = from; i < end && is_mentioned; i++)
            if (is_reference(&links[i]))
                links[i].role = SG_ROLE_MENTIONED;
    }
}
