#include "text/language.h"

#include "text/unicode.h"

enum {
    READ = 2 * 1024,   /* octets of a text that decide */
    LONGEST_WORD = 16, /* octets */
    MOST_WORDS = 100,  /* words looked up; by then a language has shown itself */
    ENOUGH_KANA = 5,   /* characters that make a text Japanese */
};

/* The commonest words of a language, in the order of sg_order().  A bit per language. */
enum {
    EN = 1,
    DE = 2,
    FR = 4,
    ES = 8,
    PT = 16,
    IT = 32,
    NL = 64,
    N_LATIN = 7,
};

static const char *const latin_names[N_LATIN] = { "en", "de", "fr", "es", "pt", "it", "nl" };

static const struct {
    sg_span word;
    uint8_t languages;
} words[] = {
    { SG_SPAN_INIT("aan"), NL },       { SG_SPAN_INIT("account"), EN },
    { SG_SPAN_INIT("al"), ES },        { SG_SPAN_INIT("all"), EN },
    { SG_SPAN_INIT("alla"), IT },      { SG_SPAN_INIT("als"), NL },
    { SG_SPAN_INIT("and"), EN },       { SG_SPAN_INIT("any"), EN },
    { SG_SPAN_INIT("ao"), PT },        { SG_SPAN_INIT("are"), EN },
    { SG_SPAN_INIT("as"), PT },        { SG_SPAN_INIT("au"), FR },
    { SG_SPAN_INIT("auch"), DE },      { SG_SPAN_INIT("auf"), DE },
    { SG_SPAN_INIT("aux"), FR },       { SG_SPAN_INIT("avec"), FR },
    { SG_SPAN_INIT("avez"), FR },      { SG_SPAN_INIT("be"), EN },
    { SG_SPAN_INIT("been"), EN },      { SG_SPAN_INIT("beste"), NL },
    { SG_SPAN_INIT("bij"), NL },       { SG_SPAN_INIT("bitte"), DE },
    { SG_SPAN_INIT("bonjour"), FR },   { SG_SPAN_INIT("can"), EN },
    { SG_SPAN_INIT("ce"), FR },        { SG_SPAN_INIT("cette"), FR },
    { SG_SPAN_INIT("che"), IT },       { SG_SPAN_INIT("cher"), FR },
    { SG_SPAN_INIT("click"), EN },     { SG_SPAN_INIT("com"), PT },
    { SG_SPAN_INIT("como"), ES },      { SG_SPAN_INIT("compte"), FR },
    { SG_SPAN_INIT("con"), ES | IT },  { SG_SPAN_INIT("conta"), PT },
    { SG_SPAN_INIT("conto"), IT },     { SG_SPAN_INIT("cuenta"), ES },
    { SG_SPAN_INIT("da"), PT },        { SG_SPAN_INIT("dans"), FR },
    { SG_SPAN_INIT("das"), DE | PT },  { SG_SPAN_INIT("dat"), NL },
    { SG_SPAN_INIT("de"), NL },        { SG_SPAN_INIT("dear"), EN },
    { SG_SPAN_INIT("dei"), IT },       { SG_SPAN_INIT("del"), ES | IT },
    { SG_SPAN_INIT("della"), IT },     { SG_SPAN_INIT("dem"), DE },
    { SG_SPAN_INIT("den"), DE },       { SG_SPAN_INIT("der"), DE },
    { SG_SPAN_INIT("des"), FR },       { SG_SPAN_INIT("deze"), NL },
    { SG_SPAN_INIT("di"), IT },        { SG_SPAN_INIT("die"), DE },
    { SG_SPAN_INIT("do"), PT },        { SG_SPAN_INIT("door"), NL },
    { SG_SPAN_INIT("dos"), PT },       { SG_SPAN_INIT("du"), FR },
    { SG_SPAN_INIT("e"), PT | IT },    { SG_SPAN_INIT("een"), NL },
    { SG_SPAN_INIT("ein"), DE },       { SG_SPAN_INIT("eine"), DE },
    { SG_SPAN_INIT("el"), ES },        { SG_SPAN_INIT("em"), PT },
    { SG_SPAN_INIT("en"), NL },        { SG_SPAN_INIT("es"), ES },
    { SG_SPAN_INIT("est"), FR },       { SG_SPAN_INIT("esta"), ES | PT },
    { SG_SPAN_INIT("este"), ES | PT }, { SG_SPAN_INIT("estimado"), ES },
    { SG_SPAN_INIT("et"), FR },        { SG_SPAN_INIT("foi"), PT },
    { SG_SPAN_INIT("for"), EN },       { SG_SPAN_INIT("from"), EN },
    { SG_SPAN_INIT("für"), DE },       { SG_SPAN_INIT("geachte"), NL },
    { SG_SPAN_INIT("gentile"), IT },   { SG_SPAN_INIT("gli"), IT },
    { SG_SPAN_INIT("ha"), ES | IT },   { SG_SPAN_INIT("haben"), DE },
    { SG_SPAN_INIT("has"), EN },       { SG_SPAN_INIT("have"), EN },
    { SG_SPAN_INIT("hebben"), NL },    { SG_SPAN_INIT("here"), EN },
    { SG_SPAN_INIT("het"), NL },       { SG_SPAN_INIT("hola"), ES },
    { SG_SPAN_INIT("if"), EN },        { SG_SPAN_INIT("ihnen"), DE },
    { SG_SPAN_INIT("ihr"), DE },       { SG_SPAN_INIT("ihre"), DE },
    { SG_SPAN_INIT("il"), IT },        { SG_SPAN_INIT("is"), EN | NL },
    { SG_SPAN_INIT("ist"), DE },       { SG_SPAN_INIT("konto"), DE },
    { SG_SPAN_INIT("kunt"), NL },      { SG_SPAN_INIT("la"), IT },
    { SG_SPAN_INIT("las"), ES },       { SG_SPAN_INIT("le"), FR | ES | IT },
    { SG_SPAN_INIT("les"), FR },       { SG_SPAN_INIT("los"), ES },
    { SG_SPAN_INIT("mais"), PT },      { SG_SPAN_INIT("met"), NL },
    { SG_SPAN_INIT("mit"), DE },       { SG_SPAN_INIT("más"), ES },
    { SG_SPAN_INIT("na"), PT },        { SG_SPAN_INIT("naar"), NL },
    { SG_SPAN_INIT("nel"), IT },       { SG_SPAN_INIT("nicht"), DE },
    { SG_SPAN_INIT("niet"), NL },      { SG_SPAN_INIT("no"), ES | PT },
    { SG_SPAN_INIT("non"), IT },       { SG_SPAN_INIT("nossa"), PT },
    { SG_SPAN_INIT("not"), EN },       { SG_SPAN_INIT("nous"), FR },
    { SG_SPAN_INIT("nuestro"), ES },   { SG_SPAN_INIT("não"), PT },
    { SG_SPAN_INIT("o"), PT },         { SG_SPAN_INIT("oder"), DE },
    { SG_SPAN_INIT("of"), EN },        { SG_SPAN_INIT("olá"), PT },
    { SG_SPAN_INIT("on"), EN },        { SG_SPAN_INIT("onze"), NL },
    { SG_SPAN_INIT("ook"), NL },       { SG_SPAN_INIT("op"), NL },
    { SG_SPAN_INIT("os"), PT },        { SG_SPAN_INIT("ou"), FR },
    { SG_SPAN_INIT("our"), EN },       { SG_SPAN_INIT("para"), ES | PT },
    { SG_SPAN_INIT("pas"), FR },       { SG_SPAN_INIT("per"), IT },
    { SG_SPAN_INIT("più"), IT },       { SG_SPAN_INIT("please"), EN },
    { SG_SPAN_INIT("plus"), FR },      { SG_SPAN_INIT("por"), ES | PT },
    { SG_SPAN_INIT("pour"), FR },      { SG_SPAN_INIT("que"), FR | ES | PT },
    { SG_SPAN_INIT("questa"), IT },    { SG_SPAN_INIT("questo"), IT },
    { SG_SPAN_INIT("rekening"), NL },  { SG_SPAN_INIT("se"), ES | PT },
    { SG_SPAN_INIT("seu"), PT },       { SG_SPAN_INIT("si"), IT },
    { SG_SPAN_INIT("sich"), DE },      { SG_SPAN_INIT("sido"), ES },
    { SG_SPAN_INIT("sie"), DE },       { SG_SPAN_INIT("sind"), DE },
    { SG_SPAN_INIT("sono"), IT },      { SG_SPAN_INIT("sont"), FR },
    { SG_SPAN_INIT("stato"), IT },     { SG_SPAN_INIT("su"), ES },
    { SG_SPAN_INIT("sua"), PT | IT },  { SG_SPAN_INIT("suo"), IT },
    { SG_SPAN_INIT("sur"), FR },       { SG_SPAN_INIT("sus"), ES },
    { SG_SPAN_INIT("te"), NL },        { SG_SPAN_INIT("that"), EN },
    { SG_SPAN_INIT("the"), EN },       { SG_SPAN_INIT("this"), EN },
    { SG_SPAN_INIT("tu"), ES },        { SG_SPAN_INIT("tuo"), IT },
    { SG_SPAN_INIT("u"), NL },         { SG_SPAN_INIT("um"), PT },
    { SG_SPAN_INIT("uma"), PT },       { SG_SPAN_INIT("un"), IT },
    { SG_SPAN_INIT("una"), ES | IT },  { SG_SPAN_INIT("und"), DE },
    { SG_SPAN_INIT("une"), FR },       { SG_SPAN_INIT("usted"), ES },
    { SG_SPAN_INIT("uw"), NL },        { SG_SPAN_INIT("van"), NL },
    { SG_SPAN_INIT("você"), PT },      { SG_SPAN_INIT("von"), DE },
    { SG_SPAN_INIT("voor"), NL },      { SG_SPAN_INIT("vos"), FR },
    { SG_SPAN_INIT("votre"), FR },     { SG_SPAN_INIT("vous"), FR },
    { SG_SPAN_INIT("was"), EN },       { SG_SPAN_INIT("we"), EN },
    { SG_SPAN_INIT("werden"), DE },    { SG_SPAN_INIT("wij"), NL },
    { SG_SPAN_INIT("will"), EN },      { SG_SPAN_INIT("wir"), DE },
    { SG_SPAN_INIT("with"), EN },      { SG_SPAN_INIT("wordt"), NL },
    { SG_SPAN_INIT("wurde"), DE },     { SG_SPAN_INIT("y"), ES },
    { SG_SPAN_INIT("you"), EN },       { SG_SPAN_INIT("your"), EN },
    { SG_SPAN_INIT("zijn"), NL },      { SG_SPAN_INIT("zu"), DE },
    { SG_SPAN_INIT("à"), FR },         { SG_SPAN_INIT("è"), IT },
    { SG_SPAN_INIT("é"), PT },         { SG_SPAN_INIT("être"), FR },
};

