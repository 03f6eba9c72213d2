/* measure/measured.h - what measuring keeps of one examined mail, packed in a worker and unpacked here. */
#ifndef SG_MEASURE_MEASURED_H
#define SG_MEASURE_MEASURED_H

#include "train/sample.h"

/* What a mail is by its label; bits. */
enum sg_mail_is {
    SG_IS_HAM = 1 << 0,
    SG_IS_PHISH = 1 << 1,
    SG_IS_STRICT = 1 << 2, /* phish that is after an account */
    SG_IS_BROAD = 1 << 3,  /* that, and prizes */
    SG_IS_SPAM = 1 << 4,
    SG_IS_ADVERTISING =
        1 << 5,          /* a stand-in for honest commercial mail: not in the name of a brand */
    SG_IS_HTML = 1 << 6, /* it has a page; known only after it was examined */
};

struct sg_sign {          /* a finding or combination that a mail shows */
    uint16_t at;          /* in the list of what is weighed */
    int16_t raw, counted; /* hundredths: by itself, and after the cap of its group */
};

struct sg_measured {
    sg_span path, label, source, lang, fine, date, charset;
    unsigned is; /* enum sg_mail_is */
    bool is_rep; /* counts when each cluster counts once */
    enum sg_level level;
    int32_t points;              /* hundredths */
    unsigned parts;              /* enum sg_part_of */
    const struct sg_sign *signs; /* each once, in the order of what is weighed */
    size_t n_signs;
};

struct sg_measured_list {
    const struct sg_measured *at;
    size_t n;
};

/* In the worker. */
void sg_measured_pack(const struct sg_examination *x, const struct sg_weighed_list *weighed,
                      struct sg_buf *out);

/* Fill in what a worker packed, SG_IS_HTML too; false when that is not well-formed. */
bool sg_measured_unpack(struct sg_arena *arena, sg_span packed, size_t n_weighed,
                        struct sg_measured *out);

bool sg_is_accused(const struct sg_measured *m); /* suspicious or phishing */

/* Points where the parts that the mail fulfils allow an accusation at all, else SG_NEVER: what a threshold is laid on. */
#define SG_NEVER INT32_MIN
int32_t sg_accusable_points(const struct sg_measured *m);

/* Whether the mail would still be accused had the finding or combination `m->signs[left_out]` not been there, with the
 * combinations that it is in and its part of the conjunction. */
bool sg_is_accused_without(const struct sg_measured *m, size_t left_out,
                           const struct sg_weighed_list *weighed, const struct sg_weights *weights);

#endif
