#!/usr/bin/env python3
"""The program as a person and as a script use it.  usage: test_cli.py PROGRAM SOURCE"""
import json, mailbox, os, pathlib, re, subprocess, sys, tempfile

import jsonschema

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
SCHEMA = json.loads((SOURCE / 'data/schema/examination.schema.json').read_text())

PLAIN = b"""From: Hanako <hanako@example.jp>
To: taro.yamada@example.com
Subject: lunch
Date: Mon, 5 Jan 2026 10:00:00 +0900
Message-ID: <1@example.jp>

Shall we have lunch tomorrow?
"""
HOSTILE = b"""From: "x\x1b[31m" <a@example.test>\r
To: taro.yamada@example.com\r
Delivered-To: taro.yamada@example.com\r
Subject: =?utf-8?B?4oCuZ25w?= \x1b]0;title\x07\r
Content-Type: text/html; charset=utf-8\r
\r
<p>\xe2\x80\xae evil <a href="http://evil.example.test/?u=taro.yamada%40example.com">https://www.example.jp/</a>
<a href="http://evil.example.test/#dGFyby55YW1hZGFAZXhhbXBsZS5jb20=">log in</a></p>
"""

def run(*args, stdin=None, env=None):
    full = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8', **(env or {})}
    return subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, env=full, timeout=300)

def lines(done):
    return [json.loads(line) for line in done.stdout.decode('utf-8').splitlines()]

def files_in(folder, n=30):
    for i in range(n):
        (folder / f'{i:03}.eml').write_bytes(PLAIN.replace(b'lunch', b'lunch %d' % i))

def help_and_version(tmp):
    for args in (['--help'], ['--version'], ['examine', '--help'], ['url', '--help'], ['intel', '--help'], ['checks', '--help']):
        done = run(*args)
        assert done.returncode == 0 and done.stdout and not done.stderr, (args, done)

def usage_errors_are_64_with_one_line(tmp):
    for args in ([], ['nonsense'], ['examine', '--nonsense'], ['examine', '--format', 'xml', 'x'], ['examine', '--jobs', '0', 'x'],
                 ['examine', '--lang', 'fr', 'x'], ['examine', '--client-ip', 'nowhere', 'x'], ['url'], ['intel'], ['intel', 'show']):
        done = run(*args)
        assert done.returncode == 64 and done.stderr.count(b'\n') == 1 and not done.stdout, (args, done)

def missing_data_is_78(tmp):
    done = run('examine', '--data', tmp, tmp / 'x')
    assert done.returncode == 78 and done.stderr.count(b'\n') == 1, done

def a_broken_data_file_is_told_with_its_line(tmp):
    (tmp / 'words').mkdir()
    (tmp / 'words/en.words').write_text('a = b\nnothing\n')
    done = run('examine', '--data', tmp, '--lang', 'en', '-', stdin=PLAIN)
    assert done.returncode == 78 and b'en.words:2:' in done.stderr, done

def lists_of_the_house_are_read_or_told_with_the_line_that_is_wrong(tmp):
    good, bad = tmp / 'good', tmp / 'bad'
    good.write_text('# all of them\r\nHanako@Example.com\r\n\r\n')
    bad.write_text('a@example.com\nnothing\n')
    found = {r['id'] for r in lines(run('examine', '--format', 'jsonl', '--mailboxes', good, '-', stdin=PLAIN))[0]['findings']}
    assert 'recipient-unknown' in found, found
    for option in ('--mailboxes', '--hosted', '--known-senders', '--feed'):
        done = run('examine', option, bad, '-', stdin=PLAIN)
        assert done.returncode == 78 and b'bad:' in done.stderr and done.stderr.count(b'\n') == 1, done
        assert run('examine', option, tmp / 'none', '-', stdin=PLAIN).returncode == 78

def a_plain_mail_is_clean_in_both_languages(tmp):
    (tmp / 'a.eml').write_bytes(PLAIN)
    for lang, word in (('ja', '兆候は見つかりませんでした'), ('en', 'No signs of phishing were found')):
        done = run('examine', '--lang', lang, tmp / 'a.eml')
        assert done.returncode == 0 and word in done.stdout.decode(), done

