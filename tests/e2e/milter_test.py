#!/usr/bin/env python3
"""shingan-milter behind a real Postfix, from outside: what is delivered, held and refused, and what trouble costs.
usage: milter_test.py PROGRAM SOURCE [TEST...]"""
import base64, collections, json, os, pathlib, random, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.request

import postfix, shingan_milter, smtp, tap
from milter_mails import GENUINE, GENUINE_RESULTS, PHISHING, PLAIN, SUSPICIOUS, fields, level, shown, with_fields, with_subject

SENDER, TARO = b'info@mail.example.net', b'taro@example.jp'
PREFIX = '【フィッシングの疑い】'
OURS = rb'(?:Authentication-Results|X-Shingan-[A-Za-z]+):[^\n]*\n(?:[ \t][^\n]*\n)*'

class House:
    """One Postfix for all tests, and the milter of each."""

    def __init__(self, program, source, folder):
        self.program, self.data, self.folder = program, pathlib.Path(source, 'data').resolve(), folder
        self.it = postfix.Postfix(f'unix:{folder}/milter.sock', settings={'milter_content_timeout': '30s'})

    def milter(self, policies=None, **sections):
        return shingan_milter.Milter(self.program, self.data, self.folder, policies, **sections)

    def client(self, **who):
        c = smtp.Client(self.it.port)
        c.pretend(**who)
        return c

    def send(self, octets, recipients=(TARO,), parameters=b'BODY=8BITMIME', **who):
        """The reply to one mail on a connection of its own."""
        with self.client(**who) as c:
            return c.mail(SENDER, list(recipients), octets, parameters)

    def outcome(self, octets, *args, **who):
        """(fields on top, octets below) of the one delivery of a mail that is sent now."""
        self.it.forget()
        got = self.send(octets, *args, **who)
        assert got[0] == 250, got
        self.it.settle()
        (one,) = self.it.delivered()
        return postfix.taken_apart(one)[1:]

def all_levels(action):
    return dict.fromkeys(('phishing', 'suspicious', 'no-sign', 'genuine', 'undetermined'), action)

# ---- what is done with a mail ----

def a_tagged_mail_has_our_fields_on_top_and_is_else_unchanged(tmp, h):
    with h.milter():
        for octets, wanted, result in ((PHISHING, 'phishing', b'fail'), (SUSPICIOUS, 'suspicious', b'softfail'), (PLAIN, 'no-sign', b'neutral')):
            top, below = h.outcome(octets)
            assert below == octets, (wanted, below[:800])
            assert re.fullmatch(rb'(?:' + OURS + rb')+', top), top
            assert level(top) == wanted, top
            (points,), (findings,) = fields(top, b'X-Shingan-Points'), fields(top, b'X-Shingan-Findings')
            assert re.fullmatch(rb'[+-]\d+\.\d\d', points), points
            assert re.fullmatch(rb'none|[a-z0-9-]+ \([+-]\d+\.\d\d\)(,[ \t]+[a-z0-9-]+ \([+-]\d+\.\d\d\))*', findings), findings
            assert wanted == 'no-sign' or findings != b'none'
            (said,) = fields(top, b'Authentication-Results')
            assert re.match(rb'mx\.example\.jp;\s+x-shingan=' + result + rb'\b', said), said
            assert all(len(line) <= 78 for line in top.splitlines()), top

def an_accepted_mail_is_untouched(tmp, h):
    with h.milter(policy=all_levels('accept')):
        for octets in (PHISHING, PLAIN):
            assert h.outcome(octets) == (b'', octets)

def a_quarantined_mail_is_held_with_its_fields_and_can_be_let_go(tmp, h):
    with h.milter(policy={'phishing': 'quarantine'}):
        got = h.send(PHISHING)
        h.it.settle()
        ((to, octets),) = h.it.held()
        assert got[0] == 250 and not h.it.delivered() and to == ['taro@example.jp'], (got, to)
        assert level(octets) == 'phishing' and octets.endswith(PHISHING), octets[:900]
        h.it.release()
        postfix.until(h.it.delivered, 'the held mail is delivered')
        assert postfix.taken_apart(h.it.delivered()[0])[2] == PHISHING

