import { pointer, warning } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { Definition, MovementRule, PostingDefinition } from '../../metadata/index.js';
import type { ProcessParts } from './process.js';

export interface FinalPosting extends Issue {
  readonly posting: string;
}

/** Entries that say what there is from now on; the next one of the kind takes them back. */
const TAKEN_BACK_BY_THEIR_KIND: ReadonlySet<MovementRule['entry']> = new Set(['replace', 'revalue']);

/** Postings that change what a register keeps, and that nothing undoes or takes back. */
export function finalPostings({ definitions, registers }: ProcessParts): readonly FinalPosting[] {
  const postings = definitions.filter(isPosting);
  const undone = new Set(postings.flatMap(undoneBy));
  return postings.flatMap((posting) => {
    if (posting.reverses || posting.recosts || undone.has(posting.key)) return [];
    const at = posting.movements.findIndex((rule) => isKept(rule, registers));
    const register = registers.get(posting.movements[at]?.register ?? '');
    if (!register) return [];
    const params = { register: register.title };
    const found = warning('posting_without_reversal', pointer('/movements', at), params);
    return [{ ...found, posting: posting.key }];
  });
}

export function isPosting(definition: Definition): definition is PostingDefinition {
  return definition.kind === 'posting';
}

/** The postings that a posting undoes, or of which it takes something back. */
export function undoneBy({ reverses, movements }: PostingDefinition): readonly string[] {
  const returned = movements.flatMap(({ entry, link }) => (entry === 'return' ? (link?.postings ?? []) : []));
  return [...(reverses?.postings ?? []), ...returned];
}

/** Whether something is there afterwards that was not there before, or the other way round. */
export function isKept({ register, entry }: MovementRule, registers: ProcessParts['registers']): boolean {
  return registers.get(register)?.keepsBalance === true && !TAKEN_BACK_BY_THEIR_KIND.has(entry);
}
