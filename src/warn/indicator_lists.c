#include "warn/indicator_lists.h"
#include "warn/clock.h"

#include <inttypes.h>

#include "report/shown.h"

/* ---- small things ---- */

void sg_put_regex(struct sg_buf *out, sg_span s)
{
    const struct sg_octets own = sg_octets_of("\\^$.|?*+()[]{}/-#");
    for (size_t i = 0; i < s.len; i++) {
        if (sg_has_octet(&own, sg_at(s, i)))
            sg_put_octet(out, '\\');
        sg_put_octet(out, (uint8_t)sg_at(s, i));
    }
}

static void put_word(struct sg_buf *out, const struct sg_words *words, const char *prefix,
                     const char *id)
{
    struct sg_buf name = SG_BUF(128);
    sg_putf(&name, "%s-%s", prefix, id);
    sg_put(out, sg_words_in(words, "indicators", sg_buf_span(&name)));
    sg_buf_free(&name);
}

static void put_findings(struct sg_buf *out, const struct sg_indicator *i)
{
    for (size_t k = 0; k < i->n_findings; k++) {
        sg_put_text(out, k == 0 ? " [" : ", ");
        sg_put(out, i->findings[k]);
    }
    if (i->n_findings > 0)
        sg_put_octet(out, ']');
}

void sg_put_indicator_why(struct sg_buf *out, const struct sg_indicator *i,
                          const struct sg_words *words)
{
    put_word(out, words, "why", i->why);
    if (i->why_not != NULL) {
        sg_put_text(out, words->japanese ? "" : " ");
        put_word(out, words, "not", i->why_not);
    }
    put_findings(out, i);
}

static bool is_blocked(const struct sg_indicator *i, enum sg_indicator_kind kind)
{
    return i->kind == kind && i->scope == SG_SCOPE_BLOCK;
}

/* A domain in the list stands for what is under it already. */
static bool is_covered(const struct sg_indicators *all, const struct sg_indicator *host)
{
    for (size_t i = 0; i < all->n; i++)
        if (is_blocked(&all->at[i], SG_INDICATOR_DOMAIN) &&
            sg_host_is_under(host->value, all->at[i].value))
            return true;
    return false;
}

static bool is_blocked_name(const struct sg_indicators *all, const struct sg_indicator *i)
{
    return is_blocked(i, SG_INDICATOR_DOMAIN) ||
           (is_blocked(i, SG_INDICATOR_HOST) && !is_covered(all, i));
}

/* ---- CSV ---- */

static void put_cell(struct sg_buf *out, sg_span s)
{
    int first = sg_at(s, 0);
    bool is_formula = first == '=' || first == '+' || first == '-' || first == '@' ||
                      first == '\t' || first == '\r';
    sg_put_octet(out, '"');
    if (is_formula)
        sg_put_octet(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (sg_at(s, i) == '"')
            sg_put_octet(out, '"');
        sg_put_octet(out, (uint8_t)sg_at(s, i));
    }
    sg_put_octet(out, '"');
}

static void put_description(struct sg_buf *out, const struct sg_indicator *i,
                            const struct sg_words *words)
{
    struct sg_buf text = SG_BUF(4096);
    put_word(&text, words, "scope", i->scope == SG_SCOPE_BLOCK ? "block" : "watch");
    sg_put_text(&text, words->japanese ? "。" : ". ");
    if (i->is_prefix) {
        put_word(&text, words, "is", "prefix");
        sg_put_text(&text, words->japanese ? "" : " ");
    }
    sg_put_indicator_why(&text, i, words);
    put_cell(out, sg_buf_span(&text));
    sg_buf_free(&text);
}

void sg_put_indicator_csv(struct sg_buf *out, const struct sg_indicators *all,
                          const struct sg_words *words, bool is_defanged)
{
    sg_put_text(out, "date,URL,description\r\n");
    for (size_t i = 0; i < all->n; i++) {
        const struct sg_indicator *at = &all->at[i];
        if (at->kind != SG_INDICATOR_URL)
            continue;
        struct sg_buf url = SG_BUF(at->value.len * 2 + 64);
        if (is_defanged)
            sg_put_shown(&url, NULL, at->value, (struct sg_showing){ .is_url = true });
        else
            sg_put(&url, at->value);
        if (at->first > 0)
            sg_put_day(out, at->first);
        sg_put_octet(out, ',');
        put_cell(out, sg_buf_span(&url));
        sg_put_octet(out, ',');
        put_description(out, at, words);
        sg_put_text(out, "\r\n");
        sg_buf_free(&url);
    }
}

/* ---- Postfix ---- */

static void put_access(struct sg_buf *out, const struct sg_indicator *i)
{
    sg_put(out, i->value);
    sg_put_text(out, "\tREJECT 5.7.1 phishing\n");
}

void sg_put_indicator_access(struct sg_buf *out, const struct sg_indicators *all)
{
    sg_put_text(out,
                "# shingan indicators: access(5) for check_sender_access; compile with postmap.\n");
    for (size_t i = 0; i < all->n; i++) {
        const struct sg_indicator *at = &all->at[i];
        if (is_blocked(at, SG_INDICATOR_ADDRESS))
            put_access(out, at);
        if (!is_blocked(at, SG_INDICATOR_MAIL_DOMAIN))
            continue;
        put_access(out, at);
        sg_put_octet(
            out, '.'); /* what stands under it, where parent_domain_matches_subdomains is not set */
        put_access(out, at);
    }
}

