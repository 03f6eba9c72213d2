/* mail/received.c - one Received field, whoever wrote it.
 *
 * The field is cut into words and comments, those into clauses (from, by, via, with, id, for), and the
 * from clause is read by the manner of its writer:
 *
 *   Postfix, Courier      from HELO (RDNS [IP])            "unknown" for RDNS: none
 *   Sendmail              from HELO (USER@RDNS [IP] (may be forged))   "([IP])": none
 *   Exim                  from RDNS ([IP]:PORT helo=HELO)  "[IP] (helo=HELO)": none
 *                         from RDNS ([IP])                 HELO was the same
 *   Google                from HELO (RDNS. [IP])           "([IP])": none
 *   qmail, qpsmtpd, Yahoo from RDNS (HELO HELO) (IP)       "unknown" or an address for RDNS: none
 *                         from RDNS (IP)                   HELO was the same
 *   Exchange, PowerMTA    from HELO (IP)                   never looks names up
 *   CommuniGate           from [IP] (HELO HELO)            never looks names up
 *   MDaemon, hMailServer, IceWarp, Domino, IronPort  from HELO ([IP])   silent on names
 *   Netscape, fetchmail   from HELO [IP]                   silent on names
 *
 * rdns_unknown is set only where the table says "none": the writer always gives the name it finds. */
#include "mail/received.h"

#include "base/limits.h"
#include "mail/lines.h"

enum clause { FROM, BY, VIA, WITH, ID, FOR, N_CLAUSES, NO_CLAUSE = N_CLAUSES };

struct word {
    sg_span s; /* a comment without its parentheses */
    bool is_comment;
    size_t end; /* in the field's body */
};

struct reader {
    struct sg_arena *arena;
    sg_span head;       /* the body before the date */
    struct word *words; /* SG_MAX_HOP_WORDS */
    size_t n;
    size_t from_at, from_end; /* the from clause in `head` */
    sg_span first;            /* the first word after "from" */
    sg_span clause[N_CLAUSES];
    bool has_clause[N_CLAUSES];
    sg_span by_software; /* the first comment after "by" */
    bool has_helo, has_helo_comment, has_name, is_bare_ip, says_exim, with_ended;
    struct sg_received out;
};

static bool holds(sg_span s, const char *text)
{
    return sg_holds_nocase(s, sg_span_of(text));
}

/* The words of `s`; comments whole.  One that never closes runs to the end. */
static void words_read(struct reader *r, const struct sg_field *field, struct sg_oddities *oddities)
{
    static const struct sg_octets ends = SG_EIGHT(' ', '\t', '\r', '\n', '(', '(', '(', '(');
    sg_span s = r->head;
    size_t i = 0;
    while (r->n < SG_MAX_HOP_WORDS) {
        while (sg_is_blank(sg_at(s, i)))
            i++;
        if (i >= s.len)
            return;
        struct word *w = &r->words[r->n++];
        if (sg_at(s, i) == '(') {
            size_t after = sg_comment_after(s, i);
            size_t len = after > s.len ? s.len - i - 1 : after - i - 2;
            *w = (struct word){ sg_trim(sg_cut(s, i + 1, len)), true, after };
            i = after > s.len ? s.len : after;
        } else {
            size_t end = sg_at(s, i) == '<' ? sg_find(s, '>', i) : sg_find_any(s, &ends, i);
            if (sg_at(s, i) == '<')
                end = end < s.len ? end + 1 : sg_find_any(s, &ends, i);
            *w = (struct word){ sg_cut(s, i, end - i), false, end };
            i = end;
        }
        w->end = i;
    }
    sg_odd(oddities, SG_ODD_LIMIT, field->place, "words of Received");
}

static enum clause clause_of(sg_span word)
{
    static const char *const names[N_CLAUSES] = { "from", "by", "via", "with", "id", "for" };
    if (word.len < 2 || word.len > 4)
        return NO_CLAUSE;
    for (size_t i = 0; i < N_CLAUSES; i++)
        if (sg_is(word, names[i]))
            return (enum clause)i;
    return NO_CLAUSE;
}

static void name_set(struct reader *r, sg_span name)
{
    if (sg_at(name, name.len - 1) == '.')
        name = sg_cut(name, 0, name.len - 1);
    r->has_name = true;
    r->out.rdns_unknown = sg_is(name, "unknown") || sg_is(name, "unknown_domain") || name.len == 0;
    r->out.rdns = r->out.rdns_unknown ? (sg_span){ 0 } : name;
}

