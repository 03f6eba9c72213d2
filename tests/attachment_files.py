"""Files of many kinds, made octet by octet, for the mails that attachment_mails.py writes.  Nothing here depends on the time
or on chance, so that the same file comes out again."""
import base64, hashlib, io, struct, subprocess, zipfile, zlib

# ---- archives ----

def zipped(files, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED, compresslevel=level) as z:
        for name, octets in files.items():
            info = zipfile.ZipInfo(name, (2022, 6, 13, 7, 12, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, octets if isinstance(octets, bytes) else octets.encode())
    return out.getvalue()

def zip_encrypted(names):
    """Entries that say they are encrypted, with octets that nobody can decrypt."""
    body, directory = b'', b''
    for n, name in enumerate(names):
        raw, data = name.encode(), hashlib.sha256(name.encode()).digest() * 3
        head = struct.pack('<HHHHHIIIHH', 20, 0x801, 8, 0x3980, 0x54CD, 0x1234 + n, len(data), len(data) * 2, len(raw), 0)
        directory += b'PK\x01\x02\x14\x00' + head + struct.pack('<HHHII', 0, 0, 0, 0, len(body)) + raw
        body += b'PK\x03\x04' + head + raw + data
    return body + directory + b'PK\x05\x06' + struct.pack('<HHHHIIH', 0, 0, len(names), len(names), len(directory), len(body), 0)

# ---- PDF ----

def rc4(key, data):
    s, j = list(range(256)), 0
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) % 256
        s[i], s[j] = s[j], s[i]
    i, j, out = 0, 0, bytearray()
    for octet in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        out.append(octet ^ s[(s[i] + s[j]) % 256])
    return bytes(out)

PADDING = bytes.fromhex('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A')

