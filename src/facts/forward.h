/* facts/forward.h - the block that mail programs write above a mail which is passed on inside a text.
 *
 *     ---------- Forwarded message ---------
 *     From: Example Bank <info@example.com>
 *     Date: Mon, Jun 13, 2022 at 7:12 AM
 *     Subject: Your account
 *     To: <hanako@example.jp>
 *
 * The lines above it and the names of its fields, in a dozen languages, are data (data/lists/words.list).  Nothing
 * here says that it is true: anybody can write one. */
#ifndef SG_FACTS_FORWARD_H
#define SG_FACTS_FORWARD_H

#include "intel/lists.h"
#include "mail/address.h"

struct sg_forward_block {
    size_t starts;  /* octet of the text where its first line starts */
    size_t after;   /* octet of the text where the passed-on text starts */
    bool is_marked; /* a line stands above it that programs write only above what is passed on */
    size_t quotes;  /* ">" before each of its lines and of the passed-on text */
    /* values, lines joined; empty when absent */
    struct sg_text from, date, to, cc, subject;
};

/* Find the first block that starts in the first SG_MAX_FORWARD_NOTE octets of `text`.  `is_page`: its lines are never
 * wrapped.  `marked_only`: only one below a line that only forwards have.  False: there is none. */
bool sg_forward_find(struct sg_arena *arena, const struct sg_lists *lists,
                     const struct sg_folder *folder, const struct sg_text *text, bool is_page,
                     bool marked_only, struct sg_forward_block *out);

/* `text` from `from` on, without `quotes` ">" before each line. */
struct sg_text sg_forward_unquoted(struct sg_arena *arena, const struct sg_text *text, size_t from,
                                   size_t quotes);

/* Who a value names, in the ways of mail programs: "Name <a@b>", "Name [mailto:a@b]", "Name <a@b<mailto:a@b>>", "a@b",
 * "Name", and "X on behalf of Y", which is Y. */
struct sg_address sg_forward_sender(struct sg_arena *arena, const struct sg_lists *lists,
                                    const struct sg_folder *folder, const struct sg_text *value);

/* Everybody a value names with an address, at most SG_MAX_ADDRESSES. */
struct sg_address_list sg_forward_addresses(struct sg_arena *arena, const struct sg_text *value);

#endif
