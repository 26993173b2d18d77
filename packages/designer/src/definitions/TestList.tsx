import { Button } from 'antd';
import { CircleAlert, CircleCheck, CircleDashed, Trash2 } from 'lucide-react';
import type { Issue } from '@dougong/kernel/foundation';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';

const ICONS = { passed: CircleCheck, failed: CircleAlert, notRun: CircleDashed } as const;

interface TestListProps<T> {
  readonly tests: readonly T[];
  /** A test in words: what is given and what is expected. */
  readonly words: (test: T) => string;
  /** What the tests found; absent while they cannot run. */
  readonly found: readonly Issue[] | undefined;
  readonly onTry: (test: T) => void;
  readonly onRemove: (at: number) => void;
}

/** The examples that stand in a definition, run while it is edited; a failing one blocks publishing. */
export function TestList<T extends { readonly name: string }>({
  tests,
  words,
  found,
  onTry,
  onRemove,
}: TestListProps<T>) {
  const text = useText();
  const { language } = useLanguage();
  const of = (at: number) => found?.filter(({ path }) => path.startsWith(`/tests/${at}/`)) ?? [];
  const failed = tests.filter((_, at) => of(at).length > 0).length;
  return (
    <section className="ds-panel" aria-label={text('rules.tests')}>
      <h2>
        {text('rules.tests')}
        <small className="dg-t2">
          {tests.length === 0 || found === undefined
            ? ''
            : failed === 0
              ? text('definitions.allPass', { count: tests.length })
              : text('definitions.someFail', { count: failed })}
        </small>
      </h2>
      {tests.length === 0 ? <p className="dg-t2">{text('definitions.noTests')}</p> : null}
      <ul className="ds-tests">
        {tests.map((test, at) => {
          const issues = of(at);
          const outcome = found === undefined ? 'notRun' : issues.length > 0 ? 'failed' : 'passed';
          const Icon = ICONS[outcome];
          return (
            <li key={at}>
              <button type="button" className="ds-test-name" onClick={() => onTry(test)}>
                {test.name}
              </button>
              <span className={`ds-outcome is-${outcome}`}>
                <Icon size={14} aria-hidden="true" />
                {text(`rules.outcomes.${outcome}`)}
              </span>
              <Button
                size="small"
                type="text"
                icon={<Trash2 size={14} />}
                aria-label={text('definitions.removeTest', { name: test.name })}
                onClick={() => onRemove(at)}
              />
              <small className="dg-t2">{words(test)}</small>
              {issues.map((issue, index) => (
                <small key={index} className="ds-fault">
                  {issueSentence(issue, language)}
                </small>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
