#!/usr/bin/env python3
"""What stands around the milter on a machine says what the milter says: settings, pages, unit, package.
usage: test_packaging.py PROGRAM BUILD SOURCE [TEST...]"""
import pathlib, re, shutil, subprocess, sys

import tap

KEY = re.compile(r'^#?([a-z][a-z0-9-]*) =', re.M)
BLOCK = re.compile(r'^```(\w*)\n(.*?)^```', re.M | re.S)

def run(*argv):
    return subprocess.run([str(a) for a in argv], capture_output=True, encoding='utf-8', timeout=300)

def sample(it):
    return run(it.program, '--sample-config').stdout

def check(it, path, text):
    path.write_text(text)
    done = run(it.program, '--check-config', '--config', path)
    assert done.returncode == 0, (text, done.stderr)

def blocks(page):
    return BLOCK.findall(page.read_text(encoding='utf-8'))

def what_is_installed_as_configuration_has_every_key_and_no_mistake(tmp, it):
    installed = (it.build / 'packaging/milter.conf').read_text()
    assert KEY.findall(installed) == KEY.findall(sample(it))
    changed = set(installed.splitlines()) - set(sample(it).splitlines())
    (line,) = changed
    assert line == f'pardons = {it.settings}/pardons.list', line
    check(it, tmp / 'milter.conf', installed.replace(it.settings, str(it.source / 'packaging')))

def the_page_of_the_configuration_tells_of_every_section_and_key_with_its_default(tmp, it):
    page = (it.build / 'docs/shingan-milter.conf.5').read_text()
    wanted = re.findall(r'^(?:\[(.*)\]|#([a-z][a-z0-9-]*) = ?(.*))$', sample(it), re.M)
    told = re.findall(r'^(?:\.Ss \[(.*)\]|\.It Ic (.*)\n(?:[^.].*\n)*?Default: (?:\\fB(.*)\\fR|empty)\.)$', page, re.M)
    assert len(wanted) > 20 and told == wanted, set(wanted) ^ set(told)

def a_page_of_a_program_without_settings_is_not_made(tmp, it):
    done = run(it.source / 'tools/make-conf-page', '/bin/false', it.source / 'docs/man/shingan-milter.conf.5.in')
    assert done.returncode != 0 and done.stdout == '', done

def the_page_of_the_program_has_every_option_and_exit_status(tmp, it):
    page = (it.source / 'docs/man/shingan-milter.8').read_text()
    usage = run(it.program, '--help').stdout
    for option in set(re.findall(r'--([a-z-]+)', usage)):
        assert f'Fl -{option}' in page, option
    for status in re.findall(r'\b(\d+) [a-z]', usage[usage.index('exit status'):]):
        assert f'.It {status}\n' in page, status

def the_allow_lists_of_the_page_and_of_the_installed_file_are_read(tmp, it):
    page = (it.source / 'docs/man/shingan-pardons.5').read_text()
    sample = (it.source / 'packaging/pardons.list').read_text()
    shown = re.search(r'^\.Bd -literal.*?\n(.*?)^\.Ed', page, re.M | re.S)[1]
    entries = re.sub(r'^# ', '', sample[sample.index('# pardon'):], flags=re.M)
    entries = re.sub(r'(?<=\S) {3,}\S.*$', '', entries, flags=re.M)  # what each is
    # Two of the three kinds stand there without what an entry needs.
    needed = '    reason r\n    owner o\n    expires 2027-01-31\n'
    entries = entries.replace('192.0.2.0/24\n', '192.0.2.0/24\n' + needed) + needed
    assert entries.count('pardon ') == 3, entries
    for text in (sample, shown, entries):
        (tmp / 'pardons.list').write_text(text)
        check(it, tmp / 'milter.conf', f'[intel]\npardons = {tmp}/pardons.list\n')
    (tmp / 'pardons.list').write_text(shown.replace('owner', 'owned-by'))
    done = run(it.program, '--check-config', '--config', tmp / 'milter.conf')
    assert done.returncode == 78 and 'pardons.list:3' in done.stderr, done

