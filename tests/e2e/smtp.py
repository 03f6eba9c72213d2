"""An SMTP client that sends the octets it is told and nothing else.  Replies are (code, text).

with Client(port) as c:
    c.ehlo()
    c.send_mail(b'a@example.com', [b'b@example.jp'], octets)"""
import base64, socket, ssl

WAIT = 90  # seconds for an answer

class Refused(Exception):
    """A reply that is not what was asked for; args are (code, text)."""

def dotted(octets):
    """As it goes after DATA: lines end with CRLF, dots at their start are doubled.  A lone CR stays."""
    lines = octets.replace(b'\r\n', b'\n').split(b'\n')
    if lines[-1] == b'':
        lines.pop()
    return b''.join((b'.' if line.startswith(b'.') else b'') + line + b'\r\n' for line in lines) + b'.\r\n'

class Client:
    def __init__(self, port, host='127.0.0.1'):
        self.socket = socket.create_connection((host, port), WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.lines = self.socket.makefile('rb')
        self.extensions = set()
        self.greeting = self.reply()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Without QUIT."""
        self.lines.close()
        self.socket.close()

    def raw(self, octets):
        self.socket.sendall(octets)

    def reply(self):
        text = []
        while True:
            line = self.lines.readline(4096)
            if not line.endswith(b'\n'):
                raise ConnectionError(f'closed after {line!r}')
            text.append(line[4:].rstrip(b'\r\n').decode('utf-8', 'replace'))
            if line[3:4] != b'-':
                return int(line[:3]), '\n'.join(text)

    def ask(self, command):
        self.raw(command + b'\r\n')
        return self.reply()

    def want(self, command, code):
        got = self.ask(command)
        if got[0] != code:
            raise Refused(*got)
        return got

    def ehlo(self, name=b'client.example.com'):
        _, text = self.want(b'EHLO ' + name, 250)
        self.extensions = {line.split()[0] for line in text.splitlines()[1:]}
        return self.extensions

    def pretend(self, address='192.0.2.66', name='[UNAVAILABLE]', helo='client.example.com'):
        """To be another client (XCLIENT); says EHLO before and after."""
        self.ehlo()
        self.want(f'XCLIENT ADDR={address} NAME={name} HELO={helo}'.encode(), 220)
        return self.ehlo(helo.encode())

    def secure(self):
        self.want(b'STARTTLS', 220)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.lines.close()
        self.socket = context.wrap_socket(self.socket)
        self.lines = self.socket.makefile('rb')
        return self.ehlo()

    def authenticate(self, user, password):
        return self.ask(b'AUTH PLAIN ' + base64.b64encode(f'\0{user}\0{password}'.encode()))

    def envelope(self, sender, recipients, parameters=b''):
        """Pipelined where the server allows it; the replies to MAIL and to each RCPT."""
        commands = [b'MAIL FROM:<' + sender + b'>' + (b' ' + parameters if parameters else b'')]
        commands += [b'RCPT TO:<' + r + b'>' for r in recipients]
        if 'PIPELINING' not in self.extensions:
            return [self.ask(c) for c in commands]
        self.raw(b''.join(c + b'\r\n' for c in commands))
        return [self.reply() for _ in commands]

    def mail(self, sender, recipients, octets, parameters=b''):
        """The reply after the last dot, or the first refusal before."""
        for got in self.envelope(sender, recipients, parameters) + [self.ask(b'DATA')]:
            if got[0] >= 400:
                self.ask(b'RSET')
                return got
        self.raw(dotted(octets))
        return self.reply()

    def send_mail(self, sender, recipients, octets, parameters=b''):
        got = self.mail(sender, recipients, octets, parameters)
        if got[0] != 250:
            raise Refused(*got)
        return got[1]

    def chunk(self, octets, is_last=False):
        """BDAT: octets as they are."""
        self.raw(b'BDAT %d%s\r\n' % (len(octets), b' LAST' if is_last else b'') + octets)
        return self.reply()

    def begin(self, sender, recipients, octets):
        """DATA with `octets` as they are and no end."""
        self.envelope(sender, recipients)
        self.want(b'DATA', 354)
        self.raw(octets)

    def quit(self):
        got = self.ask(b'QUIT')
        self.close()
        return got
