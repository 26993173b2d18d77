import { compileCondition } from '@dougong/kernel/expression';

/** The known name that was probably meant by an unknown one, as the kernel proposes it in conditions. */
export function suggestionFor(name: string, known: Iterable<string>): { readonly suggestion?: string } {
  const fields = Object.fromEntries([...known].map((each) => [each, { kind: 'text' as const }]));
  const compiled = compileCondition({ empty: { var: name } }, { fields });
  const suggestion = compiled.ok ? undefined : compiled.error[0]?.params?.['suggestion'];
  return typeof suggestion === 'string' ? { suggestion } : {};
}