def a_refused_mail_has_a_reference_that_the_log_has_too(tmp, h):
    with h.milter(policy={'phishing': 'reject'}) as m:
        code, text = h.send(PHISHING)
        found = re.search(r'\(reference ([0-9A-Za-z]+)\)$', text)
        assert code == 550 and text.startswith('5.7.1 ') and found, (code, text)
        assert re.search(rf'event=mail .*{found[1]}.*action=reject', m.log()) and found[1] in h.it.log(), m.log()[-900:]
        h.it.settle()
        assert not h.it.delivered() and not h.it.held()
        assert h.send(PLAIN)[0] == 250
    with h.milter(policy={'phishing': 'tempfail', 'suspicious': 'reject', 'reject-text': 'Ask postmaster@example.jp'}):
        code, text = h.send(PHISHING)
        assert code == 451 and re.fullmatch(r'4\.7\.1 .+ \(reference [0-9A-Za-z]+\)', text), (code, text)
        code, text = h.send(SUSPICIOUS)
        assert code == 550 and re.fullmatch(r'5\.7\.1 Ask postmaster@example\.jp \(reference [0-9A-Za-z]+\)', text), (code, text)

def subjects_get_their_prefix_and_keep_their_octets(tmp, h):
    lure = 'メールバージョンアップのお知らせ'
    raw = {
        'encoded': fields(PHISHING, b'Subject')[0],
        'iso-2022-jp': lure.encode('iso-2022-jp'),
        'utf-8': lure.encode(),
        'cp932': lure.encode('cp932'),
        'ascii': b'KAGOYA: update your mail',
        'long': b'=?UTF-8?B?' + base64.b64encode(lure.encode()) + b'?= ' + b'x ' * 400 + b'end',
    }
    with h.milter(policy={'subject-prefix-phishing': PREFIX, 'subject-prefix-suspicious': '[SUSPICIOUS]'}):
        for name, subject in raw.items():
            octets = with_subject(PHISHING, b'Subject: ' + subject + b'\n')
            top, below = h.outcome(octets)
            assert level(top) == 'phishing', (name, top)
            (got,) = fields(below, b'Subject')
            assert got.endswith(subject), (name, got)
            before = got[:-len(subject)]
            assert before.isascii() and shown(before).strip() == PREFIX, (name, before)
            assert all(len(w) <= 75 for w in before.split()), before
            assert with_subject(below, b'') == with_subject(octets, b''), name
            if name == 'encoded':
                assert shown(got).replace(' ', '') == PREFIX + shown(subject).replace(' ', ''), shown(got)
        none = with_subject(PHISHING, b'')
        _, below = h.outcome(none)
        (got,) = fields(below, b'Subject')
        assert shown(got).strip() == PREFIX, got
        _, below = h.outcome(SUSPICIOUS)
        assert fields(below, b'Subject')[0].startswith(b'[SUSPICIOUS] '), below[:600]
        assert h.outcome(PLAIN)[1] == PLAIN

def nobody_else_speaks_in_our_name(tmp, h):
    forged = [b'X-Shingan-Level: genuine\n', b'x-shingan-LEVEL: genuine\n', b'X-Shingan-Points: -9.99\n', b'X-Shingan-Findings:\n none\n',
              b'Authentication-Results: mx.example.jp; dkim=pass header.d=kagoya.net\n',
              b'authentication-results:\n\t(a comment) MX.example.JP 1; spf=pass smtp.mailfrom=kagoya.net\n',
              b'Authentication-Results: "mx.example.jp"; x-shingan=pass\n']
    theirs = [b'Authentication-Results: mx.example.net; dkim=pass header.d=example.net\n',
              b'Authentication-Results: relay.mx.example.jp.example.net; spf=none\n', b'X-Shingan: no field of ours\n']
    mixed = b''.join(f for pair in zip(forged, theirs + [b'X-A: 1\n'] * 9) for f in pair)
    kept = b''.join(theirs + [b'X-A: 1\n'] * (len(forged) - len(theirs)))
    for policy, wanted in ((all_levels('tag'), 'phishing'), (all_levels('accept'), None)):
        with h.milter(policy=policy):
            top, below = h.outcome(with_fields(PHISHING, mixed))
            assert below == kept + PHISHING, below[:1500]
            assert level(top + below) == wanted, top

