#include "verdict/url_judge.h"

#include "base/buf.h"
#include "facts/resemble.h"
#include "facts/url_look.h"

enum {
    BIN = 100, /* hundredths of letters' points that a sign stands for */
    LOWEST_BIN = -6,
    HIGHEST_BIN = 9,
    MOST_SCRAMBLED = 4,
    MIN_INSIDE = 5, /* octets of a brand's word that counts in the middle of a label */
    MAX_ID = 60,
};

struct judging {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    const struct sg_link *link;
    struct sg_url_judgement out;
};

static void add(struct judging *j, sg_span id, int32_t points)
{
    if (j->out.n == SG_MAX_URL_SIGNS)
        return;
    j->out.signs[j->out.n++] = (struct sg_url_sign){ id, points };
    j->out.points += points;
}

static void add_sign(struct judging *j, const char *id)
{
    add(j, sg_span_of(id), sg_url_points_of(&j->intel->urls->signs, sg_span_of(id)));
}

static void add_number(struct judging *j, const char *id, int n, int lowest, int highest)
{
    struct sg_buf b = SG_BUF_IN(j->arena, MAX_ID);
    sg_put_text(&b, id);
    sg_putf(&b, "-%d", n < lowest ? lowest : n > highest ? highest : n);
    sg_span whole = sg_buf_done(&b);
    add(j, whole, sg_url_points_of(&j->intel->urls->signs, whole));
}

static void add_word(struct judging *j, const char *id, sg_span word)
{
    struct sg_buf b = SG_BUF_IN(j->arena, MAX_ID);
    sg_put_text(&b, id);
    sg_put(&b, word);
    sg_span whole = sg_buf_done(&b);
    add(j, whole, sg_url_points_of(&j->intel->urls->signs, whole));
}

/* ---- whose it is ---- */

/* The page of a hoster itself: no customer's name before its domain, nothing after it. */
static bool is_hosters_own(const struct sg_link *link)
{
    return link->hoster != NULL && sg_same(link->hoster->domain, link->target.host.ascii) &&
           link->target.path.len <= 1 && link->target.query.len == 0;
}

/* Top-level domains that were there before anybody could have one made. */
static bool is_older_top(sg_span top)
{
    static const char *const older[] = { "com", "net", "org",  "edu", "gov",
                                         "mil", "int", "info", "biz", "arpa" };
    for (size_t i = 0; i < sizeof(older) / sizeof(*older); i++)
        if (sg_same(top, sg_span_of(older[i])))
            return true;
    return top.len <= 2; /* a country's */
}

static void judge_zone(struct judging *j)
{
    int32_t points;
    sg_span host = j->link->target.host.ascii;
    sg_span zone = sg_url_zone(j->intel, &j->link->target.host, &points);
    if (zone.len == 0)
        return;
    if (sg_map_get(&j->intel->urls->zones, zone) == NULL) {
        if (j->link->hoster == NULL && !is_older_top(sg_tail(host, sg_find_last(host, '.') + 1)))
            add_sign(j, "newer-top-level");
        return;
    }
    struct sg_buf b = SG_BUF_IN(j->arena, (size_t)SG_MAX_URL);
    sg_put_text(&b, "zone ");
    sg_put(&b, zone);
    add(j, sg_buf_done(&b), points);
}

static void judge_place(struct judging *j)
{
    const struct sg_link *link = j->link;
    if (is_hosters_own(link))
        return;
    if (link->owner != NULL)
        add_sign(j, "customers-of-a-brand");
    if (link->hoster != NULL)
        add_word(j, "hoster-", sg_span_of(sg_hoster_kind_id(link->hoster->kind)));
    judge_zone(j);
}

