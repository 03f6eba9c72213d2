#!/usr/bin/env python3
"""Indicators, as who loads them uses them: Postfix, a DNS server, a program, a person.  usage: test_indicators.py PROGRAM SOURCE"""
import base64, csv, io, json, os, pathlib, re, subprocess, sys, urllib.parse

import misp_schema, tap

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
NOW = '2026-01-31T12:00:00Z'
FILES = ['indicators.txt', 'indicators.csv', 'postfix-access', 'postfix-header-checks.pcre', 'postfix-body-checks.pcre', 'rpz.zone', 'hosts', 'indicators.misp.json']
MAILS = sorted([*(SOURCE / 'tests/golden').glob('*.eml'), *(SOURCE / 'tests/golden/checks').glob('*/flag-*.eml'), SOURCE / 'examples/kagoya.eml'])
OFFICIAL = {m[1] for f in (SOURCE / 'data/brands').glob('*.brands') for m in re.finditer(r'^\s+(?:official|host) (\S+)$', f.read_text(), re.M)}
LURE = """Return-Path: <bounce@mailer.test>\r
Delivered-To: taro.yamada@corp.example\r
Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=mailer.test; dkim=pass header.d=mailer.test\r
Received: from [127.0.0.1] (unknown [203.0.113.9])\r
\tby mx.example.jp (Postfix) with ESMTP id 1\r
\tfor <taro.yamada@corp.example>; Sun, 30 Jan 2022 09:00:05 +0900\r
Date: Sun, 30 Jan 2022 09:00:00 +0900\r
From: =?UTF-8?B?44Ko44OD44Kv44K544K144O844OQ44O8?= <support@mailer.test>\r
Reply-To: desk.answers@gmail.com\r
To: taro.yamada@corp.example\r
Subject: Xserver (account) [a.b]* 'quoted' \\ taro.yamada@corp.example\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=UTF-8\r
\r
<p>エックスサーバーをご利用のお客様</p><p>アカウントが停止されました。24時間以内にパスワードを確認してください。</p>
<a href="https://xserver.panel-login.test/jp/?uid=taro.yamada@corp.example">https://www.xserver.ne.jp/login</a>
<a href="https://xserver.duckdns.org/login/">ログイン</a>
<a href="https://www.xserver.ne.jp/support/">サポート</a>
<a href="https://bit.ly/3xY9AbC">確認</a>
""".encode()
HONEST = b"""From: Hanako <hanako@example.jp>\r\nTo: taro.yamada@example.com\r\nSubject: lunch\r
Date: Mon, 5 Jan 2026 10:00:00 +0900\r\n\r\nShall we have lunch tomorrow?\r\n"""

def run(*args, stdin=None):
    full = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([PROGRAM, 'indicators', '--now', NOW, '--trusted-mx', 'mx.example.jp', '--authserv-id', 'mx.example.jp', *map(str, args)], input=stdin,
                          capture_output=True, env=full, timeout=300)

def files(tmp, *mails, stdin=None, name='out'):
    done = run('--lang', 'en', '--out', tmp / name, *mails, stdin=stdin)
    assert done.returncode == 0, done
    return {f: (tmp / name / f).read_text() for f in FILES}

def postmap(path, *args, **more):
    """With a configuration of its own: a Postfix that was installed for the tests has none."""
    conf = path.parent / 'conf'
    conf.mkdir(exist_ok=True)
    (conf / 'main.cf').write_text('compatibility_level = 3.6\n')
    return subprocess.run(['postmap', '-c', str(conf), *args], capture_output=True, timeout=60, **more)

def map_answers(kind, path, *keys):
    asked = postmap(path, '-q', '-', f'{kind}:{path}', input='\n'.join(keys).encode() + b'\n')
    assert asked.returncode in (0, 1), asked
    assert not asked.stderr, asked.stderr
    return asked.stdout.decode().splitlines()

