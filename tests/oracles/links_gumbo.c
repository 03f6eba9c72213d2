/* links_gumbo.c - where the links of a page lead by gumbo beside ours: a test oracle, never part of the program.
 *
 * usage: links_gumbo DIRECTORY...   Each file is a mail.  For each HTML part that differs a line
 * "KIND file: ours | gumbo" (anchors, forms, base, refresh, label: each that does), and the sums at the end.
 * gumbo runs in a child per mail, because it dies on pages that are nested too deeply: "died file". */
#include <ftw.h>
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "mail/mail.h"
#include "web/page.h"

enum { MAX_ENTRIES = 20000, ARENA = 1 << 30, MAX_TEXT = 8 * 1024 * 1024 };

struct entry {
    sg_span href;
    struct sg_buf label; /* without blanks */
    bool label_is_alt, is_hidden;
};

struct side {
    struct entry *anchors;
    size_t n;
    struct sg_buf forms, refresh;
    sg_span base;
};

static struct sg_arena *arena;
static struct sg_charsets *charsets;

/* Shared with the children. */
static struct sums {
    size_t mails, pages, same, died, anchors, labels, forms, refreshes, bases;
    size_t differ_order, differ_anchors, differ_forms, differ_base, differ_refresh, differ_label,
        less_label;
} * sums;

static struct side side_open(void)
{
    return (struct side){ .anchors = SG_NEW_N(arena, struct entry, MAX_ENTRIES),
                          .forms = SG_BUF_IN(arena, MAX_TEXT),
                          .refresh = SG_BUF_IN(arena, MAX_TEXT) };
}

static struct entry *anchor_add(struct side *s)
{
    struct entry *e = &s->anchors[s->n < MAX_ENTRIES - 1 ? s->n++ : s->n];
    e->label = SG_BUF_IN(arena, MAX_TEXT);
    return e;
}

/* Line ends inside of a URL, which gumbo makes LF, vanish anyway. */
static sg_span without_line_ends(sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) != '\r' && sg_at(s, i) != '\n')
            sg_put_octet(&b, (uint8_t)sg_at(s, i));
    return sg_cut(sg_buf_done(&b), 0, SG_MAX_URL);
}

/* Blanks stand elsewhere in every reader. */
static void put_dense(struct sg_buf *b, sg_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        sg_span here = sg_tail(s, i);
        int c = sg_at(here, 0);
        if (c <= ' ')
            continue;
        if (sg_starts(here, SG_SPAN("\xC2\xA0"))) {
            i += 1;
            continue;
        }
        sg_put_octet(b, (uint8_t)c);
    }
}

static void put_line(struct sg_buf *b, sg_span s)
{
    sg_put(b, sg_trim(s));
    sg_put_octet(b, '\n');
}

/* ---- ours ---- */

/* Inside of `<!--[if mso]> ... <![endif]-->`, which Outlook reads and we do, but gumbo does not. */
static bool is_conditional(sg_span html, size_t at)
{
    sg_span before = sg_cut(html, 0, at);
    size_t open = before.len;
    for (size_t i = sg_find_span(before, SG_SPAN("<!--"), 0); i < before.len;
         i = sg_find_span(before, SG_SPAN("<!--"), i + 4))
        open = i;
    sg_span comment = sg_tail(before, open);
    return sg_starts_nocase(comment, SG_SPAN("<!--[if")) && !sg_holds(comment, SG_SPAN("-->"));
}

