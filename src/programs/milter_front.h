/* programs/milter_front.h - the process that talks to Postfix. */
#ifndef SG_PROGRAMS_MILTER_FRONT_H
#define SG_PROGRAMS_MILTER_FRONT_H

/* Of the steward's plan: read the settings from `settings`, take keepers from `control`, talk until SIGTERM. */
int sg_milter_front(void *with, int settings, int control);

/* Likewise in a keeper. */
int sg_milter_keeper(void *with, int settings, int channel);

#endif
