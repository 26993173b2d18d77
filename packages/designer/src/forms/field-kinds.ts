import {
  AlignLeft,
  AtSign,
  Banknote,
  Building2,
  Calendar,
  CalendarClock,
  CircleDot,
  Clock,
  File,
  Hash,
  Image,
  Link2,
  List,
  ListChecks,
  MapPin,
  PenLine,
  Percent,
  Rows3,
  Scale,
  Sigma,
  Square,
  ToggleLeft,
  Type,
  type LucideIcon,
} from 'lucide-react';
import { fieldTypeOf } from '@dougong/kernel/forms';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, ScalarField } from '@dougong/kernel/metadata';
import type { CatalogPart } from '../surroundings/catalog.js';

/** Pictures of kinds; one that has none yet is a plain square. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  text: Type,
  long_text: AlignLeft,
  choice: CircleDot,
  list_choice: List,
  multi_choice: ListChecks,
  decimal: Sigma,
  percent: Percent,
  money: Banknote,
  quantity: Scale,
  integer: Hash,
  boolean: ToggleLeft,
  date: Calendar,
  datetime: CalendarClock,
  time: Clock,
  reference: Link2,
  user: AtSign,
  department: Building2,
  address: MapPin,
  location: MapPin,
  file: File,
  image: Image,
  signature: PenLine,
};

/** The kind that a table of lines has on this page; it holds fields and is none itself. */
export const LINES_KIND = 'lines';

export function kindIcon(kind: string): LucideIcon {
  return kind === LINES_KIND ? Rows3 : (ICONS[kind] ?? Square);
}

/** The kind of a field; a draft may hold anything, and what no kind knows has none. */
export function kindOf(field: FieldDefinition): string | undefined {
  if (isLinesField(field)) return LINES_KIND;
  try {
    return fieldTypeOf(field as ScalarField).kind;
  } catch {
    return undefined;
  }
}

/** The part of a kind as the catalogue has it. */
export function partOf(parts: readonly CatalogPart[], field: FieldDefinition): CatalogPart | undefined {
  const kind = kindOf(field);
  return parts.find((part) => part.kind === kind);
}
