// Compares verdicts on documents made from schemas.yaml: ajv's beside those of generated code, of the runtime's schemas
// and of the generator's judge.
//   node run.js --verdicts BINARY --modules FOLDER [--all | --documents N] [--only ID] [--show N]
// They may differ only where a row of differences.yaml says so. Leaves with 1 if one differs otherwise, or if a row
// explains nothing.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { createRequire } = require('node:module');
const { documentsOf } = require('./mutate.js');
const { readRows, explains } = require('./rows.js');

const MOST = 500;  // of one schema
const SINGLES = 0.7;  // of these by one change
const OURS = ['generated', 'schema', 'judge', 'again'];

function options() {
  const given = { documents: Infinity, show: 3 };
  const words = process.argv.slice(2);
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--all') given.documents = Infinity;
    else given[word.slice(2)] = ['--documents', '--show'].includes(word) ? Number(words.shift()) : words.shift();
  }
  return given;
}

/** The examples and what was made of them, and what shows a row. */
function documents(entries, rows, given) {
  const chosen = rows.filter(row => !given.only || row.example.schema === given.only).map(row => {
    const index = entries.findIndex(entry => entry.id === row.example.schema);
    if (index < 0) throw new Error(`row ${row.id}: there is no schema ${row.example.schema}`);
    return { index, entry: entries[index], text: row.example.document, row };
  });
  const most = Math.min(MOST, Math.ceil(given.documents / entries.length));
  for (const [index, entry] of entries.entries()) {
    if (given.only && entry.id !== given.only) continue;
    for (const text of documentsOf(entry, Math.ceil(most * SINGLES), most)) chosen.push({ index, entry, text });
  }
  return chosen;
}

function compile(load, entries) {
  const Ajv = load('ajv');
  const addFormats = load('ajv-formats');
  return entries.map(({ schema }) => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    addFormats(ajv);
    return ajv.compile(schema);
  });
}

function askAjv(validators, chosen) {
  for (const each of chosen) {
    const validate = validators[each.index];
    each.ajv = validate(JSON.parse(each.text)) ? [] : validate.errors;
  }
}

function askUs(binary, schemas, chosen) {
  const input = chosen.map(each => `[${each.index},${each.text}]\n`).join('');
  const run = spawnSync(binary, [schemas], { input, maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`${binary} ended with ${run.signal ?? run.status ?? run.error}: ${run.stderr}`);
  const lines = run.stdout.toString().trimEnd().split('\n');
  if (lines.length !== chosen.length) throw new Error(`${lines.length} verdicts on ${chosen.length} documents`);
  lines.forEach((line, i) => (chosen[i].ours = Object.fromEntries(JSON.parse(line).map((said, n) => [OURS[n], said]))));
}

/** Who of us says otherwise than ajv; `again` has no verdict of ajv beside it: it may only be silent. */
function differing(each) {
  return OURS.filter(who => (who === 'again' ? each.ours.again !== '' : (each.ours[who] === '') !== (each.ajv.length === 0)));
}

function print(each, who) {
  console.log(`\n${each.entry.id}: ${JSON.stringify(each.entry.schema).slice(0, 300)}\n  ${each.text}`);
  const said = each.ajv.map(error => `${error.instancePath}: ${error.message} [${error.keyword}]`).join('; ').slice(0, 400);
  console.log(`  ajv: ${said || 'valid'}`);
  for (const one of who) console.log(`  ${one}: ${each.ours[one] || 'valid'}`);
}

/** How many are unexplained, and how often each row explained. */
function compare(rows, chosen, given) {
  const used = new Map(rows.map(row => [row.id, 0]));
  const printed = new Map();
  const counts = { same: 0, explained: 0, unexplained: 0, used };
  for (const each of chosen) {
    const who = differing(each);
    const explaining = who.map(one => rows.find(row => explains(row, each, one, who)));
    for (const row of new Set(explaining)) if (row) used.set(row.id, used.get(row.id) + 1);
    if (each.row && !explaining.includes(each.row)) {
      ++counts.unexplained;
      console.log(`\nrow ${each.row.id}: its example is not explained by it`);
      print(each, OURS);
      continue;
    }
    const left = who.filter((one, i) => explaining[i] === undefined);
    if (left.length > 0) ++counts.unexplained;
    else if (who.length > 0) ++counts.explained;
    else ++counts.same;
    const key = `${each.entry.id} ${left.join(' ')}`;
    if (left.length > 0 && (printed.get(key) ?? 0) < given.show) print(each, left);
    if (left.length > 0) printed.set(key, (printed.get(key) ?? 0) + 1);
  }
  for (const [key, count] of printed) if (count > given.show) console.log(`${key}: ${count} in all`);
  return counts;
}

function main() {
  const given = options();
  const load = createRequire(`${given.modules}/`);
  const yaml = load('js-yaml');
  const file = path.join(__dirname, 'schemas.yaml');
  const entries = yaml.load(fs.readFileSync(file, 'utf8'), { schema: yaml.CORE_SCHEMA });
  const rows = readRows(yaml, path.join(__dirname, 'differences.yaml'));
  const chosen = documents(entries, rows, given);
  const begin = process.hrtime.bigint();
  askAjv(compile(load, entries), chosen);
  const middle = process.hrtime.bigint();
  askUs(given.verdicts, file, chosen);
  const end = process.hrtime.bigint();
  const valid = chosen.filter(each => each.ajv.length === 0).length;
  const { same, explained, unexplained, used } = compare(rows, chosen, given);
  for (const [id, times] of [...used].sort()) console.log(`${String(times).padStart(6)} ${id}`);
  const idle = given.only ? [] : [...used].filter(([, times]) => times === 0).map(([id]) => id);
  if (idle.length > 0) console.log(`rows that explain nothing: ${idle.join(', ')}`);
  console.log(
    `ajv: ${entries.length} schemas, ${chosen.length} documents (${valid} valid by ajv), same verdicts on ${same}, ` +
      `${explained} differ as ${rows.length} rows say, ${unexplained} unexplained; ` +
      `ajv ${(Number(middle - begin) / 1e9).toFixed(1)} s, ours ${(Number(end - middle) / 1e9).toFixed(1)} s`);
  process.exit(unexplained > 0 || idle.length > 0 ? 1 : 0);
}

main();
