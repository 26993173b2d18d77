import type { PeopleSource } from '../metadata/index.js';
import type { AssigneeConfig } from './assignee-config.js';
import type { NodeTypePart, WorkPolicy } from './node-type.js';
import { formulasOf } from './people.js';

/** What the node types that ask people have in common. */

type Shared = Required<
  Pick<NodeTypePart, 'exits' | 'formulas' | 'peopleFields' | 'timeout' | 'escalation' | 'choices'>
>;

/** The pieces of a part that follow from the rules about its people. */
export const asksPeople: Shared = {
  exits(config) {
    const { onReject, timeout } = config as AssigneeConfig;
    return [
      ...(onReject === 'edge' ? (['rejected'] as const) : []),
      ...(timeout?.action === 'edge' ? (['timeout'] as const) : []),
    ];
  },
  formulas: (config) => formulasOf(sourcesOf(config as AssigneeConfig)),
  peopleFields: (config) => formulasOf(sourcesOf(config as AssigneeConfig)),
  timeout: (config) => (config as AssigneeConfig).timeout,
  escalation: (config) => (config as AssigneeConfig).escalation ?? [],
  choices(config) {
    const sources = (config as AssigneeConfig).assignees ?? [];
    return {
      byStarter: sources.some((source) => 'chosen' in source),
      at: sources.flatMap((source) => ('chosenAt' in source ? [source.chosenAt] : [])),
    };
  },
};

/** Everybody whom the node may ask or tell. */
function sourcesOf({ assignees = [], escalation = [] }: AssigneeConfig): readonly PeopleSource[] {
  return [...assignees, ...escalation.flatMap(({ to = [] }) => to)];
}

/** The policy of a node out of its configuration. */
export function workPolicyOf(
  config: AssigneeConfig,
  { answers, opinion }: Pick<WorkPolicy, 'answers' | 'opinion'>,
): WorkPolicy {
  return {
    answers,
    opinion,
    editable: config.editable ?? [],
    required: config.required ?? [],
    readOnly: config.readOnly ?? [],
    hidden: config.hidden ?? [],
    mayTransfer: config.allowTransfer ?? true,
    mayDelegate: config.allowDelegate ?? true,
    mayAddSign: config.allowAddSign ?? true,
    mayReturn: config.allowReturn ?? true,
  };
}
