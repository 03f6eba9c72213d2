/* facts/forwarded.c - a mail that is passed on as text, made a mail again from its block and what follows. */
#include "base/limits.h"
#include "facts/build.h"
#include "facts/forward.h"
#include "facts/inner.h"

struct blocks {
    struct sg_facts *f;
    struct sg_forward_block *at; /* one a passage */
    bool *has;
    size_t first; /* passage with the first block; n_passages: there is none */
};

/* Below an answer stands what is answered, and lists discuss; servers quote what they report on. */
static bool may_pass_on(const struct sg_facts *f)
{
    return !f->is_list && !f->is_report && (!f->is_conversation || sg_facts_is_marked(f));
}

static void find_blocks(struct blocks *b)
{
    struct sg_facts *f = b->f;
    bool marked_only = !sg_facts_is_marked(f);
    b->first = f->n_passages;
    for (size_t i = 1; i < f->n_passages; i++) {
        const struct sg_passage *p = &f->passages[i];
        b->has[i] = sg_forward_find(f->arena, f->intel->lists, f->intel->folder, &p->text,
                                    p->page != NULL, marked_only, &b->at[i]);
        if (b->has[i] && b->first == f->n_passages)
            b->first = i;
    }
}

/* ---- its texts ---- */

/* Another form of the text that has the block, in which no block was found: whose words are whose is not known. */
static bool is_alternative(const struct sg_facts *f, const struct sg_passage *a,
                           const struct sg_passage *b)
{
    int parent = f->mail->parts[a->part].parent;
    return parent != SG_NO_PARENT && parent == f->mail->parts[b->part].parent &&
           sg_part_is(&f->mail->parts[parent], "multipart", "alternative");
}

/* What is drawn how from octet `after` on. */
static void cut_tones(struct sg_arena *arena, const struct sg_page *page, size_t after,
                      struct sg_page *cut)
{
    struct sg_page_tones *tones = SG_NEW_N(arena, struct sg_page_tones, page->n_tones + 1);
    size_t n = 0;
    for (size_t i = 0; i < page->n_tones; i++) {
        size_t at = page->tones[i].at;
        n = at <= after ? 0 : n; /* the last one before it goes on */
        tones[n++] = (struct sg_page_tones){ at <= after ? 0 : at - after, page->tones[i].tones };
    }
    cut->tones = tones;
    cut->n_tones = n;
}

/* The page from octet `after` of its visible text on: the rest was never there. */
static const struct sg_page *page_after(struct sg_arena *arena, const struct sg_page *page,
                                        const struct sg_text *visible, size_t after)
{
    struct sg_page *cut = SG_NEW(arena, struct sg_page);
    size_t from = sg_place_of(visible, visible->utf8).from;
    struct sg_page_link *links = SG_NEW_N(arena, struct sg_page_link, page->n_links + 1);
    struct sg_hidden_run *hidden = SG_NEW_N(arena, struct sg_hidden_run, page->n_hidden + 1);
    struct sg_form *forms = SG_NEW_N(arena, struct sg_form, page->n_forms + 1);
    *cut = *page;
    cut->visible = *visible;
    cut->n_links = cut->n_hidden = cut->n_forms = 0;
    cut->links = links;
    cut->hidden = hidden;
    cut->forms = forms;
    cut_tones(arena, page, after, cut);
    for (size_t i = 0; i < page->n_links; i++)
        if (page->links[i].text_at >= after) {
            links[cut->n_links] = page->links[i];
            links[cut->n_links++].text_at -= after;
        }
    for (size_t i = 0; i < page->n_hidden; i++)
        if (sg_place_of(&page->hidden[i].text, page->hidden[i].text.utf8).from >= from)
            hidden[cut->n_hidden++] = page->hidden[i];
    for (size_t i = 0; i < page->n_forms; i++)
        if (page->forms[i].place.from >= from)
            forms[cut->n_forms++] = page->forms[i];
    return cut;
}

static struct sg_inner_text text_of(const struct blocks *b, size_t i)
{
    struct sg_facts *f = b->f;
    const struct sg_passage *p = &f->passages[i];
    struct sg_inner_text t = { .passage = i, .text = p->text, .page = p->page };
    if (!b->has[i])
        return t;
    size_t quotes = p->page != NULL ? 0 : b->at[i].quotes;
    t.text = sg_forward_unquoted(f->arena, &p->text, b->at[i].after, quotes);
    if (p->page != NULL)
        t.page = page_after(f->arena, p->page, &t.text, b->at[i].after);
    return t;
}

