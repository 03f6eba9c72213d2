#!/usr/bin/env python3
"""Write tables that are found by one multiplication: with --words the words of HTML and CSS that the page reader
knows, else every character reference of WHATWG HTML 13.5 (from Python's html.entities).

Usage: html_tables.py OUTPUT [--words]
"""
import sys
from html.entities import html5

# Element: flags.  BLOCK breaks lines, CELL is a table cell, VOID has no end tag, CLOSES_P ends an open <p>, FORMAT is
# reopened after a misnested end, BARRIER ends the search for an element to close, UNSEEN is not drawn,
# SVG_OUT ends an <svg> or <math> that was left open.
TAGS = {
    'BLOCK CLOSES_P SVG_OUT': 'blockquote center dd dir div dl dt h1 h2 h3 h4 h5 h6 hr li listing menu ol p pre ul xmp '
    'plaintext',
    'BLOCK CLOSES_P': 'address article aside details fieldset figcaption figure footer form header hgroup main nav '
    'section summary',
    'BLOCK SVG_OUT': 'body',
    'BLOCK': 'legend option optgroup tbody thead tfoot tr',
    'BLOCK BARRIER': 'html caption',
    'BLOCK BARRIER SVG_OUT': 'table',
    'CELL BARRIER': 'td th',
    'FORMAT': 'a',
    'FORMAT SVG_OUT': 'b big code em font i nobr s small strike strong tt u',
    'BARRIER': 'object marquee applet',
    'BARRIER UNSEEN': 'template',
    'UNSEEN': 'rp datalist',
    'VOID': 'area base basefont bgsound col embed frame input keygen link param source track wbr',
    'VOID SVG_OUT': 'br img meta image',
    '': 'head span button select svg math foreignobject colgroup title style script iframe noembed noframes '
    'noscript textarea video audio label sup sub abbr ins del v:roundrect v:rect v:shape v:oval v:fill v:imagedata '
    'v:image',
}
ATTRIBUTES = '''href src style class id hidden bgcolor background alt action formaction type name content http-equiv
charset lang face color size srcset poster data xlink:href width height value placeholder text'''.split()
PROPERTIES = '''display visibility font font-size font-family color background background-color background-image
opacity height max-height width max-width overflow overflow-y overflow-x position left top right bottom text-indent
margin-left margin-top clip clip-path transform padding padding-top padding-left border-radius border
text-size-adjust font-weight'''.split()


ALL = 0xFFFFFFFFFFFFFFFF


def fold(word):
    """As word_number() of src/web/html.c: the first eight octets, and the last eight where there are more."""
    octets = bytes(c | 0x20 for c in word.encode())
    first = int.from_bytes(octets[:8], 'little')
    last = int.from_bytes(octets[-8:], 'little') if len(octets) > 8 else 0
    return first ^ ((last << 29 | last >> 35) & ALL)


def exact_hash(word):
    h = 0
    for c in word.encode():
        h = (h * 31 + c) & 0xFFFFFFFF
    return h


def is_perfect(numbers, multiplier, bits):
    """No two of them fall into one slot.  Most multipliers are given up after a few words."""
    seen, shift = set(), 64 - bits
    for n in numbers:
        slot = (n * multiplier & ALL) >> shift
        if slot in seen:
            return False
        seen.add(slot)
    return True


def perfect(words):
    numbers = [fold(w) for w in words]
    bits = 4
    while (1 << bits) < 3 * len(words):  # fuller tables are hardly ever perfect
        bits += 1
    while True:
        multiplier = 0x9E3779B97F4A7C15
        for _ in range(20000):
            if is_perfect(numbers, multiplier, bits):
                return bits, multiplier
            multiplier = multiplier * 6364136223846793005 + 1442695040888963407 & ALL | 1
        bits += 1


def constant(prefix, word):
    return prefix + ''.join(c if c.isalnum() else '_' for c in word).upper()


