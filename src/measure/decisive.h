/* measure/decisive.h - what each finding and combination does to the accusations. */
#ifndef SG_MEASURE_DECISIVE_H
#define SG_MEASURE_DECISIVE_H

#include "measure/measured.h"

struct sg_decisive {
    sg_span id;
    size_t phish, ham, spam;     /* clusters that show it: strict phish, ham, spam */
    int64_t points;              /* hundredths, after caps, of all that show it */
    size_t shown;                /* clusters that show it, of every label */
    size_t fall_phish, fall_ham; /* accused ones that without it were not */
};

struct sg_decisive_list {
    const struct sg_decisive *at; /* those that decide most first; what no mail shows is left out */
    size_t n;
};

struct sg_decisive_list sg_decisive_of(struct sg_arena *arena, struct sg_measured_list mails,
                                       const struct sg_weighed_list *weighed,
                                       const struct sg_weights *weights);

#endif
