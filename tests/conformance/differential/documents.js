// All documents of the comparison: those written by hand, the contracts, and what is made of them by one change each.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { mutantsOfSeed } = require('./mutate.js');

function yamlFiles(folder) {
  return fs.readdirSync(folder).filter(name => name.endsWith('.yaml')).sort().map(name => path.join(folder, name));
}

/** The parser expands its aliases for about as long as it is given: its verdict would be the clock's. */
const LEFT_OUT = ['fail_too_many_aliases'];

/** Golden inputs that are contracts of AsyncAPI 3 and refer to no other file. */
function goldenInputs(folder) {
  return fs.readdirSync(folder).filter(name => !LEFT_OUT.includes(name)).sort().map(name => path.join(folder, name, 'input.yaml')).filter(file => {
    if (!fs.existsSync(file)) return false;
    const text = fs.readFileSync(file, 'utf8');
    return /^asyncapi: ['"]?3\./m.test(text) && !/\$ref: *['"]?[^#'"\s]/.test(text);
  });
}

/** The examples of single objects that are published with the schemas, each in a document of its own. */
const EXAMPLES = {
  schema: 'schemas', server: 'servers', channel: 'channels', operation: 'operations', message: 'messages',
  messageObject: 'messages', SecurityScheme: 'securitySchemes', Sasl: 'securitySchemes', apiKey: 'securitySchemes',
  X509: 'securitySchemes', BearerHTTPSecurityScheme: 'securitySchemes', APIKeyHTTPSecurityScheme: 'securitySchemes',
  NonBearerHTTPSecurityScheme: 'securitySchemes', SaslSecurityScheme: 'securitySchemes', userPassword: 'securitySchemes',
  oauth2Flows: 'securitySchemes', serverVariable: 'serverVariables', parameter: 'parameters',
  correlationId: 'correlationIds', operationReply: 'replies', operationReplyAddress: 'replyAddresses',
  externalDocs: 'externalDocs', tag: 'tags', operationTrait: 'operationTraits', messageTrait: 'messageTraits',
};

function* publishedExamples(modules) {
  const folder = path.join(modules, 'node_modules/@asyncapi/specs/examples');
  for (const version of ['3.0.0', '3.1.0']) {
    for (const name of fs.existsSync(path.join(folder, version)) ? fs.readdirSync(path.join(folder, version)).sort() : []) {
      const kind = path.basename(name, '.json');
      const read = JSON.parse(fs.readFileSync(path.join(folder, version, name), 'utf8'));
      const examples = Array.isArray(read) ? read : [read];
      for (const [index, example] of examples.entries()) {
        const document = { asyncapi: version, info: { title: kind, version: '1.0.0' } };
        if (kind in EXAMPLES) document.components = { [EXAMPLES[kind]]: { example } };
        else if (['info', 'channels', 'servers', 'operations', 'components'].includes(kind)) document[kind] = example;
        else if (kind === 'contact' || kind === 'license') document.info[kind] = example;
        else continue;
        yield { id: `examples/${version}/${kind} ${index}`, text: JSON.stringify(document, null, 1) };
      }
    }
  }
}

function documents(yaml, work, root, modules) {
  fs.rmSync(work, { recursive: true, force: true });
  const all = [];
  const folderOf = name => {
    const folder = path.join(work, name);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  };
  const add = (folder, id, text, always, more = {}) =>
    all.push({ id, text, always, file: path.join(folder, `${String(all.length).padStart(5, '0')}.yaml`), ...more });

  const mutate = (name, file, folder) => {
    const text = fs.readFileSync(file, 'utf8');
    add(folder, name, text, true, { change: 'none', place: '' });
    let document;
    try {
      document = yaml.load(text, { schema: yaml.CORE_SCHEMA });
    } catch {
      return;  // not a document: compared as it stands
    }
    for (const mutant of mutantsOfSeed(document)) {
      add(folder, `${name} ${mutant.change} ${mutant.place}`, mutant.text, false, mutant);
    }
  };

  for (const file of yamlFiles(path.join(root, 'tests/conformance/seeds'))) {
    mutate(`seeds/${path.basename(file)}`, file, folderOf('seeds'));
  }
  const contracts = folderOf('contracts');
  fs.cpSync(path.join(root, 'asyncapi/common'), path.join(contracts, 'common'), { recursive: true });
  for (const file of yamlFiles(path.join(root, 'asyncapi'))) mutate(`asyncapi/${path.basename(file)}`, file, contracts);
  // Golden documents have mistakes of their own: as they stand.
  const golden = folderOf('golden');
  for (const file of goldenInputs(path.join(root, 'tests/golden/cases'))) {
    const name = path.basename(path.dirname(file));
    add(golden, `golden/${name}`, fs.readFileSync(file, 'utf8'), true, { change: 'golden', place: name });
  }
  const fixtures = path.join(root, 'tests/conformance/fixtures');
  for (const file of yamlFiles(fixtures)) {
    const name = path.basename(file, '.yaml');
    add(folderOf('fixtures'), `fixtures/${name}`, fs.readFileSync(file, 'utf8'), true, { change: 'fixture', place: name });
  }
  for (const { id, text } of publishedExamples(modules)) {
    add(folderOf('examples'), id, text, true, { change: 'example', place: id });
  }
  const written = path.join(root, 'tests/conformance/written.yaml');
  for (const { id, text } of yaml.load(fs.readFileSync(written, 'utf8'))) {
    add(folderOf('written'), `written/${id}`, text, true, { change: 'written', place: id });
  }
  return all;
}

module.exports = { documents };
