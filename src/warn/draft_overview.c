/* warn/draft_overview.c - what was drafted, for whom, and what is private; and who there is. */
#include "warn/draft_parts.h"

static void say(struct sg_buf *out, const struct sg_words *words, const char *id,
                const struct sg_draft_value *values, size_t n)
{
    size_t was = out->len;
    sg_put_draft_word(out, words, id, values, n);
    if (out->len > was)
        sg_put_octet(out, '\n');
}

static void item(struct sg_buf *out, const struct sg_words *words, const char *id, sg_span value)
{
    if (value.len == 0)
        return;
    sg_put_text(out, "    ");
    sg_put_draft_word(out, words, id, NULL, 0);
    sg_put_text(out, words->japanese ? ":" : ": ");
    sg_put(out, value);
    sg_put_octet(out, '\n');
}

static void put_contact(struct sg_buf *out, const struct sg_words *words,
                        const struct sg_contact *c)
{
    bool ja = words->japanese;
    item(out, words, "by-mail", c->mail);
    item(out, words, "by-page", c->page);
    item(out, words, "how", ja ? c->how_ja : c->how_en);
    item(out, words, "wants", ja ? c->wants_ja : c->wants_en);
    item(out, words, "limits", ja ? c->limits_ja : c->limits_en);
    if (sg_contact_is_unchecked(c)) {
        sg_put_text(out, "    ");
        say(out, words, sg_same(c->checked, SG_SPAN("no")) ? "unverified" : "verified-copy", NULL,
            0);
    }
}

/* Where a company takes reports: its contact page, or where it warns itself. */
static void put_brand_page(struct sg_buf *out, const struct sg_drafting *d,
                           const struct sg_words *words, const struct sg_contact *c)
{
    const struct sg_brand *brand = sg_brand_find(d->intel->brands, d->specimen->brand);
    if (c->kind != SG_CONTACT_BRAND || brand == NULL)
        return;
    item(out, words, "by-page", brand->contact_url);
    item(out, words, "by-notices", brand->notice_url);
}

static void put_draft(struct sg_buf *out, const struct sg_drafting *d, const struct sg_words *words,
                      const struct sg_draft *draft)
{
    struct sg_buf id = SG_BUF_IN(d->arena, 64);
    sg_put_text(out, draft->is_private ? "  private/" : "  public/");
    sg_put(out, draft->file);
    if (draft->contact != NULL) {
        sg_put_text(out, words->japanese ? " → " : " -> ");
        sg_put(out, words->japanese ? draft->contact->name_ja : draft->contact->name_en);
    }
    if (draft->about.len > 0) {
        sg_put_text(out, " (");
        sg_put(out, draft->about);
        sg_put_octet(out, ')');
    }
    sg_put_octet(out, '\n');
    if (draft->contact == NULL) {
        sg_put_text(&id, "file-");
        sg_put(&id, draft->name);
        sg_put_octet(&id, '\0');
        sg_put_text(out, "    ");
        say(out, words, (const char *)sg_buf_done(&id).at, NULL, 0);
        return;
    }
    put_contact(out, words, draft->contact);
    put_brand_page(out, d, words, draft->contact);
    if (draft->carries_mail) {
        sg_put_text(out, "    ");
        say(out, words, "carries-mail", NULL, 0);
    }
}

static void put_drafts(struct sg_buf *out, const struct sg_drafting *d,
                       const struct sg_words *words, const struct sg_drafts *drafts,
                       bool is_private)
{
    for (size_t i = 0; i < drafts->list.n; i++)
        if (drafts->list.at[i].is_private == is_private)
            put_draft(out, d, words, &drafts->list.at[i]);
}

sg_span sg_drafts_overview(const struct sg_drafting *d, const struct sg_drafts *drafts,
                           const struct sg_words *words)
{
    struct sg_buf out = SG_BUF_IN(d->arena, SG_MAX_SPECIMEN);
    const struct sg_draft_sites *sites = sg_draft_sites_of(d->arena, d->specimen);
    const struct sg_draft_value subject[] = { { "subject",
                                                sg_draft_shown(d->arena, d->specimen->subject) } };
    say(&out, words, "overview-title", subject, 1);
    say(&out, words, "overview-unsent", NULL, 0);
    say(&out, words, sg_is_to_be_reported(d->specimen) ? "overview-judged" : "overview-unjudged",
        NULL, 0);
    sg_put_octet(&out, '\n');
    say(&out, words, "overview-public", NULL, 0);
    put_drafts(&out, d, words, drafts, false);
    sg_put_octet(&out, '\n');
    say(&out, words, "overview-private", NULL, 0);
    sg_put_text(&out, "  private/raw.eml\n    ");
    say(&out, words, "file-raw", NULL, 0);
    put_drafts(&out, d, words, drafts, true);
    sg_put_octet(&out, '\n');
    if (drafts->lacks_publisher)
        say(&out, words, "overview-no-publisher", NULL, 0);
    if (sites->n == 0)
        say(&out, words, "overview-no-site", NULL, 0);
    if (sites->n_left_out > 0)
        say(&out, words, "overview-cut", NULL, 0);
    if (d->specimen->is_inner)
        say(&out, words, "overview-inner", NULL, 0);
    if (sg_mail_encoding(d->mail)[0] == 'b' && !d->redacts)
        say(&out, words, "overview-binary", NULL, 0);
    say(&out, words, d->with_token ? "overview-token" : "overview-cleaned", NULL, 0);
    return sg_buf_done(&out);
}

sg_span sg_contacts_shown(struct sg_arena *arena, const struct sg_contacts *contacts,
                          const struct sg_words *words)
{
    struct sg_buf out = SG_BUF_IN(arena, SG_MAX_SPECIMEN);
    for (size_t i = 0; i < contacts->list.n; i++) {
        const struct sg_contact *c = &contacts->list.at[i];
        sg_put(&out, c->id);
        sg_put_text(&out, words->japanese ? ":" : ": ");
        sg_put(&out, words->japanese ? c->name_ja : c->name_en);
        sg_put_octet(&out, '\n');
        put_contact(&out, words, c);
    }
    return sg_buf_done(&out);
}