def words_table(out, name, prefix, words):
    bits, multiplier = perfect(words)
    out.append(f'enum sg_html_{name} {{\n    {prefix}NONE,')
    out.extend(f'    {constant(prefix, w)},' for w in words)
    out.append(f'    SG_N_{prefix[3:]}WORDS,\n}};')
    slots = {(fold(w) * multiplier & ALL) >> (64 - bits): w for w in words}
    out.append(f'static const struct sg_html_word sg_html_{name}_words[{1 << bits}] = {{')
    for slot, w in sorted(slots.items()):
        octets = int.from_bytes(w.encode(), 'little') if len(w) <= 8 else 0
        out.append(f'    [{slot}] = {{ SG_SPAN_INIT("{w}"), UINT64_C({octets}), {constant(prefix, w)} }},')
    out.append('};')
    out.append(f'#define SG_HTML_{name.upper()}_MULTIPLIER UINT64_C({multiplier})')
    out.append(f'#define SG_HTML_{name.upper()}_SHIFT {64 - bits}')


def entities_table(out):
    names = sorted({n.rstrip(';') for n in html5})
    text, values = ''.join(names), b''
    rows, at, value_at = [], 0, {}
    for n in names:
        value = html5[n + ';'].encode()
        if value not in value_at:
            value_at[value] = len(values)
            values += value
        rows.append((at, len(n), value_at[value], len(value), n in html5))
        at += len(n)
    bits = 12
    slots = [0] * (1 << bits)
    for i, n in enumerate(names):
        slot = ((exact_hash(n) * 0x9E3779B1) & 0xFFFFFFFF) >> (32 - bits)
        while slots[slot]:
            slot = (slot + 1) & ((1 << bits) - 1)
        slots[slot] = i + 1
    out.append(f'enum {{ SG_N_ENTITIES = {len(names)}, SG_ENTITY_SLOTS = {1 << bits}, '
               f'SG_ENTITY_SHIFT = {32 - bits}, SG_ENTITY_LONGEST = {max(map(len, names))} }};')
    out.append('static const uint8_t sg_entity_names[] = {')
    octets = text.encode()
    out.extend('    ' + ', '.join(str(b) for b in octets[i:i + 24]) + ',' for i in range(0, len(octets), 24))
    out.append('};')
    out.append('static const uint8_t sg_entity_values[] = {')
    out.extend('    ' + ', '.join(str(b) for b in values[i:i + 24]) + ',' for i in range(0, len(values), 24))
    out.append('};')
    out.append('static const struct sg_entity_row sg_entity_rows[] = {')
    out.extend(f'    {{ {a}, {v}, {ln}, {vl}, {str(bare).lower()} }},' for a, ln, v, vl, bare in rows)
    out.append('};')
    out.append('static const uint16_t sg_entity_slots[] = {')
    out.extend('    ' + ', '.join(map(str, slots[i:i + 16])) + ',' for i in range(0, len(slots), 16))
    out.append('};')


def main():
    flags = {}
    for names, words in TAGS.items():
        for w in words.split():
            flags[w] = names.split()
    out = ['/* Made by tools/html_tables.py; not for editing. */']
    words_only = len(sys.argv) > 2 and sys.argv[2] == '--words'
    if words_only:
        words_table(out, 'tag', 'SG_TAG_', list(flags))
        out.append('static const uint16_t sg_html_tag_flags[SG_N_TAG_WORDS] = {')
        for w, names in flags.items():
            if names:
                out.append(f'    [{constant("SG_TAG_", w)}] = ' + ' | '.join('SG_IS_' + n for n in names) + ',')
        out.append('};')
        words_table(out, 'attribute', 'SG_ATTR_', ATTRIBUTES)
        words_table(out, 'property', 'SG_CSS_', PROPERTIES)
    else:
        entities_table(out)
    with open(sys.argv[1], 'w', encoding='ascii') as f:
        f.write('\n'.join(out) + '\n')


main()
