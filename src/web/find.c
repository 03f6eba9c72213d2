#include "web/find.h"

#include "base/buf.h"
#include "base/limits.h"
#include "text/unicode.h"

struct finding {
    struct sg_arena *arena;
    const struct sg_host_tools *tools;
    sg_span text;
    struct sg_found_urls *out;
};

/* ASCII that may stand in a URL in running text. Brackets that only close something are cut off later. */
static bool is_url_octet(int c)
{
    return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"' && c != '`' && c != '{' &&
           c != '}';
}

/* Letters of other scripts end a URL, except those that hosts and paths are disguised with: full-width
 * forms, mathematical letters, ideographic stops, fake slashes. */
static bool is_disguise(int32_t c)
{
    return (c >= 0xFF01 && c <= 0xFF5E && c != 0xFF08 && c != 0xFF09 && c != 0xFF1C &&
            c != 0xFF1E && c != 0xFF3B && c != 0xFF3D && c != 0xFF5B && c != 0xFF5D &&
            c != 0xFF0C && c != 0xFF01 && c != 0xFF1F) ||
           (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x24B6 && c <= 0x24E9) || c == 0x2215 ||
           c == 0x2044 || c == 0x29F8;
}

/* Where in a URL the reading of its end stands. */
struct ending {
    size_t host;         /* octet where the host starts; SIZE_MAX once it is over */
    size_t label;        /* octet where the current label of it starts */
    bool label_is_wide;  /* the label started with a letter that is not ASCII */
    bool has_wide_label; /* a label did */
};

/* Letters of alphabets whose texts put blanks around words: Latin, Greek, Cyrillic.  In a host they pass for
 * others (`аmazon` with a Cyrillic letter). */
static bool is_alphabet_letter(int32_t c)
{
    return (c >= 0xC0 && c < 0x530 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x2000);
}

/* Japanese goes on right behind a host (`www.example.jpをご覧`), so it belongs to one only from a label's start:
 * of the first label, or when labels before were Japanese too. */
static bool is_host_letter(struct ending *e, int32_t c, size_t at)
{
    if (e->host == SIZE_MAX)
        return false;
    if (at == e->label && (at == e->host || e->has_wide_label) && sg_is_letter(c))
        e->label_is_wide = e->has_wide_label = true;
    return is_alphabet_letter(c) || (e->label_is_wide && sg_is_letter(c));
}

/* What an ASCII octet at `at` means to the host. */
static void note_octet(struct ending *e, int c, size_t at)
{
    if (e->host == SIZE_MAX || at < e->host)
        return;
    if (c == '/' || c == '\\' || c == '?' || c == '#') {
        e->host = SIZE_MAX;
    } else if (c == '.' || c == '@') {
        e->label = at + 1;
        e->label_is_wide = false;
    }
}

/* Where the URL that starts at `from`, and its host at `host`, ends. */
static size_t url_end(sg_span text, size_t from, size_t host)
{
    struct ending e = { .host = host, .label = host };
    size_t at = from;
    while (at < text.len && at - from <= SG_MAX_URL) {
        int octet = sg_at(text, at);
        if (octet < 0x80) {
            if (!is_url_octet(octet) || (octet == '|' && e.host <= at && e.host != SIZE_MAX))
                break;
            note_octet(&e, octet, at);
            at++;
            continue;
        }
        size_t next = at;
        int32_t c = sg_utf8_next(text, &next);
        if (!is_disguise(c) && !is_host_letter(&e, c, at))
            break;
        at = next;
    }
    return at;
}

static size_t count(sg_span s, uint8_t octet)
{
    size_t n = 0;
    for (size_t i = sg_find(s, octet, 0); i < s.len; i = sg_find(s, octet, i + 1))
        n++;
    return n;
}

/* "?uid=admin@******.***": who quotes a link hides whose it was. */
static bool is_masked(sg_span url)
{
    size_t sign = sg_find_last(url, '@');
    struct sg_octets mask = sg_octets_of("*.");
    return sign + 3 < url.len && sg_at(url, sign + 1) == '*' && sg_at(url, url.len - 1) == '*' &&
           sg_find_not(url, &mask, sign + 1) == url.len;
}

