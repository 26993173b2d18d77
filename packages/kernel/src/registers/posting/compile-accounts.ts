import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { compileFormula } from '../../expression/index.js';
import type { CompiledFormula } from '../../expression/index.js';
import type { PostingDefinition } from '../../metadata/index.js';
import type { PostingContext } from './compile-movement.js';
import { Findings } from './findings.js';

type AccountDefinition = NonNullable<PostingDefinition['accounts']>[number];

/** An account that plays a role, or the formula that finds it. */
export type CompiledAccount = Omit<AccountDefinition, 'code'> & {
  readonly account: string | CompiledFormula;
};

/** Compiles the accounts of a posting, by their roles. */
export function compileAccounts(
  accounts: readonly AccountDefinition[],
  { scope, blank }: Pick<PostingContext, 'scope' | 'blank'>,
): Result<ReadonlyMap<string, CompiledAccount>, readonly Issue[]> {
  const findings = new Findings('/accounts');
  const compiled = accounts.map(({ code, ...rest }, at): CompiledAccount => {
    if (typeof code === 'string') return { ...rest, account: code };
    const path = [at, 'code', 'formula'];
    const formula = findings.take(compileFormula(code.formula, scope, { blank }), path);
    if (formula && !['text', 'reference', 'any'].includes(formula.type.kind))
      findings.add('account_not_text', path, { type: formula.type.kind });
    return { ...rest, account: formula ?? '' };
  });
  return findings.issues.length > 0
    ? refused(findings.issues)
    : ok(new Map(compiled.map((account) => [account.role, account])));
}
