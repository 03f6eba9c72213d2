/* facts/facts.h - the mail laid open for examination.
 *
 * Built once per mail, then read-only: every check reads the same facts, none parses on its own.
 * What two checks need is worked out here.  Nothing here judges. */
#ifndef SG_FACTS_FACTS_H
#define SG_FACTS_FACTS_H

#include "intel/intel.h"
#include "mail/mail.h"
#include "text/grams.h"
#include "unpack/unpack.h"
#include "web/find.h"
#include "web/page.h"

/* What the delivering side knows and the mail itself cannot say.  Everything may be empty. */
struct sg_envelope {
    sg_span client_ip, helo, rdns, mail_from;
    bool is_authenticated;     /* of the session: who sends has logged in at our own server */
    sg_span recipient;         /* the address it was delivered to; empty: from Delivered-To, To */
    const sg_span *trusted_mx; /* host names (or domains) whose Received lines are our own side's */
    size_t n_trusted_mx;
    const sg_span *authserv_ids; /* whose Authentication-Results are believed */
    size_t n_authserv_ids;
    const struct sg_opener
        *opener; /* opens containers; NULL: they stay closed, and the report says so */
};

/* ---- who it says it is ---- */
enum sg_claim_where {
    SG_CLAIM_DISPLAY_NAME,
    SG_CLAIM_SUBJECT,
    SG_CLAIM_SIGNATURE,
    SG_CLAIM_GREETING,
    SG_CLAIM_ATTACHMENT, /* title and first words of an attached page that asks for entries */
};

struct sg_claim {
    /* NULL: the recipient's own domain poses as the brand, or nobody known does */
    const struct sg_brand *brand;
    /* what matched; NULL for an own-domain claim or a host name */
    const struct sg_brand_name *name;
    enum sg_claim_where where;
    struct sg_text text; /* the text it stands in, not folded */
    sg_span shown;       /* the words that matched, part of text.utf8 */
    struct sg_range place;
    bool is_host_name; /* written as a host: "kagoya.net" */
    bool is_disguised; /* spaced, full-width, look-alike letters, invisible characters */
    bool
        is_misspelt; /* "Amazom", "Mircosoft", "Share-P0int": not the name, but meant to be read as it */
    /* "example.jp サポート" to somebody at example.jp; is_host_name where the domain is shown */
    bool is_own_domain;
    /* "IT Notification", "Kundenservice", 管理者: an organisation or service of which we know nothing, brand NULL; of
     * a mail that claims nobody else, and only where nothing in the sender's own domain bears the name out */
    bool is_unknown_organisation;
};

/* ---- who sent it ---- */
enum sg_boundary_how {
    SG_BOUNDARY_NONE,     /* no Received line at all */
    SG_BOUNDARY_ENVELOPE, /* client_ip was given: the session itself */
    SG_BOUNDARY_TRUSTED,  /* the lowest of the lines that a trusted MX wrote */
    SG_BOUNDARY_INFERRED, /* the first line from the top whose client has a public address; said so in the report */
};

enum sg_auth_state {
    SG_AUTH_NOT_CHECKED,
    SG_AUTH_NONE,
    SG_AUTH_PASS,
    SG_AUTH_FAIL,
    SG_AUTH_SOFTFAIL,
    SG_AUTH_ERROR
};

struct sg_sender {
    const struct sg_address *from;            /* the first From address, or NULL */
    struct sg_host from_host;                 /* of its domain; kind NONE when there is none */
    const struct sg_brand_domain *from_owner; /* who owns the From domain; NULL: nobody known */
    bool from_is_free_mail;
    enum sg_boundary_how how;
    const struct sg_received *boundary; /* NULL for NONE and ENVELOPE */
    size_t boundary_at; /* its index in mail->hops; lines below it are only claims */
    struct sg_ip ip;    /* of the client that handed it to our side */
    sg_span helo, rdns;
    struct sg_ip helo_ip;
    bool rdns_unknown;
    bool is_authenticated_client; /* submission: our own user sent it */
    struct sg_range place;        /* of the boundary's Received field; len 0 for the envelope */
    struct sg_location location;
    /* authentication, from trusted results only; the claimed_* are what untrusted ones say */
    bool auth_is_trusted; /* a listed authserv-id wrote results */
    enum sg_auth_state spf, dkim, dmarc;
    enum sg_auth_state arc;          /* of the chain of forwarders (RFC 8617) */
    sg_span spf_domain, dkim_domain; /* what passed */
    /* dmarc=pass, or a passing SPF/DKIM domain is the From's organisational domain */
    bool is_aligned;
    /* `authenticated_as` is official for a claimed brand, and no mailbox domain */
    bool is_authenticated_brand;
    sg_span authenticated_as;   /* organisational domain proven to have sent it; empty: none */
    struct sg_range auth_place; /* of the field that decided */
    /* the first pass that a field claims which our side did not write; NULL: none, or nobody said
     * whom to believe */
    const struct sg_auth_result *disbelieved;
};