/* "[192.0.2.1]", "[192.0.2.1]:25", "192.0.2.1", "[IPv6:2001:db8::1]", and "192.0.2.1]". */
static struct sg_ip ip_of(sg_span word)
{
    size_t close = sg_find(word, ']', 0);
    if (sg_at(word, 0) == '[')
        return sg_ip_read(sg_cut(word, 0, close + 1));
    return sg_ip_read(sg_cut(word, 0, close));
}

static void helo_set(struct reader *r, sg_span helo)
{
    r->out.helo = helo;
    r->has_helo = true;
    r->out.helo_ip = ip_of(helo);
}

/* "mail.example.jp", "localhost", "unknown"; any word when an address in brackets stands beside it. */
static bool is_name(sg_span word, bool has_bracket)
{
    if (sg_is(word, "unverified") || sg_is(word, "verified") || sg_is(word, "may") ||
        sg_is(word, "not") || sg_is(word, "misconfigured"))
        return false;
    return has_bracket || sg_find(word, '.', 0) < word.len || sg_is(word, "localhost") ||
           sg_is(word, "unknown");
}

/* One word of a comment in the from clause; true when it told something. */
static bool comment_word(struct reader *r, sg_span word, bool may_be_name, bool has_bracket)
{
    size_t user = sg_find_last(word, '@');
    if (sg_starts_with(word, "helo=") || sg_starts_with(word, "ehlo=")) {
        helo_set(r, sg_tail(word, 5));
        return true;
    }
    sg_span host = user < word.len ? sg_tail(word, user + 1) : word;
    struct sg_ip ip = ip_of(host);
    if (ip.is_set && !r->out.ip.is_set) {
        r->out.ip = ip;
        r->is_bare_ip = sg_at(host, 0) != '[';
        return true;
    }
    if (ip.is_set || !may_be_name || r->has_name || sg_at(word, 0) == '[' ||
        sg_find(word, '=', 0) < word.len || sg_find(word, ':', 0) < word.len)
        return ip.is_set;
    if (!is_name(host, has_bracket))
        return false;
    name_set(r, host);
    return true;
}

static sg_span word_next(sg_span *rest)
{
    struct sg_octets ends = sg_octets_of(" \t\r\n(),;<>");
    sg_span s = *rest;
    size_t start = 0;
    while (start < s.len && sg_has_octet(&ends, sg_at(s, start)))
        start++;
    size_t end = sg_find_any(s, &ends, start);
    size_t bracket = sg_find(sg_cut(s, 0, end), '[', start + 1);
    if (bracket < end && (sg_is_alnum(sg_at(s, bracket - 1)) || sg_at(s, bracket - 1) == '.'))
        end = bracket; /* "unknown[192.0.2.1]" */
    *rest = sg_tail(s, end);
    return sg_cut(s, start, end - start);
}

/* Comments that tell of encryption, envelopes and the like and not of the client's name. */
static bool is_aside(sg_span c)
{
    static const char *const starts_with[] = { "using ",    "no client", "client ",
                                               "envelope-", "version=",  "may be",
                                               "verified",  "port ",     "misconfigured",
                                               "uid " };
    for (size_t i = 0; i < sizeof(starts_with) / sizeof(*starts_with); i++)
        if (sg_starts_with(c, starts_with[i]))
            return true;
    return sg_is(c, "tls") || c.len == 0;
}

static bool tells_login(sg_span c)
{
    return sg_starts_with(c, "authenticated") || sg_starts_with(c, "user authenticated") ||
           sg_starts_with(c, "auth:") || sg_starts_with(c, "auth=") ||
           sg_starts_with(c, "account ") || sg_starts_with(c, "squirrelmail authenticated") ||
           sg_ends_nocase(c, SG_SPAN(" with login"));
}

/* True when the comment told something of the client. */
static bool from_comment(struct reader *r, sg_span c)
{
    bool told = false, is_first = true, is_account = sg_starts_with(c, "account ");
    bool has_bracket = sg_find(c, '[', 0) < c.len;
    if (tells_login(c)) {
        r->out.is_authenticated = true;
        if (!is_account && !sg_ends_nocase(c, SG_SPAN(" with login")))
            return true;
    }
    if (is_aside(c))
        return false;
    while (c.len > 0) {
        sg_span word = word_next(&c);
        if (sg_is(word, "helo") || sg_is(word, "ehlo") || sg_is(word, "lhlo")) {
            helo_set(r, word_next(&c));
            r->has_helo_comment = told = true;
        } else if (word.len > 0 && !is_account) {
            told |= comment_word(r, word, is_first, has_bracket);
        }
        is_first = false;
    }
    return told;
}

