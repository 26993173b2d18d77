import { useRef, useState } from 'react';
import { Button } from 'antd';
import { QrCode } from 'lucide-react';
import { formEntry, useApplication } from '../../data/queries.js';
import { useText } from '../../texts/index.js';
import { ProgressDialog } from './ProgressDialog.js';

interface ShareProgressProps {
  readonly form: string;
  /** A record that is not made yet has no progress. */
  readonly recordId: string | undefined;
  readonly title: string;
}

/** Gives out links to the progress of the document; shown to those who may. */
export function ShareProgress({ form, recordId, title }: ShareProgressProps) {
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { data: app } = useApplication();
  if (recordId === undefined || formEntry(app, form)?.can.share !== true) return null;
  return (
    <>
      <Button
        ref={button}
        type="text"
        icon={<QrCode size={16} aria-hidden="true" />}
        aria-label={text('progress.share')}
        title={text('progress.share')}
        onClick={() => setOpen(true)}
      />
      {isOpen ? (
        <ProgressDialog
          form={form}
          recordId={recordId}
          title={title}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      ) : null}
    </>
  );
}
