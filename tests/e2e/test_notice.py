#!/usr/bin/env python3
"""Notices and answers as whoever writes them makes them.  usage: test_notice.py PROGRAM SOURCE"""
import html.parser, os, pathlib, re, subprocess, sys, tempfile, xml.etree.ElementTree

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
XSERVER, KAGOYA = SOURCE / 'tests/golden/xserver.eml', SOURCE / 'examples/kagoya.eml'
GENUINE = SOURCE / 'tests/golden/xserver-genuine-notice.eml'
ATOM = '{http://www.w3.org/2005/Atom}'
PUBLISHER = """publisher エックスサーバー
    en Xserver
    company-ja エックスサーバー株式会社
    company-en Xserver Inc.
    brand xserver
    pattern https://*.xserver.ne.jp/
    contact https://www.xserver.ne.jp/support/contact.php
    reset https://secure.xserver.ne.jp/reissue/
    login-ja Xserverアカウント
    login-en the Xserver account
    domain xserver.ne.jp
    notices https://www.xserver.ne.jp/notices/
    viewing %s
"""

def run(*args):
    full = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, env=full, timeout=300)

def publisher(tmp, viewing='harmless'):
    path = tmp / 'publisher'
    path.write_text(PUBLISHER % viewing)
    return path

def notice(tmp, *args, mails=(XSERVER,), status=0):
    done = run('notice', '--publisher', publisher(tmp), '--posted', '2022-06-15', '--status', '2022-06-16', *args, *mails)
    assert done.returncode == status, done
    return done.stdout.decode()

def in_order(text, *parts):
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, (part, text[at:at + 300])
        at = found + len(part)

def flat(text):
    """Without the line ends that a paragraph was broken at."""
    return re.sub(r'(?<=[^\s>])\n(?=[^\s>■※・◇\-【2])', '', text)

def the_parts_of_a_notice_stand_in_their_order(tmp):
    text = flat(notice(tmp, '--lang', 'ja', '--quote', '200'))
    in_order(text, 'エックスサーバーを装ったフィッシングメールにご注意ください(2022年06月15日 掲載)', '(2022年06月15日 掲載、2022年06月16日 更新)',
             '平素は当サービスをご利用いただき、誠にありがとうございます。', '2022年06月16日現在、当サービスのXserverアカウントへのログインを装って',
             'URLが貼り付けられているフィッシングメールが出回っていることを確認しております。', '本文中のリンクへのアクセスを絶対に行わないでください',
             '■フィッシングメールの内容(2022年06月13日に確認したメールの特徴)', '一例であり、件名や差出人、本文、誘導先は異なることがあります', '\n--------', '【件名】【Xserverアカウント】■重要■',
             '【差出人】', '【本文】', '> ◇サーバーパネル:hxxps://www.xserver-vpsonc[.]com/', '\n--------', '※差出人名は',
             '■エックスサーバー公式サイトのURLについて', 'https://*.xserver.ne.jp/', 'URLの文字列が上記に合致するか、十分にご確認ください',
             'であるかのように見せかけながら', '■不審なメールを受け取った場合', 'ブックマーク(お気に入り)や公式アプリ', 'お問い合わせください',
             'https://www.xserver.ne.jp/support/contact.php', '■万一不審なサイトにアクセスしてしまった場合', '閲覧を終了し',
             'アクセスしたのみでは、エックスサーバーのログイン情報が流出することはありません', '■不審なサイトでログイン情報を入力してしまった場合',
             'ただちに新しいパスワードを再発行してください', 'https://secure.xserver.ne.jp/reissue/', '同じパソコンでご利用中の他のメールアカウント',
             'SMTP認証の国外アクセス制限', '【必ず】', '機能の改善やセキュリティ強化に努めてまいります', '今後とも当サービスを', '■更新履歴', '2022年06月15日  掲載しました')
    assert '以下略' not in text and 'mx.example.jp' not in text

def the_twin_in_english_has_the_same_facts(tmp):
    text = flat(notice(tmp, '--lang', 'en'))
    in_order(text, 'Beware of phishing e-mails impersonating Xserver (posted 2022-06-15)', 'As of 2022-06-16', 'never open the links',
             'confirmed 2022-06-13', '> Subject: 【Xserverアカウント】', '> Leads to: hxxps://www.xserver-vpsonc[.]com/', 'https://*.xserver.ne.jp/',
             'If you received', 'https://www.xserver.ne.jp/support/contact.php', 'If you opened the link', 'If you entered your login data',
             'https://secure.xserver.ne.jp/reissue/', '== History ==')