def results_are_believed_only_from_verifiers_before_us(tmp, h):
    with h.milter(identity={'verifiers': 'before'}):
        top, below = h.outcome(with_fields(GENUINE, GENUINE_RESULTS))
        assert level(top) == 'genuine' and below == GENUINE_RESULTS + GENUINE, (top, below[:400])
    with h.milter(identity={'verifiers': 'none'}):
        top, below = h.outcome(with_fields(GENUINE, GENUINE_RESULTS))
        assert level(top) != 'genuine' and below == GENUINE, (top, below[:400])
    with h.milter(identity={'verifiers': 'before'}):   # below a Received that the sender wrote
        received = b'Received: from a.example.net by mx.example.jp; Mon, 5 Jan 2026 10:00:00 +0900\n'
        top, below = h.outcome(received + with_fields(GENUINE, GENUINE_RESULTS))
        assert level(top) != 'genuine' and below == received + GENUINE, (top, below[:400])

# ---- whatever is sent ----

def every_kind_of_mail_arrives_as_it_was_sent(tmp, h):
    head = b'From: h@example.com\nTo: taro@example.jp\nSubject: x\n'
    text = '昼食のご相談です。表示 ソ ①㈱\n' * 30
    kinds = {
        'iso-2022-jp': head + b'Content-Type: text/plain; charset=iso-2022-jp\n\n' + ('昼食のご相談です。\n' * 30).encode('iso-2022-jp'),
        'cp932': head + b'Content-Type: text/plain; charset=shift_jis\n\n' + text.encode('cp932'),
        'utf-8': head + b'Content-Type: text/plain; charset=utf-8\n\n' + text.encode(),
        'raw fields': 'From: 花子 <h@example.com>\nSubject: 昼食\nX-A:1\nX-B:   \t2 \n\n'.encode() + text.encode('cp932'),
        'long lines': head + b'\n' + b'x' * 300000 + b'\n' + b'<p>' * 5000 + b'\n',
        'dots': head + b'\n.\n..\n.x\n',
        'controls': head + b'\n\x00\x01\x7f\xff\x1b[31m\n',
        'nothing': head + b'\n',
        'no fields': b'\nonly text\n',
        'many fields': b''.join(b'X-%d: %d\n' % (i, i) for i in range(1500)) + head + b'\nx\n',
        'large': head + b'Content-Transfer-Encoding: base64\n\n' + base64.encodebytes(os.urandom(12 << 20)),
        'parts': head + b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\n\x83\x5c\n--b--\nend\n',
    }
    with h.milter():
        for name, octets in kinds.items():
            top, below = h.outcome(octets)
            assert below == octets, (name, below[:300], octets[:300])
            assert level(top), (name, top)
        h.it.forget()
        with h.client() as c:
            assert c.envelope(SENDER, [], b'BODY=BINARYMIME')[0][0] == 555
            c.send_mail('花子@example.com'.encode(), ['太郎@example.jp'.encode()], kinds['raw fields'], b'SMTPUTF8 BODY=8BITMIME')
        h.it.settle()
        to, top, below = postfix.taken_apart(h.it.delivered()[0])
        assert (to, below) == ('太郎@example.jp', kinds['raw fields']) and level(top), (to, top)
        h.it.forget()
        with h.client() as c:     # in chunks (RFC 3030), cut within a line and within a character
            c.envelope(SENDER, [TARO], b'BODY=8BITMIME')
            octets = PHISHING.replace(b'\n', b'\r\n')
            assert [c.chunk(octets[:777])[0], c.chunk(octets[777:], True)[0]] == [250, 250]
        h.it.settle()
        _, top, below = postfix.taken_apart(h.it.delivered()[0])
        assert level(top) == 'phishing' and below == PHISHING, top

def of_several_recipients_the_mildest_policy_holds(tmp, h):
    policies = {'other.example.jp': {'phishing': 'tag'}, 'third.example.jp': {'phishing': 'quarantine'}}
    first, other, third = b'a@example.jp', b'b@Other.Example.JP', b'c@third.example.jp'
    with h.milter(policies, policy={'phishing': 'reject'}):
        for people, code, delivered, held in (([first], 550, 0, 0), ([other], 250, 1, 0), ([third], 250, 0, 1), ([first, third], 250, 0, 1),
                                              ([first, other, third], 250, 3, 0), ([other, first], 250, 2, 0)):
            h.it.forget()
            got = h.send(PHISHING, people)
            h.it.settle()
            assert (got[0], len(h.it.delivered()), len(h.it.held())) == (code, delivered, held), (people, got)