/* Punctuation at the end belongs to the sentence; a closing bracket does unless it was opened inside. */
static sg_span without_tail(sg_span url)
{
    if (is_masked(url))
        return url;
    struct sg_octets loose = sg_octets_of(".,;:!?'*|");
    size_t round = count(url, '('), square = count(url, '[');
    size_t round_closed = count(url, ')'), square_closed = count(url, ']');
    while (url.len > 0) {
        int c = sg_at(url, url.len - 1);
        bool closes_round = c == ')' && round_closed > round;
        bool closes_square = c == ']' && square_closed > square;
        if (!closes_round && !closes_square && !sg_has_octet(&loose, c))
            break;
        round_closed -= closes_round;
        square_closed -= closes_square;
        url.len--;
    }
    return url;
}

static bool is_full(struct finding *f)
{
    f->out->cut = f->out->cut || f->out->n == SG_MAX_LINKS;
    return f->out->cut;
}

/* False when enough places were tried: what is no URL after all costs as much. */
static bool may_try(struct finding *f)
{
    f->out->cut = f->out->cut || f->out->tried == SG_MAX_TRIED;
    f->out->tried++;
    return !f->out->cut;
}

static void add(struct finding *f, sg_span shown, const struct sg_url *url, bool host_only)
{
    if (is_full(f))
        return;
    struct sg_found_url *new = SG_PUSH(f->arena, f->out);
    *new = (struct sg_found_url){ .url = *url, .shown = shown, .is_host_only = host_only };
}

/* "https://" + what has no scheme of its own. */
static struct sg_url read_bare(struct finding *f, sg_span bare)
{
    struct sg_buf b = SG_BUF_IN(f->arena, bare.len + 8);
    sg_put_text(&b, "http://");
    sg_put(&b, sg_refang(f->arena, bare));
    struct sg_url url = sg_url_read(f->arena, f->tools, sg_buf_done(&b), NULL);
    url.traits |= SG_URL_NO_SCHEME;
    url.raw = bare;
    return url;
}

/* A scheme right before the "://" (or its full-width form) at `colon`. */
static size_t scheme_start(sg_span text, size_t colon)
{
    size_t at = colon;
    while (at > 0 && colon - at < 24) {
        int c = sg_at(text, at - 1);
        if (!sg_is_alpha(c) && c != '*')
            break;
        at--;
    }
    return at;
}

/* `ｈｔｔｐｓ：／／` as one run of full-width letters. */
static size_t wide_scheme_start(sg_span text, size_t colon)
{
    size_t at = colon;
    while (at >= 3 && colon - at < 60) {
        size_t from = at - 3;
        int32_t c = sg_utf8_next(text, &from);
        if (from != at || c < 0xFF21 || c > 0xFF5A)
            break;
        at -= 3;
    }
    return at;
}

/* Full-width ASCII made narrow, for the scheme; the host does that by UTS #46. */
static sg_span narrow(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    for (size_t at = 0; at < s.len;) {
        int32_t c = sg_utf8_next(s, &at);
        sg_put_utf8(&b, c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c);
    }
    return sg_buf_done(&b);
}

static bool is_web(const struct sg_url *url)
{
    return url->is_valid && url->host.kind != SG_HOST_NONE &&
           (url->scheme == SG_SCHEME_HTTP || url->scheme == SG_SCHEME_HTTPS ||
            url->scheme == SG_SCHEME_FTP);
}

/* A published pattern (asterisks for labels) is no address to go to. */
static bool is_pattern(const struct sg_url *url)
{
    return sg_find(url->host.ascii, '*', 0) < url->host.ascii.len;
}

/* A host in letters of its own: more than one label, so that "https://から始まる" is none. */
static bool is_plausible(const struct sg_url *url)
{
    return !url->host.has_idn || url->host.registrable.len > 0;
}

static bool is_link(const struct sg_url *url)
{
    return is_web(url) && !is_pattern(url) && is_plausible(url);
}

/* Read `shown`; where that is none because of letters that only look like its delimiters
 * (`https://www.example.jp／a`), the part before them. */
