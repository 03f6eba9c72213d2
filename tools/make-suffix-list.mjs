// Make data/suffixes/public_suffix_list.dat from the npm package tldts, which carries the public suffix list as a
// trie that keeps the ICANN and the private section apart.
//
// usage: npm pack tldts && tar xzf tldts-*.tgz && node tools/make-suffix-list.mjs package > data/suffixes/public_suffix_list.dat
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const ICANN = 1, PRIVATE = 2;
const dir = resolve(process.argv[2] ?? 'package');
const version = JSON.parse(readFileSync(`${dir}/package.json`, 'utf8')).version;
const trie = await import(pathToFileURL(`${dir}/dist/es6/src/data/trie.js`));

const offsets = [];
let end = 0;
for (const length of trie.edgeLength) {
    offsets.push(end);
    end += length;
}

// Every path from `root` whose last node is a rule, as "suffix" under its section.
function rules(root, mark) {
    const found = { [ICANN]: [], [PRIVATE]: [] };
    const todo = [[root, '']];
    while (todo.length > 0) {
        const [node, suffix] = todo.pop();
        if (trie.nodeFlags[node] !== 0)
            found[trie.nodeFlags[node]].push(mark + suffix);
        for (let e = trie.edgeStart[node]; e < trie.edgeStart[node + 1]; e++) {
            const label = trie.labelText.slice(offsets[e], offsets[e] + trie.edgeLength[e]);
            todo.push([trie.edgeChild[e], suffix === '' ? label : `${label}.${suffix}`]);
        }
    }
    return found;
}

const byTld = rule => rule.replace(/^!/, '').split('.').reverse().join('.') + (rule[0] === '!' ? '!' : '');
const plain = rules(trie.rulesRoot, ''), except = rules(trie.exceptionsRoot, '!');
const section = which => [...plain[which], ...except[which]]
    .sort((a, b) => byTld(a) < byTld(b) ? -1 : 1).join('\n');

process.stdout.write(`// This Source Code Form is subject to the terms of the Mozilla Public
// License, v. 2.0. If a copy of the MPL was not distributed with this
// file, You can obtain one at https://mozilla.org/MPL/2.0/.

// The rules of https://publicsuffix.org/list/public_suffix_list.dat, without their comments, as the
// npm package tldts ${version} carries them.  Made by tools/make-suffix-list.mjs; do not edit:
// what is missing here belongs into supplement.dat.

// ===BEGIN ICANN DOMAINS===
${section(ICANN)}
// ===END ICANN DOMAINS===

// ===BEGIN PRIVATE DOMAINS===
${section(PRIVATE)}
// ===END PRIVATE DOMAINS===
`);
