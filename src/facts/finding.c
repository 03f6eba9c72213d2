#include "facts/finding.h"

#include "text/unicode.h"

struct sg_findings sg_findings_open(struct sg_arena *arena)
{
    return (struct sg_findings){ .arena = arena };
}

struct sg_finding *sg_found(struct sg_findings *all, const struct sg_finding_kind *kind)
{
    struct sg_finding *f = SG_NEW(all->arena, struct sg_finding);
    f->kind = kind;
    f->arena = all->arena;
    f->strength = 100;
    if (all->count == SG_MAX_FINDINGS) {
        all->dropped++;
        return f; /* filled in by the caller, kept by nobody */
    }
    if (all->last == NULL)
        all->last = &all->first;
    *all->last = f;
    all->last = &f->next;
    all->count++;
    return f;
}

static sg_span showable(const struct sg_finding *f, sg_span s)
{
    return sg_utf8_cut(sg_utf8_mended(f->arena, sg_utf8_cut(s, SG_MAX_SHOWN)), SG_MAX_SHOWN);
}

static void add_arg(struct sg_finding *f, const char *name, sg_span value, bool is_url)
{
    if (f->n_args < SG_MAX_ARGS)
        f->args[f->n_args++] = (struct sg_arg){ name, showable(f, value), is_url };
}

static void add_evidence(struct sg_finding *f, struct sg_range place, sg_span shown, bool is_url)
{
    if (f->n_evidence < SG_MAX_EVIDENCE)
        f->evidence[f->n_evidence++] = (struct sg_evidence){ place, showable(f, shown), is_url };
}

void sg_found_arg(struct sg_finding *f, const char *name, sg_span value)
{
    add_arg(f, name, value, false);
}

void sg_found_url_arg(struct sg_finding *f, const char *name, sg_span value)
{
    add_arg(f, name, value, true);
}

void sg_found_at(struct sg_finding *f, struct sg_range place, sg_span shown)
{
    add_evidence(f, place, shown, false);
}

void sg_found_url_at(struct sg_finding *f, struct sg_range place, sg_span shown)
{
    add_evidence(f, place, shown, true);
}

void sg_found_text(struct sg_finding *f, const struct sg_text *text, sg_span part)
{
    add_evidence(f, sg_place_of(text, part), part, false);
}

void sg_found_from(struct sg_finding *f, const struct sg_facts *facts)
{
    const struct sg_address *from = facts->sender.from;
    if (from == NULL)
        return;
    sg_span address = sg_address_spec(facts->arena, from);
    sg_found_arg(f, "address", address);
    sg_found_at(f, from->place, address);
}

void sg_found_phrase(struct sg_finding *f, const struct sg_passage *p,
                     const struct sg_phrase_hit *hit)
{
    sg_found_text(f, &p->text, sg_passage_source(p, hit->at));
}

struct sg_finding *sg_found_phrases(struct sg_findings *all, const struct sg_finding_kind *kind,
                                    const struct sg_facts *facts, enum sg_phrase_category category)
{
    struct sg_finding *f = NULL;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        for (size_t j = 0; j < p->phrases.n; j++) {
            if (p->phrases.at[j].phrase->category != category)
                continue;
            if (f == NULL) {
                f = sg_found(all, kind);
                f->phrase = p->phrases.at[j].phrase;
            }
            sg_found_phrase(f, p, &p->phrases.at[j]);
        }
    }
    return f;
}
