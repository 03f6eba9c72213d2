/* report/html_hops.c - the mail's way: over a map where there is one, as a chain, and line by line. */
#include "intel/world.h"
#include "report/html_parts.h"
#include "report/unchecked.h"

enum { HOPS_SHOWN = 20, HOP_SHOWN = 120 /* octets */, DOT = 13 /* units of the map */ };

/* ---- where a hop is ---- */

static sg_span country_of(const struct sg_html *h, const struct sg_received *hop)
{
    const struct sg_facts *f = h->x->facts;
    if (!hop->is_readable || sg_ip_kind_of(&hop->ip) != SG_IP_PUBLIC)
        return (sg_span){ 0 };
    return sg_geo_find(f->arena, f->intel->geo, hop->ip.octets).country;
}

static const struct sg_world_country *drawn(const struct sg_html *h, sg_span code)
{
    const struct sg_world *world = h->x->facts->intel->world;
    return world == NULL || code.len == 0 ? NULL : sg_map_get(&world->by_code, code);
}

struct way {
    const struct sg_world_country *at[HOPS_SHOWN]; /* of each hop; NULL: not on the map */
    size_t n, n_drawn;
    const struct sg_world_country *claimed; /* where the brand's own servers stand */
};

static struct way way_of(const struct sg_html *h)
{
    const struct sg_mail *mail = h->x->facts->mail;
    const struct sg_brand *brand = h->x->facts->brand;
    struct way way = { .n = mail->n_hops < HOPS_SHOWN ? mail->n_hops : HOPS_SHOWN };
    for (size_t i = 0; i < way.n; i++) {
        way.at[i] = drawn(h, country_of(h, &mail->hops[i]));
        way.n_drawn += way.at[i] != NULL;
    }
    if (brand != NULL && brand->n_countries > 0)
        way.claimed = drawn(h, brand->countries[0]);
    return way;
}

/* ---- the map ---- */

static bool is_on_way(const struct way *way, const struct sg_world_country *c)
{
    for (size_t i = 0; i < way->n; i++)
        if (way->at[i] == c)
            return true;
    return false;
}

static void put_land(struct sg_html *h, const struct sg_world *world, const struct way *way)
{
    sg_put_text(h->out, "<path class=\"land\" d=\"");
    for (size_t i = 0; i < world->n; i++)
        if (!is_on_way(way, &world->at[i]))
            sg_put(h->out, world->at[i].outline);
    sg_put_text(h->out, "\"/><path class=\"passed\" d=\"");
    for (size_t i = 0; i < world->n; i++)
        if (is_on_way(way, &world->at[i]))
            sg_put(h->out, world->at[i].outline);
    sg_put_text(h->out, "\"/>\n");
}

/* From the oldest hop to the latest, bent so that ways there and back do not cover each other. */
static void put_route(struct sg_html *h, const struct way *way)
{
    const struct sg_world_country *from = NULL;
    sg_put_text(h->out, "<path class=\"route\" d=\"");
    for (size_t i = way->n; i-- > 0;) {
        const struct sg_world_country *to = way->at[i];
        if (to == NULL)
            continue;
        if (from != NULL && from != to) {
            int apart = from->x > to->x ? from->x - to->x : to->x - from->x;
            int top = (from->y + to->y) / 2 - apart / 5 - DOT;
            sg_putf(h->out, "M%d %dQ%d %d %d %d", from->x, from->y, (from->x + to->x) / 2, top,
                    to->x, to->y);
        }
        from = to;
    }
    sg_put_text(h->out, "\"/>\n");
}

static bool is_first_there(const struct way *way, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (way->at[i] == way->at[at])
            return false;
    return true;
}

/* One dot for each country, with the numbers of its hops. */
static void put_dots(struct sg_html *h, const struct way *way)
{
    for (size_t i = 0; i < way->n; i++) {
        const struct sg_world_country *c = way->at[i];
        if (c == NULL || !is_first_there(way, i))
            continue;
        sg_putf(h->out,
                "<g class=\"dot\"><circle cx=\"%d\" cy=\"%d\" r=\"%d\"/><text x=\"%d\" y=\"%d\">"
                "%zu",
                c->x, c->y, DOT, c->x, c->y + 6, i + 1);
        for (size_t k = i + 1; k < way->n; k++)
            if (way->at[k] == c) {
                sg_put_text(h->out, "+");
                break;
            }
        sg_put_text(h->out, "</text></g>\n");
    }
    const struct sg_world_country *c = way->claimed;
    if (c != NULL && !is_on_way(way, c))
        sg_putf(h->out, "<path class=\"home\" d=\"M%d %dl%d %d %d %d %d %dz\"/>\n", c->x,
                c->y - DOT, DOT, DOT, -DOT, DOT, -DOT, -DOT);
}

static void put_map(struct sg_html *h, const struct way *way)
{
    const struct sg_world *world = h->x->facts->intel->world;
    if (world == NULL || way->n_drawn == 0)
        return;
    sg_putf(h->out,
            "<figure class=\"map\"><svg viewBox=\"0 0 %d %d\" role=\"img\" "
            "aria-labelledby=\"map-says\" focusable=\"false\">\n",
            (int)world->width, (int)world->height);
    put_land(h, world, way);
    put_route(h, way);
    put_dots(h, way);
    sg_put_text(h->out, "</svg>\n<figcaption id=\"map-says\">");
    sg_html_put_word(h, "html", "map");
    if (way->claimed != NULL && !is_on_way(way, way->claimed)) {
        sg_put_octet(h->out, ' ');
        const struct sg_finding values = { .args = { { "country", way->claimed->code, false } },
                                           .n_args = 1,
                                           .brand = h->x->facts->brand };
        sg_html_sentence(h, sg_html_word(h, "html", "map-home"), &values);
    }
    sg_put_text(h->out, "</figcaption></figure>\n");
}

