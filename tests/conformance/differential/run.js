// Compares our verdict with the reference parser's, document by document.
//   node run.js --meshgen BINARY --modules FOLDER --work FOLDER [--all | --documents N] [--only TEXT]
// Verdicts may differ only where a row of ../differences.yaml says so. Leaves with 1 if one differs otherwise.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { spawnSync } = require('node:child_process');
const { createRequire } = require('node:module');
const { hash } = require('./mutate.js');
const { documents } = require('./documents.js');
const { explain, readRows } = require('./rows.js');

const TIME_LIMIT_MS = 20000;
const FILES_PER_RUN = 400;
const THREADS = 2;

function options() {
  const given = { documents: 3000 };
  const words = process.argv.slice(2);
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--all') given.documents = Infinity;
    else given[word.slice(2)] = word === '--documents' ? Number(words.shift()) : words.shift();
  }
  return given;
}

/** The same documents in every run: those with the smallest hashes. What is written by hand is always taken. */
function choose(all, count) {
  const kept = all.filter(each => each.always);
  const rest = all.filter(each => !each.always).sort((a, b) => hash(a.id) - hash(b.id) || (a.id < b.id ? -1 : 1));
  return [...kept, ...rest.slice(0, Math.max(0, count - kept.length))];
}

function ours(binary, chosen) {
  const begin = process.hrtime.bigint();
  for (let i = 0; i < chosen.length; i += FILES_PER_RUN) {
    const part = chosen.slice(i, i + FILES_PER_RUN);
    const run = spawnSync(binary, ['validate', '--format', 'json', ...part.map(each => each.file)], { maxBuffer: 1 << 30 });
    if (run.status === null || run.status === 1) throw new Error(`meshgen ended with ${run.signal ?? run.status}: ${run.stderr}`);
    const said = JSON.parse(run.stdout);
    const byFile = new Map(part.map(each => [each.file, each]));
    for (const each of part) each.ours = [];
    for (const each of said.diagnostics) byFile.get(each.document).ours.push(each);
  }
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

async function theirs(modules, chosen) {
  const begin = process.hrtime.bigint();
  let next = 0;
  const lane = async () => {
    let worker = await start(modules);
    while (next < chosen.length) {
      const each = chosen[next++];
      each.theirs = await ask(worker, each);
      if (each.theirs === null) {
        await worker.terminate();
        each.theirs = [': does not return [hang]'];
        worker = await start(modules);
      }
      if (next % 1000 === 0) console.error(`${next} of ${chosen.length}`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: THREADS }, lane));
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

function start(modules) {
  const worker = new Worker(path.join(__dirname, 'worker.js'), { workerData: { modules }, stderr: true, stdout: true });
  return new Promise((resolve, reject) => worker.once('message', () => resolve(worker)).once('error', reject));
}

function ask(worker, { text, file }) {
  return new Promise(resolve => {
    const timer = setTimeout(() => done(null), TIME_LIMIT_MS);
    const fail = () => done(null);
    const done = value => {
      clearTimeout(timer);
      worker.off('message', done).off('error', fail);
      resolve(value);
    };
    worker.once('message', done).once('error', fail);
    worker.postMessage({ text, source: file });
  });
}

/** Exit 2 is what counts: an error of another category (a 2.x document) is none of the document's. */
const refuses = each => each.ours.some(said => said.severity === 'error' && said.code !== 'asyncapi-2');

function print(each) {
  console.log(`\n${each.id}\n  document: ${each.file}`);
  const own = each.ours.filter(said => said.severity === 'error').map(said => `${said.message} [${said.code}]`);
  console.log(`  we ${refuses(each) ? 'refuse: ' + own.join('; ') : 'accept'}`);
  console.log(`  the parser ${each.theirs.length > 0 ? 'refuses: ' + each.theirs.slice(0, 4).join('; ').slice(0, 900) : 'accepts'}`);
}

async function main() {
  const given = options();
  const load = createRequire(`${given.modules}/`);
  const yaml = load('js-yaml');
  const rows = readRows(yaml, path.join(__dirname, '..', 'differences.yaml'));
  const all = documents(yaml, given.work, path.join(__dirname, '..', '..', '..'), given.modules);
  const chosen = choose(all.filter(each => !given.only || each.id.includes(given.only)), given.documents);
  for (const each of chosen) fs.writeFileSync(each.file, each.text);
  const ourTime = ours(given.meshgen, chosen);
  const theirTime = await theirs(given.modules, chosen);
  const differing = chosen.filter(each => refuses(each) !== each.theirs.length > 0);
  const used = new Map();
  let unexplained = 0;
  for (const each of differing) {
    const row = explain(rows, each, refuses(each));
    if (row === undefined) {
      ++unexplained;
      print(each);
    } else {
      used.set(row.id, (used.get(row.id) ?? 0) + 1);
    }
  }
  // A row whose fixture no longer differs is out of date.
  for (const each of chosen.filter(one => one.change === 'fixture' && !differing.includes(one))) {
    ++unexplained;
    console.log(`\n${each.id}: both verdicts are the same, its row of differences.yaml is out of date`);
    print(each);
  }
  for (const [id, count] of [...used].sort()) console.log(`${String(count).padStart(5)} ${id}`);
  console.log(
    `conformance: ${chosen.length} documents of ${all.length}, same verdict on ${chosen.length - differing.length}, ` +
      `${differing.length - unexplained} differ as ${used.size} rows say, ${unexplained} unexplained; ` +
      `reference parser ${(theirTime / 1000).toFixed(1)} s, meshgen ${(ourTime / 1000).toFixed(2)} s`);
  process.exit(unexplained > 0 ? 1 : 0);
}

main();
