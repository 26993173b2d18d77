import { fail } from '../formula-error.js';
import type { Span } from '../formula-error.js';
import { DIGITS_MAX, FORMULA_LENGTH_MAX } from '../limits.js';
import type { Spelling } from '../types.js';
import { toHalfWidth } from './half-width.js';
import { endsOperand } from './token.js';
import type { Token } from './token.js';

const SPACE = /(?:[ \t\r\n]|\/\*[^]*?\*\/)+/y;
const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{N}\p{M}_$]*/uy;
const PLAIN_NAME = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const ASCII_LAST = 0x7f;
const SYMBOL = /==|!=|<=|>=|\|\||[-+*/%^()[\],?:.<>≤≥≠]/y;
const SHEET_SYMBOL = /==|<>|[=&]/y;
const TITLE = /\{([^{}]*)\}/y;

const SYMBOL_SPELLINGS: Readonly<Record<string, string>> = {
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '<>': '!=',
  '=': '==',
  '&': '||',
};
const CLOSING_QUOTE: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '＂': '＂',
};
const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in']);
const INFIX_CAPITALS: Readonly<Record<string, string>> = { AND: 'and', OR: 'or' };
const BOOLEANS: Readonly<Record<string, string>> = {
  true: 'true',
  false: 'false',
  TRUE: 'true',
  FALSE: 'false',
};

/** Cuts a formula into tokens with exact spans. */
export function lex(source: string, spelling: Spelling = 'stored'): readonly Token[] {
  if (source.length > FORMULA_LENGTH_MAX) {
    fail('LIMIT', { start: 0, end: source.length }, { what: 'length', max: FORMULA_LENGTH_MAX });
  }
  return new Lexer(source, spelling).tokens();
}

/** Tells whether people can type a text as a name. */
export function isName(text: string): boolean {
  const whole = new RegExp(`^${NAME.source}$`, 'u').test(text);
  return whole && !WORD_OPERATORS.has(text) && !Object.hasOwn(BOOLEANS, text);
}

class Lexer {
  private at = 0;
  private readonly text: string;
  private readonly found: Token[] = [];

  constructor(
    private readonly source: string,
    private readonly spelling: Spelling,
  ) {
    this.text = toHalfWidth(source);
  }

  tokens(): readonly Token[] {
    if (this.spelling === 'typed') this.skip(/\s*=(?!=)/y);
    this.skip(SPACE);
    while (this.at < this.text.length) {
      this.found.push(this.next());
      this.skip(SPACE);
    }
    return this.found;
  }

  private next(): Token {
    // Most tokens are plain names; whatever else stands there is tried in turn.
    if (isPlainLetter(this.text.charCodeAt(this.at))) return this.name() ?? this.unknown();
    return this.quoted() ?? this.title() ?? this.number() ?? this.name() ?? this.symbol() ?? this.unknown();
  }

  private quoted(): Token | null {
    const close = CLOSING_QUOTE[this.source.charAt(this.at)];
    if (close === undefined) return null;
    let end = this.at + 1;
    while (end < this.source.length && this.source.charAt(end) !== close) {
      end += this.source.charAt(end) === '\\' ? 2 : 1;
    }
    if (end >= this.source.length)
      fail('SYNTAX', this.span(this.source.length), { found: this.source.charAt(this.at) });
    const content = unescape(this.source.slice(this.at + 1, end), this.span(end + 1));
    return this.take('text', content, end + 1);
  }

  private title(): Token | null {
    const match = this.match(TITLE);
    if (match === null) return null;
    const end = this.at + match.length;
    // The original spelling counts: full-width brackets belong to a title.
    return this.take(
      'title',
      this.source
        .slice(this.at + 1, end - 1)
        .trim()
        .normalize('NFC'),
      end,
    );
  }

  private number(): Token | null {
    const match = this.match(NUMBER);
    if (match === null) return null;
    const end = this.at + match.length;
    if (match.length > DIGITS_MAX) fail('LIMIT', this.span(end), { what: 'digits', max: DIGITS_MAX });
    return this.take('number', match, end);
  }

  private name(): Token | null {
    const match = this.plainName() ?? this.match(NAME);
    if (match === null) return null;
    const end = this.at + match.length;
    const previous = this.found.at(-1);
    if (previous?.text === '.' && previous.kind === 'symbol')
      return this.take('name', match.normalize('NFC'), end);
    const infix =
      endsOperand(previous) && Object.hasOwn(INFIX_CAPITALS, match) ? INFIX_CAPITALS[match] : undefined;
    if (infix !== undefined || WORD_OPERATORS.has(match)) return this.take('symbol', infix ?? match, end);
    if (Object.hasOwn(BOOLEANS, match)) return this.take('boolean', BOOLEANS[match] as string, end);
    return this.take('name', match.normalize('NFC'), end);
  }

  /** A name of ASCII letters alone, which is found faster. */
  private plainName(): string | null {
    const match = this.match(PLAIN_NAME);
    if (match === null) return null;
    const next = this.text.charCodeAt(this.at + match.length);
    return next > ASCII_LAST ? null : match;
  }

  private symbol(): Token | null {
    const sheet = this.spelling === 'typed' ? this.match(SHEET_SYMBOL) : null;
    const match = sheet ?? this.match(SYMBOL);
    return match === null
      ? null
      : this.take('symbol', SYMBOL_SPELLINGS[match] ?? match, this.at + match.length);
  }

  private unknown(): never {
    const found = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    const kind = found === '=' || found === '＝' || found === ';' || found === '；' ? 'FORBIDDEN' : 'SYNTAX';
    return fail(kind, this.span(this.at + found.length), { found });
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private skip(pattern: RegExp): void {
    this.at += this.match(pattern)?.length ?? 0;
  }

  private take(kind: Token['kind'], text: string, end: number): Token {
    const span = this.span(end);
    this.at = end;
    return { kind, text, span };
  }

  private span(end: number): Span {
    return { start: this.at, end };
  }
}

/** A letter of either case, without what stands above ASCII. */
function isPlainLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '”': '”',
  '’': '’',
  '＂': '＂',
};

function unescape(text: string, span: Span): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (whole, hex: string | undefined, char: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return Object.hasOwn(ESCAPES, char) ? (ESCAPES[char] as string) : fail('SYNTAX', span, { found: whole });
  });
}