def pdf(words='', links=(), extra_page='', catalog='', objects=(), password=None):
    """One page with `words` (Latin) and `links`; `objects` are further ones, from number 6 on."""
    text = f'BT /F1 14 Tf 60 760 Td ({words}) Tj ET'.encode()
    annots = ''.join(f'<</Type/Annot/Subtype/Link/Rect[50 {700 - 20 * i} 300 {716 - 20 * i}]/A<</S/URI/URI({u})>>>>' for i, u in enumerate(links))
    all_objects = [f'<</Type/Catalog/Pages 2 0 R{catalog}>>'.encode(), b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
                   f'<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{extra_page}>>/Annots[{annots}]>>'.encode(),
                   b'<</Length %d>>stream\n' % len(text) + text + b'\nendstream', b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>', *objects]
    trailer = ''
    if password is not None:
        file_id = hashlib.md5(b'shingan').digest()
        user = (password.encode() + PADDING)[:32]
        owner = rc4(hashlib.md5(user).digest()[:5], user)
        key = hashlib.md5(user + owner + struct.pack('<i', -4) + file_id).digest()[:5]
        all_objects.append(f'<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{rc4(key, PADDING).hex()}>/P -4>>'.encode())
        trailer = f'/Encrypt {len(all_objects)} 0 R/ID[<{file_id.hex()}><{file_id.hex()}>]'
    out, places = b'%PDF-1.4\n', []
    for n, body in enumerate(all_objects, 1):
        places.append(len(out))
        out += b'%d 0 obj\n' % n + body + b'\nendobj\n'
    table = b'xref\n0 %d\n0000000000 65535 f \n' % (len(places) + 1) + b''.join(b'%010d 00000 n \n' % p for p in places)
    return out + table + f'trailer<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n'.encode()

def pdf_with_picture(words, rows):
    """A page that shows a grey picture, 8 bits a pixel."""
    data = zlib.compress(b''.join(rows), 9)
    image = f'<</Type/XObject/Subtype/Image/Width {len(rows[0])}/Height {len(rows)}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {len(data)}>>stream\n'.encode() + data + b'\nendstream'
    draw = b'q 200 0 0 200 60 500 cm /I Do Q'
    form = b'<</Length %d>>stream\n' % len(draw) + draw + b'\nendstream'
    return pdf(words, extra_page='/XObject<</I 6 0 R>>', objects=(image, form)).replace(b'/Contents 4 0 R', b'/Contents[4 0 R 7 0 R]')

# ---- Office ----

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
OF = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

def relation(n, kind, target, outside=True):
    return f'<Relationship Id="r{n}" Type="{OF}{kind}" Target="{target}"' + (' TargetMode="External"' if outside else '') + '/>'

def docx(words, link=None, template=None, macros=False):
    files = {'[Content_Types].xml': TYPES, '_rels/.rels': RELS % relation(1, 'officeDocument', 'word/document.xml', False),
             'word/document.xml': '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p>'
             + (f'<w:hyperlink r:id="r1"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>' if link else f'<w:r><w:t>{words}</w:t></w:r>') + '</w:p></w:body></w:document>'}
    if link:
        files['word/_rels/document.xml.rels'] = RELS % relation(1, 'hyperlink', link)
    if template:
        files['word/_rels/settings.xml.rels'] = RELS % relation(1, 'attachedTemplate', template)
        files['word/settings.xml'] = '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    if macros:
        files['word/vbaProject.bin'] = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 504
    return zipped(files)

def xlsx(words, link=None, macros=False, template=None):
    files = {'[Content_Types].xml': TYPES, '_rels/.rels': RELS % relation(1, 'officeDocument', 'xl/workbook.xml', False),
             'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="1" sheetId="1"/></sheets></workbook>',
             'xl/sharedStrings.xml': f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{words}</t></si></sst>',
             'xl/worksheets/sheet1.xml': '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'}
    if link:
        files['xl/worksheets/_rels/sheet1.xml.rels'] = RELS % relation(1, 'hyperlink', link)
    if template:
        files['xl/externalLinks/_rels/externalLink1.xml.rels'] = RELS % relation(1, 'externalLinkPath', template)
    if macros:
        files['xl/vbaProject.bin'] = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 504
    return zipped(files)

# ---- codes ----

def modules(text):
    """Rows of 0 and 1 of the QR code that says `text`, its quiet zone around it."""
    drawn = subprocess.run(['qrencode', '-t', 'ASCII', '-m', '4', '-l', 'M', text], check=True, capture_output=True, text=True).stdout
    return [[int(line[i] == '#') for i in range(0, len(line), 2)] for line in drawn.splitlines()]

def grey(text, scale=4, dark=0, light=255):
    rows = []
    for row in modules(text):
        rows += [b''.join(bytes([dark if m else light]) * scale for m in row)] * scale
    return rows

def png(rows):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    head = struct.pack('>IIBBBBB', len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', zlib.compress(b''.join(b'\0' + r for r in rows), 9)) + chunk(b'IEND', b'')

def picture(rows, kind):
    from PIL import Image
    out = io.BytesIO()
    Image.frombytes('L', (len(rows[0]), len(rows)), b''.join(rows)).save(out, kind, **({'quality': 70} if kind != 'GIF' else {}))
    return out.getvalue()

def letters(text):
    rows = modules(text)
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    return '\n'.join(''.join(' ▀▄█'[a + 2 * b] for a, b in zip(rows[i], rows[i + 1])) for i in range(0, len(rows), 2))

def cells(text):
    rows = [row[3:-3] for row in modules(text)[3:-3]]
    return '<table cellspacing="0" cellpadding="0">' + '\n'.join('<tr>' + ''.join('<td bgcolor="#000"></td>' if m else '<td></td>' for m in row) + '</tr>' for row in rows) + '</table>'

# ---- others ----

PROGRAM = b'MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8' + b'\0' * 43 + b'\x80\0\0\0' + b'\0' * 64 + b'PE\0\0' + b'\0' * 64

def der(tag, *parts):
    body = b''.join(parts)
    size = bytes([len(body)]) if len(body) < 128 else b'\x82' + struct.pack('>H', len(body))
    return bytes([tag]) + size + body

def cms_signed(inner):
    """A SignedData that carries `inner` and has no signer: enough for its reader."""
    data, signed = bytes.fromhex('2a864886f70d010701'), bytes.fromhex('2a864886f70d010702')
    content = der(0x30, der(6, data), der(0xA0, der(4, inner)))
    return der(0x30, der(6, signed), der(0xA0, der(0x30, der(2, b'\x01'), der(0x31), content, der(0x31))))

def tnef(text, files):
    """winmail.dat with a subject, a plain body and files (MS-OXTNEF)."""
    def attribute(level, tag, data):
        return bytes([level]) + struct.pack('<II', tag, len(data)) + data + struct.pack('<H', sum(data) & 0xFFFF)
    out = bytes.fromhex('789f3e22') + b'\x01\x00' + attribute(1, 0x00089006, struct.pack('<I', 0x10000)) + attribute(1, 0x0002800C, text.encode('cp932') + b'\0')
    for name, octets in files.items():
        out += attribute(2, 0x00069002, b'\1\0' + b'\0' * 12) + attribute(2, 0x00018010, name.encode('cp932') + b'\0') + attribute(2, 0x0006800F, octets)
    return out

def seven_zip(names):
    """Its names stand in a plain header at the end; the files are empty."""
    raw = b''.join(n.encode('utf-16-le') + b'\0\0' for n in names)
    info = bytes([0x05, len(names), 0x0E, 1, 0xFF << (8 - len(names)) & 0xFF, 0x0F, 1, 0xFF << (8 - len(names)) & 0xFF])
    size = len(raw) + 1
    number = bytes([size]) if size < 128 else bytes([0x80 | size >> 8, size & 0xFF])
    header = b'\x01' + info + b'\x11' + number + b'\0' + raw + b'\0\0'
    start = struct.pack('<QQI', 0, len(header), zlib.crc32(header))
    return b"7z\xbc\xaf'\x1c\0\4" + struct.pack('<I', zlib.crc32(start)) + start + header

def rar5(names):
    def block(body):
        body = bytes([len(body)]) + body
        return struct.pack('<I', zlib.crc32(body)) + body
    out = b'Rar!\x1a\x07\x01\0' + block(b'\x01\0\0')
    for n in names:
        raw = n.encode()
        out += block(b'\x02\x02\0' + b'\0\0' + b'\0' + b'\x80\0' + b'\0' + bytes([len(raw)]) + raw)
    return out + block(b'\x05\0\0')

def lnk():
    return b'L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F' + b'\0' * 56

def b64(octets):
    return base64.b64encode(octets if isinstance(octets, bytes) else octets.encode()).decode()
