/* tests/unit/intel/data_folder.h - a data directory of one file, for readers that want a directory. */
#ifndef SG_TESTS_UNIT_INTEL_DATA_FOLDER_H
#define SG_TESTS_UNIT_INTEL_DATA_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Make `dir` (a template of mkdtemp) and `sub` in it; 0 on success. */
static inline int make_data_folder(char *dir, const char *sub)
{
    char path[96];
    if (mkdtemp(dir) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/%s", dir, sub);
    return mkdir(path, 0700);
}

/* Take both away again, with the file `name` in `sub`. */
static inline void drop_data_folder(const char *dir, const char *sub, const char *name)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s/%s", dir, sub, name);
    unlink(path);
    snprintf(path, sizeof path, "%s/%s", dir, sub);
    rmdir(path);
    rmdir(dir);
}

#endif
