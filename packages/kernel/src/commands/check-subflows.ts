import type { CompiledFlow } from '../flows/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FlowDefinition } from '../metadata/index.js';
import type { LostDefinitions } from './lost-definitions.js';

interface SubflowIssues {
  readonly definition: FlowDefinition;
  readonly issues: readonly (Issue & { readonly nodes: readonly string[] })[];
}

/** A flow inside of another runs on the same record. */
export function checkSubflows(
  definitions: readonly FlowDefinition[],
  flows: ReadonlyMap<string, CompiledFlow>,
  lost: LostDefinitions,
): readonly SubflowIssues[] {
  return definitions.map((definition) => ({
    definition,
    issues: definition.nodes.flatMap((node, at) => {
      const key = node.type === 'subflow' ? node.config['flow'] : undefined;
      if (typeof key !== 'string' || lost.has({ kind: 'flow', key })) return [];
      if (flows.get(key)?.definition.form === definition.form) return [];
      const found = issue('unknown_subflow', pointer('/nodes', at, 'config', 'flow'), { flow: key });
      return [{ ...found, nodes: [node.id] }];
    }),
  }));
}