static struct side ours_read(sg_span utf8)
{
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    const struct sg_text html = { utf8, sg_places_literal(arena, 0, NULL) };
    const struct sg_page *page = sg_page_read(arena, &html, &odd);
    struct side s = side_open();
    for (size_t i = 0; i < page->n_links; i++) {
        const struct sg_page_link *link = &page->links[i];
        if (link->kind == SG_LINK_REFRESH)
            put_line(&s.refresh, link->href);
        if (link->kind == SG_LINK_FORM)
            put_line(&s.forms, link->href);
        if (link->kind != SG_LINK_ANCHOR || is_conditional(utf8, link->place.from))
            continue;
        struct entry *e = anchor_add(&s);
        e->href = without_line_ends(link->href);
        e->label_is_alt = link->label_is_alt;
        e->is_hidden = link->is_hidden;
        if (!link->label_is_alt)
            put_dense(&e->label, link->label.utf8);
    }
    s.base = sg_trim(page->base);
    return s;
}

/* ---- gumbo's ---- */

static sg_span attribute(const GumboElement *element, const char *name)
{
    const GumboAttribute *a = gumbo_get_attribute(&element->attributes, name);
    return a == NULL ? (sg_span){ 0 } : sg_span_of(a->value);
}

static bool has(const GumboElement *element, const char *name)
{
    return gumbo_get_attribute(&element->attributes, name) != NULL;
}

/* "5; url='https://...'" */
static void put_refresh(struct side *s, sg_span content)
{
    size_t at = sg_find_nocase(content, SG_SPAN("url"), 0);
    size_t sign = sg_find(content, '=', at);
    sg_span target = sg_trim(sg_tail(content, sign + 1));
    int quote = sg_at(target, 0);
    if (quote == '"' || quote == '\'')
        target = sg_cut(target, 1, sg_find(target, (uint8_t)quote, 1) - 1);
    if (target.len > 0)
        put_line(&s->refresh, target);
}

static bool is_clone(const GumboNode *node)
{
    return ((unsigned)node->parse_flags &
            ((unsigned)GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT |
             (unsigned)GUMBO_INSERTION_ADOPTION_AGENCY_CLONED)) != 0;
}

/* Clones of an anchor that blocks broke open are the anchor before. */
static struct entry *anchor_of(struct side *s, const GumboNode *node, sg_span href)
{
    for (size_t i = s->n; is_clone(node) && i > 0 && s->n - i < 50; i--)
        if (sg_same(s->anchors[i - 1].href, href))
            return &s->anchors[i - 1];
    struct entry *e = anchor_add(s);
    e->href = href;
    return e;
}

static struct entry *element_read(struct side *s, const GumboNode *node)
{
    const GumboElement *e = &node->v.element;
    bool is_link = (e->tag == GUMBO_TAG_A || e->tag == GUMBO_TAG_AREA) && has(e, "href");
    if (is_link)
        return anchor_of(s, node, without_line_ends(sg_trim(attribute(e, "href"))));
    if (e->tag == GUMBO_TAG_FORM && sg_trim(attribute(e, "action")).len > 0)
        put_line(&s->forms, attribute(e, "action"));
    if ((e->tag == GUMBO_TAG_BUTTON || e->tag == GUMBO_TAG_INPUT) &&
        sg_trim(attribute(e, "formaction")).len > 0)
        put_line(&s->forms, attribute(e, "formaction"));
    if (e->tag == GUMBO_TAG_BASE && s->base.len == 0)
        s->base = sg_trim(attribute(e, "href"));
    if (e->tag == GUMBO_TAG_META && sg_same_nocase(attribute(e, "http-equiv"), SG_SPAN("refresh")))
        put_refresh(s, attribute(e, "content"));
    return NULL;
}

static const GumboVector *children_of(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_DOCUMENT)
        return &node->v.document.children;
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
        return &node->v.element.children;
    return NULL;
}

static bool is_text(const GumboNode *node)
{
    const GumboNode *parent = node->parent;
    GumboTag tag = parent != NULL && parent->type == GUMBO_NODE_ELEMENT ? parent->v.element.tag
                                                                        : GUMBO_TAG_UNKNOWN;
    return (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) &&
           tag != GUMBO_TAG_STYLE && tag != GUMBO_TAG_SCRIPT && tag != GUMBO_TAG_TITLE;
}

