import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RecordValue } from '@dougong/ui/api';
import {
  choiceWord,
  fixedPlaces,
  fixedUnit,
  isFiles,
  isSaved,
  isSignature,
  signatureOf,
  signedAt,
  isMultiChoice,
  shownAddress,
  shownFiles,
  shownLocation,
  useDepartmentName,
  useUserName,
  type FieldSchema,
} from '@dougong/ui/forms';
import { localized, useLanguage, useLocalized, useUiText } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { showPercent, type CellValue } from '@dougong/ui/lines';
import { timeText } from '@dougong/kernel/forms';
import { Money, Quantity, StatusSeal } from '@dougong/ui/shell';
import type { LifecycleState } from '@dougong/kernel/metadata';
import { useNow } from '../data/clock.js';
import { useReferences } from '../data/references.js';
import { paths } from '../paths.js';

interface ValueProps {
  readonly value: RecordValue;
  readonly schema: FieldSchema;
  /** References lead to their records. */
  readonly linked?: boolean;
  readonly unit?: string;
}

/** The state of a record as a seal. */
export function StateSeal({
  state,
  fallback,
  size,
}: {
  readonly state: LifecycleState | undefined;
  readonly fallback: string;
  readonly size?: 'small' | 'large';
}) {
  const title = useLocalized();
  return (
    <StatusSeal tone={state?.tone ?? 'draft'} {...(size === undefined ? {} : { size })}>
      {title(state?.title) || fallback}
    </StatusSeal>
  );
}

function ReferenceValue({ value, schema, linked = false }: ValueProps) {
  const references = useReferences();
  const form = schema['x-reference']?.form ?? '';
  const name = references.nameOf(form, String(value));
  const words = name === undefined ? '…' : name.title || (name.code ?? '');
  return linked ? (
    <Link to={paths.record(form, String(value))}>{words}</Link>
  ) : (
    <span title={name?.code}>{words}</span>
  );
}

function UserValue({ value }: ValueProps) {
  const references = useReferences();
  return references.nameOfUser(String(value)) ?? '…';
}

function ChoiceValue({ value, schema }: ValueProps) {
  const { language } = useLanguage();
  return localized(choiceWord(schema, String(value)), language);
}

function ChoicesValue({ value, schema }: ValueProps) {
  const { language } = useLanguage();
  const values = Array.isArray(value) ? (value as readonly string[]) : [];
  return values
    .map((each) => localized(choiceWord(schema, each), language))
    .join(language === 'en' ? ', ' : '、');
}

function FilesValue({ value }: ValueProps) {
  const { language } = useLanguage();
  return shownFiles(value as CellValue, language);
}

/** A list has no room for the picture: it says who signed and when. */
function SignatureValue({ value }: ValueProps) {
  const text = useUiText();
  const references = useReferences();
  const signature = signatureOf(value as CellValue);
  const name = useUserName(references, isSaved(signature) ? signature.by : null) ?? '…';
  return isSaved(signature) ? text('forms.signedBy', { name, time: signedAt(signature) }) : null;
}

function DepartmentValue({ value }: ValueProps) {
  const names = useReferences();
  return useDepartmentName(names, String(value)) ?? '…';
}

function DecimalValue({ value, schema, unit }: ValueProps) {
  const signed = schema['x-signed'] === true;
  const { language } = useLanguage();
  const own = fixedUnit(schema);
  const shownUnit = unit ?? (own === undefined ? undefined : localized(own, language));
  if (schema['x-money'] === true) return <Money value={String(value)} signed={signed} />;
  return (
    <Quantity
      value={String(value)}
      signed={signed}
      {...(shownUnit === undefined ? {} : { unit: shownUnit })}
    />
  );
}

function PercentValue({ value, schema }: ValueProps) {
  return (
    <span className="dg-figure">{showPercent(String(value), { signed: schema['x-signed'] === true })}</span>
  );
}

/** Where the currency stands in a field beside it, that field says it. */
function MoneyValue({ value, schema, unit }: ValueProps) {
  const currency = schema['x-currency'];
  const shown = unit ?? (typeof currency === 'string' ? currency : undefined);
  return (
    <>
      <Money value={String(value)} signed={schema['x-signed'] === true} scale={fixedPlaces(schema) ?? 2} />
      {shown === undefined ? null : <span className="dg-figure-unit">{shown}</span>}
    </>
  );
}

function TimeValue({ value }: ValueProps) {
  return timeText(String(value));
}

function BooleanValue({ value }: ValueProps) {
  const text = useUiText();
  return text(value === true ? 'states.yes' : 'states.no');
}

function MomentValue({ value }: ValueProps) {
  const now = useNow();
  return <time dateTime={String(value)}>{formatMoment(String(value), now)}</time>;
}

const KINDS: readonly {
  fits(schema: FieldSchema): boolean;
  readonly Component: (props: ValueProps) => ReactNode;
}[] = [
  { fits: (schema) => schema['x-reference'] !== undefined, Component: ReferenceValue },
  { fits: (schema) => schema['x-user'] === true, Component: UserValue },
  { fits: (schema) => schema['x-department'] === true, Component: DepartmentValue },
  { fits: isMultiChoice, Component: ChoicesValue },
  {
    fits: (schema) => schema['x-address'] === true,
    Component: ({ value }) => shownAddress(value as CellValue),
  },
  {
    fits: (schema) => schema['x-location'] === true,
    Component: ({ value }) => shownLocation(value as CellValue),
  },
  { fits: isSignature, Component: SignatureValue },
  { fits: isFiles, Component: FilesValue },
  { fits: (schema) => schema.enum !== undefined, Component: ChoiceValue },
  { fits: (schema) => schema['x-percent'] === true, Component: PercentValue },
  { fits: (schema) => schema['x-currency'] !== undefined, Component: MoneyValue },
  { fits: (schema) => schema.format === 'decimal', Component: DecimalValue },
  { fits: (schema) => schema.type === 'boolean', Component: BooleanValue },
  { fits: (schema) => schema.format === 'date-time', Component: MomentValue },
  { fits: (schema) => schema.format === 'local-time', Component: TimeValue },
];

/** A value of a field for reading, by its schema. */
export function FieldValue(props: ValueProps) {
  if (props.value === null || props.value === undefined || props.value === '') return null;
  const Component = KINDS.find((kind) => kind.fits(props.schema))?.Component;
  return Component === undefined ? String(props.value) : <Component {...props} />;
}
