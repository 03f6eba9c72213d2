#!/usr/bin/env python3
"""Sends mails through a private Postfix on loopback and counts what became of each.

usage: bench/milter/load.py [OPTION...] FOLDER|FILE...
  --milter none|floor|shingan|rspamd   who reads along (default: none); floor: one that adds four fields and examines nothing
  --program PROGRAM --data DIR   shingan-milter and its data (default: build/shingan-milter, data)
  --mails N                      send N mails, drawn by a fixed rule (default: all, each once); they begin anew when there are fewer
  --connections N                senders at a time (default: 4);  --per-connection N  mails on one (default: 20)
  --set SECTION.KEY=VALUE        shingan-milter's configuration
  --kill-workers SECONDS         SIGKILL to one worker of the milter, so often
  --restart SECONDS              the milter is ended and started again, so often
  --reload-broken SECONDS        SIGHUP with a broken, then with a good configuration, so often
  --queue FOLDER                 where the queue and the mailbox lie (default: the temporary folder; /dev/shm: no disk)
  --json FILE                    the figures for a program

Each mail goes to an address of its own, so that each delivery is counted; every octet is compared, apart from fields that
Postfix and the milter add; where they differ, with what Postfix alone makes of that mail.  Ends with 1 when a mail was lost, delivered twice or changed.  Needs root."""
import argparse, collections, json, os, pathlib, random, re, statistics, subprocess, sys, tempfile, threading, time

HERE = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(HERE / 'tests/e2e'), str(HERE / 'bench/peers')]
import peers, postfix, shingan_milter, smtp

TRIES, PAUSE = 20, 0.5           # a 4xx or a broken connection is tried again, as senders do
REST = 3                         # seconds after which what was replaced should be gone
OURS = re.compile(rb'(?:X-Shingan-[A-Za-z]+|Authentication-Results|X-Spam[A-Za-z-]*|X-Rspamd[A-Za-z-]*):[^\n]*\n(?:[ \t][^\n]*\n)*')

# ---- what should arrive ----

def as_postfix_keeps(octets):
    """The octets with what Postfix itself changes in what it is given, milter or not."""
    lines = octets.replace(b'\r\n', b'\n').split(b'\n')
    if lines[-1] == b'':
        lines.pop()
    lines = [line.rstrip(b'\r').replace(b'\r', b' ') for line in lines]
    if lines and re.match(rb'>*From ', lines[0]):
        lines[0] = b'X-Mailbox-Line: ' + lines[0]
    for i, line in enumerate(lines):
        if line == b'':
            break
        lines[i] = re.sub(rb'^([!-9;-~]+)[ \t]+:', rb'\1:', line)
        if not re.match(rb'[!-9;-~]+:|[ \t]', line) and i:  # no field: the body begins here
            lines.insert(i, b'')
            break
    return b''.join(line + b'\n' for line in lines)

def is_same_but_for_fields(sent, below):
    """Where a milter put fields among those that were sent, or took out such as only it may write."""
    head, _, body = below.partition(b'\n\n')
    return OURS.sub(b'', head + b'\n') + b'\n' + body == OURS.sub(b'', sent.partition(b'\n\n')[0] + b'\n') + b'\n' + sent.partition(b'\n\n')[2]

# ---- the milters ----

class Rspamd(peers.Rspamd):
    """As bench/peers measures it, offline, with the worker that speaks milter."""

    def settings(self):
        out = super().settings()
        self.socket = f'unix:{self.folder}/milter.sock'
        out['override.d/worker-proxy.inc'] = f'bind_socket = "{self.folder}/milter.sock mode=0666";\nmilter = yes;\ntimeout = 60s;\n' \
            'count = 2;\nupstream "local" { default = yes; self_scan = yes; }\n'
        return out

    def family(self):
        return [p for one in self.started for p in peers.family(one.pid, peers.processes())]

class Nobody:
    socket = ''
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def family(self):
        return []

