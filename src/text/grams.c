#include "text/grams.h"

#include "text/unicode.h"

enum { BUCKET_BITS = 14, TOKEN = 0xF000 }; /* TOKEN: stands for an address or a URL */

_Static_assert(1 << BUCKET_BITS == SG_GRAM_BUCKETS, "a bucket is the top bits of a hash");

struct sg_gram_walk sg_gram_walk(sg_span folded, size_t characters)
{
    return (
        struct sg_gram_walk){ .text = folded, .left = characters, .last = { ' ' }, .n_last = 1 };
}

static bool is_dark_ascii(int octet)
{
    return octet > ' ' && octet < 0x7F;
}

/* The ASCII characters without a blank that begin at `at`. */
static sg_span ascii_run(sg_span text, size_t at)
{
    size_t end = at;
    while (is_dark_ascii(sg_at(text, end)))
        end++;
    return sg_cut(text, at, end - at);
}

static bool is_address_or_url(sg_span run)
{
    return sg_holds(run, SG_SPAN("://")) || sg_find(run, '@', 0) < run.len ||
           sg_starts(run, SG_SPAN("www."));
}

/* The next character as it counts; 0 for a blank after a blank. */
static uint32_t next_character(struct sg_gram_walk *w)
{
    bool is_ascii = is_dark_ascii(sg_at(w->text, w->at));
    if (is_ascii && !w->was_ascii) {
        sg_span run = ascii_run(w->text, w->at);
        if (is_address_or_url(run)) {
            w->at += run.len;
            w->was_ascii = false;
            return TOKEN;
        }
    }
    w->was_ascii = is_ascii;
    uint32_t c = (uint32_t)sg_utf8_next(w->text, &w->at);
    if (c <= ' ')
        return w->last[0] == ' ' ? 0 : ' ';
    return c >= '0' && c <= '9' ? '0' : c;
}

static uint32_t mixed(uint32_t hash, uint32_t c)
{
    return ((hash ^ c) * UINT32_C(0x9E3779B1)) ^ (hash >> 15);
}

static void note_runs(struct sg_gram_walk *w)
{
    uint32_t hash = UINT32_C(0x811C9DC5);
    w->n_buckets = 0;
    for (size_t i = 0; i < w->n_last; i++) {
        hash = mixed(hash, w->last[i]);
        if (i + 1 >= SG_GRAM_LEAST)
            w->buckets[w->n_buckets++] =
                (uint16_t)((hash * UINT32_C(0x85EBCA6B)) >> (32 - BUCKET_BITS));
    }
}

bool sg_gram_next(struct sg_gram_walk *w)
{
    uint32_t c = 0;
    while (c == 0) {
        if (w->left == 0 || w->at >= w->text.len)
            return false;
        w->left--;
        c = next_character(w);
    }
    for (size_t i = SG_GRAM_MOST - 1; i > 0; i--)
        w->last[i] = w->last[i - 1];
    w->last[0] = c;
    w->n_last += w->n_last < SG_GRAM_MOST;
    note_runs(w);
    return true;
}
