/* programs/milter_shift.h - what the front works with at a time: a keeper and the settings of its configuration.
 *
 * The parent hands in new ones; mails that are being asked about keep the old one until they are answered. */
#ifndef SG_PROGRAMS_MILTER_SHIFT_H
#define SG_PROGRAMS_MILTER_SHIFT_H

#include "programs/milter_settings.h"

struct sg_shift {
    int channel; /* of the keeper; -1: there is none */
    const struct sg_milter_settings *settings;
};

struct sg_shifts; /* thread-safe */

/* It lives in `ours`; `first` in `arena`, which is taken over. */
struct sg_shifts *sg_shifts_open(struct sg_arena *ours, struct sg_arena *arena,
                                 const struct sg_milter_settings *first);

/* From now on `channel` (taken over; the keeper of a channel that died just answers no more) and `settings`, which live in
 * `arena` (taken over). */
void sg_shifts_change(struct sg_shifts *shifts, int channel, struct sg_arena *arena,
                      const struct sg_milter_settings *settings);

/* What is in force, until given back. */
const struct sg_shift *sg_shifts_take(struct sg_shifts *shifts);
void sg_shifts_give_back(struct sg_shifts *shifts, const struct sg_shift *shift);

#endif
