/* mime_gmime.c - the MIME structure by GMime beside ours: a test oracle, never part of the program.
 *
 * usage: mime_gmime DIRECTORY...   Each file is a mail.  A line "KIND file ours theirs" for each mail that
 * differs (count, type, size: the first that does), and the sums at the end.  GMime dies on hostile
 * headers; run it on mails that are only strange. */
#include <ftw.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "mail/mail.h"

struct leaf {
    char type[80];
    size_t size; /* decoded octets */
};

enum { MAX_LEAVES = 4000 };

struct leaves {
    struct leaf at[MAX_LEAVES];
    size_t n;
};

static struct sg_arena *arena;
static struct sg_charsets *charsets;
static struct leaves ours, theirs;
static size_t n_mails, n_same, n_count, n_type, n_size;

static struct leaf *leaf_add(struct leaves *all)
{
    return &all->at[all->n < MAX_LEAVES - 1 ? all->n++ : all->n];
}

static void ours_read(sg_span bytes)
{
    const struct sg_mail *m = sg_mail_read(arena, charsets, bytes);
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    ours.n = 0;
    for (size_t i = 0; i < m->n_parts; i++) {
        const struct sg_part *p = &m->parts[i];
        if (p->is_multipart || p->is_message)
            continue;
        struct leaf *leaf = leaf_add(&ours);
        leaf->size = sg_part_octets(arena, p, SG_MAX_TEXT, &odd).octets.len;
        snprintf(leaf->type, sizeof(leaf->type), "%.*s/%.*s", (int)p->type.len,
                 (const char *)p->type.at, (int)p->subtype.len, (const char *)p->subtype.at);
    }
}

static void theirs_walk(GMimeObject *object);

static void theirs_leaf(GMimeObject *object)
{
    struct leaf *leaf = leaf_add(&theirs);
    GMimeContentType *type = g_mime_object_get_content_type(object);
    char *name = g_mime_content_type_get_mime_type(type);
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
    GMimeStream *null = g_mime_stream_null_new();
    ssize_t size = content == NULL ? 0 : g_mime_data_wrapper_write_to_stream(content, null);
    leaf->size = size < 0 ? 0 : (size_t)size;
    char *lower = g_ascii_strdown(name, -1);
    snprintf(leaf->type, sizeof(leaf->type), "%s", lower);
    g_free(lower);
    g_free(name);
    g_object_unref(null);
}

static void theirs_walk(GMimeObject *object)
{
    if (object == NULL)
        return;
    if (GMIME_IS_MULTIPART(object)) {
        int n = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        for (int i = 0; i < n; i++)
            theirs_walk(g_mime_multipart_get_part(GMIME_MULTIPART(object), i));
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        theirs_walk(inner == NULL ? NULL : g_mime_message_get_mime_part(inner));
    } else if (GMIME_IS_PART(object)) {
        theirs_leaf(object);
    }
}

static void theirs_read(sg_span bytes)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes.at, bytes.len);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    theirs.n = 0;
    if (message != NULL) {
        theirs_walk(g_mime_message_get_mime_part(message));
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

static void compare(const char *path)
{
    if (ours.n != theirs.n) {
        n_count++;
        printf("count %s %zu %zu\n", path, ours.n, theirs.n);
        return;
    }
    for (size_t i = 0; i < ours.n; i++) {
        const struct leaf *a = &ours.at[i], *b = &theirs.at[i];
        if (strcmp(a->type, b->type) != 0) {
            n_type++;
            printf("type %s %s %s\n", path, a->type, b->type);
            return;
        }
        if (a->size != b->size && a->size != SG_MAX_TEXT) {
            n_size++;
            printf("size %s %zu:%zu %zu\n", path, i, a->size, b->size);
            return;
        }
    }
    n_same++;
}

static int one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    struct sg_error err;
    sg_span bytes;
    (void)st;
    (void)at;
    if (type != FTW_F || sg_file_read(arena, path, SG_MAX_MAIL, &bytes, &err) != SG_OK)
        return 0;
    n_mails++;
    ours_read(bytes);
    theirs_read(bytes);
    compare(path);
    sg_arena_reset(arena);
    return 0;
}

int main(int argc, char **argv)
{
    struct sg_error err;
    arena = sg_arena_open((size_t)1 << 30);
    if (sg_charsets_open(&charsets, &err) != SG_OK)
        return 1;
    g_mime_init();
    for (int i = 1; i < argc; i++)
        nftw(argv[i], one, 20, FTW_PHYS);
    printf("mails %zu same %zu count %zu type %zu size %zu\n", n_mails, n_same, n_count, n_type,
           n_size);
    sg_charsets_close(charsets);
    sg_arena_close(arena);
    return 0;
}
