#!/usr/bin/env python3
"""Drafts of reports, as who receives them reads them.  usage: test_report.py PROGRAM SOURCE"""
import base64, datetime, email, email.policy, email.utils, json, os, pathlib, re, stat, subprocess, sys, urllib.parse, uuid, warnings

import jsonschema

import tap

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
warnings.simplefilter('ignore', DeprecationWarning)  # of RefResolver, which old and new versions of jsonschema have
SCHEMAS = {s['$id']: s for s in (json.loads(f.read_text()) for f in (SOURCE / 'tests/schemas/xarf').rglob('*.json'))}
PUBLISHER = """publisher エグザンプルサーバー
    en Example Server
    company-ja エグザンプル株式会社
    company-en Example, Inc.
    organisation Example, Inc. Abuse Desk
    reporter 通報 "担当"
    mail abuse@house.example
    reporting-mta mx.house.example
"""
LURE = """Return-Path: <bounce@mailer.test>\r
Delivered-To: taro.yamada@corp.example\r
Received: from [127.0.0.1] (unknown [40.71.38.95])\r
\tby mx.house.example (Postfix) with ESMTP id 1\r
\tfor <taro.yamada@corp.example>; Sun, 30 Jan 2022 09:00:05 +0900\r
Date: Sun, 30 Jan 2022 09:00:00 +0900\r
From: =?UTF-8?B?44Ko44OD44Kv44K544K144O844OQ44O8?= <support@mailer.test>\r
To: taro.yamada@corp.example\r
Subject: =?UTF-8?B?44CQ6YeN6KaB44CR44K144O844OQ44O844Ki44Kr44Km44Oz44OI44Gu5YGc5q2i?=\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=UTF-8\r
\r
<p>エックスサーバーをご利用のお客様</p><p>アカウントが停止されました。24時間以内にパスワードを確認してください。</p>
<a href="https://xserver.panel-login.test/jp/?uid=taro.yamada@corp.example">https://www.xserver.ne.jp/login</a>
<a href="https://xserver.duckdns.org/login/">ログイン</a>
<a href="https://www.xserver.ne.jp/support/">サポート</a>
""".encode()
HONEST = b"""From: Hanako <hanako@example.jp>\r\nTo: taro.yamada@example.com\r\nSubject: lunch\r\n
Date: Mon, 5 Jan 2026 10:00:00 +0900\r\n\r\nShall we have lunch tomorrow?\r\n"""

def run(*args, stdin=None):
    full = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, env=full, timeout=300)

def report(tmp, mail, *args, to=None):
    (tmp / 'house').write_text(PUBLISHER)
    done = run('report', '--publisher', tmp / 'house', '--trusted-mx', 'mx.house.example', *args, *(['--to', to] if to else []), '-', stdin=mail)
    assert done.returncode == 0, (args, to, done)
    return done.stdout

def drafted(tmp, mail, *args, name='out'):
    report(tmp, mail, '--out', tmp / name, *args)
    return tmp / name

def parsed(octets):
    return email.message_from_bytes(octets, policy=email.policy.default)

def text_of(octets):
    mail = parsed(octets)
    first = next(p for p in mail.walk() if p.get_content_type() == 'text/plain')
    return first.get_content().replace('\r\n', '\n')

def feedback(mail):
    part = mail.get_payload()[1]
    inner = part.get_payload()
    fields = inner[0] if isinstance(inner, list) else email.message_from_string(inner)
    return [(k.lower(), str(v)) for k, v in fields.items()]

def of(fields, name):
    return [v for k, v in fields if k == name.lower()]

def check_xarf(octets):
    reports = json.loads(octets.decode('utf-8'))
    for r in reports:
        schema = SCHEMAS[f'https://xarf.org/schemas/v4/types/{r["category"]}-{r["type"]}.json']
        resolver = jsonschema.RefResolver(schema['$id'], schema, store=SCHEMAS)
        jsonschema.Draft202012Validator(schema, resolver=resolver, format_checker=jsonschema.FormatChecker()).validate(r)
        assert uuid.UUID(r['report_id']).version == 5
        datetime.datetime.strptime(r['timestamp'], '%Y-%m-%dT%H:%M:%SZ')
        if 'url' in r:
            url = urllib.parse.urlsplit(r['url'])
            assert url.scheme in ('http', 'https') and url.hostname, r['url']
        for e in r['evidence']:
            assert len(base64.b64decode(e['payload'], validate=True)) == e['size']
    assert len({r['report_id'] for r in reports}) == len(reports)
    return reports

