/* report/sentence.h - a finding said in a language. */
#ifndef SG_REPORT_SENTENCE_H
#define SG_REPORT_SENTENCE_H

#include "report/shown.h"
#include "report/words.h"
#include "verdict/examine.h"

/* Who tells it: the language, whom to hide, and whose names to use. */
struct sg_teller {
    const struct sg_words *words;
    const struct sg_facts *facts;
    struct sg_mask mask;
};

struct sg_teller sg_teller_of(const struct sg_examination *x, const struct sg_words *words);

/* `sentence` with the finding's values put in, made fit to show (defanged, recipient hidden).  A value
 * `x` that the finding does not have is looked for as `x_ja` or `x_en`; `brand` is the finding's brand. */
void sg_put_sentence(struct sg_buf *out, const struct sg_teller *teller, sg_span sentence,
                     const struct sg_finding *finding);

/* The sentence of the finding itself. */
void sg_put_finding(struct sg_buf *out, const struct sg_teller *teller,
                    const struct sg_finding *finding);

/* A country's name, or its code when the table does not know it. */
sg_span sg_country_name(const struct sg_teller *teller, sg_span code);

#endif
