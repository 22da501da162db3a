// Makes documents from the valid examples of a schema: every single change, then seeded mixtures of two to four.
// Deterministic: the same schemas give the same documents in the same order.
'use strict';

const { Scalar, parse, write } = require('./json.js');

/** A number from a text (FNV-1a). */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Numbers below `limit`, from a seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return limit => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

const VALUES = [
  'null', 'true', 'false', '0', '1', '-1', '0.5', '-0', '2.0', '1e2', '""', '"a"', '"1"', '[]', '[1]', '["a","a"]', '{}', '{"a":1}', '[[]]',
  '{"a":{}}', '[null,0,false]', '"\\u00e9"', '"e\\u0301"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\u0000"', '2147483648', '-2147483649',
  '9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '1e19', '0.1', '0.30000000000000004', '1e-9',
  '1E+2', '100e-2', '123456789012345678901234567890', '3.0000000000000000000001',
];

const FORMATS = {
  'date-time': [
    '2024-02-30T00:00:00Z', '2023-02-29T00:00:00Z', '2024-01-01t00:00:00z', '2024-01-01 00:00:00Z', '2024-01-01T00:00:00', '2024-01-01T24:00:00Z',
    '2024-01-01T00:00:00+24:00', '2024-01-01T00:00:00-00:00', '2024-01-01T00:00:00.Z', '2024-01-01T00:00:00.123456789Z', '1998-12-31T23:59:60Z',
    '1998-12-31T22:59:60Z', '1998-12-31T23:59:61Z', '1998-12-31T15:59:60.123-08:00', '2024-01-01T00:00:00+01', '2024-01-01T00:00:00+0100',
    '2024-1-1T00:00:00Z', '0000-01-01T00:00:00Z', '+2024-01-01T00:00:00Z', '1999-01-01T00:29:60+00:30',
  ],
  date: ['2023-02-29', '1900-02-29', '2000-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-00', '24-01-01', '2024-1-01', '2024/01/01', '0000-01-01', '2024-01-01Z', '２024-01-01'],
  time: [
    '00:00:00Z', '24:00:00Z', '23:60:00Z', '23:59:60Z', '22:59:60Z', '23:59:61Z', '01:29:60+01:30', '23:29:60+23:30', '00:29:60+00:30', '15:59:60-08:00',
    '00:00:00', '00:00:00.5Z', '00:00:00.z', '00:00:00+1:00', '00:00:00+01', '00:00:00-0100', '00:00:00+24:00', '00:00:00+23:60', '1:00:00Z', '00:00Z',
  ],
  email: [
    'a@b', 'a@b.c', 'a.b@c.d', '.a@b.c', 'a.@b.c', 'a..b@c.d', '"a b"@c.d', 'a b@c.d', 'a@', '@b.c', 'a@b@c.d', 'a@[1.2.3.4]', 'a@[IPv6:::1]', 'a@-b.c',
    'a@b-.c', 'a@b..c', 'a@b.c.', 'é@b.c', 'a@é.c', "!#$%&'*+/=?^_`{|}~-@b.c", `${'a'.repeat(65)}@b.c`, `a@${'b'.repeat(64)}.c`, 'a@b_c.d', '"a\\"b"@c.d',
  ],
  uri: [
    'http:', 'http://', 'http:///', 'a:', 'a:b', ':a', '1a:b', 'a+b-c.d:e', '//a/b', '/a', 'a', '', '#f', 'http://a b', 'http://a/<>', 'http://a/%zz', 'http://a/%2',
    'http://[::1]/', 'http://[::1', 'http://[v1.a]/', 'http://[vz]/', 'http://a:b/', 'http://a:/', 'http://a@b@c/', 'http://é/', 'http://a/é', 'mailto:a@b.c',
    'urn:uuid:1', 'http://a?b#c#d', 'http://a?[b]', 'file:///etc', 'a:/b', 'a://b', 'http://a\\b', 'a:b"c', 'a:{b}', 'a:b|c', "a:b'c", 'a:?b', 'a:#b', 'http://1.2.3.4.5/',
  ],
  hostname: ['a', 'a.b', 'a.', '.', '.a', 'a..b', '-a', 'a-', 'a-b', 'a_b', 'é', 'A1', '1', 'xn--a', `${'a'.repeat(63)}.b`, `${'a'.repeat(64)}.b`, `${'a.'.repeat(126)}a`, `${'a.'.repeat(127)}a`, 'a b'],
  ipv4: ['0.0.0.0', '255.255.255.255', '256.0.0.0', '1.2.3', '1.2.3.4.5', '01.2.3.4', '1.2.3.4 ', '1.2.3.', '0x1.2.3.4', '1.2.3.-4', '１.2.3.4', '1.2.3.4\n'],
  ipv6: [
    '::', '1::', '::1', '1::1', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', ':::', '1:::2', '12345::', 'g::', '::1.2.3.4', '::1.2.3', '::1.2.3.256',
    '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7:1.2.3.4', '::1.2.3.4:5', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1::3:4:5:6:7:8', '1:2:3:4::5:6:7:8', '::1%eth0', '::01.2.3.4', '1.2.3.4', ':1', '1:', ' ::1', '::ABCD',
  ],
  duration: [
    'P', 'PT', 'P1Y', 'P1M', 'P1D', 'P1Y2D', 'P1Y1M', 'P2M1Y', 'P1W', 'P1W1D', 'P1Y1W', 'PT1H', 'PT1M', 'PT1S', 'PT1H1S', 'PT1S1H', 'P1DT', 'P1DT1H', 'P1H', 'PT1D', 'p1d', 'P-1D', '-P1D',
    'P1.5D', 'PT0.5S', 'P 1D', 'P1D ', '1D', 'P1', 'PD', 'P00D', 'P1D1D', 'P１D', 'P1D\n', 'P1YT1M',
  ],
  'json-pointer': ['', '/', '//', 'a', '/a', '#/a', '#', '/~', '/~0', '/~1', '/~2', '/~01', '/a~', '/a/~', '~0', '/é', '/ ', '/"', '/a\n', '/a/b/', '/%25', '/\ud83d\ude00'],
  'uri-reference': [
    '', 'a', '/', '//', '///', '/a', './a:b', 'a:b', ':a', '1:a', 'a/b:c', '1/b:c', '?', '#', '?a#b', '#a#b', '//h', '//h:8', '//h:a', '//[::1]', '//[::g]', '//u@h', '//u@h@i', 'a b', 'é',
    '%20', '%2', '%zz', '..', '../..', 'a\\b', '<a>', 'http:', 'http://a', "a'b", '{a}', 'a|b', '@', 'a@b', 'a?[b]', '[a]', '//a/b c', 'a\n',
  ],
  uuid: ['00000000-0000-0000-0000-000000000000', 'urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380', '2eb8aa08aa9811eab4aa73b441d16380', '2eb8aa08-aa98-11ea-b4aa-73b441d1638', '{2eb8aa08-aa98-11ea-b4aa-73b441d16380}', '2eb8aa08-aa98-11ea-b4aa73b4-41d16380', 'geb8aa08-aa98-11ea-b4aa-73b441d16380'],
  byte: ['YQ==', 'YQ=', 'YQ', 'Y===', 'YWI=', 'YWJj', 'YW J', 'YW-_', '====', '=', 'YQ==YQ==', 'YWJj\n', 'YWJj\nYWJj', '\n', '!', 'YR=='],
};

