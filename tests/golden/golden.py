#!/usr/bin/env python3
"""Golden mails: each tests/golden/NAME.eml is examined and told as in NAME.expect; --bless rewrites what differs.

NAME.args, where it stands, holds options for that mail alone (an envelope, a list), one line; {tests} in it is TESTS.
usage: golden.py PROGRAM TESTS [--bless]"""
import json, pathlib, shlex, subprocess, sys

COMMON = ['--lang', 'en', '--trusted-mx', 'mx.example.jp', '--authserv-id', 'mx.example.jp']

def examine(program, tests, files, more=()):
    """One dict a file, in order: the program's own JSON lines."""
    if not files:
        return []
    done = subprocess.run([program, 'examine', '--format', 'jsonl', *COMMON, '--overlay', str(tests / 'data'), *more,
                           *map(str, files)], capture_output=True)
    said = [json.loads(line) for line in done.stdout.decode('utf-8').splitlines()]
    if len(said) != len(files):
        sys.exit(f"{len(said)} answers for {len(files)} mails:\n{done.stderr.decode(errors='replace')}")
    return said

def one_line(text):
    return ' '.join(str(text).split())[:100]

def tell(x):
    """What a golden test holds fast: the judgement, and every fact it rests on, one a line."""
    out = [f"level {x['level']}", f"points {x['points']}"]
    if not x['complete']:
        out.append('incomplete')
    if x['forwarded']:
        w = x['forwarded']
        out.append(f"{'forwarded' if w['passed_on'] else 'inside'} {w['how']} by {one_line(w['wrapper']['from'])}"
                   f" ({w['wrapper']['level']}), lost {' '.join(w['lost'])}")
        out.append(f"subject {one_line(x['subject'])}")
    out += [f"claims {c['brand'] or '-'} in {c['where']}: {one_line(c['shown'])}" for c in x['claims']]
    s = x['sender']
    hop = s.get('hop') or {}
    out.append(f"from {one_line((s['from'] or {}).get('address', '-'))}")
    out.append(f"sent by {hop.get('ip') or '-'} helo {hop.get('helo') or '-'} rdns {hop.get('rdns') or '-'}"
               f" country {hop.get('country') or '-'}")
    out.append(f"authenticated as {s['authenticated_as'] or '-'}")
    for key in ('findings', 'in_favour'):
        for r in x[key]:
            out.append(f"{key} {r['points']:+5} {r['id']} ({r['certainty']})")
            out += [f"    {one_line(e['shown'])}" for e in r['evidence']]
    for l in x['links']:
        owner = l['owner']
        owner = f"{owner['kind']} {owner['id'] or ''}".strip() if isinstance(owner, dict) else owner
        out.append(f"link {one_line(l['href'])} -> {l['registrable_domain'] or l['host']} ({owner})")
    out += [f"oddity {o['id']}" for o in x['oddities']]
    return '\n'.join(out) + '\n'

def all_told(program, tests, files):
    plain = [f for f in files if not f.with_suffix('.args').exists()]
    told = dict(zip(plain, examine(program, tests, plain)))
    for f in files:
        if f not in told:
            options = shlex.split(f.with_suffix('.args').read_text().replace('{tests}', str(tests)))
            told[f] = examine(program, tests, [f], options)[0]
    return told

def main(program, tests, bless):
    files = sorted((tests / 'golden').glob('*.eml'))
    told = all_told(program, tests, files)
    print(f"1..{max(len(files), 1)}")
    if not files:
        print("not ok 1 - there is a golden mail")
    bad = 0
    for n, f in enumerate(files, 1):
        expect, now = f.with_suffix('.expect'), tell(told[f])
        was = expect.read_text() if expect.exists() else ''
        if bless and was != now:
            expect.write_text(now)
            was = now
        if not was:
            print(f"ok {n} - {f.stem}_is_told_as_before # SKIP not blessed yet")
            continue
        ok = was == now
        bad += not ok
        print(f"{'ok' if ok else 'not ok'} {n} - {f.stem}_is_told_as_before")
        if not ok:
            was_lines, now_lines = was.splitlines(), now.splitlines()
            print(*[f"#  - {l}" for l in was_lines if l not in now_lines], sep='\n')
            print(*[f"#  + {l}" for l in now_lines if l not in was_lines], sep='\n')
    return 1 if bad or not files else 0

if __name__ == '__main__':
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), '--bless' in sys.argv))