/* The anchor that `node` stands in, or NULL; entries are remembered in `anchors`, by depth. */
struct walk {
    struct side *side;
    struct entry *open[4096]; /* the anchor open at each depth */
    size_t depth;
};

static void enter(struct walk *w, const GumboNode *node)
{
    struct entry *above = w->depth > 0 ? w->open[w->depth - 1] : NULL;
    struct entry *own = node->type == GUMBO_NODE_ELEMENT ? element_read(w->side, node) : NULL;
    w->open[w->depth] = own != NULL ? own : above;
    if (is_text(node) && above != NULL)
        put_dense(&above->label, sg_span_of(node->v.text.text));
}

static struct side theirs_read(GumboOutput *output)
{
    struct side s = side_open();
    static struct walk w;
    const GumboNode *node = output->document;
    w = (struct walk){ .side = &s };
    while (node != NULL) {
        enter(&w, node);
        const GumboVector *children = children_of(node);
        if (children != NULL && children->length > 0 && w.depth + 1 < 4096) {
            node = children->data[0];
            w.depth++;
            continue;
        }
        while (node != NULL) {
            const GumboVector *beside = node->parent == NULL ? NULL : children_of(node->parent);
            size_t next = node->index_within_parent + 1;
            if (beside != NULL && next < beside->length) {
                node = beside->data[next];
                break;
            }
            node = node->parent;
            w.depth -= node != NULL;
        }
    }
    return s;
}

/* ---- comparing ---- */

static void say(const char *kind, const char *path, sg_span a, sg_span b)
{
    printf("%s %s: %.*s | %.*s\n", kind, path, (int)sg_cut(a, 0, 300).len, (const char *)a.at,
           (int)sg_cut(b, 0, 300).len, (const char *)b.at);
}

/* gumbo's octets between ours may be hidden ones; the first SG_MAX_LABEL count. */
static bool is_part_of(sg_span ours, sg_span theirs)
{
    size_t at = 0;
    for (size_t i = 0; i < ours.len; i++, at++) {
        at = sg_find(theirs, (uint8_t)sg_at(ours, i), at);
        if (at == theirs.len)
            return false;
    }
    return true;
}

static bool compare_labels(const char *path, const struct side *a, const struct side *b)
{
    bool same = true;
    for (size_t i = 0; i < a->n; i++) {
        sg_span ours = sg_buf_span(&a->anchors[i].label);
        sg_span theirs = sg_buf_span(&b->anchors[i].label);
        sums->labels++;
        if (sg_same(ours, theirs) || (a->anchors[i].label_is_alt && theirs.len == 0))
            continue;
        same = false;
        bool less = a->anchors[i].is_hidden || is_part_of(ours, theirs);
        sums->less_label += less;
        sums->differ_label += !less;
        say(less ? "less" : "label", path, ours, theirs);
    }
    return same;
}

static int by_href(const void *a, const void *b)
{
    return sg_order(((const struct entry *)a)->href, ((const struct entry *)b)->href);
}

/* gumbo moves what stands between the cells of a table in front of it. */
static bool are_permuted(const struct side *a, const struct side *b)
{
    if (a->n != b->n)
        return false;
    qsort(a->anchors, a->n, sizeof *a->anchors, by_href);
    qsort(b->anchors, b->n, sizeof *b->anchors, by_href);
    for (size_t i = 0; i < a->n; i++)
        if (!sg_same(a->anchors[i].href, b->anchors[i].href))
            return false;
    return true;
}

static bool compare_anchors(const char *path, const struct side *a, const struct side *b)
{
    size_t i = 0;
    while (i < a->n && i < b->n && sg_same(a->anchors[i].href, b->anchors[i].href))
        i++;
    if (i == a->n && i == b->n)
        return true;
    sg_span ours = i < a->n ? a->anchors[i].href : SG_SPAN("(none)");
    sg_span theirs = i < b->n ? b->anchors[i].href : SG_SPAN("(none)");
    bool permuted = are_permuted(a, b);
    sums->differ_order += permuted;
    sums->differ_anchors += !permuted;
    say(permuted ? "order" : "anchors", path, ours, theirs);
    return false;
}

