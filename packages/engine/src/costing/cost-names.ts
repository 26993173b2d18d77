import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { AllocationDefinition } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import type { Subject } from '../identity/subject.js';
import { LabelReader, WantedLabels } from '../records/reference-labels.js';
import type { References } from '../records/reference-labels.js';
import { isUuid } from '../records/sql-scalars.js';

/** What figures of a run are about, as far as it is records. */
export interface NamedFigure {
  readonly receiver?: string | null;
  readonly product?: string | null;
  readonly item?: string | null;
}

/** What the receivers, products and items of a run are called, in the eyes of the subject. */
@Injectable()
export class CostNames {
  constructor(
    private readonly database: Database,
    private readonly labels: LabelReader,
  ) {}

  read(
    release: CompiledRelease,
    subject: Subject,
    definition: AllocationDefinition,
    figures: readonly NamedFigure[],
  ): Promise<References> {
    const { form: receivers, product } = definition.receiver;
    const products = referred(release, receivers, product) ?? receivers;
    const wanted = new WantedLabels();
    const add = (form: string | undefined, id: string | null | undefined) => {
      if (form !== undefined && typeof id === 'string' && isUuid(id)) wanted.add(form, id);
    };
    for (const { receiver, product: made, item } of figures) {
      add(receivers, receiver);
      add(products, made);
      add(itemForm(release, definition) ?? products, item);
    }
    return this.database.withSession((session) => this.labels.read(session, release, subject, wanted));
  }
}

function referred(
  release: CompiledRelease,
  form: string | undefined,
  field: string | undefined,
): string | undefined {
  if (form === undefined || field === undefined) return undefined;
  const type = release.models.get(form)?.scope.fields[field];
  return type?.kind === 'reference' ? type.form : undefined;
}

/** The form of the items of bills, where the item of a bill is a reference. */
function itemForm(release: CompiledRelease, { key }: AllocationDefinition): string | undefined {
  const type = release.allocations.get(key)?.bills?.header['item']?.type;
  return type?.kind === 'reference' ? type.form : undefined;
}
