/* facts/action.c - the call to action: the link that the mail wants its reader to follow. */
#include "base/limits.h"
#include "facts/build.h"

static bool is_candidate(const struct sg_link *link)
{
    return link->role == SG_ROLE_PLAIN && !link->is_hidden &&
           (link->kind == SG_LINK_ANCHOR || link->kind == SG_LINK_FORM) &&
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
};

static int points_of(const struct sg_link *link)
{
    int points = 0;
    if (link->kind == SG_LINK_FORM)
        points += IS_FORM;
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

void sg_facts_mark_action(const struct sg_facts *f, struct sg_link *links, size_t n)
{
    size_t best = n, read = 0;
    int most = -1;
    for (size_t i = 0; i < n && read < MAX_LABELS_READ; i++) {
        if (!is_candidate(&links[i]))
            continue;
        int points = points_of(&links[i]) + (read == 0 ? IS_FIRST : 0);
        read++;
        if (points > most) {
            most = points;
            best = i;
        }
    }
    if (best == n)
        return;
    for (size_t i = 0; i < n; i++)
        if (is_candidate(&links[i]) &&
            (i == best || sg_same_owner(f, &links[i].target.host, &links[best].target.host))) {
            links[i].role = SG_ROLE_ACTION;
            links[i].is_main_action = true;
        }
}
