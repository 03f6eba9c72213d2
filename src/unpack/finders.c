#include "unpack/finders.h"

enum {
    RUNS = 5,         /* ink, none, ink three wide, none, ink */
    MODULES = 7,      /* that they take together */
    ROWS_BETWEEN = 2, /* rows looked at: one in so many */
};

/* Runs of the widths 1:1:3:1:1, within three quarters of a module. */
static bool is_finder(const uint32_t run[RUNS], uint32_t *total)
{
    static const uint32_t wanted[RUNS] = { 1, 1, 3, 1, 1 };
    *total = run[0] + run[1] + run[2] + run[3] + run[4];
    if (*total < MODULES)
        return false;
    for (size_t i = 0; i < RUNS; i++) {
        uint32_t got = run[i] * MODULES, want = wanted[i] * *total;
        uint32_t off = got > want ? got - want : want - got;
        if (off * 4 > *total * 3)
            return false;
    }
    return true;
}

static bool is_ink(const struct sg_ink *ink, uint32_t x, uint32_t y)
{
    return (ink->at[y * ink->words + x / 64] >> x % 64 & 1) != 0;
}

/* Pixels from y on, in steps of `down` (1 or -1), that are ink or are none, at most `most` of them. */
static uint32_t run_from(const struct sg_ink *ink, uint32_t x, int64_t y, int down, bool wanted,
                         uint32_t most)
{
    uint32_t n = 0;
    while (n < most && y >= 0 && y < ink->height && is_ink(ink, x, (uint32_t)y) == wanted) {
        n++;
        y += down;
    }
    return n;
}

/* What of `total` the run through a pixel of the middle, upwards and downwards, says. */
static void look_upright(const struct sg_ink *ink, uint32_t x, uint32_t y, uint32_t total,
                         uint32_t share, struct sg_finders *found)
{
    uint32_t most = total * 5 / MODULES + 1, run[RUNS], height;
    uint32_t up = run_from(ink, x, y, -1, true, most), down = run_from(ink, x, y, 1, true, most);
    run[2] = up + down - 1;
    if (run[2] > most || run[2] * MODULES * 2 < total * 3)
        return;
    found->likely += share;
    int64_t above = (int64_t)y - up, below = (int64_t)y + down;
    run[1] = run_from(ink, x, above, -1, false, most);
    run[0] = run_from(ink, x, above - run[1], -1, true, most);
    run[3] = run_from(ink, x, below, 1, false, most);
    run[4] = run_from(ink, x, below + run[3], 1, true, most);
    if (is_finder(run, &height))
        found->certain += share;
}

/* A run of a row has ended at `x`.  A pattern is met in as many rows as its middle is high: each of them counts a share. */
static void end_run(const struct sg_ink *ink, const uint32_t run[RUNS], uint32_t x, uint32_t y,
                    struct sg_finders *found)
{
    uint32_t total = 0;
    if (is_finder(run, &total))
        look_upright(ink, x - run[4] - run[3] - (run[2] + 1) / 2, y, total,
                     SG_FINDER * ROWS_BETWEEN * MODULES / (3 * total), found);
}

static void count_row(const struct sg_ink *ink, uint32_t y, struct sg_finders *found)
{
    const uint64_t *row = ink->at + y * ink->words;
    uint32_t run[RUNS] = { 0 }, from = 0;
    bool was_ink = false;
    for (uint32_t word = 0; word <= ink->words; word++) {
        uint64_t now = word < ink->words ? row[word] : 0; /* the last run ends with the row */
        uint64_t turns = now ^ (now << 1 | was_ink);
        for (; turns != 0; turns &= turns - 1) {
            uint32_t x = word * 64 + (uint32_t)__builtin_ctzll(turns);
            for (size_t i = 0; i + 1 < RUNS; i++)
                run[i] = run[i + 1];
            run[RUNS - 1] = x - from;
            from = x;
            if (was_ink)
                end_run(ink, run, x, y, found);
            was_ink = !was_ink;
        }
    }
}

struct sg_finders sg_finders_count(const struct sg_ink *ink)
{
    struct sg_finders found = { 0, 0 };
    for (uint32_t y = 0; y < ink->height && found.likely <= SG_MAX_FINDERS * SG_FINDER;
         y += ROWS_BETWEEN)
        count_row(ink, y, &found);
    return found;
}
