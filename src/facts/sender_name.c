/* facts/sender_name.c - what the reverse name of the sending server says by itself. */
#include "facts/facts.h"

/* The next run of digits in `*rest`, up to three of them as a number; -1 at the end. */
static int next_number(sg_span *rest)
{
    size_t from = 0;
    while (from < rest->len && !sg_is_digit(sg_at(*rest, from)))
        from++;
    int value = -1;
    size_t at = from;
    for (; sg_is_digit(sg_at(*rest, at)) && at < from + 4; at++)
        value = (value < 0 ? 0 : value * 10) + (sg_at(*rest, at) - '0');
    *rest = sg_tail(*rest, at);
    return value;
}

/* "203-0-113-7.example.net", also the other way round: the last three octets of the address in a row. */
static bool holds_address(sg_span name, const struct sg_ip *ip)
{
    sg_span octets = { ip->octets, sizeof(ip->octets) };
    int up = 0, down = 0;
    for (int n; (n = next_number(&name)) >= 0;) {
        up = n == sg_at(octets, 13 + (size_t)up) ? up + 1 : 0;
        down = n == sg_at(octets, 15 - (size_t)down) ? down + 1 : 0;
        if (up == 3 || down == 3)
            return true;
    }
    return false;
}

bool sg_sender_is_unnamed(const struct sg_sender *s)
{
    static const char *const own[] = { "static", "fixed", "mail", "smtp", "mx" };
    static const char *const rented[] = { ".compute.",  ".dyn.",  "dynamic",  ".vps.", "vps-",
                                          ".pool.",     "pppoe",  ".ppp",     ".dsl.", "dhcp",
                                          ".bbtec.net", "unused", "customer." };
    for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
        if (sg_holds_nocase(s->rdns, sg_span_of(own[i])))
            return false;
    for (size_t i = 0; i < sizeof(rented) / sizeof(*rented); i++)
        if (sg_holds_nocase(s->rdns, sg_span_of(rented[i])))
            return true;
    return s->ip.is_v4 && holds_address(s->rdns, &s->ip);
}
