/* web/refang.c - what was written so as not to be clicked, made live again. */
#include "base/buf.h"
#include "web/find.h"

/* "hxxp" counts as a scheme: no letter before it, and after it "s" or nothing, then a colon. */
static bool is_scheme_at(sg_span text, size_t at)
{
    sg_span after = sg_tail(text, at + SG_SPAN("hxxp").len);
    if (sg_lower(sg_at(after, 0)) == 's')
        after = sg_tail(after, 1);
    return (at == 0 || !sg_is_alnum(sg_at(text, at - 1))) &&
           (sg_at(after, 0) == ':' || sg_starts(after, SG_SPAN("[:]")));
}

static const struct fang {
    sg_span written, meant;
    bool is_scheme;
} fangs[] = {
    { SG_SPAN_INIT("[.]"), SG_SPAN_INIT("."), false },
    { SG_SPAN_INIT("(.)"), SG_SPAN_INIT("."), false },
    { SG_SPAN_INIT("[dot]"), SG_SPAN_INIT("."), false },
    { SG_SPAN_INIT("(dot)"), SG_SPAN_INIT("."), false },
    { SG_SPAN_INIT("[at]"), SG_SPAN_INIT("@"), false },
    { SG_SPAN_INIT("(at)"), SG_SPAN_INIT("@"), false },
    { SG_SPAN_INIT("[@]"), SG_SPAN_INIT("@"), false },
    { SG_SPAN_INIT("[:]"), SG_SPAN_INIT(":"), false },
    { SG_SPAN_INIT("[/]"), SG_SPAN_INIT("/"), false },
    { SG_SPAN_INIT("hxxp"), SG_SPAN_INIT("http"), true },
    { SG_SPAN_INIT("h**p"), SG_SPAN_INIT("http"), true },
};

enum { N_DOTS = 4, N_FANGS = sizeof(fangs) / sizeof(*fangs) };

/* Make what stands in the first `n` rows live. */
static sg_span refang(struct sg_arena *arena, sg_span text, size_t n)
{
    static const struct sg_octets starts = SG_FEW('[', '(', 'h', 'H');
    struct sg_buf b = SG_BUF_IN(arena, text.len + 1);
    size_t kept = 0;
    for (size_t at = sg_find_any(text, &starts, 0); at < text.len;) {
        size_t i = 0;
        while (i < n && !(sg_starts_nocase(sg_tail(text, at), fangs[i].written) &&
                          (!fangs[i].is_scheme || is_scheme_at(text, at))))
            i++;
        if (i == n) {
            at = sg_find_any(text, &starts, at + 1);
            continue;
        }
        sg_put(&b, sg_cut(text, kept, at - kept));
        sg_put(&b, fangs[i].meant);
        at += fangs[i].written.len;
        kept = at;
        at = sg_find_any(text, &starts, at);
    }
    if (kept == 0)
        return text;
    sg_put(&b, sg_tail(text, kept));
    return sg_buf_done(&b);
}

sg_span sg_refang(struct sg_arena *arena, sg_span text)
{
    return refang(arena, text, N_FANGS);
}

sg_span sg_refang_dots(struct sg_arena *arena, sg_span host)
{
    return refang(arena, host, N_DOTS);
}
