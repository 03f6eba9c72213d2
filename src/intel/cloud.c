#include "intel/cloud.h"

#include "intel/datafile.h"

struct block { /* of IPv4 addresses */
    uint32_t from, to;
};

struct sg_clouds {
    SG_LIST(uint32_t) numbers; /* ascending */
    SG_LIST(sg_span) words;
    SG_LIST(struct block) mail_services;
};

static enum sg_status add_number(struct sg_arena *arena, const struct sg_data_record *record,
                                 struct sg_clouds *clouds, struct sg_error *err)
{
    sg_span rest = record->name, number = sg_data_word(&rest);
    int64_t n;
    if (!sg_number(number, 1, UINT32_MAX, &n))
        return sg_data_fail(err, SG_E_VALUE, record->place, "'asn' wants a number first");
    if (clouds->numbers.n > 0 && clouds->numbers.at[clouds->numbers.n - 1] >= (uint32_t)n)
        return sg_data_fail(err, SG_E_VALUE, record->place, "'asn' lines are to ascend");
    *SG_PUSH(arena, &clouds->numbers) = (uint32_t)n;
    return SG_OK;
}

/* "192.0.2.0/24" */
static bool read_block(sg_span s, struct block *out)
{
    sg_span rest = sg_next(&s, '/');
    int64_t octet, length;
    uint32_t address = 0;
    for (size_t i = 0; i < 4; i++) {
        if (!sg_number(sg_next(&rest, '.'), 0, 255, &octet))
            return false;
        address = address << 8 | (uint32_t)octet;
    }
    if (rest.len > 0 || !sg_number(s, 8, 32, &length))
        return false;
    uint32_t hosts = length == 32 ? 0 : UINT32_MAX >> length;
    *out = (struct block){ address, address | hosts };
    return (address & hosts) == 0;
}

static enum sg_status add(struct sg_arena *arena, const struct sg_data_record *record,
                          struct sg_clouds *clouds, struct sg_error *err)
{
    if (sg_same(record->kind, SG_SPAN("asn")))
        return add_number(arena, record, clouds, err);
    if (sg_same(record->kind, SG_SPAN("word"))) {
        *SG_PUSH(arena, &clouds->words) = record->name;
        return SG_OK;
    }
    sg_span rest = record->name;
    struct block block;
    if (!read_block(sg_data_word(&rest), &block))
        return sg_data_fail(err, SG_E_VALUE, record->place, "not a block like 192.0.2.0/24");
    *SG_PUSH(arena, &clouds->mail_services) = block;
    return SG_OK;
}

enum sg_status sg_clouds_read(struct sg_arena *arena, const char *path,
                              const struct sg_clouds **out, struct sg_error *err)
{
    static const struct sg_data_kind kinds[] = {
        { "asn", NULL }, { "word", NULL }, { "mail-service", NULL }, { NULL, NULL }
    };
    struct sg_clouds *clouds = SG_NEW(arena, struct sg_clouds);
    struct sg_data_file file = { 0 };
    enum sg_status st = sg_data_exists(path) ? sg_data_read(arena, path, kinds, &file, err) : SG_OK;
    for (size_t i = 0; st == SG_OK && i < file.n_records; i++)
        st = add(arena, &file.records[i], clouds, err);
    if (st == SG_OK)
        *out = clouds;
    return st;
}

static bool has_number(const struct sg_clouds *clouds, uint32_t asn)
{
    size_t low = 0, high = clouds->numbers.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (clouds->numbers.at[middle] == asn)
            return true;
        if (clouds->numbers.at[middle] < asn)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool has_word(sg_span name, sg_span word)
{
    for (size_t at = sg_find_nocase(name, word, 0); at < name.len;
         at = sg_find_nocase(name, word, at + 1))
        if ((at == 0 || !sg_is_alnum(sg_at(name, at - 1))) &&
            !sg_is_alnum(sg_at(name, at + word.len)))
            return true;
    return false;
}

static bool is_mail_service(const struct sg_clouds *clouds, const uint8_t *address)
{
    sg_span octets = { address, 16 };
    if (sg_at(octets, 10) != 0xff || sg_at(octets, 11) != 0xff || sg_at(octets, 0) != 0)
        return false;
    uint32_t wanted = 0;
    for (size_t i = 12; i < 16; i++)
        wanted = wanted << 8 | ((uint32_t)sg_at(octets, i) & 0xff);
    for (size_t i = 0; i < clouds->mail_services.n; i++)
        if (wanted >= clouds->mail_services.at[i].from && wanted <= clouds->mail_services.at[i].to)
            return true;
    return false;
}

bool sg_clouds_has(const struct sg_clouds *clouds, uint32_t asn, sg_span name,
                   const uint8_t *address)
{
    bool is_named = asn != 0 && has_number(clouds, asn);
    for (size_t i = 0; i < clouds->words.n && !is_named; i++)
        is_named = has_word(name, clouds->words.at[i]);
    return is_named && !is_mail_service(clouds, address);
}
