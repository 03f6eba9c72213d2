/* intel/lists.h - small tables: role accounts, free mail, Han characters, suffix look-alikes, words in hosts. */
#ifndef SG_INTEL_LISTS_H
#define SG_INTEL_LISTS_H

#include "base/map.h"
#include "base/status.h"
#include "text/fold.h"

/* Words by which a claim is told from a mention (data/lists/words.list says what each is for). */
enum sg_word_kind {
    SG_WORDS_MAIL_SERVICE_CONTEXT,
    SG_WORDS_REGISTRATION,
    SG_WORDS_MAIL_SERVICE_SIGNATURE,
    SG_WORDS_MAIL_SERVICE,
    SG_WORDS_BESIDE_MAIL_SERVICE,
    SG_WORDS_COMPANY_SERVICE,
    SG_WORDS_SPOKEN_OF_AFTER,
    SG_WORDS_SPOKEN_OF_BEFORE,
    SG_WORDS_SIGNING,
    SG_WORDS_INTRODUCING,
    SG_WORDS_DEPARTMENT,
    SG_WORDS_FORWARD_MARK,
    SG_WORDS_FORWARD_LINE,
    SG_WORDS_ORIGINAL_LINE,
    SG_WORDS_BLOCK_FROM,
    SG_WORDS_BLOCK_DATE,
    SG_WORDS_BLOCK_TO,
    SG_WORDS_BLOCK_CC,
    SG_WORDS_BLOCK_SUBJECT,
    SG_WORDS_BLOCK_REPLY_TO,
    SG_WORDS_BLOCK_OTHER,
    SG_WORDS_ON_BEHALF,
    SG_WORDS_REPORT_BOX,
    SG_WORDS_ORGANISATION,
    SG_WORDS_ORGANISATION_PART,
    SG_WORDS_PERSONAL,
    SG_WORDS_CALLING,
    SG_WORDS_PURCHASE,
    SG_N_WORDS
};

struct sg_word_list {
    sg_span *at; /* longest first; as folded text has them */
    size_t n, room;
};

struct sg_lists {
    struct sg_map roles;       /* local parts of role accounts: "admin", "info" */
    struct sg_map arc_sealers; /* domains of services that forward for their users and seal (ARC) */
    struct sg_map free_mail;   /* registrable domains where anybody gets an address */
    struct sg_map
        secure_mail; /* registrable domains or hosts of gateways that decrypt mail sent as a page */
    struct sg_map han; /* one Han character (UTF-8) -> const struct sg_han */
    /* words that dress up a host: "login", "secure", "webmail", "support" */
    struct sg_map bait_words;
    /* labels that pose as a suffix: "co", "ne" before "jp"-like, "co-jp" */
    struct sg_map suffix_lookalikes;
    struct sg_map countries;     /* "US" -> const struct sg_country */
    struct sg_map chinese_fonts; /* folded font names */
    struct sg_map real_words;    /* words and names of people that look like a brand's, folded */
    struct sg_word_list words[SG_N_WORDS];
};

struct sg_han {                  /* a Han character that Japanese does not use */
    sg_span character, japanese; /* 稅 -> 税 */
    bool is_strong;              /* grade A */
};

struct sg_country {
    sg_span code, name_ja, name_en;
};

/* Lists that hold nothing yet. */
struct sg_lists sg_lists_in(struct sg_arena *arena);

/* Add what `dir`/lists/ holds in files named .list to lists from sg_lists_in(). */
SG_MUST_USE enum sg_status sg_lists_add(struct sg_arena *arena, const struct sg_folder *folder,
                                        const char *dir, struct sg_lists *lists,
                                        struct sg_error *err);

bool sg_list_has(const struct sg_map *list, sg_span folded);

/* One of the words stands anywhere in `folded`; is all of it; how many octets the longest takes at its start
 * (0: none); at its end. */
bool sg_words_hold(const struct sg_word_list *words, sg_span folded);
bool sg_words_are(const struct sg_word_list *words, sg_span folded);
size_t sg_words_start(const struct sg_word_list *words, sg_span folded);
size_t sg_words_end(const struct sg_word_list *words, sg_span folded);

#endif
