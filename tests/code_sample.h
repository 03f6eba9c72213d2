/* tests/code_sample.h - QR codes as modules, drawn into maps of grey. */
#ifndef SG_TESTS_CODE_SAMPLE_H
#define SG_TESTS_CODE_SAMPLE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct code_sample {
    const char *says;
    uint32_t modules;
    const char *rows[29]; /* by `qrencode -l M -m 0 -t ASCII` */
};

static const struct code_sample sample_login = {
    "https://login.example.test/",
    29,
    {
        "####### ##  #  ##  ## #######", "#     # ##### ## ## # #     #",
        "# ### #  # # ###    # # ### #", "# ### # #       ## #  # ### #",
        "# ### #  ## ##   # ## # ### #", "#     #  #    #   ### #     #",
        "####### # # # # # # # #######", "        ## ####  ##          ",
        "# ## ### ##  ## ####  #  # ##", " ##  #     #   ##  ######   #",
        "  ## ###  #   ##    ###   ## ", "# ## #   #######  ###   #   #",
        "  #  ## ## ##   ## # #   ##  ", "#  ##   # # ##   ###  #   ###",
        "#### ## ##### #   ## # ## ###", "  #  #    #  # #  #  ####  # ",
        "#  #  #######        # ### # ", "     # # ##  #   #  #  # ### ",
        "#  #  ###        #  #  #  #  ", "  #     #####  ####  #  # #  ",
        " ##   ##    ## #    #######  ", "        # # #### ## #   #####",
        "####### # #  #  # ### # ## # ", "#     # ## ##   ##  #   ## # ",
        "# ### #  #  # ##    ##### ###", "# ### # ##  # # ## ### ### # ",
        "# ### # ##   # ##  # # #  # #", "#     #  # ## # #   ### ## # ",
        "####### #    # ### ##   #  # ",
    },
};

static const struct code_sample sample_other = {
    "HTTPS://B.TEST/",
    21,
    {
        "####### # ### #######", "#     #   ### #     #", "# ### #   ##  # ### #",
        "# ### # ####  # ### #", "# ### # ##  # # ### #", "#     # #  #  #     #",
        "####### # # # #######", "        # ###        ", "#   # #### # #####  #",
        " # ##  #   ## # #  # ", "    ### ## #   # ## #", "#  # # ## #  ## #  # ",
        " ## # #   # #   #  ##", "        ### # ## ##  ", "####### ### #  ##   #",
        "#     #   ###  #   ##", "# ### # ## # #    # #", "# ### #     # ## ####",
        "# ### #    #  #  ##  ", "#     #   ##  # ##  #", "####### ### #  ### ##",
    },
};

/* Onto a map of 8-bit grey at `x`, `y` with `pixels` a module. */
static inline void draw_sample(const struct code_sample *sample, uint8_t *map, uint32_t width,
                               uint32_t x, uint32_t y, uint32_t pixels, uint8_t dark, uint8_t light)
{
    for (uint32_t j = 0; j < sample->modules * pixels; j++)
        for (uint32_t i = 0; i < sample->modules * pixels; i++)
            map[(size_t)(y + j) * width + x + i] =
                sample->rows[j / pixels][i / pixels] == '#' ? dark : light;
}

/* The login sample alone, with `margin` around it; free() it. */
static inline uint8_t *sample_map(uint32_t pixels, uint32_t margin, uint8_t dark, uint8_t light,
                                  uint32_t *side)
{
    *side = sample_login.modules * pixels + 2 * margin;
    uint8_t *map = malloc((size_t)*side * *side);
    memset(map, light, (size_t)*side * *side);
    draw_sample(&sample_login, map, *side, margin, margin, pixels, dark, light);
    return map;
}

#endif