class Floor:
    """What any milter costs."""

    def __init__(self, folder):
        self.path = folder / 'milter.sock'
        self.socket = f'unix:{self.path}'

    def __enter__(self):
        self.process = subprocess.Popen([HERE / 'build/bench/floor', self.path])
        postfix.until(self.path.exists, 'the milter listens')
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def family(self):
        return [self.process.pid]

def milter_of(o, folder):
    if o.milter == 'none':
        return Nobody()
    if o.milter == 'floor':
        return Floor(folder)
    if o.milter == 'rspamd':
        return Rspamd(folder)
    sections = collections.defaultdict(dict)
    for one in o.set:
        name, _, value = one.partition('=')
        section, _, key = name.rpartition('.')
        sections[section][key] = value
    return shingan_milter.Milter(o.program, o.data, folder, **sections)

def footprint(pids):
    """(processes, MB, open descriptors)"""
    rss = fds = 0
    for pid in pids:
        try:
            rss += int(re.search(r'VmRSS:\s+(\d+)', pathlib.Path(f'/proc/{pid}/status').read_text())[1])
            fds += len(os.listdir(f'/proc/{pid}/fd'))
        except (OSError, TypeError):
            pass
    return len(pids), round(rss / 1024, 1), fds

SCHEDULED = 2                    # of the kernel's clocks of another process, the one that counts nanoseconds on a processor
TICK = os.sysconf('SC_CLK_TCK')

def processor_seconds(pids):
    """User and system time of these processes and of their children that have ended, by what they run.  Where all processors
    are taken, mails a second are processors by this: a figure that other work on the machine hardly moves."""
    out = collections.Counter()
    for pid in pids:
        try:
            name, _, rest = pathlib.Path(f'/proc/{pid}/stat').read_text().partition('(')[2].rpartition(')')
            out[name] += time.clock_gettime(~pid << 3 | SCHEDULED)
            out['ended'] += sum(map(int, rest.split()[13:15])) / TICK
        except (OSError, ValueError):
            pass
    return out

class Trouble(threading.Thread):
    """Makes trouble for the milter while mails go through."""

    def __init__(self, milter, o):
        super().__init__(daemon=True)
        self.milter, self.done, self.made, self.failed = milter, threading.Event(), collections.Counter(), []
        self.plan = [(seconds, act) for seconds, act in
                     ((o.kill_workers, self.kill), (o.restart, self.restart), (o.reload_broken, self.reload)) if seconds]

    def kill(self):
        some = self.milter.workers()
        if some:
            try:
                os.kill(random.choice(some), 9)
                self.made['killed'] += 1
            except ProcessLookupError:
                pass

    def restart(self):
        self.milter.stop()
        self.milter.start()
        self.made['restarted'] += 1

    def reload(self):
        self.milter.reload('reload-failed', milter={'workers': 'many'})
        self.milter.reload('reloaded', milter={'workers': 2})
        self.made['reloaded'] += 1

    def run(self):
        due = [time.monotonic() + seconds for seconds, _ in self.plan]
        while self.plan and not self.done.wait(0.05):
            for i, (seconds, act) in enumerate(self.plan):
                if time.monotonic() >= due[i]:
                    try:
                        act()
                    except Exception as e:
                        self.failed.append(f'{act.__name__}: {e!r}'[:300])
                    due[i] = time.monotonic() + seconds

# ---- sending ----

