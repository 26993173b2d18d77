import type { Condition, FlowDefinition, FlowEdge } from '@dougong/kernel/metadata';
import { withGroups } from '@dougong/ui/conditions';
import { conditionSentence } from '../surroundings/condition-sentence.js';
import { configText, separator } from './config-text.js';
import { durationText } from '../surroundings/duration-text.js';
import type { Names } from '../surroundings/names.js';
import type { FlowChange } from './flow-diff.js';

/** The text on a line: what was written, else why it is taken. Nothing for a plain line. */
export function edgeLabel(edge: FlowEdge, isBranchLine: boolean, names: Names): string {
  if (edge.title !== undefined) return names.title(edge.title);
  if (edge.on !== undefined) return names.text(`canvas.${edge.on}`);
  if (!isBranchLine) return '';
  if (edge.default === true) return names.text('canvas.otherwise');
  return conditionSentence(edge.when, names) || names.text('canvas.noCondition');
}

/** One change in words, in pieces so that old and new can be marked. */
export interface ChangeSentence {
  readonly lead: string;
  readonly before?: string;
  readonly after?: string;
}

/** Says what changed. The two documents give names to what has gone and what has come. */
export function changeSentence(
  change: FlowChange,
  names: Names,
  documents: { readonly before: FlowDefinition | null; readonly after: FlowDefinition },
): ChangeSentence {
  const { text } = names;
  const nodeTitle = (id: string): string => {
    const find = (document: FlowDefinition | null) => document?.nodes.find((node) => node.id === id);
    return names.title((find(documents.after) ?? find(documents.before))?.title ?? id);
  };
  const colon = names.language === 'zh-CN' ? '：' : ': ';
  switch (change.what) {
    case 'node': {
      if (change.kind !== 'changed') return { lead: nodeSentence(change, names, documents.after, nodeTitle) };
      const property = nodePropertyText(change, names, nodeTitle);
      return {
        lead: `${names.title(change.node.title)}${colon}${property.title}`,
        ...pair(property.before, property.after),
      };
    }
    case 'edge': {
      const ends = { from: nodeTitle(change.edge.from), to: nodeTitle(change.edge.to) };
      if (change.kind !== 'changed') return { lead: text('change.edgeAdded', ends) };
      const value = (given: unknown) => edgeValueText(change.property, given, names, nodeTitle);
      const subject = text('change.edgeSubject', ends);
      return {
        lead: `${subject}${colon}${text(`change.${change.property}`)}`,
        ...pair(value(change.before), value(change.after)),
      };
    }
    case 'order':
      return { lead: text('change.order', { node: names.title(change.node.title) }) };
    case 'layout':
      return { lead: text('change.layout', { count: change.count }) };
    case 'flow': {
      const value = (given: unknown) => headValueText(change.property, given, names);
      const subject = text('change.flowSubject');
      return {
        lead: `${subject}${colon}${text(`change.${change.property}`)}`,
        ...pair(value(change.before), value(change.after)),
      };
    }
  }
}

/** A node that came is told with the one before it, so that it is found in the picture. */
function nodeSentence(
  { kind, node }: Extract<FlowChange, { what: 'node'; kind: 'added' | 'removed' }>,
  names: Names,
  after: FlowDefinition,
  nodeTitle: (id: string) => string,
): string {
  const words = { type: names.typeOf(node), node: names.title(node.title) };
  const into = kind === 'added' ? after.edges.find((edge) => edge.to === node.id) : undefined;
  if (into === undefined)
    return names.text(`change.${kind === 'added' ? 'nodeAdded' : 'nodeRemoved'}`, words);
  return names.text('change.nodeAddedAfter', { ...words, before: nodeTitle(into.from) });
}

function pair(
  before: string | undefined,
  after: string | undefined,
): Pick<ChangeSentence, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

type NodeChange = Extract<FlowChange, { what: 'node'; kind: 'changed' }>;

function nodePropertyText(
  { node, property, before, after }: NodeChange,
  names: Names,
  nodeTitle: (id: string) => string,
) {
  const name = property.startsWith('config.') ? property.slice('config.'.length) : undefined;
  const schema =
    name === undefined ? undefined : names.surroundings.catalog.partOf(node)?.config.properties?.[name];
  const value = (given: unknown): string | undefined => {
    if (given === undefined) return undefined;
    if (name !== undefined) return configText(schema, given, names, nodeTitle);
    if (property === 'title') return names.title(given as string);
    if (property === 'standardTime') return durationText(String(given), names.text);
    if (Array.isArray(given)) return given.map((path) => names.field(String(path))).join(separator(names));
    return property === 'owner' ? names.role(String(given)) : String(given);
  };
  const title =
    name === undefined ? names.text(`change.${property}`) : names.title(schema?.['x-title']) || name;
  return { title, before: value(before), after: value(after) };
}

function edgeValueText(
  property: string,
  value: unknown,
  names: Names,
  nodeTitle: (id: string) => string,
): string | undefined {
  if (value === undefined) return undefined;
  if (property === 'when')
    return withGroups(conditionSentence(value as Condition, names) ?? JSON.stringify(value));
  if (property === 'title') return names.title(value as string);
  if (property === 'from' || property === 'to') return nodeTitle(String(value));
  if (property === 'on') return names.text(`canvas.${String(value)}`);
  return value === true ? names.text('change.yes') : String(value);
}

function headValueText(property: string, value: unknown, names: Names): string | undefined {
  if (value === undefined) return undefined;
  if (property === 'title' || property === 'description') return names.title(value as string);
  if (property === 'admin') return names.role(String(value));
  if (property === 'startAction') return names.action(String(value));
  if (property === 'form') return names.formTitle(String(value));
  if (property === 'settings') return settingsText(value as Readonly<Record<string, unknown>>, names);
  if (property === 'tests')
    return names.text('rules.testCount', { count: (value as readonly unknown[]).length });
  const states = Object.entries(value as Readonly<Record<string, string>>);
  const comma = names.language === 'zh-CN' ? '，' : ', ';
  return states
    .map(([when, state]) => `${names.text(`flowSettings.state_${when}`)} ${names.state(state)}`)
    .join(comma);
}

/** Settings of the flow by their names; choices by their words. */
function settingsText(settings: Readonly<Record<string, unknown>>, names: Names): string {
  const schema = names.surroundings.catalog.nodeTypes
    .map((part) => part.config.properties?.['empty'])
    .find((found) => found !== undefined);
  const word = (name: string, value: unknown): string => {
    if (name === 'empty') return configText(schema, value, names);
    if (name === 'urgeGap') return durationText(String(value), names.text);
    if (typeof value === 'boolean') return names.text(value ? 'config.yes' : 'config.no');
    if (typeof value === 'number' || name === 'calendar') return String(value);
    return names.text(`flowSettings.${name}_${String(value)}`);
  };
  return Object.entries(settings)
    .map(([name, value]) => `${names.text(`flowSettings.${name}`)} ${word(name, value)}`)
    .join(names.language === 'zh-CN' ? '，' : ', ');
}
