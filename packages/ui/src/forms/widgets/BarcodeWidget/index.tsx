import type { KeyboardEvent } from 'react';
import type { CellValue } from '../../../lines/index.js';
import type { FieldSchema } from '../../field-schema.js';
import { ScanButton } from '../../scan/ScanButton.js';
import { useControl } from '../use-control.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

export function isScanned(schema: FieldSchema): boolean {
  return schema['x-barcode'] === true;
}

function plain(value: CellValue): string {
  return value === null ? '' : String(value);
}

/** Hand scanners end with Enter: the code stays here, and the next scan takes its place. */
function stayHere(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget.select();
}

/** A text that scanners write: by keyboard, by hand scanner, by camera. */
function BarcodeWidget(props: FieldWidgetProps) {
  const { setValue } = useControl(props);
  return (
    <div className="dg-scanned">
      <TypedInput
        widget={props}
        read={(text) => (text === '' ? null : text)}
        show={plain}
        edit={plain}
        maxLength={props.schema.maxLength}
        onKeyDown={stayHere}
      />
      <ScanButton title={props.title} onCode={setValue} />
    </div>
  );
}

export const barcodeWidget: WidgetDefinition = {
  name: 'barcode',
  fits: (schema) => isScanned(schema) && schema['x-reference'] === undefined,
  Component: BarcodeWidget,
};
