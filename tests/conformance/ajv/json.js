// JSON as it is spelled: scalars keep their text, for JavaScript's numbers would lose digits.
'use strict';

/** A number, string, boolean or null as it stands in the text. */
class Scalar {
  constructor(text) {
    this.text = text;
  }
  get kind() {
    if (this.text[0] === '"') return 'string';
    return /^[-0-9]/.test(this.text) ? 'number' : 'literal';
  }
}

const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+)/gy;

/** Scalars, arrays and Maps. */
function parse(text) {
  const tokens = [...text.matchAll(TOKEN)].map(match => match[1]);
  let at = 0;
  const value = () => {
    const token = tokens[at++];
    if (token === '[') return list();
    if (token === '{') return map();
    return new Scalar(token);
  };
  const list = () => {
    const items = [];
    while (tokens[at] !== ']') {
      items.push(value());
      if (tokens[at] === ',') ++at;
    }
    ++at;
    return items;
  };
  const map = () => {
    const members = new Map();
    while (tokens[at] !== '}') {
      const key = JSON.parse(tokens[at]);
      at += 2;
      members.set(key, value());
      if (tokens[at] === ',') ++at;
    }
    ++at;
    return members;
  };
  return value();
}

function write(value) {
  if (value instanceof Scalar) return value.text;
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  return `{${[...value].map(([key, each]) => `${JSON.stringify(key)}:${write(each)}`).join(',')}}`;
}

module.exports = { Scalar, parse, write };