const NAMES = ['a', 'b', 'c', 'x', '', 'é', '1', '__proto__', 'constructor', 'a b', 'ABCD', 'n1', 'as', 'x9', '\ud83d\ude00'];
const SMALL = ['null', '1', '"a"', '2.5', 'true', '[1]', '{}'];

/** What this schema speaks of: values around its bounds, its constants, names, examples of its formats. */
function wordsOf(schema) {
  const values = new Set(VALUES);
  const names = new Set(NAMES);
  const visit = (node, key) => {
    if (typeof node === 'number') {
      for (const value of [node, node + 1, node - 1, node + 0.5, node - 0.25, node * 3, -node, node + 1e-9]) values.add(JSON.stringify(value));
      values.add(`${JSON.stringify(node)}${/[.e]/.test(JSON.stringify(node)) ? '' : '.0'}`);
      if (/Length$/.test(key)) for (const each of ['a', '1', '\u00e9', '\ud83d\ude00', 'e\u0301']) lengths(each, node);
      if (/Items$/.test(key)) for (let n = Math.max(0, node - 1); n <= node + 1; ++n) values.add(JSON.stringify(Array.from({ length: n }, (_, i) => i)));
      if (/Properties$/.test(key)) for (let n = Math.max(0, node - 1); n <= node + 1; ++n) values.add(JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, i) => [`n${i}`, i]))));
    }
    if (key === 'const') values.add(JSON.stringify(node));
    if (key === 'enum' && Array.isArray(node)) for (const each of node) values.add(JSON.stringify(each));
    if (key === 'format') for (const each of FORMATS[node] ?? []) values.add(JSON.stringify(each));
    if (node === null || typeof node !== 'object') return;
    if (key === 'required' && Array.isArray(node)) for (const each of node) names.add(each);
    if (['properties', 'dependencies'].includes(key)) for (const each of Object.keys(node)) names.add(each);
    for (const [word, each] of Object.entries(node)) visit(each, Array.isArray(node) ? key : word);
  };
  const lengths = (each, node) => {
    for (let n = Math.max(0, node - 1); n <= node + 1; ++n) values.add(JSON.stringify(each.repeat(n)));
  };
  visit(schema, '');
  return { values: [...values].map(parse), names: [...names] };
}