static void take_texts(const struct blocks *b, struct sg_inner *out)
{
    struct sg_facts *f = b->f;
    struct sg_inner_text *texts = SG_NEW_N(f->arena, struct sg_inner_text, f->n_passages);
    for (size_t i = b->first; i < f->n_passages; i++)
        if (b->has[i] || !is_alternative(f, &f->passages[i], &f->passages[b->first]))
            texts[out->n_texts++] = text_of(b, i);
    out->texts = texts;
}

/* ---- its fields ---- */

/* The address that stands behind a name in a page's block: <a href="mailto:a@b">Name</a>. */
static sg_span linked_address(const struct sg_passage *p, const struct sg_forward_block *block)
{
    for (size_t i = 0; p->page != NULL && i < p->page->n_links; i++) {
        const struct sg_page_link *l = &p->page->links[i];
        if (l->text_at >= block->starts && l->text_at < block->after && l->label.utf8.len > 0 &&
            sg_starts_nocase(l->href, SG_SPAN("mailto:")) &&
            sg_holds(block->from.utf8, l->label.utf8))
            return sg_tail(l->href, SG_SPAN("mailto:").len);
    }
    return (sg_span){ 0 };
}

static struct sg_address sender_of(const struct blocks *b, size_t i)
{
    struct sg_facts *f = b->f;
    struct sg_address from =
        sg_forward_sender(f->arena, f->intel->lists, f->intel->folder, &b->at[i].from);
    sg_span linked =
        from.domain.len > 0 ? (sg_span){ 0 } : linked_address(&f->passages[i], &b->at[i]);
    struct sg_text made_up = { linked, NULL };
    struct sg_address_list behind = sg_forward_addresses(f->arena, &made_up);
    if (behind.n > 0) {
        from.local = behind.at[0].local;
        from.domain = behind.at[0].domain;
    }
    return from;
}

/* The passage whose block says most: the first that kept the sender's address. */
static size_t fullest(const struct blocks *b, struct sg_address *from)
{
    *from = sender_of(b, b->first);
    for (size_t i = b->first + 1; from->domain.len == 0 && i < b->f->n_passages; i++) {
        if (!b->has[i])
            continue;
        struct sg_address other = sender_of(b, i);
        if (other.domain.len == 0)
            continue;
        *from = other;
        return i;
    }
    return b->first;
}

static const struct sg_mail *mail_of(const struct blocks *b, struct sg_range place,
                                     const struct sg_forward_block *block,
                                     const struct sg_address *from)
{
    struct sg_arena *arena = b->f->arena;
    const struct sg_mail *wrapper = b->f->mail;
    struct sg_mail *m = SG_NEW(arena, struct sg_mail);
    struct sg_fields *fields = SG_NEW(arena, struct sg_fields);
    struct sg_address *sender = SG_NEW(arena, struct sg_address);
    *sender = *from;
    fields->place = place;
    m->bytes = wrapper->bytes;
    m->parts = wrapper->parts;
    m->n_parts = wrapper->n_parts;
    m->fields = fields;
    m->oddities = SG_ODDITIES_IN(arena);
    m->from = (struct sg_address_list){ sender, 1 };
    m->n_from_fields = 1;
    m->subject = block->subject;
    m->to = sg_forward_addresses(arena, &block->to);
    m->cc = sg_forward_addresses(arena, &block->cc);
    m->has_date = sg_date_read(block->date.utf8, &m->date, &m->date_offset);
    return m;
}

bool sg_facts_forwarded(struct sg_facts *f, struct sg_inner *out)
{
    struct blocks b = { .f = f,
                        .at = SG_NEW_N(f->arena, struct sg_forward_block, f->n_passages),
                        .has = SG_NEW_N(f->arena, bool, f->n_passages) };
    if (!may_pass_on(f))
        return false;
    find_blocks(&b);
    if (b.first == f->n_passages)
        return false;
    struct sg_address from;
    const struct sg_forward_block *block = &b.at[fullest(&b, &from)];
    const struct sg_forward_block *first = &b.at[b.first];
    const struct sg_passage *p = &f->passages[b.first];
    out->part = p->part;
    out->place =
        sg_place_of(&p->text, sg_cut(p->text.utf8, first->starts, first->after - first->starts));
    out->mail = mail_of(&b, out->place, block, &from);
    take_texts(&b, out);
    return true;
}
