#!/usr/bin/env python3
"""Labelled mails measured and fitted: `evaluate` and `train`.  usage: test_labelled.py PROGRAM SOURCE"""
import collections, json, os, pathlib, shutil, subprocess, sys, tempfile, xml.etree.ElementTree

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
GOLDEN = SOURCE / 'tests/golden'
LEVELS = ['phishing', 'suspicious', 'no-sign', 'genuine', 'undetermined']
MOST = 40   # mails of a label

def run(*args):
    full = {**os.environ, 'SHINGAN_DATA': str(SOURCE / 'data'), 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, env=full, timeout=600)

def fine(done):
    assert done.returncode == 0 and not done.stderr, (done.returncode, done.stderr[:600])
    return done.stdout.decode('utf-8')

def mails():
    """Golden mails by what is expected of them: accused ones stand for phish."""
    by_label = collections.defaultdict(list)
    for expected in sorted(GOLDEN.rglob('*.expect')):
        mail, level = expected.with_suffix('.eml'), expected.read_text().split()[1]
        label = 'phish' if level in ('phishing', 'suspicious') else 'ham'
        if mail.exists() and len(by_label[label]) < MOST:
            by_label[label].append(mail)
    return by_label

def table(tmp, odd='source<b>&'):
    """The second mail of each pair is of its neighbour's cluster."""
    rows = ['path\tlabel\tsource\tsub\tlang\tcluster\trep']
    for label, some in mails().items():
        for i, mail in enumerate(some):
            rows.append('\t'.join([str(mail.relative_to(GOLDEN)), label, odd if i % 3 == 0 else f'other-{i % 3}',
                                   '' if label == 'ham' else 'credential:x' if i % 4 else 'scam', 'ja', f'{label}{i // 2}', str(1 - i % 2)]))
    path = tmp / 't.tsv'
    path.write_text('\n'.join(rows) + '\n')
    return path

def evaluated(tmp, *options):
    return json.loads(fine(run('evaluate', '--folder', GOLDEN, *options, '--format', 'json', table(tmp))))

