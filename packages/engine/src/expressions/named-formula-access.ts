import type { CompiledRelease } from '@dougong/kernel/commands';
import type { NamedFormula } from '@dougong/kernel/expression';
import { noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { usableFunctions } from './usable-functions.js';

/** The named formulas that a subject may call, in the order of the release. */
export function usableFormulas(release: CompiledRelease, subject: Subject): readonly NamedFormula[] {
  const usable = new Set(usableFunctions(release, subject).map(({ code }) => code));
  return [...release.formulas.values()].filter(({ definition }) => usable.has(definition.key));
}

/** A named formula that the subject may call, or the refusal that says why not. */
export function usableFormula(release: CompiledRelease, subject: Subject, key: string): NamedFormula {
  const formula = release.formulas.get(key);
  if (!formula) throw notFound();
  if (usableFormulas(release, subject).includes(formula)) return formula;
  throw noRight({ kind: 'formula', key });
}