static sg_span read_shown(struct finding *f, sg_span shown, bool is_wide, struct sg_url *url)
{
    *url = sg_url_read(f->arena, f->tools, is_wide ? narrow(f->arena, shown) : shown, NULL);
    if (is_wide)
        url->traits |= SG_URL_MAPPED_HOST;
    size_t wide_at = sg_find_non_ascii(shown);
    if (is_wide || is_link(url) || wide_at == shown.len)
        return shown;
    shown = without_tail(sg_cut(shown, 0, wide_at));
    *url = sg_url_read(f->arena, f->tools, shown, NULL);
    return shown;
}

/* Octets of the mark between scheme and slashes: ":", ";", "[:]", "：". */
static size_t mark_len(sg_span text, size_t mark)
{
    return sg_at(text, mark) == 0xEF || sg_at(text, mark) == '[' ? 3 : 1;
}

/* Read the URL from `start` with the mark after its scheme at `mark`; gives where to go on. */
static size_t take_url(struct finding *f, size_t start, size_t mark)
{
    size_t host = mark + mark_len(f->text, mark);
    if (start == mark)
        return host;
    while (sg_at(f->text, host) == '/' || sg_at(f->text, host) == '\\')
        host++;
    sg_span shown = without_tail(sg_cut(f->text, start, url_end(f->text, start, host) - start));
    if (start + shown.len <= host || !may_try(f))
        return host;
    struct sg_url url;
    bool is_wide = sg_find_non_ascii(sg_cut(f->text, start, host - start)) < host - start;
    sg_span read = read_shown(f, shown, is_wide, &url);
    if (!is_link(&url))
        return start + shown.len;
    add(f, read, &url, false);
    return start + read.len;
}

static bool is_host_octet(int c)
{
    return sg_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '[' || c == ']';
}

/* The run of host octets around the dot at `dot`, not before `least`. */
static sg_span host_around(sg_span text, size_t dot, size_t least)
{
    size_t from = dot, end = dot;
    while (from > least && dot - from < 260 && is_host_octet(sg_at(text, from - 1)))
        from--;
    while (end < text.len && end - dot < 260 && is_host_octet(sg_at(text, end)))
        end++;
    return sg_cut(text, from, end - from);
}

static sg_span bare_host(sg_span run)
{
    while (run.len > 0 && !sg_is_alnum(sg_at(run, 0)))
        run = sg_tail(run, 1);
    while (run.len > 0 && !sg_is_alnum(sg_at(run, run.len - 1)))
        run.len--;
    return run;
}

/* A letter of an alphabet ends at `at`, or starts there: the host is another than its ASCII part says. */
static bool is_alphabet_before(sg_span text, size_t at)
{
    size_t from = at;
    while (from > 0 && at - from < 3 && (sg_at(text, from) & 0xC0) != 0xC0)
        from--;
    return from < at && sg_at(text, from) >= 0x80 && is_alphabet_letter(sg_utf8_next(text, &from));
}

static bool is_alphabet_at(sg_span text, size_t at)
{
    return sg_at(text, at) >= 0x80 && is_alphabet_letter(sg_utf8_next(text, &at));
}

/* An @ in any writing stands before `at`: what follows is the domain of an address. */
static bool is_behind_sign(sg_span text, size_t at)
{
    sg_span before = sg_cut(text, 0, at);
    return sg_ends(before, SG_SPAN("@")) || sg_ends(before, SG_SPAN("\xEF\xBC\xA0")) ||
           sg_ends_nocase(before, SG_SPAN("(at)"));
}

static bool stands_in_more(sg_span text, struct sg_range in)
{
    int before = in.from == 0 ? -1 : sg_at(text, in.from - 1);
    return before == '/' || before == '%' || before == '=' || is_behind_sign(text, in.from) ||
           sg_at(text, in.from + in.len) == '@' || is_alphabet_before(text, in.from) ||
           is_alphabet_at(text, in.from + in.len);
}

