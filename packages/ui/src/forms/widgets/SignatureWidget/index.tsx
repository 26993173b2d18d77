import { lazy, Suspense, useState } from 'react';
import { Button } from 'antd';
import { PenLine, X } from 'lucide-react';
import { useUiText } from '../../../i18n/index.js';
import { useFormView } from '../../form-view-context.js';
import { useFaultText } from '../FilesWidget/index.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';
import { SignatureText } from './SignatureText.js';
import { isSignature, signatureOf } from './signature-values.js';

export { SignatureText } from './SignatureText.js';
export { isSaved, isSignature, signatureOf, signedAt } from './signature-values.js';

/** The pad is only loaded by whoever signs. */
const SignatureDialog = lazy(async () => ({
  default: (await import('./SignatureDialog.js')).SignatureDialog,
}));

const FILE_NAME = 'signature.png';

/** Sends what was drawn and puts it into the field. */
function useSigning(field: string) {
  const { definition, state, files } = useFormView();
  const faultText = useFaultText();
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<string>();
  const [previews, setPreviews] = useState<ReadonlyMap<string, string>>(new Map());
  const send = async (picture: Blob, preview: string): Promise<boolean> => {
    setSending(true);
    setFault(undefined);
    try {
      const file = new File([picture], FILE_NAME, { type: 'image/png' });
      const signature = await files.upload({ form: definition.key, field }, file);
      setPreviews(new Map([[signature.id, preview]]));
      state.setValue(field, [signature]);
      return true;
    } catch (problem) {
      setFault(faultText(problem));
      return false;
    } finally {
      setSending(false);
    }
  };
  return { sending, fault, previews, send, forget: () => setFault(undefined) };
}

function SignatureWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { value, setValue, attributes } = useControl(props);
  const { sending, fault, previews, send, forget } = useSigning(props.field);
  const [isOpen, setOpen] = useState(false);
  const signature = signatureOf(value);
  const verb = text(signature === undefined ? 'forms.sign' : 'forms.signAgain');
  const close = () => {
    setOpen(false);
    forget();
  };
  return (
    <div className="dg-files-field" role="group" aria-label={props.title}>
      {signature === undefined ? null : <SignatureText value={value} preview={previews.get(signature.id)} />}
      <div className="dg-field-parts">
        <Button
          {...attributes}
          aria-label={text('forms.signField', { verb, field: props.title })}
          icon={<PenLine size={14} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          {verb}
        </Button>
        {signature === undefined ? null : (
          <Button
            type="text"
            icon={<X size={14} aria-hidden="true" />}
            aria-label={text('forms.signRemove', { field: props.title })}
            onClick={() => setValue(null)}
          />
        )}
      </div>
      {isOpen ? (
        <Suspense fallback={null}>
          <SignatureDialog
            title={props.title}
            fault={fault}
            isSending={sending}
            onCancel={close}
            onSign={(picture, preview) => {
              void send(picture, preview).then((isSent) => {
                if (isSent) close();
              });
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

export const signatureWidget: WidgetDefinition = {
  name: 'signature',
  fits: isSignature,
  Component: SignatureWidget,
};
