/* tests/fuzz/replay.c - runs a fuzz target over every file of the folders given, without a fuzzer: what was found
 * once stays found, with any compiler and under any sanitizer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* libFuzzer calls this first where a target has it. */
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

/* A copy of exactly the file's size, so that AddressSanitizer sees one octet too many. */
static int replay(const char *path, const char *name)
{
    struct stat about;
    FILE *f = fopen(path, "rb");
    if (f == NULL || fstat(fileno(f), &about) != 0 || !S_ISREG(about.st_mode)) {
        if (f != NULL)
            fclose(f);
        return 0;
    }
    size_t len = (size_t)about.st_size;
    uint8_t *copy = malloc(len > 0 ? len : 1);
    if (copy == NULL || fread(copy, 1, len, f) != len) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(1);
    }
    fclose(f);
    fprintf(stderr, "%s\n", name);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
    return 1;
}

static int replay_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    int ran = 0;
    if (dir == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        ran += replay(path, entry->d_name);
    }
    closedir(dir);
    return ran;
}

int main(int argc, char **argv)
{
    int ran = 0;
    if (LLVMFuzzerInitialize != NULL)
        LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++)
        ran += replay_folder(argv[i]);
    printf("%d inputs replayed\n", ran);
    if (ran == 0) {
        fprintf(stderr, "no input: a fuzz target needs at least one seed\n");
        return 1;
    }
    return 0;
}
