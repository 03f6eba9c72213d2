/* tests/fuzz/fuzz_examine.c - the whole examination of any octets: what the facts and the evidence point at lies
 * inside the mail, points are the sum of their reasons, the same input gives the same reports, and these are valid
 * UTF-8, drive no terminal, run nothing in a browser and hold no live link but to known owners. */
#include <stdio.h>
#include <stdlib.h>

#include "facts/inner.h"
#include "html_rules.h"
#include "report/as_html.h"
#include "report/as_json.h"
#include "report/as_text.h"
#include "text/unicode.h"
#include "verdict/examine.h"

enum {
    EXAMINATION_OCTETS = 256 * 1024 * 1024, /* ceiling of one examination */
    INTEL_OCTETS = 64 * 1024 * 1024,        /* ceiling of the words */
};

enum { JAPANESE, ENGLISH, N_LANGUAGES };

static const struct sg_intel *intel;
static const struct sg_words *words[N_LANGUAGES];
static struct sg_arena *arena, *kept;

static void require_of(bool holds, const char *what, const char *whose)
{
    if (holds)
        return;
    fprintf(stderr, "property broken: %s: %s\n", whose, what);
    abort();
}

static void require(bool holds, const char *what)
{
    require_of(holds, what, "any");
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    struct sg_error err = { 0 };
    kept = sg_arena_open(INTEL_OCTETS);
    if (sg_intel_load(&options, &intel, &err) != SG_OK ||
        sg_words_load(kept, options.dir, "ja", &words[JAPANESE], &err) != SG_OK ||
        sg_words_load(kept, options.dir, "en", &words[ENGLISH], &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    arena = sg_arena_open(EXAMINATION_OCTETS);
    return 0;
}

static bool is_inside(struct sg_range place, size_t len)
{
    return place.from <= len && place.len <= len - place.from;
}

/* In the mail as received, or in what was taken out of it. */
static bool stands(const struct sg_facts *f, struct sg_range place)
{
    struct sg_stand stand = sg_stand_of(f, place);
    return is_inside(stand.in_mail, f->mail->bytes.len) &&
           (stand.content == NULL || is_inside(stand.in_content, stand.content->octets.len));
}

static void check_source(const struct sg_facts *f, const struct sg_text *text, const char *whose)
{
    require_of(sg_utf8_valid(text->utf8), "a text is valid UTF-8", whose);
    require_of(stands(f, sg_place_of(text, text->utf8)), "a text stands where it came from", whose);
}

static void check_text(const struct sg_text *text, size_t len, const char *whose)
{
    require_of(sg_utf8_valid(text->utf8), "a text is valid UTF-8", whose);
    require_of(is_inside(sg_place_of(text, text->utf8), len), "a text stands where it came from",
               whose);
}

static void check_links(const struct sg_facts *f)
{
    require(f->n_links <= SG_MAX_LINKS, "links are bounded");
    for (size_t i = 0; i < f->n_links; i++) {
        const struct sg_link *link = &f->links[i];
        check_source(f, &link->label, "label");
        require(stands(f, link->place), "a link stands in the mail");
        require(link->part < f->mail->n_parts, "a link stands in a part");
        require(sg_utf8_valid(link->url.href) && sg_utf8_valid(link->target.href) &&
                    sg_utf8_valid(link->words) && sg_utf8_valid(link->recipient_token),
                "what is told of a link is valid UTF-8");
    }
}

static void check_passages(const struct sg_facts *f, const struct sg_passage *passages, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct sg_passage *p = &passages[i];
        check_source(f, &p->text, "passage");
        check_text(&p->folded, p->text.utf8.len, "folded passage");
        for (size_t j = 0; j < p->phrases.n; j++)
            require(sg_utf8_valid(sg_passage_source(p, p->phrases.at[j].at)),
                    "the source of a phrase is valid UTF-8");
    }
}

static void check_attachments(const struct sg_facts *f)
{
    require(f->n_attachments <= SG_MAX_ATTACHMENTS, "attachments are bounded");
    for (size_t i = 0; i < f->n_attachments; i++) {
        const struct sg_attachment *a = f->attachments[i];
        require(a->part < f->mail->n_parts, "an attachment came in a part");
        require(sg_utf8_valid(a->name), "its name is valid UTF-8");
        require(stands(f, a->name_place), "its name stands somewhere");
        for (size_t k = 0; k < a->n_links; k++)
            require(sg_utf8_valid(a->links[k].address) && stands(f, a->links[k].place),
                    "an address stands in its file");
        for (size_t k = 0; k < a->n_seen; k++)
            require(sg_utf8_valid(a->seen[k].shown) && stands(f, a->seen[k].place),
                    "a script's words stand in its file");
    }
}

static void check_facts(const struct sg_facts *f, size_t len)
{
    check_links(f);
    check_passages(f, f->passages, f->n_passages);
    check_passages(f, f->attached, f->n_attached);
    check_attachments(f);
    require(f->n_claims <= SG_MAX_CLAIMS, "claims are bounded");
    for (size_t i = 0; i < f->n_claims; i++) {
        check_source(f, &f->claims[i].text, "claim");
        require(sg_utf8_valid(f->claims[i].shown), "the words of a claim are valid UTF-8");
        require(stands(f, f->claims[i].place), "a claim stands in the mail");
    }
    require(is_inside(f->sender.place, len) && is_inside(f->sender.auth_place, len) &&
                is_inside(f->recipient_place, len),
            "sender and recipient stand in the mail");
    for (const struct sg_oddity *o = f->oddities.first; o != NULL; o = o->next)
        require(stands(f, o->place), "an oddity stands in the mail");
}

static void check_findings(const struct sg_examination *x)
{
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next) {
        const char *id = f->kind->id;
        require_of(f->n_evidence > 0 && f->n_evidence <= SG_MAX_EVIDENCE, "there is evidence", id);
        for (size_t i = 0; i < f->n_evidence; i++) {
            const struct sg_evidence *e = &f->evidence[i];
            require_of(stands(x->facts, e->place), "evidence lies inside the mail", id);
            require_of(e->shown.len <= SG_MAX_SHOWN, "evidence is short", id);
            require_of(sg_utf8_valid(e->shown), "evidence is valid UTF-8", id);
        }
        for (size_t i = 0; i < f->n_args; i++)
            require_of(sg_utf8_valid(f->args[i].value), "a value is valid UTF-8", id);
    }
}

