/* service/config_value.h - one setting's value; only for this room. */
#ifndef SG_SERVICE_CONFIG_VALUE_H
#define SG_SERVICE_CONFIG_VALUE_H

#include "service/config.h"

/* A value as given; the words are those of a list. */
struct sg_config_value {
    sg_span text; /* a NUL behind it */
    SG_LIST(sg_span) words;
};

/* A copy with a NUL behind it. */
sg_span sg_config_keep(struct sg_arena *arena, sg_span s);

/* Add the words of `line`. */
void sg_config_add_words(struct sg_arena *arena, sg_span line, struct sg_config_value *value);

/* Put the value into its section's struct, or false when it is none for this setting. */
SG_MUST_USE bool sg_config_store(const struct sg_setting *setting,
                                 const struct sg_config_value *value, void *section);

/* Put the fallback into it; false when there is none and one is needed. */
SG_MUST_USE bool sg_config_store_fallback(struct sg_arena *arena, const struct sg_setting *setting,
                                          void *section);

/* "a whole number from 1 to 64", "one of: accept, mark" */
void sg_config_put_wanted(const struct sg_setting *setting, struct sg_buf *out);

#endif
