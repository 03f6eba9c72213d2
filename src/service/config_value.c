#include "service/config_value.h"

#include <assert.h>

sg_span sg_config_keep(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len + 1);
    sg_put(&b, s);
    sg_put_octet(&b, '\0');
    return sg_cut(sg_buf_done(&b), 0, s.len);
}

void sg_config_add_words(struct sg_arena *arena, sg_span line, struct sg_config_value *value)
{
    static const struct sg_octets between = SG_FEW(' ', '\t', ',', ',');
    for (size_t from = 0, to; from < line.len; from = to) {
        from = sg_find_not(line, &between, from);
        to = sg_find_any(line, &between, from);
        if (to > from)
            *SG_PUSH(arena, &value->words) = sg_config_keep(arena, sg_cut(line, from, to - from));
    }
}

/* A length against the bounds of a text or a list. */
static bool fits(const struct sg_setting *setting, size_t n)
{
    bool is_any = setting->min == 0 && setting->max == 0;
    return is_any || ((int64_t)n >= setting->min && (int64_t)n <= setting->max);
}

static int choice_of(const struct sg_setting *setting, sg_span word)
{
    for (int i = 0; setting->choices[i] != NULL; i++)
        if (sg_same(word, sg_span_of(setting->choices[i])))
            return i;
    return -1;
}

static void put_into(void *section, const struct sg_setting *setting, const void *value,
                     size_t size)
{
    memcpy((uint8_t *)section + setting->at, value, size);
}

static bool store_text(const struct sg_setting *setting, sg_span text, void *section)
{
    if (!fits(setting, text.len))
        return false;
    put_into(section, setting, &text, sizeof(text));
    return true;
}

static bool store_number(const struct sg_setting *setting, sg_span text, void *section)
{
    int64_t number = 0;
    if (!sg_number(text, setting->min, setting->max, &number))
        return false;
    put_into(section, setting, &number, sizeof(number));
    return true;
}

static bool store_switch(const struct sg_setting *setting, sg_span text, void *section)
{
    bool is_on = sg_same(text, SG_SPAN("yes"));
    if (!is_on && !sg_same(text, SG_SPAN("no")))
        return false;
    put_into(section, setting, &is_on, sizeof(is_on));
    return true;
}

static bool store_choice(const struct sg_setting *setting, sg_span text, void *section)
{
    int choice = choice_of(setting, text);
    if (choice < 0)
        return false;
    put_into(section, setting, &choice, sizeof(choice));
    return true;
}

static bool store_list(const struct sg_setting *setting, const struct sg_config_value *value,
                       void *section)
{
    struct sg_config_list list = { value->words.at, value->words.n };
    if (!fits(setting, list.n))
        return false;
    put_into(section, setting, &list, sizeof(list));
    return true;
}

bool sg_config_store(const struct sg_setting *setting, const struct sg_config_value *value,
                     void *section)
{
    switch (setting->kind) {
    case SG_SETTING_TEXT:
        return store_text(setting, value->text, section);
    case SG_SETTING_NUMBER:
        return store_number(setting, value->text, section);
    case SG_SETTING_SWITCH:
        return store_switch(setting, value->text, section);
    case SG_SETTING_CHOICE:
        return store_choice(setting, value->text, section);
    case SG_SETTING_LIST:
        return store_list(setting, value, section);
    }
    return false;
}

bool sg_config_store_fallback(struct sg_arena *arena, const struct sg_setting *setting,
                              void *section)
{
    struct sg_config_value value = { .text = sg_config_keep(arena, sg_span_of(setting->fallback)) };
    if (setting->kind == SG_SETTING_LIST)
        sg_config_add_words(arena, value.text, &value);
    bool is_stored = sg_config_store(setting, &value, section);
    assert(is_stored || setting->fallback == NULL); /* the table contradicts itself */
    return is_stored;
}

static void put_bounds(const struct sg_setting *setting, struct sg_buf *out)
{
    if (setting->min == 0 && setting->max == 0)
        return;
    sg_putf(out, ", %lld to %lld %s", (long long)setting->min, (long long)setting->max,
            setting->kind == SG_SETTING_LIST ? "of them" : "octets");
}

void sg_config_put_wanted(const struct sg_setting *setting, struct sg_buf *out)
{
    switch (setting->kind) {
    case SG_SETTING_TEXT:
        sg_put_text(out, "a text");
        put_bounds(setting, out);
        break;
    case SG_SETTING_NUMBER:
        sg_putf(out, "a whole number from %lld to %lld", (long long)setting->min,
                (long long)setting->max);
        break;
    case SG_SETTING_SWITCH:
        sg_put_text(out, "yes or no");
        break;
    case SG_SETTING_CHOICE:
        sg_put_text(out, "one of: ");
        for (size_t i = 0; setting->choices[i] != NULL; i++)
            sg_putf(out, "%s%s", i == 0 ? "" : ", ", setting->choices[i]);
        break;
    case SG_SETTING_LIST:
        sg_put_text(out, "words between blanks or commas");
        put_bounds(setting, out);
        break;
    }
}