static void check_verdict(const struct sg_verdict *v)
{
    int64_t sum = 0;
    for (size_t i = 0; i < v->n_reasons; i++) {
        require((v->reasons[i].finding == NULL) != (v->reasons[i].combination == NULL),
                "a reason is a finding or a combination");
        sum += v->reasons[i].points;
    }
    require(sum == v->points, "points are the sum of the reasons");
    const unsigned all = SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY;
    require(v->level != SG_LEVEL_PHISHING || (v->parts & all) == all,
            "phishing has a claim, an ask and an inconsistency");
}

/* Only what a known owner has may stay clickable. */
static void check_live(sg_span url)
{
    size_t end = 0;
    while (sg_at(url, end) > ' ' && sg_at(url, end) < 0x7f)
        end++;
    struct sg_url read = sg_url_read(arena, intel->hosts, sg_cut(url, 0, end), NULL);
    require(read.host.kind == SG_HOST_NONE ||
                sg_brand_domain_of(intel->brands, read.host.ascii) != NULL,
            "a link of an unknown owner is defanged");
}

/* A report for people: its text drives nothing and leads nowhere. */
static void check_text_report(sg_span report)
{
    require(sg_utf8_valid(report), "a report is valid UTF-8");
    for (size_t at = 0; at < report.len;) {
        sg_span here = sg_tail(report, at);
        if (sg_starts_nocase(here, SG_SPAN("http:/")) ||
            sg_starts_nocase(here, SG_SPAN("https:/")) || sg_starts_nocase(here, SG_SPAN("ftp:/")))
            check_live(here);
        int32_t c = sg_utf8_next(report, &at);
        require(c == '\n' || c == '\t' ||
                    (!sg_is_control(c) && !sg_is_bidi_control(c) && !sg_is_invisible(c)),
                "a report has no control and no invisible character");
    }
}

