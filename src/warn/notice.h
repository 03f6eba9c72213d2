/* warn/notice.h - a notice: what a house tells its customers of a wave of mails, as a record from which every format is written.
 *
 * A notice holds one type for each kind of mail that was seen (same subject, same links or text).  Everything in it may be
 * published: it is made of the public parts of specimens (warn/specimen.h), and links and addresses in it are already defanged
 * (`hxxps://www.example[.]com/`); the record is the file that the house keeps, reads, edits by hand and adds waves to:
 *
 *     notice 2022-01-30-xserver
 *         brand xserver
 *         posted 2022-01-30
 *         status 2022-02-03
 *         history 2022-01-30 posted
 *         history 2022-02-03 added 1
 *     type 1
 *         confirmed 2022-01-30
 *         mails 3
 *         subject ...
 *         body | a line of the text
 *         body |
 *
 * docs/warn.md describes it.  Days are spans "2022-01-30" in Japan's time. */
#ifndef SG_WARN_NOTICE_H
#define SG_WARN_NOTICE_H

#include "base/buf.h"
#include "intel/intel.h"
#include "warn/specimen.h"

enum {
    SG_MAX_NOTICE_TYPES = 20,
    SG_MAX_NOTICE_SUBJECTS = 5, /* of one type */
    SG_MAX_NOTICE_LINKS = 5,
    SG_MAX_NOTICE_FILES = 5,
    SG_MAX_NOTICE_LINES = 2000,      /* of one body */
    SG_MAX_NOTICE_HISTORY = 200,     /* lines */
    SG_MAX_NOTICE = 4 * 1024 * 1024, /* octets of one in any format */
};

struct sg_notice_link {
    sg_span url;   /* without what may tell who received it */
    sg_span shown; /* the URL that the mail shows for it; empty: none that differs */
    bool is_cut;   /* a part was left out */
};

struct sg_notice_type {
    sg_span confirmed; /* the day of the first of its mails */
    int64_t mails;     /* how many were seen */
    sg_span subjects[SG_MAX_NOTICE_SUBJECTS];
    size_t n_subjects;
    sg_span from_display, from_address; /* either may be empty */
    struct sg_notice_link links[SG_MAX_NOTICE_LINKS];
    size_t n_links;
    sg_span files[SG_MAX_NOTICE_FILES]; /* names of attachments */
    size_t n_files;
    bool forges_address; /* the From address is one of the brand's */
    bool forges_name;    /* the From name alone is */
    bool forges_house;   /* it is at the recipient's own domain */
    bool has_code;       /* a QR code leads there */
    bool asks_password, asks_card;
    sg_span body; /* lines that end with \n; empty: not quoted */
    bool body_is_cut;
};

struct sg_notice_event {
    sg_span day;
    sg_span what; /* "posted", "added 2", or a sentence written by hand */
};

struct sg_notice {
    sg_span id;          /* letters, digits and hyphens: the name of its folder */
    sg_span brand;       /* id of who is imitated; empty: nobody known */
    bool is_of_provider; /* no brand, but whoever runs the recipient's mail */
    sg_span posted, status;
    struct sg_notice_type types[SG_MAX_NOTICE_TYPES];
    size_t n_types;
    struct sg_notice_event history[SG_MAX_NOTICE_HISTORY];
    size_t n_history;
};

/* ---- making ---- */

/* Days of a notice that is made or added to; an empty one takes its default: confirmed, when the mail came. */
struct sg_notice_days {
    sg_span posted, status, confirmed;
};

/* An empty notice of the mails' brand, with its id and its first line of history. */
struct sg_notice *sg_notice_begin(struct sg_arena *arena, const struct sg_specimen *const *mails,
                                  size_t n, const struct sg_notice_days *days);

/* Put the mails into the notice: each into the type that it belongs to, or into a new one.  Gives how many types are new. */
size_t sg_notice_add(struct sg_arena *arena, const struct sg_intel *intel, struct sg_notice *notice,
                     const struct sg_specimen *const *mails, size_t n,
                     const struct sg_notice_days *days);

/* A line of history. */
void sg_notice_tell(struct sg_notice *notice, sg_span day, sg_span what);

/* ---- as a file ---- */

void sg_notice_put_record(struct sg_buf *out, const struct sg_notice *notice);

/* Read it again; `path` is what errors call it.  Links that somebody wrote live are defanged.  SG_E_SYNTAX and SG_E_VALUE name
 * file and line. */
SG_MUST_USE enum sg_status sg_notice_read(struct sg_arena *arena, const struct sg_intel *intel,
                                          const char *path, sg_span text,
                                          const struct sg_notice **out, struct sg_error *err);

/* ---- days ---- */

/* The day in Japan at `seconds` since 1970. */
sg_span sg_notice_day(struct sg_arena *arena, int64_t seconds);

/* True for a day that the calendar has, written "2022-01-30". */
bool sg_notice_is_day(sg_span s);

/* "2022年01月30日". */
void sg_notice_put_day(struct sg_buf *out, sg_span day, bool japanese);

#endif
