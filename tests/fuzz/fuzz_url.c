/* tests/fuzz/fuzz_url.c - URLs and running text: what is read stands inside the input, our own serialisation reads as
 * the same place, a defanged URL is not live, and unwrapping ends. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "report/shown.h"
#include "text/unicode.h"
#include "web/find.h"
#include "web/unwrap.h"

static struct sg_arena *arena;
static struct sg_host_tools *tools;

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "property broken: %s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_error err = { 0 };
    sg_span list, supplement;
    char path[4096];
    struct sg_arena *kept = sg_arena_open((size_t)16 << 20);
    arena = sg_arena_open((size_t)256 << 20);
    snprintf(path, sizeof path, "%s/suffixes/public_suffix_list.dat", dir != NULL ? dir : "data");
    enum sg_status st = sg_file_read(kept, path, SG_MAX_DATA_FILE, &list, &err);
    snprintf(path, sizeof path, "%s/suffixes/supplement.dat", dir != NULL ? dir : "data");
    if (st == SG_OK)
        st = sg_file_read(kept, path, SG_MAX_DATA_FILE, &supplement, &err);
    if (st != SG_OK || sg_host_tools_open(list, supplement, &tools, &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    sg_arena_close(kept);
    return 0;
}

static bool is_inside(sg_span whole, sg_span part)
{
    return part.len == 0 || sg_range_in(whole, part).len == part.len;
}

static void check_host(const struct sg_host *h)
{
    struct sg_octets never = sg_octets_of(" \t\r\n#/<>?@\\^|%");
    require(h->kind != SG_HOST_NONE || h->ascii.len == 0, "no host has no name");
    require(sg_find_non_ascii(h->ascii) == h->ascii.len, "a host is ASCII");
    require(sg_find_any(h->ascii, &never, 0) == h->ascii.len, "a host has no delimiter");
    require(sg_utf8_valid(h->shown), "a shown host is valid UTF-8");
    require(sg_ends(h->ascii, h->registrable) && sg_ends(h->ascii, h->site), "domains end a host");
    if (h->kind == SG_HOST_NONE)
        return;
    struct sg_host again = sg_host_read(arena, tools, h->ascii, NULL);
    require(again.kind == h->kind && sg_same(again.ascii, h->ascii), "a host reads as itself");
    require(sg_same(again.registrable, h->registrable) && sg_same(again.site, h->site),
            "its domains read as themselves");
}

static void check_defanged(const struct sg_url *u)
{
    struct sg_buf out = SG_BUF_IN(arena, SIZE_MAX / 2);
    sg_put_defanged(&out, u->href, true);
    sg_span harmless = sg_buf_done(&out);
    require(sg_utf8_valid(harmless), "a defanged URL is valid UTF-8");
    require(!sg_holds_nocase(harmless, SG_SPAN("http://")) &&
                !sg_holds_nocase(harmless, SG_SPAN("https://")) &&
                !sg_holds_nocase(harmless, SG_SPAN("ftp://")),
            "a defanged URL is not live");
}

static void check_url(const struct sg_url *u)
{
    require(sg_utf8_valid(u->href), "a URL is valid UTF-8");
    require(u->port >= -1 && u->port <= 65535, "a port is a port");
    check_host(&u->host);
    check_defanged(u);
    if (!u->is_valid)
        return;
    require(u->scheme != SG_SCHEME_NONE, "a valid URL has a scheme");
    if (u->href.len > SG_MAX_URL || u->host.kind == SG_HOST_NONE)
        return;
    if (u->host.has_idn && sg_holds(u->host.ascii, SG_SPAN("(dot)")))
        return; /* of a Punycode label it reads as defanged */
    struct sg_url again = sg_url_read(arena, tools, u->href, NULL);
    require(again.is_valid, "our own URL is valid");
    require(again.scheme == u->scheme && again.port == u->port, "scheme and port stay the same");
    require(sg_same(again.host.ascii, u->host.ascii), "the host stays the same");
    require(sg_same(again.href, u->href), "our own URL is written in the same way");
    require((again.traits & (SG_URL_SCHEME_TYPO | SG_URL_BACKSLASH | SG_URL_DEFANGED |
                             SG_URL_NUMERIC_HOST | SG_URL_PERCENT_HOST | SG_URL_BLANKS)) == 0,
            "our own URL has nothing odd");
}

