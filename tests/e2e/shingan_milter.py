"""shingan-milter as a site runs it, with a configuration of our own in a folder of its own.

with Milter(program, data, folder, policy={'phishing': 'reject'}) as it: ...   # it.socket for Postfix"""
import os, pathlib, re, signal, subprocess, time

WAIT = 120                # seconds to load all data; sanitizers are slow
AUTHSERV_ID = 'mx.example.jp'

class Trouble(Exception):
    pass

def children(pid):
    """Of all its threads."""
    out = []
    for path in pathlib.Path(f'/proc/{pid}/task').glob('*/children'):
        try:
            out += map(int, path.read_text().split())
        except OSError:
            pass
    return out

def is_alive(pid):
    try:
        return pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()[0] not in 'ZX'
    except OSError:
        return False

class Milter:
    """Sections by name, each a dict; they stand over what DEFAULT says.  `policies` by domain."""
    DEFAULT = {
        'milter': {'deadline-ms': 20000, 'on-failure': 'tag', 'workers': 2, 'socket-mode': '0666'},
        'intel': {},
        'identity': {'authserv-id': AUTHSERV_ID, 'verifiers': 'none', 'own-networks': '203.0.113.0/24'},
        'senders': {},
        'policy': {},
    }

    def __init__(self, program, data, folder, policies=None, **sections):
        self.program, self.folder = str(program), pathlib.Path(folder)
        self.path, self.errors = self.folder / 'milter.conf', self.folder / 'milter.log'
        self.socket = f'unix:{self.folder}/milter.sock'
        self.sections = {name: dict(keys) for name, keys in self.DEFAULT.items()}
        self.sections['milter']['socket'] = self.socket
        self.sections['intel']['data'] = data
        for name, keys in sections.items():
            self.sections.setdefault(name, {}).update(keys)
        for domain, keys in (policies or {}).items():
            self.sections[f'policy {domain}'] = dict(keys)
        self.process, self.read = None, 0

    def configure(self):
        text = ''.join(f'[{name}]\n' + ''.join(f'{k} = {v}\n' for k, v in keys.items()) for name, keys in self.sections.items())
        self.path.write_text(text, encoding='utf-8')

    def log(self):
        return self.errors.read_text(errors='replace') if self.errors.exists() else ''

    def wait_for(self, *events):
        """The first line of one of these events that was not waited for before."""
        end = time.monotonic() + WAIT
        wanted = re.compile(r'^.*\bevent=(?:' + '|'.join(map(re.escape, events)) + r')\b.*$', re.M)
        while True:
            found = wanted.search(self.log(), self.read)
            if found:
                self.read = found.end()
                return found.group(0)
            if self.process.poll() is not None or time.monotonic() > end:
                raise Trouble(f"no {' or '.join(events)} (exit status {self.process.poll()}): {self.log()[-600:]}")
            time.sleep(0.02)

    def start(self):
        self.configure()
        self.read = len(self.log())
        with open(self.errors, 'ab') as errors:
            self.process = subprocess.Popen([self.program, '--config', str(self.path)], stdin=subprocess.DEVNULL, stderr=errors,
                                            stdout=errors)
        self.wait_for('ready')

    def __enter__(self):
        self.errors.unlink(missing_ok=True)
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Its exit status, once all of its processes are gone."""
        if not self.process:
            return None
        all_of = self.family()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        end = time.monotonic() + 5
        while (left := [p for p in all_of if is_alive(p)]) and time.monotonic() < end:
            time.sleep(0.02)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        status, self.process = self.process.returncode, None
        return status

    def reload(self, want='reloaded', **sections):
        """SIGHUP with keys changed; waits until it says how that went."""
        for name, keys in sections.items():
            self.sections[name.replace('__', ' ')].update(keys)
        self.configure()
        self.read = len(self.log())
        self.process.send_signal(signal.SIGHUP)
        return self.wait_for(want)

    def family(self):
        """All of its processes."""
        out, new = [], [self.process.pid]
        while new:
            out += new
            new = [c for p in new for c in children(p)]
        return out

    def workers(self):
        """Those that read mails: below a process that is below the first."""
        return [g for c in children(self.process.pid) for g in children(c)]
