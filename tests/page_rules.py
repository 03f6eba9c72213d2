"""What must hold of every page of the HTML report, whatever mail it is of."""
import base64, hashlib, re
import xml.etree.ElementTree as xml

XHTML = '{http://www.w3.org/1999/xhtml}'
ELEMENTS = set('''html head meta title style body a header p span h1 h2 h3 nav ul li main section div dl dt dd bdi br strong mark svg rect path
    circle g text ol details summary table thead tbody tr th td code figure figcaption footer'''.split())
ATTRIBUTES = set('''lang charset http-equiv content name class href id value scope colspan data-label reversed role
    aria-label aria-labelledby aria-hidden focusable viewBox x y width height rx d cx cy r tabindex'''.split())
POLICY = "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'"
LIVE = re.compile(r'(?<![\w-])(?:https?|ftp|javascript|data|vbscript):(?=[/\\]|script)', re.I)

def faults(page, leads_out=()):
    """Sentences about what is wrong with the page, given as octets; `leads_out`: files that it may lead to."""
    try:
        root = xml.fromstring(page)
    except xml.ParseError as e:
        return [f'not well-formed: {e}']
    out, ids, targets = [], [], []
    for element in root.iter():
        tag = element.tag.removeprefix(XHTML)
        if tag not in ELEMENTS:
            out.append(f'element {tag}')
        for name, value in element.attrib.items():
            name = name.removeprefix('{http://www.w3.org/XML/1998/namespace}')
            if name not in ATTRIBUTES:
                out.append(f'attribute {name} of {tag}')
            if name == 'id':
                ids.append(value)
            if name == 'href':
                if tag != 'a' or not (value.startswith('#') or value in leads_out):
                    out.append(f'{tag} leads to {value!r}')
                targets += [value[1:]] if value.startswith('#') else []
            if name == 'aria-labelledby':
                targets.append(value)
    out += [f'id {i!r} stands twice' for i in sorted({i for i in ids if ids.count(i) > 1})]
    out += [f'nothing has the id {t!r}' for t in sorted(set(targets) - set(ids))]
    style = root.findall(f'{XHTML}head/{XHTML}style')
    policy = [m.get('content') for m in root.iter(f'{XHTML}meta') if m.get('http-equiv') == 'Content-Security-Policy']
    digest = base64.b64encode(hashlib.sha256((style[0].text or '').encode()).digest()).decode() if len(style) == 1 else ''
    if policy != [POLICY.format('sha256-' + digest)]:
        out.append(f'its policy is {policy}')
    out += headings(root)
    return out

def headings(root):
    """Headings go down one level at a time, and there is one of the first."""
    levels = [int(e.tag[-1]) for e in root.iter() if re.fullmatch(r'h[1-6]', e.tag.removeprefix(XHTML))]
    out = [] if levels.count(1) == 1 else [f'{levels.count(1)} first headings']
    return out + [f'a heading of level {b} after one of {a}' for a, b in zip(levels, levels[1:]) if b > a + 1]

def text_of(page, without=()):
    """All that a reader could read or copy, but for what stands in elements of these classes."""
    def told(element):
        inner = '' if element.get('class') in without else (element.text or '') + ''.join(map(told, element))
        return inner + (element.tail or '')
    return told(xml.fromstring(page).find(f'{XHTML}body'))
