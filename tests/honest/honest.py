#!/usr/bin/env python3
"""Honest mails: none of those in honest.tsv may be told as suspicious or as phishing.

known.txt names those that are, each with why, until the program does better; one of them that is no longer accused
fails too, so that its line goes.
usage: honest.py PROGRAM honest.tsv"""
import csv, json, pathlib, subprocess, sys

OPTIONS = ['--lang', 'en', '--trusted-mx', 'mx.example.jp', '--authserv-id', 'mx.example.jp']
ACCUSED = {'suspicious', 'phishing'}

def known(folder):
    lines = (folder / 'known.txt').read_text().splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith('#')}

def examine(program, files):
    done = subprocess.run([program, 'examine', '--format', 'jsonl', *OPTIONS, *map(str, files)], capture_output=True)
    said = [json.loads(line) for line in done.stdout.decode('utf-8').splitlines()]
    if len(said) != len(files):
        sys.exit(f"{len(said)} answers for {len(files)} mails:\n{done.stderr.decode(errors='replace')}")
    return said

def main(program, table):
    folder = table.parent
    with open(table, newline='') as f:
        paths = [row['path'] for row in csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE)]
    allowed, bad = known(folder), 0
    present = sorted(p.name for p in folder.glob('*.eml'))
    print(f"1..{len(paths) + 1}")
    for n, (path, x) in enumerate(zip(paths, examine(program, [folder / p for p in paths])), 1):
        accused = x['level'] in ACCUSED
        ok = accused == (path in allowed)
        bad += not ok
        print(f"{'ok' if ok else 'not ok'} {n} - {path}_is_{'known_to_be' if path in allowed else 'not'}_accused")
        if not ok:
            print(f"# {x['level']} {x['points']}: " +
                  ', '.join(f"{f['id']} {f['points']:+}" for f in x['findings'] if f['points']))
    ok = present == sorted(paths) and allowed <= set(paths)
    print(f"{'ok' if ok else 'not ok'} {len(paths) + 1} - the_table_names_every_mail_once")
    return 1 if bad or not ok else 0

sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
