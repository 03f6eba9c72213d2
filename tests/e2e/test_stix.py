#!/usr/bin/env python3
"""Indicators as a STIX 2.1 bundle, held against the schemas of STIX.  usage: test_stix.py PROGRAM SOURCE"""
import json, os, pathlib, re, subprocess, sys, uuid, warnings

import jsonschema

import tap

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
warnings.simplefilter('ignore', DeprecationWarning)  # of RefResolver, which old and new versions of jsonschema have
SCHEMAS = {s['$id']: s for s in (json.loads(f.read_text()) for f in (SOURCE / 'tests/schemas/stix2.1').rglob('*.json'))}
OF_TYPE = {s['title']: s for s in SCHEMAS.values()}
NOW = '2026-01-31T12:00:00Z'
OBSERVABLES = uuid.UUID('00abedb4-aa42-466c-9c01-fed23315a9b7')
MAILS = sorted([*(SOURCE / 'tests/golden').glob('*.eml'), *(SOURCE / 'tests/golden/checks').glob('*/flag-*.eml'), SOURCE / 'examples/kagoya.eml'])
OFFICIAL = {m[1] for f in (SOURCE / 'data/brands').glob('*.brands') for m in re.finditer(r'^\s+(?:official|host) (\S+)$', f.read_text(), re.M)}
LITERAL = r"'(?:[^'\\]|\\['\\])*'"
PATH = r"[a-z0-9-]+:[a-z_]+(?:\.(?:[a-z_]+|'[A-Za-z0-9-]+'))*(?:\[\*\])?"
COMPARISON = rf'{PATH} (?:=|LIKE|MATCHES) {LITERAL}'
PATTERN = re.compile(rf'\[{COMPARISON}(?: OR {COMPARISON})*\]')
LURE = """Return-Path: <bounce@mailer.test>\r
Delivered-To: taro.yamada@corp.example\r
Received: from [127.0.0.1] (unknown [203.0.113.9])\r
\tby mx.example.jp (Postfix) with ESMTP id 1\r
\tfor <taro.yamada@corp.example>; Sun, 30 Jan 2022 09:00:05 +0900\r
Date: Sun, 30 Jan 2022 09:00:00 +0900\r
From: =?UTF-8?B?44Ko44OD44Kv44K544K144O844OQ44O8?= <support@mailer.test>\r
Reply-To: desk.answers@gmail.com\r
To: taro.yamada@corp.example\r
Subject: Stopped '] OR [a:b LIKE '%' \\ \\' "now"\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=UTF-8\r
\r
<p>エックスサーバーをご利用のお客様</p><p>アカウントが停止されました。24時間以内にパスワードを確認してください。</p>
<a href="https://xserver.panel-login.test/j'p%5C'/a_b?uid=taro.yamada@corp.example">https://www.xserver.ne.jp/login</a>
<a href="https://xserver.duckdns.org/login/">ログイン</a>
""".encode()
HONEST = b"""From: Hanako <hanako@example.jp>\r\nTo: taro.yamada@example.com\r\nSubject: lunch\r
Date: Mon, 5 Jan 2026 10:00:00 +0900\r\n\r\nShall we have lunch tomorrow?\r\n"""

def run(*args, stdin=None):
    full = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([PROGRAM, 'indicators', '--format', 'stix', '--now', NOW, '--trusted-mx', 'mx.example.jp', *map(str, args)], input=stdin,
                          capture_output=True, env=full, timeout=300)

def not_at_hand(uri):
    raise LookupError(uri)

def check(text):
    """The bundle's objects, each of which holds against its schema, and whose references all lead to one of them."""
    made = json.loads(text)
    assert set(made) == {'type', 'id', 'objects'} and made['type'] == 'bundle', made.keys()
    assert re.fullmatch(r'bundle--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', made['id']), made['id']
    for o in made['objects']:
        if o['type'] == 'file':
            assert set(o) == {'type', 'spec_version', 'id', 'object_marking_refs', 'hashes'} and re.fullmatch('[0-9a-f]{64}', o['hashes']['SHA-256']), o
            continue
        schema = OF_TYPE[o['type']]
        jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver(schema['$id'], schema, store=SCHEMAS, handlers={'http': not_at_hand})).validate(o)
        assert o['spec_version'] == '2.1' and o.get('modified', '9') >= o.get('created', ''), o
    known = [o['id'] for o in made['objects']]
    assert len(known) == len(set(known)), known
    for o in made['objects']:
        refs = [v for k, v in o.items() if k.endswith('_ref')] + [r for k, v in o.items() if k.endswith('_refs') for r in v]
        assert set(refs) <= set(known), (o, set(refs) - set(known))
    return made['objects']

def bundle(*args, stdin=None):
    done = run(*args, stdin=stdin)
    assert done.returncode == 0 and not done.stderr, done
    return check(done.stdout)

def of(objects, kind):
    return [o for o in objects if o['type'] == kind]

def patterns(objects):
    return [o['pattern'] for o in of(objects, 'indicator')]

def literals(pattern):
    return [re.sub(r"\\(['\\])", r'\1', l[1:-1]) for l in re.findall(LITERAL, pattern)]

def recipients():
    out = set()
    for f in MAILS:
        head = re.split(rb'\r?\n\r?\n', f.read_bytes())[0]
        for line in re.findall(rb'(?im)^(?:to|cc|delivered-to):(.*(?:\n[ \t].*)*)', head):
            out |= {a.decode().lower() for a in re.findall(rb'[\w.+-]{4,}@[\w.-]+\.\w+', line)}
    return out