static unsigned languages_of(sg_span word)
{
    size_t low = 0, high = sizeof(words) / sizeof(*words);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = sg_order(word, words[middle].word);
        if (order == 0)
            return words[middle].languages;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

struct tally {
    size_t scripts[SG_N_SCRIPTS], letters;
    size_t ukrainian, chinese; /* characters that only these write */
    size_t words, hits[N_LATIN];
    uint8_t word[LONGEST_WORD];
    size_t word_len; /* past LONGEST_WORD: too long to be one of ours */
};

static void end_word(struct tally *t)
{
    if (t->word_len == 0)
        return;
    t->words++;
    unsigned bits = t->word_len > LONGEST_WORD || t->words > MOST_WORDS
                        ? 0
                        : languages_of((sg_span){ t->word, t->word_len });
    for (size_t i = 0; i < N_LATIN; i++)
        t->hits[i] += bits >> i & 1;
    t->word_len = 0;
}

static void add_to_word(struct tally *t, sg_span character)
{
    for (size_t i = 0; i < character.len; i++, t->word_len++)
        if (t->word_len < LONGEST_WORD)
            t->word[t->word_len] = (uint8_t)sg_lower(sg_at(character, i));
}

static bool is_chinese_only(int32_t c)
{
    switch (c) {
    case 0x4E86:
    case 0x4EEC:
    case 0x4F60:
    case 0x5011:
    case 0x5417:
    case 0x55CE:
    case 0x5E33:
    case 0x60A8:
    case 0x7684:
    case 0x8ACB:
    case 0x8BA4:
    case 0x8BC1:
    case 0x8BF7:
    case 0x8D26:
    case 0x8FD9:
    case 0x9019:
    case 0x9A8C:
        return true;
    default:
        return false;
    }
}

static void add(struct tally *t, int32_t c, sg_span character)
{
    enum sg_script script = sg_script_of(c);
    if (script == SG_SCRIPT_LATIN)
        add_to_word(t, character);
    else if (t->word_len > 0)
        end_word(t);
    if (script == SG_SCRIPT_COMMON)
        return;
    t->scripts[script]++;
    t->letters++;
    t->ukrainian += c == 0x456 || c == 0x457 || c == 0x454 || c == 0x491;
    t->chinese += script == SG_SCRIPT_HAN && is_chinese_only(c);
}

static const char *latin_language(const struct tally *t)
{
    size_t best = 0, second = 0;
    const char *name = "und";
    for (size_t i = 0; i < N_LATIN; i++) {
        if (t->hits[i] > best) {
            second = best;
            best = t->hits[i];
            name = latin_names[i];
        } else if (t->hits[i] > second) {
            second = t->hits[i];
        }
    }
    bool enough = best >= 2 || (best == 1 && t->words <= 4);
    return enough && best > second ? name : "und";
}

static const char *han_language(const struct tally *t)
{
    size_t han = t->scripts[SG_SCRIPT_HAN];
    if (t->chinese > 0 || han > 30)
        return "zh";
    return "und";
}

static const char *language_by_script(const struct tally *t)
{
    static const struct {
        enum sg_script script;
        const char *name;
    } rows[] = {
        { SG_SCRIPT_HANGUL, "ko" }, { SG_SCRIPT_GREEK, "el" }, { SG_SCRIPT_ARABIC, "ar" },
        { SG_SCRIPT_HEBREW, "he" }, { SG_SCRIPT_THAI, "th" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (t->scripts[rows[i].script] * 3 >= t->letters)
            return rows[i].name;
    if (t->scripts[SG_SCRIPT_CYRILLIC] * 3 >= t->letters)
        return t->ukrainian > 0 ? "uk" : "ru";
    if (t->scripts[SG_SCRIPT_HAN] * 3 >= t->letters)
        return han_language(t);
    return latin_language(t);
}

/* The ASCII letters at `i`; gives where they end. */
static size_t add_ascii_word(struct tally *t, sg_span utf8, size_t i)
{
    size_t start = i;
    for (int octet = sg_at(utf8, i); sg_is_alpha(octet); octet = sg_at(utf8, ++i), t->word_len++)
        if (t->word_len < LONGEST_WORD)
            t->word[t->word_len] = (uint8_t)sg_lower(octet);
    t->scripts[SG_SCRIPT_LATIN] += i - start;
    t->letters += i - start;
    return i;
}

const char *sg_language_of(sg_span utf8)
{
    struct tally t = { 0 };
    utf8 = sg_utf8_cut(utf8, READ);
    for (size_t i = 0; i < utf8.len;) {
        i = add_ascii_word(&t, utf8, i);
        size_t start = i;
        int32_t c = sg_utf8_next(utf8, &i);
        if (c < 0)
            break;
        add(&t, c, sg_cut(utf8, start, i - start));
    }
    end_word(&t);
    if (t.letters < 2)
        return "und";
    size_t kana = t.scripts[SG_SCRIPT_HIRAGANA] + t.scripts[SG_SCRIPT_KATAKANA];
    bool is_main = kana > 0 && (kana + t.scripts[SG_SCRIPT_HAN]) * 2 >= t.letters;
    if (is_main || (kana >= ENOUGH_KANA && kana * 20 >= t.letters))
        return "ja";
    return language_by_script(&t);
}
