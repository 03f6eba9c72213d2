"""Which files of the tree a lint looks at, and C text without its comments and strings."""
import pathlib, re

SKIPPED = re.compile(r'^(build[^/]*|\.git|\.cache|__pycache__|corpus|repro)$')
TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', re.S)

def tree(root, *folders):
    """Every file below `folders` of `root`, sorted, without what is built or is a fuzzer's input."""
    for folder in folders:
        for f in sorted((root / folder).rglob('*')):
            if f.is_file() and not any(SKIPPED.match(p) for p in f.relative_to(root).parts):
                yield f

def c_files(root):
    return [f for f in tree(root, 'src', 'include', 'tests', 'bench') if f.suffix in ('.c', '.h', '.cc')]

def bare(text):
    """C text whose comments and strings are blanked, lines kept; and the lines with a // comment."""
    slashes = []
    def blank(m):
        if m.group(0).startswith('//'):
            slashes.append(text.count('\n', 0, m.start()) + 1)
        return re.sub(r'[^\n]', ' ', m.group(0))
    return TOKEN.sub(blank, text), slashes

def root_of(argv):
    return pathlib.Path(argv[1] if len(argv) > 1 else '.').resolve()
