/* from-encoding-anomaly: the From or Subject is encoded twice, holds control characters, or hides plain ASCII in base64.
 *
 * Raw 8-bit octets are no sign: old Japanese mailers write them.  Quoted-printable of ASCII is none either: many services
 * write every name so.  Known false alarm: software that encodes whatever it is given. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "from-encoding-anomaly", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static bool is_twice(sg_span decoded)
{
    size_t start = sg_find_nocase(decoded, SG_SPAN("=?"), 0);
    return start < decoded.len &&
           (sg_find_nocase(decoded, SG_SPAN("?b?"), start) < decoded.len ||
            sg_find_nocase(decoded, SG_SPAN("?q?"), start) < decoded.len) &&
           sg_find_nocase(decoded, SG_SPAN("?="), start) < decoded.len;
}

static bool has_control(sg_span decoded)
{
    for (size_t i = 0; i < decoded.len; i++) {
        int c = sg_at(decoded, i);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
            return true;
    }
    return false;
}

static bool is_hidden_ascii(sg_span decoded, sg_span raw)
{
    return decoded.len > 0 && sg_find_non_ascii(decoded) == decoded.len &&
           sg_find_nocase(raw, SG_SPAN("?b?"), 0) < raw.len &&
           sg_find_nocase(raw, SG_SPAN("iso-2022-jp"), 0) == raw.len;
}

static bool look(const struct sg_facts *facts, const struct sg_field *field, sg_span decoded,
                 struct sg_findings *out)
{
    if (field == NULL)
        return false;
    sg_span raw = sg_field_unfold(facts->arena, field);
    if (!is_twice(decoded) && !has_control(decoded) && !is_hidden_ascii(decoded, raw))
        return false;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_at(f, field->place, raw);
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_mail *mail = facts->mail;
    if (facts->is_notice || facts->as != NULL)
        return;
    if (facts->sender.from != NULL &&
        look(facts, mail->from_field, facts->sender.from->display.utf8, out))
        return;
    (void)look(facts, mail->subject_field, mail->subject.utf8, out);
}

const struct sg_check sg_check_from_encoding_anomaly = {
    .name = "from-encoding-anomaly",
    .looks_for = "a From or Subject that is encoded in a way that hides it",
    .kinds = kinds,
    .run = run,
};
