import type { FieldSchema } from '../field-schema.js';
import { addressWidget } from './AddressWidget/index.js';
import { barcodeWidget } from './BarcodeWidget/index.js';
import { booleanWidget } from './BooleanWidget/index.js';
import { choiceWidget } from './ChoiceWidget/index.js';
import { dateTimeWidget } from './DateTimeWidget/index.js';
import { dateWidget } from './DateWidget/index.js';
import { departmentWidget } from './DepartmentWidget/index.js';
import { multiChoiceWidget } from './MultiChoiceWidget/index.js';
import { decimalWidget } from './DecimalWidget/index.js';
import { filesWidget } from './FilesWidget/index.js';
import { integerWidget } from './IntegerWidget/index.js';
import { longTextWidget } from './LongTextWidget/index.js';
import { locationWidget } from './LocationWidget/index.js';
import { moneyWidget } from './MoneyWidget/index.js';
import { percentWidget } from './PercentWidget/index.js';
import { referenceWidget } from './ReferenceWidget/index.js';
import { signatureWidget } from './SignatureWidget/index.js';
import { textWidget } from './TextWidget/index.js';
import { timeWidget } from './TimeWidget/index.js';
import { userWidget } from './UserWidget/index.js';
import type { WidgetDefinition } from './widget-definition.js';

/** All widgets; the first that fits a field draws it, a plain text comes last. */
export const WIDGETS: readonly WidgetDefinition[] = [
  referenceWidget,
  userWidget,
  departmentWidget,
  addressWidget,
  locationWidget,
  signatureWidget,
  filesWidget,
  multiChoiceWidget,
  choiceWidget,
  percentWidget,
  moneyWidget,
  decimalWidget,
  integerWidget,
  booleanWidget,
  dateWidget,
  dateTimeWidget,
  timeWidget,
  barcodeWidget,
  longTextWidget,
  textWidget,
];

/** The widget of a field. */
export function widgetFor(schema: FieldSchema): WidgetDefinition {
  return WIDGETS.find((widget) => widget.fits(schema)) ?? textWidget;
}

export { useDepartmentName, useUserName } from './use-names.js';
export { isFiles, shownFiles } from './FilesWidget/index.js';
export { isSaved, isSignature, signatureOf, signedAt } from './SignatureWidget/index.js';
export { shownAddress } from './AddressWidget/index.js';
export { shownLocation } from './LocationWidget/index.js';
export { FieldText, ReadOnlyWidget } from './ReadOnlyWidget/index.js';
export type { FieldWidgetProps, WidgetDefinition } from './widget-definition.js';
