#include "service/config_lines.h"

#include <assert.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "text/unicode.h"

enum {
    QUOTED = 60,      /* octets of the file quoted in a fault */
    KNOWN = 200,      /* octets that say what there is instead */
    LONGEST_KEY = 40, /* octets; the library cuts from 50 on */
    SAID = 500,       /* octets of a fault */
};

static int shown(sg_span s)
{
    return (int)sg_utf8_cut(s, QUOTED).len;
}

/* In the order of lines, so that a person can go through the file once. */
static void keep_fault(struct sg_config_lines *r, size_t line, sg_span text)
{
    struct sg_config *out = r->out;
    r->is_skipped = true;
    if (out->n_faults == SG_CONFIG_FAULTS) {
        out->n_more++;
        return;
    }
    size_t i = out->n_faults++;
    for (; i > 0 && out->faults[i - 1].line > line; i--)
        out->faults[i] = out->faults[i - 1];
    out->faults[i] = (struct sg_config_fault){ line, sg_config_keep(r->arena, text) };
}

void sg_config_fault(struct sg_config_lines *lines, size_t line, const char *fmt, ...)
{
    char text[SAID];
    struct sg_buf told = SG_BUF_IN(lines->arena, SAID + SG_MAX_PATH);
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    sg_put_text(&told, lines->at.path);
    if (line != 0)
        sg_putf(&told, ":%zu", line);
    sg_put_text(&told, ": ");
    sg_put_text(&told, text);
    keep_fault(lines, line, sg_buf_done(&told));
}

size_t sg_config_part_of(const struct sg_config_plan *plan, sg_span name)
{
    for (size_t i = 0; i < plan->n_sections; i++)
        if (sg_same(name, sg_span_of(plan->sections[i].name)))
            return i;
    return SIZE_MAX;
}

static sg_span lowered(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(&b, (uint8_t)sg_lower(sg_at(s, i)));
    sg_put_octet(&b, '\0');
    return sg_cut(sg_buf_done(&b), 0, s.len);
}

static void unknown_section(struct sg_config_lines *r, sg_span name)
{
    struct sg_buf b = SG_BUF_IN(r->arena, KNOWN);
    for (size_t i = 0; i < r->plan->n_sections; i++)
        sg_putf(&b, "%s%s", i == 0 ? "" : ", ", r->plan->sections[i].name);
    sg_span known = sg_buf_span(&b);
    sg_config_fault(r, r->at.line, "unknown section '%.*s'; there are: %.*s", shown(name),
                    (const char *)name.at, (int)known.len, (const char *)known.at);
}

/* True when it stands for the first time. */
static bool is_first(struct sg_config_lines *r, sg_span what)
{
    struct sg_data_place *place = SG_NEW(r->arena, struct sg_data_place);
    struct sg_error err = { 0 };
    *place = r->at;
    if (sg_data_once(&r->seen, what, place, &err) == SG_OK)
        return true;
    keep_fault(r, r->at.line, sg_span_of(err.text));
    return false;
}

static sg_span header_of(struct sg_config_lines *r, const char *section, sg_span instance)
{
    struct sg_buf b = SG_BUF_IN(r->arena, strlen(section) + instance.len + 3);
    sg_putf(&b, "[%s%s", section, instance.len > 0 ? " " : "");
    sg_put(&b, instance);
    sg_put_octet(&b, ']');
    return sg_buf_done(&b);
}

static void begin_instance(struct sg_config_lines *r, size_t part, sg_span name)
{
    const struct sg_section *section = &r->plan->sections[part];
    struct sg_config_part *to = &r->out->parts[part];
    if (section->instance == NULL)
        sg_config_fault(r, r->at.line, "'[%s]' has no instances", section->name);
    else if (section->is_instance != NULL && !section->is_instance(name))
        sg_config_fault(r, r->at.line, "'%.*s' is not %s", shown(name), (const char *)name.at,
                        section->instance);
    else {
        r->place = (struct sg_config_place){ part, to->n };
        *SG_PUSH(r->arena, to) = (struct sg_config_instance){ .name = name };
    }
}

