import type { Frame } from './frame.js';
import { readDeclared } from './path.js';
import { keyOf, readShort } from './short-decimal.js';
import type { ShortDecimal } from './short-decimal.js';
import type { FieldTypes } from './types.js';
import type { Raw } from './wire.js';

/**
 * A declared field as conditions read it. Thousands of rules ask about the same few fields of one record, so what was
 * read is remembered for the pass that the question belongs to, and for no other.
 */
export class FieldReading {
  private rawIn: object | undefined;
  private lastRaw: Raw;
  private shortIn: object | undefined;
  private lastShort: ShortDecimal | null | undefined;
  private lastKey = NaN;

  /** Nothing that a plain object inherits has the name, so what a plain record has under it is its own. */
  private readonly isOwn: boolean;

  constructor(readonly name: string) {
    this.isOwn = !(name in Object.prototype);
  }

  /** The value as it travels. */
  raw(frame: Frame): Raw {
    if (this.rawIn === frame.pass) return this.lastRaw;
    this.lastRaw = this.read(frame);
    this.rawIn = frame.pass;
    return this.lastRaw;
  }

  /** The number in short; `null` is blank, `undefined` is too long or no number. */
  short(frame: Frame): ShortDecimal | null | undefined {
    if (this.shortIn !== frame.pass) this.readNumber(frame);
    return this.lastShort;
  }

  /** What the number compares by; not a number (NaN) where `short` gives none. */
  key(frame: Frame): number {
    if (this.shortIn !== frame.pass) this.readNumber(frame);
    return this.lastKey;
  }

  private read(frame: Frame): Raw {
    const { record } = frame.input;
    const value =
      this.isOwn && Object.getPrototypeOf(record) === Object.prototype ? record[this.name] : undefined;
    return value === undefined ? readDeclared(frame, this.name) : value;
  }

  private readNumber(frame: Frame): void {
    const short = readShort(this.read(frame));
    this.lastShort = short;
    this.lastKey = short ? keyOf(short) : NaN;
    this.shortIn = frame.pass;
  }
}

const known = new WeakMap<FieldTypes, Map<string, FieldReading>>();

/** The one reading of a field for all conditions over the same fields. */
export function readingOf(fields: FieldTypes, name: string): FieldReading {
  const readings = known.get(fields) ?? new Map<string, FieldReading>();
  known.set(fields, readings);
  const reading = readings.get(name) ?? new FieldReading(name);
  readings.set(name, reading);
  return reading;
}
