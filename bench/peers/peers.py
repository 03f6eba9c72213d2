"""The filters beside Shingan, each started with private settings in a folder of its own, with nothing asked of any network.

A filter is used so: `with Rspamd(folder) as it: it.score(path)` gives one text for each of its columns, `it.cost()` the
seconds of processor time of its processes so far and the largest memory in MB of one of them."""
import functools, http.client, json, os, pathlib, re, resource, shutil, signal, socket, struct, subprocess, time

HERE = pathlib.Path(__file__).resolve().parent.parent.parent
SHINGAN = HERE / os.environ.get('BUILD', 'build') / 'shingan'
WAIT = 600         # seconds for a daemon to start (a loaded machine is slow to compile expressions), or for an answer
SPAMC_LIMIT = 512000  # octets; spamc passes on larger mails unread, by default
TICKS = os.sysconf('SC_CLK_TCK')
BORDER = re.compile(rb'^Received:\s+from\s+(\S+)\s+\((?:([^\s()\[\]]+)\s+)?\[(?:IPv6:)?([0-9A-Fa-f.:]+)\]\)', re.I)
ADDRESS = re.compile(rb'<([^<>\s]*)>')

def unfolded(octets):
    head = re.split(rb'\r?\n\r?\n', octets, maxsplit=1)[0]
    return re.sub(rb'\r?\n[ \t]+', b' ', head).splitlines()

def envelope(octets):
    """What the border server knew, as the headers of Rspamd's protocol, from the topmost Received line and Return-Path."""
    out, seen = {}, set()
    for line in unfolded(octets):
        name = line.split(b':')[0].lower()
        if name in seen:
            continue
        seen.add(name)
        at = BORDER.match(line) if name == b'received' else None
        if at:
            helo, host, ip = [(x or b'unknown').decode('ascii', 'replace') for x in at.groups()]
            out.update({'Helo': helo, 'Hostname': host, 'IP': ip})
        address = ADDRESS.search(line)
        if name == b'return-path' and address:
            out['From'] = address.group(1).decode('ascii', 'replace')
        if name == b'delivered-to':
            out['Rcpt'] = line.split(b':', 1)[1].strip().decode('ascii', 'replace')
    return out

def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]

def processes():
    """(parent, ticks, peak kB) by process id."""
    out = {}
    for folder in pathlib.Path('/proc').iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / 'stat').read_text().rsplit(')', 1)[1].split()
            peak = re.search(r'VmHWM:\s+(\d+)', (folder / 'status').read_text())
        except OSError:
            continue
        out[int(folder.name)] = int(fields[1]), sum(map(int, fields[11:15])), int(peak.group(1)) if peak else 0
    return out

def family(root, all_of):
    wanted, grown = {root}, True
    while grown:
        more = {p for p, (parent, _, _) in all_of.items() if parent in wanted} - wanted
        wanted, grown = wanted | more, bool(more)
    return wanted & set(all_of)

