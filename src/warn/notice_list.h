/* warn/notice_list.h - all notices of a folder: an index page in both languages, and a feed (RFC 4287). */
#ifndef SG_WARN_NOTICE_LIST_H
#define SG_WARN_NOTICE_LIST_H

#include "warn/notice_render.h"

struct sg_notice_entry {
    const struct sg_notice *notice;
    sg_span title_ja, title_en;
};

/* Newest status first, then by id. */
void sg_notice_sort(struct sg_notice_entry *entries, size_t n);

void sg_put_notice_index(struct sg_buf *out, const struct sg_words *ja, const struct sg_words *en,
                         const struct sg_notice_entry *entries, size_t n);

/* Ids and links are made of where the publisher publishes; without that, ids are tags (RFC 4151) and links relative. `today` is
 * when a feed without entries was updated. */
void sg_put_notice_feed(struct sg_buf *out, const struct sg_publisher *publisher,
                        const struct sg_words *ja, const struct sg_notice_entry *entries, size_t n,
                        sg_span today);

#endif
