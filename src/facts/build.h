/* facts/build.h - how the facts are worked out, step by step; for the files of this room only.
 *
 * Each step reads what the steps before it wrote.  The order is that of sg_facts_open(). */
#ifndef SG_FACTS_BUILD_H
#define SG_FACTS_BUILD_H

#include "facts/facts.h"

/* Who it was delivered to. */
void sg_facts_recipient(struct sg_facts *f);

/* Texts while they are gathered, within the budget that they share. */
struct sg_reading {
    struct sg_facts *f;
    SG_LIST(struct sg_passage) passages;
    size_t octets;     /* of text decoded so far, against SG_MAX_TEXTS */
    size_t most, read; /* of text made comparable: at most, and so far */
    size_t n_pages, n_phrases;
};

/* Make a text comparable and search it; the passage is valid until the next is added. */
struct sg_passage *sg_facts_add_text(struct sg_reading *r, enum sg_text_kind kind,
                                     const struct sg_text *text);

/* A text that is only searched for addresses: logs, tables, sources speak to nobody. */
struct sg_passage *sg_facts_add_mute_text(struct sg_reading *r, const struct sg_text *text);

/* True when there is room for another text; says so where there is none. */
bool sg_facts_has_room(struct sg_reading *r, struct sg_range place, bool is_page);

/* The texts a reader sees, folded, with their phrases; pages; language. */
void sg_facts_passages(struct sg_facts *f);

/* True when the part is shown to the reader as the mail's own text. */
bool sg_facts_is_own_text(const struct sg_part *part);

/* True when the part stands inside an attached message: that is another mail, with its own claims. */
bool sg_facts_is_inside_message(const struct sg_mail *mail, const struct sg_part *part);

/* ---- attachments ---- */

/* A file while it is opened. */
struct sg_file {
    struct sg_attachment *shown;
    SG_LIST(struct sg_attached_link) links;
    const struct sg_part *part;     /* its own, or that of the file it lies in */
    bool has_headers;               /* `part` is its own */
    const struct sg_places *places; /* of shown->octets */
    unsigned depth;                 /* 0: a part of the mail */
    bool is_entity;                 /* a MIME entity whose fields may be few: what S/MIME signs */
    bool is_nameless;               /* hidden in a page, whose name it shows */
};

/* Attachments while they are opened. */
struct sg_opening {
    struct sg_facts *f;
    struct sg_reading reading;
    SG_LIST(struct sg_file *) files; /* opened in this order; files in files join at the end */
    SG_LIST(const struct sg_content *) contents;
    size_t octets;    /* of all files, decoded */
    size_t base;      /* place of the next content */
    size_t n_foreign; /* files that a library opened */
};

/* Everything that comes with the mail's own texts, files in files too. */
void sg_facts_attachments(struct sg_facts *f);

/* Give octets taken out of something a place of their own; NULL, the limit noted, when there is no more room. */
const struct sg_content *sg_facts_add_content(struct sg_opening *o,
                                              const struct sg_content *content);

/* Have a file opened later whose octets are `content`.  `of` is what it was taken out of; NULL: a text of the mail.
 * Gives what may be filled in further, or NULL past a limit. */
struct sg_file *sg_facts_add_file(struct sg_opening *o, const struct sg_file *of,
                                  const struct sg_content *content, sg_span name);

/* Have an opener read `octets` for `file`; false, its state set, when it was not to be. */
bool sg_facts_unpack(struct sg_opening *o, struct sg_file *file, enum sg_file_kind kind,
                     sg_span octets, struct sg_unpacked *out);

/* Read what the scripts of a page do, and what they hide, one level deep.  `source` is the page as written. */
void sg_facts_scripts(struct sg_opening *o, struct sg_file *file, const struct sg_text *source);

/* Pictures and pages that stand in a page as data: addresses; `of` NULL: in a text of the mail, in `part`. */
void sg_facts_data_links(struct sg_opening *o, const struct sg_file *of, const struct sg_part *part,
                         const struct sg_page *page);

/* Codes drawn in the letters of the mail's texts or in the cells of their tables. */
void sg_facts_drawn_codes(struct sg_opening *o, const struct sg_passage *passage);

/* Leave out the hits of lure wording that the text only mentions, as quoted words. */
void sg_facts_drop_mentions(struct sg_passage *p);

/* How like lures it reads. */
void sg_facts_wording(struct sg_facts *f);

/* Boundary hop, address, authentication. */
void sg_facts_sender(struct sg_facts *f);

/* Which brands it says it is. */
void sg_facts_claims(struct sg_facts *f);

/* The claim to be the recipient's own mail service in a text and the same folded, `where` it stands: a display name or a
 * subject. */
bool sg_facts_names_own(const struct sg_facts *f, const struct sg_text *text,
                        const struct sg_text *folded, enum sg_claim_where where,
                        struct sg_claim *out);

/* Who says that the recipient's mailbox is full speaks as its mail service, without saying so. */
void sg_facts_own_service(struct sg_facts *f);

/* Who speaks for an organisation that nobody knows, where the mail claims nobody else. */
void sg_facts_unknown_organisation(struct sg_facts *f);

/* What only follows from sender and claims together. */
void sg_facts_authenticated_brand(struct sg_facts *f);

/* Every link, whose it is, what it is for. */
void sg_facts_links(struct sg_facts *f);

/* The mails inside this one, and whether it was sent for their sake. */
void sg_facts_inner(struct sg_facts *f);

/* True when the mail warns of phishing and lures nobody itself. */
bool sg_facts_notice(const struct sg_facts *f);

/* How the recipient's address stands in `url`; `token` gets the part of url->href. */
enum sg_token_form sg_facts_recipient_token(const struct sg_facts *f, const struct sg_url *url,
                                            sg_span *token);

/* Find what the words of `n` links say; `words` holds those of each, folded, or nothing where they are not worth
 * reading. */
void sg_facts_link_words(const struct sg_facts *f, const sg_span *words, struct sg_link *links,
                         size_t n);

/* Give the links of attachments that send their reader nowhere the role MENTIONED. */
void sg_facts_mark_mentioned(struct sg_link *links, size_t n);

/* Which of the links is the call to action: of the mail's own, and where it has none, of those that come with it. */
void sg_facts_mark_action(const struct sg_facts *f, struct sg_link *links, size_t n);

#endif