/* One word or comment of the from clause; `is_first`: right behind "from". */
static void from_word(struct reader *r, const struct word *w, bool is_first)
{
    bool told = false;
    if (w->is_comment) {
        told = from_comment(r, w->s);
    } else if (is_first) {
        r->first = w->s;
        told = true;
    } else if (!r->out.ip.is_set && ip_of(w->s).is_set) {
        r->out.ip = ip_of(w->s);
        told = true;
    }
    if (told)
        r->from_end = w->end;
}

/* One word or comment of another clause.  The protocol may be several words, up to a comment:
 * "Microsoft SMTP Server (TLS)", but "esmtps (TLS1.2) tls TLS_AES_256_GCM_SHA384". */
static void clause_word(struct reader *r, enum clause now, const struct word *w)
{
    if (w->is_comment) {
        r->with_ended |= now == WITH;
        if (now == BY && r->by_software.len == 0)
            r->by_software = w->s;
    } else if (r->clause[now].len == 0) {
        r->clause[now] = w->s;
    } else if (now == WITH && !r->with_ended) {
        size_t from = sg_range_in(r->head, r->clause[WITH]).from;
        r->clause[WITH] = sg_cut(r->head, from, w->end - from);
    }
}

/* Cut the words into clauses.  A keyword counts once; a second "from" is part of another clause. */
static void clauses_read(struct reader *r)
{
    enum clause now = NO_CLAUSE;
    size_t start = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct word *w = &r->words[i];
        enum clause next = w->is_comment ? NO_CLAUSE : clause_of(w->s);
        r->out.is_authenticated |= w->is_comment && tells_login(w->s);
        r->says_exim |= w->is_comment && sg_starts_with(w->s, "exim");
        if (next != NO_CLAUSE && !r->has_clause[next] && !(next == FROM && r->has_clause[BY])) {
            now = next;
            r->has_clause[now] = true;
            start = i + 1;
            if (now == FROM) {
                r->from_at = w->end - w->s.len;
                r->from_end = w->end;
            }
        } else if (now == FROM) {
            from_word(r, w, i == start);
        } else if (now != NO_CLAUSE) {
            clause_word(r, now, w);
        }
    }
}

static bool is_sendmail(const struct reader *r)
{
    return sg_is_digit(sg_at(r->by_software, 0)) &&
           sg_find(r->by_software, '/', 0) < r->by_software.len;
}

static bool is_google(const struct reader *r)
{
    return sg_ends_nocase(r->clause[BY], SG_SPAN("google.com")) ||
           sg_ends_nocase(r->clause[BY], SG_SPAN("gmail.com"));
}

/* Exim names itself, or shows by its message id ("1kE0xj-0003uy-RY") and lower-case protocol. */
static bool is_exim(const struct reader *r)
{
    sg_span id = r->clause[ID];
    return r->says_exim ||
           (sg_starts(r->clause[WITH], SG_SPAN("esmtp")) && id.len >= 16 && sg_at(id, 6) == '-');
}

/* qmail and its kin write neither an id nor a bracket. */
static bool is_qmail(const struct reader *r)
{
    return r->is_bare_ip && !r->has_clause[ID] && !holds(r->clause[WITH], "Microsoft") &&
           !holds(r->clause[WITH], "HTTP") && !holds(r->clause[WITH], "mapi") &&
           !sg_ip_read(r->by_software).is_set;
}

static void first_is_name(struct reader *r)
{
    if (!sg_ip_read(r->first).is_set)
        name_set(r, r->first);
    else if (sg_at(r->first, 0) != '[')
        name_set(r, (sg_span){ 0 });
}

/* `first` is the HELO, the reverse name or the address, by the manner of the writer. */
static void first_read(struct reader *r)
{
    struct sg_ip ip = ip_of(r->first);
    if (r->first.len == 0)
        return;
    if (ip.is_set && !r->out.ip.is_set) {
        r->out.ip = ip;
        if (is_exim(r) && !r->has_name)
            r->out.rdns_unknown = true;
        return;
    }
    if (r->has_helo_comment || (r->has_helo && !r->has_name)) {
        first_is_name(r);
        return;
    }
    if (r->has_helo)
        return;
    helo_set(r, r->first);
    if (r->has_name || !r->out.ip.is_set)
        return;
    if (!ip.is_set && (is_exim(r) || is_qmail(r)))
        first_is_name(r);
    else if (is_sendmail(r) || is_google(r))
        r->out.rdns_unknown = true;
}