def the_language_comes_from_the_locale(tmp):
    for env, word in (({'LC_ALL': 'ja_JP.UTF-8'}, '調べていないこと'), ({'LC_ALL': 'de_DE.UTF-8'}, 'What was not checked'),
                      ({'LC_ALL': '', 'LC_MESSAGES': '', 'LANG': 'ja_JP'}, '調べていないこと')):
        assert word in run('examine', '-', stdin=PLAIN, env=env).stdout.decode(), env

def json_is_as_its_schema_says(tmp):
    for mail in (PLAIN, HOSTILE, b'', b'\xff\x00' * 500):
        done = run('examine', '--format', 'json', '-', stdin=mail)
        jsonschema.validate(json.loads(done.stdout.decode('utf-8')), SCHEMA)
    for f in sorted((SOURCE / 'tests/golden').glob('*.eml')):
        for x in lines(run('examine', '--format', 'jsonl', f)):
            jsonschema.validate(x, SCHEMA)
            assert x['points'] == sum(r['points'] for r in x['findings'] + x['in_favour']), f
            size = f.stat().st_size
            for r in x['findings'] + x['in_favour']:
                assert all(e['from'] + e['len'] <= size for e in r['evidence']), (f, r)

def hostile_text_is_harmless_and_the_recipient_hidden(tmp):
    for lang in ('ja', 'en'):
        out = run('examine', '--lang', lang, '-', stdin=HOSTILE, env={'COLUMNS': '160'}).stdout
        assert b'\x1b' not in out and b'\x07' not in out and '\u202e' not in out.decode(), out
        assert '<U+202E>' in out.decode() and b'hxxp://evil.example[.]test' in out, out
        for secret in (b'taro.yamada', b'dGFyby55YW1hZGFAZXhhbXBsZS5jb20', b'http://', b'example.com'):
            assert secret not in out.replace(b'hxxp://', b''), (secret, out)

def the_recipients_host_is_hidden_where_links_go_to_it(tmp):
    mail = HOSTILE.replace(b'@example.com', b'@corp.example.com').replace(b'http://evil.example.test/?u', b'https://corp.example.com/?u')
    out = run('examine', '--lang', 'en', '-', stdin=mail, env={'COLUMNS': '160'}).stdout
    assert b'hxxps://******[.]***/?u=***' in out and b'corp.' not in out, out

def the_other_recipients_are_hidden_too(tmp):
    others = b', '.join(b'user%d@corp%d.test' % (i, i) for i in range(40))
    mail = HOSTILE.replace(b'To: taro.yamada@example.com\r\nD', b'To: ' + others + b'\r\nD').replace(b' evil ', b' user39@corp39.test ')
    mail = mail.replace(b'#dGFy', b'?to=user20%40corp20.test#dGFy').replace(b'Subject: ', b'Subject: user33@corp33.test ')
    out = run('examine', '--lang', 'en', '-', stdin=mail, env={'COLUMNS': '160'}).stdout
    assert b'corp' not in out and b'***@******.***' in out, out

def file_names_cannot_drive_a_terminal(tmp):
    done = run('examine', 'a\x1b[31mb\u202ec', stdin=b'')
    assert done.returncode == 66 and b'a<U+001B>[31mb<U+202E>c' in done.stderr and b'\x1b' not in done.stderr, done

