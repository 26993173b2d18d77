import type { CellValue } from '../../../lines/index.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function plain(value: CellValue): string {
  return value === null ? '' : String(value);
}

function TextWidget(props: FieldWidgetProps) {
  return (
    <TypedInput
      widget={props}
      read={(text) => (text === '' ? null : text)}
      show={plain}
      edit={plain}
      maxLength={props.schema.maxLength}
    />
  );
}

/** The last of the list: whatever nobody else draws is a text. */
export const textWidget: WidgetDefinition = { name: 'text', fits: () => true, Component: TextWidget };
