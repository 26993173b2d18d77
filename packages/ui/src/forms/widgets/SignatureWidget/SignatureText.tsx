import { useState } from 'react';
import { PenLine } from 'lucide-react';
import { useUiText } from '../../../i18n/index.js';
import type { CellValue } from '../../../lines/index.js';
import { useFormView } from '../../form-view-context.js';
import { useFileUrls } from '../FilesWidget/index.js';
import { useUserName } from '../use-names.js';
import { isSaved, signatureOf, signedAt } from './signature-values.js';

/** Who signed and when, in one line. */
export function SignedBy({ value }: { readonly value: CellValue }) {
  const text = useUiText();
  const { references } = useFormView();
  const signature = signatureOf(value);
  const name = useUserName(references, isSaved(signature) ? signature.by : null);
  if (!isSaved(signature)) return <small className="dg-t2">{text('forms.signedUnsaved')}</small>;
  return (
    <small className="dg-t2">
      {text('forms.signedBy', { name: name ?? '…', time: signedAt(signature) })}
    </small>
  );
}

interface SignatureTextProps {
  readonly value: CellValue;
  /** The picture while no record has it. */
  readonly preview?: string | undefined;
}

/** A signature for reading: the picture as it was drawn, and below it who signed and when. */
export function SignatureText({ value, preview }: SignatureTextProps) {
  const text = useUiText();
  const urlOf = useFileUrls();
  const [isBroken, setBroken] = useState(false);
  const signature = signatureOf(value);
  if (signature === undefined) return null;
  const source = preview ?? urlOf(signature);
  return (
    <span className="dg-signature">
      {source === undefined || isBroken ? (
        <PenLine size={20} aria-hidden="true" />
      ) : (
        <img src={source} alt={text('forms.signaturePicture')} onError={() => setBroken(true)} />
      )}
      <SignedBy value={value} />
    </span>
  );
}
