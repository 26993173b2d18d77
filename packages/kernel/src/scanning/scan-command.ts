import type { RecordData } from '../expression/index.js';
import type { Issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import type { CompiledScanCode } from './compile-scan-point.js';

/** What a device has read, and when. */
export interface Scan {
  readonly code: string;
  /** The instant at the device, in UTC. */
  readonly at: string;
  /** Login of the device. */
  readonly device: string;
  /** How much of it, as decimal text. */
  readonly quantity: string | null;
}

/** What a scan asks for. */
export type ScanWish =
  | { readonly type: 'act'; readonly action: string; readonly patch: RecordData }
  | { readonly type: 'change'; readonly patch: RecordData }
  | { readonly type: 'create'; readonly form: string; readonly values: RecordData };

/** When it is, and in whose name. */
export interface ScanMoment {
  readonly actor: string;
  readonly now: string;
  readonly today: string;
}

/** The text that the field of a code must hold; nothing when the code is of another kind. */
export function soughtBy({ definition }: CompiledScanCode, code: string): string | undefined {
  const { prefix = '' } = definition;
  return code.startsWith(prefix) && code.length > prefix.length ? code.slice(prefix.length) : undefined;
}

/** What a scan asks for once its code has named a record. */
export function wishOf(
  { definition, values }: CompiledScanCode,
  record: StoredRecord,
  scan: Scan,
  moment: ScanMoment,
): { readonly wish: ScanWish; readonly issues: readonly Issue[] } {
  const input = { record, variables: { ...moment, scan: { ...scan } } };
  const written = values?.evaluate(input, '') ?? { values: {}, issues: [] };
  const { action, create } = definition;
  const wish: ScanWish =
    create !== undefined
      ? { type: 'create', form: create.form, values: written.values }
      : action !== undefined
        ? { type: 'act', action, patch: written.values }
        : { type: 'change', patch: written.values };
  return { wish, issues: written.issues };
}