def recipients():
    out = set()
    for f in MAILS:
        head = re.split(rb'\r?\n\r?\n', f.read_bytes())[0]
        for line in re.findall(rb'(?im)^(?:to|cc|delivered-to):(.*(?:\n[ \t].*)*)', head):
            out |= {a.decode().lower() for a in re.findall(rb'[\w.+-]{4,}@[\w.-]+\.\w+', line)}
    return out

def hosts_of(out):
    """Every host that a list refuses or that a line names to be refused."""
    hosts = {l.split()[1] for l in out['hosts'].splitlines() if l.startswith('0.0.0.0 ')}
    hosts |= {l.split()[0].removeprefix('*.') for l in out['rpz.zone'].splitlines() if 'CNAME' in l}
    hosts |= {l.split()[0].rpartition('@')[2] for l in out['postfix-access'].splitlines() if l and not l.startswith('#')}
    return {h for h in hosts if h}

def urls_of(out):
    return [row['URL'] for row in csv.DictReader(io.StringIO(out['indicators.csv']))]

# ---- ----

def a_lure_becomes_lists_and_its_official_pages_do_not(tmp):
    out = files(tmp, '-', stdin=LURE)
    hosts = hosts_of(out)
    assert 'xserver.panel-login.test' in hosts and 'xserver.duckdns.org' in hosts, hosts
    assert not {'www.xserver.ne.jp', 'xserver.ne.jp', 'duckdns.org', 'bit.ly', 'gmail.com', 'corp.example'} & hosts, hosts
    assert 'https://bit.ly/3xY9AbC' in urls_of(out), urls_of(out)
    assert 'duckdns.org' not in re.findall(r'^0\.0\.0\.0 (\S+)$', out['hosts'], re.M)

def the_list_for_a_person_says_why_and_is_defanged(tmp):
    text = files(tmp, '-', stdin=LURE)['indicators.txt']
    assert 'xserver.panel-login[.]test' in text and 'http://' not in text and 'https://' not in text, text
    assert 'link-text-href-mismatch' in text and 'www.xserver.ne[.]jp' in text, text

def the_recipient_stands_in_no_file(tmp):
    for name, text in files(tmp, '-', stdin=LURE).items():
        plain = text.lower()
        for form in ('taro.yamada', 'taro%2eyamada', base64.b64encode(b'taro.yamada').decode()[:12].lower(), b'taro.yamada'.hex(), 'corp.example'):
            assert form not in plain, (name, form)

def one_mail_gives_the_same_files_each_time(tmp):
    assert files(tmp, '-', stdin=LURE, name='a') == files(tmp, '-', stdin=LURE, name='b')

def a_mail_without_a_sign_gives_none_and_says_so(tmp):
    done = run('--out', tmp / 'out', '-', stdin=HONEST)
    assert done.returncode == 1 and b'no indicators' in done.stderr, done
    assert 'example' not in (tmp / 'out/hosts').read_text()

def postfix_refuses_the_lures_sender_and_no_other(tmp):
    files(tmp, '-', stdin=LURE)
    access = tmp / 'out/postfix-access'
    assert postmap(access, f'hash:{access}').returncode == 0
    hit = map_answers('hash', access, 'support@mailer.test', 'support@xserver.ne.jp', 'xserver.ne.jp', 'gmail.com', 'mailer.test')
    assert len(hit) == 1 and hit[0].startswith('support@mailer.test\tREJECT'), hit

def a_sender_that_may_be_forged_is_watched_and_not_blocked(tmp):
    out = files(tmp, '-', stdin=LURE.replace(b'Authentication-Results: mx', b'X-Results: mx'))
    assert 'support@mailer.test' not in out['postfix-access'] and 'support@mailer[.]test' in out['indicators.txt'], out

