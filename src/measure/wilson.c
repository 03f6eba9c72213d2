#include "measure/wilson.h"

#include <assert.h>

#include "base/span.h"

static const double Z = 1.959963984540054; /* standard deviations that 95 % lie within */

/* Newton's, so that no library of mathematics is needed; `x` is 0 or above. */
static double root(double x)
{
    double r = x > 1 ? x : 1;
    for (int i = 0; i < 64; i++)
        r = (r + x / r) / 2;
    return r;
}

struct sg_interval sg_wilson(size_t n, size_t of)
{
    assert(n <= of);
    if (of == 0)
        return (struct sg_interval){ 0, 1 };
    double all = (double)of, share = (double)n / all, z2 = Z * Z;
    double middle = (share + z2 / (2 * all)) / (1 + z2 / all);
    double reach = Z / (1 + z2 / all) * root(share * (1 - share) / all + z2 / (4 * all * all));
    double low = middle - reach, high = middle + reach;
    return (struct sg_interval){ n == 0 || low < 0 ? 0 : low, n == of || high > 1 ? 1 : high };
}
