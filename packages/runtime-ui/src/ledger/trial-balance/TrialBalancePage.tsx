import { useState } from 'react';
import { Button, DatePicker, Dropdown, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { CalendarCheck, CircleAlert, CircleCheck, Download } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, Money, ProblemPanel } from '@dougong/ui/shell';
import { AdminListBody } from '../../administration/parts/AdminListBody.js';
import { AdminPage } from '../../administration/parts/AdminPage.js';
import { useNow } from '../../data/clock.js';
import { saveInLanguage } from '../../exchange/save-as.js';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { firstDayOf, lastDayOf } from '../month-days.js';
import { trialQuestionOf, type TrialQuestion } from './trial-question.js';
import { trialCalls, trialFile, trialKeys, type TrialBalance } from './trial-wire.js';
import { TrialTable } from './TrialTable.js';
import './trial-balance.css';

const DAY = 'YYYY-MM-DD';
const FORMATS = ['xlsx', 'csv'] as const;

function useOrganisations() {
  return useQuery({ queryKey: trialKeys.organisations, queryFn: trialCalls.organisations });
}

interface FiltersProps {
  readonly question: TrialQuestion;
  onQuestion(question: TrialQuestion): void;
}

function Filters({ question, onQuestion }: FiltersProps) {
  const text = useText();
  const title = useLocalized();
  const { data: organisations = [] } = useOrganisations();
  const { organisation, ...days } = question;
  return (
    <div className="rt-filters" role="search" aria-label={text('trial.filters')}>
      <DatePicker.RangePicker
        picker="month"
        allowClear={false}
        aria-label={text('trial.months')}
        value={[dayjs(question.from), dayjs(question.to)]}
        onChange={(range) => {
          const [from, to] = [range?.[0]?.format(DAY), range?.[1]?.format(DAY)];
          if (from !== undefined && to !== undefined)
            onQuestion({ ...question, from: firstDayOf(from), to: lastDayOf(to) });
        }}
      />
      {organisations.length === 0 ? null : (
        <Select
          className="rt-fl-filter"
          aria-label={text('trial.organisation')}
          placeholder={text('periods.whole')}
          allowClear
          value={organisation ?? null}
          options={organisations.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
          onChange={(chosen: string | null | undefined) =>
            onQuestion(chosen ? { ...days, organisation: chosen } : days)
          }
        />
      )}
    </div>
  );
}

/** Debits and credits come to the same, before, during and after; what does not is said in red. */
function BalanceCheck({ balance }: { readonly balance: TrialBalance }) {
  const text = useText();
  const { data: organisations = [] } = useOrganisations();
  const off = [balance.opening, balance.closing].find((value) => /[1-9]/.test(value));
  const isAddedUp = balance.organisation === null && organisations.length > 1;
  return (
    <div className="rt-trial-check" role="status">
      {off === undefined ? (
        <span className="is-balanced">
          <CircleCheck size={16} aria-hidden="true" /> {text('trial.balanced')}
        </span>
      ) : (
        <span className="is-off">
          <CircleAlert size={16} aria-hidden="true" /> {text('trial.off')} <Money value={off} />
        </span>
      )}
      {isAddedUp ? <span className="dg-t2">{text('trial.addedUp')}</span> : null}
    </div>
  );
}

function Actions({ question }: { readonly question: TrialQuestion }) {
  const text = useText();
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const save = async (format: (typeof FORMATS)[number]) => {
    setSaving(true);
    setProblem(null);
    await saveInLanguage(trialFile(question, format)).catch(setProblem);
    setSaving(false);
  };
  return (
    <>
      <Link to={paths.periods()}>
        <Button icon={<CalendarCheck size={16} aria-hidden="true" />}>{text('periods.title')}</Button>
      </Link>
      <Dropdown
        trigger={['click']}
        menu={{
          items: FORMATS.map((key) => ({ key, label: text(`trial.format_${key}`) })),
          onClick: ({ key }) => void save(key as (typeof FORMATS)[number]),
        }}
      >
        <Button icon={<Download size={16} aria-hidden="true" />} loading={isSaving}>
          {text('trial.export')}
        </Button>
      </Dropdown>
      {problem === null ? null : <ProblemPanel problem={problem} />}
    </>
  );
}

function Trial({ question, onQuestion }: FiltersProps) {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: [...trialKeys.all, question],
    queryFn: () => trialCalls.read(question),
  });
  return (
    <>
      <Filters question={question} onQuestion={onQuestion} />
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={data === undefined}
        isEmpty={data?.data.length === 0}
        empty={<EmptyState reason="filtered" title={text('trial.none')} text={text('trial.noneText')} />}
      >
        {data === undefined ? null : (
          <>
            <BalanceCheck balance={data} />
            <TrialTable balance={data} question={question} />
          </>
        )}
      </AdminListBody>
    </>
  );
}

/** Every account between two months: what it began with, what came and went, what it stands at. */
export function TrialBalancePage() {
  const text = useText();
  const now = useNow();
  const { rights } = useUser();
  const [search, setSearch] = useSearchParams();
  const question = trialQuestionOf(search, now);
  if (!rights.vouchers)
    return (
      <AdminPage title={text('trial.title')}>
        <EmptyState reason="noRight" />
      </AdminPage>
    );
  return (
    <AdminPage
      title={text('trial.title')}
      note={text('trial.note')}
      actions={<Actions question={question} />}
    >
      <Trial question={question} onQuestion={(next) => setSearch({ ...next }, { replace: true })} />
    </AdminPage>
  );
}
