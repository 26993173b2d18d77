import { useState } from 'react';
import { Spin } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { DropZone } from '../../exchange/DropZone.js';
import { StepList } from '../../exchange/StepList.js';
import { TemplateCard } from '../../exchange/TemplateCard.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { accountListKeys } from '../accounts/account-wire.js';
import { AdminPage } from '../parts/AdminPage.js';
import { adminKeys } from '../queries.js';
import { peopleImportCalls } from './people-import-wire.js';
import { PeopleOutcome } from './PeopleOutcome.js';
import '../../exchange/exchange.css';
import './people-import.css';

const STEPS = ['file', 'trial', 'done'] as const;

interface Sent {
  readonly file: File;
  readonly isTrial: boolean;
}

function useImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, isTrial }: Sent) => peopleImportCalls.send(file, isTrial),
    onSuccess: async ({ done }) => {
      if (!done) return;
      await Promise.all(
        [accountListKeys.all, adminKeys.organisation].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
}

function Template() {
  const text = useText();
  return (
    <TemplateCard
      title={text('peopleImport.template')}
      note={text('peopleImport.templateNote')}
      hints={['known', 'several', 'whole'].map((hint) => text(`peopleImport.hint_${hint}`))}
      urlOf={(format) => peopleImportCalls.templateUrl(format)}
    />
  );
}

function Wizard() {
  const text = useText();
  const { mutate, data, error, isPending, reset, variables } = useImport();
  // The file stays in the browser between the trial and the import.
  const [file, setFile] = useState<File>();
  const bring = (chosen: File) => {
    setFile(chosen);
    mutate({ file: chosen, isTrial: true });
  };
  const step = data?.done === true ? 'done' : data === undefined && !isPending ? 'file' : 'trial';
  const name = variables?.file.name ?? '';
  return (
    <div className="rt-imp">
      <StepList
        label={text('peopleImport.steps')}
        steps={STEPS.map((each) => ({ id: each, title: text(`peopleImport.step_${each}`) }))}
        current={step}
      />
      {error === null ? null : <ProblemPanel problem={error} />}
      {isPending ? (
        <section className="dg-card rt-imp-going" role="status" aria-busy="true">
          <h2>
            <Spin size="small" />{' '}
            {text(variables?.isTrial === true ? 'peopleImport.trying' : 'peopleImport.running', { name })}
          </h2>
        </section>
      ) : data === undefined ? (
        <div className="rt-imp-file">
          <DropZone
            words={text('peopleImport.drop')}
            limits={text('peopleImport.limits')}
            isPending={false}
            share={0}
            name=""
            bring={bring}
          />
          <Template />
        </div>
      ) : (
        <PeopleOutcome
          report={data}
          onRun={() => file !== undefined && mutate({ file, isTrial: false })}
          onAnother={reset}
        />
      )}
    </div>
  );
}

/** Brings many people in at once: the file, a trial with the faults of each cell, and a link for each who is new. */
export function PeopleImportPage() {
  const text = useText();
  const { rights } = useUser();
  return (
    <AdminPage title={text('peopleImport.title')}>
      {rights.administer ? <Wizard /> : <EmptyState reason="noRight" />}
    </AdminPage>
  );
}
