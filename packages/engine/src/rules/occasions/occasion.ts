import type { FireCommand } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { OccasionType } from '@dougong/kernel/metadata';
import type { CommandDraft } from '../../commands/command-run.js';

/** One call of one rule by a schedule, a threshold or a webhook, as `core.rule_occasion` holds it. */
export interface Occasion {
  readonly id: string;
  readonly kind: OccasionType;
  readonly rule: string;
  readonly form: string;
  /** Missing where the rule is about no record. */
  readonly recordId: string | null;
  readonly given: FireCommand['given'] | null;
  /** How often it was tried, the attempt under way among them. */
  readonly attempts: number;
}

/** An occasion before it is kept; one with a key that is there already is the same one. */
export interface NewOccasion extends Pick<Occasion, 'id' | 'kind' | 'rule' | 'form'> {
  readonly key: string;
  readonly recordId?: string;
  readonly given?: Readonly<Record<string, RecordData>>;
}

/** The command that carries an occasion out. Without a record the occasion's own id stands in for it. */
export function fireCommand({ id, kind, rule, form, recordId, given }: Occasion): CommandDraft {
  return {
    type: 'fire',
    form,
    id: recordId ?? id,
    rule,
    on: kind,
    occasion: id,
    ...(given === null ? {} : { given }),
  };
}
