/* report/words.h - every word a person reads, by language: data/words/LANG.words.
 *
 *     # comment
 *     id = sentence with {named} values
 *       a line that starts with a blank goes on with the one above
 *
 * An id is `section.name` (label.sender, level.phishing, oddity.nul-octet) or a finding's id, with
 * `ID.note` for why it can be wrong and `ID.why` for what a lay reader does not know.  `{value}` is
 * replaced by the value of that name (`{why}`: what is odd about the wording that the finding speaks of; `{lure}`: the
 * word `lure.CATEGORY` of its kind of wording); `{value:section}` by the word `section.VALUE` (or, for
 * `country`, by the country's name); `[[ ... ]]` is left out when a value inside it is empty. */
#ifndef SG_REPORT_WORDS_H
#define SG_REPORT_WORDS_H

#include "base/buf.h"
#include "base/map.h"
#include "base/status.h"

struct sg_words {
    sg_span language; /* "ja" */
    bool japanese;
    struct sg_map by_id;      /* const struct sg_word */
    const struct sg_word *at; /* in the order of the file */
    size_t n;
};

struct sg_word {
    sg_span id, sentence;
    size_t line;
};

/* Read `dir`/words/`language`.words into the arena.  SG_E_SYNTAX and SG_E_VALUE name the file and the line. */
SG_MUST_USE enum sg_status sg_words_load(struct sg_arena *arena, const char *dir,
                                         const char *language, const struct sg_words **out,
                                         struct sg_error *err);

/* `base` with the sentences of the file at `path`, of the same format, in place of its own.  SG_E_SYNTAX and SG_E_VALUE name
 * the file and the line: an id that `base` does not have, or a value for which `knows_value` is false. */
SG_MUST_USE enum sg_status sg_words_replace(struct sg_arena *arena, const struct sg_words *base,
                                            const char *path, bool (*knows_value)(sg_span name),
                                            const struct sg_words **out, struct sg_error *err);

/* The sentence for `id`, values not yet put in; `id` itself when there is none. */
sg_span sg_words_for(const struct sg_words *words, const char *id);

/* How the values of a sentence are written. */
struct sg_filling {
    /* The value named `inside` ("host", "country:country"); false when it is empty or there is none. */
    bool (*put)(const void *with, struct sg_buf *out, sg_span inside);
    const void *with;
};

/* `sentence` with its values put in, and without the parts in double brackets that an empty one stands in. */
void sg_words_fill(struct sg_buf *out, sg_span sentence, const struct sg_filling *filling);

/* The sentence for "`section`.`name`" (a section may be empty), or an empty span. */
sg_span sg_words_in(const struct sg_words *words, const char *section, sg_span name);

#endif
