/* web/find.h - URLs, hosts and addresses inside running text.
 *
 * Japanese text puts no blank around a URL: `詳しくは「https://www.example.jp/a」をご覧ください。`.
 * A URL ends at brackets, ideographic punctuation and kana; full-width and defanged forms are read
 * too and marked. */
#ifndef SG_WEB_FIND_H
#define SG_WEB_FIND_H

#include "text/fold.h"
#include "web/url.h"

struct sg_found_url {
    struct sg_url url;
    sg_span shown;     /* the part of the text it was read from */
    bool is_host_only; /* a bare host without scheme or path: "www.example.jp", "example.co.jp" */
};

struct sg_found_urls {
    struct sg_found_url *at;
    size_t n, room;
    size_t tried; /* places that looked like one */
    bool cut;     /* more than SG_MAX_LINKS, or SG_MAX_TRIED places */
};

/* Every http(s)/ftp URL (with scheme, or starting "www."; defanged too) in `text`; with `hosts`, also bare host
 * names that sg_host_is_domain_name() accepts.  An address's domain (after @) is not a host. */
void sg_find_urls(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span text,
                  bool hosts, struct sg_found_urls *out);

/* The first mail address at or after `*at` in `text`, `*at` moving past it; empty when there is none. */
sg_span sg_find_address(sg_span text, size_t *at);

/* Text that may be defanged (hxxp, [.], (dot), [at], ●) made live; the text itself when it is not. */
sg_span sg_refang(struct sg_arena *arena, sg_span text);

/* The same for a host: only its dots. */
sg_span sg_refang_dots(struct sg_arena *arena, sg_span host);

#endif