/* Read the host (or www. URL) around the dot; gives where to go on. */
static size_t take_host(struct finding *f, size_t dot, size_t least, bool hosts)
{
    sg_span run = host_around(f->text, dot, least);
    struct sg_range in = sg_range_in(f->text, run);
    size_t end = in.from + in.len;
    sg_span host = bare_host(run), live = sg_refang(f->arena, host);
    bool is_www = sg_starts_nocase(live, SG_SPAN("www."));
    if ((!is_www && !hosts) || stands_in_more(f->text, in) || !may_try(f) ||
        !sg_host_is_domain_name(f->tools, live))
        return end > dot ? end : dot + 1;
    size_t start = sg_range_in(f->text, host).from;
    int after = sg_at(f->text, start + host.len);
    bool has_path = after == '/' || after == '?' ||
                    (after == ':' && sg_is_digit(sg_at(f->text, start + host.len + 1)));
    sg_span shown =
        has_path ? without_tail(sg_cut(f->text, start, url_end(f->text, start, SIZE_MAX) - start))
                 : host;
    struct sg_url url = read_bare(f, shown);
    if (live.len != host.len)
        url.traits |= SG_URL_DEFANGED;
    if (url.is_valid)
        add(f, shown, &url, !has_path);
    return start + shown.len > dot ? start + shown.len : dot + 1;
}

/* The next place worth looking at: "://" in either width, or a dot. */
static size_t next_mark(const struct finding *f, size_t at)
{
    static const struct sg_octets marks = SG_FEW(':', '.', ';', 0xEF);
    for (at = sg_find_any(f->text, &marks, at); at < f->text.len;
         at = sg_find_any(f->text, &marks, at + 1)) {
        sg_span here = sg_tail(f->text, at);
        int c = sg_at(here, 0);
        if (c == '.' && is_host_octet(sg_at(here, 1)) && at > 0)
            return at;
        if ((c == ':' || c == ';') &&
            (sg_at(here, 1) == '/' || sg_at(here, 1) == '\\' || sg_starts(here, SG_SPAN(":]//"))))
            return at;
        if (c == 0xEF && (sg_starts(here, SG_SPAN("\xEF\xBC\x9A\xEF\xBC\x8F")) ||
                          sg_starts(here, SG_SPAN("\xEF\xBC\x9A//"))))
            return at;
    }
    return f->text.len;
}

/* Look at the mark at `at`, a URL starting at `done` at the earliest; gives where to go on. */
static size_t take(struct finding *f, size_t at, size_t done, bool hosts)
{
    int c = sg_at(f->text, at);
    if (c == '.')
        return take_host(f, at, done, hosts);
    if (at > 0 && c == ':' && sg_at(f->text, at - 1) == '[')
        at--;
    size_t start = scheme_start(f->text, at);
    if (c == 0xEF && start == at)
        start = wide_scheme_start(f->text, at);
    return take_url(f, start < done ? done : start, at);
}

void sg_find_urls(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span text,
                  bool hosts, struct sg_found_urls *out)
{
    struct finding f = { arena, tools, text, out };
    size_t done = 0;
    for (size_t at = next_mark(&f, 0); at < text.len && !out->cut; at = next_mark(&f, at)) {
        size_t before = out->n, next = take(&f, at, done, hosts);
        at = next > at ? next : at + 1;
        if (out->n > before)
            done = at;
    }
}

static bool is_local_octet(int c)
{
    return sg_is_alnum(c) ||
           (c > ' ' && sg_find(SG_SPAN("!#$%&'*+-/=?^_`{|}~."), (uint8_t)c, 0) < 20);
}

sg_span sg_find_address(sg_span text, size_t *at)
{
    size_t least = *at;
    for (size_t sign = sg_find(text, '@', *at); sign < text.len;
         sign = sg_find(text, '@', sign + 1)) {
        size_t from = sign, end = sign + 1;
        while (from > least && sign - from < 64 && is_local_octet(sg_at(text, from - 1)) &&
               sg_at(text, from - 1) != '=' && sg_at(text, from - 1) != '/' &&
               sg_at(text, from - 1) != '?' && sg_at(text, from - 1) != '&')
            from--;
        while (
            end < text.len && end - sign < 256 &&
            (sg_is_alnum(sg_at(text, end)) || sg_at(text, end) == '-' || sg_at(text, end) == '.'))
            end++;
        while (end > sign + 1 && !sg_is_alnum(sg_at(text, end - 1)))
            end--;
        sg_span domain = sg_cut(text, sign + 1, end - sign - 1);
        size_t dot = sg_find_last(domain, '.');
        least = sign + 1;
        if (from == sign || dot == domain.len || dot == 0 || !sg_is_alpha(sg_at(domain, dot + 1)))
            continue;
        *at = end;
        return sg_cut(text, from, end - from);
    }
    *at = text.len;
    return (sg_span){ 0 };
}
