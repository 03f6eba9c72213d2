#include "text/language.h"

#include "base/load.h"
#include "base/wide.h"
#include "text/unicode.h"

enum {
    READ = 2 * 1024,  /* octets of a text that decide */
    LONGEST_WORD = 8, /* octets */
    MOST_WORDS = 100, /* words looked up; by then a language has shown itself */
    ENOUGH_KANA = 5,  /* characters that make a text Japanese */
};

/* The commonest words of a language, in the order of their octets.  A bit per language. */
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
    uint8_t word[LONGEST_WORD]; /* filled up with NULs */
    uint8_t languages;
} words[] = {
    { "aan", NL },       { "account", EN },
    { "al", ES },        { "all", EN },
    { "alla", IT },      { "als", NL },
    { "and", EN },       { "any", EN },
    { "ao", PT },        { "are", EN },
    { "as", PT },        { "au", FR },
    { "auch", DE },      { "auf", DE },
    { "aux", FR },       { "avec", FR },
    { "avez", FR },      { "be", EN },
    { "been", EN },      { "beste", NL },
    { "bij", NL },       { "bitte", DE },
    { "bonjour", FR },   { "can", EN },
    { "ce", FR },        { "cette", FR },
    { "che", IT },       { "cher", FR },
    { "click", EN },     { "com", PT },
    { "como", ES },      { "compte", FR },
    { "con", ES | IT },  { "conta", PT },
    { "conto", IT },     { "cuenta", ES },
    { "da", PT },        { "dans", FR },
    { "das", DE | PT },  { "dat", NL },
    { "de", NL },        { "dear", EN },
    { "dei", IT },       { "del", ES | IT },
    { "della", IT },     { "dem", DE },
    { "den", DE },       { "der", DE },
    { "des", FR },       { "deze", NL },
    { "di", IT },        { "die", DE },
    { "do", PT },        { "door", NL },
    { "dos", PT },       { "du", FR },
    { "e", PT | IT },    { "een", NL },
    { "ein", DE },       { "eine", DE },
    { "el", ES },        { "em", PT },
    { "en", NL },        { "es", ES },
    { "est", FR },       { "esta", ES | PT },
    { "este", ES | PT }, { "estimado", ES },
    { "et", FR },        { "foi", PT },
    { "for", EN },       { "from", EN },
    { "für", DE },       { "geachte", NL },
    { "gentile", IT },   { "gli", IT },
    { "ha", ES | IT },   { "haben", DE },
    { "has", EN },       { "have", EN },
    { "hebben", NL },    { "here", EN },
    { "het", NL },       { "hola", ES },
    { "if", EN },        { "ihnen", DE },
    { "ihr", DE },       { "ihre", DE },
    { "il", IT },        { "is", EN | NL },
    { "ist", DE },       { "konto", DE },
    { "kunt", NL },      { "la", IT },
    { "las", ES },       { "le", FR | ES | IT },
    { "les", FR },       { "los", ES },
    { "mais", PT },      { "met", NL },
    { "mit", DE },       { "más", ES },
    { "na", PT },        { "naar", NL },
    { "nel", IT },       { "nicht", DE },
    { "niet", NL },      { "no", ES | PT },
    { "non", IT },       { "nossa", PT },
    { "not", EN },       { "nous", FR },
    { "nuestro", ES },   { "não", PT },
    { "o", PT },         { "oder", DE },
    { "of", EN },        { "olá", PT },
    { "on", EN },        { "onze", NL },
    { "ook", NL },       { "op", NL },
    { "os", PT },        { "ou", FR },
    { "our", EN },       { "para", ES | PT },
    { "pas", FR },       { "per", IT },
    { "più", IT },       { "please", EN },
    { "plus", FR },      { "por", ES | PT },
    { "pour", FR },      { "que", FR | ES | PT },
    { "questa", IT },    { "questo", IT },
    { "rekening", NL },  { "se", ES | PT },
    { "seu", PT },       { "si", IT },
    { "sich", DE },      { "sido", ES },
    { "sie", DE },       { "sind", DE },
    { "sono", IT },      { "sont", FR },
    { "stato", IT },     { "su", ES },
    { "sua", PT | IT },  { "suo", IT },
    { "sur", FR },       { "sus", ES },
    { "te", NL },        { "that", EN },
    { "the", EN },       { "this", EN },
    { "tu", ES },        { "tuo", IT },
    { "u", NL },         { "um", PT },
    { "uma", PT },       { "un", IT },
    { "una", ES | IT },  { "und", DE },
    { "une", FR },       { "usted", ES },
    { "uw", NL },        { "van", NL },
    { "você", PT },      { "von", DE },
    { "voor", NL },      { "vos", FR },
    { "votre", FR },     { "vous", FR },
    { "was", EN },       { "we", EN },
    { "werden", DE },    { "wij", NL },
    { "will", EN },      { "wir", DE },
    { "with", EN },      { "wordt", NL },
    { "wurde", DE },     { "y", ES },
    { "you", EN },       { "your", EN },
    { "zijn", NL },      { "zu", DE },
    { "à", FR },         { "è", IT },
    { "é", PT },         { "être", FR },
};

