/* programs/evaluate_svg.c - an evaluation as a picture: the ROC, and how points are spread.  It holds no script and
 * asks for nothing from elsewhere. */
#include <stdio.h>

#include "base/limits.h"
#include "programs/evaluate.h"
#include "report/shown.h"

/* Picture units. */
enum { WIDTH = 980, HEIGHT = 480, TOP = 70, BOTTOM = 420, ROC_LEFT = 60, ROC_RIGHT = 460 };

enum { BARS_LEFT = 540, BARS_RIGHT = 950 };

enum { N_BINS = 40, BIN = 50, LOWEST = -500 }; /* hundredths of a point; the ends take the rest */

static const char BLUE[] = "#1f6f8b", RED[] = "#b3261e", GREY[] = "#8a8a8a";

static void put_escaped(struct sg_buf *out, sg_span text)
{
    struct sg_buf shown = SG_BUF((size_t)SG_MAX_SHOWN * 8);
    sg_put_shown(&shown, NULL, text, (struct sg_showing){ .most = SG_MAX_SHOWN });
    sg_span s = sg_buf_span(&shown);
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')
            sg_putf(out, "&#%d;", c);
        else
            sg_put_octet(out, (uint8_t)c);
    }
    sg_buf_free(&shown);
}

static void put_label(struct sg_buf *out, double x, double y, const char *anchor, const char *text)
{
    sg_putf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    put_escaped(out, sg_span_of(text));
    sg_put_text(out, "</text>\n");
}

static void put_rule(struct sg_buf *out, double x1, double y1, double x2, double y2)
{
    sg_putf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", x1,
            y1, x2, y2);
}

/* ---- the ROC: false alarms on a logarithmic axis, from 0.01 % to 100 % ---- */

enum { DECADES = 4 };

/* Decades of `x` above 1, by halving the rest: exact enough for a picture. */
static double decades(double x)
{
    double sum = 0, step = 1;
    while (x >= 10) {
        x /= 10;
        sum++;
    }
    for (int i = 0; i < 16; i++) { /* x^2 >= 10: the next binary digit of its logarithm is 1 */
        x *= x;
        step /= 2;
        if (x < 10)
            continue;
        x /= 10;
        sum += step;
    }
    return sum;
}

static double roc_x(double share)
{
    double ratio = share * 10000; /* 0.01 % is the left edge */
    return ROC_LEFT + (ROC_RIGHT - ROC_LEFT) * (ratio <= 1 ? 0 : decades(ratio)) / DECADES;
}

static double roc_y(double share)
{
    return BOTTOM - (BOTTOM - TOP) * share;
}

static void put_roc_axes(struct sg_buf *out)
{
    static const char *const names[] = { "0.01 %", "0.1 %", "1 %", "10 %", "100 %" };
    for (int i = 0; i <= DECADES; i++) {
        double x = ROC_LEFT + (double)(ROC_RIGHT - ROC_LEFT) * i / DECADES;
        put_rule(out, x, TOP, x, BOTTOM);
        put_label(out, x, BOTTOM + 18, "middle", names[i]);
    }
    for (int percent = 0; percent <= 100; percent += 20) {
        char name[16];
        (void)snprintf(name, sizeof(name), "%d %%", percent);
        put_rule(out, ROC_LEFT, roc_y(percent / 100.0), ROC_RIGHT, roc_y(percent / 100.0));
        put_label(out, ROC_LEFT - 6, roc_y(percent / 100.0) + 4, "end", name);
    }
    put_label(out, (ROC_LEFT + ROC_RIGHT) / 2.0, BOTTOM + 38, "middle",
              "accused of the others (logarithmic)");
    put_label(out, ROC_LEFT, TOP - 12, "start", "strict phish found, each cluster once");
}

static void put_curve(struct sg_buf *out, struct sg_curve curve, size_t wanted, size_t others,
                      const char *colour)
{
    sg_putf(out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%d,%d", colour,
            ROC_LEFT, BOTTOM);
    for (size_t i = 0; i < curve.n && curve.at[i].threshold != SG_NEVER; i++)
        sg_putf(out, " %.1f,%.1f", roc_x((double)curve.at[i].alarms / (double)others),
                roc_y((double)curve.at[i].caught / (double)wanted));
    sg_put_text(out, "\"/>\n");
}

