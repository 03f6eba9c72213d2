#include "programs/milter_message.h"

#include "checks/table.h"

enum {
    SESSION_TEXTS = 5,
    ANSWER_HEAD = 13, /* level, complete, points, told, forged, pardon */
    TOLD_OCTETS = 6,
    FORGED_OCTETS = 2,
    MAX_POINTS = 1000000,
};

/* ---- numbers, highest octet first ---- */

static void put_number(struct sg_buf *out, uint32_t n, size_t octets)
{
    for (size_t i = octets; i > 0; i--)
        sg_put_octet(out, (uint8_t)(n >> (8 * (i - 1))));
}

static uint32_t take_number(sg_span *rest, size_t octets)
{
    uint32_t n = 0;
    for (size_t i = 0; i < octets; i++)
        n = n << 8 | (uint32_t)(sg_at(*rest, i) < 0 ? 0 : sg_at(*rest, i));
    *rest = sg_tail(*rest, octets);
    return n;
}

/* ---- sessions ---- */

void sg_milter_put_session(struct sg_buf *out, const struct sg_milter_session *s)
{
    const sg_span texts[SESSION_TEXTS] = { s->client_ip, s->rdns, s->helo, s->mail_from,
                                           s->recipient };
    sg_put_octet(out, s->is_authenticated);
    for (size_t i = 0; i < SESSION_TEXTS; i++) {
        sg_span text = sg_cut(texts[i], 0, 1000);
        put_number(out, (uint32_t)text.len, 2);
        sg_put(out, text);
    }
}

bool sg_milter_read_session(sg_span note, struct sg_milter_session *out)
{
    sg_span texts[SESSION_TEXTS], rest = note;
    if (rest.len == 0)
        return false;
    bool is_authenticated = take_number(&rest, 1) != 0;
    for (size_t i = 0; i < SESSION_TEXTS; i++) {
        if (rest.len < 2)
            return false;
        size_t len = take_number(&rest, 2);
        if (rest.len < len)
            return false;
        texts[i] = sg_cut(rest, 0, len);
        rest = sg_tail(rest, len);
    }
    *out = (struct sg_milter_session){ texts[0], texts[1], texts[2],
                                       texts[3], texts[4], is_authenticated };
    return rest.len == 0;
}

/* ---- answers ---- */

void sg_milter_put_answer(struct sg_buf *out, const struct sg_milter_answer *a)
{
    put_number(out, (uint32_t)a->level, 1);
    put_number(out, a->is_complete, 1);
    put_number(out, (uint32_t)a->points, 4);
    put_number(out, (uint32_t)a->n_told, 1);
    put_number(out, (uint32_t)a->n_forged, 2);
    put_number(out, a->pardon, 4);
    for (size_t i = 0; i < a->n_told; i++) {
        put_number(out, a->told[i].kind, 2);
        put_number(out, (uint32_t)a->told[i].points, 4);
    }
    for (size_t i = 0; i < a->n_forged; i++)
        put_number(out, a->forged[i], 2);
}

static bool is_number_of_points(int32_t points)
{
    return points >= -MAX_POINTS && points <= MAX_POINTS;
}

bool sg_milter_read_answer(sg_span reply, struct sg_milter_answer *a)
{
    sg_span rest = reply;
    if (rest.len < ANSWER_HEAD)
        return false;
    uint32_t level = take_number(&rest, 1), complete = take_number(&rest, 1);
    *a = (struct sg_milter_answer){ .is_complete = complete != 0 };
    a->points = (int32_t)take_number(&rest, 4);
    a->n_told = take_number(&rest, 1);
    a->n_forged = take_number(&rest, 2);
    a->pardon = take_number(&rest, 4);
    if (level > SG_LEVEL_UNDETERMINED || complete > 1 || !is_number_of_points(a->points) ||
        a->n_told > SG_MAX_TOLD || a->n_forged > SG_MAX_FORGED ||
        rest.len != a->n_told * TOLD_OCTETS + a->n_forged * FORGED_OCTETS)
        return false;
    a->level = (enum sg_level)level;
    for (size_t i = 0; i < a->n_told; i++) {
        a->told[i].kind = (uint16_t)take_number(&rest, 2);
        a->told[i].points = (int32_t)take_number(&rest, 4);
        if (a->told[i].kind >= sg_milter_n_kinds() || !is_number_of_points(a->told[i].points))
            return false;
    }
    for (size_t i = 0; i < a->n_forged; i++) {
        a->forged[i] = (uint16_t)take_number(&rest, 2);
        if (a->forged[i] == 0)
            return false;
    }
    return true;
}

/* ---- kinds ---- */

static const struct sg_finding_kind *kind_at(size_t wanted)
{
    size_t n = 0;
    for (size_t i = 0; sg_checks[i] != NULL; i++)
        for (const struct sg_finding_kind *k = sg_checks[i]->kinds; k->id != NULL; k++)
            if (n++ == wanted)
                return k;
    return NULL;
}

size_t sg_milter_n_kinds(void)
{
    size_t n = 0;
    for (size_t i = 0; sg_checks[i] != NULL; i++)
        for (const struct sg_finding_kind *k = sg_checks[i]->kinds; k->id != NULL; k++)
            n++;
    return n;
}

const char *sg_milter_kind_id(size_t kind)
{
    const struct sg_finding_kind *k = kind_at(kind);
    return k == NULL ? "" : k->id;
}

size_t sg_milter_kind_of(const struct sg_finding_kind *kind)
{
    size_t n = 0;
    for (size_t i = 0; sg_checks[i] != NULL; i++)
        for (const struct sg_finding_kind *k = sg_checks[i]->kinds; k->id != NULL; k++, n++)
            if (k == kind)
                return n;
    return n;
}
