#include "service/config.h"

#include <assert.h>

#include "base/file.h"
#include "base/limits.h"
#include "service/config_lines.h"
#include "text/unicode.h"

enum { QUOTED = 60, WANTED = 250, LONGEST_NAME = 256 }; /* octets */

static void not_wanted(struct sg_config_lines *r, const struct sg_config_given *given)
{
    struct sg_buf b = SG_BUF_IN(r->arena, WANTED);
    sg_config_put_wanted(given->setting, &b);
    sg_span wanted = sg_buf_span(&b), text = given->value.text;
    sg_config_fault(r, given->line, "'%s' is '%.*s'; wanted is %.*s", given->setting->key,
                    (int)sg_utf8_cut(text, QUOTED).len, (const char *)text.at, (int)wanted.len,
                    (const char *)wanted.at);
}

static void store(struct sg_config_lines *r, bool is_instance)
{
    for (size_t i = 0; i < r->given.n; i++) {
        const struct sg_config_given *given = &r->given.at[i];
        const struct sg_config_part *part = &r->out->parts[given->place.part];
        bool is_of_instance = given->place.instance != SIZE_MAX;
        if (is_of_instance != is_instance)
            continue;
        const void *to = is_instance ? part->at[given->place.instance].settings : part->general;
        if (!sg_config_store(given->setting, &given->value, (void *)(uintptr_t)to))
            not_wanted(r, given);
    }
}

static bool is_given(const struct sg_config_lines *r, const struct sg_setting *setting)
{
    for (size_t i = 0; i < r->given.n; i++)
        if (r->given.at[i].setting == setting && r->given.at[i].place.instance == SIZE_MAX)
            return true;
    return false;
}

static void *room_for(struct sg_arena *arena, const struct sg_section *section)
{
    return sg_arena_take(arena, 1, section->size, _Alignof(max_align_t));
}

static void store_fallbacks(struct sg_config_lines *r)
{
    for (size_t i = 0; i < r->plan->n_sections; i++)
        r->out->parts[i].general = room_for(r->arena, &r->plan->sections[i]);
    for (size_t i = 0; i < r->plan->n_settings; i++) {
        const struct sg_setting *setting = &r->plan->settings[i];
        size_t part = sg_config_part_of(r->plan, sg_span_of(setting->section));
        assert(part != SIZE_MAX);
        void *to = (void *)(uintptr_t)r->out->parts[part].general;
        if (!sg_config_store_fallback(r->arena, setting, to) && !is_given(r, setting))
            sg_config_fault(r, 0, "'[%s]' has no '%s'", setting->section, setting->key);
    }
}

static void copy_to_instances(struct sg_config_lines *r)
{
    for (size_t i = 0; i < r->plan->n_sections; i++) {
        struct sg_config_part *part = &r->out->parts[i];
        for (size_t k = 0; k < part->n; k++) {
            void *to = room_for(r->arena, &r->plan->sections[i]);
            memcpy(to, part->general, r->plan->sections[i].size);
            part->at[k].settings = to;
            (void)sg_map_put(&part->names, part->at[k].name, &part->at[k]);
        }
    }
}

enum sg_status sg_config_read(struct sg_arena *arena, const struct sg_config_plan *plan,
                              const char *path, struct sg_config *out, struct sg_error *err)
{
    sg_span text = { 0 };
    enum sg_status st = path == NULL ? SG_OK : sg_file_read(arena, path, SG_MAX_CONFIG, &text, err);
    if (st != SG_OK)
        return st;
    *out = (struct sg_config){ .plan = plan };
    out->parts = SG_NEW_N(arena, struct sg_config_part, plan->n_sections);
    for (size_t i = 0; i < plan->n_sections; i++)
        out->parts[i].names = SG_MAP(arena);
    struct sg_config_lines lines =
        sg_config_lines_in(arena, plan, path == NULL ? "settings" : path, out);
    sg_config_lines_read(&lines, text);
    store_fallbacks(&lines);
    store(&lines, false);
    copy_to_instances(&lines);
    store(&lines, true);
    if (out->n_faults == 0)
        return SG_OK;
    return sg_fail(err, SG_E_VALUE, "%s", (const char *)out->faults[0].text.at);
}

static const struct sg_config_part *known_part(const struct sg_config *config, const char *section)
{
    size_t part = sg_config_part_of(config->plan, sg_span_of(section));
    assert(part != SIZE_MAX);
    return &config->parts[part];
}

const void *sg_config_general(const struct sg_config *config, const char *section)
{
    return known_part(config, section)->general;
}

const void *sg_config_for(const struct sg_config *config, const char *section, sg_span name)
{
    const struct sg_config_part *part = known_part(config, section);
    uint8_t room[LONGEST_NAME];
    struct sg_buf b = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    for (size_t i = 0; i < name.len && !b.cut; i++)
        sg_put_octet(&b, (uint8_t)sg_lower(sg_at(name, i)));
    const struct sg_config_instance *found =
        b.cut ? NULL : sg_map_get(&part->names, sg_buf_span(&b));
    return found == NULL ? part->general : found->settings;
}