static void check_unwrapped(const struct sg_url *u)
{
    static const struct sg_wrapper table[] = {
        { SG_SPAN_INIT("p.example"), { 0 }, SG_SPAN_INIT("url"), SG_WRAP_PARAMETER, true },
        { SG_SPAN_INIT("b.example"), { 0 }, SG_SPAN_INIT("u"), SG_WRAP_BASE64, true },
        { SG_SPAN_INIT("w.example"), { 0 }, SG_SPAN_INIT("/to/"), SG_WRAP_PATH, false },
        { SG_SPAN_INIT("v2.example"), { 0 }, SG_SPAN_INIT("u"), SG_WRAP_PROOFPOINT_V2, true },
        { SG_SPAN_INIT("v3.example"), SG_SPAN_INIT("/v3/"), { 0 }, SG_WRAP_PROOFPOINT_V3, true },
        { SG_SPAN_INIT("h.example"), { 0 }, { 0 }, SG_WRAP_HOST, false },
    };
    const struct sg_wrappers wrappers = { table, sizeof table / sizeof *table };
    struct sg_unwrapped w = sg_url_unwrap(arena, tools, &wrappers, u);
    require(w.layers <= SG_MAX_UNWRAP, "layers are bounded");
    require((w.layers == 0) == (w.outermost == NULL), "a layer has a wrapper");
    require(w.senders == NULL || !w.senders->is_rewriter, "a sender goes through no gateway");
    if (w.layers > 0)
        check_url(&w.target);
}

static void check_found(sg_span text, bool hosts)
{
    struct sg_found_urls found = { 0 };
    size_t end = 0;
    sg_find_urls(arena, tools, text, hosts, &found);
    require(found.n <= SG_MAX_LINKS, "URLs in text are bounded");
    for (size_t i = 0; i < found.n; i++) {
        const struct sg_found_url *f = &found.at[i];
        require(f->shown.len > 0 && is_inside(text, f->shown), "a URL stands in the text");
        struct sg_range in = sg_range_in(text, f->shown);
        require(in.from >= end, "URLs stand one behind the other");
        end = in.from + in.len;
        require(f->url.is_valid && f->url.host.kind != SG_HOST_NONE, "a found URL has a host");
        check_url(&f->url);
    }
}

static void check_addresses(sg_span text)
{
    for (size_t at = 0, before = 0; at < text.len; before = at) {
        sg_span address = sg_find_address(text, &at);
        require(at > before && at <= text.len, "looking for addresses goes on");
        require(is_inside(text, address), "an address stands in the text");
        require(address.len == 0 || sg_find(address, '@', 0) < address.len, "an address has an @");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    sg_span input = { at, len };
    if (!sg_utf8_valid(input))
        return 0;
    struct sg_url base =
        sg_url_read(arena, tools, SG_SPAN("https://u@base.example:8443/d/a?q"), NULL);
    const struct sg_url *bases[] = { NULL, &base };
    for (size_t i = 0; i < 2; i++) {
        struct sg_url u = sg_url_read(arena, tools, input, bases[i]);
        require(sg_same(u.raw, input), "the raw URL is what was given");
        check_url(&u);
        check_unwrapped(&u);
    }
    struct sg_host host = sg_host_read(arena, tools, input, NULL);
    check_host(&host);
    check_found(input, false);
    check_found(input, true);
    check_addresses(input);
    require(sg_refang(arena, input).len <= input.len, "making live never adds");
    sg_arena_reset(arena);
    return 0;
}