/* "[policy example.jp]" */
static void begin_section(struct sg_config_lines *r, sg_span line)
{
    r->is_before = false;
    r->place.part = SIZE_MAX;
    if (sg_at(line, line.len - 1) != ']') {
        sg_config_fault(r, r->at.line, "a section is '[name]' and nothing after it");
        return;
    }
    sg_span rest = sg_cut(line, 1, line.len - 2), name = sg_data_word(&rest);
    sg_span instance = lowered(r->arena, sg_trim(rest));
    size_t part = sg_config_part_of(r->plan, name);
    if (part == SIZE_MAX) {
        unknown_section(r, name);
        return;
    }
    r->header = header_of(r, r->plan->sections[part].name, instance);
    if (!is_first(r, r->header))
        return;
    if (instance.len > 0)
        begin_instance(r, part, instance);
    else
        r->place = (struct sg_config_place){ part, SIZE_MAX };
}

static bool is_readable(struct sg_config_lines *r, sg_span line)
{
    for (size_t i = 0; i < line.len; i++) {
        int c = sg_at(line, i);
        if ((c < ' ' && c != '\t' && !(c == '\r' && i + 1 == line.len)) || c == 0x7f) {
            sg_config_fault(r, r->at.line, "a control character (0x%02x)", (unsigned)c);
            return false;
        }
    }
    if (!sg_utf8_valid(line))
        sg_config_fault(r, r->at.line, "not UTF-8");
    else if (line.len > SG_MAX_CONFIG_LINE)
        sg_config_fault(r, r->at.line, "more than %d octets; a list may go on on an indented line",
                        SG_MAX_CONFIG_LINE);
    else
        return true;
    return false;
}

/* "key = value": the library takes other things for one too. */
static bool is_assignment(sg_span line)
{
    size_t at = sg_find(line, '=', 0);
    sg_span key = sg_trim(sg_cut(line, 0, at));
    for (size_t i = 0; i < key.len; i++)
        if (!sg_is_alnum(sg_at(key, i)) && sg_at(key, i) != '-' && sg_at(key, i) != '_')
            return false;
    return at < line.len && key.len > 0 && key.len <= LONGEST_KEY;
}

/* What the library is to see of the line; empty: nothing. */
static sg_span seen_of(struct sg_config_lines *r, sg_span line)
{
    sg_span text = sg_trim(line);
    if (!is_readable(r, line)) {
        if (sg_at(text, 0) == '[') /* what follows is not the section's before */
            r->place.part = SIZE_MAX;
        return (sg_span){ 0 };
    }
    if (text.len == 0 || sg_at(text, 0) == '#' || sg_at(text, 0) == ';')
        return (sg_span){ 0 };
    r->goes_on = sg_is_blank(sg_at(line, 0));
    if (r->goes_on) {
        if (!r->is_skipped && !r->can_go_on)
            sg_config_fault(r, r->at.line, "an indented line goes on with no setting");
        return r->is_skipped ? (sg_span){ 0 } : line;
    }
    r->can_go_on = false;
    r->is_skipped = false;
    if (sg_at(text, 0) == '[') {
        begin_section(r, text);
        return SG_SPAN("[-]"); /* so that no setting goes on past it */
    }
    if (!is_assignment(text))
        sg_config_fault(r, r->at.line, "neither '[section]' nor 'key = value': '%.*s'", shown(text),
                        (const char *)text.at);
    else if (r->is_before && r->out->n_faults == 0)
        sg_config_fault(r, r->at.line, "a setting before any section");
    r->is_skipped = r->is_skipped || r->place.part == SIZE_MAX;
    r->can_go_on = !r->is_skipped;
    return r->can_go_on ? line : (sg_span){ 0 };
}

/* libinih's reader: the next line that it is to see, as far as it has room, with a NUL. */
static char *next_line(char *into, int room, void *stream)
{
    struct sg_config_lines *r = stream;
    while (r->rest.len > 0) {
        r->at.line++;
        sg_span line = seen_of(r, sg_next(&r->rest, '\n'));
        if (line.len == 0)
            continue;
        r->line = line;
        line = sg_utf8_cut(line, (size_t)room - 2);
        (void)snprintf(into, (size_t)room, "%.*s\n", (int)line.len, (const char *)line.at);
        return into;
    }
    return NULL;
}

