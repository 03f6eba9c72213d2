/* intel/lists.h - small tables: role accounts, free mail, Han characters, suffix look-alikes, words in hosts. */
#ifndef SG_INTEL_LISTS_H
#define SG_INTEL_LISTS_H

#include "base/map.h"
#include "base/status.h"
#include "text/fold.h"

struct sg_lists {
    struct sg_map roles;     /* local parts of role accounts: "admin", "info" */
    struct sg_map free_mail; /* registrable domains where anybody gets an address */
    struct sg_map han;       /* one Han character (UTF-8) -> const struct sg_han */
    /* words that dress up a host: "login", "secure", "webmail", "support" */
    struct sg_map bait_words;
    /* labels that pose as a suffix: "co", "ne" before "jp"-like, "co-jp" */
    struct sg_map suffix_lookalikes;
    struct sg_map countries;     /* "US" -> const struct sg_country */
    struct sg_map chinese_fonts; /* folded font names */
};

struct sg_han {                  /* a Han character that Japanese does not use */
    sg_span character, japanese; /* 稅 -> 税 */
    bool is_strong;              /* grade A */
};

struct sg_country {
    sg_span code, name_ja, name_en;
};

/* Add what `dir`/lists/ holds in files named .list; its maps are started with SG_MAP(arena). */
SG_MUST_USE enum sg_status sg_lists_add(struct sg_arena *arena, const struct sg_folder *folder,
                                        const char *dir, struct sg_lists *lists,
                                        struct sg_error *err);

bool sg_list_has(const struct sg_map *list, sg_span folded);

#endif