class Load:
    def __init__(self, it, paths, o):
        self.it, self.paths, self.o = it, paths, o
        self.lock, self.next = threading.Lock(), 0
        self.latencies, self.replies, self.accepted, self.refused = [], collections.Counter(), set(), set()
        self.middle, self.levels = None, collections.Counter()   # levels: of delivered mails, as shingan-milter wrote them

    def take(self):
        with self.lock:
            i, self.next = self.next, self.next + 1
            return i if i < self.o.mails else None

    def connect(self):
        c = smtp.Client(self.it.port)
        c.pretend()
        return c

    def send_one(self, c, i):
        """The reply, and seconds from DATA to it."""
        octets = self.paths[i % len(self.paths)].read_bytes()
        for got in c.envelope(b'sender@example.com', [f'm{i}@example.jp'.encode()], b'BODY=8BITMIME'):
            if got[0] >= 400:
                c.ask(b'RSET')
                return got, 0
        begin = time.monotonic()
        got = c.ask(b'DATA')
        if got[0] != 354:
            return got, 0
        c.raw(smtp.dotted(octets))
        return c.reply(), time.monotonic() - begin

    def record(self, i, got, seconds):
        """True when that mail is done with."""
        with self.lock:
            self.replies[got[0]] += 1
            if got[0] == 250:
                self.accepted.add(i)
                self.latencies.append(seconds)
            elif got[0] >= 500:
                self.refused.add(i)
        return got[0] == 250 or got[0] >= 500

    def sender(self):
        c, on_it, i, tries = None, 0, self.take(), 0
        while i is not None:
            try:
                if c is None or on_it >= self.o.per_connection:
                    if c:
                        c.quit()
                    c, on_it = self.connect(), 0
                on_it += 1
                done = self.record(i, *self.send_one(c, i))
            except (OSError, smtp.Refused, ValueError) as e:
                c, done = None, self.record(i, (451 if isinstance(e, smtp.Refused) else 0, ''), 0)
            if c and not done:      # Postfix does not ask a milter again that failed it on this connection
                c.close()
                c = None
            tries += 1
            if done or tries > TRIES:
                i, tries = self.take(), 0
            else:
                time.sleep(PAUSE)
        if c:
            c.quit()

    def run(self, at_middle):
        some = [threading.Thread(target=self.sender, daemon=True) for _ in range(self.o.connections)]
        begin = time.monotonic()
        for t in some:
            t.start()
        while any(t.is_alive() for t in some):
            time.sleep(0.1)
            if self.middle is None and self.next >= self.o.mails // 2:
                self.middle = at_middle()
        return time.monotonic() - begin

# ---- counting ----

def compare(it, load):
    """Deliveries by mail number; which are not the octets that were sent, and what they are; and how many differ at all."""
    times, changed, touched = collections.Counter(), {}, 0
    for path in it.delivered_paths():
        to, top, below = postfix.taken_apart(path.read_bytes())
        i = int(re.match(r'm(\d+)@', to)[1])
        times[i] += 1
        load.levels.update(re.findall(r'^X-Shingan-Level: (\S+)', top.decode('ascii', 'replace'), re.M))
        sent = as_postfix_keeps(load.paths[i % len(load.paths)].read_bytes())
        touched += sent != below
        if sent != below and not is_same_but_for_fields(sent, below):
            changed[i] = below
    for (to,), octets in it.held():
        i = int(re.match(r'm(\d+)@', to)[1])
        times[i] += 1
        below = octets[postfix.RECEIVED.search(octets).end():]
        if below != as_postfix_keeps(load.paths[i % len(load.paths)].read_bytes()):
            changed[i], touched = below, touched + 1
    return times, changed, touched

def without_milter(it, load, changed):
    """Those of the changed mails that Postfix delivers in another form when it is alone: it cuts very long fields, and more."""
    if not changed:
        return []
    it.forget()
    it.reload(smtpd_milters='')
    with load.connect() as c:
        for i in changed:
            load.send_one(c, i)
    it.settle(120)
    alone = {}
    for path in it.delivered_paths():
        to, _, below = postfix.taken_apart(path.read_bytes())
        alone[int(re.match(r'm(\d+)@', to)[1])] = below
    return [i for i, below in changed.items() if not is_same_but_for_fields(alone[i], below)]

def centile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1000 if values else 0