/* `/^Field:.*[^letters]VALUE[^letters]/`: the address as a whole, wherever it stands in the field. */
static void put_field_rule(struct sg_buf *out, const char *fields, sg_span value,
                           const struct sg_indicator *i)
{
    sg_putf(out, "/^(?:%s):(?:.*[^[:alnum:]._%%+-])?", fields);
    sg_put_regex(out, value);
    sg_put_text(out, "(?![[:alnum:]-]|\\.[[:alnum:]])/ ");
    sg_put_text(out, i->scope == SG_SCOPE_BLOCK ? "REJECT 5.7.1 phishing\n" : "WARN phishing?\n");
}

static void put_domain_rule(struct sg_buf *out, const struct sg_indicator *i)
{
    sg_put_text(out, "/^(?:From|Sender|Return-Path|Reply-To):.*@(?:[[:alnum:]-]+\\.)*");
    sg_put_regex(out, i->value);
    sg_put_text(out, "(?![[:alnum:]-]|\\.[[:alnum:]])/ REJECT 5.7.1 phishing\n");
}

static bool is_printable(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) < ' ' || sg_at(s, i) > '~')
            return false;
    return true;
}

static void put_subject_rule(struct sg_buf *out, const struct sg_indicator *i)
{
    if (!is_printable(i->value)) /* it stands encoded in the field, in a way nobody can foretell */
        return;
    sg_put_text(out, "/^Subject:[[:blank:]]*");
    sg_put_regex(out, i->value);
    sg_put_text(out, "[[:blank:]]*$/ ");
    sg_put_text(out, i->scope == SG_SCOPE_BLOCK ? "REJECT 5.7.1 phishing\n" : "WARN phishing?\n");
}

void sg_put_indicator_header_checks(struct sg_buf *out, const struct sg_indicators *all)
{
    sg_put_text(out, "# shingan indicators: pcre_table(5) for header_checks.\n");
    for (size_t i = 0; i < all->n; i++) {
        const struct sg_indicator *at = &all->at[i];
        if (at->kind == SG_INDICATOR_ADDRESS)
            put_field_rule(out, "From|Sender|Return-Path", at->value, at);
        else if (at->kind == SG_INDICATOR_REPLY_TO)
            put_field_rule(out, "Reply-To", at->value, at);
        else if (at->kind == SG_INDICATOR_SUBJECT)
            put_subject_rule(out, at);
        else if (is_blocked(at, SG_INDICATOR_MAIL_DOMAIN))
            put_domain_rule(out, at);
    }
}

static void put_body_rule(struct sg_buf *out, const char *before, const struct sg_indicator *i,
                          const char *after)
{
    sg_putf(out, "/%s", before);
    sg_put_regex(out, i->value);
    sg_putf(out, "%s/ REJECT 5.7.1 phishing\n", after);
}

void sg_put_indicator_body_checks(struct sg_buf *out, const struct sg_indicators *all)
{
    sg_put_text(
        out,
        "# shingan indicators: pcre_table(5) for body_checks, which reads lines as they are sent: not in base64.\n");
    for (size_t i = 0; i < all->n; i++) {
        const struct sg_indicator *at = &all->at[i];
        if (is_blocked(at, SG_INDICATOR_URL))
            put_body_rule(out, "", at, at->is_prefix ? "" : "(?![[:alnum:]\\/?#%&=._~-])");
        else if (is_blocked_name(all, at))
            put_body_rule(out, "\\/\\/(?:[[:alnum:]-]+\\.)*", at,
                          "(?![[:alnum:]-]|\\.[[:alnum:]])");
    }
}

/* ---- names ---- */

void sg_put_indicator_rpz(struct sg_buf *out, const struct sg_indicators *all, uint32_t serial)
{
    sg_put_text(out, "; shingan indicators: a response policy zone.\n$TTL 300\n");
    sg_putf(out, "@ IN SOA localhost. hostmaster.localhost. ( %" PRIu32 " 3600 600 604800 300 )\n",
            serial);
    sg_put_text(out, "@ IN NS localhost.\n");
    for (size_t i = 0; i < all->n; i++) {
        const struct sg_indicator *at = &all->at[i];
        if (!is_blocked_name(all, at))
            continue;
        sg_put(out, at->value);
        sg_put_text(out, " IN CNAME .\n*.");
        sg_put(out, at->value);
        sg_put_text(out, " IN CNAME .\n");
    }
}

void sg_put_indicator_hosts(struct sg_buf *out, const struct sg_indicators *all)
{
    sg_put_text(out, "# shingan indicators: hosts(5).\n");
    for (size_t i = 0; i < all->n; i++) {
        const struct sg_indicator *at = &all->at[i];
        if (!is_blocked(at, SG_INDICATOR_DOMAIN) && !is_blocked(at, SG_INDICATOR_HOST))
            continue;
        sg_put_text(out, "0.0.0.0 ");
        sg_put(out, at->value);
        sg_put_octet(out, '\n');
    }
}