class Daemon:
    """What is the same for all that run as processes of their own."""
    connections = 1
    learns = None

    def __init__(self, folder):
        self.folder, self.started = pathlib.Path(folder), []
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)

    def run(self, *command):
        log = open(self.folder / (pathlib.Path(command[0]).name + '.log'), 'ab')
        self.started.append(subprocess.Popen([str(c) for c in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL))

    def wait(self, is_up):
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if any(p.poll() is not None for p in self.started):
                break
            try:
                if is_up():
                    return
            except OSError:
                pass
            time.sleep(0.3)
        raise SystemExit(f'{type(self).__name__} does not start; its log is in {self.folder}')

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for p in reversed(self.started):
            p.send_signal(signal.SIGTERM)
            try:
                p.wait(30)
            except subprocess.TimeoutExpired:
                p.kill()
                p.wait()
        self.started = []

    def cost(self):
        now = processes()
        mine = set().union(*(family(p.pid, now) for p in self.started))
        return sum(now[p][1] for p in mine) / TICKS, max((now[p][2] for p in mine), default=0) / 1024

    def learnt(self):
        return (self.folder / 'learnt').exists()

class Rspamd(Daemon):
    """Default rules and scores.  Off: whatever asks DNS or another server; hfilter, which takes a name that DNS did not
    give for one that does not exist.  DATE_IN_PAST and
    INVALID_POSTFIX_RECEIVED count nothing: the mails measured are old, and their border line is one for all."""
    columns = ('rspamd',)
    OFF = """rbl surbl fuzzy_check spf dkim arc dmarc dkim_signing asn mx_check hfilter url_redirector neural reputation
        history_redis greylist ratelimit replies rspamd_update antivirus external_services metric_exporter p0f dcc""".split()

    def settings(self):
        """Text by file name, below the folder of settings."""
        local = 'override.d/'
        out = {f'{local}{name}.conf': 'enabled = false;\n' for name in self.OFF}
        out[local + 'options.inc'] = 'dns { nameserver = ["127.0.0.1:9:1"]; timeout = 0.1s; retransmits = 1; }\n' \
            'disable_monitoring = true;\ntask_timeout = 60s;\n'
        out[local + 'phishing.conf'] = 'openphish_enabled = false;\nphishtank_enabled = false;\n'
        out[local + 'worker-normal.inc'] = f'bind_socket = "127.0.0.1:{self.port}";\ncount = 1;\n'
        out[local + 'worker-controller.inc'] = f'bind_socket = "127.0.0.1:{self.controller}";\ncount = 1;\n' \
            'secure_ip = "127.0.0.1";\n'
        out[local + 'worker-proxy.inc'] = 'enabled = false;\ncount = 0;\n'
        out['local.d/headers_group.conf'] = 'symbols = { "DATE_IN_PAST" { weight = 0.0; } ' \
            '"INVALID_POSTFIX_RECEIVED" { weight = 0.0; } }\n'
        out[local + 'logging.inc'] = 'level = "info";\n'
        return out

    def start(self):
        self.port, self.controller = free_port(), free_port()
        for name, text in self.settings().items():
            path = self.folder / 'settings' / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (self.folder / 'data').mkdir(exist_ok=True)
        self.run('rspamd', '-f', *(['-i'] if os.getuid() == 0 else []), '-c', '/etc/rspamd/rspamd.conf',
                 f'--var=LOCAL_CONFDIR={self.folder}/settings', f'--var=DBDIR={self.folder}/data',
                 f'--var=RUNDIR={self.folder}/data', f'--var=LOGDIR={self.folder}')
        self.wait(lambda: self.ask('GET', '/ping')[0] == 200)
        self.wait(self.is_compiled)

    def is_compiled(self):
        """Its regular expressions are compiled by a helper, after it has begun to answer."""
        log = (self.folder / 'rspamd.log').read_text(errors='replace')
        return 'full hyperscan database of' in log

    def ask(self, method, path, body=None, headers={}, port=None):
        c = http.client.HTTPConnection('127.0.0.1', port or self.port, timeout=WAIT)
        try:
            c.request(method, path, body, headers)
            answer = c.getresponse()
            return answer.status, answer.read()
        finally:
            c.close()

    def checked(self, octets):
        status, text = self.ask('POST', '/checkv2', octets, envelope(octets))
        if status != 200:
            raise OSError(f'status {status}')
        return json.loads(text)

    def score(self, path):
        return [f"{self.checked(path.read_bytes())['score']:.2f}"]

    def told(self, path):
        x = self.checked(path.read_bytes())
        symbols = sorted((s for s in x['symbols'].values() if abs(s['score']) >= 0.005), key=lambda s: -abs(s['score']))
        return f"{x['score']:.1f} of 6, {x['action']}", [f"{s['name']} {s['score']:+.1f}" for s in symbols]

class RspamdTrained(Rspamd):
    """... and its classifier, kept in a private Redis and told of every mail (Learn-Type: bulk)."""
    columns = ('rspamd_trained', 'rspamd_bayes')
    learns = 'one'

    def settings(self):
        return {**super().settings(), 'override.d/classifier-bayes.conf': f'backend = "redis";\nservers = "{self.socket}";\n'
                'learn_condition = "return function() return true end";\n'}

    def start(self):
        self.socket = self.folder / 'redis.sock'
        self.run('redis-server', '--port', 0, '--unixsocket', self.socket, '--dir', self.folder, '--save', '3600 1')
        self.wait(self.socket.exists)
        super().start()

    def learn(self, path, is_spam):
        status, text = self.ask('POST', '/learnspam' if is_spam else '/learnham', path.read_bytes(),
                                {'Learn-Type': 'bulk'}, self.controller)
        return status == 200 and b'true' in text

    def score(self, path):
        x = self.checked(path.read_bytes())
        bayes = 0.0
        for name, sign in (('BAYES_SPAM', 1), ('BAYES_HAM', -1)):
            for option in x['symbols'].get(name, {}).get('options', [])[:1]:
                bayes = sign * float(option.strip('[]%'))
        return [f"{x['score']:.2f}", f'{bayes:.2f}']

class SpamAssassin(Daemon):
    """spamd -L: the package's rules, with the scores of SCORES (72_scores.cf) where such a file is given."""
    columns = ('spamassassin',)
    connections = 2
    scores = None
    bayes = 0
    learns = None

    def site(self):
        site = self.folder / 'site'
        site.mkdir(exist_ok=True)
        for f in [*pathlib.Path('/etc/spamassassin').glob('*.pre'), pathlib.Path('/etc/spamassassin/65_debian.cf')]:
            shutil.copy(f, site)
        if self.scores:
            shutil.copy(self.scores, site / '72_scores.cf')
        (self.folder / 'bayes').mkdir(exist_ok=True)
        (self.folder / 'bayes').chmod(0o777)
        (site / 'local.cf').write_text(f"""clear_headers
add_header all Tests _TESTSSCORES(,)_
add_header all Bayes _BAYES_
fold_headers 0
report_safe 0
use_bayes {self.bayes}
bayes_auto_learn 0
bayes_path {self.folder}/bayes/bayes
bayes_file_mode 0777
dns_available no
trusted_networks 127.0.0.0/8
""")
        return site

    def start(self):
        self.port = free_port()
        as_user = ['-u', 'nobody'] if os.getuid() == 0 else []
        self.run('spamd', '--local', '--nouser-config', '--listen', f'127.0.0.1:{self.port}', '--min-children=2',
                 '--max-children=2', '--min-spare=0', '--max-conn-per-child=1000000', f'--siteconfigpath={self.site()}',
                 f'--pidfile={self.folder}/spamd.pid', f'--helper-home-dir={self.folder}/bayes', '--syslog=stderr', *as_user)
        self.wait(lambda: b'PONG' in self.ask(b'PING SPAMC/1.5\r\n\r\n'))

    def ask(self, request):
        with socket.create_connection(('127.0.0.1', self.port), WAIT) as s:
            s.sendall(request)
            s.shutdown(socket.SHUT_WR)
            return b''.join(iter(lambda: s.recv(65536), b''))

    def checked(self, path):
        """Points by rule, and what its Bayes says from 0 to 1."""
        octets = path.read_bytes()
        if len(octets) > SPAMC_LIMIT:
            return {}, 0.5
        answer = self.ask(b'HEADERS SPAMC/1.5\r\nContent-length: %d\r\n\r\n' % len(octets) + octets)
        tests = re.search(rb'^X-Spam-Tests: (.*?)\r?$', answer, re.M)
        bayes = re.search(rb'^X-Spam-Bayes: ([0-9.]+)', answer, re.M)
        if not tests:
            raise OSError('no answer of spamd')
        points = [p.partition('=') for p in tests.group(1).decode().split(',') if '=' in p]
        return {name: float(n) for name, _, n in points}, float(bayes.group(1)) if bayes else 0.5

    def score(self, path):
        points, bayes = self.checked(path)
        return [f'{sum(points.values()):.3f}', f'{bayes:.6f}'][:len(self.columns)]

    def told(self, path):
        points, _ = self.checked(path)
        rules = sorted(((n, p) for n, p in points.items() if abs(p) >= 0.05), key=lambda r: -abs(r[1]))
        total = sum(points.values())
        return f"{total:.1f} of 5, {'spam' if total >= 5 else 'not spam'}", [f'{n} {p:+.1f}' for n, p in rules]

class SpamAssassinTrained(SpamAssassin):
    """... and sa-learn."""
    columns = ('spamassassin_trained', 'spamassassin_bayes')
    learns = 'all'
    bayes = 1

    def learn_all(self, paths, is_spam):
        names = self.folder / 'names'
        names.write_text('\n'.join(map(str, paths)) + '\n')
        done = subprocess.run(['sa-learn', '--spam' if is_spam else '--ham', '--local', f'--siteconfigpath={self.site()}',
                               '-p', '/dev/null', '-f', str(names)], check=True, stdout=subprocess.PIPE, text=True)
        for f in (self.folder / 'bayes').iterdir():
            f.chmod(0o666)
        return int(re.search(r'from (\d+) message', done.stdout).group(1))

class ClamAV(Daemon):
    """clamd without any signatures: none can be had offline.  Its phishing heuristics, with the domains that Shingan's
    brands call their own as the list of names to protect (.pdb).  2: alerts by default; 1: only with the heuristics that
    are off by default (SSL mismatch, cloaked URL); 0: neither."""
    columns = ('clamav',)

    def names(self):
        out = set()
        for f in (HERE / 'data/brands').glob('*.brands'):
            out |= set(re.findall(r'^\s+official ([a-z0-9.-]+)$', f.read_text(), re.M))
        return sorted(out)

    def start(self):
        db = self.folder / 'db'
        db.mkdir(exist_ok=True)
        (db / 'brands.pdb').write_text(''.join(f'H:{n}\n' for n in self.names()))
        for name, more in (('default', ''), ('all', 'AlertPhishingSSLMismatch yes\nAlertPhishingCloak yes\n')):
            (self.folder / f'{name}.conf').write_text(f"""LocalSocket {self.folder}/{name}.sock
DatabaseDirectory {db}
Foreground yes
PhishingSignatures yes
PhishingScanURLs yes
StreamMaxLength 100M
{more}""")
            self.run('clamd', '-c', self.folder / f'{name}.conf')
        self.wait(lambda: all((self.folder / f'{n}.sock').exists() for n in ('default', 'all')))

    def alert(self, name, octets):
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(WAIT)
            s.connect(str(self.folder / f'{name}.sock'))
            s.sendall(b'zINSTREAM\0' + struct.pack('>I', len(octets)) + octets + struct.pack('>I', 0))
            answer = b''.join(iter(lambda: s.recv(65536), b'')).decode().strip('\0\n')
        if answer.endswith('ERROR'):
            raise OSError(answer)
        found = re.match(r'stream: (.*) FOUND', answer)
        return found.group(1) if found and 'Phishing' in found.group(1) else None

    def score(self, path):
        octets = path.read_bytes()
        return ['2' if self.alert('default', octets) else '1' if self.alert('all', octets) else '0']

    def told(self, path):
        name = self.alert('default', path.read_bytes())
        return name or 'OK', []

    def cost(self):
        """Of the one with default settings: the other is for the score alone."""
        now = processes()
        _, ticks, peak = now[self.started[0].pid]
        return ticks / TICKS, peak / 1024

class Batch:
    """What is run once for many mails."""
    learns = None
    connections = 0
    peak = 0.0

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def cost(self):
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime - self.not_for_mails(), used.ru_maxrss / 1024

    def not_for_mails(self):
        return 0.0

    def learnt(self):
        return (self.folder / 'learnt').exists()

class Shingan(Batch):
    """shingan examine; the score is its points."""
    columns = ('shingan', 'shingan_level')
    starts = 0

    def told_all(self, paths, *options):
        self.starts += 1
        done = subprocess.run([SHINGAN, 'examine', '--format', 'jsonl', '--lang', 'en', *options, *map(str, paths)],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, 'SHINGAN_DATA': str(HERE / 'data')})
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) != len(paths):
            raise SystemExit(f'{len(answers)} answers of Shingan for {len(paths)} mails')
        return answers

    def score_all(self, paths):
        return [[str(x['points']), x['level']] for x in self.told_all(paths, '--trusted-mx', 'mx.test')]

    @functools.cached_property
    def start_cost(self):
        """Seconds for loading its data, and for a mail of nothing."""
        nothing = self.folder / 'nothing.eml'
        nothing.write_text('Subject: \n\n')
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.told_all([nothing])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.starts -= 1
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def not_for_mails(self):
        self.start_cost
        return self.starts * self.start_cost

class Bogofilter(Batch):
    """Words alone, trained; the score is its spamicity."""
    columns = ('bogofilter',)
    learns = 'all'

    def run(self, *options, paths):
        done = subprocess.run(['bogofilter', '-C', '-d', str(self.folder), *options, '-b'], stdout=subprocess.PIPE,
                              input='\n'.join(map(str, paths)) + '\n', text=True)
        if done.returncode > 2:
            raise SystemExit('bogofilter failed')
        return done.stdout.splitlines()

    def learn_all(self, paths, is_spam):
        self.run('-s' if is_spam else '-n', paths=paths)
        return len(paths)

    def score_all(self, paths):
        lines = self.run('-TT', paths=paths)
        if len(lines) != len(paths):
            raise SystemExit(f'{len(lines)} answers of bogofilter for {len(paths)} mails')
        return [[line.split()[-1]] for line in lines]

ALL = {'shingan': Shingan, 'clamav': ClamAV, 'rspamd': Rspamd, 'spamassassin': SpamAssassin, 'bogofilter': Bogofilter,
       'rspamd-trained': RspamdTrained, 'spamassassin-trained': SpamAssassinTrained}
