"""A small milter of the tests' own (protocol 6): it keeps what it was given and does what `judge` says.

with LittleMilter(path, judge) as it: ...   # judge(Mail) -> list of answers, made by the functions below
Source: Sendmail's libmilter/docs and include/libmilter/mfdef.h."""
import dataclasses, os, socket, struct, threading

ADD_HEADERS, CHANGE_BODY, CHANGE_HEADERS, QUARANTINE = 0x01, 0x02, 0x10, 0x20
ACTIONS = ADD_HEADERS | CHANGE_BODY | CHANGE_HEADERS | QUARANTINE
LEADING_SPACE = 0x100000                 # SMFIP_HDR_LEADSPC: values as they were written
NO_ANSWER = b'DQKA'                      # commands that get none: macros, quit, the next connection, abort

def add(name, value):
    return b'h' + name + b'\0' + value + b'\0'

def insert(at, name, value):
    return b'i' + struct.pack('!I', at) + name + b'\0' + value + b'\0'

def change(nth, name, value):
    """The nth field of that name, from 1; an empty value takes it out."""
    return b'm' + struct.pack('!I', nth) + name + b'\0' + value + b'\0'

def quarantine(why):
    return b'q' + why + b'\0'

def refuse(text):
    """A whole reply: code, enhanced code, text."""
    return b'y' + text.replace(b'%', b'%%') + b'\0'

ACCEPT, DROP = b'a', b'd'
FINAL = b'acdrty'

@dataclasses.dataclass
class Mail:
    client: bytes = b''
    helo: bytes = b''
    sender: bytes = b''
    recipients: list = dataclasses.field(default_factory=list)
    headers: list = dataclasses.field(default_factory=list)    # (name, value)
    body: bytes = b''
    macros: dict = dataclasses.field(default_factory=dict)

    def octets(self):
        """With LF, as it is delivered."""
        head = b''.join(name + b':' + value + b'\n' for name, value in self.headers)
        return head + b'\n' + self.body.replace(b'\r\n', b'\n')

class LittleMilter:
    def __init__(self, path, judge):
        self.path, self.judge, self.mails, self.aborted = str(path), judge, [], 0

    def __enter__(self):
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(self.path)
        os.chmod(self.path, 0o666)
        self.door.listen(100)
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        try:
            self.door.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.door.close()
        os.unlink(self.path)

    def accept(self):
        while True:
            try:
                one, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(one,), daemon=True).start()

    def serve(self, one):
        with one, one.makefile('rwb') as stream:
            mail = Mail()
            while len(size := stream.read(4)) == 4:
                packet = stream.read(struct.unpack('!I', size)[0])
                command, given = packet[:1], packet[1:]
                if command == b'Q':
                    return
                mail, answers = self.take(mail, command, given)
                for answer in answers:
                    stream.write(struct.pack('!I', len(answer)) + answer)
                stream.flush()

    def take(self, mail, command, given):
        """The mail from here on, and the answers."""
        parts = given.rstrip(b'\0').split(b'\0')
        if command == b'O':
            return mail, [b'O' + struct.pack('!III', 6, ACTIONS, LEADING_SPACE)]
        if command == b'D':
            mail.macros.update(zip(parts[1::2], parts[2::2]) if given[:1] else [])
        elif command == b'C':
            mail.client = given
        elif command == b'H':
            mail.helo = parts[0]
        elif command == b'M':
            mail = Mail(mail.client, mail.helo, parts[0], macros=mail.macros)
        elif command == b'R':
            mail.recipients.append(parts[0])
        elif command == b'L':
            name, value = given[:-1].split(b'\0')
            mail.headers.append((name, value))
        elif command in b'BE':
            mail.body += given
        elif command in b'AK':
            self.aborted += command == b'A'
            mail = Mail(mail.client, mail.helo) if command == b'A' else Mail()
        if command == b'E':
            self.mails.append(mail)
            answers = self.judge(mail)
            return Mail(mail.client, mail.helo), answers if answers and answers[-1][:1] in FINAL else [*answers, b'c']
        return mail, [] if command in NO_ANSWER else [b'c']