static void check_page(const struct sg_buf *page)
{
    const char *fault = html_fault(sg_buf_span(page));
    require(!page->cut, "a page fits");
    require(fault == NULL, fault);
    size_t body = sg_find_span(sg_buf_span(page), SG_SPAN("<body>"), 0);
    check_text_report(sg_tail(sg_buf_span(page), body));
}

static void check_json_report(sg_span report)
{
    struct sg_octets controls = sg_octets_of("\1\2\3\4\5\6\7\b\t\v\f\r\16\17\20\21\22\23\24\25\26"
                                             "\27\30\31\32\33\34\35\36\37");
    require(sg_utf8_valid(report), "a JSON report is valid UTF-8");
    require(sg_find(report, '\n', 0) + 1 == report.len, "a JSON report is one line");
    require(sg_find_any(report, &controls, 0) == report.len && sg_find(report, 0, 0) == report.len,
            "a JSON report has no control character");
}

/* Places are octets of the mail that an examination is of: those of a mail inside end with it, and those of a decoded
 * one begin anew. */
static void check_examination(const struct sg_examination *x, size_t len)
{
    for (; x != NULL; x = x->wrapper) {
        size_t own = x->facts->mail->bytes.len;
        bool is_decoded = x->facts->as != NULL && x->facts->as->is_decoded;
        require(is_decoded || x->wrapper == NULL || own <= x->wrapper->facts->mail->bytes.len,
                "a mail inside ends with its wrapper or before");
        check_facts(x->facts, x->wrapper == NULL ? len : own);
        check_findings(x);
        check_verdict(&x->verdict);
        require(x->wrapper == NULL || x->verdict.level != SG_LEVEL_GENUINE,
                "a mail inside is never proven genuine");
    }
}

/* Every report of one examination, one behind the other. */
static void tell(struct sg_buf *out, sg_span mail)
{
    const struct sg_envelope envelope = { .opener = &sg_open_here };
    const struct sg_examination *x = sg_examine(arena, intel, &envelope, mail);
    check_examination(x, mail.len);
    for (size_t i = 0; i < N_LANGUAGES; i++) {
        const struct sg_sheet sheet = { out, 0, false };
        size_t before = out->len;
        sg_report_json(out, x, words[i], SG_SPAN("mail"), false);
        check_json_report(sg_tail(sg_buf_span(out), before));
        before = out->len;
        sg_report_text(&sheet, x, words[i], SG_SPAN("mail"));
        sg_report_brief(&sheet, x, words[i], SG_SPAN("mail"));
        check_text_report(sg_tail(sg_buf_span(out), before));
        struct sg_buf page = SG_BUF(SG_MAX_REPORT);
        sg_report_html(&page, x, words[i], SG_SPAN("mail"));
        check_page(&page);
        sg_put(out, sg_buf_span(&page));
        sg_buf_free(&page);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    sg_span mail = { at, len };
    struct sg_buf first = SG_BUF(6 * (size_t)SG_MAX_REPORT);
    struct sg_buf second = SG_BUF(6 * (size_t)SG_MAX_REPORT);
    tell(&first, mail);
    sg_arena_reset(arena);
    tell(&second, mail);
    sg_arena_reset(arena);
    require(sg_same(sg_buf_span(&first), sg_buf_span(&second)),
            "the same input gives the same output");
    sg_buf_free(&first);
    sg_buf_free(&second);
    return 0;
}
