/* warn/draft_mime.c - drafts as mails: RFC 5322, MIME (RFC 2045 to 2047). */
#include <nettle/base64.h>

#include "text/unicode.h"
#include "warn/draft_parts.h"

enum {
    WORD_OCTETS = 39,    /* of UTF-8 in one RFC 2047 word: 52 of base64, 64 with its frame */
    LINE = 76,           /* octets of a line that is folded */
    MAX_MAIL_LINE = 998, /* octets of a line that mail servers must take, RFC 5322 2.1.1 */
    OCTETS_OF_LINE = 57, /* that make 76 of base64 */
    DIGEST_SHOWN = 24,   /* hexadecimal digits of the digest in a boundary */
};

/* ---- base64 ---- */

void sg_put_base64(struct sg_buf *out, sg_span octets, bool in_lines)
{
    char line[BASE64_ENCODE_RAW_LENGTH(OCTETS_OF_LINE)];
    for (size_t at = 0; at < octets.len; at += OCTETS_OF_LINE) {
        sg_span piece = sg_cut(octets, at, OCTETS_OF_LINE);
        base64_encode_raw(line, piece.len, piece.at);
        sg_put(out, (sg_span){ (const uint8_t *)line, BASE64_ENCODE_RAW_LENGTH(piece.len) });
        if (in_lines)
            sg_put_text(out, "\r\n");
    }
}

/* ---- header fields ---- */

/* Goes into a field as it is. */
static bool is_plain(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) < ' ' || sg_at(s, i) > '~')
            return false;
    return !sg_holds(s, SG_SPAN("=?"));
}

static void put_words(struct sg_buf *out, sg_span text)
{
    while (text.len > 0) {
        sg_span piece = sg_utf8_cut(text, WORD_OCTETS);
        piece = piece.len == 0 ? sg_cut(text, 0, 1) : piece;
        sg_put_text(out, "=?UTF-8?B?");
        sg_put_base64(out, piece, false);
        sg_put_text(out, "?=");
        text = sg_tail(text, piece.len);
        if (text.len > 0)
            sg_put_text(out, "\r\n ");
    }
}

/* Folded at blanks; a word without blanks that is too long for a line of a mail is told in RFC 2047 words instead. */
static void put_folded(struct sg_buf *out, sg_span text, size_t column)
{
    for (sg_span rest = text; rest.len > 0;) {
        sg_span word = sg_next(&rest, ' ');
        if (word.len == 0)
            continue;
        if (column + 1 + word.len > LINE && column > 1) {
            sg_put_text(out, "\r\n");
            column = 0;
        }
        sg_put_octet(out, ' ');
        sg_put(out, word);
        column += 1 + word.len;
    }
}

static bool has_long_word(sg_span text)
{
    while (text.len > 0)
        if (sg_next(&text, ' ').len > MAX_MAIL_LINE - LINE)
            return true;
    return false;
}

/* One line: line ends as blanks. */
static sg_span flat(struct sg_buf *out, sg_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        int c = sg_at(text, i);
        sg_put_octet(out, c < ' ' || c == 0x7f ? ' ' : (uint8_t)c);
    }
    return sg_trim(sg_buf_span(out));
}

void sg_put_mail_field(struct sg_buf *out, const char *name, sg_span text)
{
    struct sg_buf line = SG_BUF(SG_MAX_SPECIMEN);
    text = flat(&line, text);
    sg_putf(out, "%s:", name);
    if (is_plain(text) && !has_long_word(text)) {
        put_folded(out, text, sg_span_of(name).len + 1);
    } else {
        sg_put_octet(out, ' ');
        put_words(out, text);
    }
    sg_put_text(out, "\r\n");
    sg_buf_free(&line);
}

/* A display name of anything but plain words is quoted, or encoded. */
static void put_display(struct sg_buf *out, sg_span display)
{
    static const struct sg_octets quoted = SG_EIGHT('"', '\\', '(', ')', '<', '>', '@', ',');
    bool is_word = is_plain(display) && sg_find_any(display, &quoted, 0) == display.len &&
                   sg_find(display, ';', 0) == display.len &&
                   sg_find(display, ':', 0) == display.len &&
                   sg_find(display, '.', 0) == display.len && display.len < LINE;
    if (is_word)
        sg_put(out, display);
    else
        put_words(out, display);
}

