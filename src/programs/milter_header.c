#include "programs/milter_header.h"

#include "text/unicode.h"

enum {
    LINE = 76,      /* octets of a line */
    NAME_ROOM = 20, /* of the first for the field's name */
    WORD_OCTETS =
        39, /* of UTF-8 in one encoded word: a line of 76 with "Subject: " before it (RFC 2047 2) */
};

void sg_milter_put_points(struct sg_buf *out, int32_t points)
{
    int32_t size = points < 0 ? -points : points;
    sg_putf(out, "%c%d.%02d", points < 0 ? '-' : '+', size / 100, size % 100);
}

void sg_milter_put_findings(struct sg_buf *out, const struct sg_milter_answer *answer)
{
    size_t column = NAME_ROOM;
    for (size_t i = 0; i < answer->n_told; i++) {
        size_t before = out->len;
        struct sg_buf one = SG_BUF((size_t)LINE * 2);
        sg_putf(&one, "%s (", sg_milter_kind_id(answer->told[i].kind));
        sg_milter_put_points(&one, answer->told[i].points);
        sg_put_text(&one, i + 1 < answer->n_told ? ")," : ")");
        bool is_first = i == 0;
        if (!is_first && column + one.len + 1 > LINE) {
            sg_put_text(out, "\n\t");
            column = 8;
        } else if (!is_first) {
            sg_put_octet(out, ' ');
        }
        sg_put(out, sg_buf_span(&one));
        column += out->len - before;
        sg_buf_free(&one);
    }
    if (answer->n_told == 0)
        sg_put_text(out, "none");
}

static const char *result_of(enum sg_level level)
{
    static const char *const results[] = {
        [SG_LEVEL_PHISHING] = "fail",          [SG_LEVEL_SUSPICIOUS] = "softfail",
        [SG_LEVEL_NO_SIGN] = "neutral",        [SG_LEVEL_GENUINE] = "pass",
        [SG_LEVEL_UNDETERMINED] = "temperror",
    };
    return results[level];
}

void sg_milter_put_results(struct sg_buf *out, sg_span authserv_id,
                           const struct sg_milter_answer *answer)
{
    enum sg_level level = answer == NULL ? SG_LEVEL_UNDETERMINED : answer->level;
    sg_put(out, authserv_id);
    sg_putf(out, ";\n\tx-shingan=%s policy.level=%s", result_of(level), sg_level_id(level));
    if (answer == NULL)
        return;
    sg_put_text(out, " policy.points=");
    sg_milter_put_points(out, answer->points);
}

static void put_base64(struct sg_buf *out, sg_span s)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.len; i += 3) {
        uint32_t n = 0;
        for (size_t k = 0; k < 3; k++)
            n = n << 8 | (uint32_t)(sg_at(s, i + k) < 0 ? 0 : sg_at(s, i + k));
        for (size_t k = 0; k < 4; k++) {
            bool is_there = k <= s.len - i;
            sg_put_octet(out, is_there ? (uint8_t)letters[n >> (6 * (3 - k)) & 63] : '=');
        }
    }
}

/* Whole characters of at most WORD_OCTETS. */
static size_t word_length(sg_span s)
{
    size_t at = 0, end = 0;
    while (at < s.len && at <= WORD_OCTETS) {
        end = at;
        (void)sg_utf8_next(s, &at);
    }
    return at <= WORD_OCTETS ? at : end;
}

void sg_milter_put_subject(struct sg_buf *out, sg_span prefix, sg_span subject)
{
    bool is_ascii = sg_find_non_ascii(prefix) == prefix.len;
    sg_span rest = prefix;
    while (!is_ascii && rest.len > 0) {
        size_t n = word_length(rest);
        sg_put_text(out, "=?UTF-8?B?");
        put_base64(out, sg_cut(rest, 0, n));
        sg_put_text(out, "?=");
        rest = sg_tail(rest, n);
        sg_put_text(
            out, "\n "); /* between encoded words it is not shown; after the last it is one blank */
    }
    if (is_ascii) {
        sg_put(out, prefix);
        sg_put_octet(out, ' ');
    }
    sg_span raw = subject;
    while (sg_at(raw, 0) == ' ' || sg_at(raw, 0) == '\t')
        raw = sg_tail(raw, 1);
    sg_put(out, raw);
}
