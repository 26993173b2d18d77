import { Decimal } from '../../foundation/index.js';
import { fail } from '../formula-error.js';
import type { Span } from '../formula-error.js';
import { DIGITS_MAX } from '../limits.js';
import type { Spelling } from '../types.js';
import { join } from './ast.js';
import type { Node } from './ast.js';
import { parseTokens, placeIndex } from './grammar.js';
import type { Instruction } from './grammar.js';
import { findBrackets } from './brackets.js';
import type { Brackets } from './brackets.js';
import { lex } from './lexer.js';
import { checkSequence } from './sequence.js';
import type { Token } from './token.js';

/** Reads a formula into a tree; a failure is thrown as `FormulaFailure`. */
export function buildTree(source: string, spelling?: Spelling): Node {
  const tokens = lex(source, spelling);
  checkSequence(tokens, source);
  return new TreeBuilder(tokens, source).build(parseTokens(tokens, source.length));
}

const OPERATORS: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'in',
  '||',
]);
const UNARY: ReadonlySet<string> = new Set(['-', '+', 'not']);

class TreeBuilder {
  private readonly brackets: Brackets;
  private lists = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: string,
  ) {
    this.brackets = findBrackets(tokens);
  }

  build(instructions: readonly Instruction[]): Node {
    const stack: Node[] = [];
    for (const instruction of instructions) this.step(instruction, stack);
    return stack.length === 1 ? (stack[0] as Node) : this.refuse('SYNTAX');
  }

  /** The whitelist: an instruction that is not named here does not exist. */
  private step({ type, value }: Instruction, stack: Node[]): void {
    if (type === 'IVAR') stack.push(this.operand(String(value)));
    else if (type === 'IEXPR' && Array.isArray(value))
      stack.push(this.build(value as readonly Instruction[]));
    else if (type === 'IMEMBER') stack.push(this.member(this.pop(stack), String(value)));
    else if (type === 'IFUNCALL') this.call(stack, countIn(value));
    else if (type === 'IARRAY') this.list(stack, countIn(value));
    else if (type === 'IOP1' && UNARY.has(String(value))) this.unary(stack, String(value));
    else if (type === 'IOP2' && OPERATORS.has(String(value))) this.binary(stack, String(value));
    else if (type === 'IOP3' && value === '?') this.choice(stack);
    else this.refuse('FORBIDDEN');
  }

  private operand(name: string): Node {
    const { kind, text, span } = this.tokens[placeIndex(name)] ?? this.refuse('SYNTAX');
    if (kind === 'number')
      return { kind: 'literal', value: numberLiteral(text, span), type: { kind: 'number' }, span };
    if (kind === 'text') return { kind: 'literal', value: text, type: { kind: 'text' }, span };
    if (kind === 'boolean')
      return { kind: 'literal', value: text === 'true', type: { kind: 'boolean' }, span };
    return { kind: 'name', name: text, title: kind === 'title', span };
  }

  private member(object: Node, name: string): Node {
    const { text, span } = this.tokens[placeIndex(name)] ?? this.refuse('SYNTAX');
    return { kind: 'member', object, name: text, nameSpan: span, span: join(object.span, span) };
  }

  private call(stack: Node[], count: number): void {
    const args = this.popMany(stack, count);
    const callee = this.pop(stack);
    if (callee.kind !== 'name' || callee.title)
      fail('FORBIDDEN', callee.span, { found: this.textAt(callee.span) });
    const end = this.brackets.callEnds.get(callee.span.start) ?? callee.span.end;
    const span = { start: callee.span.start, end };
    stack.push({ kind: 'call', name: callee.name, nameSpan: callee.span, args, span });
  }

  private list(stack: Node[], count: number): void {
    const items = this.popMany(stack, count);
    // Lists are built in the order in which they close.
    const span = this.brackets.lists[this.lists++] ?? this.refuse('SYNTAX');
    stack.push({ kind: 'list', items, span });
  }

  private unary(stack: Node[], operator: string): void {
    const operand = this.pop(stack);
    const { start, end } = this.brackets.around(operand.span);
    const sign = this.tokens.findLast(({ span }) => span.end <= start);
    stack.push({ kind: 'unary', operator, operand, span: { start: sign?.span.start ?? start, end } });
  }

  private binary(stack: Node[], operator: string): void {
    const right = this.pop(stack);
    const left = this.pop(stack);
    stack.push({ kind: 'binary', operator, left, right, span: this.spanOf(left, right) });
  }

  private choice(stack: Node[]): void {
    const no = this.pop(stack);
    const yes = this.pop(stack);
    const test = this.pop(stack);
    stack.push({ kind: 'choice', test, yes, no, span: this.spanOf(test, no) });
  }

  /** From one node to another, with the brackets around each. */
  private spanOf(first: Node, last: Node): Span {
    return join(this.brackets.around(first.span), this.brackets.around(last.span));
  }

  private pop(stack: Node[]): Node {
    return stack.pop() ?? this.refuse('SYNTAX');
  }

  private popMany(stack: Node[], count: number): readonly Node[] {
    return Array.from({ length: count }, () => this.pop(stack)).reverse();
  }

  private textAt(span: Span): string {
    return this.source.slice(span.start, span.end);
  }

  private refuse(kind: 'SYNTAX' | 'FORBIDDEN'): never {
    return fail(kind, { start: 0, end: this.source.length }, { found: this.source.slice(0, 40) });
  }
}

function numberLiteral(text: string, span: Span): Decimal {
  const value = new Decimal(text.endsWith('.') ? text.slice(0, -1) : text.replace(/\.(?=[eE])/, ''));
  if (!value.isFinite() || value.e > DIGITS_MAX) fail('OVERFLOW', span, { value: text });
  return value;
}

function countIn(value: Instruction['value']): number {
  return typeof value === 'number' ? value : 0;
}
