"""Tests as the end-to-end programs here print them: one line each (TAP)."""
import pathlib, tempfile, traceback

def skip_all(why):
    print(f'1..0 # SKIP {why}')
    return 0

def run(tests, *given, only=()):
    """Each test gets a temporary folder and `given`; 1 when one failed."""
    tests = [t for t in tests if not only or t.__name__ in only]
    print(f'1..{len(tests)}', flush=True)
    bad = 0
    for n, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as tmp:
            pathlib.Path(tmp).chmod(0o755)
            try:
                test(pathlib.Path(tmp), *given)
                print(f'ok {n} - {test.__name__}', flush=True)
            except Exception as e:
                bad += 1
                print(f'not ok {n} - {test.__name__}')
                where = traceback.extract_tb(e.__traceback__)[-1]
                said = f'{where.filename.rsplit("/", 1)[-1]}:{where.lineno}: {where.line}\n{e!r}'
                print(*['#  ' + line[:1500] for line in said.splitlines()], sep='\n', flush=True)
    return 1 if bad else 0
