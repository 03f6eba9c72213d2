/* date-missing-or-invalid, date-skew, timezone-mismatch, hop-time-disorder: when it says it was sent, and when it came in.
 *
 * Quiet in mails passed on as text, whose dates are somebody else's; of the time zone also for UTC and with aligned
 * authentication; of the hops below the border, where anybody may have written them.  Known false alarm: devices with a wrong
 * clock, mail that waited in a queue, senders on a journey. */
#include "base/buf.h"
#include "facts/check.h"
#include "facts/inner.h"

enum { MISSING, SKEW, ZONE, DISORDER };

static const struct sg_finding_kind kinds[] = {
    [MISSING] = { "date-missing-or-invalid", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    [SKEW] = { "date-skew", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    [ZONE] = { "timezone-mismatch", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    [DISORDER] = { "hop-time-disorder", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum {
    HOUR = 3600,
    LATE = 24 * HOUR, /* seconds between Date and border: a queue may hold a mail so long */
    EARLY = 2 * HOUR, /* seconds that a Date may lie after the border */
    BACKWARDS = 600,  /* seconds that clocks of one house may differ */
    JAPAN = 9 * 60,   /* minutes east of UTC */
};

static const struct sg_field *date_field(const struct sg_facts *facts)
{
    return sg_fields_first(facts->mail->fields, SG_SPAN("Date"));
}

static struct sg_finding *found(const struct sg_facts *facts, struct sg_findings *out, int kind)
{
    const struct sg_field *date = date_field(facts);
    const struct sg_mail *mail = facts->mail;
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    if (date != NULL)
        sg_found_at(f, date->place, sg_field_unfold(facts->arena, date));
    else
        sg_found_at(f, mail->from_field->place, sg_field_unfold(facts->arena, mail->from_field));
    return f;
}

/* Whole hours, as a value for the words. */
static sg_span hours(struct sg_arena *arena, int64_t seconds)
{
    struct sg_buf text = SG_BUF_IN(arena, 32);
    sg_putf(&text, "%lld", (long long)((seconds < 0 ? -seconds : seconds) / HOUR));
    return sg_buf_done(&text);
}

static void skew(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_received *border = facts->sender.boundary;
    if (border == NULL || !border->has_time || facts->is_list)
        return;
    int64_t ahead = facts->mail->date - border->time;
    if (ahead <= EARLY && ahead >= -LATE)
        return;
    struct sg_finding *f = found(facts, out, SKEW);
    sg_found_arg(f, ahead > 0 ? "after" : "before", hours(facts->arena, ahead));
    sg_found_at(f, border->field->place, sg_field_unfold(facts->arena, border->field));
}

static bool is_only_japanese(const struct sg_brand *brand)
{
    return brand->n_countries == 1 && sg_same(brand->countries[0], SG_SPAN("JP"));
}

static void zone(const struct sg_facts *facts, struct sg_findings *out)
{
    int offset = facts->mail->date_offset;
    if (facts->brand == NULL || !is_only_japanese(facts->brand) || facts->sender.is_aligned ||
        facts->is_list || offset == 0 || offset == JAPAN)
        return;
    struct sg_finding *f = found(facts, out, ZONE);
    f->brand = facts->brand;
}

/* Of the hops that our own side wrote, a later one before an earlier one. */
static void disorder(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_mail *mail = facts->mail;
    if (facts->sender.how != SG_BOUNDARY_TRUSTED)
        return;
    for (size_t i = 0; i + 1 <= facts->sender.boundary_at && i + 1 < mail->n_hops; i++) {
        const struct sg_received *later = &mail->hops[i], *earlier = &mail->hops[i + 1];
        if (!later->has_time || !earlier->has_time || earlier->time - later->time <= BACKWARDS)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[DISORDER]);
        sg_found_at(f, later->field->place, sg_field_unfold(facts->arena, later->field));
        sg_found_at(f, earlier->field->place, sg_field_unfold(facts->arena, earlier->field));
        return;
    }
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool is_text = facts->as != NULL && facts->as->how == SG_INNER_AS_TEXT;
    if (is_text || facts->mail->from_field == NULL || facts->is_report)
        return;
    disorder(facts, out);
    if (!facts->mail->has_date) {
        (void)found(facts, out, MISSING);
        return;
    }
    skew(facts, out);
    zone(facts, out);
}

const struct sg_check sg_check_date_fields = {
    .name = "date-fields",
    .looks_for = "a missing Date, or one that does not agree with the hops or the claimed sender",
    .kinds = kinds,
    .run = run,
};
