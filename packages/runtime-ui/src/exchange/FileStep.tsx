import { useRef, useState, type DragEvent } from 'react';
import { Button, Progress } from 'antd';
import { FileSpreadsheet, FileText, UploadCloud } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { exchangeCalls } from './calls.js';
import { saveInLanguage } from './save-as.js';
import type { ImportFile } from './wire.js';

const ACCEPTED = '.xlsx,.csv,.txt,.tsv';
const PERCENT = 100;

interface FileStepProps {
  readonly form: string;
  onBrought(file: ImportFile): void;
}

function useBring(form: string, onBrought: FileStepProps['onBrought']) {
  const [share, setShare] = useState(0);
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (file: File) => exchangeCalls.bring(form, file, setShare),
    onMutate: () => setShare(0),
    onSuccess: onBrought,
  });
  return { bring: mutate, isPending, error, share, name: variables?.name ?? '' };
}

function DropZone({ bring, isPending, share, name }: Omit<ReturnType<typeof useBring>, 'error'>) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined && !isPending) bring(file);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div
      className={`rt-imp-drop${isOver ? ' is-over' : ''}`}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <UploadCloud size={32} strokeWidth={1.5} aria-hidden="true" />
      {isPending ? (
        <div className="rt-imp-upload" role="status">
          <b className="dg-clip">{text('imports.uploading', { name })}</b>
          <Progress percent={Math.round(share * PERCENT)} aria-label={text('imports.uploading', { name })} />
        </div>
      ) : (
        <>
          <b>{text('imports.drop')}</b>
          <Button type="primary" onClick={() => input.current?.click()}>
            {text('imports.choose')}
          </Button>
          <p className="dg-t2">{text('imports.limits')}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        tabIndex={-1}
        aria-label={text('imports.choose')}
        onChange={(event) => {
          take(event.target.files);
          // The same file, mended, may be chosen again.
          event.target.value = '';
        }}
      />
    </div>
  );
}

function Template({ form }: { readonly form: string }) {
  const text = useText();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (format: 'xlsx' | 'csv') => saveInLanguage(exchangeCalls.templateUrl(form, format)),
  });
  return (
    <section className="dg-card rt-imp-template" aria-labelledby="rt-imp-template">
      <div className="dg-card-head">
        <h2 id="rt-imp-template">{text('imports.template')}</h2>
      </div>
      <div className="rt-imp-body">
        <p className="dg-t2">{text('imports.templateNote')}</p>
        {error === null ? null : <ProblemPanel problem={error} />}
        <div className="rt-imp-buttons">
          <Button icon={<FileSpreadsheet size={16} />} disabled={isPending} onClick={() => mutate('xlsx')}>
            {text('imports.templateXlsx')}
          </Button>
          <Button icon={<FileText size={16} />} disabled={isPending} onClick={() => mutate('csv')}>
            {text('imports.templateCsv')}
          </Button>
        </div>
        <ul className="rt-imp-hints">
          {['exported', 'names', 'lines'].map((hint) => (
            <li key={hint}>{text(`imports.hint_${hint}`)}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Where a file comes from: the device, or first a template to fill in. */
export function FileStep({ form, onBrought }: FileStepProps) {
  const { error, ...bringing } = useBring(form, onBrought);
  return (
    <div className="rt-imp-file">
      <div className="rt-imp-column">
        {error === null ? null : <ProblemPanel problem={error} />}
        <DropZone {...bringing} />
      </div>
      <Template form={form} />
    </div>
  );
}