def names_of(mail):
    """Whom it was sent to, and whose name and domain no public file may hold."""
    names = set()
    for part in email.message_from_bytes(mail).walk():
        for field in ('To', 'Cc', 'Delivered-To'):
            for _, address in email.utils.getaddresses(part.get_all(field, [])):
                if re.fullmatch(r'[\w.+-]{3,}@[\w-]+(\.[\w-]+)+', address):
                    names.add(address.lower())
    return names

def forms_of(address):
    plain = address.encode()
    for shift in range(3):  # base64 of it, wherever in a longer text it begins
        coded = base64.b64encode(b' ' * shift + plain)
        yield coded[4 if shift else 0:-4]
    yield from (plain, urllib.parse.quote(address, safe='').encode(), plain.hex().encode())

def check_public(folder, mail):
    for f in folder.iterdir():
        octets = f.read_bytes()
        for r in json.loads(octets) if f.suffix == '.json' else []:
            octets += b''.join(base64.b64decode(e['payload']) for e in r['evidence'])
        low = octets.lower()
        for address in names_of(mail):
            for form in forms_of(address):
                assert form not in octets and form.lower() not in low, (f, address, form)
        if f.suffix == '.txt':
            assert b'http://' not in octets and b'https://' not in octets, f

# ---- the tests

def the_folder_holds_the_mail_for_its_owner_alone(tmp):
    out = drafted(tmp, LURE)
    assert (out / 'private/raw.eml').read_bytes() == LURE
    assert stat.S_IMODE((out / 'private').stat().st_mode) == 0o700
    for f in (out / 'private').iterdir():
        assert stat.S_IMODE(f.stat().st_mode) == 0o600, f
    readme = (out / 'README.txt').read_text()
    for f in [*(out / 'private').iterdir(), *(out / 'public').iterdir()]:
        assert f'{f.parent.name}/{f.name}' in readme, f
    check_public(out / 'public', LURE)
    assert 'taro.yamada' not in readme and 'corp.example' not in readme

def a_folder_open_to_all_is_closed(tmp):
    (tmp / 'out/private').mkdir(parents=True)
    (tmp / 'out/private').chmod(0o755)
    assert stat.S_IMODE((drafted(tmp, LURE) / 'private').stat().st_mode) == 0o700

def an_arf_is_what_its_readers_expect(tmp):
    mail = parsed(report(tmp, LURE, to='arf'))
    assert mail.get_content_type() == 'multipart/report' and mail.get_param('report-type') == 'feedback-report'
    assert [p.get_content_type() for p in mail.get_payload()] == ['text/plain', 'message/feedback-report', 'message/rfc822']
    assert not mail.defects and mail['X-Unsent'] == '1' and 'To' not in mail
    assert mail['From'].addresses[0].addr_spec == 'abuse@house.example' and mail['From'].addresses[0].display_name == '通報 "担当"'
    fields = feedback(mail)
    for name, value in (('Feedback-Type', 'fraud'), ('Version', '1'), ('Original-Mail-From', '<bounce@mailer.test>'), ('Incidents', '1'),
                        ('Arrival-Date', 'Sun, 30 Jan 2022 00:00:05 +0000'), ('Reporting-MTA', 'dns; mx.house.example')):
        assert of(fields, name) == [value], (name, fields)
    assert of(fields, 'User-Agent')[0].startswith('shingan/') and not of(fields, 'Original-Rcpt-To')
    assert 'https://xserver.panel-login.test/jp/?uid=taro.yamada@corp.example' in of(fields, 'Reported-URI')
    assert 'panel-login.test' in of(fields, 'Reported-Domain') and not any('xserver.ne.jp' in v for _, v in fields)
    assert mail.get_payload()[2].get_payload()[0]['Subject'] == '【重要】サーバーアカウントの停止'
    assert of(fields, 'Source-IP') == ['40.71.38.95'], fields

