import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { compileFormula } from '../../expression/index.js';
import type { CompiledFormula } from '../../expression/index.js';
import type { PostingDefinition } from '../../metadata/index.js';
import type { PostingContext } from './compile-movement.js';
import { Findings } from './findings.js';

/** What a posting undoes, ready to be evaluated. */
export interface CompiledReversal {
  readonly postings: readonly string[];
  /** Absent = the document itself. */
  readonly document?: CompiledFormula;
  readonly style: 'red' | 'swap';
}

/** What a posting undoes; nothing when it undoes nothing. */
export function compileReversal(
  { reverses }: PostingDefinition,
  { scope, blank }: Pick<PostingContext, 'scope' | 'blank'>,
): Result<CompiledReversal | undefined, readonly Issue[]> {
  if (!reverses) return ok(undefined);
  const { postings, document: source, style = 'red' } = reverses;
  const findings = new Findings('/reverses/document');
  const document =
    source === undefined ? undefined : findings.take(compileFormula(source, scope, { blank }), []);
  if (document && !['text', 'reference', 'any'].includes(document.type.kind))
    findings.add('link_not_a_record', [], { type: document.type.kind });
  return findings.issues.length > 0 ? refused(findings.issues) : ok({ postings, document, style });
}