def what_is_not_known_is_not_said(tmp):
    done = run('notice', '--publisher', publisher(tmp, 'unknown'), '--posted', '2022-06-15', '--lang', 'ja', XSERVER)
    assert 'アクセスしたのみでは' not in flat(done.stdout.decode()), done
    done = run('notice', '--posted', '2022-06-15', '--lang', 'ja', XSERVER)
    text = '\n'.join(l for l in flat(done.stdout.decode()).splitlines() if not l.startswith('>'))
    assert done.returncode == 0 and b'no --publisher file' in done.stderr, done
    assert '弊社' not in text and '当サービス' not in text and '再発行フォーム' not in text, text

def a_quotation_is_as_long_as_wanted(tmp):
    assert '以下略' in notice(tmp, '--lang', 'ja', '--quote', '3')
    text = notice(tmp, '--lang', 'ja', '--no-quote')
    assert '本文の引用は省略' in text and 'SMTP接続' not in text

def links_are_defanged_as_wanted(tmp):
    for style, shown in (('all-dots', 'hxxps://www[.]xserver-vpsonc[.]com/'), ('masked', 'hxxps://●●●●.com/'),
                         ('fullwidth', 'ｈｘｘｐｓ：／／ｗｗｗ．ｘｓｅｒｖｅｒ－ｖｐｓｏｎｃ．ｃｏｍ／')):
        text = notice(tmp, '--lang', 'ja', '--defang', style)
        assert shown in text and 'xserver-vpsonc[.]com/' not in text.replace(shown, ''), (style, text[:3000])
        assert 'https://*.xserver.ne.jp/' in text

class Page(html.parser.HTMLParser):
    VOID = {'meta', 'br'}
    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links = [], [], []
        self.feed(text)
        assert not self.open, self.open
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in ('href', 'src', 'action')]
        assert not any(k.startswith('on') for k, _ in attrs), attrs
        if tag not in self.VOID:
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

def a_folder_holds_every_format_an_index_and_a_feed(tmp):
    out = tmp / 'out'
    notice(tmp, '--out', out)
    notice(tmp, '--out', out)
    names = {'notice.record', 'notice.ja.txt', 'notice.en.txt', 'notice.ja.md', 'notice.en.md', 'notice.html'}
    for folder in ('2022-06-15-xserver', '2022-06-15-xserver-2'):
        assert {p.name for p in (out / folder).iterdir()} == names
    text = (out / '2022-06-15-xserver/notice.html').read_text()
    page, index = Page(text), Page((out / 'index.html').read_text())
    assert "default-src 'none'" in text and not {'script', 'img', 'iframe', 'form', 'link'} & set(page.tags)
    assert all(l.startswith(('#', 'https://www.xserver.ne.jp/', 'https://secure.xserver.ne.jp/', 'https://www.antiphishing.jp/')) for l in page.links), page.links
    assert 'lang="ja" id="ja"' in text and 'lang="en" id="en"' in text
    assert '2022-06-15-xserver/notice.html#en' in index.links and '2022-06-15-xserver-2/notice.html#ja' in index.links
    feed = xml.etree.ElementTree.parse(out / 'feed.atom').getroot()
    ids = [e.findtext(ATOM + 'id') for e in feed.iter(ATOM + 'entry')]
    assert sorted(ids) == ['https://www.xserver.ne.jp/notices/2022-06-15-xserver', 'https://www.xserver.ne.jp/notices/2022-06-15-xserver-2'], ids
    for element in (feed, *feed.iter(ATOM + 'entry')):
        assert element.findtext(ATOM + 'updated') == '2022-06-16T00:00:00+09:00'
        assert element.findtext(ATOM + 'title') and element.findtext(ATOM + 'id')
    assert feed.findtext(f'{ATOM}author/{ATOM}name') == 'エックスサーバー株式会社'