def the_mail_inside_an_arf_is_the_mail(tmp):
    arf = report(tmp, LURE.replace(b'\r\n', b'\n'), to='arf')
    boundary = parsed(arf).get_boundary().encode()
    inside = arf.split(b'--' + boundary)[3].split(b'\r\n\r\n', 1)[1]
    assert inside == LURE.replace(b'\r\n', b'\n').replace(b'\n', b'\r\n') + b'\r\n', inside
    assert b'\n' not in arf.replace(b'\r\n', b'')

def a_redacted_arf_names_nobody(tmp):
    for extra in ((), ('--with-recipient',)):
        arf = report(tmp, LURE, '--redact', *extra, to='arf')
        mail = parsed(arf)
        assert mail.get_payload()[2].get_content_type() == 'text/rfc822-headers'
        assert (b'taro.yamada' in arf) == bool(extra), arf
        assert of(feedback(mail), 'Original-Rcpt-To') == (['<taro.yamada@corp.example>'] if extra else [])
    assert b'Source-Port: 4711\r\n' in report(tmp, LURE, '--source-port', '4711', to='arf')

def our_own_examiner_takes_an_arf_for_a_report(tmp):
    for args in ((), ('--redact',)):
        done = run('examine', '--format', 'json', '-', stdin=report(tmp, LURE, *args, to='arf'))
        assert done.returncode in (0, 12), (done.returncode, done.stdout)

def xarf_is_as_its_schema_says(tmp):
    for args in ((), ('--source-port', '4711'), ('--with-token',)):
        reports = check_xarf(report(tmp, LURE, *args, to='xarf'))
        urls = [r['url'] for r in reports if r['category'] == 'content']
        assert len(urls) == 2 and ('--with-token' in args) == any('taro.yamada' in u for u in urls), urls
        assert all(r['lure_type'] == 'account_suspension' for r in reports if 'url' in r), reports
    first, again = (json.loads(report(tmp, LURE, to='xarf')) for _ in range(2))
    assert first == again
    assert not any(e['content_type'] == 'message/rfc822' for r in check_xarf(report(tmp, LURE, to='xarf-masked')) for e in r['evidence'])

def without_a_publisher_there_is_no_xarf_and_no_from(tmp):
    assert run('report', '--to', 'xarf', '-', stdin=LURE).returncode == 64
    mail = parsed(run('report', '--to', 'capj', '-', stdin=LURE).stdout)
    assert 'From' not in mail and mail['To'].addresses[0].addr_spec == 'info@antiphishing.jp'

def letters_carry_what_their_readers_want(tmp):
    out = drafted(tmp, LURE)
    for f in sorted((out / 'private').glob('*.eml')):
        if f.name == 'raw.eml':
            continue
        octets = f.read_bytes()
        mail = parsed(octets)
        assert not mail.defects and mail['Subject'] and mail['X-Unsent'] == '1', f
        assert all(len(line) <= 998 for line in octets.split(b'\r\n')), f
        head = octets.split(b'\r\n\r\n', 1)[0].split(b'\r\n')
        assert all(re.match(rb'[A-Za-z-]+:| ', line) for line in head), head
    for name in ('capj', 'dekyo', 'apwg', 'network'):
        mail = parsed((out / f'private/{name}.eml').read_bytes())
        inside = [p for p in mail.walk() if p.get_content_type() == 'message/rfc822']
        assert len(inside) == 1 and inside[0].get_payload()[0]['Delivered-To'] == 'taro.yamada@corp.example', name
    text = text_of((out / 'private/capj.eml').read_bytes())
    for part in ('フィッシング対策協議会 御中', '件名', 'エックスサーバー', '2022-01-30 00:00:00 UTC (2022-01-30 09:00:00 JST', '概要',
                 'https://xserver.panel-login.test/jp/\n'):
        assert part in text, (part, text)
    form = (out / 'private/jpcert.txt').read_text()
    for part in ('連絡先', '目的:関係サイトへの連絡を希望します', 'NTP', 'UTC'):
        assert part in form, (part, form)