static const struct sg_setting *setting_of(const struct sg_config_plan *plan, size_t part,
                                           sg_span key)
{
    for (size_t i = 0; i < plan->n_settings; i++)
        if (sg_same(key, sg_span_of(plan->settings[i].key)) &&
            sg_config_part_of(plan, sg_span_of(plan->settings[i].section)) == part)
            return &plan->settings[i];
    return NULL;
}

static void unknown_key(struct sg_config_lines *r, sg_span key)
{
    struct sg_buf b = SG_BUF_IN(r->arena, KNOWN);
    for (size_t i = 0; i < r->plan->n_settings; i++)
        if (sg_config_part_of(r->plan, sg_span_of(r->plan->settings[i].section)) == r->place.part)
            sg_putf(&b, "%s%s", b.len == 0 ? "" : ", ", r->plan->settings[i].key);
    sg_span known = sg_buf_span(&b);
    sg_config_fault(r, r->at.line, "unknown key '%.*s' in %.*s; there are: %.*s", shown(key),
                    (const char *)key.at, shown(r->header), (const char *)r->header.at,
                    (int)known.len, (const char *)known.at);
}

/* The line's value, without a comment: the library would cut a long one. */
static sg_span value_of(const struct sg_config_lines *r)
{
    sg_span text = r->goes_on ? r->line : sg_tail(r->line, sg_find(r->line, '=', 0) + 1);
    size_t at = sg_find(text, ';', 0);
    while (at < text.len && (at == 0 || !sg_is_blank(sg_at(text, at - 1))))
        at = sg_find(text, ';', at + 1);
    return sg_trim(sg_cut(text, 0, at));
}

static void go_on(struct sg_config_lines *r, sg_span text)
{
    assert(r->given.n > 0);
    struct sg_config_given *last = &r->given.at[r->given.n - 1];
    if (last->setting->kind == SG_SETTING_LIST)
        sg_config_add_words(r->arena, text, &last->value);
    else
        sg_config_fault(r, r->at.line, "an indented line goes on with '%s', which is not a list",
                        last->setting->key);
}

static void begin_setting(struct sg_config_lines *r, sg_span key, sg_span text)
{
    const struct sg_setting *setting = setting_of(r->plan, r->place.part, key);
    if (setting == NULL) {
        unknown_key(r, key);
        return;
    }
    struct sg_buf b = SG_BUF_IN(r->arena, r->header.len + key.len + 1);
    sg_put(&b, r->header);
    sg_put_octet(&b, ' ');
    sg_put(&b, key);
    if (!is_first(r, sg_buf_done(&b)))
        return;
    struct sg_config_given *given = SG_PUSH(r->arena, &r->given);
    *given = (struct sg_config_given){ .setting = setting, .place = r->place, .line = r->at.line };
    given->value.text = sg_config_keep(r->arena, text);
    if (setting->kind == SG_SETTING_LIST)
        sg_config_add_words(r->arena, text, &given->value);
}

/* libinih's handler. */
static int on_setting(void *user, const char *section, const char *name, const char *value)
{
    struct sg_config_lines *r = user;
    sg_span text = value_of(r);
    (void)section, (void)value; /* the library cuts long ones */
    if (sg_holds(text, SG_SPAN(" #")) || sg_holds(text, SG_SPAN("\t#")))
        sg_config_fault(r, r->at.line, "a '#' after a value begins no comment");
    else if (r->goes_on)
        go_on(r, text);
    else
        begin_setting(r, sg_span_of(name), text);
    return 1;
}

struct sg_config_lines sg_config_lines_in(struct sg_arena *arena, const struct sg_config_plan *plan,
                                          const char *path, struct sg_config *out)
{
    return (struct sg_config_lines){ .arena = arena,
                                     .plan = plan,
                                     .out = out,
                                     .at = { .path = path },
                                     .seen = SG_MAP(arena),
                                     .place = { SIZE_MAX, SIZE_MAX },
                                     .is_before = true };
}

void sg_config_lines_read(struct sg_config_lines *lines, sg_span text)
{
    sg_span mark = SG_SPAN("\xef\xbb\xbf");
    lines->rest = sg_starts(text, mark) ? sg_tail(text, mark.len) : text;
    int result = ini_parse_stream(next_line, lines, on_setting, lines);
    if (result != 0 && lines->out->n_faults == 0)
        sg_config_fault(lines, 0, "libinih cannot read it (%d)", result);
}
