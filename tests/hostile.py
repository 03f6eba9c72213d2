#!/usr/bin/env python3
"""Hostile mails made here, each examined by the program: it must answer, within 100 ms of its own time (ten times that under a
sanitizer) and 64 MB more than an empty mail takes, and say so where a limit was reached.

usage: hostile.py PROGRAM plain|sanitized [NAME]"""
import base64, json, os, random, resource, subprocess, sys, tempfile, time

HEAD = b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n"

def nested_boundaries(n):
    out = [HEAD + b'Content-Type: multipart/mixed; boundary="b0"\r\n\r\n']
    for i in range(n):
        out.append(b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (i, i + 1))
    return b''.join(out) + b'--b%d\r\n\r\ntext\r\n' % n

def noise(n):
    return random.Random(1).randbytes(n)

# name: (mail, a limit is reached)
MAILS = {
    'nested_groups_in_to': lambda: (b"From: a@example.jp\r\nTo: " + b"g:" * 500_000 + b"\r\n\r\nx", True),
    'nested_comments_in_to': lambda: (b"From: a@example.jp\r\nTo: " + b"(" * 500_000 + b"\r\n\r\nx", True),
    'header_of_ten_megabytes': lambda: (HEAD + b"X-Y: " + b"z" * 10_000_000 + b"\r\n\r\nx", True),
    'header_of_a_million_fields': lambda: (HEAD + b"X-Y: zzzz\r\n" * 1_000_000 + b"\r\nx", True),
    'content_type_parameters': lambda: (HEAD + b"Content-Type: text/plain" + b"".join(
        b";\r\n p%d=v" % i for i in range(200_000)) + b"\r\n\r\nx", True),
    'hundred_thousand_parts': lambda: (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
                                       + b"--b\r\n\r\nx\r\n" * 100_000 + b"--b--\r\n", True),
    'nested_boundaries': lambda: (nested_boundaries(10_000), True),
    'nested_tables': lambda: (HTML + b"<table>" * 100_000 + b"x", True),
    'million_divs': lambda: (HTML + b"<div>" * 1_000_000 + b"x", True),
    'hundred_thousand_attributes': lambda: (HTML + b"<a " + b"".join(
        b'a%d="v" ' % i for i in range(100_000)) + b'href="https://example.test/">x</a>', True),
    'base64_noise': lambda: (HEAD + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                             + noise(5_000_000), None),
    'base64_of_noise': lambda: (HEAD + b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + base64.encodebytes(noise(3_700_000)), None),
    'unknown_charsets': lambda: (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"".join(
        b"--b\r\nContent-Type: text/plain; charset=x-unknown-%d\r\n\r\n\x82\xa0\r\n" % i
        for i in range(5_000)) + b"--b--\r\n", True),
    'unknown_charsets_in_words': lambda: (b"Subject: " + b"".join(
        b"=?x-unknown-%d?Q?=82=A0?= " % i for i in range(5_000)) + b"\r\nFrom: a@example.jp\r\n\r\nx", None),
    'links_by_the_thousand': lambda: (HTML + b"".join(
        b'<a href="https://h%d.example.test/">h%d.example.test</a> ' % (i, i) for i in range(50_000)), True),
    'open_quotes': lambda: (HTML + b'<a href="' * 300_000, None),
    'open_comments': lambda: (HTML + b"<!--" * 500_000, None),
    'entities': lambda: (HTML + b"&amp;&#x41;&notanentity" * 100_000, None),
    'colons_and_dots': lambda: (HEAD + b"\r\n" + b"http://" * 200_000 + b"a." * 500_000, None),
    'brand_names': lambda: (HEAD + b"\r\n" + "カゴヤ Amazon KAGOYA ".encode() * 50_000, None),
    'received_lines': lambda: (b"Received: from a (b [192.0.2.1]) by c; x\r\n" * 20_000 + HEAD + b"\r\nx", True),
    'nuls': lambda: (b"\0" * 1_000_000, None),
    'only_line_feeds': lambda: (b"\n" * 1_000_000, None),
    'only_carriage_returns': lambda: (b"\r" * 1_000_000, None),
    'empty_mail': lambda: (b"", None),
}

def examine(program, path):
    """(seconds of its own time, kilobytes at most, exit status, answer)"""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([program, 'examine', '--format', 'jsonl', '--jobs', '1', path], stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().splitlines()
    return used.ru_utime + used.ru_stime, used.ru_maxrss, child.returncode, json.loads(lines[0]) if lines else None

def main(program, how, only=None):
    slack = 1 if how == 'plain' else 10
    names = [only] if only else list(MAILS)
    print(f'1..{len(names)}')
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'mail.eml')
        open(path, 'wb').write(b'')
        empty = min(examine(program, path)[:2] for _ in range(3))
        for n, name in enumerate(names, 1):
            mail, limited = MAILS[name]()
            with open(path, 'wb') as f:
                f.write(mail)
            seconds, kilobytes, status, answer = min((examine(program, path) for _ in range(2)), key=lambda r: r[0])
            took, more = 1000 * (seconds - empty[0]), (kilobytes - empty[1]) / 1024 - len(mail) / 1048576
            faults = []
            if status not in (0, 10, 11, 12) or answer is None:
                faults.append(f'exit status {status}')
            elif limited and answer['complete']:
                faults.append('it claims to be complete')
            if took > 100 * slack:
                faults.append('too slow')
            if how == 'plain' and more > 64:
                faults.append('too much memory')
            bad += bool(faults)
            print(f"{'not ok' if faults else 'ok'} {n} - {name}_is_answered # {took:.0f} ms {more:.0f} MB"
                  f"{' ' + ', '.join(faults) if faults else ''}", flush=True)
    return 1 if bad else 0

sys.exit(main(*sys.argv[1:]))
