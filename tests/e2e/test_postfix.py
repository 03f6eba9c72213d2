#!/usr/bin/env python3
"""The Postfix of the tests delivers what it is sent, octet by octet, and does what a milter tells it.
usage: test_postfix.py [TEST...]"""
import os, signal, subprocess, sys, time

import little_milter, postfix, smtp, tap
from little_milter import LittleMilter

SENDER, TARO = b'hanako@example.com', b'taro@example.jp'
PLAIN = 'From: hanako@example.com\nTo: taro@example.jp\nSubject: lunch\n\n.\n..dots\nShall we?\n'.encode()
MAILS = {
    'plain': PLAIN,
    'iso-2022-jp': 'From: h@example.com\nSubject: 昼食\nContent-Type: text/plain; charset=iso-2022-jp\n\n昼食のご相談\n'.encode('iso-2022-jp'),
    'shift_jis': 'From: h@example.com\nSubject: 昼食\n\n昼食のご相談 ソ表\n'.encode('cp932'),
    'utf-8': 'From: h@example.com\nSubject: 昼食\nContent-Type: text/plain; charset=utf-8\n\n昼食のご相談\n'.encode(),
    'long lines': b'From: h@example.com\nSubject: long\n\n' + b'x' * 70000 + b'\n' + b'y' * 2048 + b'\n',
    'controls': b'From: h@example.com\nSubject: c\n\na\x00b\x01\x7f\xff c\n',
    'odd fields': b'From: h@example.com\nX-A:no space\nX-B:  two \t\nX-C:\nSubject: folded\n\tby a tab\n  and blanks\n\nx\n',
    'repeated': b'Return-Path: <x@example.com>\nReceived: by a.example.com\nReceived: by b.example.com\nBcc: c@example.com\nFrom: h@example.com\n\n\n\nx\n',
    'no body': b'From: h@example.com\nSubject: only fields\n\n',
    'parts': b'From: h@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\n\x83\x5c 8bit\n--b--\nepilogue\n',
}

def client(it):
    c = smtp.Client(it.port)
    c.ehlo()
    return c

def mails_arrive_octet_by_octet(tmp, it):
    with client(it) as c:
        for name, octets in MAILS.items():
            c.send_mail(SENDER, [TARO], octets, b'BODY=8BITMIME')
            it.settle()
            (got,) = it.delivered()
            assert postfix.taken_apart(got) == ('taro@example.jp', b'', octets), (name, got[-600:], octets[-300:])
            it.forget()

def many_mails_on_one_connection_for_several_people(tmp, it):
    people = [b'a@example.jp', b'b@other.example.jp', b'c@third.example.jp']
    with client(it) as c:
        for i in range(20):
            c.send_mail(SENDER, people, PLAIN.replace(b'lunch', b'lunch %d' % i))
    it.settle()
    got = sorted(postfix.taken_apart(d) for d in it.delivered())
    assert got == sorted((p.decode(), b'', PLAIN.replace(b'lunch', b'lunch %d' % i)) for i in range(20) for p in people), len(got)

def a_mail_broken_off_is_not_delivered(tmp, it):
    with client(it) as c:
        c.begin(SENDER, [TARO], b'From: h@example.com\r\n\r\nhalf')
    with client(it) as c:
        c.send_mail(SENDER, [TARO], PLAIN)
    it.settle()
    assert len(it.delivered()) == 1, it.delivered()

def other_domains_are_refused_and_binary_too(tmp, it):
    with client(it) as c:
        assert c.mail(SENDER, [b'x@elsewhere.example.org'], PLAIN)[0] == 554
        got = c.envelope(SENDER, [], b'BODY=BINARYMIME')
        assert got == [(555, '5.5.4 Unsupported option: BODY=BINARYMIME')], got
        assert 'SMTPUTF8' in c.extensions
        c.send_mail('花子@example.com'.encode(), ['太郎@example.jp'.encode()], MAILS['utf-8'], b'SMTPUTF8 BODY=8BITMIME')
    it.settle()
    assert postfix.taken_apart(it.delivered()[0]) == ('太郎@example.jp', b'', MAILS['utf-8']), it.delivered()

def who_submits_must_say_who_it_is(tmp, it):
    with smtp.Client(it.submission) as c:
        c.ehlo()
        assert 'AUTH' not in c.extensions and 'STARTTLS' in c.extensions, c.extensions
        assert c.mail(SENDER, [TARO], PLAIN)[0] == 554
        assert 'AUTH' in c.secure()
        assert c.authenticate('hanako', 'wrong')[0] == 535
        assert c.authenticate('hanako', 'secret')[0] == 235
        c.send_mail(SENDER, [TARO], PLAIN)
    it.settle()
    assert b'with ESMTPSA' in it.delivered()[0]