def the_token_goes_to_nobody_unless_it_is_wanted(tmp):
    for args in ((), ('--with-token',)):
        out = drafted(tmp, LURE, *args)
        for f in ('hoster-1.eml', 'registrar.eml', 'jpcert.txt', 'gsb.txt', 'npa.txt'):
            octets = (out / 'private' / f).read_bytes()
            assert (b'taro.yamada' in octets) == bool(args), (args, f)
        check_public(out / 'public', LURE)

def of_a_place_open_to_all_one_page_is_reported(tmp):
    out = drafted(tmp, LURE)
    letters = {f.name: text_of(f.read_bytes()) for f in (out / 'private').glob('hoster-*.eml')}
    duck = [t for t in letters.values() if 'https://xserver.duckdns.org/login/' in t]
    assert len(letters) == 2 and len(duck) == 1, letters
    assert 'nothing else there' in duck[0] and 'panel-login' not in duck[0], duck
    registrar = text_of((out / 'private/registrar.eml').read_bytes())
    assert 'panel-login[.]test' in registrar and 'duckdns' not in registrar, registrar

def official_links_are_never_reported(tmp):
    out = drafted(tmp, LURE)
    for f in [*(out / 'private').glob('*.txt'), *(out / 'private').glob('hoster*')]:
        assert b'xserver.ne.jp/support' not in f.read_bytes(), f
    assert 'xserver.ne.jp' not in ''.join(r.get('url', '') for r in check_xarf((out / 'private/xarf.json').read_bytes()))

def what_is_not_suspicious_is_refused(tmp):
    done = run('report', '--out', tmp / 'out', '-', stdin=HONEST)
    assert done.returncode == 1 and done.stderr.count(b'\n') == 1 and not (tmp / 'out').exists(), done
    text = text_of(report(tmp, HONEST, '--force', to='capj'))
    assert '不審なメールとして情報提供' in text and 'フィッシングの疑い' not in text, text

def a_subject_cannot_write_header_fields(tmp):
    for bad in ('x\r\nBcc: victim@example.test\r\n\r\nbody', 'x\nBcc: y', '\u2028Bcc: y', 'a' * 3000, '=?UTF-8?Q?x?=', 'é' * 900):
        subject = base64.b64encode(bad.encode()).decode()
        mail = LURE.replace(b'=?UTF-8?B?44CQ', b'=?UTF-8?B?' + subject.encode() + b'?=\r\n =?UTF-8?B?44CQ')
        for to in ('capj', 'arf', 'network'):
            for args in ((), ('--redact',)):
                draft = parsed(report(tmp, mail, *args, to=to))
                assert 'Bcc' not in draft and draft.is_multipart() and not draft.defects, (bad, to)
    named = LURE.replace(b'=?UTF-8?B?44Ko', b'=?UTF-8?B?' + base64.b64encode(b'a" <x@y.test>,\r\nBcc: z@y.test') + b'?= =?UTF-8?B?44Ko')
    arf = parsed(report(tmp, named, '--redact', to='arf'))
    head = arf.get_payload()[2].get_payload()
    assert 'Bcc' not in email.message_from_string(head), head

def a_boundary_inside_the_mail_ends_nothing(tmp):
    first = parsed(report(tmp, LURE, to='arf')).get_boundary()
    mail = LURE + b'\r\n--' + first.replace('_0_', '_').encode() + b'--\r\n'
    again = report(tmp, mail, to='arf')
    assert len(parsed(again).get_payload()) == 3 and again.count(b'--' + parsed(again).get_boundary().encode()) == 4

def octets_that_mail_cannot_carry_are_sent_as_a_file(tmp):
    for odd in (b'\0', b'x' * 1200, b'a\rb'):
        mail = LURE + odd + b'\r\n'
        out = drafted(tmp, mail)
        assert (out / 'private/raw.eml').read_bytes() == mail
        letter = parsed((out / 'private/capj.eml').read_bytes())
        attached = letter.get_payload()[1]
        assert attached.get_content_type() == 'application/octet-stream' and attached.get_content() == mail, odd
        assert b'Content-Transfer-Encoding: binary' in (out / 'private/arf.eml').read_bytes()
        assert 'BINARYMIME' in (out / 'README.txt').read_text()