def pages_are_sound(tmp, it):
    if not shutil.which('groff'):
        return
    for page in [*(it.source / 'docs/man').glob('*.[0-9]'), it.build / 'docs/shingan-milter.conf.5']:
        done = run('groff', '-mandoc', '-Tutf8', '-ww', '-z', page)
        assert done.returncode == 0 and done.stderr == '', (page.name, done.stderr)

def every_configuration_in_the_guides_is_one(tmp, it):
    for page in ('docs/postfix.md', 'docs/postfix.ja.md'):
        found = [text for kind, text in blocks(it.source / page) if kind == 'ini']
        assert len(found) >= 3, page
        for text in found:
            check(it, tmp / 'milter.conf', text)

def both_guides_have_the_same_commands(tmp, it):
    en, ja = (blocks(it.source / f'docs/postfix{of}.md') for of in ('', '.ja'))
    assert en == ja, [pair for pair in zip(en, ja) if pair[0] != pair[1]]

def the_guides_name_only_metrics_that_there_are(tmp, it):
    there = set(re.findall(r'"(shingan_[a-z_]+)', (it.source / 'src/service/metrics.c').read_text()))
    named = set(re.findall(r'\bshingan_[a-z_]+', (it.source / 'docs/postfix.md').read_text()))
    assert len(named) > 4 and named <= there | {'shingan_'}, named - there

def systemd_takes_the_unit(tmp, it):
    if not shutil.which('systemd-analyze'):
        return
    text = (it.build / 'packaging/shingan-milter.service').read_text()
    assert not re.search(r'@\w+@', text)
    assert f'({it.settings}/milter.conf)' in run(it.program, '--help').stdout
    unit = tmp / 'shingan-milter.service'
    # The program is not installed, nor are its pages.
    unit.write_text(re.sub(r'^Documentation=.*\n', '', text, flags=re.M).replace(str(it.installed), '/bin/true'))
    done = run('systemd-analyze', 'verify', unit)
    said = [line for line in done.stderr.splitlines() if unit.name in line]
    assert not said, said

def the_package_is_of_this_version_and_builds_with_what_make_installs(tmp, it):
    version = re.search(r"version: '(.*?)'", (it.source / 'meson.build').read_text())[1]
    assert (it.source / 'debian/changelog').read_text().startswith(f'shingan ({version}) ')
    installs = (it.source / 'tools/install-packages').read_text()
    sets = ' '.join(a or b for a, b in re.findall(r"^build='(.*)'|^build=\"\$build (.*)\"", installs, re.M))
    control = (it.source / 'debian/control').read_text()
    wanted = re.search(r'^Build-Depends:(.*(?:\n .*)*)', control, re.M)[1]
    wanted = {re.split(r'[ (:\[]', d.strip())[0] for d in wanted.split(',')}
    essential = {'gcc', 'g++', 'libc6-dev'}  # of every machine that builds packages
    debians = {'debhelper-compat', 'dh-sequence-installsysusers', 'libvectorscan-dev'}
    assert wanted - debians == set(sets.split()) - essential, wanted ^ set(sets.split())

class It:
    def __init__(self, program, build, source):
        self.program, self.build, self.source = program, pathlib.Path(build), pathlib.Path(source)
        unit = (self.build / 'packaging/shingan-milter.service').read_text()
        self.installed, self.settings = re.search(r'^ExecStart=(\S+) --config (\S+)/milter.conf$', unit, re.M).groups()

TESTS = [what_is_installed_as_configuration_has_every_key_and_no_mistake,
         the_page_of_the_configuration_tells_of_every_section_and_key_with_its_default,
         a_page_of_a_program_without_settings_is_not_made, the_page_of_the_program_has_every_option_and_exit_status,
         the_allow_lists_of_the_page_and_of_the_installed_file_are_read, pages_are_sound, every_configuration_in_the_guides_is_one, both_guides_have_the_same_commands,
         the_guides_name_only_metrics_that_there_are, systemd_takes_the_unit,
         the_package_is_of_this_version_and_builds_with_what_make_installs]

sys.exit(tap.run(TESTS, It(*sys.argv[1:4]), only=sys.argv[4:]))
