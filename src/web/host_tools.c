/* web/host_tools.c - opening IDNA and the suffix lists, and what is asked of suffixes. */
#include "web/host_tools.h"

#include <stdio.h>

#include <libpsl.h>
#include <unicode/uidna.h>

#include "base/buf.h"
#include "text/unicode.h"

enum { TOOLS_CEILING = 8 * 1024 * 1024 }; /* octets: two copies of the lists, and names of them */

static psl_ctx_t *load(struct sg_arena *arena, sg_span list, sg_span supplement)
{
    struct sg_buf b = SG_BUF_IN(arena, list.len + supplement.len + 64);
    sg_put(&b, list);
    sg_put_text(&b, "\n");
    sg_put(&b, supplement);
    sg_put_text(&b, "\n");
    FILE *file = fmemopen(b.at, b.len, "r");
    if (file == NULL)
        return NULL;
    psl_ctx_t *psl = psl_load_fp(file);
    (void)fclose(file);
    return psl;
}

/* The last `n` labels of `name`, or all of it when it has no more. */
static sg_span last_labels(sg_span name, int n)
{
    size_t end = name.len;
    for (; n > 0; n--) {
        sg_span before = sg_cut(name, 0, end);
        end = sg_find_last(before, '.');
        if (end == before.len)
            return name;
    }
    return sg_tail(name, end + 1);
}

/* What the lists say of the last two labels of hosts, or of the last alone. */
enum {
    IS_SUFFIX = 1,   /* they are a rule of the ICANN section or the supplement */
    HAS_DEEPER = 2,  /* they end such rules of more labels, wildcards or exceptions */
    HAS_PRIVATE = 4, /* they are or end a rule of the private section */
};

struct said {
    unsigned *bits;
};

static void note(struct sg_map *rules, sg_span name, unsigned bit)
{
    const struct said *said = sg_map_get(rules, name);
    if (said == NULL) {
        struct said *new = SG_NEW(rules->arena, struct said);
        new->bits = SG_NEW(rules->arena, unsigned);
        said = sg_map_put(rules, sg_keep(rules->arena, name), new);
    }
    *said->bits |= bit;
}

/* Note the last two labels of each rule of `list`; not of rules of one label, which is what a name has without
 * any rule, and not of names in other letters: hosts with those (xn--) are asked about in any case. */
static void note_rules(struct sg_map *rules, sg_span list, bool is_private)
{
    static const struct sg_octets blanks = SG_FEW(' ', '\t', '\r', '\r');
    while (list.len > 0) {
        sg_span rule = sg_trim(sg_next(&list, '\n'));
        rule = sg_cut(rule, 0, sg_find_any(rule, &blanks, 0));
        if (sg_starts(rule, SG_SPAN("//")) || sg_find(rule, '.', 0) == rule.len)
            continue;
        sg_span bare = sg_tail(rule, sg_at(rule, 0) == '!');
        bare = sg_tail(bare, sg_starts(bare, SG_SPAN("*.")) ? 2 : 0);
        sg_span name = last_labels(bare, 2);
        unsigned bit = name.len == rule.len ? IS_SUFFIX : HAS_DEEPER;
        if (name.len > 0 && sg_find_non_ascii(name) == name.len)
            note(rules, name, is_private ? HAS_PRIVATE : bit);
    }
}

static unsigned said_of(const struct sg_host_tools *tools, sg_span name)
{
    const struct said *said = sg_map_get(&tools->rules, name);
    return said == NULL ? 0 : *said->bits;
}

bool sg_host_ruled(const struct sg_host_tools *tools, sg_span host, struct sg_host_rules *out)
{
    sg_span domain = last_labels(host, 2), last = last_labels(domain, 1);
    unsigned said = said_of(tools, domain), of_last = said_of(tools, last);
    bool is_odd = sg_at(host, 0) == '.' || last.len == 0 || last.len == domain.len ||
                  sg_starts(domain, SG_SPAN("xn--")) || sg_starts(last, SG_SPAN("xn--")) ||
                  sg_holds(host, SG_SPAN(".."));
    out->has_private = ((said | of_last) & HAS_PRIVATE) != 0;
    out->domain = (said & IS_SUFFIX) != 0 ? last_labels(host, 3) : domain;
    bool is_suffix_itself = (said & IS_SUFFIX) != 0 && domain.len == host.len;
    return is_odd || is_suffix_itself || ((said | of_last) & HAS_DEEPER) != 0;
}