/* Eight octets as a number that is in the order of words; shorter words end with NULs. */
static uint64_t word_number(sg_span eight)
{
    return __builtin_bswap64(sg_load8(eight, 0));
}

/* By halves without a branch: which way a word goes cannot be foreseen. */
static unsigned languages_of(uint64_t word)
{
    size_t low = 0;
    for (size_t n = sizeof(words) / sizeof(*words), half = n / 2; n > 1; n -= half, half = n / 2) {
        uint64_t known = word_number((sg_span){ words[low + half].word, LONGEST_WORD });
        low += word >= known ? half : 0;
    }
    uint64_t nearest = word_number((sg_span){ words[low].word, LONGEST_WORD });
    return word == nearest ? words[low].languages : 0;
}

struct tally {
    size_t scripts[SG_N_SCRIPTS], letters;
    size_t ukrainian, chinese; /* characters that only these write */
    size_t words, hits[N_LATIN];
    uint64_t word;   /* the octets of the word at hand, small letters, the last one lowest */
    size_t word_len; /* past LONGEST_WORD: too long to be one of ours */
};

/* A word of `len` octets, as word_number() gives it. */
static void add_word(struct tally *t, uint64_t number, size_t len)
{
    t->words++;
    if (len > LONGEST_WORD || t->words > MOST_WORDS)
        return;
    for (unsigned bits = languages_of(number); bits != 0; bits &= bits - 1)
        t->hits[__builtin_ctz(bits)]++;
}

static void end_word(struct tally *t)
{
    if (t->word_len == 0)
        return;
    size_t unused = t->word_len < LONGEST_WORD ? LONGEST_WORD - t->word_len : 0;
    add_word(t, t->word << (8 * unused), t->word_len);
    t->word_len = 0;
    t->word = 0;
}

static void add_to_word(struct tally *t, sg_span character)
{
    for (size_t i = 0; i < character.len; i++, t->word_len++)
        t->word = t->word << 8 | (uint64_t)sg_lower(sg_at(character, i));
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

static size_t add_latin(struct tally *t, size_t n)
{
    t->scripts[SG_SCRIPT_LATIN] += n;
    t->letters += n;
    return n;
}

/* The ASCII letters at `i`; gives where they end. */
static size_t add_ascii_letters(struct tally *t, sg_span utf8, size_t i)
{
    size_t start = i;
    for (int octet = sg_at(utf8, i); sg_is_alpha(octet); octet = sg_at(utf8, ++i), t->word_len++)
        t->word = t->word << 8 | (uint64_t)sg_lower(octet);
    add_latin(t, i - start);
    return i;
}

/* The first letters of the `len` at `at`, as word_number() gives a word.  A letter's small form has 0x20. */
static uint64_t first_letters(sg_span utf8, size_t at, size_t len)
{
    uint64_t number = 0;
    if (len > LONGEST_WORD)
        return 0;
    if (utf8.len - at >= sizeof(number)) {
        unsigned unused = 64 - 8 * (unsigned)len;
        return (word_number(sg_tail(utf8, at)) | SG_EACH_OCTET * 0x20) >> unused << unused;
    }
    for (size_t i = 0; i < LONGEST_WORD; i++)
        number = number << 8 | (i < len ? (uint64_t)sg_lower(sg_at(utf8, at + i)) : 0);
    return number;
}

/* The whole ASCII words that stand in the sixteen octets at `i`, where no word has begun; gives where to go
 * on: `i` itself when something else stands there. */
static size_t add_block(struct tally *t, sg_span utf8, size_t i)
{
    sg_wide octets = sg_wide_load(utf8, i);
    uint32_t letters = sg_wide_bits(sg_wide_letters(octets)), others = sg_wide_bits(octets);
    size_t at = 0;
    while ((letters | others) >> at != 0) {
        at += sg_wide_first((letters | others) >> at);
        size_t len = sg_wide_first(~(letters >> at));
        if (at + len >= SG_WIDE || (others >> (at + len) & 1) != 0)
            return i + at;
        add_word(t, first_letters(utf8, i + at, len), len);
        at += add_latin(t, len);
    }
    return i + SG_WIDE;
}

/* ASCII where words do not count any more; gives where it ends. */
static size_t add_rest(struct tally *t, sg_span utf8, size_t i)
{
    sg_span ascii = sg_tail(utf8, i);
    ascii = sg_cut(ascii, 0, sg_find_non_ascii(ascii));
    add_latin(t, sg_count_ascii_letters(ascii));
    return i + ascii.len;
}

const char *sg_language_of(sg_span utf8)
{
    struct tally t = { 0 };
    utf8 = sg_utf8_cut(utf8, READ);
    for (size_t i = 0; i < utf8.len;) {
        size_t start = i;
        if (t.words > MOST_WORDS)
            i = add_rest(&t, utf8, i);
        else if (t.word_len == 0 && sg_wide_fits(utf8, i))
            i = add_block(&t, utf8, i);
        if (i > start)
            continue;
        i = add_ascii_letters(&t, utf8, i);
        start = i;
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
