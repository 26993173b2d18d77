import { useState } from 'react';
import { Button } from 'antd';
import { FileSpreadsheet, FileText } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { exchangeCalls } from './calls.js';
import { DropZone } from './DropZone.js';
import { saveInLanguage } from './save-as.js';
import type { ImportFile } from './wire.js';

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
