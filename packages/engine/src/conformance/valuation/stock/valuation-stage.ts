import { createHash, randomUUID } from 'node:crypto';
import { Decimal } from '@dougong/kernel/foundation';
import type { CommandAnswer } from '../../../commands/command-service.js';
import { CommandService } from '../../../commands/command-service.js';
import type { CommandDraft, CommandRequest } from '../../../commands/command-run.js';
import type { JsonObject } from '../../suite.js';
import type { StockStep } from '../valuation-case.js';
import { fillIn } from './documents.js';
import type { Desk, PostedDocument, StockKey } from './documents.js';
import { LedgerNames } from './ledger-names.js';
import { readHeld } from './read-ledger.js';
import type { TemplateSetting } from './setup-definitions.js';
import type { ValuationHouse } from './valuation-house.js';

/** A document that a step posted, or had posted before. */
export interface Posting {
  readonly id: string;
  readonly isReplay: boolean;
}

/** A form filled in by hand, for what no step of a case says. */
export interface ManualDocument {
  readonly form: string;
  readonly ref: string;
  readonly date?: string;
  readonly values: JsonObject;
}

/** One case in the house: its masters, its documents, its time. */
export class ValuationStage implements Desk {
  readonly names: LedgerNames;
  private readonly documents = new Map<string, PostedDocument>();

  private constructor(
    readonly house: ValuationHouse,
    setting: TemplateSetting,
    private readonly number: number,
  ) {
    this.names = new LedgerNames(setting.setup.scope);
  }

  static async open(
    house: ValuationHouse,
    setting: TemplateSetting,
    number: number,
    dates: readonly string[],
  ) {
    await house.prepare(setting, dates);
    const stage = new ValuationStage(house, setting, number);
    await stage.setStandards(setting, dates.toSorted()[0] ?? '');
    return stage;
  }

  private async setStandards({ setup }: TemplateSetting, date: string): Promise<void> {
    for (const [item, cost] of setup.standardCosts)
      await this.create({
        form: 'standard_cost',
        ref: `standard of ${item}`,
        date,
        values: { item: await this.item(item), unit_cost: cost },
      });
  }

  /** Posts the document of a step. */
  async post(step: StockStep): Promise<Posting> {
    this.house.clock.reach(step.date);
    const { form, values } = await fillIn(step, this);
    const id = randomUUID();
    const { replayed } = await this.create({ form, ref: step.ref, date: dateOf(step), values }, id, step);
    if (!replayed) this.documents.set(step.ref, { id, step });
    return { id, isReplay: replayed };
  }

  /** Makes a document, which posts it. */
  async create(
    { form, ref, date, values }: ManualDocument,
    id = randomUUID(),
    step?: StockStep,
  ): Promise<CommandAnswer> {
    const dated = date === undefined ? {} : { effective_on: date };
    const idempotency = step && { key: this.keyOf(ref), bodyHash: contentHash(step) };
    return this.send(
      { type: 'create', form, id, values: { code: ref, ...dated, ...values } },
      { idempotency },
    );
  }

  private send(
    command: CommandDraft,
    more: Pick<CommandRequest, 'idempotency'> = {},
  ): Promise<CommandAnswer> {
    return this.house.engine.get(CommandService).execute({
      ...more,
      command,
      subject: this.house.subject,
      channel: 'api',
      requestId: randomUUID(),
      action: command.type,
    });
  }

  /** Numbers of documents are unique in a case, keys of requests in the house. */
  private keyOf(ref: string): string {
    return `${this.number}/${encodeURIComponent(ref)}`;
  }

  posted(ref: string): PostedDocument {
    const found = this.documents.get(ref);
    if (!found) throw new Error(`no document ${ref} was posted`);
    return found;
  }

  async item(name: string): Promise<string> {
    return this.names.item(name) ?? this.names.addItem(name, await this.master('item', name));
  }

  async place(name: string): Promise<string> {
    return this.names.place(name) ?? this.names.addPlace(name, await this.master('place', name));
  }

  /** A lot is good through the day that was said last. */
  async lot(item: string, name: string, expiry?: string): Promise<string> {
    const known = this.names.lot(item, name);
    const day = expiry === undefined ? {} : { expires_on: expiry };
    if (known === undefined)
      return this.names.addLot(
        item,
        name,
        await this.master('lot', name, { item: await this.item(item), ...day }),
      );
    if (expiry !== undefined) await this.send({ type: 'change', form: 'lot', id: known, patch: day });
    return known;
  }

  private async master(form: string, name: string, values: JsonObject = {}): Promise<string> {
    const id = randomUUID();
    await this.create({ form, ref: name, values }, id);
    return id;
  }

  async held({ item, wh, batch, state }: StockKey): Promise<Decimal> {
    const lot = batch === null ? null : await this.lot(item, batch);
    const key = [await this.item(item), await this.place(wh), lot, state];
    return new Decimal(await readHeld(this.house.owner, key));
  }
}

/** A reservation holds from the day on which it is made, whatever its date. */
function dateOf({ op, date }: StockStep): string | undefined {
  return op === 'reserve' ? undefined : date;
}

/** What a step asks, beside how a case speaks of it. */
function contentHash({ given }: StockStep): Buffer {
  const { n: _n, expect: _expect, note: _note, ...content } = given;
  return createHash('sha256').update(canonical(content)).digest();
}

/** The same text for the same content, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
