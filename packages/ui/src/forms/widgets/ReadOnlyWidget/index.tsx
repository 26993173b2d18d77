import { Link } from 'react-router';
import { formatMoment, signOf } from '../../../numbers/index.js';
import { showPercent, type CellValue } from '../../../lines/index.js';
import { localized, useLanguage, useUiText } from '../../../i18n/index.js';
import {
  choiceWord,
  fixedUnit,
  isDecimalSchema,
  isMultiChoice,
  type FieldSchema,
} from '../../field-schema.js';
import { useFormView } from '../../form-view-context.js';
import { useFormField } from '../../use-form.js';
import { shownAddress } from '../AddressWidget/index.js';
import { FilesText, isFiles } from '../FilesWidget/index.js';
import { shownLocation } from '../LocationWidget/index.js';
import { isSignature, SignatureText } from '../SignatureWidget/index.js';
import { shownDecimal } from '../DecimalWidget/index.js';
import { useCurrency } from '../MoneyWidget/index.js';
import { shownTime } from '../TimeWidget/index.js';
import { chosenValues } from '../MultiChoiceWidget/index.js';
import { nameText, useDepartmentName, useReferenceName, useUserName } from '../use-names.js';
import type { FieldWidgetProps } from '../widget-definition.js';

interface ShownProps {
  readonly value: CellValue;
  readonly schema: FieldSchema;
}

function DecimalText({ value, schema }: ShownProps) {
  const sign = signOf(String(value));
  const unit = fixedUnit(schema);
  return (
    <span className={sign === 'negative' ? 'dg-figure is-negative' : 'dg-figure'}>
      {shownDecimal(value, schema)}
      {unit === undefined ? null : <span className="dg-figure-unit">{localized(unit)}</span>}
    </span>
  );
}

function PercentText({ value, schema }: ShownProps) {
  return <span className="dg-figure">{showPercent(value, { signed: schema['x-signed'] === true })}</span>;
}

function MoneyText({ value, schema }: ShownProps) {
  const currency = useCurrency(schema);
  const sign = signOf(String(value));
  return (
    <span className={sign === 'negative' ? 'dg-figure is-negative' : 'dg-figure'}>
      {shownDecimal(value, schema)}
      {currency === undefined ? null : <span className="dg-figure-unit">{currency}</span>}
    </span>
  );
}

function TimeText({ value }: ShownProps) {
  return shownTime(value);
}

function ReferenceText({ value, schema }: ShownProps) {
  const { references, linkTo } = useFormView();
  const form = schema['x-reference']?.form ?? '';
  const text = nameText(useReferenceName(references, form, value)) ?? '';
  return linkTo === undefined ? text : <Link to={linkTo(form, String(value))}>{text}</Link>;
}

function UserText({ value }: ShownProps) {
  const { references } = useFormView();
  return useUserName(references, value) ?? '';
}

function ChoiceText({ value, schema }: ShownProps) {
  const { language } = useLanguage();
  return localized(choiceWord(schema, String(value)), language);
}

function ChoicesText({ value, schema }: ShownProps) {
  const { language } = useLanguage();
  const words = chosenValues(value).map((each) => localized(choiceWord(schema, each), language));
  return words.join(language === 'en' ? ', ' : '、');
}

function DepartmentText({ value }: ShownProps) {
  const { references } = useFormView();
  return useDepartmentName(references, value) ?? '';
}

function BooleanText({ value }: ShownProps) {
  const text = useUiText();
  return text(value === true ? 'states.yes' : 'states.no');
}

function MomentText({ value }: ShownProps) {
  // The year is always shown: a document is read in other years too.
  return formatMoment(String(value), '0001-01-01');
}

function PlainText({ value }: ShownProps) {
  return String(value);
}

const SHOWN: readonly {
  fits(schema: FieldSchema): boolean;
  readonly Component: (props: ShownProps) => React.ReactNode;
}[] = [
  { fits: (schema) => schema['x-reference'] !== undefined, Component: ReferenceText },
  { fits: (schema) => schema['x-user'] === true, Component: UserText },
  { fits: (schema) => schema['x-department'] === true, Component: DepartmentText },
  { fits: isMultiChoice, Component: ChoicesText },
  { fits: (schema) => schema['x-address'] === true, Component: ({ value }) => shownAddress(value) },
  { fits: (schema) => schema['x-location'] === true, Component: ({ value }) => shownLocation(value) },
  { fits: isSignature, Component: SignatureText },
  { fits: isFiles, Component: FilesText },
  { fits: (schema) => schema.enum !== undefined, Component: ChoiceText },
  { fits: (schema) => schema['x-percent'] === true, Component: PercentText },
  { fits: (schema) => schema['x-currency'] !== undefined, Component: MoneyText },
  { fits: isDecimalSchema, Component: DecimalText },
  { fits: (schema) => schema.type === 'boolean', Component: BooleanText },
  { fits: (schema) => schema.format === 'date-time', Component: MomentText },
  { fits: (schema) => schema.format === 'local-time', Component: TimeText },
];

/** A value for reading, by the schema of its field. */
export function FieldText({ value, schema }: ShownProps) {
  if (value === null) return <span className="dg-t3">—</span>;
  const Component = SHOWN.find((shown) => shown.fits(schema))?.Component ?? PlainText;
  return <Component value={value} schema={schema} />;
}

/** A field that is only read here: plain text in the place of the control. */
export function ReadOnlyWidget({ id, field, schema }: FieldWidgetProps) {
  const { state } = useFormView();
  const { value } = useFormField(state, field);
  return (
    <output id={id} className="dg-field-text">
      <FieldText value={value} schema={schema} />
    </output>
  );
}
