/* url_ours.c - URLs as sg_url_read() reads them, for url_node.mjs to compare: a test oracle, never part of the
 * program.
 *
 * usage: url_ours read < RECORDS           A record is a base and a URL, each with its length in four octets, lowest
 *                                          first; without a base that length is 0.  One line of tabs for each.
 *        url_ours list DIRECTORY...        Every href and every URL in text of every mail below, one a line. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "mail/mail.h"
#include "web/find.h"
#include "web/page.h"

static struct sg_arena *arena;
static struct sg_charsets *charsets;
static struct sg_host_tools *tools;

static void put(sg_span s)
{
    if (s.len > 0)
        fwrite(s.at, 1, s.len, stdout);
}

/* ---- read ---- */

static bool read_span(sg_span *out)
{
    uint8_t head[4];
    if (fread(head, 1, sizeof head, stdin) != sizeof head)
        return false;
    size_t len = (size_t)head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16;
    uint8_t *at = SG_NEW_N(arena, uint8_t, len + 1);
    *out = (sg_span){ at, len };
    return fread(at, 1, len, stdin) == len;
}

static void show(const struct sg_url *u)
{
    printf("%d\t", u->is_valid);
    put(u->scheme_name);
    printf("\t%u\t", u->traits);
    if (u->is_valid && u->host.kind != SG_HOST_NONE) {
        put(u->host.ascii);
        printf("\t%d\t", u->port);
        put(u->path);
        printf("\t%s", u->has_query ? "?" : "");
        put(u->query);
        printf("\t");
        put(u->href);
    }
    printf("\n");
}

static int read_all(void)
{
    sg_span base, raw;
    while (read_span(&base) && read_span(&raw)) {
        struct sg_url from = sg_url_read(arena, tools, base, NULL);
        struct sg_url u = sg_url_read(arena, tools, raw, base.len > 0 ? &from : NULL);
        show(&u);
        sg_arena_reset(arena);
    }
    return 0;
}

/* ---- list ---- */

static void list_one(sg_span url)
{
    struct sg_octets ends = sg_octets_of("\r\n");
    if (url.len == 0 || sg_find_any(url, &ends, 0) < url.len)
        return;
    put(url);
    printf("\n");
}

static void list_text(sg_span text)
{
    struct sg_found_urls found = { 0 };
    sg_find_urls(arena, tools, text, true, &found);
    for (size_t i = 0; i < found.n; i++)
        if ((found.at[i].url.traits & SG_URL_NO_SCHEME) == 0)
            list_one(found.at[i].shown);
}

static void list_part(const struct sg_part *part)
{
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    sg_span charset = { 0 };
    bool is_page = sg_part_is(part, "text", "html");
    if (!is_page && !sg_part_is(part, "text", "plain"))
        return;
    if (is_page && part->charset.len == 0)
        charset = sg_page_charset(sg_part_octets(arena, part, SG_MAX_TEXT, &odd).octets);
    struct sg_converted c = sg_part_text(arena, charsets, part, charset, &odd);
    if (!is_page) {
        list_text(c.text.utf8);
        return;
    }
    const struct sg_page *page = sg_page_read(arena, &c.text, &odd);
    for (size_t i = 0; i < page->n_links; i++)
        list_one(page->links[i].href);
    list_text(page->visible.utf8);
}

static int list_file(const char *path, const struct stat *st, int type, struct FTW *at)
{
    struct sg_error err;
    sg_span bytes;
    (void)st;
    (void)at;
    if (type != FTW_F || sg_file_read(arena, path, SG_MAX_MAIL, &bytes, &err) != SG_OK)
        return 0;
    const struct sg_mail *m = sg_mail_read(arena, charsets, bytes);
    for (size_t i = 0; i < m->n_parts; i++)
        list_part(&m->parts[i]);
    sg_arena_reset(arena);
    return 0;
}

/* ---- */

static bool open_tools(void)
{
    const char *dir = getenv("SHINGAN_DATA");
    char path[SG_MAX_PATH];
    sg_span list, supplement;
    struct sg_error err = { 0 };
    snprintf(path, sizeof path, "%s/suffixes/public_suffix_list.dat", dir != NULL ? dir : "data");
    enum sg_status st = sg_file_read(arena, path, SG_MAX_DATA_FILE, &list, &err);
    snprintf(path, sizeof path, "%s/suffixes/supplement.dat", dir != NULL ? dir : "data");
    if (st == SG_OK)
        st = sg_file_read(arena, path, SG_MAX_DATA_FILE, &supplement, &err);
    if (st == SG_OK)
        st = sg_host_tools_open(list, supplement, &tools, &err);
    if (st == SG_OK)
        st = sg_charsets_open(&charsets, &err);
    if (st != SG_OK)
        fprintf(stderr, "url_ours: %s\n", err.text);
    sg_arena_reset(arena);
    return st == SG_OK;
}

int main(int argc, char **argv)
{
    int status = 64;
    arena = sg_arena_open((size_t)1 << 30);
    if (!open_tools())
        return 1;
    if (argc == 2 && strcmp(argv[1], "read") == 0)
        status = read_all();
    for (int i = 2; i < argc && strcmp(argv[1], "list") == 0; i++)
        status = nftw(argv[i], list_file, 20, FTW_PHYS);
    sg_charsets_close(charsets);
    sg_host_tools_close(tools);
    sg_arena_close(arena);
    return status;
}
