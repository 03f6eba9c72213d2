/* Base64 by 32 letters at once, on processors that can (AVX2).
 * Source: W. Mula, D. Lemire, "Faster Base64 Encoding and Decoding using AVX2 Instructions", 2018. */
#include "text/base64_wide.h"

#if defined(__x86_64__)

#    include <assert.h>
#    include <immintrin.h>
#    include <string.h>

enum { LETTERS = 32, OCTETS = 24 };

static inline __attribute__((target("avx2"))) __m256i load(sg_span in, size_t i)
{
    __m256i letters;
    sg_span block = sg_cut(in, i, LETTERS);
    assert(block.at != NULL && block.len == sizeof(letters));
    memcpy(&letters, block.at, sizeof(letters));
    return letters;
}

#    define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

/* Zero in every octet that is a letter of base64. */
static inline __attribute__((target("avx2"))) __m256i not_letters(__m256i letters)
{
    const __m256i low = TWICE(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13,
                              0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
    const __m256i high = TWICE(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10,
                               0x10, 0x10, 0x10, 0x10, 0x10);
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    __m256i above = _mm256_and_si256(_mm256_srli_epi32(letters, 4), nibble);
    return _mm256_and_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(letters, nibble)),
                            _mm256_shuffle_epi8(high, above));
}

/* 32 letters to 24 octets, and eight more that mean nothing. */
static inline __attribute__((target("avx2"))) __m256i decode(__m256i letters)
{
    const __m256i roll = TWICE(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i order = TWICE(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    __m256i above = _mm256_and_si256(_mm256_srli_epi32(letters, 4), _mm256_set1_epi8(0x0F));
    __m256i slash = _mm256_cmpeq_epi8(letters, _mm256_set1_epi8('/'));
    __m256i values =
        _mm256_add_epi8(letters, _mm256_shuffle_epi8(roll, _mm256_add_epi8(slash, above)));
    __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    __m256i octets =
        _mm256_shuffle_epi8(_mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000)), order);
    return _mm256_permutevar8x32_epi32(octets, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7));
}

static inline __attribute__((target("avx2"))) void store(uint8_t *out, __m256i octets)
{
    memcpy(out, &octets, sizeof(octets));
}

/* The quanta at `i` that are fewer than a block: decoded once more together with what stands before. */
static inline __attribute__((target("avx2"))) size_t decode_rest(sg_span in, size_t i, uint8_t *out,
                                                                 __m256i bad)
{
    unsigned good = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bad, _mm256_setzero_si256()));
    size_t letters = (size_t)__builtin_ctz(~good) & ~(size_t)3;
    if (letters > 0)
        store(out - (LETTERS - letters) / 4 * 3, decode(load(in, i + letters - LETTERS)));
    return i + letters;
}

__attribute__((target("avx2"))) static size_t decode_all(sg_span in, size_t start, uint8_t *out,
                                                         size_t room)
{
    size_t i = start;
    for (; in.len - i >= LETTERS && room >= LETTERS; i += LETTERS) {
        __m256i letters = load(in, i), bad = not_letters(letters);
        if (!_mm256_testz_si256(bad, bad))
            return i > start ? decode_rest(in, i, out, bad) : i;
        store(out, decode(letters));
        out += OCTETS;
        room -= OCTETS;
    }
    return i;
}

size_t sg_base64_wide(sg_span in, size_t i, uint8_t *out, size_t room)
{
    return __builtin_cpu_supports("avx2") ? decode_all(in, i, out, room) : i;
}

#else

size_t sg_base64_wide(sg_span in, size_t i, uint8_t *out, size_t room)
{
    (void)in;
    (void)out;
    (void)room;
    return i;
}

#endif