def another_wave_is_added_to_a_notice(tmp):
    out = tmp / 'out'
    notice(tmp, '--out', out)
    record = out / '2022-06-15-xserver/notice.record'
    other = tmp / 'other.eml'
    other.write_text('Delivered-To: taro.yamada@customer.example.jp\nFrom: "Xserver" <a@mailer.test>\nTo: taro.yamada@customer.example.jp\n'
                     'Subject: Xserver password expired\nDate: Sun, 19 Jun 2022 09:00:00 +0900\nContent-Type: text/html; charset=utf-8\n\n'
                     '<p>Dear customer, your Xserver password has expired. Log in to verify your account within 24 hours or it will be suspended.</p>'
                     '<a href="https://xserver-login.evil.test/?u=taro.yamada@customer.example.jp">https://secure.xserver.ne.jp/login</a>')
    done = run('notice', '--publisher', publisher(tmp), '--update', record, '--status', '2022-06-20', '--out', out, other)
    assert done.returncode == 0, done
    text = record.read_text()
    in_order(text, 'posted 2022-06-15', 'status 2022-06-20', 'history 2022-06-15 posted', 'history 2022-06-20 added 1', 'type 1', 'type 2', 'confirmed 2022-06-19')
    page = flat((out / '2022-06-15-xserver/notice.ja.txt').read_text())
    in_order(page, '2022年06月15日 掲載', '2022年06月20日 更新', '2022年06月13日から2022年06月19日まで', 'タイプ1', 'タイプ2', '■タイプ1', '■タイプ2',
             '※メールに表示されているURL「hxxps://secure.xserver.ne[.]jp/login」と、実際のリンク先「hxxps://xserver-login.evil[.]test/…」が異なります。', '■更新履歴', '2022年06月20日')
    for path in out.rglob('*'):
        if path.is_file():
            assert not re.search('yamada|customer.example', path.read_text()), path
    assert '<table>' in (out / '2022-06-15-xserver/notice.html').read_text()
    assert '2022-06-20T00:00:00' in (out / 'feed.atom').read_text()
    again = run('notice', '--publisher', publisher(tmp), '--update', record, '--status', '2022-06-21', '--format', 'record', other)
    assert b'mails 2' in again.stdout and b'added 0' in again.stdout, again

def what_must_not_be_published_is_refused_and_nothing_written(tmp):
    out = tmp / 'out'
    for args, why in ((('--status', '2022-06-10', '--confirmed', '2022-06-13', XSERVER), b'after the day of status'), (('--posted', '2999-01-01', '--status', '2999-01-01', XSERVER), b'in the future'),
                      (('--authserv-id', 'mx.example.jp', '--trusted-mx', 'mx.example.jp', GENUINE), b'is a genuine mail'), ((XSERVER, KAGOYA), b'another notice')):
        done = run('notice', '--publisher', publisher(tmp), '--posted', '2022-06-01', '--out', out, *args)
        assert done.returncode == 65 and why in done.stderr and not out.exists(), done
    templates = tmp / 'templates'
    templates.mkdir()
    (templates / 'ja.words').write_text('notice.received = https://www.evil.test/ をご覧ください。\n')
    done = run('notice', '--publisher', publisher(tmp), '--templates', templates, '--posted', '2022-06-15', '--out', out, XSERVER)
    assert done.returncode == 65 and b'live link that is not official: hxxps://www.evil[.]test/' in done.stderr and not out.exists(), done

def a_mail_that_nobody_accuses_is_warned_of_by_whoever_has_looked_at_it(tmp):
    plain = tmp / 'plain.eml'
    plain.write_bytes(b'From: Hanako <hanako@example.jp>\r\nTo: taro.yamada@example.com\r\nSubject: lunch\r\n'
                      b'Date: Mon, 5 Jan 2026 10:00:00 +0900\r\n\r\nLunch tomorrow with jiro@customer.example?\r\n')
    done = run('notice', '--out', tmp / 'out', plain)
    assert done.returncode == 65 and b'neither phishing nor suspicious (--force' in done.stderr and not (tmp / 'out').exists(), done
    done = run('notice', '--force', '--lang', 'en', plain)
    assert done.returncode == 0 and b'neither phishing nor suspicious' in done.stderr and b'lunch' in done.stdout, done
    assert b'jiro' not in done.stdout and b'taro' not in done.stdout, done

