#include "intel/mmdb.h"

#include <maxminddb.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"

struct sg_mmdb {
    MMDB_s db;
    sg_span source;
};

static sg_span source_of(struct sg_arena *arena, const MMDB_s *db)
{
    struct sg_buf b = SG_BUF_IN(arena, 120);
    time_t built = (time_t)db->metadata.build_epoch;
    struct tm day;
    sg_put(&b, sg_cut(sg_span_of(db->metadata.database_type), 0, 80));
    if (gmtime_r(&built, &day) != NULL)
        sg_putf(&b, " %04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
    return sg_buf_done(&b);
}

enum sg_status sg_mmdb_open(struct sg_arena *arena, const char *path, const struct sg_mmdb **out,
                            struct sg_error *err)
{
    struct sg_mmdb *made = SG_NEW(arena, struct sg_mmdb);
    int status = MMDB_open(path, MMDB_MODE_MMAP, &made->db);
    if (status != MMDB_SUCCESS)
        return sg_fail(err, status == MMDB_FILE_OPEN_ERROR ? SG_E_IO : SG_E_SYNTAX,
                       "cannot open '%s': %s", path, MMDB_strerror(status));
    made->source = source_of(arena, &made->db);
    *out = made;
    return SG_OK;
}

/* The library wants its handle writable to close it; nobody else writes to it. */
void sg_mmdb_close(const struct sg_mmdb *db)
{
    if (db == NULL)
        return;
    MMDB_s copy = db->db;
    MMDB_close(&copy);
}

sg_span sg_mmdb_source(const struct sg_mmdb *db)
{
    return db->source;
}

static bool look_up(const struct sg_mmdb *db, const uint8_t *address, MMDB_lookup_result_s *out)
{
    struct sockaddr_in6 at6 = { .sin6_family = AF_INET6 };
    struct sockaddr_in at4 = { .sin_family = AF_INET };
    memcpy(&at6.sin6_addr, address, 16);
    memcpy(&at4.sin_addr, address + 12, 4);
    bool is_v4 = IN6_IS_ADDR_V4MAPPED(&at6.sin6_addr);
    if (!is_v4 && db->db.metadata.ip_version == 4)
        return false;
    int failed = MMDB_SUCCESS;
    *out = MMDB_lookup_sockaddr(
        &db->db, is_v4 ? (const struct sockaddr *)&at4 : (const struct sockaddr *)&at6, &failed);
    return failed == MMDB_SUCCESS && out->found_entry;
}

static sg_span text_at(MMDB_lookup_result_s *found, const char *const *path)
{
    MMDB_entry_data_s data;
    if (MMDB_aget_value(&found->entry, &data, path) != MMDB_SUCCESS || !data.has_data ||
        data.type != MMDB_DATA_TYPE_UTF8_STRING)
        return (sg_span){ 0 };
    return (sg_span){ (const uint8_t *)data.utf8_string, data.data_size };
}

static bool is_code(sg_span s)
{
    return s.len == 2 && sg_at(s, 0) >= 'A' && sg_at(s, 0) <= 'Z' && sg_at(s, 1) >= 'A' &&
           sg_at(s, 1) <= 'Z';
}

sg_span sg_mmdb_country(const struct sg_mmdb *db, const uint8_t *address)
{
    static const char *const paths[][3] = { { "country", "iso_code", NULL },
                                            { "registered_country", "iso_code", NULL },
                                            { "country_code", NULL, NULL } };
    MMDB_lookup_result_s found;
    if (!look_up(db, address, &found))
        return (sg_span){ 0 };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        sg_span code = text_at(&found, paths[i]);
        if (is_code(code))
            return code;
    }
    return (sg_span){ 0 };
}

uint32_t sg_mmdb_network(const struct sg_mmdb *db, const uint8_t *address, sg_span *name)
{
    static const char *const number[] = { "autonomous_system_number", NULL };
    static const char *const text[] = { "autonomous_system_organization", NULL };
    MMDB_lookup_result_s found;
    MMDB_entry_data_s data;
    if (!look_up(db, address, &found) ||
        MMDB_aget_value(&found.entry, &data, number) != MMDB_SUCCESS || !data.has_data ||
        data.type != MMDB_DATA_TYPE_UINT32)
        return 0;
    *name = text_at(&found, text);
    return data.uint32;
}