static void judge_disguise(struct judging *j)
{
    const struct sg_url *url = &j->link->target;

    static const struct {
        unsigned trait;
        const char *id;
    } traits[] = { { SG_URL_USERINFO, "userinfo" },         { SG_URL_FAKE_SLASH, "fake-slash" },
                   { SG_URL_PERCENT_HOST, "percent-host" }, { SG_URL_NUMERIC_HOST, "numeric-host" },
                   { SG_URL_SCHEME_TYPO, "scheme-typo" },   { SG_URL_ODD_PORT, "odd-port" } };

    if (url->host.kind != SG_HOST_NAME)
        add_sign(j, "ip-literal");
    for (size_t i = 0; i < sizeof(traits) / sizeof(*traits); i++)
        if ((url->traits & traits[i].trait) != 0)
            add_sign(j, traits[i].id);
    if (url->host.has_idn)
        add_sign(j, url->host.is_mixed_script ? "mixed-scripts" : "idn");
    if (sg_url_styled(j->arena, url).len > 0)
        add_sign(j, "styled-letters");
    if (sg_url_placeholder(j->arena, url).len > 0)
        add_sign(j, "placeholder");
    if (sg_url_foreign_folder(url).len > 0)
        add_sign(j, "foreign-folder");
}

/* ---- letters and shape ---- */

struct shape {
    int digits, hyphens, switches; /* from letter to digit and back */
};

static struct shape shape_of(sg_span label)
{
    struct shape s = { 0 };
    for (size_t i = 0; i < label.len; i++) {
        int c = sg_at(label, i), before = i == 0 ? c : sg_at(label, i - 1);
        s.digits += sg_is_digit(c);
        s.hyphens += c == '-';
        s.switches += sg_is_digit(c) != sg_is_digit(before);
    }
    return s;
}

static int bin_of(int32_t points)
{
    return (points + (points < 0 ? -BIN / 2 : BIN / 2)) / BIN;
}

static int baits_in(const struct judging *j, sg_span label)
{
    int n = 0;
    while (label.len > 0)
        n += sg_list_has(&j->intel->lists->bait_words, sg_next(&label, '-'));
    return n;
}

static void judge_domain(struct judging *j)
{
    sg_span label = sg_url_label(&j->link->target.host);
    if (label.len == 0 || j->link->owner != NULL || j->link->hoster != NULL)
        return;
    struct shape s = shape_of(label);
    int32_t letters = sg_url_letters_points(j->intel->urls->domain, label);
    add_number(j, "domain-letters", bin_of(letters), LOWEST_BIN, HIGHEST_BIN);
    add_number(j, "domain-length", (int)(label.len / 3), 0, 6);
    if (s.digits > 0)
        add_sign(j, (size_t)s.digits == label.len ? "domain-only-digits" : "domain-digits");
    if (s.switches >= 3)
        add_sign(j, "domain-switches");
    if (s.hyphens > 0)
        add_number(j, "domain-hyphens", s.hyphens, 1, 3);
    if (baits_in(j, label) > 0)
        add_number(j, "domain-baits", baits_in(j, label), 1, 2);
}

static void judge_subdomain(struct judging *j)
{
    const struct sg_host *host = &j->link->target.host;
    sg_span rest = sg_host_subdomain(host), shown;
    int32_t letters;
    int labels = 0, longest = 0, hyphens = 0, baits = 0;
    sg_span odd = sg_url_odd_subdomain(j->intel, host, &letters);
    while (rest.len > 0 && odd.len > 0) {
        sg_span label = sg_next(&rest, '.');
        struct shape s = shape_of(label);
        labels++;
        longest = (int)label.len > longest ? (int)label.len : longest;
        hyphens = s.hyphens > hyphens ? s.hyphens : hyphens;
        baits += baits_in(j, label);
    }
    if (labels == 0)
        return;
    add_number(j, "subdomain-letters", bin_of(letters), LOWEST_BIN, HIGHEST_BIN);
    if (labels >= 3)
        add_number(j, "subdomain-labels", labels, 3, 5);
    add_number(j, "subdomain-length", longest / 6, 0, 5);
    if (hyphens > 0)
        add_number(j, "subdomain-hyphens", hyphens, 1, 4);
    if (baits > 0)
        add_number(j, "subdomain-baits", baits, 1, 3);
    static const char *const ids[] = { [SG_INNER_SUFFIX] = "suffix-inside",
                                       [SG_INNER_MISSPELT] = "suffix-misspelt",
                                       [SG_INNER_HYPHENATED] = "suffix-hyphenated" };
    enum sg_inner_suffix inner = sg_url_inner_suffix(j->intel, host, &shown);
    if (inner != SG_INNER_NONE)
        add_sign(j, ids[inner]);
}

