import { workPolicy } from '@dougong/kernel/flows';
import type { CompiledFlow, WorkItem, WorkPolicy } from '@dougong/kernel/flows';
import type { VisibleRecord } from './visible-record.js';

/** An open to-do of the running flow that waits for the subject, and what its node lets him do. */
export interface OwnWork {
  readonly item: WorkItem;
  readonly policy: WorkPolicy;
  readonly flow: CompiledFlow;
}

/** The subject's open work on the record, by the flow as the instance follows it. */
export function ownWork(
  { facts, subject }: VisibleRecord,
  flow: CompiledFlow | undefined,
): readonly OwnWork[] {
  if (!facts.instance || !flow) return [];
  return facts.instance.state.work
    .filter((item) => item.assignee === subject.id)
    .flatMap((item) => {
      const policy = workPolicy(flow, item.nodeId);
      return policy ? [{ item, policy, flow }] : [];
    });
}
