"""A Postfix of our own on loopback: everything it writes lies in one temporary folder; the system's own is left alone.

with Postfix(milters='unix:/run/x') as it:
    smtp.Client(it.port) ...          # raw octets in
    it.settle()                       # until the queue is empty
    for mail in it.delivered(): ...   # octets out

Its master needs root.  The mails for every address of DOMAINS go into one Maildir; the program's own fields above a mail
(Return-Path, X-Original-To, Delivered-To, Received) say for whom it is.  Of what it is given it changes little: a lone CR
becomes a blank, the blanks before a field's colon go, fields over 100 KB are cut.  Any client may say by XCLIENT who it is
instead.  A guard ends it and takes the folder away when our process ends, however that ends."""
import atexit, base64, json, os, pathlib, pwd, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time

DOMAINS = 'example.jp other.example.jp third.example.jp example.com'
USERS = {'hanako': 'secret'}            # who may submit
PROGRAMS = pathlib.Path('/usr/lib/postfix/sbin')
QUEUES = ('maildrop', 'incoming', 'active', 'deferred')
WAIT = 30                               # seconds for anything that is to happen soon

# Reads nothing until the other end of the pipe is closed.  (A signal at the parent's death does not do: master changes its
# user for a while, which makes the kernel forget it.)
GUARD = """import os, shutil, signal, sys
if not sys.stdin.read():
    try:
        os.killpg(int(sys.argv[1]), signal.SIGKILL)
    except ProcessLookupError:
        pass
    shutil.rmtree(sys.argv[2], ignore_errors=True)
"""

MAIN = """compatibility_level = 3.6
queue_directory = {0}/queue
data_directory = {0}/data
maillog_file = {0}/mail.log
maillog_file_prefixes = {0}
myhostname = mx.example.jp
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_bind_address = 127.0.0.1
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
alias_maps =
alias_database =
local_recipient_maps =
local_header_rewrite_clients =
smtp_host_lookup = native
disable_dns_lookups = yes
smtpd_peername_lookup = no
virtual_mailbox_domains = {1}
virtual_mailbox_base = {0}
virtual_mailbox_maps = static:mail/
virtual_uid_maps = static:{2}
virtual_gid_maps = static:{3}
virtual_mailbox_limit = 0
mailbox_size_limit = 0
message_size_limit = 67108864
message_drop_headers =
smtpd_authorized_xclient_hosts = 127.0.0.1
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_client_connection_count_limit = 0
smtpd_client_port_logging = yes
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 2000
smtpd_junk_command_limit = 100000
smtpd_timeout = 60s
smtpd_sasl_type = dovecot
smtpd_sasl_path = unix:{0}/auth
smtpd_tls_cert_file = {0}/cert.pem
smtpd_tls_key_file = {0}/key.pem
smtpd_tls_loglevel = 1
"""

MASTER = """127.0.0.1:{port} inet n - n - 100 smtpd
127.0.0.1:{submission} inet n - n - 20 smtpd
  -o syslog_name=postfix/submission -o smtpd_tls_security_level=may -o smtpd_tls_auth_only=yes
  -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - 20 virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

class Trouble(Exception):
    """Postfix is not there, does not start, or does not do in time what it should."""

def may_run():
    return os.getuid() == 0

def free_ports(n):
    some = [socket.socket() for _ in range(n)]
    try:
        for s in some:
            s.bind(('127.0.0.1', 0))
        return [s.getsockname()[1] for s in some]
    finally:
        for s in some:
            s.close()

def until(is_so, what, seconds=WAIT):
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise Trouble(f'not within {seconds} s: {what}')
        time.sleep(0.02)

class Authority(threading.Thread):
    """What Postfix asks about names and passwords: Dovecot's authentication protocol 1.1, PLAIN only."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        os.chmod(path, 0o666)
        self.door.listen(50)

    def run(self):
        while True:
            try:
                one, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(one,), daemon=True).start()

    def answer(self, line):
        _, number, mechanism, *rest = line.split('\t')
        given = dict(p.partition('=')[::2] for p in rest)
        try:
            _, user, password = base64.b64decode(given['resp'] + '==').decode().split('\0')
        except (KeyError, ValueError):
            return f'FAIL\t{number}\n'
        good = mechanism == 'PLAIN' and USERS.get(user) == password
        return f'OK\t{number}\tuser={user}\n' if good else f'FAIL\t{number}\tuser={user}\n'

    def serve(self, one):
        with one, one.makefile('rw', encoding='utf-8', newline='\n') as lines:
            try:
                lines.write(f'VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t{os.getpid()}\nCUID\t1\nCOOKIE\t{"0" * 32}\nDONE\n')
                lines.flush()
                for line in lines:
                    if line.startswith('AUTH\t'):
                        lines.write(self.answer(line.rstrip('\n')))
                        lines.flush()
            except (OSError, ValueError):
                pass

    def close(self):
        try:
            self.door.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.door.close()

