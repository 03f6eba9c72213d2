#include "report/forwarded.h"

#include "facts/inner.h"

static void add(struct sg_lost *lost, bool applies, const char *id)
{
    if (applies && lost->n < SG_MAX_LOST)
        lost->ids[lost->n++] = id;
}

static bool has_page(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_passages; i++)
        if (f->passages[i].page != NULL)
            return true;
    return false;
}

/* Links that a gateway of the forwarder rewrote. */
static bool has_rewritten(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_links; i++)
        if (f->links[i].wrapper != NULL)
            return true;
    return false;
}

struct sg_lost sg_lost_of(const struct sg_examination *x)
{
    struct sg_lost lost = { 0 };
    const struct sg_facts *f = x->facts;
    if (x->wrapper == NULL)
        return lost;
    bool is_text = f->as->how == SG_INNER_AS_TEXT;
    add(&lost, is_text || f->mail->n_hops == 0, "hops");
    add(&lost, true, "authentication");
    add(&lost, is_text && f->mail->from.n > 0 && f->mail->from.at[0].domain.len == 0,
        "sender-address");
    add(&lost, is_text && f->mail->to.n == 0, "recipient");
    add(&lost, is_text && !has_page(f), "html");
    add(&lost, is_text && has_rewritten(f), "links");
    return lost;
}

const char *sg_forwarded_how_id(const struct sg_examination *x)
{
    static const char *const ids[] = {
        [SG_INNER_ATTACHED] = "attachment", [SG_INNER_AS_TEXT] = "inline"
    };
    return x->wrapper == NULL ? NULL : ids[x->facts->as->how];
}

const struct sg_examination *sg_outermost(const struct sg_examination *x)
{
    while (x->wrapper != NULL)
        x = x->wrapper;
    return x;
}
