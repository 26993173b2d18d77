import type { CompiledRule } from './compiled-rule.js';

/** Whether a rule is in force on a business day. Where no day is known every rule is. */
export function isEffective({ definition: { effective } }: CompiledRule, today: unknown): boolean {
  if (effective === undefined || typeof today !== 'string') return true;
  return (effective.from ?? '') <= today && today <= (effective.to ?? '9999-12-31');
}

/** Remembers which rule of each group came first, for the record and for each line of it. */
export class Groups {
  private readonly winners = new Map<string, CompiledRule>();

  /** The rule that came before this one in a group of which only the first fires. */
  before(rule: CompiledRule, line: string | undefined): CompiledRule | undefined {
    const winner = rule.firstOnly ? this.winners.get(slot(rule, line)) : undefined;
    return winner === rule ? undefined : winner;
  }

  /** Notes that the condition of a rule holds. */
  note(rule: CompiledRule, line: string | undefined): void {
    if (rule.firstOnly) this.winners.set(slot(rule, line), rule);
  }
}

function slot(rule: CompiledRule, line: string | undefined): string {
  return `${rule.definition.group ?? ''}/${line ?? ''}`;
}