# ---- conversations ----

def mails_on_one_connection_do_not_mix(tmp, h):
    kinds = [(PHISHING, 'phishing'), (PLAIN, 'no-sign'), (SUSPICIOUS, 'suspicious')]
    with h.milter():
        with h.client() as c:
            for i in range(30):
                c.send_mail(SENDER, [b'm%d@example.jp' % i], kinds[i % 3][0], b'BODY=8BITMIME')
        h.it.settle()
        for one in h.it.delivered():
            to, top, below = postfix.taken_apart(one)
            octets, wanted = kinds[int(re.match(r'm(\d+)@', to)[1]) % 3]
            assert (level(top), below) == (wanted, octets), to
        assert len(h.it.delivered()) == 30

def pipelined_commands_are_answered_in_order(tmp, h):
    with h.milter(policy={'phishing': 'reject'}), h.client() as c:
        def command(to):
            return b'MAIL FROM:<' + SENDER + b'>\r\nRCPT TO:<' + to + b'>\r\nDATA\r\n'
        c.raw(command(TARO))
        assert [c.reply()[0] for _ in range(3)] == [250, 250, 354]
        c.raw(smtp.dotted(PHISHING) + command(b'jiro@example.jp'))
        assert [c.reply()[0] for _ in range(4)] == [550, 250, 250, 354]
        c.raw(smtp.dotted(PLAIN) + b'NOOP\r\nQUIT\r\n')
        assert [c.reply()[0] for _ in range(3)] == [250, 250, 221]
        h.it.settle()
        assert [postfix.taken_apart(d)[0] for d in h.it.delivered()] == ['jiro@example.jp']

def a_mail_broken_off_leaves_nothing_behind(tmp, h):
    policies = {'other.example.jp': {'phishing': 'accept'}}
    with h.milter(policies, policy={'phishing': 'reject'}) as m:
        for part in (b'', b'From: a@example.com\r\n', PHISHING[:300].replace(b'\n', b'\r\n'), smtp.dotted(PHISHING)[:-5]):
            with h.client() as c:
                c.begin(SENDER, [TARO], part)
        with h.client() as c:
            c.envelope(SENDER, [b'b@other.example.jp'])
            c.want(b'RSET', 250)
            assert c.mail(SENDER, [TARO], PHISHING)[0] == 550
            c.envelope(SENDER, [TARO])
            c.want(b'EHLO again.example.com', 250)
            assert c.mail(SENDER, [b'b@other.example.jp'], PHISHING)[0] == 250
        h.it.settle()
        assert len(h.it.delivered()) == 1 and len(re.findall(r'event=mail\b', m.log())) == 2, m.log()[-900:]

def who_submits_is_handled_as_configured(tmp, h):
    for handling, code, wanted in (('observe', 250, 'phishing'), ('examine', 550, None), ('pass', 250, None)):
        with h.milter(policy={'phishing': 'reject', 'subject-prefix-phishing': PREFIX}, senders={'authenticated': handling}):
            h.it.forget()
            with smtp.Client(h.it.submission) as c:
                c.ehlo()
                c.secure()
                assert c.authenticate('hanako', 'secret')[0] == 235
                got = c.mail(b'hanako@example.jp', [TARO], PHISHING)
            h.it.settle()
            assert got[0] == code and len(h.it.delivered()) == (code == 250), (handling, got)
            for one in h.it.delivered():
                _, top, below = postfix.taken_apart(one)
                assert level(top) == wanted and below == PHISHING, (handling, top)

def mail_from_our_own_networks_is_observed(tmp, h):
    with h.milter(policy={'phishing': 'reject'}):
        top, below = h.outcome(PHISHING, address='203.0.113.9')
        assert level(top) == 'phishing' and below == PHISHING
        assert h.send(PHISHING, address='192.0.2.9')[0] == 550

# ---- trouble ----

