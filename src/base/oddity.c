#include "base/oddity.h"

#include "base/limits.h"

void sg_odd(struct sg_oddities *all, enum sg_oddity_kind kind, struct sg_range place,
            const char *what)
{
    if (kind == SG_ODD_LIMIT)
        all->limit_reached = true;
    size_t most = SG_MAX_ODDITIES + (kind == SG_ODD_LIMIT ? SG_MAX_LATE_LIMITS : 0);
    if (all->n >= most) {
        all->dropped++;
        return;
    }
    struct sg_oddity *o = SG_NEW(all->arena, struct sg_oddity);
    *o = (struct sg_oddity){ .kind = kind, .place = place, .what = what };
    if (all->last == NULL)
        all->last = &all->first;
    *all->last = o;
    all->last = &o->next;
    all->n++;
}

const char *sg_oddity_id(enum sg_oddity_kind kind)
{
    static const char *const ids[] = {
#define SG_ODDITY(name, id) [SG_ODD_##name] = (id),
        SG_ODDITIES(SG_ODDITY)
#undef SG_ODDITY
    };
    return ids[kind];
}