def a_stream_that_cannot_be_read_is_told_with_the_reason(tmp):
    here = os.open(tmp, os.O_RDONLY)
    done = subprocess.run([PROGRAM, 'examine', '-'], stdin=here, capture_output=True, timeout=60,
                          env={**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'})
    os.close(here)
    assert done.returncode == 66 and b"cannot read '-': Is a directory" in done.stderr, done

def colour_only_where_wanted(tmp):
    assert b'\x1b[' not in run('examine', '-', stdin=PLAIN).stdout
    assert b'\x1b[' in run('examine', '--color', 'always', '-', stdin=PLAIN).stdout
    assert b'\x1b[' not in run('examine', '--color', 'never', '-', stdin=PLAIN).stdout

def lines_fit_the_width(tmp):
    import unicodedata
    for columns in (40, 60, 100):
        out = run('examine', '--lang', 'ja', '-', stdin=HOSTILE, env={'COLUMNS': str(columns)}).stdout.decode()
        for line in out.splitlines():
            width = sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)
            assert width <= columns, (columns, width, line)

def an_unreadable_file_is_one_line_and_the_rest_still_run(tmp):
    (tmp / 'a.eml').write_bytes(PLAIN)
    done = run('examine', '--format', 'jsonl', tmp / 'missing', tmp / 'a.eml', tmp / 'gone')
    assert done.returncode == 66 and len(lines(done)) == 1, done
    assert [l for l in done.stderr.decode().splitlines() if 'cannot open' in l and ('missing' in l or 'gone' in l)].__len__() == 2

def results_are_in_input_order_whatever_the_jobs(tmp):
    files_in(tmp, 200)
    one, many = (run('examine', '--format', 'jsonl', '--jobs', n, tmp) for n in (1, 4))
    assert one.stdout == many.stdout and one.returncode == many.returncode
    assert [pathlib.Path(x['path']).name for x in lines(one)] == [f'{i:03}.eml' for i in range(200)]

def a_maildir_gives_cur_and_new_and_folders(tmp):
    box = mailbox.Maildir(tmp / 'box', create=True)
    for i in range(3):
        box.add(PLAIN)
    box.add_folder('Sub').add(PLAIN)
    (tmp / 'box/dovecot.index').write_bytes(b'no mail')
    (tmp / 'box/tmp/half').write_bytes(b'no mail')
    assert len(lines(run('examine', '--format', 'jsonl', tmp / 'box'))) == 4

def an_mbox_is_split_and_unquoted(tmp):
    mails = [PLAIN, PLAIN + b'\nFrom the desk of nobody\n>From here\n', PLAIN]
    mbox = b''.join(b'From a@example.jp Mon Jan  5 10:00:00 2026\n' + m + b'\n' for m in mails)
    (tmp / 'box').write_bytes(mbox)
    for done in (run('examine', '--format', 'jsonl', tmp / 'box'), run('examine', '--format', 'jsonl', '-', stdin=mbox)):
        said = lines(done)
        assert len(said) == 3 and said[2]['path'].endswith('#3'), done

def a_loop_of_links_ends(tmp):
    files_in(tmp, 2)
    (tmp / 'loop').symlink_to(tmp, target_is_directory=True)
    assert len(lines(run('examine', '--format', 'jsonl', tmp))) == 2

def many_mails_end_in_a_summary(tmp):
    files_in(tmp)
    done = run('examine', '--lang', 'en', tmp)
    assert b'mails examined: 30' in done.stdout, done.stdout[-400:]
    only = run('examine', '--lang', 'en', '--summary', tmp)
    assert b'mails examined: 30' in only.stdout and b'000.eml' not in only.stdout

def nobody_reading_is_no_noise(tmp):
    files_in(tmp, 100)
    done = subprocess.run(f'"{PROGRAM}" examine --format json "{tmp}" | head -c 10 > /dev/null', shell=True, capture_output=True,
                          env={**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data')}, timeout=60)
    assert done.stderr == b'', done

def a_full_disk_is_told(tmp):
    files_in(tmp, 2)
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([PROGRAM, 'examine', '--format', 'jsonl', str(tmp)], stdout=full, stderr=subprocess.PIPE,
                              env={**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data')}, timeout=60)
    assert done.returncode == 74 and b'cannot write' in done.stderr, done

# address: exit status, official, the brand it makes one think of, a finding
ADDRESSES = {
    'https://www.xserver.ne.jp/': (0, True, 'xserver', None),
    'https://secure.xserver.ne.jp/xapanel/': (0, True, 'xserver', None),
    'hxxps://www.xserver-vpsonc[.]com/': (10, False, 'xserver', 'combosquat-domain'),
    'https://xserver-ne.jp/': (10, False, 'xserver', 'combosquat-domain'),
    'https://www.xserver.ne.jp.example.net/': (10, False, 'xserver', 'brand-in-subdomain'),
    'https://secure.xserver.ne.jp@example.net/': (10, False, 'xserver', 'userinfo-in-url'),
    'https://17aday.com/jp/kagoya.net/?uid=admin@example.jp': (10, False, 'kagoya', 'brand-in-path'),
    'https://xsarver.example.net/': (0, False, None, None),
    'https://rnicrosoft.com/': (10, False, 'microsoft', 'lookalike-domain'),
    'https://xn--pple-43d.com/': (10, False, 'apple', 'idn-homograph'),
    'https://www.google.com/url?q=https://www.example.net/': (10, False, None, 'open-redirector'),
    'https://safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.net%2F': (0, False, None, None),
    'https://xn--hxa.example.net/': (0, False, None, 'punycode-host'),
    'https://www.example.net/': (0, False, None, None),
}

def urls_are_told_apart(tmp):
    for address, (status, official, suggests, finding) in ADDRESSES.items():
        done = run('url', '--format', 'json', address)
        said = lines(done)[0]
        found = [f['id'] for f in said['findings']]
        assert done.returncode == status, (address, done)
        assert (said['official'], said['suggests']) == (official, suggests), (address, said)
        assert found == [] if finding is None else finding in found, (address, said)
    assert b'hxxps://www.xserver-vpsonc[.]com/' in run('url', 'hxxps://www.xserver-vpsonc[.]com/').stdout
    assert b'(it matches)' in run('url', '--lang', 'en', 'https://secure.xserver.ne.jp/').stdout
    for plain in ('http://secure.xserver.ne.jp/', 'https://xserver-ne.jp/', 'https://www.xserver.ne.jp.example.net/'):
        assert b'(it does not match)' in run('url', '--lang', 'en', plain).stdout, plain

def a_country_is_looked_up_in_a_table_of_a_day_or_not_at_all(tmp):
    mail = SOURCE / 'examples/kagoya.eml'
    shown = run('examine', '--lang', 'en', mail).stdout.decode()
    assert re.search(r'United States \(estimated\),\s+Microsoft\s+Corporation\s+AS8075\s+\[geo-whois-asn-country 20\d\d-\d\d-\d\d\]', shown), shown
    data = tmp / 'data'
    data.mkdir()
    for f in (SOURCE / 'data').iterdir():
        (data / f.name).symlink_to(f.resolve())
    (data / 'geo').unlink()
    (data / 'geo').mkdir()
    for tables in ((), ('cloud.table',)):
        for name in tables:
            (data / 'geo' / name).symlink_to((SOURCE / 'data/geo' / name).resolve())
        shown = run('examine', '--lang', 'en', '--data', data, mail).stdout.decode()
        assert 'country: not looked up' in shown and 'Countries were not looked up' in shown, shown
        assert 'United States' not in shown and ('AS8075' in shown) == bool(tables), shown
        ids = [f['id'] for x in lines(run('examine', '--format', 'jsonl', '--data', data, mail)) for f in x['findings']]
        assert 'country-mismatch-brand' not in ids, ids

def brands_are_shown_in_both_languages(tmp):
    for lang, words in (('ja', ('エックスサーバー', '正規のドメイン', 'xserver.ne.jp', '日本', 'サーバーパネル', '公表されたURL')),
                        ('en', ('Xserver', 'official domains', 'Japan', 'customers publish at', 'xsrv.jp', 'known from', 'confidence'))):
        for asked in ('xserver', 'XSERVER', 'エックスサーバー', 'secure.xserver.ne.jp'):
            done = run('intel', 'show', '--lang', lang, asked)
            assert done.returncode == 0, done
            assert all(w in done.stdout.decode() for w in words), done.stdout.decode()
    assert '(this host alone)' in run('intel', 'show', '--lang', 'en', 'nifty').stdout.decode()
    unknown = run('intel', 'show', 'xservr', 'kagoya')
    assert unknown.returncode == 66 and b'kagoya.jp' in unknown.stdout
    assert unknown.stderr == b"shingan: no brand 'xservr'; near it: xserver\n", unknown.stderr
    assert run('intel', 'show', 'q0w9e8').stderr == b"shingan: no brand 'q0w9e8'\n"

def every_mistake_in_the_data_is_told_with_its_line(tmp):
    assert run('intel', 'check').returncode == 0
    data = tmp / 'data'
    data.mkdir()
    for f in (SOURCE / 'data').iterdir():
        (data / f.name).symlink_to(f.resolve())
    def replaced(name, added):
        (data / name).unlink(missing_ok=True)
        (data / name).write_text((SOURCE / 'data' / name).read_text() + added)
        return (SOURCE / 'data' / name).read_text().count('\n') + 1
    weight = replaced('weights.conf', 'weight made-up 10\ncombination x\n  finding made-up-too\n  points 5\n')
    (data / 'words').unlink()
    (data / 'words').mkdir()
    word = {l: replaced(f'words/{l}.words', 'made-up = x\nlure.made-up = x\n') for l in ('ja', 'en')}
    (data / 'brands').unlink()
    (data / 'brands').mkdir()
    for f in (SOURCE / 'data/brands').iterdir():
        (data / 'brands' / f.name).symlink_to(f.resolve())
    (data / 'brands/zz.brands').write_text('brand zz\n  en Xserver\n  category made-up\n  official xserver.ne.jp\n  country ZZ\n')
    done = run('intel', 'check', '--data', data)
    told = done.stderr.decode()
    assert done.returncode == 78 and done.stdout == b'', done
    for wanted in (f"weights.conf:{weight}: no check finds 'made-up'", f"weights.conf:{weight + 1}: no check finds 'made-up-too'",
                   f"ja.words:{word['ja']}: words for what there is not: 'made-up'",
                   f"en.words:{word['en'] + 1}: words for what there is not: 'lure.made-up'",
                   "zz.brands:2: 'Xserver' is a name of 'xserver' too", "zz.brands:4: 'xserver.ne.jp' is official for 'xserver' too",
                   "zz.brands:1: no country 'ZZ'", "zz.brands:1: no audience or consequence in words for the category 'made-up'"):
        assert wanted in told, (wanted, told)
    (data / 'brands/zz.brands').write_text('brand zz\n  en Z\n  colour red\n')
    assert b"zz.brands:3: unknown field 'colour' in a 'brand'" in run('intel', 'check', '--data', data).stderr

def compiled_words_change_nothing_but_the_time(tmp):
    mail = SOURCE / 'examples/kagoya.eml'
    data = tmp / 'data'
    data.mkdir()
    for f in (SOURCE / 'data').iterdir():
        if f.name != 'compiled':
            (data / f.name).symlink_to(f.resolve())
    before = run('examine', '--data', data, '--format', 'json', mail).stdout
    assert run('intel', 'compile', '--data', data).returncode == 0
    files = sorted((data / 'compiled').iterdir())
    assert [f.name for f in files] == ['names.scanner', 'patterns.scanner', 'phrases.scanner'], files
    assert run('examine', '--data', data, '--format', 'json', mail).stdout == before
    for f in files:
        f.write_bytes(f.read_bytes()[:-100] + bytes(100))
    assert run('examine', '--data', data, '--format', 'json', mail).stdout == before
    (data / 'compiled').rename(tmp / 'away')
    (data / 'compiled').write_text('no directory')
    assert run('intel', 'compile', '--data', data).returncode == 74

def intel_and_checks_answer(tmp):
    table = json.loads(run('checks', '--format', 'json').stdout)
    assert all(c['name'] and c['findings'] for c in table)

TESTS = [help_and_version, usage_errors_are_64_with_one_line, missing_data_is_78, a_broken_data_file_is_told_with_its_line,
         a_plain_mail_is_clean_in_both_languages, the_language_comes_from_the_locale, json_is_as_its_schema_says,
         hostile_text_is_harmless_and_the_recipient_hidden, the_recipients_host_is_hidden_where_links_go_to_it,
         the_other_recipients_are_hidden_too, file_names_cannot_drive_a_terminal, a_stream_that_cannot_be_read_is_told_with_the_reason, colour_only_where_wanted, lines_fit_the_width,
         an_unreadable_file_is_one_line_and_the_rest_still_run, results_are_in_input_order_whatever_the_jobs,
         a_maildir_gives_cur_and_new_and_folders, an_mbox_is_split_and_unquoted, a_loop_of_links_ends,
         many_mails_end_in_a_summary, nobody_reading_is_no_noise, a_full_disk_is_told, urls_are_told_apart,
         lists_of_the_house_are_read_or_told_with_the_line_that_is_wrong, a_country_is_looked_up_in_a_table_of_a_day_or_not_at_all, brands_are_shown_in_both_languages,
         every_mistake_in_the_data_is_told_with_its_line, compiled_words_change_nothing_but_the_time,
         intel_and_checks_answer]

def main():
    print(f'1..{len(TESTS)}')
    bad = 0
    for n, test in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory() as tmp:
            try:
                test(pathlib.Path(tmp))
                print(f'ok {n} - {test.__name__}')
            except Exception as e:
                bad += 1
                print(f'not ok {n} - {test.__name__}')
                print(*['#  ' + l[:1500] for l in repr(e).splitlines()], sep='\n')
    return 1 if bad else 0

sys.exit(main())
