/* programs/intel_compile.c - save the compiled words, so that the next start need not compile them. */
#include "programs/intel_compile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "intel/compiled.h"

/* All or nothing: a program that starts meanwhile sees the old file or the new one. */
static bool write_file(struct sg_arena *arena, const char *path, sg_span octets)
{
    char *part = (char *)sg_arena_take(arena, strlen(path) + 6, 1, 1);
    (void)snprintf(part, strlen(path) + 6, "%s.part", path);
    FILE *f = fopen(part, "wbe");
    bool written = f != NULL && fwrite(octets.at, 1, octets.len, f) == octets.len;
    if (f != NULL && fclose(f) != 0)
        written = false;
    if (written && rename(part, path) == 0)
        return true;
    sg_cli_say("cannot write '%s': %s", path, strerror(errno));
    if (f != NULL)
        (void)remove(part);
    return false;
}

int sg_intel_compile(const struct sg_cli *cli)
{
    const char *const dirs[] = { cli->data, NULL };
    char folder[4096];
    (void)snprintf(folder, sizeof folder, "%s/compiled", cli->data);
    if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
        sg_cli_say("cannot make '%s': %s", folder, strerror(errno));
        return SG_EXIT_OUTPUT;
    }
    for (unsigned i = 0; i < SG_N_COMPILED; i++) {
        sg_span octets = sg_compiled_octets(cli->arena, cli->intel, (enum sg_compiled)i);
        const char *path = sg_compiled_path(cli->arena, dirs, (enum sg_compiled)i);
        if (octets.len > 0 && !write_file(cli->arena, path, octets))
            return SG_EXIT_OUTPUT;
    }
    return SG_EXIT_CLEAN;
}
