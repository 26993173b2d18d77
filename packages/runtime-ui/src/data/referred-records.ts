import type { RecordData } from '@dougong/kernel/expression';
import { api } from './api.js';

/** Reads records by their ids; those that are not there, or not for this person, are left out. */
export type ReadRecords = (form: string, ids: readonly string[]) => Promise<readonly RecordData[]>;

const IDS_MAX = 100;

async function listed(form: string, ids: readonly string[]): Promise<readonly RecordData[]> {
  const filters = [{ field: 'id', op: 'in' as const, value: ids.join(',') }];
  return (await api.records.list(form, { filters, limit: IDS_MAX })).data.data as readonly RecordData[];
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / IDS_MAX);
  return Array.from({ length: count }, (_, at) => ids.slice(at * IDS_MAX, (at + 1) * IDS_MAX));
}

function keyOf(form: string, id: string): string {
  return `${form}/${id}`;
}

/**
 * The records behind the references of one open document, for its formulas and rules. What they look for and is not
 * known yet is read, all that is wanted at one moment together, and told when it is there. What cannot be read counts as
 * not being there: the server knows better and says so on the next save.
 */
export class ReferredRecords {
  private readonly known = new Map<string, RecordData | null>();
  private readonly asked = new Set<string>();
  private readonly wanted = new Map<string, readonly string[]>();
  private readonly listeners = new Set<() => void>();
  private isMissing = false;

  constructor(private readonly load: ReadRecords = listed) {}

  /** The record as far as it is known; what formulas and rules are given to look with. */
  readonly read = (form: string, id: string): RecordData | undefined => {
    const record = this.known.get(keyOf(form, id));
    if (record === undefined) this.want(form, id);
    return record ?? undefined;
  };

  /** Whether what was worked out since `missed` was asked last lacks something. */
  lacks(): boolean {
    return this.isMissing;
  }

  /** The same, and begins anew. */
  readonly missed = (): boolean => {
    const was = this.isMissing;
    this.isMissing = false;
    return was;
  };

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private want(form: string, id: string): void {
    this.isMissing = true;
    const key = keyOf(form, id);
    if (this.asked.has(key)) return;
    this.asked.add(key);
    if (this.wanted.size === 0) queueMicrotask(() => void this.readWanted());
    this.wanted.set(form, [...(this.wanted.get(form) ?? []), id]);
  }

  private async readWanted(): Promise<void> {
    const wanted = [...this.wanted];
    this.wanted.clear();
    await Promise.all(wanted.flatMap(([form, ids]) => chunks(ids).map((part) => this.readInto(form, part))));
    for (const listener of [...this.listeners]) listener();
  }

  private async readInto(form: string, ids: readonly string[]): Promise<void> {
    const found = await this.load(form, ids).catch(() => []);
    for (const id of ids) this.known.set(keyOf(form, id), null);
    for (const record of found) this.known.set(keyOf(form, String(record['id'])), record);
  }
}