class Postfix:
    """`settings` are further lines of main.cf by name.  `folder`: where to make the temporary one."""
    TIMES = {'milter_connect_timeout': '5s', 'milter_command_timeout': '10s', 'milter_content_timeout': '60s'}

    def __init__(self, milters='', on_failure='tempfail', settings=None, folder=None):
        self.settings = {'smtpd_milters': milters, 'milter_default_action': on_failure, **self.TIMES, **(settings or {})}
        self.port, self.submission = free_ports(2)
        self.parent, self.folder, self.master, self.authority, self.guard = folder, None, None, None, None

    # Start and end

    def __enter__(self):
        if not (PROGRAMS / 'master').exists():
            raise Trouble('Postfix is missing: tools/install-packages test')
        if not may_run():
            raise Trouble("Postfix's master has to be started by root")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='pfx-', dir=self.parent))
        atexit.register(self.stop)
        try:
            self.furnish()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def furnish(self):
        nobody = pwd.getpwnam('nobody')
        self.folder.chmod(0o755)
        for name in ('etc', 'queue', 'data', 'mail'):
            (self.folder / name).mkdir()
        owner = pwd.getpwnam('postfix')
        os.chown(self.folder / 'data', owner.pw_uid, 0)
        os.chown(self.folder / 'mail', nobody.pw_uid, nobody.pw_gid)
        self.base = MAIN.format(self.folder, DOMAINS, nobody.pw_uid, nobody.pw_gid)
        self.configure()
        (self.folder / 'etc/master.cf').write_text(MASTER.format(port=self.port, submission=self.submission))
        self.run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
                 '/CN=mx.example.jp', '-keyout', self.folder / 'key.pem', '-out', self.folder / 'cert.pem')
        self.authority = Authority(self.folder / 'auth')
        self.authority.start()

    def configure(self):
        lines = ''.join(f'{name} = {value}\n' for name, value in self.settings.items())
        (self.folder / 'etc/main.cf').write_text(self.base + lines)

    def run(self, *command):
        done = subprocess.run([str(c) for c in command], capture_output=True, timeout=WAIT, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Trouble(f'{command[0]}: {done.stderr.decode(errors="replace").strip()}')
        return done.stdout

    def start(self):
        self.run('postfix', '-c', self.folder / 'etc', 'check')
        self.run_master()

    def run_master(self):
        self.master = subprocess.Popen([PROGRAMS / 'master', '-c', self.folder / 'etc', '-d'], start_new_session=True,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=open(self.folder / 'master.err', 'wb'))
        self.guard = subprocess.Popen([sys.executable, '-c', GUARD, str(self.master.pid), str(self.folder)], stdin=subprocess.PIPE,
                                      start_new_session=True)
        self.wait_ready()

    def wait_ready(self):
        try:
            until(self.is_ready, 'Postfix is ready')
        except Trouble as e:
            raise Trouble(f'{e}; {self.said()}') from None

    def is_ready(self):
        if self.master.poll() is not None:
            raise Trouble(f'Postfix ended; {self.said()}')
        try:
            with socket.create_connection(('127.0.0.1', self.port), 5) as s:
                s.settimeout(5)
                return s.recv(4).startswith((b'220', b'4', b'5'))  # without its milter it may refuse
        except OSError:
            return False

    def said(self):
        """The last of what it logged, for a person."""
        return ' | '.join(self.log().splitlines()[-5:] + (self.folder / 'master.err').read_text(errors='replace').splitlines()[-3:])

    def stop_master(self):
        if self.master:
            if self.master.poll() is None:
                self.master.terminate()  # it ends its group
            try:
                self.master.wait(10)
            except subprocess.TimeoutExpired:
                pass
            try:
                os.killpg(self.master.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.master.wait()
            self.master = None
        self.dismiss_guard()

    def dismiss_guard(self):
        if self.guard:
            self.guard.communicate(b'done')
            self.guard = None

    def stop(self):
        atexit.unregister(self.stop)
        self.stop_master()
        if self.authority:
            self.authority.close()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def reload(self, **settings):
        """With settings changed.  A new master: after `postfix reload` of 3.7 now and then nobody reads its log, and all wait."""
        self.settings.update(settings)
        self.configure()
        self.stop_master()
        self.run_master()

    # What became of the mails

    def waiting(self):
        """Names of the queue's files that are neither delivered nor held."""
        return [f.name for queue in QUEUES for f in (self.folder / 'queue' / queue).rglob('*') if f.is_file()]

    def settle(self, seconds=WAIT):
        until(lambda: not self.waiting(), 'the queue is empty', seconds)

    def delivered_paths(self):
        return list((self.folder / 'mail/new').glob('*'))

    def delivered(self):
        """Octets of every mail in the Maildir, oldest first."""
        return [f.read_bytes() for f in sorted(self.delivered_paths(), key=lambda f: f.stat().st_mtime_ns)]

    def forget(self):
        """Every mail, delivered, held or on its way."""
        for f in self.delivered_paths():
            f.unlink()
        if self.held_ids() or self.waiting():
            self.run('postsuper', '-c', self.folder / 'etc', '-d', 'ALL')

    def release(self):
        """What is held goes on."""
        self.run('postsuper', '-c', self.folder / 'etc', '-H', 'ALL')
        self.run('postqueue', '-c', self.folder / 'etc', '-f')

    def queue(self):
        return [json.loads(line) for line in self.run('postqueue', '-c', self.folder / 'etc', '-j').splitlines()]

    def held_ids(self):
        return [f.name for f in (self.folder / 'queue/hold').rglob('*') if f.is_file()]

    def held(self):
        """(recipients, octets) of every mail in quarantine, as the queue and postcat show it."""
        return [([r['address'] for r in x['recipients']], self.run('postcat', '-c', self.folder / 'etc', '-bhq', x['queue_id']))
                for x in self.queue() if x['queue_name'] == 'hold']

    def log(self):
        path = self.folder / 'mail.log'
        return path.read_text(errors='replace') if path.exists() else ''

# What Postfix adds on top of a delivered mail, each field with its folded lines.  A milter that puts a field first puts it
# between the two.
TOP = re.compile(rb'Return-Path: [^\n]*\n(?:X-Original-To: [^\n]*\n)?Delivered-To: ([^\n]*)\n')
RECEIVED = re.compile(rb'^Received: from [^\n]*\n\tby mx\.example\.jp \(Postfix\)[^\n]*\n(?:[ \t][^\n]*\n)*', re.M)

def taken_apart(delivered):
    """(recipient, fields put first by a milter, octets below Postfix's own fields)."""
    top = TOP.match(delivered)
    received = top and RECEIVED.search(delivered, top.end())
    if not received:
        raise Trouble(f'no mail as Postfix delivers it: {delivered[:200]!r}')
    return top.group(1).decode('utf-8'), delivered[top.end():received.start()], delivered[received.end():]
