import { useCallback, useState } from 'react';
import { useUiText } from '../../../i18n/index.js';
import { useFormView } from '../../form-view-context.js';
import { ScanButton } from '../../scan/ScanButton.js';
import { useFormField } from '../../use-form.js';
import { isScanned } from '../BarcodeWidget/index.js';
import type { LineOption } from '../../../lines/index.js';
import { SearchSelect } from '../SearchSelect.js';
import { nameText, useReferenceName } from '../use-names.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function ReferenceWidget(props: FieldWidgetProps) {
  const { references, state } = useFormView();
  const form = props.schema['x-reference']?.form ?? '';
  const { value } = useFormField(state, props.field);
  const name = useReferenceName(references, form, value);
  const search = useCallback(
    (text: string, signal: AbortSignal) => references.search(form, text, signal),
    [references, form],
  );
  if (!isScanned(props.schema)) return <SearchSelect widget={props} search={search} label={nameText(name)} />;
  return <ScannedReference widget={props} search={search} label={nameText(name)} />;
}

interface ScannedReferenceProps {
  readonly widget: FieldWidgetProps;
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly LineOption[]>;
  readonly label: string | undefined;
}

/** A reference whose record is found by its code: by camera, or by a hand scanner that types and ends with Enter. */
function ScannedReference({ widget, search, label }: ScannedReferenceProps) {
  const text = useUiText();
  const { state } = useFormView();
  const [unknown, setUnknown] = useState<string>();
  const resolve = async (code: string) => {
    setUnknown(undefined);
    const options = await search(code, new AbortController().signal).catch(() => []);
    const found = options.find((option) => option.code === code) ?? onlyOne(options);
    if (found === undefined) setUnknown(code);
    else state.setValue(widget.field, found.value);
  };
  return (
    <>
      <div className="dg-scanned">
        <SearchSelect widget={widget} search={search} label={label} onCode={(code) => void resolve(code)} />
        <ScanButton title={widget.title} onCode={(code) => void resolve(code)} />
      </div>
      {unknown === undefined ? null : (
        <p className="dg-signing-fault" role="alert">
          {text('forms.scanUnknown', { code: unknown })}
        </p>
      )}
    </>
  );
}

function onlyOne(options: readonly LineOption[]): LineOption | undefined {
  return options.length === 1 ? options[0] : undefined;
}

export const referenceWidget: WidgetDefinition = {
  name: 'reference',
  fits: (schema) => schema['x-reference'] !== undefined,
  Component: ReferenceWidget,
};
