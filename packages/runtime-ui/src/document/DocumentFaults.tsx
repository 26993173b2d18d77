import { CircleAlert } from 'lucide-react';
import { ApiProblem } from '@dougong/ui/api';
import { useFormIssues } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import type { RuntimeForm } from '../data/form-models.js';
import { useText } from '../texts/index.js';
import { FormRemarks } from './FormRemarks.js';
import { placeOf, placeWords, rowsByTable } from './problem-places.js';
import type { DocumentSession } from './use-document.js';

interface FaultsProps {
  readonly form: RuntimeForm;
  readonly session: DocumentSession;
  /** Leads to the place of a fault. */
  onPlace(pointer: string): void;
}

const FAULTS_NAMED_MAX = 8;

/** Whether the document has moved on; what the books refuse leaves it where it is. */
function hasPassed({ status, code, params }: ApiProblem): boolean {
  return status === 409 && code !== 'period_not_open' && params['register'] === undefined;
}

function usePlaceNames(
  { definition }: RuntimeForm,
  { state, tables }: DocumentSession,
): (pointer: string) => string {
  const text = useText();
  const title = useLocalized();
  const words = {
    title,
    line: (line: number, column: string) => text('document.lineField', { line, column }),
  };
  return (pointer) => placeWords(definition, placeOf(pointer, rowsByTable(state, tables)), words);
}

/** What the server refused. */
function Refusal({ form, session, onPlace }: FaultsProps) {
  const text = useText();
  const { problem } = session;
  const nameOf = usePlaceNames(form, session);
  return (
    <ProblemPanel
      problem={problem}
      placeOf={nameOf}
      onPlace={onPlace}
      {...(problem instanceof ApiProblem && hasPassed(problem) ? { advice: text('document.passed') } : {})}
    />
  );
}

/** Faults that were found before anything was sent. */
function LocalFaults({ form, session, onPlace }: FaultsProps) {
  const text = useText();
  const nameOf = usePlaceNames(form, session);
  const issues = useFormIssues(session.state);
  if (session.problem !== null || issues.length === 0) return null;
  return (
    <section className="dg-problem" role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div>
        <h2>{text('document.incomplete', { count: issues.length })}</h2>
        <div className="rt-places">
          {issues.slice(0, FAULTS_NAMED_MAX).map((found) => (
            <button key={found.path} type="button" className="dg-link" onClick={() => onPlace(found.path)}>
              {nameOf(found.path)}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

/** Everything that keeps the document from going on, with links to the places. */
export function DocumentFaults(props: FaultsProps) {
  return (
    <>
      <Refusal {...props} />
      <LocalFaults {...props} />
      <FormRemarks state={props.session.state} />
    </>
  );
}
