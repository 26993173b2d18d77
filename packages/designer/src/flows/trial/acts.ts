import { TRIAL_STEP_NEEDS } from '@dougong/kernel/metadata';
import type { TrialDeed } from '@dougong/kernel/metadata';
import type { StepBody } from './trial-contract.js';

/** What can be done in a trial, and what each deed asks for. */

export type ActField =
  | { readonly kind: 'person'; readonly name: 'to' | 'user' | 'from' }
  | { readonly kind: 'people'; readonly name: 'users' | 'mentions' }
  | { readonly kind: 'node'; readonly name: 'to' | 'node' }
  | { readonly kind: 'where'; readonly name: 'where' }
  | { readonly kind: 'after'; readonly name: 'after' }
  | { readonly kind: 'words'; readonly name: 'comment' | 'reason' | 'event' };

export interface Act {
  readonly do: TrialDeed;
  readonly fields: readonly ActField[];
}

const COMMENT: ActField = { kind: 'words', name: 'comment' };

const FIELDS: Readonly<Partial<Record<TrialDeed, readonly ActField[]>>> = {
  transfer: [{ kind: 'person', name: 'to' }, COMMENT],
  delegate: [{ kind: 'person', name: 'to' }, COMMENT],
  add_sign: [{ kind: 'where', name: 'where' }, { kind: 'people', name: 'users' }, COMMENT],
  remove_sign: [{ kind: 'person', name: 'user' }, COMMENT],
  return: [{ kind: 'node', name: 'to' }, { kind: 'after', name: 'after' }, COMMENT],
  recall: [COMMENT],
  revoke: [COMMENT],
  urge: [COMMENT],
  comment: [
    { kind: 'words', name: 'comment' },
    { kind: 'people', name: 'mentions' },
  ],
  take_back: [{ kind: 'node', name: 'node' }, COMMENT],
  signal: [{ kind: 'words', name: 'event' }],
  cancel: [{ kind: 'words', name: 'reason' }],
  retry: [COMMENT],
  skip: [COMMENT],
  jump: [{ kind: 'node', name: 'to' }, COMMENT],
  reassign: [
    { kind: 'node', name: 'node' },
    { kind: 'person', name: 'from' },
    { kind: 'person', name: 'to' },
    COMMENT,
  ],
};

/** Answers to a to-do: given at once, with the opinion and the fields of its card. */
export const ANSWERS: readonly TrialDeed[] = ['approve', 'submit', 'resubmit', 'reject'];
/** What is done to the flow without a to-do, by its starter or whoever looks on. */
export const FLOW_ACTS: readonly TrialDeed[] = ['recall', 'revoke', 'take_back', 'urge', 'comment'];
/** What administrators do. */
export const ADMIN_ACTS: readonly TrialDeed[] = ['reassign', 'jump', 'retry', 'skip', 'cancel'];

/** Deeds by the names that the engine offers; those that trials do not know are left out. */
export function deedsOf(names: readonly string[]): readonly TrialDeed[] {
  return names
    .map((name) => name.replaceAll('-', '_'))
    .filter((name) => name in TRIAL_STEP_NEEDS) as TrialDeed[];
}

/** What a deed asks for. */
export function actOf(deed: TrialDeed): Act {
  return { do: deed, fields: FIELDS[deed] ?? [COMMENT] };
}

/** Whether everything is there that the deed needs. */
export function isComplete({ do: deed }: Act, body: StepBody): boolean {
  return TRIAL_STEP_NEEDS[deed].every((name) => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) && value.length > 0;
  });
}

/** The body without what was left blank. */
export function withoutBlanks(body: StepBody): StepBody {
  const entries = Object.entries(body as Readonly<Record<string, unknown>>).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries);
}
