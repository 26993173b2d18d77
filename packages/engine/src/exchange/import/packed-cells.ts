import type { SheetCell } from '@dougong/kernel/exchange';

/** Cells as they are kept beside an import: texts, which most are, as themselves. */
type PackedCell =
  | null
  | string
  | boolean
  | { readonly n: string; readonly cut?: 1 }
  | { readonly d: string }
  | { readonly e: string };

export function packCell(cell: SheetCell): PackedCell {
  switch (cell?.kind) {
    case 'text':
      return cell.text;
    case 'boolean':
      return cell.value;
    case 'number':
      return cell.cut ? { n: cell.text, cut: 1 } : { n: cell.text };
    case 'date':
      return { d: cell.text };
    case 'fault':
      return { e: cell.text };
    default:
      return null;
  }
}

export function unpackCell(packed: unknown): SheetCell {
  if (typeof packed === 'string') return { kind: 'text', text: packed };
  if (typeof packed === 'boolean') return { kind: 'boolean', value: packed };
  const { n, cut, d, e } = (packed ?? {}) as { n?: string; cut?: 1; d?: string; e?: string };
  if (n !== undefined) return { kind: 'number', text: n, ...(cut ? { cut: true as const } : {}) };
  if (d !== undefined) return { kind: 'date', text: d };
  return e === undefined ? null : { kind: 'fault', text: e };
}
