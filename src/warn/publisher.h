/* warn/publisher.h - who warns: the facts of the house that only the house knows.  docs/warn.md describes the file.
 *
 *     publisher エグザンプルサーバー
 *         en Example Server
 *         brand example
 *         contact https://www.example.jp/contact/
 *         ...
 */
#ifndef SG_WARN_PUBLISHER_H
#define SG_WARN_PUBLISHER_H

#include "base/status.h"
#include "intel/intel.h"

struct sg_publisher {
    sg_span name_ja, name_en; /* as customers know it; both empty: no publisher file was given */
    sg_span company_ja, company_en; /* the legal person; its name where not given */
    const sg_span *brands;          /* ids of the brands that are its own */
    size_t n_brands;
    sg_span contact_url,
        reset_url; /* pages for its customers; empty: of the brand's data, or not said */
    sg_span login_ja, login_en; /* what its customers log in to: サーバーパネル */
    const sg_span *patterns; /* of its official URLs: "https:// *.example.jp/" without the blank */
    size_t n_patterns;
    const sg_span *domains; /* its mail is sent from these */
    size_t n_domains;
    const sg_span *markers; /* what its genuine mail always names: 会員ID, サーバー番号 */
    size_t n_markers;
    const sg_span *promises_ja, *promises_en; /* what its genuine mail never does */
    size_t n_promises_ja, n_promises_en;
    bool viewing_is_harmless; /* it says that opening the page alone gives nothing away */
    sg_span
        notices_url; /* where its notices are published, with a final slash; empty: nowhere yet */
    /* of reports to abuse desks: who reports, and how to reach him */
    sg_span reporter_organisation, reporter_name, reporter_mail, reporter_domain, reporter_phone;
    sg_span reporting_mta; /* its mail server's name */
};

/* Nobody in particular. */
extern const struct sg_publisher sg_no_publisher;

/* Read the file at `path`; texts live in `arena`.  Errors name file and line; brands must be known to `intel`, official URLs
 * must be https, match the publisher's own patterns where it has such, and not stand at a hoster's open to all. */
SG_MUST_USE enum sg_status sg_publisher_read(struct sg_arena *arena, const struct sg_intel *intel,
                                             const char *path, const struct sg_publisher **out,
                                             struct sg_error *err);

/* True when `brand` (an id) is the publisher's own. */
bool sg_publisher_owns(const struct sg_publisher *publisher, sg_span brand);

#endif