/* ---- what comes with it ---- */

/* Where the octets of a content were found in their file. */
enum sg_content_how {
    SG_CONTENT_FILE,    /* a file in an archive, a TNEF, a CMS */
    SG_CONTENT_LINK,    /* an address in a document, an entry, a relationship */
    SG_CONTENT_CODE,    /* a QR code in a picture */
    SG_CONTENT_TEXT,    /* words of an entry */
    SG_CONTENT_DECODED, /* what a script or an entity in a page hides, decoded one level */
    SG_CONTENT_DRAWN,   /* a QR code drawn in the cells of a table or in letters of the text */
};

struct sg_attachment;

/* Octets that do not stand in the mail as received, but were taken out of something in it.  Their places continue
 * the mail's: the octets of the first content have the places from SG_MAX_MAIL on, and so forth, so that every range
 * of the facts says by itself where it stands.  sg_stand_of() tells it apart. */
struct sg_content {
    const struct sg_attachment
        *attachment; /* what it was taken out of; NULL: the mail's own text */
    size_t part;     /* index of the MIME part all this stands in */
    enum sg_content_how how;
    uint32_t page; /* of its document, from 1; 0: none */
    sg_span name;  /* inside its file: UTF-8, untrusted; may be empty */
    sg_span octets;
    size_t base; /* place of octets[0] */
};

enum sg_attachment_state {
    SG_ATTACHMENT_READ,   /* what could be read in it is among the contents, texts, links */
    SG_ATTACHMENT_CLOSED, /* of a kind that nobody reads: a program, sound, an unknown kind */
    SG_ATTACHMENT_NOBODY, /* needs an opener, and there is none */
    SG_ATTACHMENT_LOST,   /* the opener died over it or took too long */
    SG_ATTACHMENT_LIMIT,  /* not looked at, or not wholly: a limit was reached */
};

/* What a script does; bits. */
enum sg_trick {
    SG_TRICK_DECODES = 1 << 0,   /* atob, unescape, fromCharCode */
    SG_TRICK_BLOB = 1 << 1,      /* makes a file out of octets: Blob, createObjectURL */
    SG_TRICK_SAVES = 1 << 2,     /* hands a file to the reader by itself: a download attribute */
    SG_TRICK_WRITES = 1 << 3,    /* document.write, innerHTML, srcdoc */
    SG_TRICK_EVALUATES = 1 << 4, /* eval, Function */
    SG_TRICK_REDIRECTS = 1 << 5, /* location = */
    SG_TRICK_POSTS = 1 << 6,     /* fetch, XMLHttpRequest, ajax */
    SG_TRICK_HIDES = 1 << 7,     /* a long string that is a page or a file when decoded */
};

struct sg_trick_seen { /* the first of each kind */
    enum sg_trick trick;
    struct sg_range place;
    sg_span shown; /* the words, as they stand in the script */
};

enum { SG_N_TRICKS = 8 };

/* An address in a file that stands in no page and no text of it. */
struct sg_attached_link {
    enum sg_page_link_kind
        kind; /* REFRESH: a script goes there; FORM: a form or a script sends there; else ANCHOR */
    bool is_code;    /* a QR code says it */
    sg_span address; /* UTF-8, as written; of a code: all it says */
    struct sg_range place;
};

