/* tests/fuzz/mutate.c - what fuzz_examine.c holds of any octets, of mails that were real enough a moment ago: each
 * mail below the folders given is cut off, has octets changed, a stretch left out or told twice, and is examined.
 *
 *     mutate ROUNDS FOLDER...
 *
 * The changes follow from the mail's own octets alone, so that what failed once fails again.  SHINGAN_MUTANT names a
 * file that each mutant is written to before it is examined: the last one is what failed. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

enum {
    OPEN_AT_ONCE = 16, /* directories */
    MOST_CHANGED = 8,  /* octets */
    MOST_REPEATED = 512,
    MAX_ROUNDS = 100000,
};

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static int64_t rounds;
static size_t n_mails, n_examined;

static uint64_t next(uint64_t *state) /* xorshift64*, Vigna 2016 */
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *state, size_t n)
{
    return n == 0 ? 0 : (size_t)(next(state) >> 16) % n;
}

static size_t change(uint8_t *mail, size_t len, uint64_t *state)
{
    static const uint8_t nasty[] = "\0\r\n\t \"'<>()=-;:,.&#%@/\\\x1B\x7F\x80\xC2\xE3\xFF";
    for (size_t i = 1 + below(state, MOST_CHANGED); i > 0 && len > 0; i--) {
        uint8_t octet = (uint8_t)next(state);
        mail[below(state, len)] = octet < 128 ? octet : nasty[below(state, sizeof nasty)];
    }
    return len;
}

static size_t leave_out(uint8_t *mail, size_t len, uint64_t *state)
{
    size_t from = below(state, len), n = below(state, len - from);
    memmove(mail + from, mail + from + n, len - from - n);
    return len - n;
}

static size_t repeat(uint8_t *mail, size_t len, uint64_t *state)
{
    size_t from = below(state, len), n = below(state, len - from);
    n = n < MOST_REPEATED ? n : MOST_REPEATED;
    memmove(mail + from + n, mail + from, len - from);
    return len + n;
}

static void keep(const uint8_t *mail, size_t len)
{
    const char *path = getenv("SHINGAN_MUTANT");
    FILE *f = path == NULL ? NULL : fopen(path, "wb");
    if (f == NULL)
        return;
    fwrite(mail, 1, len, f);
    fclose(f);
}

/* A copy of exactly the size, so that AddressSanitizer sees one octet too many. */
static void examine(const uint8_t *mail, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);
    if (copy == NULL)
        abort();
    memcpy(copy, mail, len);
    keep(copy, len);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
    n_examined++;
}

static void mutate(const char *path, sg_span mail)
{
    uint64_t state = sg_hash(mail) | 1;
    uint8_t *changed = malloc(mail.len + MOST_REPEATED);
    if (changed == NULL)
        abort();
    for (int64_t i = 0; i < rounds; i++) {
        fprintf(stderr, "%s, round %d\n", path, (int)i);
        memcpy(changed, mail.at, mail.len);
        size_t len = below(&state, mail.len + 1);
        examine(changed, len); /* cut off */
        examine(changed, change(changed, i % 2 == 0 ? mail.len : len, &state));
        examine(changed, i % 2 == 0 ? leave_out(changed, mail.len, &state)
                                    : repeat(changed, mail.len, &state));
    }
    free(changed);
}

static int visit(const char *path, const struct stat *about, int type, struct FTW *unused)
{
    (void)unused;
    size_t len = (size_t)about->st_size;
    if (type != FTW_F || !sg_ends(sg_span_of(path), SG_SPAN(".eml")) || len == 0)
        return 0;
    FILE *f = fopen(path, "rb");
    uint8_t *mail = malloc(len);
    if (f == NULL || mail == NULL || fread(mail, 1, len, f) != len) {
        fprintf(stderr, "cannot read '%s'\n", path);
        return 1;
    }
    fclose(f);
    mutate(path, (sg_span){ mail, len });
    free(mail);
    n_mails++;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3 || !sg_number(sg_span_of(argv[1]), 1, MAX_ROUNDS, &rounds)) {
        fprintf(stderr, "usage: mutate ROUNDS FOLDER...\n");
        return 1;
    }
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 2; i < argc; i++)
        if (nftw(argv[i], visit, OPEN_AT_ONCE, FTW_PHYS) != 0)
            return 1;
    printf("%zu mails, %zu mutants examined\n", n_mails, n_examined);
    return n_examined > 0 ? 0 : 1;
}
