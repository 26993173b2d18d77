import { fieldLinkage, type FieldLinkage, type FormLinkage } from '@dougong/kernel/rules';

/** How rules want one field shown, without who said so. */
export type FieldLink = Omit<FieldLinkage, 'by'>;

/** How rules want the columns of a table shown, as far as they speak of whole columns. */
export interface TableLinks {
  readonly table: FieldLink;
  readonly columns: Readonly<Record<string, FieldLink>>;
}

const NOTHING: FormLinkage = new Map();
const PLAIN: FieldLinkage = { by: {} };
const NO_FIELDS: readonly string[] = [];

/** The keys of linkage slots: `qty`, `lines.qty`, `lines.qty/<row>`. */
function partsOf(slot: string): { readonly path: string; readonly row: string | undefined } {
  const at = slot.indexOf('/');
  return at < 0 ? { path: slot, row: undefined } : { path: slot.slice(0, at), row: slot.slice(at + 1) };
}

function isSame(a: FieldLinkage, b: FieldLinkage): boolean {
  return (
    a.visible === b.visible &&
    a.required === b.required &&
    a.readOnly === b.readOnly &&
    (a.options === b.options || JSON.stringify(a.options) === JSON.stringify(b.options))
  );
}

/** What rules say about how a form is shown. What is said again stays the same object, so nothing is redrawn for it. */
export class FormLinks {
  private linkage: FormLinkage = NOTHING;
  private tables = new Map<string, TableLinks>();
  private hidden: readonly string[] = NO_FIELDS;
  private asked: readonly string[] = NO_FIELDS;

  /** Takes what rules say now; answers the slots about which they say something else than before. */
  take(next: FormLinkage): readonly string[] {
    const slots = new Set([...this.linkage.keys(), ...next.keys()]);
    const changed = [...slots].filter(
      (slot) => !isSame(this.linkage.get(slot) ?? PLAIN, next.get(slot) ?? PLAIN),
    );
    if (changed.length === 0) return changed;
    const kept = [...next].map(
      ([slot, said]) => [slot, changed.includes(slot) ? said : (this.linkage.get(slot) ?? said)] as const,
    );
    this.linkage = new Map(kept);
    this.tables = new Map();
    const whole = kept.filter(([slot]) => !/[./]/.test(slot));
    this.hidden = whole.flatMap(([field, { visible }]) => (visible === false ? [field] : []));
    this.asked = whole.flatMap(([field, { required, visible }]) =>
      required === true && visible !== false ? [field] : [],
    );
    return changed;
  }

  /** What is said of a header field or of a table. */
  of(path: string): FieldLink {
    return this.linkage.get(path) ?? PLAIN;
  }

  /** What is said of a column in one line. */
  ofCell(path: string, row: string): FieldLink {
    return this.linkage.size === 0 ? PLAIN : fieldLinkage(this.linkage, path, row);
  }

  /** Header fields and tables that are hidden. */
  hiddenFields(): readonly string[] {
    return this.hidden;
  }

  /** Header fields and tables that are asked for. */
  askedFields(): readonly string[] {
    return this.asked;
  }

  /** What is said of a table and its columns; the same object while nothing changed. */
  ofTable(table: string): TableLinks {
    const known = this.tables.get(table);
    if (known !== undefined) return known;
    const links = { table: this.of(table), columns: this.columnsOf(table) };
    this.tables.set(table, links);
    return links;
  }

  private columnsOf(table: string): Readonly<Record<string, FieldLink>> {
    const columns: Record<string, FieldLink> = {};
    const shown = new Set<string>();
    for (const [slot, said] of this.linkage) {
      const { path, row } = partsOf(slot);
      if (!path.startsWith(`${table}.`)) continue;
      const column = path.slice(table.length + 1);
      if (row === undefined) columns[column] = said;
      else if (said.visible === true) shown.add(column);
    }
    // A column that one line shows cannot go as a whole.
    for (const column of shown)
      if (columns[column] !== undefined) columns[column] = { ...columns[column], visible: true };
    return columns;
  }
}

/** The topics that hear of a slot: its field or cell, and what draws the whole table or form. */
export function topicsOfSlot(slot: string): readonly string[] {
  const { path, row } = partsOf(slot);
  const [field = '', column] = path.split('.');
  if (column === undefined) return [`field:${field}`, `links:${field}`, 'links'];
  return row === undefined
    ? [`links:${field}`]
    : [`${field}/cell:${row}:${column}`, `${field}/row:${row}`, `links:${field}`];
}