struct sg_attachment {
    size_t part;                        /* index of the MIME part it came in */
    const struct sg_attachment *within; /* the file it lies in; NULL: none */
    const struct sg_content
        *content; /* its octets, taken out of something; NULL: it is the part itself */
    sg_span name; /* UTF-8, as shown: "請求書.pdf", "a.zip/index.html"; may be empty */
    struct sg_range name_place;
    sg_span octets; /* decoded; at most SG_MAX_FILE */
    enum sg_file_kind
        kind; /* by its octets, with a hint of its name where those may be many things */
    enum sg_file_kind named; /* by its name; UNKNOWN where it has none that we know */
    enum sg_attachment_state state;
    bool is_shown;               /* a picture in the page, not a file for its reader */
    unsigned traits;             /* enum sg_unpack_trait */
    const struct sg_item *items; /* the names of files inside among them */
    size_t n_items;
    const struct sg_page *page; /* HTML, SVG; else NULL */
    unsigned tricks;            /* enum sg_trick: of its scripts */
    struct sg_trick_seen seen[SG_N_TRICKS];
    size_t n_seen;
    const struct sg_attached_link *links;
    size_t n_links;
};

/* Where a range stands, whatever it is a range of. */
struct sg_stand {
    struct sg_range in_mail;                /* octets in the mail as received: always inside it */
    const struct sg_content *content;       /* NULL: in the mail itself */
    struct sg_range in_content;             /* octets of the content; {0,0} without one */
    const struct sg_attachment *attachment; /* NULL: in no attachment */
};

/* ---- where it leads ---- */
enum sg_link_place {
    SG_LINK_IN_PAGE,
    SG_LINK_IN_TEXT,
    SG_LINK_IN_SUBJECT,
    SG_LINK_IN_HEADER,
    SG_LINK_IN_ATTACHMENT, /* in a page, document, entry or archive that comes with it */
    SG_LINK_IN_CODE,       /* a QR code says it */
};

enum sg_link_role {
    SG_ROLE_ACTION, /* the reader is asked to follow it */
    SG_ROLE_PLAIN,
    SG_ROLE_UNSUBSCRIBE, /* opt-out, as its words or List-Unsubscribe say */
    SG_ROLE_SOCIAL,      /* icons of social networks, app stores */
    SG_ROLE_RESOURCE,    /* images, style sheets: nobody clicks them */
    SG_ROLE_DEFANGED,    /* written so as not to be clicked: a notice quotes it */
    /* stands in an attachment that sends its reader nowhere: a log, a table, a paper full of references */
    SG_ROLE_MENTIONED,
};

enum sg_token_form {
    SG_TOKEN_NONE,
    SG_TOKEN_PLAIN,
    SG_TOKEN_PERCENT,
    SG_TOKEN_BASE64,
    SG_TOKEN_HEX,
    SG_TOKEN_SPLIT
};

struct sg_link {
    struct sg_url url; /* as a click would open it */
    /* after known wrappers were taken off; equal to url when there are none */
    struct sg_url target;
    const struct sg_wrapper *wrapper;    /* outermost, or NULL */
    const struct sg_wrapper *sent_via;   /* outermost that is no gateway's, or NULL */
    struct sg_host via;                  /* its host */
    const struct sg_brand_domain *owner; /* of the target's host; NULL: no known brand's */
    const struct sg_hoster *hoster;      /* of the target's host, or NULL */
    bool is_official;                    /* official or partner of a claimed brand (or its kin) */
    bool is_senders;      /* under the authenticated or the From domain's organisation */
    bool is_own;          /* the recipient's own domain */
    bool is_hosted_by_us; /* at a customer of this house, by its list */
    enum sg_link_place where;
    enum sg_page_link_kind kind; /* ANCHOR for links in text */
    enum sg_link_role role;
    bool is_main_action; /* the call to action: at most one owner's links are */
    bool is_hidden, is_button, label_is_alt;
    struct sg_text label; /* visible text on it; empty for links in text */
    sg_span words;        /* what the reader is told of it: the label, or for links in text
                                          what stands before it on its line or on the line above */
    uint64_t says; /* categories of the phrases in the words, a bit by enum sg_phrase_category; none
                                          of words over SG_MAX_LINK_WORDS */
    struct sg_found_urls label_urls;        /* URLs and hosts anywhere in the NFKC label */
    struct sg_range place;                  /* of the href or of the URL in the text */
    enum sg_token_form recipient_form;      /* the recipient's address stands in it, in this form */
    sg_span recipient_token;                /* as it stands in the URL */
    size_t part;                            /* index of the MIME part it stands in */
    const struct sg_attachment *attachment; /* NULL: it stands in the mail's own text */
};

/* ---- what it says ---- */
enum sg_text_kind { SG_TEXT_SUBJECT, SG_TEXT_PLAIN, SG_TEXT_PAGE };

