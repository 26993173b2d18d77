import { DEFINITION_SCHEMAS } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import { address } from '../address.js';
import { tool } from '../tool.js';

const KINDS = Object.keys(DEFINITION_SCHEMAS);
export const Kind = Type.Union(
  KINDS.map((kind) => Type.Literal(kind)),
  { description: 'kind of definition' },
);
export const Key = Type.String({ minLength: 1, maxLength: 100, description: 'key of the definition' });

const closed = { additionalProperties: false };

export const listDefinitions = tool({
  name: 'list_definitions',
  title: 'List definitions',
  description:
    'Lists the forms, flows, rules, registers and other definitions in force that the caller may read: kind, key, title.',
  input: Type.Object({ kind: Type.Optional(Kind) }, closed),
  nature: { readOnly: true },
  run: (operations, { kind }) => operations.ask('GET', address(['definitions'], { kind })),
});

export const getDefinition = tool({
  name: 'get_definition',
  title: 'Get a definition',
  description: 'Gives one definition as it is in force, or as an earlier release had it.',
  input: Type.Object({ kind: Kind, key: Key, release: Type.Optional(Type.Integer({ minimum: 1 })) }, closed),
  nature: { readOnly: true },
  run: (operations, { kind, key, release }) =>
    operations.ask('GET', address(['definitions', kind, key], { release: release?.toString() })),
});

export const describeKind = tool({
  name: 'describe_kind',
  title: 'Describe a kind of definition',
  description:
    'Gives the JSON Schema (2020-12) that definitions of a kind follow. Read it before proposing one.',
  input: Type.Object({ kind: Kind }, closed),
  nature: { readOnly: true },
  run: (operations, { kind }) => operations.ask('GET', address(['schemas', `${kind}.json`])),
});

export const listParts = tool({
  name: 'list_parts',
  title: 'List the parts of definitions',
  description:
    'Lists what definitions are made of: types of fields and nodes, actions of rules, functions of formulas, each with the schema of its settings.',
  input: Type.Object({}, closed),
  nature: { readOnly: true },
  run: (operations) => operations.ask('GET', 'catalog'),
});
