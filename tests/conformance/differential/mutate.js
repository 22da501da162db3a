// Makes documents from seeds by one change each. Deterministic: the same seeds give the same documents in the same order.
'use strict';

const isMap = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const copy = value => JSON.parse(JSON.stringify(value));

function kind(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** Values of other kinds that a field may be given in place of its own. */
const OTHERS = { string: 'text', number: 5, boolean: true, list: [], object: {}, list1: ['text'], object1: { a: 'b' } };

/** Calls `visit(node, path)` for every object and list, outermost first. */
function walk(node, path, visit) {
  if (node === null || typeof node !== 'object') return;
  visit(node, path);
  for (const key of Object.keys(node)) walk(node[key], [...path, key], visit);
}

function at(root, path) {
  return path.reduce((node, key) => node[key], root);
}

/** The same object with one key under another name, order kept. */
function renamed(map, key, name) {
  const entries = Object.entries(map).map(([k, v]) => (k === key ? [name, v] : [k, v]));
  for (const k of Object.keys(map)) delete map[k];
  for (const [k, v] of entries) map[k] = v;
}

const TARGETS = [
  ['schema', '#/components/schemas/Aim'], ['message', '#/components/messages/Aim'],
  ['channel', '#/components/channels/Aim'], ['server', '#/components/servers/Aim'],
  ['tag', '#/components/tags/Aim'], ['scheme', '#/components/securitySchemes/Aim'],
];

/** Things of several kinds that a reference can be led to. */
function withTargets(document) {
  const made = copy(document);
  const add = (map, value) => {
    made.components = made.components ?? {};
    made.components[map] = { ...(made.components[map] ?? {}), Aim: value };
  };
  add('schemas', { type: 'object' });
  add('messages', { payload: { type: 'object' }, name: 'Aim' });
  add('channels', { address: 'aim', messages: {} });
  add('servers', { host: 'h', protocol: 'kafka' });
  add('tags', { name: 'aim' });
  add('securitySchemes', { type: 'plain' });
  return made;
}

const DUPLICATE = '\u0000';

function* changesOfMember(key, value) {
  yield ['drop', map => delete map[key]];
  yield ['misspell', map => renamed(map, key, `${key}x`)];
  yield ['null', map => (map[key] = null)];
  for (const [name, other] of Object.entries(OTHERS)) {
    if (name === kind(value) || JSON.stringify(other) === JSON.stringify(value)) continue;
    yield [`retype-${name}`, map => (map[key] = copy(other))];
  }
  if (typeof value === 'string') {
    yield ['other-value', map => (map[key] = `${value} X`)];
    yield ['empty', map => (map[key] = '')];
  }
  if (typeof value === 'number') {
    yield ['negative', map => (map[key] = -value - 7)];
    yield ['fraction', map => (map[key] = value + 0.25)];
    yield ['huge', map => (map[key] = 1e15)];
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    yield ['empty', map => (map[key] = Array.isArray(value) ? [] : {})];
  }
  yield ['double', map => renamed(Object.assign(map, { [DUPLICATE + key]: copy(value) }), '', '')];
  if (!(key === '$ref')) yield ['refer', map => (map[key] = { $ref: '#/x-aim' })];
}

function* mutantsOfSeed(document) {
  const paths = [];
  walk(document, [], (node, path) => paths.push(path));
  for (const path of paths) {
    const node = at(document, path);
    if (Array.isArray(node)) {
      if (node.length > 0) yield* ofPath(document, path, [['double-item', list => list.push(copy(list[0]))]]);
      yield* ofPath(document, path, [['null-item', list => list.push(null)], ['text-item', list => list.push('text')]]);
      continue;
    }
    yield* ofPath(document, path, [
      ['unknown-field', map => (map.foo = 'bar')],
      ['extension', map => (map['x-foo'] = { bar: 1 })],
      ['bad-extension', map => (map['x-fo o'] = 1)],
    ]);
    for (const [key, value] of Object.entries(node)) {
      for (const [name, change] of changesOfMember(key, value)) yield one(document, [...path, key], name, path, change);
      if (path.length > 0) yield one(document, [...path, key], 'misplace', path.slice(0, -1), (parent, made) => {
        delete at(made, path)[key];
        if (Array.isArray(parent)) parent.push(copy(value));
        else if (!(key in parent)) parent[key] = copy(value);
        else parent[`${key}Too`] = copy(value);
      });
    }
    if (typeof node.$ref === 'string') yield* ofReference(document, path, node.$ref);
  }
}

function* ofReference(document, path, ref) {
  const changes = [
    ['ref-broken', ref + 'X'], ['ref-root', '#'], ['ref-empty', ''], ['ref-anchor', '#anchor'],
    ['ref-file', `missing.yaml${ref}`], ['ref-self', '#/' + path.map(pointer).join('/')],
    ['ref-up', ref.replace(/\/[^/]*$/, '')],
    ['ref-encoded', ref.replace(/\/([a-zA-Z])([^/]*)$/, (m, a, b) => `/%${a.charCodeAt(0).toString(16)}${b}`)],
  ];
  for (const [name, text] of changes) yield one(document, path, name, path, map => (map.$ref = text));
  yield one(document, path, 'ref-sibling', path, map => (map.description = 'beside'));
  const base = withTargets(document);
  for (const [name, text] of TARGETS) yield one(base, path, `ref-to-${name}`, path, map => (map.$ref = text));
}

function pointer(token) {
  return token.replace(/~/g, '~0').replace(/\//g, '~1');
}

function* ofPath(document, path, changes) {
  for (const [name, change] of changes) yield one(document, path, name, path, change);
}

function one(document, place, name, path, change) {
  const made = copy(document);
  change(at(made, path), made);
  if (name === 'refer') made['x-aim'] = copy(at(document, place));
  return { change: name, place: place.join('/'), text: JSON.stringify(made, null, 1).replaceAll('"\\u0000', '"') };
}

/** A number from a text (FNV-1a): the choice of the short run. */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

module.exports = { mutantsOfSeed, hash };