struct sg_passage {
    enum sg_text_kind kind;
    struct sg_text source; /* of a page: as written, before it was read as one */
    struct sg_text text;   /* as a reader sees it; quoted mails (">" lines) left out of `folded` */
    struct sg_text folded; /* its places lead into text.utf8, not to the mail */
    struct sg_phrase_hits phrases; /* in `folded` */
    const char *language;
    size_t part;
    const struct sg_page *page;                      /* of a PAGE, else NULL */
    size_t n_kana, n_han, n_latin, n_greek_cyrillic; /* letters in text */
    const struct sg_attachment *attachment;          /* NULL: the mail's own text */
};

/* How like lures the mail reads as a whole, by the model of wordings (intel/model.h). */
struct sg_wording {
    int32_t score; /* hundredths of log-odds; above 0: like lures; 0: nothing to read */
    const struct sg_passage *passage; /* the text that was read beside the subject; NULL: none */
    struct sg_range telling; /* of passage->folded: what speaks most for a lure; len 0: none */
};

struct sg_facts {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    const struct sg_envelope *envelope;
    const struct sg_mail *mail;
    struct sg_sender sender;
    /* strongest place first: display name, subject, signature, greeting, attachment */
    const struct sg_claim *claims;
    size_t n_claims;
    const struct sg_brand *brand; /* the brand that the mail as a whole claims to be, or NULL */
    /* the strongest claim of that brand; NULL when there is none */
    const struct sg_claim *brand_claim;
    /* in order of appearance: header, the mail's pages and texts, then what comes with it */
    const struct sg_link *links;
    size_t n_links;
    const struct sg_passage *passages; /* subject first, then the parts in order of appearance */
    size_t n_passages;
    struct sg_wording wording;
    struct sg_oddities oddities; /* the mail's, and those met while reading its texts and pages */
    /* texts in attachments: pages, entries, documents; not the mail's own words */
    const struct sg_passage *attached;
    size_t n_attached;
    /* in order of appearance; files that lie in others after all those */
    const struct sg_attachment *const *attachments;
    size_t n_attachments;
    const struct sg_content *const *contents; /* ascending by base */
    size_t n_contents;
    const char *language; /* of the mail as a whole */
    sg_span recipient;    /* "local@domain" lower case, or empty */
    sg_span recipient_local, recipient_domain;
    struct sg_range recipient_place; /* where it stands in the mail; len 0: given by the envelope */
    struct sg_host recipient_host;
    bool is_role_recipient;
    bool is_unknown_recipient; /* the site's list has the domain's mailboxes, and not this one */
    bool is_notice;            /* the mail warns of phishing: quoted lures in it are not its own */
    /* passed on by a mailing list that takes posts; a List-Id alone is anybody's to write.  Not for who calls itself a
     * brand */
    bool is_list;
    /* a reply, automatic or not, or a forward, by its subject; not for who calls itself a brand */
    bool is_forward;
    /* an answer or a forward by its subject alone, whoever it says it is */
    bool is_conversation;
    bool is_report;   /* a delivery status or a feedback report: it quotes what it reports on */
    bool is_digest;   /* mails that a list collected */
    bool has_ask;     /* wants the reader to act on an account: wording or a form */
    bool is_complete; /* no limit was reached */
    /* mails inside this one, in order of appearance (facts/inner.h) */
    const struct sg_inner *inner;
    size_t n_inner;
    /* it was sent for the sake of the mail inside it: a person passes that on */
    bool passes_on;
    const struct sg_facts
        *wrapper; /* the mail that this one came in; NULL: it is the mail as received */
    const struct sg_inner *as; /* how it came in that; NULL likewise */
};

/* Lay `bytes` open. A pure function of its arguments. */
const struct sg_facts *sg_facts_open(struct sg_arena *arena, const struct sg_intel *intel,
                                     const struct sg_envelope *envelope, sg_span bytes);

/* Lay a mail inside the mail of `wrapper` open, `inner` being one of its.  What our own side knows of the wrapper's way
 * does not hold for it: no session, no believed authentication. */
const struct sg_facts *sg_facts_open_inner(const struct sg_facts *wrapper,
                                           const struct sg_inner *inner);

/* Where `place` of these facts stands. */
struct sg_stand sg_stand_of(const struct sg_facts *facts, struct sg_range place);

/* True when the sender's display name itself claims to be `facts->brand`. */
bool sg_is_named_brand(const struct sg_facts *facts);

