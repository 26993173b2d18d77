import { lazy, Suspense, useState } from 'react';
import { Button } from 'antd';
import { ScanLine } from 'lucide-react';
import { useUiText } from '../../i18n/index.js';

/** The camera and what reads codes come only to those who scan. */
const ScanDialog = lazy(async () => ({ default: (await import('./ScanDialog.js')).ScanDialog }));

interface ScanButtonProps {
  /** The field that the code goes into. */
  readonly title: string;
  readonly onCode: (code: string) => void;
}

/** Opens the camera and hands on the code that it reads. */
export function ScanButton({ title, onCode }: ScanButtonProps) {
  const text = useUiText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        className="dg-scan-button"
        icon={<ScanLine size={16} aria-hidden="true" />}
        aria-label={text('forms.scan', { field: title })}
        title={text('forms.scan', { field: title })}
        onClick={() => setOpen(true)}
      />
      {isOpen ? (
        <Suspense fallback={null}>
          <ScanDialog
            onClose={() => setOpen(false)}
            onCode={(code) => {
              setOpen(false);
              onCode(code);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