static void put_roc(const struct sg_evaluation *e, struct sg_arena *arena, struct sg_buf *out)
{
    static const char *const colours[SG_N_OTHERS] = { BLUE, RED, GREY };
    put_roc_axes(out);
    for (size_t i = 0; i < SG_N_OTHERS; i++) {
        const struct sg_against *a = &e->against[i];
        char name[100];
        if (a->others.n == 0 || e->phish.n == 0)
            continue;
        put_curve(out, sg_curve_of(arena, e->phish, a->others), e->phish.n, a->others.n,
                  colours[i]);
        (void)snprintf(name, sizeof(name), "against %s, %zu clusters: AUC %.4f", a->id, a->others.n,
                       a->auc);
        sg_putf(out, "<g fill=\"%s\">", colours[i]);
        put_label(out, ROC_RIGHT - 6, BOTTOM - 44 + 16 * (double)i, "end", name);
        sg_put_text(out, "</g>\n");
    }
}

/* ---- points by label ---- */

static void fill_bins(const struct sg_evaluation *e, unsigned is, size_t *bins, size_t *n)
{
    for (size_t i = 0; i < e->mails.n; i++) {
        const struct sg_measured *m = &e->mails.at[i];
        int32_t bin = (m->points - LOWEST) / BIN;
        if (!m->is_rep || (m->is & is) == 0)
            continue;
        bins[bin < 0 ? 0 : bin >= N_BINS ? N_BINS - 1 : bin]++;
        (*n)++;
    }
}

static double bar_x(double points)
{
    return BARS_LEFT + (BARS_RIGHT - BARS_LEFT) * (points - LOWEST) / (N_BINS * BIN);
}

static void put_bars(const struct sg_evaluation *e, unsigned is, const char *name, int row,
                     const char *colour, struct sg_buf *out)
{
    enum { ROWS = 3, GAP = 24 };

    size_t bins[N_BINS] = { 0 }, n = 0, most = 1;
    char title[80];
    fill_bins(e, is, bins, &n);
    for (size_t i = 0; i < N_BINS; i++)
        most = bins[i] > most ? bins[i] : most;
    double tall = (BOTTOM - TOP) / (double)ROWS - GAP;
    double base = TOP + (BOTTOM - TOP) / (double)ROWS * (row + 1);
    (void)snprintf(title, sizeof(title), "%s, %zu clusters", name, n);
    put_label(out, BARS_LEFT, base - tall - 4, "start", title);
    put_rule(out, BARS_LEFT, base, BARS_RIGHT, base);
    sg_putf(out, "<g fill=\"%s\">\n", colour);
    for (size_t i = 0; i < N_BINS; i++) {
        double height = tall * (double)bins[i] / (double)most;
        if (bins[i] > 0)
            sg_putf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                    bar_x(LOWEST + BIN * (double)i), base - height,
                    (BARS_RIGHT - BARS_LEFT) / (double)N_BINS - 1, height);
    }
    sg_put_text(out, "</g>\n");
}

static void put_threshold(struct sg_buf *out, int32_t points, const char *name)
{
    double x = bar_x(points);
    if (x < BARS_LEFT || x > BARS_RIGHT)
        return;
    sg_putf(
        out,
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#444\" stroke-dasharray=\"4 3\"/>\n",
        x, TOP, x, BOTTOM);
    put_label(out, x + 3, TOP - 12, "start", name);
}

static void put_histogram(const struct sg_evaluation *e, struct sg_buf *out)
{
    put_bars(e, SG_IS_STRICT, "strict phish", 0, RED, out);
    put_bars(e, SG_IS_HAM, "ham", 1, BLUE, out);
    put_bars(e, SG_IS_SPAM, "spam", 2, GREY, out);
    put_threshold(out, e->weights->suspicious, "suspicious");
    put_threshold(out, e->weights->phishing, "phishing");
    for (int points = LOWEST; points <= LOWEST + N_BINS * BIN; points += 500) {
        char name[16];
        (void)snprintf(name, sizeof(name), "%d", points / 100);
        put_label(out, bar_x(points), BOTTOM + 18, "middle", name);
    }
    put_label(out, (BARS_LEFT + BARS_RIGHT) / 2.0, BOTTOM + 38, "middle", "points");
}

void sg_evaluation_svg(const struct sg_evaluation *e, struct sg_arena *arena, struct sg_buf *out)
{
    sg_putf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
        "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
        WIDTH, HEIGHT);
    sg_put_text(out, "<text x=\"20\" y=\"26\" font-size=\"15\">");
    put_escaped(out, e->title);
    sg_put_text(out, "</text>\n");
    put_roc(e, arena, out);
    put_histogram(e, out);
    sg_put_text(out, "</svg>\n");
}