void sg_put_mailbox_field(struct sg_buf *out, const char *name, sg_span display, sg_span address)
{
    struct sg_buf line = SG_BUF(SG_MAX_SPECIMEN);
    if (!is_plain(address) || address.len > MAX_MAIL_LINE - LINE) {
        sg_put_mail_field(out, name, address);
        return;
    }
    display = flat(&line, display);
    sg_putf(out, "%s: ", name);
    if (display.len > 0) {
        put_display(out, display);
        sg_put_text(out, "\r\n <");
    } else {
        sg_put_octet(out, '<');
    }
    sg_put(out, address);
    sg_put_text(out, ">\r\n");
    sg_buf_free(&line);
}

/* ---- the mail as it was received ---- */

const char *sg_mail_encoding(sg_span mail)
{
    bool is_seven = true;
    size_t line = 0;
    for (size_t i = 0; i < mail.len; i++) {
        int c = sg_at(mail, i);
        bool is_end = c == '\n' || (c == '\r' && sg_at(mail, i + 1) == '\n');
        line = is_end ? 0 : line + 1;
        if (c == 0 || line > MAX_MAIL_LINE || (c == '\r' && !is_end))
            return "binary";
        is_seven = is_seven && c < 0x80;
    }
    return is_seven ? "7bit" : "8bit";
}

void sg_put_mail_octets(struct sg_buf *out, sg_span mail)
{
    bool is_last = false;
    while (!is_last) {
        size_t end = sg_find(mail, '\n', 0);
        is_last = end == mail.len;
        sg_span line = sg_cut(mail, 0, end);
        if (sg_at(line, line.len - 1) == '\r')
            line = sg_cut(line, 0, line.len - 1);
        sg_put(out, line);
        if (!is_last)
            sg_put_text(out, "\r\n");
        mail = sg_tail(mail, end + 1);
    }
}

sg_span sg_mail_boundary(const struct sg_drafting *d)
{
    sg_span digest = sg_cut(d->specimen->sha256, 0, DIGEST_SHOWN);
    for (unsigned n = 0;; n++) {
        struct sg_buf out = SG_BUF_IN(d->arena, LINE);
        sg_putf(&out, "=_shingan_%u_", n);
        sg_put(&out, digest);
        if (!sg_holds(d->mail, sg_buf_span(&out)))
            return sg_buf_done(&out);
    }
}

/* ---- parts ---- */

void sg_put_draft_head(struct sg_buf *out, const struct sg_drafting *d,
                       const struct sg_contact *contact, sg_span subject)
{
    const struct sg_publisher *p = d->publisher;
    if (p->reporter_mail.len > 0)
        sg_put_mailbox_field(out, "From",
                             p->reporter_name.len > 0 ? p->reporter_name : p->reporter_organisation,
                             p->reporter_mail);
    if (contact != NULL && contact->mail.len > 0)
        sg_put_mailbox_field(out, "To", (sg_span){ 0 }, contact->mail);
    sg_put_mail_field(out, "Subject", subject);
    sg_put_text(out, "X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
}

void sg_put_text_part(struct sg_buf *out, sg_span text)
{
    struct sg_buf lines = SG_BUF(SG_MAX_DRAFT);
    sg_put_mail_octets(&lines, text);
    sg_span octets = sg_buf_span(&lines);
    const char *encoding = sg_mail_encoding(octets);
    bool is_binary = encoding[0] == 'b';
    sg_putf(out, "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: %s\r\n\r\n",
            is_binary ? "base64" : encoding);
    if (is_binary)
        sg_put_base64(out, octets, true);
    else
        sg_put(out, octets);
    sg_buf_free(&lines);
}

/* What no server need take stays whole as a file in base64. */
void sg_put_mail_part(struct sg_buf *out, sg_span mail)
{
    const char *encoding = sg_mail_encoding(mail);
    bool is_binary = encoding[0] == 'b';
    sg_putf(out,
            "Content-Type: %s; name=\"raw.eml\"\r\n"
            "Content-Disposition: attachment; filename=\"raw.eml\"\r\n"
            "Content-Transfer-Encoding: %s\r\n\r\n",
            is_binary ? "application/octet-stream" : "message/rfc822",
            is_binary ? "base64" : encoding);
    if (is_binary)
        sg_put_base64(out, mail, true);
    else
        sg_put_mail_octets(out, mail);
}
