#!/usr/bin/env python3
"""Every finding that a check may make is complete: a weight, words in ja and en, a page, and mails.

Under tests/golden/checks/ID/ the finding must occur in flag-*.eml and must not in near-*.eml, two of each at least.
usage: completeness.py PROGRAM TESTS SOURCE"""
import json, pathlib, re, subprocess, sys
import golden

def words_of(path):
    return {m.group(1) for m in re.finditer(r'^([a-z0-9.-]+)\s*=\s*\S', path.read_text(), re.M)} if path.exists() else set()

def main(program, tests, source):
    table = json.loads(subprocess.run([program, 'checks', '--format', 'json'], check=True, capture_output=True).stdout)
    kinds = sorted({k['id'] for c in table for k in c['findings']})
    weights, priors = ((source / f'data/{name}.conf').read_text() for name in ('weights', 'prior'))
    words = {l: words_of(source / f'data/words/{l}.words') for l in ('ja', 'en')}
    checks = tests / 'golden/checks'
    mails = sorted(checks.glob('*/*.eml'))
    found = {f: {r['id'] for key in ('findings', 'in_favour') for r in x[key]}
             for f, x in golden.all_told(program, tests, mails).items()}
    rows = [('there_are_checks', len(kinds) > 0),
            ('each_folder_of_mails_is_of_a_finding', {f.parent.name for f in mails} <= set(kinds))]
    rows += [(f'combination_{c}_has_words_in_{l}', f'combination.{c}' in words[l])
             for c in re.findall(r'^combination (\S+)', weights, re.M) for l in words]
    for kind in kinds:
        rows.append((f'{kind}_has_a_weight', re.search(rf'^\S+\s+{kind}\b|^{kind}\b', weights, re.M) is not None))
        rows.append((f'{kind}_has_a_weight_set_by_hand', re.search(rf'^weight {kind}\b', priors, re.M) is not None))
        rows += [(f'{kind}_has_words_in_{l}', kind in words[l]) for l in words]
        rows.append((f'{kind}_has_a_page', (source / f'docs/checks/{kind}.md').exists()))
        flag = [f for f in mails if f.parent.name == kind and f.name.startswith('flag-')]
        near = [f for f in mails if f.parent.name == kind and f.name.startswith('near-')]
        rows += [(f'{kind}_is_found_in_{f.stem}', kind in found[f]) for f in flag]
        rows += [(f'{kind}_is_not_found_in_{f.stem}', kind not in found[f]) for f in near]
        rows.append((f'{kind}_has_two_mails_to_flag_and_two_near_misses', len(flag) >= 2 and len(near) >= 2))
    print(f'1..{len(rows)}')
    for n, (name, ok) in enumerate(rows, 1):
        print(f"{'ok' if ok else 'not ok'} {n} - {name}")
    return 0 if all(ok for _, ok in rows) else 1

if __name__ == '__main__':
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()))
