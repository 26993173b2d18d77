import { lex } from './lexer.js';

/** The names that a formula calls, as they stand there; a failure is thrown as `FormulaFailure`. */
export function calledNames(source: string): readonly string[] {
  const tokens = lex(source);
  const called = tokens.filter(({ kind }, index) => kind === 'name' && tokens[index + 1]?.text === '(');
  return [...new Set(called.map(({ text }) => text))];
}