def postfix_finds_the_fields_and_links_as_they_are_written(tmp):
    files(tmp, '-', stdin=LURE)
    hit = map_answers('pcre', tmp / 'out/postfix-header-checks.pcre', 'Reply-To: desk.answers@gmail.com', 'Reply-To: <desk.answers@gmail.com>',
                      'Reply-To: deskXanswers@gmail.com', 'From: Xserver <support@xserver.ne.jp>', 'Subject: lunch')
    assert [h.split('\t')[0] for h in hit] == ['Reply-To: desk.answers@gmail.com', 'Reply-To: <desk.answers@gmail.com>'], hit
    hit = map_answers('pcre', tmp / 'out/postfix-body-checks.pcre', '<a href="https://xserver.panel-login.test/jp/?uid=x">',
                      '<a href="https://xserver.duckdns.org/login/">', '<a href="https://www.xserver.ne.jp/login">', 'https://duckdns.org/',
                      'https://xserverXpanel-login.test/jp/')
    assert len(hit) == 2 and all('panel-login.test' in h or 'xserver.duckdns' in h for h in hit), hit

def a_dns_server_reads_the_zone(tmp):
    files(tmp, '-', stdin=LURE)
    checked = subprocess.run(['named-checkzone', 'rpz.example', str(tmp / 'out/rpz.zone')], capture_output=True, timeout=60)
    assert checked.returncode == 0, checked
    assert 'xserver.panel-login.test' in (tmp / 'out/rpz.zone').read_text()

def no_field_of_the_table_is_taken_for_a_formula(tmp):
    rows = list(csv.reader(io.StringIO(files(tmp, '-', stdin=LURE)['indicators.csv'])))
    assert rows[0] == ['date', 'URL', 'description'] and len(rows) > 1, rows
    assert not [v for row in rows for v in row if v[:1] in ('=', '+', '-', '@')], rows

def all_sample_mails_name_no_recipient_and_no_official_host(tmp):
    out = files(tmp, *MAILS)
    assert len(hosts_of(out)) > 20
    whom = recipients()
    assert len(whom) > 5
    for name, text in out.items():
        found = [a for a in whom if a in text.lower()]
        assert not found, (name, found)
    hosts = hosts_of(out) | {urllib.parse.urlsplit(u).hostname for u in urls_of(out)}
    assert not hosts & OFFICIAL, hosts & OFFICIAL

def misp_takes_the_event_of_all_sample_mails(tmp):
    event = json.loads(files(tmp, *MAILS)['indicators.misp.json'])
    assert not misp_schema.errors(event), misp_schema.errors(event)[:5]
    detected = [a for a in [*event['Event']['Attribute'], *(a for o in event['Event']['Object'] for a in o['Attribute'])] if a['to_ids']]
    assert len(detected) > 20
    assert not {a['value'] for a in detected} & OFFICIAL

def misp_is_told_how_far_it_may_go(tmp):
    for args, tag in (((), 'tlp:amber'), (('--tlp', 'green'), 'tlp:green')):
        event = json.loads(run('--format', 'misp', *args, '-', stdin=LURE).stdout)['Event']
        assert tag in [t['name'] for t in event['Tag']], event['Tag']

def misp_hears_of_one_mail_what_it_may(tmp):
    event = json.loads(files(tmp, '-', stdin=LURE)['indicators.misp.json'])['Event']
    mail = next(o for o in event['Object'] if o['name'] == 'email')
    said = {a['object_relation']: a for a in mail['Attribute']}
    assert said['from']['value'] == 'support@mailer.test' and not said['from']['to_ids'], said
    assert 'to' not in said and 'subject' not in said, said  # the subject names the recipient
    assert event['info'] == 'Phishing: Xserver (mails: 1)' and not event['published'], event

TESTS = [misp_is_told_how_far_it_may_go, misp_takes_the_event_of_all_sample_mails, misp_hears_of_one_mail_what_it_may, a_sender_that_may_be_forged_is_watched_and_not_blocked, a_lure_becomes_lists_and_its_official_pages_do_not, the_list_for_a_person_says_why_and_is_defanged, the_recipient_stands_in_no_file, one_mail_gives_the_same_files_each_time, a_mail_without_a_sign_gives_none_and_says_so, postfix_refuses_the_lures_sender_and_no_other, postfix_finds_the_fields_and_links_as_they_are_written, a_dns_server_reads_the_zone, no_field_of_the_table_is_taken_for_a_formula, all_sample_mails_name_no_recipient_and_no_official_host]

sys.exit(tap.run(TESTS, only=sys.argv[3:]))