static bool compare_spans(const char *kind, const char *path, sg_span a, sg_span b, size_t *count)
{
    if (sg_same(a, b))
        return true;
    (*count)++;
    say(kind, path, a, b);
    return false;
}

static size_t lines_of(const struct sg_buf *b)
{
    size_t n = 0;
    for (sg_span rest = sg_buf_span(b); rest.len > 0; n++)
        (void)sg_next(&rest, '\n');
    return n;
}

static void compare(const char *path, struct side *a, struct side *b)
{
    sums->pages++;
    sums->forms += lines_of(&b->forms);
    sums->refreshes += lines_of(&b->refresh);
    sums->bases += b->base.len > 0;
    sums->anchors += a->n;
    bool same = compare_anchors(path, a, b);
    if (same)
        same = compare_labels(path, a, b);
    same &= compare_spans("forms", path, sg_buf_span(&a->forms), sg_buf_span(&b->forms),
                          &sums->differ_forms);
    same &= compare_spans("refresh", path, sg_buf_span(&a->refresh), sg_buf_span(&b->refresh),
                          &sums->differ_refresh);
    same &= compare_spans("base", path, a->base, b->base, &sums->differ_base);
    sums->same += same;
}

/* ---- one mail ---- */

static void page_read(const char *path, const struct sg_part *part)
{
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    sg_span charset = { 0 };
    if (part->charset.len == 0)
        charset = sg_page_charset(sg_part_octets(arena, part, SG_MAX_TEXT, &odd).octets);
    struct sg_converted c = sg_part_text(arena, charsets, part, charset, &odd);
    struct side ours = ours_read(c.text.utf8);
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions,
                                                   (const char *)c.text.utf8.at, c.text.utf8.len);
    struct side theirs = theirs_read(output);
    compare(path, &ours, &theirs);
}

static void mail_read(const char *path, sg_span bytes)
{
    const struct sg_mail *m = sg_mail_read(arena, charsets, bytes);
    for (size_t i = 0; i < m->n_parts; i++)
        if (sg_part_is(&m->parts[i], "text", "html"))
            page_read(path, &m->parts[i]);
}

static int one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    struct sg_error err;
    sg_span bytes;
    int status = 0;
    (void)st;
    (void)at;
    if (type != FTW_F || sg_file_read(arena, path, SG_MAX_MAIL, &bytes, &err) != SG_OK)
        return 0;
    sums->mails++;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        mail_read(path, bytes);
        fflush(stdout);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return 1;
    if (status != 0) {
        sums->died++;
        printf("died %s\n", path);
    }
    sg_arena_reset(arena);
    return 0;
}

int main(int argc, char **argv)
{
    struct sg_error err;
    arena = sg_arena_open(ARENA);
    sums = mmap(NULL, sizeof *sums, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sums == MAP_FAILED || sg_charsets_open(&charsets, &err) != SG_OK)
        return 1;
    for (int i = 1; i < argc; i++)
        nftw(argv[i], one, 20, FTW_PHYS);
    printf("mails %zu pages %zu same %zu died %zu\n", sums->mails, sums->pages, sums->same,
           sums->died);
    printf("anchors %zu, pages with others %zu, in another order %zu\n", sums->anchors,
           sums->differ_anchors, sums->differ_order);
    printf("labels %zu, without hidden text %zu, others %zu\n", sums->labels, sums->less_label,
           sums->differ_label);
    printf("forms %zu, pages with others %zu; refresh %zu, %zu; base %zu, %zu\n", sums->forms,
           sums->differ_forms, sums->refreshes, sums->differ_refresh, sums->bases,
           sums->differ_base);
    sg_charsets_close(charsets);
    sg_arena_close(arena);
    return 0;
}
