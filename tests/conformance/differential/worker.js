// The reference parser, in a thread of its own: it may never return.
'use strict';

const { parentPort, workerData } = require('node:worker_threads');
const { createRequire } = require('node:module');
const path = require('node:path');

const load = createRequire(`${workerData.modules}/`);
const { Parser } = load('@asyncapi/parser');

// The parser compiles its schemas anew for every document, which takes longer than all the rest. Here each version's
// are compiled once; what they say is the same.
const compiler = require(path.join(workerData.modules, 'node_modules/@stoplight/spectral-functions/dist/schema/ajv.js'));
const compilers = new Map();
const createCompiler = compiler.createAjvInstances;
let version = '';
compiler.createAjvInstances = () => {
  if (!compilers.has(version)) compilers.set(version, createCompiler());
  return compilers.get(version);
};

function newParser() {
  const parser = new Parser();
  for (const [name, member] of [
    ['avro-schema-parser', 'AvroSchemaParser'], ['openapi-schema-parser', 'OpenAPISchemaParser'],
    ['protobuf-schema-parser', 'ProtoBuffSchemaParser'], ['raml-dt-schema-parser', 'RamlDTSchemaParser'],
  ]) {
    const loaded = load(`@asyncapi/${name}`);
    parser.registerSchemaParser((loaded[member] ?? loaded.default)());
  }
  return parser;
}

const parser = newParser();

async function judge(text, source) {
  version = /"?asyncapi"?: *['"]?([0-9.]*)/.exec(text)?.[1] ?? '';
  // Files that one document refers to must not be taken from what another left behind.
  const files = /\$ref"?: *['"]?[^#'"\s]/.test(text);
  const more = files ? { source, __unstable: { resolver: { cache: false } } } : { source };
  try {
    // Formats other than JSON Schema are read while parsing, everything else while validating.
    const diagnostics = /schemaFormat/.test(text)
      ? (await parser.parse(text, more)).diagnostics
      : await parser.validate(text, more);
    return diagnostics.filter(each => each.severity === 0).map(each => `${each.path.join('/')}: ${each.message} [${each.code}]`);
  } catch (error) {
    return [`: ${error} [thrown]`];
  }
}

parentPort.on('message', async ({ text, source }) => parentPort.postMessage(await judge(text, source)));
parentPort.postMessage('ready');