def all_are_delivered_while_workers_die(tmp, h):
    n, rng, done, killed = 300, random.Random(7), threading.Event(), []
    with h.milter() as m:
        def kill():
            while not done.wait(0.03):
                for pid in rng.sample(m.workers(), 1) if m.workers() else []:
                    try:
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
                    except ProcessLookupError:
                        pass
        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        try:
            with h.client() as c:
                for i in range(n):
                    c.send_mail(SENDER, [b'm%d@example.jp' % i], PHISHING)
        finally:
            done.set()
            killer.join()
        h.it.settle()
        got = [postfix.taken_apart(d) for d in h.it.delivered()]
        assert sorted(to for to, _, _ in got) == sorted(f'm{i}@example.jp' for i in range(n)), len(got)
        assert all(below == PHISHING for _, _, below in got)
        levels = collections.Counter(level(top) for _, top, _ in got)
        assert len(killed) > 10 and levels['undetermined'] <= len(killed), (len(killed), levels)
        assert set(levels) <= {'phishing', 'undetermined'} and levels['phishing'] > n // 2, levels
        assert level(h.outcome(PHISHING)[0]) == 'phishing'

def a_deadline_is_kept_and_then_as_configured(tmp, h):
    for on_failure, code, wanted in (('tag', 250, 'undetermined'), ('accept', 250, None), ('tempfail', 451, None)):
        with h.milter(milter={'deadline-ms': 700, 'on-failure': on_failure}, policy={'phishing': 'reject'}) as m:
            h.it.forget()
            stopped = m.workers()
            for pid in stopped:
                os.kill(pid, signal.SIGSTOP)
            begin = time.monotonic()
            got = h.send(PHISHING)
            took = time.monotonic() - begin
            for pid in stopped:
                try:
                    os.kill(pid, signal.SIGCONT)
                except ProcessLookupError:
                    pass
            assert got[0] == code and took < 5, (on_failure, got, took)
            h.it.settle()
            got = [postfix.taken_apart(d)[1:] for d in h.it.delivered()]
            assert [below for _, below in got] == ([PHISHING] if code == 250 else []), on_failure
            assert [level(top) for top, _ in got] == ([wanted] if code == 250 else []), (on_failure, got)
            postfix.until(lambda: h.send(PHISHING)[0] == 550, 'it examines again')

