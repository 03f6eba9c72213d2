"""Hostile attachments, by the rows of hostile_mails.py: bombs, absurd headers, files in files, scripts, drawn codes."""
import base64, io, random, struct, zipfile, zlib

INCOMPLETE, COMPLETE = True, False
TOP = (b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nDate: Wed, 25 Nov 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\n"
       b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee the file\r\n')

def file_part(name, octets):
    return (b'--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="%s"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n" % name.encode() + base64.encodebytes(octets) + b"\r\n")

def mail(*files):
    return TOP + b"".join(file_part(n, o) for n, o in files) + b"--b--\r\n"

def page(html):
    return HTML_TOP + html

HTML_TOP = (b"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nDate: Wed, 25 Nov 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: text/html; charset=utf-8\r\n\r\n")

# ---- pictures

def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

def png(width, height, data=None, depth=8, colour=0):
    rows = zlib.compress(b"\0" * (1 + width * depth // 8) * height, 9) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack('>IIBBBBB', width, height, depth, colour, 0, 0, 0)) \
        + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

def gif(width, height, frames):
    return b"GIF89a" + struct.pack('<HHBBB', width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" \
        + (b"," + struct.pack('<HHHHB', 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\0") * frames + b";"

# ---- archives

def zipped(entries, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED, compresslevel=level) as z:
        for name, octets in entries:
            z.writestr(name, octets)
    return out.getvalue()

def zip_in_zip(depth):
    octets = zipped([('a.html', b"<html>x</html>")])
    for _ in range(depth):
        octets = zipped([('a.zip', octets)])
    return octets

def zip_of_zips(width, depth):
    octets = zipped([('a.html', b"<html>" + b"x" * 1_000_000)])
    for _ in range(depth):
        octets = zipped([(f'{i}.zip', octets) for i in range(width)])
    return octets

# ---- documents

def pdf(objects):
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, o) for i, o in enumerate(objects, 1)) \
        + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)

def pdf_bomb():
    data = zlib.compress(zlib.compress(b"\0" * 300_000_000, 9), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] /Type /XObject /Subtype /Image /Width 9000 /Height 9000 " \
        b"/BitsPerComponent 8 /ColorSpace /DeviceGray >>\nstream\n%s\nendstream" % (len(data), data)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /Resources << /XObject << /I 4 0 R >> >> >>", stream])

def pdf_round():
    return pdf([b"<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
                b"<< /First 3 0 R /Next 3 0 R /A << /S /URI /URI (https://a.test/) /Next 3 0 R >> >>"])

# ---- others

def der_nested(n):
    return b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + b"\xa0\x80\x30\x80" * n

def calendar(n):
    return b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nURL:https://a.test/\r\nDESCRIPTION:" + b"x\\n" * 30 + b"\r\nEND:VEVENT\r\n" * n

def cells(n):
    return b"<table>" + (b"<tr>" + b"<td bgcolor=#000></td><td bgcolor=#fff></td>" * 100 + b"</tr>") * n + b"</table>"

FILES = {
    'picture_of_a_thousand_million_points': lambda: (mail(('a.png', png(30_000, 30_000, zlib.compress(b"\0" * 50_000_000, 9)))), INCOMPLETE),
    'picture_that_is_shorter_than_it_says': lambda: (mail(('a.png', png(3_000, 2_000, b""))), COMPLETE),
    'fifty_white_pictures': lambda: (mail(*[(f'{i}.png', png(200, 200)) for i in range(50)]), COMPLETE),
    'thousand_small_pictures': lambda: (mail(*[(f'{i}.png', png(40, 40)) for i in range(900)]), INCOMPLETE),
    'gif_of_ten_thousand_frames': lambda: (mail(('a.gif', gif(300, 300, 10_000))), COMPLETE),
    'noise_as_picture': lambda: (mail(('a.jpg', b"\xff\xd8\xff\xe0" + random.Random(2).randbytes(500_000))), COMPLETE),
    'zip_of_zeros': lambda: (mail(('a.zip', zipped([('a.html', b"\0" * 60_000_000)]))), INCOMPLETE),
    'zip_in_zip': lambda: (mail(('a.zip', zip_in_zip(20))), INCOMPLETE),
    'zip_of_zips': lambda: (mail(('a.zip', zip_of_zips(10, 4))), INCOMPLETE),
    'zip_of_many_names': lambda: (mail(('a.zip', zipped([(f'{i}.txt', b"") for i in range(60_000)], 1))), INCOMPLETE),
    'zip_without_its_end': lambda: (mail(('a.zip', zipped([(f'{i}.html', b"<html>") for i in range(2_000)])[:-5_000])), INCOMPLETE),
    'pdf_bomb': lambda: (mail(('a.pdf', pdf_bomb())), INCOMPLETE),
    'pdf_in_a_circle': lambda: (mail(('a.pdf', pdf_round())), COMPLETE),
    'pdf_of_brackets': lambda: (mail(('a.pdf', pdf([b"<< /Type /Catalog /Pages " + b"[" * 200_000]))), COMPLETE),
    'pdf_of_objects': lambda: (mail(('a.pdf', pdf([b"<< /A << /S /URI /URI (https://a.test/) >> >>"] * 60_000))), COMPLETE),
    'nested_der': lambda: (mail(('smime.p7m', der_nested(200_000))), COMPLETE),
    'calendar_of_events': lambda: (mail(('a.ics', calendar(100_000))), INCOMPLETE),
    'calendar_on_one_line': lambda: (mail(('a.ics', b"BEGIN:VCALENDAR\r\nSUMMARY:" + b"x" * 5_000_000)), INCOMPLETE),
    'script_of_quotes': lambda: (mail(('a.html', b"<html><script>" + b"\\'" * 500_000)), COMPLETE),
    'script_of_open_strings': lambda: (mail(('a.html', b"<html><script>" + b"'\\" * 500_000)), COMPLETE),
    'script_of_strings': lambda: (mail(('a.html', b"<html><script>" + b"'" + b"'+'".join([b"PGh0bWw+" * 8] * 14_000) + b"'")), INCOMPLETE),
    'script_of_numbers': lambda: (mail(('a.html', b"<html><script>" + b"60," * 340_000)), COMPLETE),
    'script_of_locations': lambda: (mail(('a.html', b"<html><script>" + b"location='" * 100_000)), COMPLETE),
    'scripts_that_do_not_end': lambda: (mail(('a.html', b"<html>" + b"<script>" * 125_000)), COMPLETE),
    'handlers': lambda: (mail(('a.html', b"<html><a " + b' onx="y"' * 120_000 + b">")), COMPLETE),
    'data_addresses': lambda: (page(b"".join(b'<img src="data:image/png;base64,%s">' % base64.b64encode(png(30, 30)) for _ in range(5_000))), INCOMPLETE),
    'drawn_cells': lambda: (page(cells(300)), COMPLETE),
    'drawn_letters': lambda: (page(b"<br>".join([b"&#9608;&nbsp;" * 50] * 3_000)), COMPLETE),
    'drawn_hashes': lambda: (TOP.replace(b"see the file", b"\r\n".join([b"## " * 40] * 10_000)) + b"--b--\r\n", COMPLETE),
    'thousand_pages_attached': lambda: (mail(*[(f'{i}.html', b"<html><a href=https://a.test/>x</a>") for i in range(900)]), INCOMPLETE),
    'text_of_ten_megabytes': lambda: (mail(('a.txt', b"https://a.test/ password " * 400_000)), INCOMPLETE),
}
