import type { CompiledRelease } from '@dougong/kernel/commands';
import { nodeRights } from '@dougong/kernel/flows';

/** A node at which somebody has or had a to-do on a record. */
export interface OwnNode {
  readonly node: string;
  /** It waits for him now. */
  readonly open: boolean;
  readonly flow: string;
  /** The drawing that the instance follows. */
  readonly release: number;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Fields that nodes hide from those who work there. Whoever sees the record by a role of his own sees it by that again
 * once his work is done; whoever sees it by his to-dos alone sees no more than they ever showed him.
 * @param byRole whether a grant of his own lets him see the record.
 */
export async function hiddenAtNodes(
  nodes: readonly OwnNode[],
  byRole: boolean,
  load: (release: number) => Promise<CompiledRelease>,
): Promise<ReadonlySet<string>> {
  const open = nodes.filter((each) => each.open);
  const meant = open.length > 0 || byRole ? open : nodes;
  if (meant.length === 0) return NOTHING;
  const lists = await Promise.all(meant.map((each) => hiddenAt(each, load)));
  const [first = [], ...others] = lists;
  return new Set(first.filter((path) => others.every((list) => list.includes(path))));
}

async function hiddenAt(
  { node, flow, release }: OwnNode,
  load: (release: number) => Promise<CompiledRelease>,
): Promise<readonly string[]> {
  const drawing = (await load(release)).flows.get(flow);
  return drawing ? nodeRights(drawing, node).hidden : [];
}