def any_of_its_processes_may_die(tmp, h):
    with h.milter(policy={'phishing': 'reject'}) as m:
        for pid in shingan_milter.children(m.process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue # it ended with the one before
            postfix.until(lambda: not shingan_milter.is_alive(pid), 'it is gone')
            postfix.until(lambda: h.send(PHISHING)[0] == 550, 'it examines again')

def postfix_decides_while_the_milter_is_down_and_it_comes_back(tmp, h):
    with h.milter(policy={'phishing': 'reject'}) as m:
        assert h.send(PHISHING)[0] == 550
        assert m.stop() == 0
        assert h.send(PLAIN)[0] == 451
        m.start()
        assert h.send(PHISHING)[0] == 550
        for pid in m.family():
            os.kill(pid, signal.SIGKILL)      # it leaves its socket behind
        m.process.wait()
        m.start()
        assert h.send(PHISHING)[0] == 550

def a_reload_takes_what_is_good_and_keeps_what_was_there_else(tmp, h):
    data = tmp / 'data'
    shutil.copytree(h.data, data)
    words = data / 'weights.conf'
    good = words.read_bytes()
    with h.milter(intel={'data': data}) as m, h.client() as open_before:
        def code(c=None):
            return c.mail(SENDER, [TARO], PHISHING)[0] if c else h.send(PHISHING)[0]
        assert code() == 250 and code(open_before) == 250
        m.reload('reload-failed', policy={'phishing': 'burn'})
        assert code() == 250
        m.reload('reloaded', policy={'phishing': 'reject'})
        assert code() == 550 and code(open_before) == 550
        words.write_bytes(good + b'\nnonsense here\n')
        m.reload('reload-failed', policy={'phishing': 'tempfail'})
        assert code() == 550
        words.write_bytes(good)
        m.reload('reloaded')
        assert code() == 451 and code(open_before) == 451

def mails_in_hand_survive_reloads(tmp, h):
    n, done = 200, threading.Event()
    with h.milter() as m:
        def reload():
            while not done.wait(0.1):
                m.reload('reloaded', milter={'workers': random.choice((1, 2, 3))})
        reloader = threading.Thread(target=reload, daemon=True)
        reloader.start()
        try:
            with h.client() as c:
                for i in range(n):
                    c.send_mail(SENDER, [b'm%d@example.jp' % i], PHISHING)
        finally:
            done.set()
            reloader.join()
        h.it.settle()
        got = [postfix.taken_apart(d) for d in h.it.delivered()]
        assert sorted(to for to, _, _ in got) == sorted(f'm{i}@example.jp' for i in range(n)), len(got)
        assert {level(top) for _, top, _ in got} == {'phishing'}, collections.Counter(level(top) for _, top, _ in got)

# ---- what it tells ----

def the_log_holds_nothing_of_a_mail(tmp, h):
    secret = with_fields(PHISHING, b'X-Secret: zebra42\n').replace(b'admin@example.jp', b'zebra42@example.jp')
    with h.milter() as m:
        with h.client(helo='zebra42.example.net') as c:
            c.send_mail(b'zebra42@example.net', [b'zebra42@example.jp'], with_subject(secret, b'Subject: zebra42 KAGOYA\n'))
        assert 'event=mail' in m.log() and 'zebra42' not in m.log(), m.log()
        assert all('event=' in line for line in m.log().splitlines()), m.log()

def figures_are_served(tmp, h):
    (port,) = postfix.free_ports(1)
    def figure(name):
        with urllib.request.urlopen(f'http://127.0.0.1:{port}/metrics', timeout=10) as answer:
            text = answer.read().decode()
        return sum(float(line.rsplit(' ', 1)[1]) for line in text.splitlines() if line.startswith(name))
    with h.milter(metrics={'listen': f'127.0.0.1:{port}'}, policy={'phishing': 'reject'}):
        h.send(PHISHING), h.send(PLAIN), h.send(PLAIN)
        assert figure('shingan_mails_total{level="phishing"}') == 1
        assert figure('shingan_mails_total{level="no-sign"}') == 2
        assert figure('shingan_actions_total{action="reject"}') == 1
        assert figure('shingan_mail_seconds_count') == 3

def a_bad_configuration_is_told_and_78(tmp, h):
    (tmp / 'bad.conf').write_text('[milter]\nsocket = unix:/x\nnonsense = 1\n[policy]\nphishing = burn\n')
    for more in ([], ['--check-config']):
        done = subprocess.run([h.program, *more, '--config', tmp / 'bad.conf'], capture_output=True, timeout=60)
        assert done.returncode == 78 and b'nonsense' in done.stderr and b'burn' in done.stderr, done

TESTS = [
    a_tagged_mail_has_our_fields_on_top_and_is_else_unchanged, an_accepted_mail_is_untouched,
    a_quarantined_mail_is_held_with_its_fields_and_can_be_let_go, a_refused_mail_has_a_reference_that_the_log_has_too,
    subjects_get_their_prefix_and_keep_their_octets, nobody_else_speaks_in_our_name, results_are_believed_only_from_verifiers_before_us,
    every_kind_of_mail_arrives_as_it_was_sent, of_several_recipients_the_mildest_policy_holds,
    mails_on_one_connection_do_not_mix, pipelined_commands_are_answered_in_order, a_mail_broken_off_leaves_nothing_behind,
    who_submits_is_handled_as_configured, mail_from_our_own_networks_is_observed,
    all_are_delivered_while_workers_die, a_deadline_is_kept_and_then_as_configured, any_of_its_processes_may_die,
    postfix_decides_while_the_milter_is_down_and_it_comes_back, a_reload_takes_what_is_good_and_keeps_what_was_there_else,
    mails_in_hand_survive_reloads, the_log_holds_nothing_of_a_mail, figures_are_served, a_bad_configuration_is_told_and_78,
]

def with_empty_mailbox(test):
    def run(tmp, h):
        h.it.forget()
        test(tmp, h)
    run.__name__ = test.__name__
    return run

def main():
    if not postfix.may_run():
        return tap.skip_all("Postfix's master has to be started by root")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        h = House(sys.argv[1], sys.argv[2], pathlib.Path(folder))
        h.it.__enter__()
        try:
            return tap.run([with_empty_mailbox(t) for t in TESTS], h, only=sys.argv[3:])
        finally:
            h.it.stop()

sys.exit(main())
