/* kana-look-alike: a kanji in place of the katakana that looks like it ("力ード", "メ一ル"), or the other way round ("ロ座").
 *
 * Source: WORDING 3, phishing that dodges filters.  Quiet for kanji that mean themselves beside katakana: numbers ("プラン一カ月"),
 * 口コミ, 力 as a word ("ブランド力アップ"), a dash after a kanji ("東口ーバス停"); in replies, notices and reports, on lists.  Known
 * false alarm: text that a machine read from paper. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "kana-look-alike", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_STRANGE },
    { 0 },
};

enum {
    MIN_KANA = 5,
    READ = 20000,
    BESIDE = 15, /* letters; octets read of a text; octets shown on a side */
    CHARACTER = 3,
    BAR = 0x30FC, /* octets of a kana or kanji; the long-vowel mark */
};

enum after {
    AFTER_WORD,        /* `left` stands before */
    AFTER_KATAKANA,    /* any katakana does */
    AFTER_NO_KANJI,    /* anything but a kanji, and katakana follows */
    AFTER_NO_KATAKANA, /* `left` does, and no katakana before that */
};

/* Sequences that nobody means as they are spelt. */
static const struct {
    enum after after;
    const char *left, *kanji; /* from the kanji on; all of its rows stand together */
} rows[] = {
    { AFTER_WORD, "", "力ード" },          { AFTER_WORD, "", "力スタマ" },
    { AFTER_KATAKANA, "", "力ウ" },        { AFTER_NO_KANJI, "", "力ー" },
    { AFTER_KATAKANA, "", "夕ー" },        { AFTER_KATAKANA, "", "夕ス" },
    { AFTER_KATAKANA, "", "夕イ" },        { AFTER_KATAKANA, "", "夕グ" },
    { AFTER_KATAKANA, "", "夕ク" },        { AFTER_NO_KANJI, "", "夕ー" },
    { AFTER_KATAKANA, "", "口ー" },        { AFTER_KATAKANA, "", "口グ" },
    { AFTER_KATAKANA, "", "口ッ" },        { AFTER_KATAKANA, "", "口ン" },
    { AFTER_KATAKANA, "", "口イ" },        { AFTER_KATAKANA, "", "口ア" },
    { AFTER_NO_KANJI, "", "口ー" },        { AFTER_KATAKANA, "", "工ー" },
    { AFTER_KATAKANA, "", "工ラ" },        { AFTER_KATAKANA, "", "工ク" },
    { AFTER_KATAKANA, "", "工ン" },        { AFTER_KATAKANA, "", "工ッ" },
    { AFTER_KATAKANA, "", "工リ" },        { AFTER_NO_KANJI, "", "工ー" },
    { AFTER_NO_KANJI, "", "工ラー" },      { AFTER_NO_KANJI, "", "工クス" },
    { AFTER_KATAKANA, "", "卜" },          { AFTER_KATAKANA, "", "才ー" },
    { AFTER_KATAKANA, "", "才ン" },        { AFTER_KATAKANA, "", "才プ" },
    { AFTER_NO_KANJI, "", "才ンライ" },    { AFTER_NO_KANJI, "", "才ー" },
    { AFTER_WORD, "メ", "一ル" },          { AFTER_WORD, "サ", "一バ" },
    { AFTER_WORD, "サ", "一ビ" },          { AFTER_WORD, "ユ", "一ザ" },
    { AFTER_WORD, "デ", "一タ" },          { AFTER_WORD, "ポ", "一ト" },
    { AFTER_WORD, "ワ", "一ド" },          { AFTER_WORD, "ペ", "一ジ" },
    { AFTER_WORD, "ニュ", "一ス" },        { AFTER_KATAKANA, "", "二ー" },
    { AFTER_NO_KANJI, "", "二ー" },        { AFTER_NO_KANJI, "", "八ー" },
    { AFTER_NO_KANJI, "", "千ー" },        { AFTER_NO_KATAKANA, "ロ", "座" },
    { AFTER_NO_KATAKANA, "ー", "時停止" }, { AFTER_NO_KATAKANA, "ー", "時的" },
    { AFTER_NO_KATAKANA, "ニ", "段階" },
};

/* The kanji of the rows. */
static bool is_of_rows(int32_t c)
{
    switch (c) {
    case 0x529B: /* 力 */
    case 0x5915: /* 夕 */
    case 0x53E3: /* 口 */
    case 0x5DE5: /* 工 */
    case 0x535C: /* 卜 */
    case 0x624D: /* 才 */
    case 0x4E00: /* 一 */
    case 0x4E8C: /* 二 */
    case 0x516B: /* 八 */
    case 0x5343: /* 千 */
    case 0x5EA7: /* 座 */
    case 0x6642: /* 時 */
    case 0x6BB5: /* 段 */
        return true;
    default:
        return false;
    }
}

/* The kana or kanji that ends at `at`, or -1. */
static int32_t before(sg_span s, size_t at)
{
    size_t from = at - CHARACTER;
    return at < CHARACTER ? -1 : sg_utf8_next(s, &from);
}

static bool is_katakana(int32_t c)
{
    return (c >= 0x30A1 && c < 0x30F5) || c == BAR;
}

static bool is_spelt(sg_span s, size_t at, size_t row)
{
    sg_span kanji = sg_span_of(rows[row].kanji), left = sg_span_of(rows[row].left);
    if (!sg_starts(sg_tail(s, at), kanji) || !sg_ends(sg_cut(s, 0, at), left))
        return false;
    int32_t c = before(s, at - left.len);
    size_t next = at + kanji.len;
    switch (rows[row].after) {
    case AFTER_WORD:
        return true;
    case AFTER_KATAKANA:
        return is_katakana(c);
    case AFTER_NO_KANJI:
        return sg_script_of(c) != SG_SCRIPT_HAN && is_katakana(sg_utf8_next(s, &next));
    case AFTER_NO_KATAKANA:
        return !is_katakana(c);
    }
    return false;
}

static bool is_misspelt(sg_span s, size_t at)
{
    for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++)
        if (is_spelt(s, at, row))
            return true;
    return false;
}

/* The first such kanji with what stands around it, or an empty span. */
static sg_span look_alike(sg_span s)
{
    static const struct sg_octets kanji = SG_FEW(0xE4, 0xE5, 0xE6, 0xE6);
    size_t at = sg_find_any(s, &kanji, 0);
    while (at < s.len) {
        size_t end = at;
        if (is_of_rows(sg_utf8_next(s, &end)) && is_misspelt(s, at)) {
            size_t from = at - sg_utf8_end(sg_cut(s, 0, at), BESIDE).len;
            return sg_utf8_cut(sg_tail(s, from), end - from + BESIDE);
        }
        at = sg_find_any(s, &kanji, end);
    }
    return (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->is_list || facts->is_report || facts->is_conversation)
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        sg_span shown = { 0 };
        if (i == 0 || p->n_kana >= MIN_KANA)
            shown = look_alike(sg_cut(p->text.utf8, 0, READ));
        if (shown.len == 0)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "shown", sg_trim(shown));
        sg_found_text(f, &p->text, shown);
        return;
    }
}

const struct sg_check sg_check_kana_look_alike = {
    .name = "kana-look-alike",
    .looks_for = "a kanji in place of the katakana that looks like it",
    .kinds = kinds,
    .run = run,
};
