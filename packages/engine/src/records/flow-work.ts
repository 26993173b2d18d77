import type { InstanceFact } from '@dougong/kernel/commands';
import { nodeAt, nodeRights, openWork, workPolicy } from '@dougong/kernel/flows';
import type { CompiledFlow, NodeRights, WorkItem, WorkPolicy } from '@dougong/kernel/flows';

/** An instance that runs on a record, with the drawing that it follows. */
export interface RunningFlow {
  readonly instance: InstanceFact;
  readonly flow: CompiledFlow;
}

/** An open to-do of a running flow that waits for the subject, and what its node lets him do. */
export interface OwnWork extends RunningFlow {
  readonly item: WorkItem;
  /** None for a document that came back: it is corrected and sent again. */
  readonly policy: WorkPolicy | undefined;
  readonly rights: NodeRights;
  /** The node names no fields: whatever is not closed may be changed. */
  readonly opensAll: boolean;
}

/** The user's open work in the flows that run on a record. */
export function ownWork(user: string, running: readonly RunningFlow[]): readonly OwnWork[] {
  return running.flatMap((each) =>
    openWork(each.instance.state)
      .filter(({ assignee }) => assignee === user)
      .map((item) => workAt(each, item)),
  );
}

function workAt(running: RunningFlow, item: WorkItem): OwnWork {
  const { flow } = running;
  const comesBack = item.kind === 'resubmit';
  return {
    ...running,
    item,
    policy: comesBack ? undefined : workPolicy(flow, item.nodeId),
    rights: nodeRights(flow, item.nodeId),
    opensAll: comesBack && nodeAt(flow, item.nodeId)?.config['editable'] === undefined,
  };
}

/** Whether the node lets its people change the field. */
export function opensField({ rights, opensAll }: OwnWork, path: string): boolean {
  if (rights.hidden.includes(path) || rights.readOnly.includes(path)) return false;
  return opensAll || rights.editable.includes(path);
}