def what_golden_mails_give_can_be_handed_on(tmp):
    n = 0
    for f in sorted([*(SOURCE / 'tests/golden').glob('*.eml'), *(SOURCE / 'examples').glob('*.eml')]):
        expected = f.with_suffix('.expect')
        if expected.exists() and not re.search(r'^level (phishing|suspicious)$', expected.read_text(), re.M):
            continue
        mail = f.read_bytes()
        out = drafted(tmp, mail, name=f.stem)
        n += 1
        assert (out / 'private/raw.eml').read_bytes() == mail
        check_public(out / 'public', mail)
        for x in out.glob('*/xarf.json'):
            check_xarf(x.read_bytes())
        arf = parsed((out / 'private/arf.eml').read_bytes())
        assert len(arf.get_payload()) == 3 and of(feedback(arf), 'Feedback-Type') == ['fraud'], f
        for letter in (out / 'private').glob('*.eml'):
            assert letter.name == 'raw.eml' or not parsed(letter.read_bytes()).defects, letter
        for text in [*out.glob('*/*.txt')]:
            assert '{' not in text.read_text() and 'draft.' not in text.read_text(), text
    assert n > 20, n

def contacts_are_listed_and_wrong_ones_told(tmp):
    shown = run('report', '--list', '--lang', 'en').stdout.decode()
    assert 'capj: Council of Anti-Phishing Japan' in shown and 'not verified' in shown
    (tmp / 'contacts').mkdir()
    for line, bad in ((3, 'kind nobody'), (4, 'mail nowhere'), (7, 'language fr'), (8, 'attach all'), (10, 'checked today')):
        record = ['contact capj', '    ja a', '    kind council', '    mail a@b.example', '    wants-ja a', '    wants-en a', '    language ja',
                  '    attach none', '    source a', '    checked 2026-01-30', '    en New Council']
        good = '\n'.join(record) + '\n'
        record[line - 1] = '    ' + bad
        (tmp / 'contacts/a.contacts').write_text('\n'.join(record) + '\n')
        done = run('report', '--list', '--overlay', tmp)
        assert done.returncode == 78 and f'a.contacts:{line}:'.encode() in done.stderr, (bad, done)
    (tmp / 'contacts/a.contacts').write_text(good)
    shown = run('report', '--list', '--overlay', tmp, '--lang', 'en').stdout.decode()
    assert 'capj: New Council' in shown and 'Council of Anti-Phishing Japan' not in shown

def wrong_usage_is_told(tmp):
    for args in (['--to', 'nobody'], ['--letters', 'fr'], ['--source-port', '0'], ['--nonsense']):
        done = run('report', *args, '-', stdin=LURE)
        assert done.returncode == 64 and done.stderr.count(b'\n') == 1 and not done.stdout, (args, done)
    for name in ('a.eml', 'b.eml'):
        (tmp / name).write_bytes(LURE)
    assert run('report', tmp / 'a.eml', tmp / 'b.eml').returncode == 64
    assert run('report', tmp / 'none').returncode == 66

TESTS = [the_folder_holds_the_mail_for_its_owner_alone, a_folder_open_to_all_is_closed, an_arf_is_what_its_readers_expect,
         the_mail_inside_an_arf_is_the_mail, a_redacted_arf_names_nobody, our_own_examiner_takes_an_arf_for_a_report,
         xarf_is_as_its_schema_says, without_a_publisher_there_is_no_xarf_and_no_from, letters_carry_what_their_readers_want,
         the_token_goes_to_nobody_unless_it_is_wanted, of_a_place_open_to_all_one_page_is_reported, official_links_are_never_reported,
         what_is_not_suspicious_is_refused, a_subject_cannot_write_header_fields, a_boundary_inside_the_mail_ends_nothing,
         octets_that_mail_cannot_carry_are_sent_as_a_file, what_golden_mails_give_can_be_handed_on,
         contacts_are_listed_and_wrong_ones_told, wrong_usage_is_told]

sys.exit(tap.run(TESTS, only=sys.argv[3:]))