/* No network: handed over on the same machine. */
static bool is_local(const struct reader *r)
{
    sg_span lead = r->n > 0 && r->words[0].is_comment ? r->words[0].s : (sg_span){ 0 };
    if (sg_starts_with(lead, "qmail "))
        return !holds(lead, "from network");
    if (sg_starts_with(lead, "from ") || holds(r->by_software, "from userid"))
        return true;
    if (r->out.ip.is_set)
        return false;
    if (!r->has_clause[FROM])
        return !r->has_clause[WITH] && sg_starts_with(r->by_software, "postfix");
    return sg_starts_with(r->clause[WITH], "local") || sg_is(r->first, "mailer-daemon") ||
           (is_exim(r) && sg_find(r->first, '.', 0) == r->first.len) ||
           (sg_is(r->out.rdns, "localhost") && is_sendmail(r));
}

static bool with_login(sg_span with)
{
    size_t blank = sg_find_last(with, ' ');
    sg_span last = blank < with.len ? sg_tail(with, blank + 1) : with;
    return sg_ends_nocase(last, SG_SPAN("SMTPA")) || sg_ends_nocase(last, SG_SPAN("SMTPSA")) ||
           sg_is(last, "asmtp") || sg_starts_with(last, "esmtpa/") ||
           sg_starts_with(last, "esmtpsa/");
}

static sg_span bare(sg_span s)
{
    while (sg_at(s, s.len - 1) == ';' || sg_at(s, s.len - 1) == ',')
        s = sg_cut(s, 0, s.len - 1);
    if (sg_at(s, 0) == '<' && sg_at(s, s.len - 1) == '>')
        s = sg_cut(s, 1, s.len - 2);
    return s;
}

/* Index of the last ';' outside comments, else of the last at all, else s.len. */
static size_t date_at(sg_span s)
{
    static const struct sg_octets stops = SG_FEW('(', ';', ';', ';');
    size_t found = s.len;
    for (size_t i = sg_find_any(s, &stops, 0); i < s.len; i = sg_find_any(s, &stops, i)) {
        if (sg_at(s, i) == ';') {
            found = i++;
            continue;
        }
        i = sg_comment_after(s, i);
        if (i > s.len)
            return found < s.len ? found : sg_find_last(s, ';');
    }
    return found;
}

/* SendGrid writes no ';' before the date. */
static void date_after_id(struct reader *r)
{
    int offset;
    size_t id = sg_range_in(r->head, r->clause[ID]).from;
    if (!r->out.has_time && r->clause[ID].len > 0)
        r->out.has_time =
            sg_date_read(sg_tail(r->head, id + r->clause[ID].len), &r->out.time, &offset);
}

static void hop_fill(struct reader *r)
{
    struct sg_received *out = &r->out;
    date_after_id(r);
    first_read(r);
    if (r->has_clause[FROM])
        out->from = sg_unfold(r->arena, sg_cut(r->head, r->from_at, r->from_end - r->from_at));
    out->by = bare(r->clause[BY]);
    out->with = sg_unfold(r->arena, bare(r->clause[WITH]));
    out->id = bare(r->clause[ID]);
    out->for_address = bare(r->clause[FOR]);
    out->is_authenticated |= with_login(out->with);
    out->is_local = is_local(r);
    out->is_readable =
        r->has_clause[FROM] || r->has_clause[BY] ||
        (r->n > 0 && r->words[0].is_comment && sg_starts_with(r->words[0].s, "qmail "));
}

struct sg_received sg_received_read(struct sg_arena *arena, const struct sg_field *field,
                                    struct sg_oddities *oddities)
{
    struct word words[SG_MAX_HOP_WORDS];
    struct reader r = { .arena = arena, .words = words, .out = { .field = field } };
    int offset;
    size_t date = date_at(field->body);
    r.head = sg_cut(field->body, 0, date);
    r.out.has_time = sg_date_read(sg_tail(field->body, date + 1), &r.out.time, &offset);
    words_read(&r, field, oddities);
    clauses_read(&r);
    hop_fill(&r);
    if (!r.out.is_readable)
        sg_odd(oddities, SG_ODD_RECEIVED, field->place, NULL);
    return r.out;
}
