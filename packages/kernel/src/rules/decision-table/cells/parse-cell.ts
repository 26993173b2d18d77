import type { Span, Value } from '../../../expression/index.js';
import { issue, ok, refused } from '../../../foundation/index.js';
import type { Issue, Result } from '../../../foundation/index.js';
import { exactly } from './cell.js';
import type { Bound, Cell, Term } from './cell.js';
import { keywordAt, narrow, QUOTES } from './cell-text.js';
import type { ColumnType } from '../column-types/column-type.js';

export const CELL_TERMS_MAX = 200;
/** The schema of tables takes no longer cell. */
export const CELL_LENGTH_MAX = 1000;
const CELL_DEPTH_MAX = 4;

/** What a cell without a condition says, in small letters. */
const ANY: ReadonlySet<string> = new Set(['', '-', 'any', '任意']);
/** Most cells begin with one of these, and no keyword does. */
const NO_KEYWORD = /[\d<>=[(-]/;
const COMPARISON = /(?:>=|<=|<>|!=|==|[=<>≥≤≠])/y;
const BARE = /(?:(?!\.\.)[^,()[\]"“”＂<>=!≥≤≠])+/y;
/** `1,500` could be one number or two, so it is refused instead of guessed. */
const THOUSANDS = /,\d{3}(?!\d)/y;

const COMPARISONS: Readonly<Record<string, (value: Value) => Term>> = {
  '=': exactly,
  '==': exactly,
  '!=': except,
  '<>': except,
  '≠': except,
  '>': (value) => ({ kind: 'interval', from: { value, open: true } }),
  '>=': (value) => ({ kind: 'interval', from: { value, open: false } }),
  '≥': (value) => ({ kind: 'interval', from: { value, open: false } }),
  '<': (value) => ({ kind: 'interval', to: { value, open: true } }),
  '<=': (value) => ({ kind: 'interval', to: { value, open: false } }),
  '≤': (value) => ({ kind: 'interval', to: { value, open: false } }),
};

function except(value: Value): Term {
  return { kind: 'not', terms: [exactly(value)] };
}

/**
 * Reads a condition cell. The grammar:
 *
 * ```
 * cell   = "" | "-" | "any" | list
 * list   = term { "," term }
 * term   = "blank" | "not blank" | compare value | range | value
 *        | "in" ( "(" list ")" | list ) | "not in" ( "(" list ")" | list ) | "not" "(" list ")" | "(" list ")"
 * range  = ( "[" | "(" | "]" ) value ".." value ( "]" | ")" | "[" )
 * ```
 *
 * The issue of a faulty cell has the place in the cell as the parameter `span`.
 */
export function parseCell(source: string, type: ColumnType): Result<Cell, Issue> {
  const text = narrow(source);
  if (ANY.has(text.trim().toLowerCase())) return ok('any');
  try {
    return ok(new CellParser(source, text, type).cell());
  } catch (thrown) {
    if (thrown instanceof CellFault) return refused(thrown.found);
    throw thrown;
  }
}

/** Carries an issue out of the parser; never leaves this file. */
class CellFault extends Error {
  constructor(readonly found: Issue) {
    super(found.code);
  }
}

class CellParser {
  private at = 0;
  private count = 0;

  constructor(
    private readonly source: string,
    private readonly text: string,
    private readonly type: ColumnType,
  ) {}

  cell(): readonly Term[] {
    const terms = this.list(0);
    if (this.at < this.text.length) this.unexpected();
    return terms;
  }

  private list(depth: number): Term[] {
    const terms = [...this.term(depth)];
    while (this.takes(',')) terms.push(...this.term(depth));
    return terms;
  }

  private term(depth: number): readonly Term[] {
    this.skip();
    this.guard(depth);
    const keyword = NO_KEYWORD.test(this.next()) ? undefined : keywordAt(this.text, this.at);
    if (keyword) return this.keyword(keyword, depth);
    const sign = this.match(COMPARISON);
    if (sign !== null) return [this.comparison(sign)];
    if (this.next() === '[' || this.next() === ']') return [this.range()];
    if (this.next() === '(') return this.isRangeAhead() ? [this.range()] : this.group(depth);
    return [exactly(this.value())];
  }

  private keyword(
    { keyword, length }: NonNullable<ReturnType<typeof keywordAt>>,
    depth: number,
  ): readonly Term[] {
    const start = this.at;
    this.at += length;
    this.skip();
    switch (keyword) {
      case 'blank':
        return [{ kind: 'blank' }];
      case 'notBlank':
        return [{ kind: 'not', terms: [{ kind: 'blank' }] }];
      case 'in':
        return this.members(depth);
      case 'notIn':
        return [{ kind: 'not', terms: this.members(depth) }];
      case 'not':
        // `not available` may well be meant as a text.
        if (this.next() !== '(') this.needsQuotes(start);
        return [{ kind: 'not', terms: this.group(depth) }];
      case 'any':
        return this.needsQuotes(start);
    }
  }

  private members(depth: number): readonly Term[] {
    return this.next() === '(' && !this.isRangeAhead() ? this.group(depth) : this.list(depth + 1);
  }

  private group(depth: number): readonly Term[] {
    this.expect('(');
    const terms = this.list(depth + 1);
    this.expect(')');
    return terms;
  }

  private comparison(sign: string): Term {
    const start = this.at - sign.length;
    const isOrder = /[<>≥≤]/.test(sign) && sign !== '<>';
    if (isOrder) this.needsOrder(start, sign);
    return (COMPARISONS[sign] as (value: Value) => Term)(this.value());
  }

  private range(): Term {
    const start = this.at;
    const opening = this.next();
    this.needsOrder(start, opening);
    this.at += 1;
    const from: Bound = { value: this.value(), open: opening !== '[' };
    this.skip();
    if (!this.text.startsWith('..', this.at)) this.unexpected();
    this.at += 2;
    const to: Bound = { value: this.value(), open: this.closing() };
    if (this.isEmpty(from, to)) this.fail(issue('cell_range_empty', '', { value: this.shown(start) }), start);
    return { kind: 'interval', from, to };
  }

  /** Whether the end of a range is open. */
  private closing(): boolean {
    this.skip();
    const sign = this.next();
    if (sign !== ']' && sign !== ')' && sign !== '[') this.unexpected();
    this.at += 1;
    return sign !== ']';
  }

  private isEmpty(from: Bound, to: Bound): boolean {
    const { domain } = this.type;
    if (!domain.ordered) return false;
    const order = domain.position(from.value).cmp(domain.position(to.value));
    return order > 0 || (order === 0 && (from.open || to.open));
  }

  /** Whether the bracket here opens a range: two points come before the list goes on or the bracket closes. */
  private isRangeAhead(): boolean {
    const rest = this.text.slice(this.at + 1);
    const end = rest.search(/[,()[\]"“＂]/);
    return (end < 0 ? rest : rest.slice(0, end)).includes('..');
  }

  private value(): Value {
    this.skip();
    this.count += 1;
    if (this.count > CELL_TERMS_MAX)
      this.fail(issue('cell_too_many', '', { max: CELL_TERMS_MAX }), 0, this.text.length);
    const start = this.at;
    const text = this.quoted() ?? this.bare();
    const read = this.type.literal(text);
    if (!read.ok) return this.fail(read.error, start);
    this.refuseThousands(start);
    return read.value;
  }

  private quoted(): string | null {
    const close = QUOTES.get(this.source.charAt(this.at));
    if (close === undefined) return null;
    const start = this.at;
    let content = '';
    for (this.at += 1; this.at < this.source.length; this.at += 1) {
      const char = this.source.charAt(this.at);
      const isDoubled = char === close && this.source.charAt(this.at + 1) === close;
      if (char === close && !isDoubled) {
        this.at += 1;
        return content;
      }
      content += char;
      if (isDoubled) this.at += 1;
    }
    return this.fail(issue('cell_syntax', '', { found: this.source.charAt(start) }), start);
  }

  /** A value without quotes. Texts are taken as they were typed, everything else narrowed. */
  private bare(): string {
    const start = this.at;
    const word = this.match(BARE)?.trimEnd() ?? '';
    if (word === '') return this.unexpected();
    this.at = start + word.length;
    return (this.type.parameter === 'text' ? this.source : this.text).slice(start, this.at);
  }

  private refuseThousands(start: number): void {
    if (this.type.parameter !== 'number' || this.source.charAt(this.at) !== ',') return;
    THOUSANDS.lastIndex = this.at;
    const more = THOUSANDS.exec(this.text);
    if (more === null) return;
    this.at += more[0].length;
    this.fail(issue('cell_thousands', '', { value: this.shown(start) }), start);
  }

  private needsOrder(start: number, sign: string): void {
    if (!this.type.domain.ordered)
      this.fail(issue('cell_no_order', '', { found: sign }), start, start + sign.length);
  }

  private needsQuotes(start: number): never {
    return this.fail(
      issue('cell_needs_quotes', '', { value: this.source.slice(start) }),
      start,
      this.text.length,
    );
  }

  private guard(depth: number): void {
    if (depth > CELL_DEPTH_MAX) this.unexpected();
  }

  private expect(sign: string): void {
    if (!this.takes(sign)) this.unexpected();
  }

  private takes(sign: string): boolean {
    this.skip();
    if (this.next() !== sign) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | null {
    const start = this.at;
    pattern.lastIndex = start;
    if (!pattern.test(this.text)) return null;
    this.at = pattern.lastIndex;
    return this.text.slice(start, this.at);
  }

  private next(): string {
    return this.text.charAt(this.at);
  }

  private skip(): void {
    while (this.next() === ' ') this.at += 1;
  }

  private shown(start: number): string {
    return this.source.slice(start, this.at).trim();
  }

  private unexpected(): never {
    const found = this.source.charAt(this.at);
    return this.fail(issue('cell_syntax', '', { found }), this.at, this.at + found.length);
  }

  private fail(found: Issue, start: number, end = this.at): never {
    const span: Span = { start, end };
    throw new CellFault({ ...found, params: { ...found.params, span } });
  }
}