def a_milter_is_given_what_was_sent_and_is_obeyed(tmp, it):
    """What it does is chosen by the subject."""
    acts = {b' add': [little_milter.add(b'X-Last', b' \xe6\x9c\xab'), little_milter.insert(0, b'X-First', b' 1')],
            b' change': [little_milter.change(1, b'Subject', b' other'), little_milter.change(2, b'X-Twice', b'')],
            b' hold': [little_milter.quarantine(b'looked at')],
            b' five': [little_milter.refuse(b'550 5.7.1 Not 100% wanted; id 0123')],
            b' four': [little_milter.refuse(b'451 4.7.1 Come again; id 0123')],
            b' drop': [little_milter.DROP]}
    def judge(mail):
        return acts.get(next(v for n, v in mail.headers if n == b'Subject'), [])
    with LittleMilter(tmp / 'socket', judge) as seen, client_of(it, tmp) as c:
        c.pretend('192.0.2.7', 'mail.example.com', 'mail.example.com')
        def sent(subject):
            seen.mails.clear()
            octets = b'From: h@example.com\nX-Twice: 1\nX-Twice: 2\nSubject: ' + subject + b'\n\n\x83\x5c\n' + b'z' * 200000 + b'\n'
            got = c.mail(SENDER, [TARO, b'jiro@other.example.jp'], octets)
            it.settle()
            (mail,) = seen.mails
            assert mail.octets() == octets and mail.recipients == [b'<taro@example.jp>', b'<jiro@other.example.jp>'], mail.octets()[:300]
            assert b'192.0.2.7' in mail.client and mail.helo == b'mail.example.com', mail
            return octets, got
        octets, _ = sent(b'plain')
        assert {postfix.taken_apart(d)[2] for d in it.delivered()} == {octets}
        it.forget()
        octets, _ = sent(b'add')
        # What is put first stands above Postfix's own Received.
        assert all(postfix.taken_apart(d)[1] == b'X-First: 1\n' and d.endswith(b'z\n') for d in it.delivered()), it.delivered()[0][:600]
        assert all(b'Subject: add\nX-Last: \xe6\x9c\xab\n\n' in d for d in it.delivered()), it.delivered()[0][:600]
        it.forget()
        octets, _ = sent(b'change')
        want = octets.replace(b'Subject: change', b'Subject: other').replace(b'X-Twice: 2\n', b'')
        assert {postfix.taken_apart(d)[2] for d in it.delivered()} == {want}
        it.forget()
        octets, got = sent(b'hold')
        (to, held), = it.held()
        assert got[0] == 250 and not it.delivered() and held.endswith(octets), (got, held[:600])
        assert sorted(to) == ['jiro@other.example.jp', 'taro@example.jp'], to
        it.forget()
        assert not it.held()
        for subject, reply in ((b'five', (550, '5.7.1 Not 100% wanted; id 0123')), (b'four', (451, '4.7.1 Come again; id 0123'))):
            assert sent(subject)[1] == reply, subject
        assert sent(b'drop')[1][0] == 250
        assert not it.delivered() and not it.held()

def client_of(it, tmp):
    it.reload(smtpd_milters=f'unix:{tmp}/socket')
    return smtp.Client(it.port)

def without_its_milter_it_does_what_it_was_told_to(tmp, it):
    for action, code in (('tempfail', 451), ('accept', 250), ('reject', 550)):
        it.reload(smtpd_milters=f'unix:{tmp}/nobody', milter_default_action=action)
        with client(it) as c:
            assert c.mail(SENDER, [TARO], PLAIN)[0] == code, action
    it.reload(smtpd_milters='', milter_default_action='tempfail')

def it_ends_with_the_program_that_started_it(tmp, it):
    """Even where that has no time to say so."""
    code = f'import sys; sys.path.insert(0, {sys.path[0]!r}); import postfix, time\n' \
           f'with postfix.Postfix(folder={str(tmp)!r}) as it: print(it.master.pid, flush=True); time.sleep(60)'
    with subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE) as other:
        master = int(other.stdout.readline())
        os.kill(master, 0)
        other.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while os.path.exists(f'/proc/{master}') or list(tmp.glob('pfx-*')):
        assert time.monotonic() < end, master
        time.sleep(0.05)

TESTS = [mails_arrive_octet_by_octet, many_mails_on_one_connection_for_several_people, a_mail_broken_off_is_not_delivered,
         other_domains_are_refused_and_binary_too, who_submits_must_say_who_it_is, a_milter_is_given_what_was_sent_and_is_obeyed,
         without_its_milter_it_does_what_it_was_told_to, it_ends_with_the_program_that_started_it]

def with_empty_mailbox(test, it):
    def run(tmp, *_):
        it.forget()
        test(tmp, it)
    run.__name__ = test.__name__
    return run

def main():
    if not postfix.may_run():
        return tap.skip_all("Postfix's master has to be started by root")
    with postfix.Postfix() as it:
        return tap.run([with_empty_mailbox(t, it) for t in TESTS], only=sys.argv[1:])

sys.exit(main())
