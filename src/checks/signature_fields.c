/* dkim-key-weak, dkim-body-partial, dkim-expired, arc-trusted-override: what the signatures of a mail say of themselves.
 *
 * Source: RFC 6376 3.5, RFC 8301 (RSA keys under 1,024 bits and SHA-1 prove nothing), RFC 8617.  A weak signature is not malice: the
 * first three tell, and weigh nothing by themselves; they say why a pass is worth less.  The last reassures: our own side found an
 * intact ARC chain whose last sealer is listed as a service that forwards for its users, so that a failed DMARC is explained.
 * Known false alarm: old mailers with short keys. */
#include "facts/check.h"
#include "mail/signature.h"

enum kind_of_signature { WEAK, PARTIAL, EXPIRED, OVERRIDE };

static const struct sg_finding_kind kinds[] = {
    [WEAK] = { "dkim-key-weak", SG_GROUP_AUTH, SG_DIRECT, SG_PART_NONE },
    [PARTIAL] = { "dkim-body-partial", SG_GROUP_AUTH, SG_DIRECT, SG_PART_NONE },
    [EXPIRED] = { "dkim-expired", SG_GROUP_AUTH, SG_DIRECT, SG_PART_NONE },
    [OVERRIDE] = { "arc-trusted-override", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

enum { LEAST_RSA = 1024 / 8 }; /* octets of a key that still proves something */

static void add(const struct sg_facts *facts, struct sg_findings *out, enum kind_of_signature kind,
                const struct sg_signature *s)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    sg_found_arg(f, "domain", s->domain);
    sg_found_arg(f, "algorithm", s->algorithm);
    sg_found_at(f, s->field->place, sg_field_unfold(facts->arena, s->field));
}

static bool is_weak(const struct sg_signature *s)
{
    bool is_rsa = sg_starts(s->algorithm, SG_SPAN("rsa"));
    return sg_same_nocase(s->algorithm, SG_SPAN("rsa-sha1")) ||
           (is_rsa && s->octets > 0 && s->octets < LEAST_RSA);
}

/* Seconds since 1970, by our own side's line; 0: unknown. */
static int64_t arrival(const struct sg_facts *facts)
{
    const struct sg_received *border = facts->sender.boundary;
    return border != NULL && border->has_time ? border->time : 0;
}

static void own_words(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_fields *fields = facts->mail->fields;
    const struct sg_field *field = sg_fields_first(fields, SG_SPAN("DKIM-Signature"));
    bool seen[3] = { false };
    for (; field != NULL; field = sg_fields_next(fields, field)) {
        struct sg_signature s = sg_signature_read(facts->arena, field);
        bool shows[3] = {
            [WEAK] = is_weak(&s),
            [PARTIAL] = s.is_partial,
            [EXPIRED] = s.expires > 0 && arrival(facts) > s.expires,
        };
        for (int i = 0; i < 3; i++) {
            if (shows[i] && !seen[i])
                add(facts, out, (enum kind_of_signature)i, &s);
            seen[i] |= shows[i];
        }
    }
}

/* The seal of the highest instance. */
static struct sg_signature last_seal(const struct sg_facts *facts)
{
    struct sg_signature last = { 0 };
    const struct sg_fields *fields = facts->mail->fields;
    const struct sg_field *field = sg_fields_first(fields, SG_SPAN("ARC-Seal"));
    for (; field != NULL; field = sg_fields_next(fields, field)) {
        struct sg_signature s = sg_signature_read(facts->arena, field);
        if (s.instance > last.instance)
            last = s;
    }
    return last;
}

/* Only where there is a failure to explain. */
static void forwarded(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (s->arc != SG_AUTH_PASS || s->is_aligned || s->dmarc != SG_AUTH_FAIL)
        return;
    struct sg_signature seal = last_seal(facts);
    if (seal.field == NULL || !sg_list_has(&facts->intel->lists->arc_sealers, seal.domain))
        return;
    add(facts, out, OVERRIDE, &seal);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    own_words(facts, out);
    forwarded(facts, out);
}

const struct sg_check sg_check_signature_fields = {
    .name = "signature-fields",
    .looks_for = "signatures that prove little, and a trusted seal that explains a failed DMARC",
    .kinds = kinds,
    .run = run,
};
