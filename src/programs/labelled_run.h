/* programs/labelled_run.h - labelled mails examined by workers, a reply of the caller's own shape for each. */
#ifndef SG_PROGRAMS_LABELLED_RUN_H
#define SG_PROGRAMS_LABELLED_RUN_H

#include "programs/cli.h"
#include "programs/labelled.h"
#include "service/pool.h"
#include "verdict/examine.h"

struct sg_labelled_run {
    const struct sg_cli *cli;
    const struct sg_labelled_list *list;
    const struct sg_envelope *envelope; /* of every mail; without an opener */
    size_t jobs;                        /* 0: one worker a core; 1: all in this process */
    void *with;
    /* In a worker. */
    void (*pack)(void *with, const struct sg_examination *x, struct sg_buf *reply);
    /* In the order of the mails; `reply` is empty when the mail was lost or could not be read, which was told. */
    bool (*done)(void *with, size_t mail, sg_span reply);
};

SG_MUST_USE enum sg_status sg_labelled_run(const struct sg_labelled_run *run, struct sg_error *err);

#endif
