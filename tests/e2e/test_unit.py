#!/usr/bin/env python3
"""What systemd's unit forbids the service, it does not need: real mails get their verdicts behind those walls.
usage: test_unit.py PROGRAM BUILD SOURCE UNIT_WALLS [TEST...]"""
import os, pathlib, re, shutil, subprocess, sys

import postfix, smtp, tap
from shingan_milter import Milter

USER = 54321        # nobody's
TARO = b'taro@example.jp'

def groups():
    """Sets of system calls by name, as this systemd knows them."""
    out, last = {}, None
    for line in subprocess.run(['systemd-analyze', 'syscall-filter'], check=True, capture_output=True, encoding='utf-8').stdout.splitlines():
        if line.startswith('@'):
            last = out.setdefault(line.strip(), [])
        elif line.startswith('    ') and not line.lstrip().startswith('#'):
            last.append(line.strip())
    return out

def calls_of(unit):
    known, wanted = groups(), ' '.join(re.findall(r'^SystemCallFilter=(.*)', unit, re.M)).split()
    calls = set()
    while wanted:
        name = wanted.pop()
        if name.startswith('@'):
            wanted += known[name]
        else:
            calls.add(name)
    return calls

def behind_walls(tmp, it, calls):
    """A program, data and a folder for a milter, where any user can reach them."""
    copy, data = tmp / 'shingan-milter', tmp / 'data'
    shutil.copy(it.program, copy)
    walls = pathlib.Path(it.walls).resolve()
    shutil.copytree(it.source / 'data', data)
    (tmp / 'calls').write_text(''.join(f'{c}\n' for c in sorted(calls)))
    program, folder = tmp / 'behind', tmp / 'milter'
    program.write_text(f'#!/bin/sh\nexec {walls} {USER} {tmp}/calls {copy} "$@"\n')
    program.chmod(0o755)
    folder.mkdir()
    os.chown(folder, USER, USER)
    return program, data, folder

def verdicts(milter, mails):
    with postfix.Postfix(milters=milter.socket) as mta, smtp.Client(mta.port) as c:
        c.ehlo()
        for mail in mails:
            c.send_mail(b'hanako@example.com', [TARO], mail.read_bytes(), b'BODY=8BITMIME')
        mta.settle()
        return [re.search(rb'^X-Shingan-Level: (.*)$', d, re.M)[1].decode() for d in mta.delivered()]

def mails_with_attachments_get_their_verdicts_behind_the_units_walls(tmp, it):
    program, data, folder = behind_walls(tmp, it, calls_of(it.unit))
    mails = sorted((it.source / 'tests/golden').glob('attached-*.eml'))
    with Milter(program, data, folder, metrics={'listen': '127.0.0.1:0'}) as milter:
        got = verdicts(milter, mails)
        milter.reload()
        again = verdicts(milter, mails[:3])
        log = milter.log()
        status = milter.stop()
    assert len(got) == len(mails) > 30 and got.count('phishing') > 20 and len(again) == 3, got
    assert 'undetermined' not in got + again and status == 0, (got, status)
    assert 'level=error' not in log and 'level=warning' not in log, log[-1500:]

def without_one_of_the_calls_that_it_names_it_would_not_work(tmp, it):
    """So the test above tells something."""
    program, data, folder = behind_walls(tmp, it, calls_of(it.unit) - {'landlock_restrict_self'})
    milter = Milter(program, data, folder)
    milter.configure()
    with open(milter.errors, 'wb') as errors:
        milter.process = subprocess.Popen([str(program), '--config', str(milter.path)], stderr=errors)
    try:
        milter.wait_for('keeper-failed')
    finally:
        milter.stop()

class It:
    def __init__(self, program, build, source, walls):
        self.program, self.walls, self.source = program, walls, pathlib.Path(source)
        self.unit = (pathlib.Path(build) / 'packaging/shingan-milter.service').read_text()

TESTS = [mails_with_attachments_get_their_verdicts_behind_the_units_walls,
         without_one_of_the_calls_that_it_names_it_would_not_work]

def main():
    if os.getuid() != 0:
        return tap.skip_all('only root starts a Postfix and becomes another user')
    if not shutil.which('systemd-analyze'):
        return tap.skip_all('no systemd-analyze to say which calls there are')
    return tap.run(TESTS, It(*sys.argv[1:5]), only=sys.argv[5:])

sys.exit(main())
