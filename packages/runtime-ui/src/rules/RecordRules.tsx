import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import type { RecordRule, RuleOutcome, RuleTraceEntry } from '@dougong/ui/api';
import { ConditionTree, operandWords, type OperandWords } from '@dougong/ui/conditions';
import { lineTables } from '@dougong/ui/forms';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { StatusSeal, type SealTone } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { useForm, type RuntimeForm } from '../data/form-models.js';
import { keys } from '../data/keys.js';
import { useRecord } from '../data/queries.js';
import { useReferences } from '../data/references.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { useText } from '../texts/index.js';

const TONES: Readonly<Partial<Record<RuleOutcome, SealTone>>> = { fired: 'done', blank: 'waiting' };

/** What fired comes first, then what did not for a reason in the record, then what was never asked. */
const ORDER: readonly RuleOutcome[] = ['fired', 'blank', 'not_met', 'group', 'no_lines'];

const LINES_SHOWN_MAX = 8;

function placeOf(outcome: RuleOutcome): number {
  const at = ORDER.indexOf(outcome);
  return at < 0 ? ORDER.length : at;
}

function inOrder<T extends { readonly outcome: RuleOutcome }>(told: readonly T[]): readonly T[] {
  return [...told].sort((a, b) => placeOf(a.outcome) - placeOf(b.outcome));
}

function Outcome({ outcome }: { readonly outcome: RuleOutcome }) {
  const text = useText();
  return <StatusSeal tone={TONES[outcome] ?? 'preview'}>{text(`rules.outcome_${outcome}`)}</StatusSeal>;
}

/** What the rule was asked for one line, or for the whole record. */
function Asked({
  entry,
  line,
  words,
}: {
  readonly entry: RuleTraceEntry;
  readonly line: number | undefined;
  readonly words: OperandWords | null;
}) {
  const text = useText();
  return (
    <div className="rt-asked">
      {line === undefined ? null : (
        <p className="rt-asked-line">
          {text('rules.line', { line })} <Outcome outcome={entry.outcome} />
        </p>
      )}
      {entry.condition === undefined || words === null ? null : (
        <ConditionTree condition={entry.condition} words={words} />
      )}
    </div>
  );
}

interface RuleProps {
  readonly told: RecordRule;
  readonly words: OperandWords | null;
  lineNumber(id: string | undefined): number | undefined;
}

function Rule({ told, words, lineNumber }: RuleProps) {
  const text = useText();
  const title = useLocalized();
  const shown = inOrder(told.trace).slice(0, LINES_SHOWN_MAX);
  const isTold = words !== null && shown.some(({ condition }) => condition !== undefined);
  const head = (
    <>
      <span className="rt-rule-head">
        <b>{title(told.rule.title)}</b> <Outcome outcome={told.outcome} />
      </span>
      <span className="rt-rule-why">{title(told.sentence)}</span>
    </>
  );
  if (!isTold) return <div className="rt-rule">{head}</div>;
  return (
    <details className="rt-rule">
      <summary>
        <ChevronRight size={14} aria-hidden="true" className="rt-rule-arrow" />
        {head}
      </summary>
      {shown.map((entry, at) => (
        <Asked key={entry.line ?? at} entry={entry} line={lineNumber(entry.line)} words={words} />
      ))}
      {told.trace.length > shown.length ? (
        <p className="dg-t3">{text('rules.moreLines', { count: told.trace.length - shown.length })}</p>
      ) : null}
    </details>
  );
}

function useWords(form: RuntimeForm | undefined): OperandWords | null {
  const { language } = useLanguage();
  const names = useReferences();
  const version = names.version();
  return useMemo(
    () => (form?.model == null ? null : operandWords(form.model, form.models, names, language)),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form, names, version, language],
  );
}

/** The number of a line by its id. */
function useLineNumbers(form: RuntimeForm | undefined, id: string): RuleProps['lineNumber'] {
  const { data } = useRecord(form?.definition.key ?? '', form === undefined ? undefined : id);
  return (line) => {
    if (line === undefined || form === undefined) return undefined;
    for (const table of lineTables(form.definition)) {
      const rows = data?.record[table];
      const at = Array.isArray(rows) ? rows.findIndex((row) => row['id'] === line) : -1;
      if (at >= 0) return at + 1;
    }
    return undefined;
  };
}

/** What each rule of a form makes of a record as it stands, and why: every operand with its value. */
export function RecordRules({ form: key, id }: { readonly form: string; readonly id: string }) {
  const text = useText();
  const { data: form } = useForm(key);
  const words = useWords(form);
  const lineNumber = useLineNumbers(form, id);
  const { data, error, refetch } = useQuery({
    queryKey: keys.recordPart(key, id, 'rules'),
    queryFn: async () => (await api.records.ruleOutcomes(key, id)).data,
  });
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading rows={4} />;
  return (
    <>
      {data.data.length === 0 ? <p className="rt-quiet">{text('rules.none')}</p> : null}
      <ul className="rt-rules">
        {inOrder(data.data).map((told) => (
          <li key={told.rule.key}>
            <Rule told={told} words={words} lineNumber={lineNumber} />
          </li>
        ))}
      </ul>
      {data.withheld === 0 ? null : (
        <p className="dg-t3">{text('rules.withheld', { count: data.withheld })}</p>
      )}
    </>
  );
}