def wording_is_replaced_by_templates_and_their_mistakes_are_told(tmp):
    templates = tmp / 'templates'
    templates.mkdir()
    (templates / 'ja.words').write_text('# ours\nnotice.greeting-own = いつも{service}をご愛顧いただき、ありがとうございます。\n')
    assert 'いつもエックスサーバーをご愛顧' in flat(notice(tmp, '--lang', 'ja', '--templates', templates))
    for text, why in (('notice.no-such = x\n', b'ja.words:1: there is no sentence'), ('\nnotice.lead = {nonsense}\n', b"ja.words:2: there is no value '{nonsense}'"),
                      ('notice.lead\n', b'ja.words:1:')):
        (templates / 'ja.words').write_text(text)
        done = run('notice', '--templates', templates, XSERVER)
        assert done.returncode == 78 and why in done.stderr, done

def usage_errors_are_64(tmp):
    for args in (['--posted', 'today'], ['--format', 'pdf'], ['--defang', 'no'], ['--quote', '0'], ['--nonsense']):
        done = run('notice', *args, XSERVER)
        assert done.returncode == 64 and done.stderr.count(b'\n') == 1, done
    assert run('notice', '--help').returncode == 0

LOST = b'From: a@example.jp\nTo: taro.yamada@customer.example.jp\nSubject: for taro.yamada@customer.example.jp\n\nhello\n'

def an_answer_fits_the_verdict_and_what_was_done(tmp):
    plain = tmp / 'plain.eml'
    plain.write_bytes(LOST)
    def reply(*args):
        done = run('reply', '--publisher', publisher(tmp), '--lang', 'ja', *args)
        assert done.returncode == 0, done
        text = flat(done.stdout.decode())
        assert text.startswith('〇〇様') and '安全' not in text and 'yamada' not in text and 'customer' not in text, text
        assert not re.search(r'https?://(?!(www|secure)\.xserver\.ne\.jp/)', text), text
        return text
    in_order(reply('--did', 'nothing', XSERVER), 'フィッシングの疑いがあります', '主に次の点', '・', '特別なお手続きは必要ございません', 'https://www.xserver.ne.jp/support/contact.php')
    in_order(reply('--did', 'opened', XSERVER), 'フィッシングの疑い', '速やかに閉じて')
    in_order(reply('--did', 'entered-password', XSERVER), 'ただちに新しいパスワードを再発行', 'https://secure.xserver.ne.jp/reissue/', '必ず別のパスワード')
    in_order(reply('--did', 'entered-card', XSERVER), 'カード裏面に記載の電話番号')
    in_order(reply('--did', 'entered-mail-password', XSERVER), 'まずメールのパスワードを変更')
    in_order(reply('--did', 'opened-attachment', XSERVER), 'ネットワークから切り離し')
    in_order(reply('--did', 'replied', XSERVER), 'これ以上の返信')
    in_order(reply(XSERVER), 'フィッシングの疑い', 'その内容をお知らせください')
    in_order(reply(plain), 'フィッシングの兆候は見つかりませんでした', '本物のメールであることを確認できたわけではありません')
    in_order(reply('--did', 'entered-password', plain), '兆候は見つかりませんでした', '念のため', 'ただちに')
    in_order(reply('--authserv-id', 'mx.example.jp', '--trusted-mx', 'mx.example.jp', '--did', 'opened', GENUINE), '送信ドメイン認証', '特別なお手続きは必要ございません')
    done = run('reply', '--lang', 'en', '--did', 'entered-card', XSERVER)
    in_order(done.stdout.decode(), 'Dear customer', 'likely phishing', 'These are the main points', 'Call the number')
    assert run('reply', '--did', 'sneezed', XSERVER).returncode == 64

def answers_lie_in_files_for_their_owner_alone(tmp):
    out = tmp / 'out'
    assert run('reply', '--out', out, XSERVER, KAGOYA).returncode == 0
    assert {p.name: p.stat().st_mode & 0o777 for p in out.iterdir()} == {'reply-1.txt': 0o600, 'reply-2.txt': 0o600}

TESTS = [a_mail_that_nobody_accuses_is_warned_of_by_whoever_has_looked_at_it, an_answer_fits_the_verdict_and_what_was_done, answers_lie_in_files_for_their_owner_alone, the_parts_of_a_notice_stand_in_their_order, the_twin_in_english_has_the_same_facts, what_is_not_known_is_not_said,
         a_quotation_is_as_long_as_wanted, links_are_defanged_as_wanted, a_folder_holds_every_format_an_index_and_a_feed,
         another_wave_is_added_to_a_notice, what_must_not_be_published_is_refused_and_nothing_written,
         wording_is_replaced_by_templates_and_their_mistakes_are_told, usage_errors_are_64]

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
