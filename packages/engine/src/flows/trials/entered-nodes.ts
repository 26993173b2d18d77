import type { Effects } from '@dougong/kernel/commands';
import type { Written } from './recording-writer.js';

/** The nodes of a flow in the order in which they were entered. */

type Visits = Readonly<Record<string, number>>;

/**
 * Reads it from what was written: states count how often a node was entered, the trail of each command says in which
 * order. A node without a word in the trail waits there, so it comes last.
 */
export function enteredNodes(written: readonly Written[], record: string, start: string): readonly string[] {
  const path: string[] = [];
  let before: Visits = {};
  for (const { effects } of written) {
    const main = effects.instances.find(
      ({ recordId, parent }) => recordId === record && parent === undefined,
    );
    if (!main) continue;
    const { visits } = main.state;
    path.push(...newlyEntered(before, visits, [start, ...toldNodes(effects, main.id)]));
    before = visits;
  }
  return path;
}

function newlyEntered(before: Visits, visits: Visits, told: readonly string[]): readonly string[] {
  const place = (node: string) => {
    const at = told.indexOf(node);
    return at === -1 ? told.length : at;
  };
  return Object.keys(visits)
    .flatMap((node) => Array<string>((visits[node] ?? 0) - (before[node] ?? 0)).fill(node))
    .sort((one, other) => place(one) - place(other));
}

function toldNodes({ flowEvents }: Effects, instance: string): readonly string[] {
  return flowEvents.flatMap(({ instanceId, nodeId }) =>
    instanceId === instance && nodeId !== undefined ? [nodeId] : [],
  );
}
