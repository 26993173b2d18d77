import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { exchangeCalls } from './calls.js';
import { DropZone } from './DropZone.js';
import { TemplateCard } from './TemplateCard.js';
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
  return (
    <TemplateCard
      title={text('imports.template')}
      note={text('imports.templateNote')}
      hints={['exported', 'names', 'lines'].map((hint) => text(`imports.hint_${hint}`))}
      urlOf={(format) => exchangeCalls.templateUrl(form, format)}
    />
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