/* ---- the chain ---- */

static void put_where(struct sg_html *h, const struct sg_received *hop)
{
    enum sg_ip_kind kind = sg_ip_kind_of(&hop->ip);
    sg_span country = country_of(h, hop);
    if (country.len > 0) {
        sg_put_html(h->out, sg_country_name(&h->teller, country));
        sg_put_octet(h->out, ' ');
        sg_html_put_word(h, "html", "estimated");
    } else if (kind == SG_IP_PRIVATE || kind == SG_IP_LOOPBACK) {
        sg_html_put_word(h, "html", "ip-private");
    } else if (!sg_geo_has_countries(h->x->facts->intel->geo)) {
        sg_html_put_word(h, "label", "not-looked-up");
    } else {
        sg_html_put_word(h, "html", "country-unknown");
    }
}

static void put_node(struct sg_html *h, const struct sg_received *hop, size_t at)
{
    const struct sg_facts *f = h->x->facts;
    const char *writer = sg_hop_writer_id(&f->sender, at);
    sg_putf(h->out, "<li class=\"%s\"><span class=\"number\">%zu</span> ", writer, at + 1);
    sg_put_text(h->out, "<span class=\"from\">");
    if (hop->ip.is_set) {
        sg_put_html(h->out, sg_ip_show(f->arena, &hop->ip));
    } else {
        sg_put_text(h->out, "<bdi>");
        sg_html_shown(h, hop->rdns.len > 0 ? hop->rdns : hop->helo,
                      (struct sg_showing){ .most = HOP_SHOWN });
        sg_put_text(h->out, "</bdi>");
    }
    sg_put_text(h->out, "</span> <span class=\"where\">");
    put_where(h, hop);
    sg_put_text(h->out, "</span></li>\n");
}

static void put_chain(struct sg_html *h, size_t n)
{
    const struct sg_mail *mail = h->x->facts->mail;
    sg_put_text(h->out, "<ol class=\"chain\" reversed=\"reversed\">\n");
    for (size_t i = n; i-- > 0;)
        if (mail->hops[i].is_readable)
            put_node(h, &mail->hops[i], i);
    sg_put_text(h->out, "</ol>\n<p class=\"place\">");
    sg_html_put_word(h, "html", "chain");
    sg_put_text(h->out, "</p>\n");
}

/* ---- line by line ---- */

static void put_cell(struct sg_html *h, const char *label, sg_span s)
{
    sg_put_text(h->out, "<td data-label=\"");
    sg_html_put_word(h, "label", label);
    sg_put_text(h->out, "\"><bdi>");
    if (s.len > 0)
        sg_html_shown(h, s, (struct sg_showing){ .most = HOP_SHOWN });
    else
        sg_html_put_word(h, "label", "none");
    sg_put_text(h->out, "</bdi></td>");
}

static void put_line(struct sg_html *h, const struct sg_received *hop, size_t at)
{
    const struct sg_facts *f = h->x->facts;
    sg_putf(h->out, "<tr><th scope=\"row\">%zu</th><td data-label=\"", at + 1);
    sg_html_put_word(h, "html", "writer");
    sg_put_text(h->out, "\">");
    sg_html_put_word(h, "writer", sg_hop_writer_id(&f->sender, at));
    sg_put_text(h->out, "</td>");
    if (hop->is_readable) {
        put_cell(h, "ip", hop->ip.is_set ? sg_ip_show(f->arena, &hop->ip) : (sg_span){ 0 });
        put_cell(h, "rdns", hop->rdns);
        put_cell(h, "helo", hop->helo);
        put_cell(h, "by", hop->by);
    } else {
        sg_put_text(h->out, "<td colspan=\"4\">");
        sg_html_put_word(h, "label", "unreadable-hop");
        sg_put_text(h->out, "</td>");
    }
    sg_put_text(h->out, "</tr>\n");
}

static void put_lines(struct sg_html *h, size_t n)
{
    static const char *const heads[] = { "ip", "rdns", "helo", "by" };
    const struct sg_mail *mail = h->x->facts->mail;
    sg_put_text(h->out, "<table class=\"hops\">\n<thead><tr><th scope=\"col\">#</th>"
                        "<th scope=\"col\">");
    sg_html_put_word(h, "html", "writer");
    sg_put_text(h->out, "</th>");
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        sg_put_text(h->out, "<th scope=\"col\">");
        sg_html_put_word(h, "label", heads[i]);
        sg_put_text(h->out, "</th>");
    }
    sg_put_text(h->out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n && !sg_html_is_full(h); i++)
        put_line(h, &mail->hops[i], i);
    sg_put_text(h->out, "</tbody></table>\n");
    if (mail->n_hops > n)
        sg_putf(h->out, "<p>+ %zu</p>\n", mail->n_hops - n);
}

void sg_html_hops(struct sg_html *h)
{
    struct way way = way_of(h);
    sg_html_open_section(h, "hops");
    if (way.n == 0) {
        sg_put_text(h->out, "<p class=\"lead\">");
        sg_html_put_word(h, "label", "none");
        sg_put_text(h->out, "</p>\n");
    } else {
        put_map(h, &way);
        put_chain(h, way.n);
        put_lines(h, way.n);
    }
    sg_html_close_section(h);
}
