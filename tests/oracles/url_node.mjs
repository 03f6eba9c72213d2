// url_node.mjs - URLs by node's URL (WHATWG) beside ours: a test oracle, never part of the program.
//
// usage: node url_node.mjs URL_OURS FILE.txt     nasty URLs with what is to be expected (urls.txt); fails on any other
//        node url_node.mjs URL_OURS DIRECTORY    every href and text URL of the mails below
//        node url_node.mjs URL_OURS -            one URL a line of standard input
// The last two print one line for each difference and the sums at the end.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

const TRAIT = { typo: 1 << 0, defanged: 1 << 7, noScheme: 1 << 10, cut: 1 << 11 };
const SPECIAL = new Set(['http:', 'https:', 'ftp:']);
const MANY = 1 << 30; // octets of output taken of a child

function record(text) {
    const octets = Buffer.from(text ?? '', 'utf8');
    const head = Buffer.alloc(4);
    head.writeUInt32LE(octets.length);
    return [head, octets];
}

/** How our parser reads each of `rows` ({raw, base}). */
function readOurs(program, rows) {
    const input = Buffer.concat(rows.flatMap((r) => [...record(r.base), ...record(r.raw)]));
    const child = spawnSync(program, ['read'], { input, maxBuffer: MANY });
    if (child.status !== 0) throw new Error(`url_ours: ${child.stderr} ${child.signal ?? ''}`);
    return child.stdout.toString('utf8').split('\n').slice(0, -1).map((line) => {
        const [valid, scheme, traits, host, port, path, query, href] = line.split('\t');
        return { valid: valid === '1', protocol: `${scheme}:`, traits: Number(traits), host, port: Number(port), path, query, href };
    });
}

function readTheirs({ raw, base }) {
    try {
        return new URL(raw, base);
    } catch {
        return null;
    }
}

/** What a browser keeps in a path or query as it is and we do too, or not: compared without that. */
function same(a, b) {
    return a.replace(/%[0-9a-f]{2}/gi, (m) => m.toUpperCase()).replaceAll('%5E', '^') === b.replace(/%[0-9a-f]{2}/gi, (m) => m.toUpperCase()).replaceAll('%5E', '^');
}

/** '' when both say the same, else what differs first. */
function difference(ours, theirs) {
    const web = theirs !== null && SPECIAL.has(theirs.protocol);
    if (ours.valid !== (theirs !== null)) return ours.valid ? 'only ours' : 'only node';
    if (theirs === null) return '';
    if (ours.protocol !== theirs.protocol) return 'scheme';
    if (!web) return '';
    if (ours.host !== theirs.hostname.replace(/(?<=[^.])\.$/, '')) return 'host';
    if (ours.port !== (theirs.port === '' ? -1 : Number(theirs.port))) return 'port';
    if (!same(ours.path, theirs.pathname)) return 'path';
    if (ours.query.replace(/^\?$/, '') !== theirs.search) return 'query';
    return '';
}

/** Differences that are meant: we read what people type and write, not only what browsers follow. */
function reason(ours, row) {
    if (ours.traits & TRAIT.cut) return 'longer than we read';
    if (ours.traits & TRAIT.defanged) return 'defanged';
    if (ours.valid && ours.traits & TRAIT.typo) return 'scheme repaired';
    if (/^[\s\0-\x1f]*(www\.|[^\s:/?#\\]+\.[^\s:/?#\\]+)/.test(row.raw) && !row.raw.includes(':')) return 'no scheme';
    return '';
}

/** What we write ourselves, node reads as the same place. */
function isFirm(ours) {
    const again = ours.href ? readTheirs({ raw: ours.href }) : null;
    return !ours.href || (again !== null && again.hostname === ours.host && again.protocol === ours.protocol);
}

function compare(program, rows) {
    const all = readOurs(program, rows);
    return rows.map((row, i) => {
        const theirs = readTheirs(row);
        const what = isFirm(all[i]) ? difference(all[i], theirs) : 'our own href';
        return { row, ours: all[i], theirs, what, why: what === '' ? '' : reason(all[i], row) };
    });
}

// ---- the file of nasty URLs ----

/** `{U+0009}` is that character, `{a*300}` is "a" 300 times. */
function unescape(text) {
    return text.replace(/\{U\+([0-9A-F]{4,6})\}/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
        .replace(/\{(.)\*(\d+)\}/gu, (_, c, n) => c.repeat(Number(n)));
}

function readNasty(file) {
    const rows = [];
    let differs = null;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
        const mode = line.match(/^#! (?:same|differs: (.+))$/);
        if (mode) differs = mode[1] ?? null;
        if (line === '' || line.startsWith('#')) continue;
        const [raw, base] = line.split('\t').map(unescape);
        rows.push({ line, raw, base, differs });
    }
    return rows;
}

function show(c) {
    const ours = c.ours.valid ? `${c.ours.protocol} ${c.ours.host ?? ''} ${c.ours.port ?? ''} ${c.ours.path ?? ''}${c.ours.query ?? ''}` : 'not valid';
    const theirs = c.theirs ? `${c.theirs.protocol} ${c.theirs.hostname} ${c.theirs.port} ${c.theirs.pathname}${c.theirs.search}` : 'not valid';
    return `${c.what}${c.why ? ` (${c.why})` : ''}: ${JSON.stringify(c.row.raw.slice(0, 200))}\n    ours ${ours.slice(0, 300)}\n    node ${theirs.slice(0, 300)}`;
}

function test(program, file) {
    const results = compare(program, readNasty(file));
    const wrong = results.filter((c) => (c.what !== '') !== (c.row.differs !== null));
    for (const c of wrong) console.log(c.what === '' ? `no longer differs: ${c.row.line}` : show(c));
    console.log(`${results.length} URLs, ${results.length - wrong.length} as expected`);
    return wrong.length === 0 && results.length > 0 ? 0 : 1;
}

// ---- the corpora ----

function survey(program, urls) {
    const sums = {};
    for (const c of compare(program, [...new Set(urls)].map((raw) => ({ raw })))) {
        const name = c.what === '' ? 'same' : `${c.what}${c.why ? ` (${c.why})` : ''}`;
        sums[name] = (sums[name] ?? 0) + 1;
        if (c.what !== '') console.log(show(c));
    }
    console.log(Object.entries(sums).map(([k, n]) => `${k} ${n}`).join(', '));
    return 0;
}

function urlsOf(program, source) {
    if (source === '-') return readFileSync(0, 'utf8').split('\n').filter((s) => s !== '');
    const child = spawnSync(program, ['list', source], { maxBuffer: MANY });
    if (child.status !== 0) throw new Error(`url_ours: ${child.stderr}`);
    return child.stdout.toString('utf8').split('\n').filter((s) => s !== '');
}

const [program, source] = process.argv.slice(2);
if (!source) {
    console.error('usage: node url_node.mjs URL_OURS FILE|DIRECTORY|-');
    process.exit(64);
}
const isFile = source !== '-' && statSync(source).isFile();
process.exitCode = isFile ? test(program, source) : survey(program, urlsOf(program, source));
