#!/usr/bin/env python3
"""Hostile mails: each attacks one loop.  A row is a function that makes the octets, and whether a limit must be reached
(INCOMPLETE) or must not (COMPLETE).  tests/hostile.py examines them, bench/hostile measures them."""
import base64, pathlib, random
from hostile_files import FILES

INCOMPLETE, COMPLETE = True, False
HEAD = b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"

def nested_boundaries(n):
    out = [HEAD + b'Content-Type: multipart/mixed; boundary="b0"\r\n\r\n']
    for i in range(n):
        out.append(b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (i, i + 1))
    return b''.join(out) + b'--b%d\r\n\r\ntext\r\n' % n

def in_message(n):
    """A mail within a mail, n times."""
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" + (
        b"Content-Type: message/rfc822\r\n\r\n" * n) + b"Subject: y\r\n\r\ntext\r\n"

def noise(n):
    return random.Random(1).randbytes(n)

# name: (mail, a limit is reached)
MAILS = {
    'nested_groups_in_to': lambda: (b"From: a@example.jp\r\nTo: " + b"g:" * 500_000 + b"\r\n\r\nx", INCOMPLETE),
    'nested_comments_in_to': lambda: (b"From: a@example.jp\r\nTo: " + b"(" * 500_000 + b"\r\n\r\nx", INCOMPLETE),
    'header_of_ten_megabytes': lambda: (HEAD + b"X-Y: " + b"z" * 10_000_000 + b"\r\n\r\nx", INCOMPLETE),
    'header_of_a_million_fields': lambda: (HEAD + b"X-Y: zzzz\r\n" * 1_000_000 + b"\r\nx", INCOMPLETE),
    'content_type_parameters': lambda: (HEAD + b"Content-Type: text/plain" + b"".join(
        b";\r\n p%d=v" % i for i in range(200_000)) + b"\r\n\r\nx", INCOMPLETE),
    'hundred_thousand_parts': lambda: (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
                                       + b"--b\r\n\r\nx\r\n" * 100_000 + b"--b--\r\n", INCOMPLETE),
    'nested_boundaries': lambda: (nested_boundaries(10_000), INCOMPLETE),
    'nested_tables': lambda: (HTML + b"<table>" * 100_000 + b"x", INCOMPLETE),
    'million_divs': lambda: (HTML + b"<div>" * 1_000_000 + b"x", INCOMPLETE),
    'hundred_thousand_attributes': lambda: (HTML + b"<a " + b"".join(
        b'a%d="v" ' % i for i in range(100_000)) + b'href="https://example.test/">x</a>', COMPLETE),
    'base64_noise': lambda: (HEAD + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                             + noise(5_000_000), INCOMPLETE),
    'base64_of_noise': lambda: (HEAD + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + base64.encodebytes(noise(3_700_000)), INCOMPLETE),
    'unknown_charsets': lambda: (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"".join(
        b"--b\r\nContent-Type: text/plain; charset=x-unknown-%d\r\n\r\n\x82\xa0\r\n" % i
        for i in range(5_000)) + b"--b--\r\n", INCOMPLETE),
    'unknown_charsets_in_words': lambda: (b"Subject: " + b"".join(
        b"=?x-unknown-%d?Q?=82=A0?= " % i for i in range(5_000)) + b"\r\nFrom: a@example.jp\r\n\r\nx", INCOMPLETE),
    'links_by_the_thousand': lambda: (HTML + b"".join(
        b'<a href="https://h%d.example.test/">h%d.example.test</a> ' % (i, i) for i in range(50_000)), INCOMPLETE),
    'open_quotes': lambda: (HTML + b'<a href="' * 300_000, COMPLETE),
    'open_comments': lambda: (HTML + b"<!--" * 500_000, COMPLETE),
    'entities': lambda: (HTML + b"&amp;&#x41;&notanentity" * 100_000, COMPLETE),
    'colons_and_dots': lambda: (HEAD + b"\r\n" + b"http://" * 200_000 + b"a." * 500_000, INCOMPLETE),
    'brand_names': lambda: (HEAD + b"\r\n" + "カゴヤ Amazon KAGOYA ".encode() * 50_000, COMPLETE),
    'received_lines': lambda: (b"Received: from a (b [192.0.2.1]) by c; x\r\n" * 20_000 + HEAD + b"\r\nx", INCOMPLETE),
    'short_lines': lambda: (HEAD + b"\r\n" + b"a\r\n" * 1_000_000, INCOMPLETE),
    'field_of_two_megabytes_on_one_line': lambda: (b"Subject: " + b"x " * 1_000_000 + b"\r\n" + HEAD + b"\r\nx", INCOMPLETE),
    'folded_field_of_a_million_lines': lambda: (b"Subject: x" + b"\r\n x" * 1_000_000 + b"\r\n\r\nx", INCOMPLETE),
    'mails_in_mails': lambda: (in_message(50_000), INCOMPLETE),
    'encoded_words': lambda: (b"Subject: " + b"=?utf-8?B?44GC?= " * 200_000 + b"\r\n" + HEAD + b"\r\nx", INCOMPLETE),
    'encoded_words_in_every_field': lambda: (b"".join(
        b"X-%d: =?iso-2022-jp?B?GyRCJCIbKEI=?=\r\n" % i for i in range(50_000)) + HEAD + b"\r\nx", INCOMPLETE),
    'open_encoded_words': lambda: (b"Subject: " + b"=?a?b?" * 300_000 + b"\r\n" + HEAD + b"\r\nx", INCOMPLETE),
    'urls_in_text': lambda: (HEAD + b"\r\n" + b"".join(
        b"https://h%d.example.test/?u=%d " % (i, i) for i in range(50_000)), INCOMPLETE),
    'one_url_of_a_megabyte': lambda: (HEAD + b"\r\nhttps://example.test/" + b"a/../" * 200_000, COMPLETE),
    'links_within_links': lambda: (HEAD + b"\r\n" + (
        b"https://www.google.com/url?q=" * 250 + b"https://example.test/\r\n") * 200, INCOMPLETE),
    'at_signs': lambda: (HEAD + b"\r\n" + b"a@" * 1_000_000, INCOMPLETE),
    'selects': lambda: (HTML + b"<select>" * 300_000 + b"x", INCOMPLETE),
    'closing_tags_of_nothing': lambda: (HTML + b"</a></b></p>" * 150_000 + b"x", COMPLETE),
    'formatting_left_open': lambda: (HTML + b"<b><i><a href=x>" * 100_000 + b"x", INCOMPLETE),
    'forms': lambda: (HTML + b'<form action="https://example.test/"><input type=password>' * 30_000, INCOMPLETE),
    'half_entities': lambda: (HTML + b"&CounterClockwiseContourIntegra " * 60_000 + b"&" * 500_000, INCOMPLETE),
    'style_rules': lambda: (HTML + b"<style>" + b"".join(
        b".c%d,#i%d{color:#fff;font-size:0;display:none}" % (i, i) for i in range(30_000)) + b"</style>" + b"".join(
        b'<p class="c%d" id="i%d">x</p>' % (i, i) for i in range(5_000)), INCOMPLETE),
    'style_attributes': lambda: (HTML + b"".join(
        b'<p style="' + b"color:#%06x;" % i * 20 + b'display:none">x</p>' for i in range(8_000)), COMPLETE),
    'one_style_attribute_of_megabytes': lambda: (HTML + b'<p style="' + b"color:red;" * 300_000 + b'">x', COMPLETE),
    'hundred_thousand_links_to_one_place': lambda: (HTML + b'<a href="https://example.test/">x</a>' * 100_000, INCOMPLETE),
    'nested_links': lambda: (HTML + b'<a href="https://example.test/"><b>x' * 50_000, INCOMPLETE),
    'phrases': lambda: (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
                        + "至急ご確認ください。アカウントが停止されました。パスワードの有効期限 ".encode() * 20_000, INCOMPLETE),
    'look_alike_letters': lambda: (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
                                   + "Аmаzоn\u200b ＡＭＡＺＯＮ ".encode() * 50_000, INCOMPLETE),
    'combining_marks': lambda: (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\na"
                                + "\u0301\u0327".encode() * 500_000, INCOMPLETE),
    'display_name_of_a_megabyte': lambda: (b'From: "' + b"Amazon " * 150_000 + b'" <a@example.jp>\r\n\r\nx', INCOMPLETE),
    'addresses': lambda: (b"From: a@example.jp\r\nTo: " + b"a@example.jp,\r\n " * 100_000 + b"\r\n\r\nx", INCOMPLETE),
    'from_fields': lambda: (b"From: a@example.jp\r\n" * 100_000 + b"\r\nx", INCOMPLETE),
    'received_flood': lambda: (b"Received: from a ([192.0.2.1])\r\n by b with SMTP; Mon, 1 Jan 2024 00:00:00 +0900\r\n"
                               * 100_000 + HEAD + b"\r\nx", INCOMPLETE),
    'authentication_results': lambda: (b"Authentication-Results: mx.example.jp; " + b"spf=pass (" * 6_000 + b"\r\n"
                                       + HEAD + b"\r\nx", COMPLETE),
    'boundary_prefixes': lambda: (HEAD + b'Content-Type: multipart/mixed; boundary="' + b"-" * 60 + b'"\r\n\r\n'
                                  + (b"-" * 61 + b"\r\n") * 50_000, COMPLETE),
    'escape_sequences': lambda: (HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
                                 + b"\x1b$B\x1b(B" * 300_000, COMPLETE),
    'wrong_charset': lambda: (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + b"\x82\xa0\xff" * 700_000, INCOMPLETE),
    'quoted_printable_noise': lambda: (HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * 3_000_000, INCOMPLETE),
    'thirty_two_megabytes': lambda: (HEAD + b"\r\n" + b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab\r\n"
                                     * (32 * 1024 * 1024 // 62), INCOMPLETE),
    'more_than_thirty_two_megabytes': lambda: (HEAD + b"\r\n" + b"x" * 34_000_000, INCOMPLETE),
    'header_without_end': lambda: (b"a:b\r" * 1_000_000, INCOMPLETE),
    'nuls': lambda: (b"\0" * 1_000_000, INCOMPLETE),
    'only_line_feeds': lambda: (b"\n" * 1_000_000, COMPLETE),
    'only_carriage_returns': lambda: (b"\r" * 1_000_000, COMPLETE),
    'empty_mail': lambda: (b"", COMPLETE),
}

# Mails of the second kind: what a reader of the code would try.
def page(body):
    return HTML + body

def plain(body, charset='utf-8', encoding=None):
    return HEAD + b"Content-Type: text/plain; charset=" + charset.encode() + (
        b"\r\nContent-Transfer-Encoding: " + encoding.encode() if encoding else b"") + b"\r\n\r\n" + body

def parts(n, part, kind=b"mixed"):
    return HEAD + b'Content-Type: multipart/' + kind + b'; boundary="b"\r\n\r\n' + b"".join(
        b"--b\r\n" + part(i) + b"\r\n" for i in range(n)) + b"--b--\r\n"

def long_boundaries(n):
    """Twenty open multiparts whose boundaries differ in the last octet alone, and lines that are almost one of them."""
    same = b"z" * 3000
    out = [HEAD + b'Content-Type: multipart/mixed; boundary="' + same + b'0"\r\n\r\n']
    for i in range(1, 20):
        out.append(b'--%s%d\r\nContent-Type: multipart/mixed; boundary="%s%d"\r\n\r\n' % (same, i - 1, same, i))
    return b"".join(out) + (b"--" + same + b"x\r\n") * n

def names_of_brands():
    """Every name and official domain that data/brands/ knows."""
    words = []
    for f in sorted((pathlib.Path(__file__).resolve().parent.parent / 'data/brands').glob('*.brands')):
        for line in f.read_text().splitlines():
            key, _, value = line.strip().partition(' ')
            if key in ('ja', 'en', 'name', 'official'):
                words.append(value.split('  ')[0].strip())
    return words

def phrases_of_all():
    """Every phrase of data/phrases/."""
    words = []
    for f in sorted((pathlib.Path(__file__).resolve().parent.parent / 'data/phrases').glob('*.phrases')):
        for line in f.read_text().splitlines():
            if line[:1].isalpha():
                words.append(line.partition(' ')[2])
    return words

def nested_percent(n):
    url = "https://example.test/"
    for _ in range(n):
        url = "https://www.google.com/url?q=" + url.replace('%', '%25').replace(':', '%3A').replace('/', '%2F')
    return url.encode()

def sub_addresses(n):
    return b",".join(b'"name \\" %d" (comment (in comment)) <@a.test,@b.test:user%d@example.jp>' % (i, i) for i in range(n))

CHARSETS = ('utf-8 iso-2022-jp shift_jis euc-jp gb18030 gbk big5 euc-kr iso-2022-kr iso-2022-cn hz-gb-2312 utf-7 utf-16 utf-16le '
            'utf-16be utf-32 koi8-r windows-1251 windows-1252 iso-8859-1 iso-8859-15 windows-874 tis-620 ibm037 big5-hkscs '
            'iso-2022-jp-2 cp932 windows-1256 macintosh us-ascii').split()

def mixed_octets(n):
    """Pieces of every charset in one text."""
    text = "お客様のアカウントを確認してください。"
    return b"".join(text.encode(c) for c in ('shift_jis', 'euc-jp', 'utf-8', 'iso2022_jp')) * n

def nul_in_everything():
    body = (b'<a href="https://example.test/">Amazon \xe3\x82\xab\xe3\x82\xb4\xe3\x83\xa4</a><p style="color:red">x</p>' * 8000)
    return b"\0".join(bytes([c]) for c in HEAD) + b"\0\r\n" + HTML + b"\0".join(body[i:i+3] for i in range(0, len(body), 3))

def brands_of_many_domains(n):
    """The names of the brands that data/brands/ gives most domains."""
    brands = []
    for f in sorted((pathlib.Path(__file__).resolve().parent.parent / 'data/brands').glob('*.brands')):
        for record in ('\n' + f.read_text()).split('\nbrand ')[1:]:
            lines = [line.split(None, 1) for line in record.splitlines() if len(line.split(None, 1)) == 2]
            names = [value for field, value in lines if field in ('en', 'ja')]
            brands.append((-sum(field == 'official' for field, _ in lines), names[0]))
    return [name for _, name in sorted(brands)[:n]]

def names_in_other_letters(n):
    """Links to different hosts in Cyrillic letters, in the name of sixteen brands."""
    letters = 'аеорсух'
    hosts = (('раур' + ''.join(letters[i // 7 ** k % 7] for k in range(5)) + 'ёж').encode('idna') for i in range(n))
    subject = "".join(f"【{name}】" for name in brands_of_many_domains(16))
    return (HTML.replace(b"Subject: x", b"Subject: " + subject.encode()) + b"<p>Verify your account</p>"
            + b"".join(b'<a href="https://%s.test/">x</a>' % h for h in hosts))

MAILS |= {
    # header fields and structure
    'hundreds_of_from_fields': lambda: (b"".join(
        b"From: " + b"\x82\xa0\x82\xa2 " * 12_800 + b"<a@example.test>\r\n" for _ in range(495)) + b"\r\nx", INCOMPLETE),
    'names_in_other_letters': lambda: (names_in_other_letters(1990), COMPLETE),
    'thousand_fields_in_a_thousand_parts': lambda: (parts(1000, lambda i: b"X:y\r\n" * 1000 + b"\r\nx"), INCOMPLETE),
    'continuations_by_the_thousand': lambda: (HEAD + b"Content-Disposition: attachment" + b"".join(
        b";\r\n filename*%d*=%%E3%%81%%82" % i for i in range(3000)) + b"\r\n\r\nx", INCOMPLETE),
    'continuations_in_every_part': lambda: (parts(900, lambda i: b"Content-Type: text/plain" + b"".join(
        b"; name*%d*=%%E3%%81%%82" % k for k in range(99)) + b"\r\n\r\nx"), COMPLETE),
    'long_continuations_in_every_part': lambda: (parts(150, lambda i: b"Content-Disposition: attachment" + b"".join(
        b"; filename*%d*=%s" % (k, b"%E3%81%82" * 60) for k in range(99)) + b"\r\n\r\nx"), INCOMPLETE),
    'content_type_a_thousand_times': lambda: (HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n' % i for i in range(990)) + b"\r\n"
        + b"".join(b"--b%d\r\n\r\nx\r\n" % i for i in range(50_000)), COMPLETE),
    'long_boundaries_in_each_other': lambda: (long_boundaries(5000), COMPLETE),
    'open_quotes_in_parameters': lambda: (parts(150, lambda i: b'Content-Type: text/plain' + b';\r\n a="x=' * 99 + b"\r\n " + b"y" * 60_000
                                                + b"\r\n\r\nx"), COMPLETE),
    'comments_between_parameters': lambda: (parts(150, lambda i: b'Content-Type: text/plain' + b'; (c)(d) a (e) = (f) b' * 2500
                                                  + b"\r\n\r\nx"), INCOMPLETE),
    'digests_in_digests': lambda: (HEAD + b'Content-Type: multipart/digest; boundary="b"\r\n\r\n' + b"--b\r\n\r\nSubject: x\r\n\r\ny\r\n"
                                   * 50_000, INCOMPLETE),
    'multiparts_without_boundary': lambda: (parts(990, lambda i: b"Content-Type: multipart/mixed\r\n\r\n" + b"-- \r\n" * 200), COMPLETE),
    'mails_with_half_headers': lambda: (parts(990, lambda i: b"Content-Type: message/rfc822\r\n\r\nno field\r\nSubject: x\r\n" * 19), INCOMPLETE),
    'addresses_of_all_kinds': lambda: (b"From: " + sub_addresses(400) + b"\r\nTo: " + sub_addresses(400) + b"\r\n\r\nx", COMPLETE),
    'commas_before_an_address': lambda: (b"From: " + b"a," * 32_000 + b"b <a@example.jp>\r\n\r\nx", INCOMPLETE),
    'groups_with_addresses': lambda: (b"From: a@example.jp\r\nTo: " + b"g: a@example.jp, b@example.jp;, " * 1900 + b"\r\n\r\nx", INCOMPLETE),
    'angle_brackets_in_to': lambda: (b"From: a@example.jp\r\nTo: " + b"<" * 32_000 + b">" * 32_000 + b"\r\n\r\nx", COMPLETE),
    'backslashes_in_to': lambda: (b'From: a@example.jp\r\nTo: "' + b"\\\"" * 32_000 + b"\r\n\r\nx", COMPLETE),
    'display_names_with_words': lambda: (b"From: " + b",\r\n ".join(
        b" ".join([b"=?iso-2022-jp?B?GyRCJCIbKEI=?="] * 4) + b" <a%d@example.jp>" % i for i in range(400)) + b"\r\n\r\nx", COMPLETE),
    'words_of_every_charset': lambda: (b"".join(b"Subject: " + b" ".join(
        b"=?%s?B?%s?=" % (CHARSETS[(i + k) % len(CHARSETS)].encode(), base64.b64encode(bytes(range(128, 170))))
        for k in range(500)) + b"\r\n" for i in range(30)) + HEAD + b"\r\nx", INCOMPLETE),
    'parts_of_every_charset': lambda: (parts(990, lambda i: b"Content-Type: text/plain; charset=%s\r\n\r\n\x82\xa0\xa4\xa2\xe3\x81\x82\x1b$B$\"\x1b(B"
                                             % CHARSETS[i % len(CHARSETS)].encode()), COMPLETE),
    'dates_in_comments': lambda: (b"Date: " + b"(" * 30_000 + b")" * 30_000 + b" Mon, 1 Jan 2024 00:00:00 +0900\r\n" + HEAD + b"\r\nx", COMPLETE),
    'received_of_sixty_kilobytes': lambda: ((b"Received: from a (b (c) [192.0.2.1]) " + b"by c (d) with e " * 3900 + b"; x\r\n") * 100 + HEAD
                                            + b"\r\nx", INCOMPLETE),
    'authentication_results_by_the_thousand': lambda: (b"".join(
        b"Authentication-Results: mx%d.example.jp; " % i + b"dkim=pass header.d=example.jp; " * 2000 + b"\r\n" for i in range(200))
        + HEAD + b"\r\nx", INCOMPLETE),
    'list_unsubscribe_of_sixty_kilobytes': lambda: (b"List-Unsubscribe: <http" + b"<http" * 12_000 + b">\r\n" + HEAD + b"\r\nx", COMPLETE),
    'subject_of_spaced_letters': lambda: (b"Subject: " + b"a " * 32_000 + b"\r\nFrom: " + b"A m a z o n " * 5000 + b"<a@example.jp>\r\n\r\nx", INCOMPLETE),
    'subject_of_urls': lambda: (b"Subject: " + b"https://a.test/ " * 4000 + b"\r\n" + HEAD + b"\r\nx", INCOMPLETE),
    # transfer encodings
    'uuencode_begins': lambda: (plain(b"begin 644 x\n" * 300_000, encoding='x-uuencode'), COMPLETE),
    'uuencode_noise': lambda: (plain(b"M" + b"`~" * 1_000_000 + b"\n#\n" * 400_000, encoding='x-uuencode'), COMPLETE),
    'uuencode_lines': lambda: (plain(b"begin 644 x\n" + b"#86)C\n" * 600_000, encoding='x-uuencode'), INCOMPLETE),
    'soft_breaks': lambda: (plain(b"a=\r\n" * 900_000, encoding='quoted-printable'), COMPLETE),
    'soft_breaks_with_blanks': lambda: (plain(b"=    \t   \t   " * 250_000, encoding='quoted-printable'), INCOMPLETE),
    'quoted_everything': lambda: (plain(b"=E3=81=82" * 400_000, encoding='quoted-printable'), COMPLETE),
    'quoted_alternating': lambda: (plain(b"a=41" * 900_000, encoding='quoted-printable'), INCOMPLETE),
    'blanks_before_line_ends': lambda: (plain(b" \t \t \n" * 500_000, encoding='quoted-printable'), COMPLETE),
    'base64_a_letter_a_line': lambda: (plain(b"Q\r\nU\r\nF\r\nB\r\n" * 300_000, encoding='base64'), COMPLETE),
    'base64_of_paddings': lambda: (plain(b"QQ==" * 900_000, encoding='base64'), COMPLETE),
    'base64_with_noise_between': lambda: (plain(b"QUFB!QUFB*" * 360_000, encoding='base64'), INCOMPLETE),
    'base64_of_newlines': lambda: (plain(b"\n" * 4_000_000, encoding='base64'), COMPLETE),
    # charsets
    'escapes_alone': lambda: (plain(b"\x1b" * 3_000_000, 'iso-2022-jp'), INCOMPLETE),
    'escapes_cut_short': lambda: (plain(b"\x1b$\x1b(\x1b$B" * 400_000, 'iso-2022-jp'), INCOMPLETE),
    'four_octets_of_gb18030': lambda: (plain(b"\x81\x30\x81\x30" * 900_000, 'gb18030'), INCOMPLETE),
    'gb18030_without_a_label': lambda: (HEAD + b"\r\n" + b"\x81\x30\x81\x30\x84\x31\xa4\x37" * 450_000, INCOMPLETE),
    'utf7_shifts': lambda: (plain(b"+MEI-a+-" * 450_000, 'utf-7'), INCOMPLETE),
    'hz_shifts': lambda: (plain(b"~{0!~}" * 600_000, 'hz-gb-2312'), INCOMPLETE),
    'utf16_of_halves': lambda: (plain(b"\xd8\x00" * 1_800_000, 'utf-16be'), INCOMPLETE),
    'utf32_noise': lambda: (plain(noise(3_600_000), 'utf-32'), INCOMPLETE),
    'ebcdic_noise': lambda: (plain(noise(3_600_000), 'ibm037'), INCOMPLETE),
    'iso_2022_cn_shifts': lambda: (plain(b"\x1b$)A\x0e0!\x0f" * 450_000, 'iso-2022-cn'), INCOMPLETE),
    'noise_as_utf8': lambda: (plain(noise(3_600_000)), INCOMPLETE),
    'noise_without_a_label': lambda: (HEAD + b"\r\n" + bytes(b | 0x80 for b in noise(3_600_000)), INCOMPLETE),
    'eight_megabytes_of_noise': lambda: (parts(4, lambda i: b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + b"\x82\xa0\xff" * 700_000), INCOMPLETE),
    'every_charset_in_one_text': lambda: (HEAD + b"\r\n" + mixed_octets(20_000), INCOMPLETE),
    'broken_utf8_heads': lambda: (plain(b"\xe3\x81" * 1_800_000), INCOMPLETE),
    'megabytes_of_japanese': lambda: (plain("お客様のアカウントを確認してください。\r\n".encode() * 65_000), INCOMPLETE),
    'megabytes_of_sjis': lambda: (plain("お客様のアカウントを確認してください。\r\n".encode('shift_jis') * 90_000, 'shift_jis'), INCOMPLETE),
    'megabytes_of_japanese_pages': lambda: (parts(3, lambda i: b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        + "<p>お客様のアカウントを確認してください。</p>\r\n".encode() * 55_000), INCOMPLETE),
    # characters
    'expanding_letters': lambda: (plain("\ufdfa".encode() * 1_200_000), INCOMPLETE),
    'hangul_in_pieces': lambda: (plain("\u1112\u1161\u11ab".encode() * 400_000), INCOMPLETE),
    'bidi_controls': lambda: (plain("a\u202e\u2066\u202c\u2069".encode() * 280_000), INCOMPLETE),
    'invisible_letters': lambda: (plain("A\u200b\u2060m\ufeff\u00ad".encode() * 280_000), INCOMPLETE),
    'variation_selectors': lambda: (plain("\u3042\ufe00\U000e0100".encode() * 360_000), INCOMPLETE),
    'mathematical_letters': lambda: (plain("\U0001d400\U0001d431".encode() * 450_000), INCOMPLETE),
    'marks_out_of_order': lambda: (plain(b"a" + "\u0301\u0323\u0327\u0345\u05b0".encode() * 350_000), INCOMPLETE),
    'letter_with_marks': lambda: (plain(("a" + "\u0301\u0327" * 40).encode() * 20_000), INCOMPLETE),
    'scripts_by_turns': lambda: (plain("aаαあア亜가กא".encode() * 160_000), INCOMPLETE),
    'nul_in_everything': lambda: (nul_in_everything(), COMPLETE),
    'nul_after_each_letter': lambda: (plain(b"A\0m\0a\0z\0" * 450_000), INCOMPLETE),
    'quoted_lines': lambda: (plain(b">\n" * 1_800_000), INCOMPLETE),
    'quoted_lines_by_turns': lambda: (plain(b">\na\n" * 900_000), INCOMPLETE),
    'ideographic_stops': lambda: (plain("a。b．c".encode() * 400_000), INCOMPLETE),
    'full_width_schemes': lambda: (plain("ｈｔｔｐｓ：／／ｅ．ｔｅｓｔ ".encode() * 60_000), INCOMPLETE),
    # pages
    'style_blocks': lambda: (page(b"<style>a{}</style>" * 100_000 + b"x"), COMPLETE),
    'style_blocks_with_rules': lambda: (page(b"<p>x<style>.a{color:red}</style>" * 60_000 + b"x"), INCOMPLETE),
    'selectors': lambda: (page(b"<style>" + b"a.b#c>d e," * 200_000 + b"f{color:red}</style>x"), COMPLETE),
    'open_css_comments': lambda: (page(b"<style>" + b"/*" * 900_000 + b"</style>x"), COMPLETE),
    'css_braces': lambda: (page(b"<style>" + b"@media a{" * 300_000 + b"</style>x"), COMPLETE),
    'css_escapes': lambda: (page(b"<style>" + b".\\61\\62 {c\\6f lor:\\72 ed}" * 100_000 + b"</style>x"), COMPLETE),
    'classes_repeated': lambda: (page(b"<style>" + b".a{color:red;font-size:1px}" * 100 + b"</style>"
                                      + (b'<p class="' + b"a " * 490 + b'">x') * 3500), INCOMPLETE),
    'classes_many': lambda: (page(b"<style>" + b"".join(b".c%d{color:red}" % (i % 30) for i in range(960)) + b"</style>"
                                  + (b'<p class="' + b" ".join(b"c%d" % i for i in range(30)) + b'">x') * 25_000), INCOMPLETE),
    'attributes_of_references': lambda: (page(b'<a href="' + b"&#x41;" * 600_000 + b'">x</a>'), INCOMPLETE),
    'attributes_of_references_often': lambda: (page((b'<a href="https://e.test/' + b"&#x41;" * 1300 + b'">x</a>') * 450), INCOMPLETE),
    'styles_of_references': lambda: (page((b'<p style="' + b"c&#x6f;lor:red;" * 60 + b'">x') * 4000), INCOMPLETE),
    'links_around_each_letter': lambda: (page(b"<a href=x>y</a>" * 250_000), INCOMPLETE),
    'link_around_everything': lambda: (page(b'<a href="https://example.test/">' + b"h1.example.test <b>x</b> " * 150_000), INCOMPLETE),
    'labels_full_of_hosts': lambda: (page((b'<a href="https://a.test/">' + b" ".join(b"h%d.example.com" % i for i in range(60)) + b"</a>")
                                          * 3500), INCOMPLETE),
    'labels_full_of_urls': lambda: (page((b'<a href="https://a.test/">' + b" ".join(b"https://h%d.example.com/" % i for i in range(40))
                                          + b"</a>") * 3500), INCOMPLETE),
    'long_base': lambda: (page(b'<base href="https://example.test/' + b"d/" * 4000 + b'">' + b'<a href="x">y</a>' * 3000), INCOMPLETE),
    'long_base_with_dots': lambda: (page(b'<base href="https://example.test/' + b"d/" * 4000 + b'">'
                                         + (b'<a href="' + b"../" * 300 + b'x">y</a>') * 2500), INCOMPLETE),
    'font_faces': lambda: (page(b"".join(b'<font face="f%057d">' % (i % 33) + b"x</font>" for i in range(40_000))), INCOMPLETE),
    'font_faces_new': lambda: (page(b'<font face="' + b"a,b,c,d,e," * 10 + b'">x</font>' + b'<font face="ab,bc,cd,de,ef,fg,gh">' * 90_000), INCOMPLETE),
    'srcsets': lambda: (page((b'<img srcset="' + b"x 1x," * 1500 + b'">') * 450), INCOMPLETE),
    'backgrounds': lambda: (page(b'<td background="https://example.test/x.png" style="background:url(https://example.test/y.png)">' * 35_000), INCOMPLETE),
    'css_urls': lambda: (page(b'<p style="' + b"background:url(https://e.test/x);" * 100_000 + b'">x'), INCOMPLETE),
    'tables_in_cells': lambda: (page(b"<table><tr><td>" * 200_000 + b"x"), INCOMPLETE),
    'rows_alone': lambda: (page(b"<table>" + b"<tr>" * 900_000 + b"x"), INCOMPLETE),
    'cells_and_blocks': lambda: (page(b"<table><tr><td><div><p>" * 100 + b"<td>x<tr>y" * 300_000), COMPLETE),
    'formatting_across_blocks': lambda: (page(b"<b><div></b>" * 250_000 + b"x"), INCOMPLETE),
    'formatting_deep_then_closed': lambda: (page(b"<div>" * 500 + b"<i>" + b"</b></u></s><i></i>" * 150_000), COMPLETE),
    'list_items': lambda: (page(b"<ul>" * 250 + b"<li><dd><dt>" * 250_000), COMPLETE),
    'paragraphs_deep': lambda: (page(b"<span>" * 400 + b"<p><span>" * 300_000), COMPLETE),
    'vector_images': lambda: (page(b"<svg><math><foreignObject>" * 120_000 + b"x"), INCOMPLETE),
    'character_data': lambda: (page(b"<svg>" + b"<![CDATA[" * 350_000), INCOMPLETE),
    'conditional_comments': lambda: (page(b"<!--[if mso]><a href=x>y</a><![endif]-->" * 80_000), INCOMPLETE),
    'conditional_comments_open': lambda: (page(b"<!--[if mso]>" * 250_000 + b"-->"), INCOMPLETE),
    'scripts_in_comments': lambda: (page(b"<script><!--<script " * 180_000), INCOMPLETE),
    'scripts': lambda: (page(b"<script>" + b"</script <!-- " * 250_000), INCOMPLETE),
    'titles': lambda: (page(b"<title>" + b"a &amp; " * 450_000), INCOMPLETE),
    'textareas': lambda: (page(b"<textarea>" + b"</textare" * 400_000), INCOMPLETE),
    'options': lambda: (page(b"<select>" + b"<option>x" * 400_000), INCOMPLETE),
    'inputs': lambda: (page(b"<form action=x>" + b"<input type=submit value=y><input placeholder=z>" * 80_000), INCOMPLETE),
    'hidden_runs': lambda: (page(b'<span style="display:none">x</span>y' * 100_000), INCOMPLETE),
    'hidden_text_of_megabytes': lambda: (page(b'<div style="display:none">' + b"preview text " * 280_000 + b"</div>x"), INCOMPLETE),
    'hidden_links': lambda: (page(b'<a href="https://example.test/" style="display:none">example.com</a>' * 50_000), INCOMPLETE),
    'table_of_colours': lambda: (page(b"".join(b'<td bgcolor="#%06x" style="color:rgb(%d, %d, 3)">x' % (i * 77 % 16777216, i % 256, i % 99)
                                               for i in range(60_000))), INCOMPLETE),
    'colour_of_a_megabyte': lambda: (page(b'<font color="' + b"#f" * 1_800_000 + b'">x'), INCOMPLETE),
    'attributes_in_one_tag': lambda: (page(b"<p" + b" a" * 1_800_000 + b">x"), INCOMPLETE),
    'attributes_repeated': lambda: (page((b"<p" + b" href=x" * 190 + b">x") * 2500), INCOMPLETE),
    'entities_without_end': lambda: (page(b"&#" * 900_000 + b"&#x" * 600_000), INCOMPLETE),
    'entities_of_digits': lambda: (page(b"&#" + b"1" * 3_600_000), INCOMPLETE),
    'pages_by_the_hundred': lambda: (parts(400, lambda i: b"Content-Type: text/html\r\n\r\n" + b'<a href="x">https://e.test/</a>' * 250), INCOMPLETE),
    'pages_with_full_links': lambda: (parts(40, lambda i: b"Content-Type: text/html\r\n\r\n" + b'<a href=x>http://e.test</a>' * 2000), INCOMPLETE),
    'tags_never_closed': lambda: (page(b"<p " * 1_000_000), COMPLETE),
    'less_than_signs': lambda: (page(b"<" * 3_600_000), INCOMPLETE),
    'meta_refreshes': lambda: (page(b'<meta http-equiv=refresh content="0;url=https://e.test/">' * 60_000), INCOMPLETE),
    'image_maps': lambda: (page(b'<area href="https://e.test/" alt="Amazon">' * 80_000), INCOMPLETE),
    'forms_and_buttons': lambda: (page(b'<form action="https://e.test/"><button formaction="https://f.test/">x</button></form>' * 30_000), INCOMPLETE),
    # links
    'hosts_of_full_width': lambda: (plain("https://ｅｘａｍｐｌｅ。ｔｅｓｔ/ ".encode() * 60_000), INCOMPLETE),
    'hosts_of_long_labels': lambda: (page(b"".join(b'<a href="https://' + ("é" * 3900).encode() + b'.test/">x</a>' for _ in range(450))), INCOMPLETE),
    'hosts_of_many_labels': lambda: (page(b"".join(b'<a href="https://' + ("é." * 2600).encode() + b'test/">x</a>' for _ in range(450))), INCOMPLETE),
    'punycode': lambda: (page(b"".join(b'<a href="https://xn--' + b"a" * 8000 + b"-9" + b'.test/">x</a>' for _ in range(450))), INCOMPLETE),
    'punycode_of_large_deltas': lambda: (page(b"".join(b'<a href="https://xn--' + b"zz" * 4000 + b'.test/">x</a>' for _ in range(450))), INCOMPLETE),
    'punycode_labels': lambda: (page(b"".join(b'<a href="https://' + b"xn--9ca." * 1000 + b'test/">x</a>' for _ in range(450))), INCOMPLETE),
    'punycode_in_text': lambda: (plain(b"https://xn--fsqu00a.xn--0zwm56d/ " * 100_000), INCOMPLETE),
    'hosts_invalid': lambda: (plain("http://é%zz.test/ http://[::1 http://a_b..c/ ".encode() * 60_000), INCOMPLETE),
    'hosts_with_www': lambda: (plain(b"www.a.invalid.zzzzz " * 180_000), INCOMPLETE),
    'ipv4_in_disguise': lambda: (plain(b"http://0x7f.1/ http://0300.0250.1/ http://3221225985/ " * 60_000), INCOMPLETE),
    'ipv6': lambda: (plain(b"http://[2001:db8::1%25eth0]/ http://[::ffff:192.0.2.1]/ " * 60_000), INCOMPLETE),
    'percent_in_percent': lambda: (plain(b"https://e.test/" + b"%25" * 1_200_000), INCOMPLETE),
    'percent_in_percent_often': lambda: (plain((b"https://e.test/?u=" + b"%25" * 2600 + b" ") * 450), INCOMPLETE),
    'wrappers_of_wrappers': lambda: (plain((nested_percent(8) + b" ") * 1500), INCOMPLETE),
    'wrappers_of_hosts': lambda: (page((b'<a href="https://www.google.com/url?q=https://' + b"a." * 3900 + b'test/">x</a>') * 450), INCOMPLETE),
    'tokens': lambda: (page((b'<a href="https://e.test/?' + b"&".join(b"k=%s" % base64.b64encode(b"abcdefgh%d" % i) for i in range(300))
                             + b'">x</a>') * 600), INCOMPLETE),
    'tokens_of_hex': lambda: (page((b'<a href="https://e.test/?' + b"61" * 3900 + b'">x</a>') * 450), INCOMPLETE),
    'tokens_of_base64': lambda: (page((b'<a href="https://e.test/?' + b"QUFB" * 1990 + b'">x</a>') * 450), INCOMPLETE),
    'at_signs_in_urls': lambda: (page((b'<a href="https://' + b"a@" * 3900 + b'e.test/">x</a>') * 450), INCOMPLETE),
    'backslashes_in_urls': lambda: (page((b'<a href="https:' + b"\\" * 7900 + b'e.test/">x</a>') * 450), INCOMPLETE),
    'long_urls': lambda: (page((b'<a href="https://e.test/' + b"a" * 7900 + b'">x</a>') * 450), INCOMPLETE),
    'dots_in_urls': lambda: (page((b'<a href="https://e.test/' + b"./../a/" * 1100 + b'">x</a>') * 450), INCOMPLETE),
    'brackets_after_urls': lambda: (plain((b"https://e.test/" + b")" * 8000 + b" ") * 400), INCOMPLETE),
    'defanged': lambda: (plain(b"hxxps[:]//e[.]test/ www[.]e[.]com " * 90_000), INCOMPLETE),
    'links_that_lie': lambda: (page(b"".join(b'<a href="https://e%d.test/">https://www.amazon.co.jp/x%d</a> ' % (i, i) for i in range(1990))), INCOMPLETE),
    'lies_with_controls': lambda: (page(b"".join(
        b'<a href="https://e%d.test/' % i + b"&#x7;" * 90 + b'">https://www.amazon.co.jp/' + b"&#x1b;" * 240 + b"</a> " for i in range(1990))), INCOMPLETE),
    'links_with_one_label': lambda: (page(b"".join(b'<a href="https://h%d.e%d.test/">here</a> ' % (i, i) for i in range(1990))), COMPLETE),
    'links_to_one_of_two_names': lambda: (page(b"".join(b'<a href="https://e.test/">label %d</a> ' % i for i in range(1990))), COMPLETE),
    'mail_addresses_as_links': lambda: (page(b'<a href="mailto:a@example.jp">b@example.com</a>' * 50_000), INCOMPLETE),
    # words
    'every_brand_in_every_place': lambda: (b'From: "' + " ".join(names_of_brands()).encode()[:60_000] + b'" <a@example.jp>\r\nSubject: '
        + " ".join(names_of_brands()).encode()[:60_000] + b"\r\n" + HEAD[26:] + b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        + ("\r\n".join(names_of_brands()) + "\r\n").encode() * 150, INCOMPLETE),
    'signatures_in_every_part': lambda: (parts(990, lambda i: b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        + "\r\n".join(w + " サポートでございます" for w in names_of_brands()[i % 90::97]).encode()), INCOMPLETE),
    'official_hosts_in_the_name': lambda: (b'From: "' + b"kagoya.net xserver.ne.jp " * 2500 + b'" <a@example.jp>\r\n\r\nx', INCOMPLETE),
    'every_phrase': lambda: (plain("\r\n".join(phrases_of_all() * 60).encode()[:3_600_000]), INCOMPLETE),
    'phrases_in_every_part': lambda: (parts(990, lambda i: b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        + "\r\n".join(phrases_of_all()[i % 50::50]).encode()), INCOMPLETE),
    'recipient_everywhere': lambda: (HEAD + b"\r\n" + b"https://e.test/?b@example.jp=b%40example.jp&YkBleGFtcGxlLmpw " * 50_000, INCOMPLETE),
    'boundary_between_everything': lambda: (parts(990, lambda i: b"Content-Type: text/html\r\n\r\n<form action=x><input type=password>"), INCOMPLETE),
}

MAILS.update(FILES)
