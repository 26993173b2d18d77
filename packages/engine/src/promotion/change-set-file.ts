import { createHash } from 'node:crypto';
import { canonicalJson } from '@dougong/kernel/foundation';
import { ChangeSet, checkChangeSet } from '@dougong/kernel/promotion';
import type { ChangeSetContent } from '@dougong/kernel/promotion';
import { Value } from '@sinclair/typebox/value';
import { invalid, Refusal } from '../http/refusal.js';

/** The change set with its checksum. */
export function sealChangeSet(content: ChangeSetContent): ChangeSet {
  return { ...content, checksum: checksumOf(content) };
}

/** The bytes of a change set: canonical JSON, the same for equal sets. */
export function changeSetText(set: ChangeSet): string {
  return `${canonicalJson(set)}\n`;
}

/**
 * Reads what somebody calls a change set.
 * @throws a refusal when it is none, was changed on its way, or names things wrongly.
 */
export function readChangeSet(value: unknown): ChangeSet {
  if (!Value.Check(ChangeSet, value)) {
    const [first] = [...Value.Errors(ChangeSet, value)];
    throw new Refusal(422, 'not_a_change_set', [], { params: { place: first?.path || '/' } });
  }
  const { checksum, ...content } = value;
  if (checksumOf(content) !== checksum) throw new Refusal(422, 'change_set_damaged');
  const issues = checkChangeSet(value);
  if (issues.length > 0) throw invalid(issues);
  return value;
}

function checksumOf(content: ChangeSetContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