/* ---- whom it makes a reader think of ---- */

static void judge_resemblance(struct judging *j)
{
    const struct sg_url *url = &j->link->target;
    enum sg_resemblance how;
    sg_span shown;
    const struct sg_brand *brand = sg_url_suggests(j->arena, j->intel, url, &how);
    static const char *const ids[] = { [SG_RESEMBLES_JOINED] = "brand-joined",
                                       [SG_RESEMBLES_LABEL] = "brand-label",
                                       [SG_RESEMBLES_LETTERS] = "brand-letters",
                                       [SG_RESEMBLES_EMBEDDED] = "brand-domain-embedded" };
    if (brand == NULL)
        return;
    if (how != SG_RESEMBLES_WORD)
        add_sign(j, ids[how]);
    else if (sg_holds_token(brand, sg_host_subdomain(&url->host), &shown))
        add_sign(j, "brand-word-in-subdomain");
    else if (sg_holds_token(brand, sg_url_label(&url->host), &shown))
        add_sign(j, "brand-word-in-domain");
    else
        add_sign(j, "brand-word-in-path");
}

/* The least that a label of the host is away from a brand's word, scrambled; and whether a word stands inside one. */
static int nearest(const struct judging *j, sg_span label, bool *is_inside)
{
    const struct sg_brands *brands = j->intel->brands;
    int least = MOST_SCRAMBLED + 1;
    for (size_t b = 0; b < brands->n; b++)
        for (size_t t = 0; t < brands->at[b].n_tokens; t++) {
            sg_span token = brands->at[b].tokens[t];
            int cost = sg_label_scrambles(label, token, MOST_SCRAMBLED);
            least = cost >= 0 && cost < least ? cost : least;
            *is_inside |= token.len >= MIN_INSIDE && sg_holds(label, token);
        }
    return least;
}

static void judge_words(struct judging *j)
{
    const struct sg_host *host = &j->link->target.host;
    bool is_inside = false;
    int least = MOST_SCRAMBLED + 1;
    sg_span rest = sg_host_subdomain(host);
    if (host->kind != SG_HOST_NAME)
        return;
    if (j->link->hoster == NULL && j->link->owner == NULL)
        least = nearest(j, sg_url_label(host), &is_inside);
    for (int n = 0; rest.len > 0 && n < SG_MAX_URL_SEGMENTS; n++) {
        int cost = nearest(j, sg_next(&rest, '.'), &is_inside);
        least = cost < least ? cost : least;
    }
    if (least <= MOST_SCRAMBLED)
        add_number(j, "brand-scrambled", least, 0, MOST_SCRAMBLED);
    if (is_inside)
        add_sign(j, "brand-inside");
}

static bool is_official(const struct sg_link *link)
{
    return link->owner != NULL && link->owner->kind != SG_DOMAIN_USER_CONTENT;
}

struct sg_url_judgement sg_url_judge(struct sg_arena *arena, const struct sg_intel *intel,
                                     const struct sg_link *link)
{
    struct judging j = { .arena = arena, .intel = intel, .link = link };
    judge_disguise(&j);
    if (!is_official(link)) {
        judge_place(&j);
        judge_domain(&j);
        judge_subdomain(&j);
        judge_resemblance(&j);
        judge_words(&j);
    }
    j.out.is_accused = !is_official(link) && j.out.points >= intel->urls->accused;
    return j.out;
}
