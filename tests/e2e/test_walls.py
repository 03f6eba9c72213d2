#!/usr/bin/env python3
"""The walls of the program as it is built: what its workers are to the kernel, and what their deaths cost.
usage: test_walls.py PROGRAM SOURCE"""
import io, json, os, pathlib, random, signal, subprocess, sys, tempfile, time, zipfile

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
ENV = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'}
MAILS, KILLS = 3000, 300

def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('invoice.html', '<a href="http://a.example.test/">pay</a>' * 200)
    return out.getvalue()

ARCHIVE = __import__('base64').encodebytes(archive()).decode()

def mail(i):
    head = f'From: Hanako <hanako@example.jp>\nTo: taro@example.com\nSubject: mail {i}\nMIME-Version: 1.0\n'
    text = 'Shall we have lunch? https://www.example.jp/lunch\n' * 50
    if i % 3:
        return head + '\n' + text
    return (head + 'Content-Type: multipart/mixed; boundary=b\n\n--b\n\n' + text + '--b\nContent-Type: application/zip\n'
            'Content-Disposition: attachment; filename=a.zip\nContent-Transfer-Encoding: base64\n\n' + ARCHIVE + '--b--\n')

def fill(folder, n):
    for i in range(n):
        (folder / f'{i:05}.eml').write_text(mail(i))

def run(*args, **more):
    return subprocess.run([PROGRAM, 'examine', *map(str, args)], capture_output=True, env=ENV, timeout=300, **more)

def start(*args, **more):
    return subprocess.Popen([PROGRAM, 'examine', *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV, **more)

def children(pid):
    try:
        return [int(c) for c in pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text().split()]
    except OSError:
        return []

def status(pid):
    try:
        lines = pathlib.Path(f'/proc/{pid}/status').read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split(':\t', 1) for line in lines if ':\t' in line)

def settled(pid):
    """The children once they wait for work: their states by /proc.  The mail comes by a pipe that stays open."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        states = [status(c) for c in children(pid)]
        if states and all(s.get('State', 'R')[0] == 'S' and s.get('Seccomp') != '0' for s in states):
            return states
        time.sleep(0.02)
    return [status(c) for c in children(pid)]

def waiting(*args):
    """Of a program that waits for standard input, an mbox of which it has one mail: its children's states."""
    with start(*args, '-', stdin=subprocess.PIPE) as p:
        for i in range(2):
            p.stdin.write(b'From a@example.jp Mon Jan  5 10:00:00 2026\n' + mail(i).encode() + b'\n')
        p.stdin.write(b'x' * 600000)
        p.stdin.flush()
        states = settled(p.pid) if '--walls' not in args or 'off' not in args else [status(c) for c in children(p.pid)]
        p.kill()
    return states

def workers_are_behind_walls(tmp):
    for args in ((), ('--jobs', '3'), ('--jobs', '1', '--walls', 'enforce'), ('--walls=log',)):
        states = waiting(*args)
        assert states, args
        for s in states:
            assert (s['NoNewPrivs'], s['Seccomp']) == ('1', '2'), (args, s)
            assert int(s['CapEff'], 16) == 0, (args, s)
    assert len(waiting('--jobs', '3')) >= 3

def one_job_by_hand_is_this_process(tmp):
    with start('--jobs', '1', '-', stdin=subprocess.PIPE) as p:
        p.stdin.write(mail(1).encode())
        p.stdin.flush()
        time.sleep(0.5)
        assert children(p.pid) == []
        p.kill()

def the_values_of_walls(tmp):
    fill(tmp, 5)
    said = {w: run('--format', 'jsonl', '--walls', w, tmp) for w in ('enforce', 'log', 'off')}
    assert len({d.stdout for d in said.values()}) == 1 and said['off'].stdout.count(b'\n') == 5, said
    assert b'walls only log' in said['log'].stderr and b'walls' not in said['off'].stderr + said['enforce'].stderr, said
    wrong = run('--walls', 'paper', tmp)
    assert wrong.returncode == 64 and wrong.stderr.count(b'\n') == 1 and not wrong.stdout, wrong

def answers(out):
    return [json.loads(line) for line in out.decode().splitlines()]

def every_mail_is_answered_once_in_order_whoever_dies(tmp):
    fill(tmp, MAILS)
    whole = answers(run('--format', 'jsonl', tmp).stdout)
    rng, killed = random.Random(7), 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        p = subprocess.Popen([PROGRAM, 'examine', '--format', 'jsonl', '--jobs', '3', str(tmp)], stdout=out, stderr=err, env=ENV)
        while p.poll() is None:
            victims = children(p.pid)
            victim = rng.choice(victims) if victims else None
            # Of those that die as they start, twenty in a row are taken for a defect, and rightly so.
            if victim and killed < KILLS and (status(victim).get('Seccomp') == '2' or rng.random() < 0.05):
                try:
                    os.kill(victim, signal.SIGKILL)
                    killed += 1
                except ProcessLookupError:
                    pass
            time.sleep(rng.choice((0, 0.002, 0.01)) if killed < KILLS else 0.05)
        out.seek(0), err.seek(0)
        got, said = answers(out.read()), err.read().decode()
    assert [pathlib.Path(x['path']).name for x in got] == [f'{i:05}.eml' for i in range(MAILS)], len(got)
    lost = [i for i, x in enumerate(got) if x['level'] == 'undetermined']
    print(f'# {killed} killed, {len(lost)} of {MAILS} mails lost')
    assert killed > 20 and len(lost) <= killed, (killed, len(lost))
    assert all('worker-died' in json.dumps(got[i]['incomplete'] if 'incomplete' in got[i] else got[i]) for i in lost), got[lost[0]]
    same = sum(a == b for a, b in zip(whole, got))
    assert same >= MAILS - 2 * killed, (same, killed)  # an opener's death shows in the mail whose attachment it had
    assert said.count('ended by signal 9') == len(lost), said[-2000:]

def mails_that_are_no_mails_pass_the_walls(tmp):
    for name, octets in (('empty', b''), ('large', mail(0).encode() + b'A' * (34 << 20)), ('zeros', bytes(300000))):
        (tmp / name).write_bytes(octets)
    os.mkfifo(tmp / 'pipe')
    done = run('--format', 'jsonl', tmp)
    assert done.stdout.count(b'\n') == 3 and b'worker-died' not in done.stdout, done.stderr

TESTS = [workers_are_behind_walls, one_job_by_hand_is_this_process, the_values_of_walls,
         every_mail_is_answered_once_in_order_whoever_dies, mails_that_are_no_mails_pass_the_walls]

def main():
    print(f'1..{len(TESTS)}')
    bad = 0
    for n, test in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory() as tmp:
            try:
                test(pathlib.Path(tmp))
                print(f'ok {n} - {test.__name__}', flush=True)
            except Exception as e:
                bad += 1
                print(f'not ok {n} - {test.__name__}')
                print(*['#  ' + l[:1500] for l in repr(e).splitlines()], sep='\n')
    return 1 if bad else 0

sys.exit(main())
