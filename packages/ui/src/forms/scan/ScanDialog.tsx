import { Button, Modal } from 'antd';
import { useUiText } from '../../i18n/index.js';
import { useCamera, type ScanState } from './use-camera.js';

const SENTENCES: Readonly<Record<ScanState, string>> = {
  starting: 'forms.scanStarting',
  looking: 'forms.scanLooking',
  refused: 'forms.scanRefused',
  noCamera: 'forms.scanNoCamera',
  busy: 'forms.scanBusy',
  noReader: 'forms.scanNoReader',
};

interface ScanDialogProps {
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}

/** The camera, until it has read a code; where there is none it says what to do instead. */
export function ScanDialog({ onCode, onClose }: ScanDialogProps) {
  const text = useUiText();
  const { video, state } = useCamera(onCode);
  const isOpen = state === 'starting' || state === 'looking';
  return (
    <Modal
      open
      title={text('forms.scanTitle')}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{text('forms.scanClose')}</Button>}
    >
      {isOpen ? <video ref={video} className="dg-scan-view" muted playsInline /> : null}
      <p className="dg-scan-note" role={isOpen ? 'status' : 'alert'}>
        {text(SENTENCES[state])}
      </p>
    </Modal>
  );
}
