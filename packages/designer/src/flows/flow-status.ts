import type { Finding } from '@dougong/kernel/flows';
import { isError } from '@dougong/kernel/foundation';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { SealTone } from '@dougong/ui/shell';
import { sameJson } from '../editing/index.js';

/** Where a flow stands between draft and release. */
export type FlowStatus = 'draft' | 'published' | 'changed' | 'faulty';

export const STATUS_TONES: Readonly<Record<FlowStatus, SealTone>> = {
  draft: 'draft',
  published: 'done',
  changed: 'waiting',
  faulty: 'warning',
};

/** The status of a document: faulty outweighs changed, since it says what to do next. */
export function flowStatus(
  published: FlowDefinition | null,
  document: FlowDefinition,
  findings: readonly Finding[],
): FlowStatus {
  const isSame = published !== null && sameJson(published, document);
  if (isSame) return 'published';
  if (findings.some(isError)) return 'faulty';
  return published === null ? 'draft' : 'changed';
}
