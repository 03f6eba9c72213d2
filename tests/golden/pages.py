#!/usr/bin/env python3
"""Every mail of the tests as a page, in both languages: well-formed, with nothing in it but what the report writes itself.

usage: pages.py PROGRAM TESTS"""
import json, pathlib, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import page_rules

OPTIONS = ['--trusted-mx', 'mx.example.jp', '--authserv-id', 'mx.example.jp']

def pages_of(program, files, language, folder):
    done = subprocess.run([program, 'examine', '--format', 'html', '--out', folder, '--lang', language, *OPTIONS, *map(str, files)],
                          capture_output=True)
    if done.returncode not in (0, 10, 11, 12):
        sys.exit(f"exit {done.returncode}: {done.stderr.decode(errors='replace')}")
    return [(folder / f'{n:05}.html').read_bytes() for n in range(1, len(files) + 1)]

def levels_of(program, files):
    done = subprocess.run([program, 'examine', '--format', 'jsonl', '--lang', 'en', *OPTIONS, *map(str, files)], capture_output=True)
    return [json.loads(line)['level'] for line in done.stdout.splitlines()]

def wrong_with(page, level):
    said = page_rules.faults(page)
    if said and said[0].startswith('not well-formed'):
        return said
    live = page_rules.LIVE.search(page_rules.text_of(page, without=('host', 'address')))   # of official owners
    if live:
        said.append(f'a live address: {live.group()}')
    if f'class="verdict {level}"'.encode() not in page:
        said.append(f'its level is not {level}')
    return said

def main(program, tests):
    files = sorted([*(tests / 'golden').rglob('*.eml'), *(tests / 'honest').glob('*.eml')])
    levels = levels_of(program, files)
    bad = 0
    print('1..4')
    for n, language in enumerate(('ja', 'en')):
        with tempfile.TemporaryDirectory() as tmp:
            pages = pages_of(program, files, language, pathlib.Path(tmp))
            wrong = [(f, fault) for f, page, level in zip(files, pages, levels) for fault in wrong_with(page, level)]
            index = (pathlib.Path(tmp) / 'index.html').read_bytes()
            wrong_index = page_rules.faults(index, {f'{i:05}.html' for i in range(1, len(files) + 1)})
        ok = files and len(pages) == len(files) == len(levels) and not wrong
        print(f"{'ok' if ok else 'not ok'} {2 * n + 1} - {len(files)}_mails_are_whole_pages_in_{language}")
        print(*[f'#  {f.relative_to(tests)}: {fault}' for f, fault in wrong[:20]], sep='\n')
        print(f"{'not ok' if wrong_index else 'ok'} {2 * n + 2} - their_index_is_one_in_{language}")
        print(*[f'#  {fault}' for fault in wrong_index[:20]], sep='\n')
        bad += (not ok) + bool(wrong_index)
    return 1 if bad else 0

if __name__ == '__main__':
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]).resolve()))
