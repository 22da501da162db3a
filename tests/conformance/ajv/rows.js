// The rows of differences.yaml: which one explains that one of us says otherwise than ajv.
'use strict';

const fs = require('node:fs');

const patterns = when => Object.fromEntries(Object.entries(when).map(([key, text]) => [key, new RegExp(text, 'u')]));
const KNOWN = ['schema', 'format', 'keyword', 'document', 'says'];

function readRows(yaml, file) {
  return (yaml.load(fs.readFileSync(file, 'utf8')) ?? []).map(row => {
    for (const key of Object.keys(row.when)) if (!KNOWN.includes(key)) throw new Error(`row ${row.id}: 'when' knows no ${key}`);
    return { ...row, when: patterns(row.when) };
  });
}

/** Every format that the schema names. */
function formatsIn(schema) {
  if (schema === null || typeof schema !== 'object') return [];
  const own = typeof schema.format === 'string' ? [schema.format] : [];
  return [...own, ...Object.values(schema).flatMap(formatsIn)];
}

const keywordOf = said => said.match(/\[([^\]]+)\]$/)?.[1] ?? '';

/** Each pattern of `when` must be found; `keyword` is one of ajv's where it refuses, else ours (the judge names none). */
function explains(row, each, who, differing) {
  if (!row.who.includes(who)) return false;
  // Those whom the row names differ together, but for generated code where the value does not fit C++.
  if (!row.who.every(one => differing.includes(one) || keywordOf(each.ours[one]) === 'range')) return false;
  const ajvRefuses = each.ajv.length > 0;
  if (row.ajv !== (ajvRefuses ? 'refuse' : 'accept')) return false;
  const { schema, format, keyword, document, says } = row.when;
  const keywords = ajvRefuses ? each.ajv.map(error => error.keyword) : [keywordOf(each.ours[who])];
  if (schema && !schema.test(each.entry.id)) return false;
  if (format && !formatsIn(each.entry.schema).some(name => format.test(name))) return false;
  if (keyword && !(who === 'judge' && !ajvRefuses) && !keywords.some(word => keyword.test(word))) return false;
  if (document && !document.test(each.text)) return false;
  return !says || says.test(each.ours[who]);
}

module.exports = { explains, readRows };