def levels_are_those_of_examine(tmp):
    x = evaluated(tmp)
    by_label = {r['label']: r for r in x['levels'][0]['rows']}
    assert x['mails'] == 2 * MOST and x['lost'] == 0, x['mails']
    for label, some in mails().items():
        lines = run('examine', '--format', 'jsonl', *some).stdout.decode().splitlines()
        seen = collections.Counter(json.loads(line)['level'] for line in lines)
        once = collections.Counter(json.loads(line)['level'] for line in lines[::2])
        row = by_label[label]
        assert row['levels'] == {l: seen[l] for l in LEVELS}, (label, row, seen)
        assert row['cluster_levels'] == {l: once[l] for l in LEVELS}, (label, row, once)
        accused = once['phishing'] + once['suspicious']
        assert (row['suspicious']['n'], row['suspicious']['of']) == (accused, MOST // 2), row
        assert row['suspicious']['low'] <= 1e6 * accused / (MOST // 2) <= row['suspicious']['high'], row

def recall_grows_with_what_is_allowed_and_clusters_count_once(tmp):
    x = evaluated(tmp)
    strict = next(r for r in x['levels'][0]['rows'] if r['label'] == 'phish-strict')
    assert [r['others'] for r in x['roc']] == ['ham', 'ham-html', 'advertising']
    cuts = x['roc'][0]['cuts']
    assert [c['allowed'] for c in cuts] == [0, 1000, 3000, 10000, 30000], cuts
    assert all(a['recall']['n'] <= b['recall']['n'] for a, b in zip(cuts, cuts[1:])), cuts
    assert cuts[0]['alarms'] == 0 and cuts[0]['recall']['of'] == strict['suspicious']['of'] and x['roc'][0]['auc'] > 800000, x['roc']
    assert sum(h['accused']['of'] for h in x['held_out']) == MOST // 2

def without_phish_there_is_nothing_to_tell_apart(tmp):
    path = table(tmp)
    path.write_text('\n'.join(l for l in path.read_text().splitlines() if '\tphish\t' not in l) + '\n')
    x = json.loads(fine(run('evaluate', '--folder', GOLDEN, '--format', 'json', path)))
    assert x['mails'] == MOST and all(r['auc'] is None for r in x['roc']), x['roc']
    assert 'against ham (20 clusters): nothing to tell apart' in fine(run('evaluate', '--folder', GOLDEN, path))
    assert '<polyline' not in fine(run('evaluate', '--folder', GOLDEN, '--format', 'svg', path))

def each_table_can_be_left_out_and_mistakes_cut_short(tmp):
    x = evaluated(tmp, '--by', 'lang', '--worst', '1', '--strict')
    assert [t['by'] for t in x['levels']] == ['label', 'lang'], x['levels']
    assert len(x['misses']['worst']) <= 1 and len(x['false_alarms']['worst']) <= 1
    assert x['mails'] < 2 * MOST

def the_text_can_be_read_and_does_not_depend_on_the_jobs(tmp):
    one, two = (fine(run('evaluate', '--folder', GOLDEN, '--jobs', n, table(tmp))) for n in (1, 2))
    assert one == two and max(map(len, one.splitlines()[:60])) < 400
    for title in ('Levels by label', 'Levels by source', 'against ham-html', 'Spam called phish', 'What decides', 'Misses of strict phish'):
        assert title in one, title

def the_picture_is_xml_without_script_and_goes_to_a_file(tmp):
    path, odd = tmp / 'x.svg', tmp / 'a<script>&"b.tsv'
    table(tmp).rename(odd)
    assert fine(run('evaluate', '--folder', GOLDEN, '--format', 'svg', '--output', path, odd)) == ''
    text = path.read_text()
    tree = xml.etree.ElementTree.fromstring(text)
    names = {e.tag.split('}')[1] for e in tree.iter()}
    assert 'polyline' in names and 'rect' in names and not names & {'script', 'image', 'a', 'style'}, names
    assert 'href' not in text and 'a<script>&"b' in ''.join(tree.itertext())

def a_broken_table_is_told_with_file_and_line(tmp):
    bad = tmp / 'bad.tsv'
    bad.write_text('path\tlabel\na.eml\tham\nb.eml\n')
    for command in ('evaluate', 'train'):
        done = run(command, bad)
        assert done.returncode == 78 and b'bad.tsv:3:' in done.stderr and done.stderr.count(b'\n') == 1, done
        assert run(command, tmp / 'none.tsv').returncode == 66
        assert run(command).returncode == 64
    for wrong in (['--format', 'xml'], ['--by', 'colour'], ['--worst', 'x'], ['--nonsense']):
        assert run('evaluate', *wrong, bad).returncode == 64, wrong
    assert run('evaluate', '--folder', GOLDEN, '--output', tmp / 'no/such', table(tmp)).returncode == 74

def a_mail_that_is_not_there_is_told_and_counted_apart(tmp):
    path = table(tmp)
    path.write_text(path.read_text() + 'no-such.eml\tham\tx\t\tja\tz\t1\n')
    done = run('evaluate', '--folder', GOLDEN, '--format', 'json', path)
    x = json.loads(done.stdout)
    assert b'no-such.eml' in done.stderr and x['lost'] == 1 and x['mails'] == 2 * MOST, done.stderr

def what_was_fitted_is_as_good_to_intel_check_as_what_was_there(tmp):
    data = tmp / 'data'
    shutil.copytree(SOURCE / 'data', data, ignore=shutil.ignore_patterns('compiled'))
    prior = next(p for p in (SOURCE / 'data/prior.conf', SOURCE / 'data/weights.conf') if p.exists())
    before = (data / 'weights.conf').read_text()
    out = fine(run('train', '--quick', '--prior', prior, '--folder', GOLDEN, '--out', data, table(tmp)))
    assert 'thresholds: suspicious' in out, out[-300:]
    assert (data / 'weights.conf').read_text() != before and (data / 'model/wording.model').stat().st_size > 0
    checked, as_it_was = (run('intel', 'check', '--data', d) for d in (data, SOURCE / 'data'))
    assert checked.returncode == as_it_was.returncode, checked.stderr
    assert checked.stderr.replace(bytes(data), b'') == as_it_was.stderr.replace(bytes(SOURCE / 'data'), b''), checked.stderr

TESTS = [levels_are_those_of_examine, recall_grows_with_what_is_allowed_and_clusters_count_once,
         without_phish_there_is_nothing_to_tell_apart, each_table_can_be_left_out_and_mistakes_cut_short, the_text_can_be_read_and_does_not_depend_on_the_jobs,
         the_picture_is_xml_without_script_and_goes_to_a_file, a_broken_table_is_told_with_file_and_line,
         a_mail_that_is_not_there_is_told_and_counted_apart, what_was_fitted_is_as_good_to_intel_check_as_what_was_there]

def main():
    print(f'1..{len(TESTS)}')
    bad = 0
    for n, test in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory() as tmp:
            try:
                test(pathlib.Path(tmp))
                print(f'ok {n} - {test.__name__}')
            except Exception as e:
                bad += 1
                print(f'not ok {n} - {test.__name__}')
                print(*['#  ' + l[:1500] for l in repr(e).splitlines()], sep='\n')
    return 1 if bad else 0

sys.exit(main())
