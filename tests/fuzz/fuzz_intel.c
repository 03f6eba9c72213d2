/* tests/fuzz/fuzz_intel.c - our data files, broken: each reader takes one as a whole or refuses it, names the file,
 * gives nothing, and says why in words that fit a terminal.
 *
 * The first line of the input says which reader; the rest is the file. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intel/brands_read.h"
#include "intel/datafile.h"
#include "intel/hosters.h"
#include "intel/lists.h"
#include "intel/phrases.h"
#include "intel/table.h"
#include "intel/weights.h"
#include "intel/wrappers.h"
#include "report/words.h"
#include "text/unicode.h"

enum { CEILING = 512 * 1024 * 1024 };

static struct sg_arena *arena;
static struct sg_folder *folder;
static char dir[] = "/tmp/shingan-intel-XXXXXX";

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "property broken: %s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* ---- the readers, each over the file that lies where it looks for it ---- */

static enum sg_status brands(struct sg_error *err)
{
    const char *const dirs[] = { dir, NULL };
    const struct sg_brands *out = NULL;
    enum sg_status st = sg_brands_open(arena, folder, dirs, &out, err);
    require((st == SG_OK) == (out != NULL), "brands are all or nothing");
    for (size_t i = 0; out != NULL && i < out->n; i++) {
        const struct sg_brand *b = &out->at[i];
        require(sg_brand_find(out, b->id) == b, "a brand is found by its id");
        require(sg_brand_shown(b, true).len > 0 && b->owner.len > 0, "a brand has a name");
        for (size_t j = 0; j < b->n_domains; j++)
            require(sg_brand_domain_of(out, b->domains[j].domain) != NULL, "a domain has an owner");
        for (size_t j = 0; j < b->n_names; j++) {
            struct sg_brand_hits hits = { 0 };
            sg_brand_scan(arena, out, b->names[j].folded, &hits);
        }
    }
    sg_brands_close(out);
    return st;
}

static enum sg_status phrases(struct sg_error *err)
{
    const char *const dirs[] = { dir, NULL };
    const struct sg_phrases *out = NULL;
    struct sg_phrase_hits hits = { 0 };
    enum sg_status st = sg_phrases_open(arena, folder, dirs, &out, err);
    require((st == SG_OK) == (out != NULL), "phrases are all or nothing");
    if (out != NULL)
        sg_phrases_scan(arena, out, SG_SPAN("お客様各位 your account"), &hits);
    sg_phrases_close(out);
    return st;
}

static enum sg_status lists(struct sg_error *err)
{
    struct sg_lists out = sg_lists_in(arena);
    return sg_lists_add(arena, folder, dir, &out, err);
}

static enum sg_status hosters(struct sg_error *err)
{
    struct sg_hosters out = { SG_MAP(arena) };
    enum sg_status st = sg_hosters_add(arena, dir, &out, err);
    (void)sg_hoster_of(&out, SG_SPAN("www.example.jp"));
    return st;
}

static enum sg_status wrappers(struct sg_error *err)
{
    struct sg_wrappers out = { 0 };
    enum sg_status st = sg_wrappers_read(arena, dir, &out, err);
    for (size_t i = 0; st == SG_OK && i < out.n; i++)
        require(out.at[i].domain.len > 0, "a wrapper has a domain");
    return st;
}

static enum sg_status weights(struct sg_error *err)
{
    const struct sg_weights *out = NULL;
    enum sg_status st = sg_weights_read(arena, sg_data_path(arena, dir, "weights.conf"), &out, err);
    require((st == SG_OK) == (out != NULL), "weights are all or nothing");
    return st;
}

static enum sg_status words(struct sg_error *err)
{
    const struct sg_words *out = NULL;
    enum sg_status st = sg_words_load(arena, dir, "xx", &out, err);
    require((st == SG_OK) == (out != NULL), "words are all or nothing");
    for (size_t i = 0; out != NULL && i < out->n; i++)
        require(sg_utf8_valid(out->at[i].sentence), "words are valid UTF-8");
    return st;
}

static const struct reader {
    const char *name, *file;
    enum sg_status (*read)(struct sg_error *err);
} readers[] = {
    { "brands", "brands/x.brands", brands },
    { "phrases", "phrases/ja.phrases", phrases },
    { "lists", "lists/roles.list", lists },
    { "hosters", "hosters/x.list", hosters },
    { "weights", "weights.conf", weights },
    { "words", "words/xx.words", words },
    { "wrappers", "hosters/wrappers.list", wrappers },
};

enum { N_READERS = sizeof readers / sizeof *readers };

static sg_span piece(sg_span *file)
{
    size_t len = 4 * (size_t)(sg_at(*file, 0) & 0xff);
    sg_span out = sg_cut(*file, 1, len);
    *file = sg_tail(*file, len + 1);
    return out;
}

/* An address table is read where it lies, never past its end.  Without its checksum, which a fuzzer cannot guess. */
static void check_table(sg_span file)
{
    struct sg_table table = { .blocks4 = piece(&file), .blocks6 = piece(&file) };
    uint8_t address[16] = { [10] = 0xff, [11] = 0xff, [12] = 198, [13] = 51, [14] = 100 };
    table.names = piece(&file);
    table.text = piece(&file);
    table.steps4 = piece(&file);
    table.steps6 = file;
    for (unsigned i = 0; i < 64; i++) {
        address[15] = address[12] = (uint8_t)(4 * i);
        (void)sg_table_find(&table, address);
        address[i % 12] ^= (uint8_t)i;
    }
}

/* ---- the files ---- */

static const char *path_of(const char *file)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    return path;
}

static void remove_all(void)
{
    static const char *const folders[] = { "brands", "phrases", "lists", "hosters", "words", "" };
    for (size_t i = 0; i < N_READERS; i++)
        (void)unlink(path_of(readers[i].file));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        (void)rmdir(path_of(folders[i]));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct sg_error err = { 0 };
    static const char *const folders[] = { "brands", "phrases", "lists", "hosters", "words" };
    arena = sg_arena_open(CEILING);
    if (mkdtemp(dir) == NULL || sg_folder_open(&folder, &err) != SG_OK)
        exit(1);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (mkdir(path_of(folders[i]), 0700) != 0)
            exit(1);
    (void)atexit(remove_all);
    return 0;
}

static void write_file(const char *file, sg_span octets)
{
    FILE *f = fopen(path_of(file), "wb");
    require(f != NULL, "the file can be written");
    require(fwrite(octets.at, 1, octets.len, f) == octets.len && fclose(f) == 0,
            "the file can be written");
}

static void check_reader(const struct reader *r, sg_span file)
{
    struct sg_error err = { 0 };
    write_file(r->file, file);
    enum sg_status st = r->read(&err);
    (void)unlink(path_of(r->file));
    if (st == SG_OK)
        return;
    sg_span said = sg_span_of(err.text);
    require(sg_holds(said, sg_span_of(dir)) && sg_holds(said, sg_span_of(r->file)),
            "an error names its file");
    require(sg_utf8_valid(said), "an error is valid UTF-8");
    for (size_t i = 0; i < said.len; i++)
        require((sg_at(said, i) >= ' ' || sg_at(said, i) == '\t') && sg_at(said, i) != 0x7f,
                "an error has no control octet but tabs");
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    sg_span file = { at, len };
    sg_span name = sg_next(&file, '\n');
    for (size_t i = 0; i < N_READERS; i++)
        if (sg_same(name, sg_span_of(readers[i].name)))
            check_reader(&readers[i], file);
    if (sg_same(name, SG_SPAN("table")))
        check_table(file);
    sg_arena_reset(arena);
    return 0;
}
