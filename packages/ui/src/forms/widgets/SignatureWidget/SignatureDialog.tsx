import { useId, useState } from 'react';
import { Button, Input, Modal, Segmented } from 'antd';
import { Eraser, Undo2 } from 'lucide-react';
import { useUiText } from '../../../i18n/index.js';
import { usePad } from './use-pad.js';
import type { Pad, SigningWay } from './use-pad.js';

const NAME_LENGTH_MAX = 40;

interface SignatureDialogProps {
  readonly title: string;
  readonly fault: string | undefined;
  readonly isSending: boolean;
  readonly onSign: (picture: Blob, preview: string) => void;
  readonly onCancel: () => void;
}

/** Where somebody signs: a pad to draw on, and a typed name for whoever cannot draw here. */
export function SignatureDialog({ title, fault, isSending, onSign, onCancel }: SignatureDialogProps) {
  const text = useUiText();
  const [way, setWay] = useState<SigningWay>('draw');
  const pad = usePad(way);
  const sign = () => {
    const element = pad.canvas.current;
    element?.toBlob((picture) => {
      if (picture !== null) onSign(picture, element.toDataURL('image/png'));
    }, 'image/png');
  };
  return (
    <Modal
      open
      title={title}
      okText={text('forms.signDone')}
      okButtonProps={{ disabled: pad.isEmpty, loading: isSending }}
      cancelText={text('forms.signCancel')}
      onOk={sign}
      onCancel={onCancel}
    >
      <div className="dg-signing">
        <Segmented<SigningWay>
          aria-label={text('forms.signWay')}
          value={way}
          options={[
            { value: 'draw', label: text('forms.signDraw') },
            { value: 'type', label: text('forms.signType') },
          ]}
          onChange={setWay}
        />
        {way === 'type' ? <TypedName pad={pad} /> : null}
        <canvas
          key={way}
          ref={pad.canvas}
          className="dg-signing-pad"
          role="img"
          aria-label={text(way === 'draw' ? 'forms.signPad' : 'forms.signPreview')}
        />
        {way === 'draw' ? <PadTools pad={pad} /> : null}
        {fault === undefined ? null : (
          <p className="dg-signing-fault" role="alert">
            {fault}
          </p>
        )}
        <small className="dg-t2">{text('forms.signNote')}</small>
      </div>
    </Modal>
  );
}

function TypedName({ pad }: { readonly pad: Pad }) {
  const text = useUiText();
  const id = useId();
  return (
    <label htmlFor={id}>
      {text('forms.signName')}
      <Input
        id={id}
        autoFocus
        maxLength={NAME_LENGTH_MAX}
        onChange={({ target }) => pad.write(target.value)}
      />
    </label>
  );
}

function PadTools({ pad }: { readonly pad: Pad }) {
  const text = useUiText();
  return (
    <div className="dg-signing-tools">
      <small className="dg-t2">{text('forms.signHint')}</small>
      <Button
        size="small"
        icon={<Undo2 size={14} aria-hidden="true" />}
        disabled={pad.isEmpty}
        onClick={pad.undo}
      >
        {text('forms.signUndo')}
      </Button>
      <Button
        size="small"
        icon={<Eraser size={14} aria-hidden="true" />}
        disabled={pad.isEmpty}
        onClick={pad.clear}
      >
        {text('forms.signClear')}
      </Button>
    </div>
  );
}