/** Every place of the tree: how to read and replace what stands there. */
function placesOf(root) {
  const places = [];
  const visit = (value, rebuild) => {
    places.push({ value, rebuild });
    if (Array.isArray(value)) {
      value.forEach((item, i) => visit(item, made => rebuild(value.map((each, j) => (i === j ? made : each)))));
    } else if (value instanceof Map) {
      for (const [key, member] of value) visit(member, made => rebuild(new Map([...value].map(([k, each]) => [k, k === key ? made : each]))));
    }
  };
  visit(root, made => made);
  return places;
}

/** The same value, spelled otherwise. */
function respelled(value) {
  if (Array.isArray(value)) return value.map(respelled);
  if (value instanceof Map) return new Map([...value].reverse().map(([key, each]) => [key, respelled(each)]));
  if (value.kind === 'number') return new Scalar(spellings(value.text)[0]);
  if (value.kind !== 'string') return value;
  return new Scalar(`"${[...JSON.parse(value.text)].map(escaped).join('')}"`);
}

const escaped = c => Array.from({ length: c.length }, (_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

/** Other spellings of the same number. */
const spellings = text => spelled(text).filter(each => NUMBER.test(each));

function spelled(text) {
  if (/e/i.test(text)) return [text.replace(/e/, 'E').replace(/E(\d)/, 'E+$1'), text.replace(/e([-+]?)(\d)/i, 'e$100$2')];
  if (text.includes('.')) return [`${text}0`, `${text}e0`, `${text}000000000000000000000000`, ...moved(text)];
  return [`${text}.0`, `${text}e0`, `${text}.00000000000000000000`, `${text}0e-1`, `${text}E+0`, `${text}00.0e-2`];
}

/** The point moved by one digit. */
const moved = text => (/^-?\d\.\d+$/.test(text) ? [`${text.replace(/\.(\d)/, '$1.').replace(/\.$/, '').replace(/^(-?)0(?=\d)/, '$1')}e-1`] : []);

/** Others close by. */
function neighbours(text) {
  const value = Number(text);
  const plain = [value + 1, value - 1, value + 0.5, value * 10, -value, value / 3].filter(Number.isFinite).map(each => JSON.stringify(each));
  const long = /[.e]/i.test(text) || Number(text) === 0 ? [] : [`${text}.00000000000000000001`, `${text}0000000000000000000`];
  return [...plain, ...long, '1e400', '-1e400'];
}

const CHARACTERS = ['0', '9', 'a', 'Z', '-', '.', ':', '@', ' ', '\n', '\u00e9', '\u0000', '\ud83d\ude00', '/', '%', '\u0660', '\u2028', '_', '+', '='];

function* changesOfString(text) {
  const characters = [...JSON.parse(text)];
  const spell = list => new Scalar(JSON.stringify(list.join('')));
  yield respelled(new Scalar(text));
  yield spell([...characters, ...characters]);
  yield spell(characters.map(c => c.toUpperCase()));
  yield spell(characters.map(c => c.toLowerCase()));
  for (const c of ['\n', ' ', 'x', '\u00e9', '\u0000']) {
    yield spell([...characters, c]);
    yield spell([c, ...characters]);
  }
  for (let i = 0; i < characters.length; ++i) {
    yield spell([...characters.slice(0, i), ...characters.slice(i + 1)]);
    yield spell([...characters.slice(0, i), characters[i], ...characters.slice(i)]);
    for (let j = 0; j < 5; ++j) yield spell([...characters.slice(0, i), CHARACTERS[(i * 7 + j * 3) % CHARACTERS.length], ...characters.slice(i + 1)]);
  }
}

function* changesOfList(list, words) {
  yield [];
  yield [...list].reverse();
  for (let i = 0; i < list.length; ++i) {
    yield [...list.slice(0, i), ...list.slice(i + 1)];
    yield [...list, list[i]];
    yield [...list, respelled(list[i])];
    yield [list[i], ...list];
  }
  for (const value of words.values) yield [...list, value];
  for (const text of SMALL) yield [parse(text), ...list];
}

function* changesOfMap(map, words) {
  yield new Map();
  yield new Map([...map].reverse());
  for (const [key, value] of map) {
    yield new Map([...map].filter(([name]) => name !== key));
    for (const name of [`${key}x`, key.toUpperCase(), key.slice(1), ...words.names]) {
      if (!map.has(name)) yield new Map([...map].map(([k, each]) => [k === key ? name : k, each]));
    }
    if (value instanceof Map) yield new Map([...map, ...value]);
  }
  for (const name of words.names) {
    if (!map.has(name)) for (const text of SMALL) yield new Map([...map, [name, parse(text)]]);
  }
}

function* changesOf(value, words) {
  yield* words.values;
  yield respelled(value);
  yield [value];
  yield new Map([['a', value]]);
  if (Array.isArray(value)) yield* changesOfList(value, words);
  else if (value instanceof Map) yield* changesOfMap(value, words);
  else if (value.kind === 'string') yield* changesOfString(value.text);
  else if (value.kind === 'number') for (const text of [...spellings(value.text), ...neighbours(value.text)]) yield new Scalar(text);
}

/** A change at a place, both by chance. */
function changedByChance(root, words, below) {
  const places = placesOf(root);
  const { value, rebuild } = places[below(places.length)];
  const changes = [...changesOf(value, words)];
  // Half of them keep the kind of value: else most would be refused for their type.
  const alike = changes.filter(each => kindOf(each) === kindOf(value));
  const from = alike.length > 0 && below(2) === 0 ? alike : changes;
  return rebuild(from[below(from.length)]);
}

const kindOf = value => (value instanceof Scalar ? value.kind : Array.isArray(value) ? 'list' : 'map');

/** JSON texts: the examples, at most `singles` of single changes, mixtures until there are `most`. */
function documentsOf({ id, schema, valid }, singles, most) {
  const words = wordsOf(schema);
  const roots = valid.map(parse);
  const single = new Set();
  for (const root of roots) {
    for (const { value, rebuild } of placesOf(root)) for (const made of changesOf(value, words)) single.add(write(rebuild(made)));
  }
  const chosen = [...single].sort((a, b) => hash(id + a) - hash(id + b) || (a < b ? -1 : 1)).slice(0, singles);
  const texts = new Set([...valid, ...chosen]);
  const below = random(hash(id));
  for (let tries = 0; texts.size < most && tries < most * 3; ++tries) {
    let root = roots[below(roots.length)];
    for (let n = 2 + below(3); n > 0; --n) root = changedByChance(root, words, below);
    texts.add(write(root));
  }
  return [...texts];
}

module.exports = { documentsOf };
