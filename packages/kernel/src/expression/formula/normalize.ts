import { ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { catching, FormulaError } from '../formula-error.js';
import { findFunction } from '../functions/index.js';
import { own } from '../names.js';
import { columnCode } from '../path.js';
import type { Scope } from '../types.js';
import { lex } from './lexer.js';
import { checkSequence } from './sequence.js';
import type { Token } from './token.js';

/**
 * Turns what a person typed into the stored form: codes instead of titles and aliases, ASCII punctuation, and the
 * spellings of spreadsheets (`=`, `<>`, `&`, a leading `=`) as operators of the formula language.
 */
export function normalizeFormula(typed: string, scope: Scope): Result<string, readonly Issue[]> {
  const tokens = catching(() => {
    const found = lex(typed, 'typed');
    checkSequence(found, typed);
    return found;
  });
  if (tokens instanceof FormulaError) return refused([tokens.toIssue()]);
  return ok(
    tokens.map((token, index) => gapBefore(tokens, index, typed) + spell(tokens, index, scope)).join(''),
  );
}

function gapBefore(tokens: readonly Token[], index: number, typed: string): string {
  const previous = tokens[index - 1];
  if (previous === undefined) return '';
  return typed.slice(previous.span.end, (tokens[index] as Token).span.start).replace(/\u3000|\u00a0/g, ' ');
}

function spell(tokens: readonly Token[], index: number, scope: Scope): string {
  const { kind, text } = tokens[index] as Token;
  if (kind === 'text') return JSON.stringify(text);
  if (kind !== 'title' && kind !== 'name') return text;
  if (isMember(tokens, index)) return memberCode(tokens, index, scope);
  if (kind === 'title') return codeOf(text, scope) ?? `{${text}}`;
  if (tokens[index + 1]?.text === '(') return findFunction(text, scope.functions)?.code ?? text;
  return codeOf(text, scope) ?? text;
}

function isMember(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  return previous?.kind === 'symbol' && previous.text === '.';
}

function memberCode(tokens: readonly Token[], index: number, scope: Scope): string {
  const { kind, text } = tokens[index] as Token;
  const root = isMember(tokens, index - 2) ? undefined : tokens[index - 2]?.text;
  const code = root === undefined ? text : columnCode(codeOf(root, scope) ?? root, text, scope);
  return kind === 'title' && code === text ? `{${text}}` : code;
}

function codeOf(name: string, scope: Scope): string | undefined {
  return own(scope.fields, name) === undefined ? own(scope.titles ?? {}, name) : name;
}
