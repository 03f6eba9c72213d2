/* The sample file of a plan. */
#include "service/config_value.h"

enum { COLUMNS = 100 /* octets of a comment's line */ };

/* Words of `text` in lines that begin with "# ". */
static void put_comment(struct sg_buf *out, sg_span text)
{
    size_t column = 0;
    while (text.len > 0) {
        sg_span word = sg_next(&text, ' ');
        bool is_new = column == 0 || column + 1 + word.len > COLUMNS;
        sg_put_text(out, !is_new ? " " : column == 0 ? "# " : "\n# ");
        sg_put(out, word);
        column = (is_new ? 1 : column) + 1 + word.len;
    }
    sg_put_octet(out, '\n');
}

static void put_setting(const struct sg_setting *setting, struct sg_buf *out)
{
    uint8_t room[512];
    struct sg_buf wanted = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    sg_config_put_wanted(setting, &wanted);
    if (wanted.len > 0)
        wanted.at[0] = (uint8_t)(wanted.at[0] - 'a' + 'A');
    sg_put_octet(&wanted, '.');
    sg_put_octet(out, '\n');
    put_comment(out, sg_span_of(setting->help));
    put_comment(out, sg_buf_span(&wanted));
    sg_put_octet(out, '#');
    sg_put_text(out, setting->key);
    sg_put_text(out, " = ");
    sg_put_text(out, setting->fallback == NULL ? "" : setting->fallback);
    sg_put_octet(out, '\n');
}

static void put_section(const struct sg_section *section, struct sg_buf *out)
{
    sg_put_octet(out, '\n');
    put_comment(out, sg_span_of(section->help));
    if (section->instance != NULL) {
        sg_put_text(out, "# There may be more of it: `[");
        sg_put_text(out, section->name);
        sg_put_text(out, " NAME]` with ");
        sg_put_text(out, section->instance);
        sg_put_text(out, " as NAME.\n# What such a section leaves out is as in this one.\n");
    }
    sg_put_octet(out, '[');
    sg_put_text(out, section->name);
    sg_put_text(out, "]\n");
}

void sg_config_write_help(const struct sg_config_plan *plan, struct sg_buf *out)
{
    sg_put_text(
        out,
        "# Every setting with what it is when it is not given: take the `#` before its key away to "
        "change it.\n# A comment is a line that begins with `#` or `;`.  A list may go on on indented "
        "lines.\n");
    for (size_t i = 0; i < plan->n_sections; i++) {
        put_section(&plan->sections[i], out);
        for (size_t k = 0; k < plan->n_settings; k++)
            if (sg_same(sg_span_of(plan->settings[k].section), sg_span_of(plan->sections[i].name)))
                put_setting(&plan->settings[k], out);
    }
}