enum sg_status sg_host_tools_open(sg_span list, sg_span supplement, struct sg_host_tools **out,
                                  struct sg_error *err)
{
    struct sg_arena *arena = sg_arena_open(TOOLS_CEILING);
    struct sg_host_tools *tools = SG_NEW(arena, struct sg_host_tools);
    tools->arena = arena;
    size_t private_at = sg_find_span(list, SG_SPAN("// ===BEGIN PRIVATE DOMAINS==="), 0);
    tools->icann = load(arena, sg_cut(list, 0, private_at), supplement);
    tools->all = load(arena, list, supplement);
    tools->rules = SG_MAP(arena);
    note_rules(&tools->rules, sg_cut(list, 0, private_at), false);
    note_rules(&tools->rules, supplement, false);
    note_rules(&tools->rules, sg_tail(list, private_at), true);
    UErrorCode code = U_ZERO_ERROR;
    tools->idna =
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                            UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                        &code);
    if (tools->icann == NULL || tools->all == NULL || psl_suffix_count(tools->icann) == 0 ||
        U_FAILURE(code)) {
        sg_host_tools_close(tools);
        return sg_fail(err, SG_E_SYNTAX, "the public suffix list cannot be read");
    }
    *out = tools;
    return SG_OK;
}

void sg_host_tools_close(struct sg_host_tools *tools)
{
    if (tools == NULL)
        return;
    psl_free(tools->icann);
    psl_free(tools->all);
    if (tools->idna != NULL)
        uidna_close(tools->idna);
    sg_arena_close(tools->arena);
}

/* libpsl wants NUL-terminated names; a longer name than DNS allows has no suffix. */
static bool copy_name(sg_span host, char name[256])
{
    if (host.len == 0 || host.len > 253)
        return false;
    for (size_t i = 0; i < host.len; i++)
        name[i] = (char)sg_at(host, i);
    name[host.len] = '\0';
    return true;
}

sg_span sg_host_suffix(const struct sg_host_tools *tools, sg_span host)
{
    char name[256];
    if (!copy_name(host, name))
        return (sg_span){ 0 };
    const char *suffix = psl_unregistrable_domain(tools->icann, name);
    return suffix == NULL ? (sg_span){ 0 } : sg_tail(host, (size_t)(suffix - name));
}

/* Endings of file names that are top-level domains too. */
static bool is_file_ending(sg_span label)
{
    static const char *const endings[] = { "md",  "sh",  "py",  "pl",  "rs",   "cc",     "ps",
                                           "so",  "js",  "ai",  "do",  "zip",  "mov",    "app",
                                           "dev", "pm",  "st",  "ph",  "ml",   "tf",     "pub",
                                           "mk",  "la",  "ms",  "vi",  "id",   "am",     "as",
                                           "bz",  "gdn", "cab", "rip", "name", "exposed" };
    static const size_t n = sizeof(endings) / sizeof(*endings);
    for (size_t i = 0; i < n; i++)
        if (sg_same(label, sg_span_of(endings[i])))
            return true;
    return false;
}

static bool is_label(sg_span s)
{
    if (s.len == 0 || s.len > 63 || sg_at(s, 0) == '-' || sg_at(s, s.len - 1) == '-')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!sg_is_alnum(sg_at(s, i)) && sg_at(s, i) != '-')
            return false;
    return true;
}

bool sg_host_is_domain_name(const struct sg_host_tools *tools, sg_span name)
{
    char copy[256];
    size_t labels = 0;
    sg_span last = { 0 };
    for (sg_span rest = name; rest.len > 0; labels++) {
        last = sg_next(&rest, '.');
        if (!is_label(last))
            return false;
    }
    if (labels < 2 || sg_ends(name, SG_SPAN(".")) || !copy_name(name, copy))
        return false;
    for (size_t i = 0; i < last.len; i++)
        if (!sg_is_alpha(sg_at(last, i)))
            return false;
    if (labels == 2 && is_file_ending(last))
        return false;
    char tld[64] = { 0 };
    for (size_t i = 0; i < last.len; i++)
        tld[i] = (char)sg_lower(sg_at(last, i));
    return psl_is_public_suffix2(tools->icann, tld, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1 &&
           psl_registrable_domain(tools->icann, copy) != NULL;
}
