"""Mails for the tests of the milter, by what is to come of them, and reading what was delivered."""
import email.header, pathlib, re

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / 'golden'
ADDED_BY_TRANSPORT = re.compile(rb'(?:Return-Path|Delivered-To|Received|Authentication-Results):[^\n]*\n(?:[ \t][^\n]*\n)*', re.I)

def golden(name):
    """A mail of tests/golden as it comes to our border: without what our side wrote on top."""
    octets = (GOLDEN / f'{name}.eml').read_bytes().replace(b'\r\n', b'\n')
    while top := ADDED_BY_TRANSPORT.match(octets):
        octets = octets[top.end():]
    return octets

PHISHING = golden('kagoya-iso-2022-jp')
SUSPICIOUS = golden('attached-lure-zip-encrypted')
GENUINE = golden('xserver-genuine-notice')      # where its sender is authenticated
GENUINE_RESULTS = b"""Authentication-Results: mx.example.jp;
 spf=pass smtp.mailfrom=support@xserver.ne.jp;
 dkim=pass header.d=xserver.ne.jp;
 dmarc=pass header.from=xserver.ne.jp
"""
PLAIN = """From: Hanako <hanako@example.com>
To: taro@example.jp
Subject: =?UTF-8?B?5pi86aOf?=
Date: Mon, 5 Jan 2026 10:00:00 +0900
Message-ID: <1@example.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

明日、昼食をご一緒しませんか。
""".encode()

def with_subject(octets, raw):
    """`raw` is the whole field, or nothing."""
    return re.sub(rb'^Subject:[^\n]*\n(?:[ \t][^\n]*\n)*', lambda _: raw, octets, count=1, flags=re.M)

def with_fields(octets, raw):
    return raw + octets

def fields(octets, name):
    """Raw bodies of every field of that name, unfolded, without the blank before them."""
    head = octets.partition(b'\n\n')[0] + b'\n'
    found = re.findall(rb'^' + re.escape(name) + rb':([^\n]*\n(?:[ \t][^\n]*\n)*)', head, re.M | re.I)
    return [re.sub(rb'\n(?=[ \t])', b'', f).strip(b'\n').lstrip(b' ') for f in found]

def level(octets):
    """What the milter says of a delivered mail; None when it says nothing."""
    said = fields(octets, b'X-Shingan-Level')
    assert len(said) < 2, said
    return said[0].decode() if said else None

def shown(raw):
    """A subject as a reader shows it, where all of it is US-ASCII."""
    return str(email.header.make_header(email.header.decode_header(raw.decode('ascii'))))
