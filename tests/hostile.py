#!/usr/bin/env python3
"""Hostile mails (hostile_mails.py), each examined by the program: it must answer, and say so where a limit was reached.  The
plain build may take 64 MB more than for an empty mail.  How long each takes is measured by bench/hostile, not here: here only
a hang fails.

usage: hostile.py PROGRAM plain|sanitized [NAME]"""
import collections, json, os, subprocess, sys, tempfile, time
from hostile_mails import MAILS

MOST_MB, HANG_SECONDS, AT_ONCE = 64, 10, 16
LIMITED, UNLIMITED = 3, 4   # how the child that made a mail tells what it expects
STATUSES = (0, 10, 11, 12)   # of an examination: no sign, phishing, suspicious, undetermined

Used = collections.namedtuple('Used', 'seconds kilobytes status answers')

def write(name, path):
    """Makes the mail in a child, so that this process stays small: a program starts with the peak of who started it.  Gives
    whether a limit must be reached."""
    child = os.fork()
    if child == 0:
        mail, limited = MAILS[name]()
        with open(path, 'wb') as f:
            f.write(mail)
        os._exit(LIMITED if limited else UNLIMITED)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (LIMITED, UNLIMITED):
        sys.exit(f"cannot make '{name}'")
    return status == LIMITED

def examine(program, *paths, jobs=1):
    """Seconds of its own time, kilobytes at most, exit status, answers."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([program, 'examine', '--format', 'jsonl', '--jobs', str(jobs), *paths],
                                 stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        answers = [json.loads(line) for line in out.read().splitlines()]
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss, child.returncode, answers)

def faults_of(answer, limited):
    if answer is None or answer['sender'] is None:
        return ['no answer']
    if answer['complete'] == limited:
        return ['it claims to be complete' if limited else 'it claims to be incomplete']
    if limited and not answer['findings_left_out'] and not any(o['id'] == 'limit-reached' for o in answer['oddities']):
        return ['it does not say which limit was reached']
    return []

def tell(number, name, faults, figures):
    print(f"{'not ok' if faults else 'ok'} {number} - {name}_is_answered # {figures} {', '.join(faults)}", flush=True)
    return bool(faults)

def plain(program, names, folder):
    """Each by itself, for the memory that it takes."""
    path, bad = os.path.join(folder, 'mail.eml'), 0
    open(path, 'wb').close()
    empty = examine(program, path)
    for number, name in enumerate(names, 1):
        limited = write(name, path)
        began = time.monotonic()
        used = examine(program, path)
        took, more = time.monotonic() - began, (used.kilobytes - empty.kilobytes) / 1024
        faults = faults_of(used.answers[0] if used.answers else None, limited)
        if used.status not in STATUSES:
            faults.append(f'exit status {used.status}')
        if more > MOST_MB:
            faults.append('too much memory')
        if took > HANG_SECONDS:
            faults.append(f'it took {took:.0f} s')
        bad += tell(number, name, faults, f'{more:.0f} MB')
    return bad

def sanitized(program, names, folder):
    """Many by one program: loading the data takes longer than most mails."""
    bad = 0
    for first in range(0, len(names), AT_ONCE):
        some = names[first:first + AT_ONCE]
        paths = [os.path.join(folder, f'{name}.eml') for name in some]
        limits = [write(name, path) for name, path in zip(some, paths)]
        began = time.monotonic()
        used = examine(program, *paths, jobs=2)
        took = time.monotonic() - began
        for path in paths:
            os.unlink(path)
        by_path = {answer['path']: answer for answer in used.answers}
        for i, (name, path, limited) in enumerate(zip(some, paths, limits)):
            faults = faults_of(by_path.get(path), limited)
            if took > HANG_SECONDS * len(some):
                faults.append(f'{len(some)} took {took:.0f} s')
            bad += tell(first + i + 1, name, faults, '')
    return bad

def main(program, how, *only):
    names = list(only) or list(MAILS)
    print(f'1..{len(names)}')
    with tempfile.TemporaryDirectory() as folder:
        return 1 if (plain if how == 'plain' else sanitized)(program, names, folder) else 0

if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
