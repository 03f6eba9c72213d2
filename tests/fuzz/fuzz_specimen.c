/* tests/fuzz/fuzz_specimen.c - what goes out of any mail: its specimen names no recipient in what may be published, is read
 * again as it was written, and any octets are read as a specimen in bounds or as none. */
#include "report/mask.h"
#include "text/unicode.h"
#include "warn/specimen.h"
#include "with_words.h"

enum { MIN_TELLING = 4 /* octets of a local part: shorter ones stand in every text */ };

/* A whole address of the mail's recipients. */
static bool names(const struct sg_specimen *s, sg_span text)
{
    for (size_t i = 0; i < s->n_private_recipients; i++)
        if (sg_find(s->private_recipients[i], '@', 0) >= MIN_TELLING &&
            sg_holds_nocase(text, s->private_recipients[i]))
            return true;
    return false;
}

static void check(const struct sg_specimen *s, sg_span text, const char *what)
{
    require(sg_utf8_valid(text), "a public text is valid UTF-8");
    require(!names(s, text), what);
}

static void check_public(const struct sg_specimen *s)
{
    check(s, s->subject, "the subject does not name the recipient");
    check(s, s->from_display, "the display name does not name the recipient");
    check(s, s->from_address, "the sender's address does not name the recipient");
    check(s, s->reply_to, "Reply-To does not name the recipient");
    check(s, s->return_path, "the return path does not name the recipient");
    check(s, s->message_id, "the Message-ID does not name the recipient");
    check(s, s->helo, "HELO does not name the recipient");
    check(s, s->body, "the body does not name the recipient");
    for (size_t i = 0; i < s->n_claims; i++)
        check(s, s->claims[i].shown, "a claim does not name the recipient");
    for (size_t i = 0; i < s->n_files; i++)
        check(s, s->files[i].name, "a file's name does not name the recipient");
    for (size_t i = 0; i < s->n_reasons; i++) {
        check(s, s->reasons[i].ja, "a reason does not name the recipient");
        check(s, s->reasons[i].en, "a reason does not name the recipient");
        check(s, s->reasons[i].shown, "evidence does not name the recipient");
    }
    for (size_t i = 0; i < s->n_links; i++) {
        check(s, s->links[i].url, "a cleaned link does not name the recipient");
        check(s, s->links[i].host, "its host does not name the recipient");
        check(s, s->links[i].label, "its label does not name the recipient");
        check(s, s->links[i].label_url, "the link on its label does not name the recipient");
        check(s, s->links[i].words, "the words at it do not name the recipient");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    const struct sg_envelope envelope = { 0 };
    const struct sg_specimen *again;
    sg_span octets = { at, len };
    (void)!sg_specimen_read(arena, octets, &again);
    const struct sg_specimen *s =
        sg_specimen_of(sg_examine(arena, intel, &envelope, octets), ja, en, SG_SPAN("mail"));
    check_public(s);
    struct sg_buf first = SG_BUF(SG_MAX_SPECIMEN), second = SG_BUF(SG_MAX_SPECIMEN);
    sg_specimen_put(&first, s);
    require(!first.cut, "a specimen fits");
    require(sg_specimen_read(arena, sg_buf_span(&first), &again), "a specimen is read again");
    sg_specimen_put(&second, again);
    require(sg_same(sg_buf_span(&first), sg_buf_span(&second)), "it is the same");
    if (first.len > 0) {
        first.at[len % first.len] ^= 0xff;
        (void)!sg_specimen_read(arena, sg_buf_span(&first), &again);
    }
    sg_buf_free(&first);
    sg_buf_free(&second);
    sg_arena_reset(arena);
    return 0;
}
