import { useId } from 'react';
import { Button } from 'antd';
import { FileSpreadsheet, FileText } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { saveInLanguage } from './save-as.js';

type Format = 'xlsx' | 'csv';

interface TemplateCardProps {
  readonly title: string;
  readonly note: string;
  readonly hints: readonly string[];
  /** Where the template of a format is fetched. */
  readonly urlOf: (format: Format) => string;
}

/** A file to fill in, in both formats, and what to know while filling it in. */
export function TemplateCard({ title, note, hints, urlOf }: TemplateCardProps) {
  const text = useText();
  const id = useId();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (format: Format) => saveInLanguage(urlOf(format)),
  });
  return (
    <section className="dg-card rt-imp-template" aria-labelledby={id}>
      <div className="dg-card-head">
        <h2 id={id}>{title}</h2>
      </div>
      <div className="rt-imp-body">
        <p className="dg-t2">{note}</p>
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
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
