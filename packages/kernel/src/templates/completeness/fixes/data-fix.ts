import type { FlowDefinition, FlowNode, FormDefinition } from '../../../metadata/index.js';
import type { CompletenessFix } from '../completeness-rule.js';

const FIELDS_MAX = 8;

const TITLES = {
  inputs: {
    'zh-CN': '以单据的要点和明细为输入',
    en: 'Take the main facts and the lines of the document as input',
  },
  outputs: { 'zh-CN': '以处理人填写的字段为输出', en: 'Take the fields that people may fill in as output' },
} as const;

/** What the form itself says: its main facts and tables go in; what may be filled in by hand comes out. */
export function dataFix(
  form: FormDefinition | undefined,
  flow: FlowDefinition,
  node: FlowNode,
  property: keyof typeof TITLES,
): CompletenessFix | undefined {
  if (!form) return undefined;
  const hidden = new Set(Array.isArray(node.config['hidden']) ? (node.config['hidden'] as unknown[]) : []);
  const found = property === 'inputs' ? factsOf(form) : filledIn(form);
  const fields = found.filter((field) => !hidden.has(field)).slice(0, FIELDS_MAX);
  if (fields.length === 0) return undefined;
  const nodes = flow.nodes.map((each) => (each.id === node.id ? { ...each, [property]: fields } : each));
  return { title: TITLES[property], definitions: [{ ...flow, nodes }] };
}

/** The title, the facts beside it, and the tables of a document; all of its fields where it has no such. */
function factsOf({ schema, ui }: FormDefinition): readonly string[] {
  const named = [ui?.codeField, ui?.titleField, ...(ui?.facts ?? [])].filter((field) => field !== undefined);
  const tables = Object.entries(schema.properties)
    .filter(([, field]) => isTable(field))
    .map(([key]) => key);
  const facts = [...new Set([...named, ...tables])];
  return facts.length > 0 ? facts : Object.keys(schema.properties);
}

function filledIn({ schema }: FormDefinition): readonly string[] {
  return Object.entries(schema.properties)
    .filter(([, field]) => !('readOnly' in field && field.readOnly === true) && !('x-formula' in field))
    .filter(([, field]) => !isTable(field))
    .map(([key]) => key);
}

function isTable(field: object): boolean {
  const { items } = field as { readonly items?: { readonly type?: unknown } };
  return items?.type === 'object';
}
