// The rows of differences.yaml: which one explains that two verdicts differ.
'use strict';

const fs = require('node:fs');

function readRows(yaml, file) {
  return yaml.load(fs.readFileSync(file, 'utf8')).map(row => ({ ...row, when: patterns(row.when ?? {}) }));
}

const patterns = when => Object.fromEntries(Object.entries(when).map(([key, text]) => [key, new RegExp(text)]));

/** Each pattern of `when` must be found: in the change, the place, our codes or words, or every word of the parser. */
function holds(row, each, weRefuse) {
  if (row.we !== (weRefuse ? 'refuse' : 'accept')) return false;
  const { change, place, code, says, parser, text } = row.when;
  const errors = each.ours.filter(said => said.severity === 'error');
  if (change && !change.test(each.change)) return false;
  if (place && !place.test(each.place)) return false;
  if (text && !text.test(each.text)) return false;
  if (code && !errors.every(said => code.test(said.code))) return false;
  if (says && !errors.every(said => says.test(said.message))) return false;
  return !parser || each.theirs.every(said => parser.test(said));
}

function explain(rows, each, weRefuse) {
  if (each.change === 'fixture') return rows.find(row => row.id === each.place && row.we === (weRefuse ? 'refuse' : 'accept'));
  return rows.find(row => holds(row, each, weRefuse));
}

module.exports = { explain, readRows };