def measure(o, paths, folder):
    with milter_of(o, folder) as milter, postfix.Postfix(milter.socket, folder=o.queue) as it:
        load, trouble = Load(it, paths, o), Trouble(milter, o)
        start = footprint(milter.family())
        took = {'senders': lambda: collections.Counter(senders=time.process_time()),
                'postfix': lambda: processor_seconds(peers.family(it.master.pid, peers.processes())),
                'milter': lambda: processor_seconds(milter.family())}
        before = {who: count() for who, count in took.items()}
        trouble.start()
        seconds = load.run(lambda: footprint(milter.family()))
        trouble.done.set()
        trouble.join()
        it.settle(600)
        by_whom = {who: count() - before[who] for who, count in took.items()}
        time.sleep(REST)
        drained = footprint(milter.family())
        times, changed, touched = compare(it, load)
        by_postfix, changed = len(changed), without_milter(it, load, changed)
        lost = sorted(load.accepted - set(times))
        twice = sorted(i for i, n in times.items() if n > 1)
        unasked = sorted(set(times) - load.accepted)
        in_ms = lambda by: sum(by.values()) * 1000 / o.mails
        return {
            'milter': o.milter, 'mails': o.mails, 'of': len(paths), 'seconds': round(seconds, 2),
            'mails_a_second': round(len(load.accepted) / seconds, 1), 'p50_ms': round(centile(load.latencies, 0.5), 1),
            'p99_ms': round(centile(load.latencies, 0.99), 1), 'mean_ms': round(statistics.fmean(load.latencies or [0]) * 1000, 1),
            'processor_ms_a_mail': round(sum(map(in_ms, by_whom.values())), 3),
            'of_it': {who: round(in_ms(by), 3) for who, by in by_whom.items()},
            'by_program': {name: round(in_ms({name: n}), 3) for by in by_whom.values() for name, n in by.most_common()},
            'replies': dict(sorted(load.replies.items())), 'accepted': len(load.accepted), 'refused': len(load.refused), 'delivered_once': len(times) - len(twice),
            'lost': lost[:20], 'n_lost': len(lost), 'twice': twice[:20], 'unasked': unasked[:20], 'n_changed': len(changed),
            'unlike_sent': touched, 'unlike_sent_by_postfix_alone': by_postfix - len(changed),
            'changed': [str(paths[i % len(paths)]) for i in changed[:20]], 'levels': dict(load.levels), 'trouble': dict(trouble.made), 'trouble_failed': trouble.failed,
            'given_up': o.mails - len(load.accepted | load.refused),
            'processes_mb_descriptors': {'start': start, 'middle': load.middle, 'end': drained},
        }

def files_of(names):
    out = []
    for name in map(pathlib.Path, names):
        out += sorted(p for p in name.rglob('*') if p.is_file()) if name.is_dir() else [name]
    random.Random(1).shuffle(out)
    return out

def main():
    reader = argparse.ArgumentParser(usage=__doc__.split('usage: ')[1].split('\n')[0], description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument('--milter', choices=('none', 'floor', 'shingan', 'rspamd'), default='none')
    reader.add_argument('--program', default=HERE / 'build/shingan-milter')
    reader.add_argument('--data', default=HERE / 'data')
    reader.add_argument('--mails', type=int)
    reader.add_argument('--connections', type=int, default=4)
    reader.add_argument('--per-connection', type=int, default=20)
    reader.add_argument('--set', action='append', default=[])
    for name in ('--kill-workers', '--restart', '--reload-broken'):
        reader.add_argument(name, type=float)
    reader.add_argument('--queue')
    reader.add_argument('--json')
    reader.add_argument('from_', nargs='+', metavar='FOLDER|FILE')
    o = reader.parse_args()
    if o.milter != 'shingan' and (o.kill_workers or o.restart or o.reload_broken):
        sys.exit('trouble is made for shingan-milter alone')
    paths = files_of(o.from_)
    o.mails = o.mails or len(paths)
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        figures = measure(o, paths[:o.mails], pathlib.Path(folder))
    for name, value in figures.items():
        print(f'{name}: {value}')
    if o.json:
        pathlib.Path(o.json).write_text(json.dumps(figures, indent=1) + '\n')
    return 1 if figures['n_lost'] or figures['twice'] or figures['n_changed'] or figures['unasked'] or figures['given_up'] else 0

if __name__ == '__main__':
    sys.exit(main())
