/* intel/hosters.h - domains where anybody can publish, by kind. */
#ifndef SG_INTEL_HOSTERS_H
#define SG_INTEL_HOSTERS_H

#include "base/map.h"
#include "base/status.h"

#define SG_HOSTER_KINDS(X)                                                                 \
    X(DYNAMIC_DNS, "dynamic-dns")                                                          \
    X(APP_PLATFORM, "app-platform")                                                        \
    X(CLOUD_STORAGE, "cloud-storage")                                                      \
    X(SITE_BUILDER, "site-builder")                                                        \
    X(FREE_HOSTING, "free-hosting")                                                        \
    X(SHARED_HOSTING,                                                                      \
      "shared-hosting") /* customers' hosts of a provider: xsrv.jp, sakura.ne.jp */        \
    X(FREE_SUBDOMAIN, "free-subdomain") /* also registries of second levels open to all */ \
    X(SHORTENER, "shortener")                                                              \
    X(BRAND_SHORTENER, "brand-shortener") /* amzn.to: one company's own */                 \
    X(LINK_PAGE, "link-page")             /* link-in-bio, qr pages */                      \
    X(FORMS, "forms")                                                                      \
    X(DOCUMENTS, "documents") /* docs, file shares, blogs */                               \
    X(IPFS, "ipfs-gateway")                                                                \
    X(TUNNEL, "tunnel") /* ngrok and the like, wildcard DNS names of addresses */          \
    X(TRANSLATE, "translate-proxy")                                                        \
    X(REDIRECTOR, "redirector")       /* open redirects, social redirects, deep links */   \
    X(REWRITER, "rewriter")           /* a receiver's gateway put it on */                 \
    X(CLICK_TRACKER, "click-tracker") /* mail delivery services */                         \
    X(CDN, "cdn")                                                                          \
    X(TRUSTED, "trusted") /* large sites that people abuse: say so, weigh little */

enum sg_hoster_kind {

#define SG_HOSTER_KIND(name, id) SG_HOSTER_##name,
    SG_HOSTER_KINDS(SG_HOSTER_KIND)
#undef SG_HOSTER_KIND
        SG_N_HOSTER_KINDS,
};

struct sg_hoster {
    sg_span domain; /* the domain and all under it */
    enum sg_hoster_kind kind;
};

struct sg_hosters {
    struct sg_map by_domain; /* const struct sg_hoster */
};

/* Add what the files named .list in `dir`/hosters hold, wrappers.list aside: lines `KIND DOMAIN`.  A domain that `hosters` has from an
 * earlier call stays as it is (read an overlay first); twice in one directory is an error.  `hosters` is
 * started with SG_MAP(arena) and, on failure, is of no further use. */
SG_MUST_USE enum sg_status sg_hosters_add(struct sg_arena *arena, const char *dir,
                                          struct sg_hosters *hosters, struct sg_error *err);

/* The entry for `host` or the longest domain above it, or NULL. */
const struct sg_hoster *sg_hoster_of(const struct sg_hosters *hosters, sg_span host);
const char *sg_hoster_kind_id(enum sg_hoster_kind kind);

#endif
