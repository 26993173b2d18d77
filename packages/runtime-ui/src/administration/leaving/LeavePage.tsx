import { useEffect, useRef, useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useParams } from 'react-router';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { StepList } from '../../exchange/StepList.js';
import { PageLoading } from '../../parts/PageLoading.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { accountListCalls, accountListKeys, type Account } from '../accounts/account-wire.js';
import { organisationCalls } from '../calls.js';
import { AdminPage } from '../parts/AdminPage.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys } from '../queries.js';
import type { HandOverReport, HandOverWish } from '../wire.js';
import { Check, Done } from './CheckAndDone.js';
import { NO_SUCCESSORS, wishOf, type Successors } from './leaving-wish.js';
import { WhatHangs } from './WhatHangs.js';
import { WhoTakesOver } from './WhoTakesOver.js';
import '../../exchange/exchange.css';
import './leaving.css';

const STEPS = ['what', 'who', 'check', 'done'] as const;
type Step = (typeof STEPS)[number];

/** What would end and move; asked anew with every wish, so that what is shown is what the engine would do. */
function usePreview(person: string, wish: HandOverWish, isAsked: boolean) {
  return useQuery({
    queryKey: [...adminKeys.organisation, 'hand-over', person, wish],
    queryFn: () => organisationCalls.handOver(person, wish, true),
    enabled: isAsked,
  });
}

interface ButtonsProps {
  readonly step: Exclude<Step, 'done'>;
  readonly isPending: boolean;
  onBack(): void;
  onNext(): void;
}

function Buttons({ step, isPending, onBack, onNext }: ButtonsProps) {
  const text = useText();
  const isLast = step === 'check';
  return (
    <div className="rt-imp-buttons">
      {step === 'what' ? null : (
        <Button icon={<ArrowLeft size={16} aria-hidden="true" />} onClick={onBack}>
          {text('leaving.back')}
        </Button>
      )}
      <Button
        type="primary"
        danger={isLast}
        loading={isPending}
        icon={isLast ? null : <ArrowRight size={16} aria-hidden="true" />}
        onClick={onNext}
      >
        {text(isLast ? 'leaving.now' : 'leaving.next')}
      </Button>
    </div>
  );
}

/** Goes to the head of a step when it begins, so that keyboard and reader are there. */
function useFocusOn(step: Step) {
  const place = useRef<HTMLDivElement>(null);
  const seen = useRef(step);
  useEffect(() => {
    if (seen.current !== step) place.current?.focus();
    seen.current = step;
  }, [step]);
  return place;
}

function Wizard({ person }: { readonly person: Account }) {
  const text = useText();
  const [step, setStep] = useState<Step>('what');
  const [successors, setSuccessors] = useState<Successors>(NO_SUCCESSORS);
  const [done, setDone] = useState<HandOverReport>();
  const place = useFocusOn(step);
  const found = usePreview(person.id, {}, step !== 'done');
  const wish = found.data === undefined ? {} : wishOf(successors, found.data);
  const checked = usePreview(person.id, wish, step === 'check');
  const { start, problem, isPending } = useChange({
    send: async (wanted: HandOverWish) => setDone(await organisationCalls.handOver(person.id, wanted, false)),
    renews: [adminKeys.organisation, adminKeys.instances, adminKeys.deputies, accountListKeys.all],
    onDone: () => setStep('done'),
  });
  const go = (by: number) => setStep(STEPS[STEPS.indexOf(step) + by] ?? 'what');
  const shown = step === 'check' ? checked : found;
  return (
    <div className="rt-imp" ref={place} tabIndex={-1}>
      <StepList
        label={text('leaving.steps')}
        steps={STEPS.map((each) => ({ id: each, title: text(`leaving.step_${each}`) }))}
        current={step}
      />
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {step === 'done' && done !== undefined ? (
        <Done person={person} report={done} onAgain={() => setStep('what')} />
      ) : shown.error !== null ? (
        <PageProblem problem={shown.error} onRetry={() => void shown.refetch()} />
      ) : shown.data === undefined ? (
        <PageLoading />
      ) : (
        <>
          {step === 'what' ? (
            <WhatHangs report={shown.data} />
          ) : step === 'who' ? (
            <WhoTakesOver
              person={person.id}
              report={shown.data}
              successors={successors}
              onSuccessors={(change) => setSuccessors((before) => ({ ...before, ...change }))}
            />
          ) : (
            <Check report={shown.data} />
          )}
          <Buttons
            step={step === 'done' ? 'check' : step}
            isPending={isPending}
            onBack={() => go(-1)}
            onNext={() => (step === 'check' ? start(wish) : go(1))}
          />
        </>
      )}
    </div>
  );
}

function Leave({ id }: { readonly id: string }) {
  const text = useText();
  const user = useUser();
  const { data, error, refetch } = useQuery({
    queryKey: [...accountListKeys.all, 'one', id],
    queryFn: () => accountListCalls.one(id),
  });
  return (
    <AdminPage
      title={data === undefined ? text('leaving.tab') : text('leaving.title', { name: data.name })}
      note={data?.login}
      problem={data === undefined ? error : null}
      isLoading={data === undefined}
      onRetry={() => void refetch()}
    >
      {data === undefined ? null : id === user.id ? (
        <EmptyState reason="noRight" text={text('leaving.oneself')} />
      ) : (
        <Wizard person={data} />
      )}
    </AdminPage>
  );
}

/** Somebody leaves: what hangs on him, who takes it over, a look at it, and then all in one go. */
export function LeavePage() {
  const { id = '' } = useParams();
  const text = useText();
  const { rights } = useUser();
  if (rights.administer) return <Leave key={id} id={id} />;
  return (
    <AdminPage title={text('leaving.tab')}>
      <EmptyState reason="noRight" />
    </AdminPage>
  );
}
