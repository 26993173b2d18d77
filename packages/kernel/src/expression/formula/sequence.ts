import { fail } from '../formula-error.js';
import type { FormulaErrorKind } from '../formula-error.js';
import { FORMULA_NESTING_MAX, RIGHT_CHAIN_MAX, UNARY_RUN_MAX } from '../limits.js';
import { isOperand } from './token.js';
import type { Token } from './token.js';

const UNARY: ReadonlySet<string> = new Set(['-', '+', 'not']);
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  ')': ['call', 'group'],
  ']': ['list'],
  ':': ['choice'],
};

/**
 * Checks that values and operators alternate and that brackets match. The grammar library takes `f(1 2)` for two
 * arguments and says no place for most mistakes; after this check it decides about precedence only.
 */
export function checkSequence(tokens: readonly Token[], source: string): void {
  const check = new SequenceCheck(tokens);
  tokens.forEach((_, index) => check.accept(index));
  check.finish(source.length);
}

class SequenceCheck {
  private wantsOperand = true;
  private unaryRun = 0;
  private rightChains = 0;
  private readonly open: { kind: string; token: Token }[] = [];

  constructor(private readonly tokens: readonly Token[]) {}

  accept(index: number): void {
    const token = this.tokens[index] as Token;
    if (isOperand(token)) return this.operand(index, token);
    if (token.text === '(' || token.text === '[') return this.opener(index, token);
    if (token.text === ')' || token.text === ']') return this.closer(index, token);
    if (this.wantsOperand && UNARY.has(token.text)) return this.unary(token);
    return this.infix(index, token);
  }

  finish(end: number): void {
    const unclosed = this.open.at(-1);
    if (this.wantsOperand) fail('SYNTAX', { start: end, end }, { found: this.tokens.at(-1)?.text ?? '' });
    if (unclosed !== undefined) this.refuse('SYNTAX', unclosed.token);
  }

  private operand(index: number, token: Token): void {
    const member = this.symbolAt(index - 1) === '.';
    if (!this.wantsOperand || (member && token.kind !== 'name' && token.kind !== 'title'))
      this.refuse('SYNTAX', token);
    this.wantsOperand = false;
    this.unaryRun = 0;
  }

  private opener(index: number, token: Token): void {
    const kind = this.wantsOperand ? (token.text === '(' ? 'group' : 'list') : 'call';
    if (kind === 'call') this.callee(index, token);
    if (this.open.length >= FORMULA_NESTING_MAX)
      fail('LIMIT', token.span, { what: 'nesting', max: FORMULA_NESTING_MAX });
    this.open.push({ kind, token });
    this.unaryRun = 0;
    this.wantsOperand = true;
  }

  /** Only a plain name can be called: no methods, no results of calls, and lists have no `[n]`. */
  private callee(index: number, token: Token): void {
    if (token.text === '[' || this.symbolAt(index - 2) === '.') this.refuse('FORBIDDEN', token);
    if (this.tokens[index - 1]?.kind !== 'name') this.refuse('SYNTAX', token);
  }

  private closer(index: number, token: Token): void {
    const top = this.open.pop();
    const empty = this.symbolAt(index - 1) === top?.token.text && top?.kind !== 'group';
    if (top === undefined || !(OPENERS[token.text] as readonly string[]).includes(top.kind))
      this.refuse('SYNTAX', token);
    if (this.wantsOperand && !empty) this.refuse('SYNTAX', token);
    this.wantsOperand = false;
  }

  private unary(token: Token): void {
    this.unaryRun += 1;
    if (this.unaryRun > UNARY_RUN_MAX) fail('LIMIT', token.span, { what: 'unary', max: UNARY_RUN_MAX });
  }

  private infix(index: number, token: Token): void {
    if (this.wantsOperand || token.text === 'not') this.refuse('SYNTAX', token);
    if (token.text === '.') this.memberOwner(index, token);
    if (token.text === ',' && !['call', 'list'].includes(this.open.at(-1)?.kind ?? ''))
      this.refuse('SYNTAX', token);
    if (token.text === '?' || token.text === '^') this.countChain(token);
    if (token.text === '?') this.open.push({ kind: 'choice', token });
    if (token.text === ':' && this.open.pop()?.kind !== 'choice') this.refuse('SYNTAX', token);
    this.wantsOperand = true;
  }

  private memberOwner(index: number, token: Token): void {
    const owner = this.tokens[index - 1] as Token;
    if (owner.kind !== 'name' && owner.kind !== 'title')
      this.refuse(owner.kind === 'symbol' ? 'FORBIDDEN' : 'SYNTAX', token);
  }

  private countChain(token: Token): void {
    this.rightChains += 1;
    if (this.rightChains > RIGHT_CHAIN_MAX)
      fail('LIMIT', token.span, { what: 'nesting', max: RIGHT_CHAIN_MAX });
  }

  private symbolAt(index: number): string | undefined {
    const token = this.tokens[index];
    return token?.kind === 'symbol' ? token.text : undefined;
  }

  private refuse(kind: FormulaErrorKind, token: Token): never {
    return fail(kind, token.span, { found: token.text });
  }
}