/* True when the mail claims to be `brand`, in a display name, a subject or a signature. */
bool sg_claims(const struct sg_facts *facts, const struct sg_brand *brand);

/* True when `host` bears a name out: a word of the folded name that is not of every company's stands in it, or the name
 * holds its domain's first label. */
bool sg_facts_bears_out(const struct sg_facts *facts, sg_span folded, const struct sg_host *host);

/* The claim of an organisation that nobody knows, or NULL. */
const struct sg_claim *sg_unknown_claim(const struct sg_facts *facts);

/* How the From address stands to a brand that the mail claims to be. */
enum sg_from_stand {
    SG_FROM_FOREIGN,  /* not at a domain of the brand */
    SG_FROM_LOST,     /* who passed the mail on kept the name only */
    SG_FROM_MAILBOX,  /* at one where any customer may have an address */
    SG_FROM_OFFICIAL, /* at an official one, but nothing proves it */
    SG_FROM_PROVEN,   /* at an official one, authenticated */
};

enum sg_from_stand sg_from_stand(const struct sg_facts *facts, const struct sg_brand *brand);

/* True when the server's reverse name is one that a network gives to a line or a machine for rent: it holds the address, or
 * words like "dynamic"; no company's mail server is called so. */
bool sg_sender_is_unnamed(const struct sg_sender *sender);

/* A link that a reader can follow to a web server and is not there for opting out. */
bool sg_link_is_followed(const struct sg_link *link);

/* True when the link's target stands on a host that a known company runs itself: no redirector, no place where
 * its customers publish. */
bool sg_link_is_companys(const struct sg_link *link);

/* True when nobody known answers for where the link leads: not the claimed brand, not the sender's own
 * organisation, not the recipient's, and no other company of which we know. */
bool sg_link_is_stray(const struct sg_link *link);

/* True for a link of what comes with the mail that leads to a stranger outside: not to a disk (file:///C:/) or to a host
 * of the house without a domain. */
bool sg_link_leaves_attachment(const struct sg_link *link);

/* The registrable domain of the link's target; the whole host where there is none. */
sg_span sg_link_domain(const struct sg_link *link);

/* True for files that speak to their reader: what stands in logs, sources and tables asks nobody. */
bool sg_attachment_speaks(const struct sg_attachment *file);

/* True when an attached page wants entries of its reader: a password, or a form to fill in. */
bool sg_page_asks(const struct sg_attachment *file);

/* True for what a script or a data: address hides in another file: not a file of its own for its reader. */
bool sg_attachment_is_decoded(const struct sg_facts *facts, const struct sg_attachment *file);

/* The first link of the call to action, or NULL. */
const struct sg_link *sg_main_action(const struct sg_facts *facts);

/* The owner of a link's target or a host in words: "xserver" (brand id), a hoster's domain, or the registrable
 * domain. For comparing two hosts: equal owner means the same people. */
bool sg_same_owner(const struct sg_facts *facts, const struct sg_host *a, const struct sg_host *b);

/* True when a score is high enough to say that the mail reads like lures. */
bool sg_wording_is_lure(int32_t score);

/* True when the text may be somebody else's: in replies and forwards, posts to lists, reports, and mail that warns of phishing. */
bool sg_wording_is_quoted(const struct sg_facts *facts);

/* True for mail that does not speak for its sender alone: of lists, answers and forwards, reports, digests, and mail that
 * warns of phishing. */
bool sg_speaks_for_others(const struct sg_facts *facts);

/* True for a link that the service counts which proves to have sent the mail: newsletters are counted by who delivers them. */
bool sg_link_is_counted(const struct sg_facts *facts, const struct sg_link *link);

/* The short runs of characters that the score of the wording is reckoned from. */
void sg_wording_grams(const struct sg_facts *facts, struct sg_grams *out);

/* The words of p->text.utf8 that this range of p->folded came from: for showing and for sg_found_text(). */
sg_span sg_passage_source(const struct sg_passage *p, struct sg_range folded);

/* Hits of a category over all passages: how many distinct phrases, and the first hit (or NULL) with its passage. */
size_t sg_count_phrases(const struct sg_facts *facts, enum sg_phrase_category category);
const struct sg_phrase_hit *sg_first_phrase(const struct sg_facts *facts,
                                            enum sg_phrase_category category,
                                            const struct sg_passage **passage);

#endif