# ---- ----

def a_lure_is_a_bundle_as_the_schemas_say(tmp):
    made = bundle('-', stdin=LURE)
    assert {'marking-definition', 'identity', 'attack-pattern', 'indicator', 'relationship', 'report', 'domain-name', 'url', 'email-addr'} <= {o['type'] for o in made}
    assert "[domain-name:value = 'xserver.panel-login.test' OR domain-name:value MATCHES '\\\\.xserver\\\\.panel\\\\-login\\\\.test$']" in patterns(made), patterns(made)
    assert "[url:value = 'https://xserver.duckdns.org/login/']" in patterns(made), patterns(made)
    report, = of(made, 'report')
    assert {o['id'] for o in of(made, 'indicator')} <= set(report['object_refs']) and report['published'] == '2026-01-31T12:00:00.000Z'
    assert {o['name'] for o in of(made, 'identity')} > {'Shingan'}, of(made, 'identity')
    assert {o['source_ref'] for o in of(made, 'relationship')} == {o['id'] for o in of(made, 'indicator')}

def a_hostile_mail_writes_no_pattern_of_its_own(tmp):
    made = bundle('-', stdin=LURE)
    for p in patterns(made):
        assert PATTERN.fullmatch(p), p
    subject, = [p for p in patterns(made) if p.startswith('[email-message:subject')]
    assert literals(subject) == ["""Stopped '] OR [a:b LIKE '%' \\ \\' "now\""""], subject

def what_was_cut_off_an_address_is_left_open(tmp):
    found = [p for p in patterns(bundle('-', stdin=LURE)) if p.startswith('[url:value') and 'panel-login' in p.replace('\\', '')]
    assert found, 'no pattern of it'
    whole = "https://xserver.panel-login.test/j'p%5C'/a_b?uid=x"
    for p in found:
        literal, = literals(p)
        if 'MATCHES' in p:
            assert re.search(literal, whole), p
        else:
            assert whole.startswith(literal.removesuffix('%')) and 'LIKE' in p and not set('%_') & set(literal[:-1]), p

def observables_have_the_identifiers_that_all_give_them(tmp):
    made = bundle('-', stdin=LURE)
    found = [o for o in made if 'value' in o]
    assert len(found) >= 4
    for o in found:
        assert o['id'] == f"{o['type']}--{uuid.uuid5(OBSERVABLES, json.dumps({'value': o['value']}, separators=(',', ':')))}", o

def it_is_the_same_each_time(tmp):
    assert run('-', stdin=LURE).stdout == run('-', stdin=LURE).stdout

def it_says_how_far_it_may_go(tmp):
    for asked, colour in (('clear', 'white'), ('green', 'green'), ('amber', 'amber'), ('red', 'red')):
        made = bundle('--tlp', asked, '-', stdin=LURE)
        marking, = of(made, 'marking-definition')
        assert marking['definition'] == {'tlp': colour}, marking
        assert all(o['object_marking_refs'] == [marking['id']] for o in made if o is not marking)
    assert of(bundle('-', stdin=LURE), 'marking-definition')[0]['definition'] == {'tlp': 'amber'}
    assert run('--tlp', 'amber+strict', '-', stdin=LURE).returncode == 64

def the_publisher_is_who_says_it(tmp):
    (tmp / 'p').write_text('publisher エグザンプルサーバー\n    en Example Server\n')
    ours, nobodys = bundle('--publisher', tmp / 'p', '-', stdin=LURE), bundle('-', stdin=LURE)
    assert 'Example Server' in {o['name'] for o in of(ours, 'identity')}, of(ours, 'identity')
    assert not {o['id'] for o in of(ours, 'indicator')} & {o['id'] for o in of(nobodys, 'indicator')}

def a_mail_without_a_sign_gives_a_bundle_without_indicators(tmp):
    done = run('-', stdin=HONEST)
    assert done.returncode == 1, done
    assert {o['type'] for o in check(done.stdout)} == {'identity', 'marking-definition'}

def all_sample_mails_name_no_recipient_and_no_official_host(tmp):
    done = run(*MAILS)
    assert done.returncode == 0, done
    made, text = check(done.stdout), done.stdout.decode().lower()
    assert len(of(made, 'indicator')) > 50
    whom = recipients()
    assert len(whom) > 5 and not [a for a in whom if a in text], [a for a in whom if a in text]
    named = {o['value'] for o in of(made, 'domain-name')} | {re.sub(r'^https?://([^/?#:]*).*', r'\1', o['value']) for o in of(made, 'url')}
    for p in patterns(made):
        assert PATTERN.fullmatch(p), p
        if not p.startswith('[email-message:subject'):
            named |= {re.sub(r'^(?:https?://)?([^/?#:%]*).*', r'\1', l.replace('\\', '').strip('^.$%').removeprefix('https://')) for l in literals(p)}
    assert not named & OFFICIAL, named & OFFICIAL

TESTS = [a_lure_is_a_bundle_as_the_schemas_say, a_hostile_mail_writes_no_pattern_of_its_own, what_was_cut_off_an_address_is_left_open,
         observables_have_the_identifiers_that_all_give_them, it_is_the_same_each_time, it_says_how_far_it_may_go, the_publisher_is_who_says_it,
         a_mail_without_a_sign_gives_a_bundle_without_indicators, all_sample_mails_name_no_recipient_and_no_official_host]

sys.exit(tap.run(TESTS, only=sys.argv[3:]))
