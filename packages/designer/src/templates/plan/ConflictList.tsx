import { useState } from 'react';
import { Button, Input, Segmented } from 'antd';
import { Check, TriangleAlert } from 'lucide-react';
import type { ConflictChoice, TemplateConflict } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';
import { definitionIcon } from '../../release/definition-icons.js';
import {
  chooseAll,
  chooseOpen,
  groupConflicts,
  kindOfChoice,
  openConflicts,
  ownValue,
  waysOf,
} from './conflict-choices.js';
import type { ChoiceKind, Choices, ConflictGroup, SharedChoice } from './conflict-choices.js';
import { sideWords, valueWords } from './side-words.js';

interface ConflictsProps {
  readonly conflicts: readonly TemplateConflict[];
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
}

/** Places that both sides changed differently: each asks whose is kept, alone or together with all others. */
export function ConflictList({ conflicts, choices, onChoose }: ConflictsProps) {
  const text = useText();
  if (conflicts.length === 0) return null;
  const open = openConflicts(conflicts, choices).length;
  return (
    <section className="ds-panel ds-conflicts" aria-label={text('templates.conflicts')}>
      <header>
        <h2>
          {text('templates.conflicts')}
          <span className={open === 0 ? 'is-whole' : 'is-gap'} role="status">
            {open === 0
              ? text('templates.allChosen', { count: conflicts.length })
              : text('templates.open', { count: open })}
          </span>
        </h2>
        <div className="ds-conflict-all">
          {(['mine', 'theirs'] as const).map((choice) => (
            <Button key={choice} size="small" onClick={() => onChoose(chooseAll(conflicts, choice, choices))}>
              {text(`templates.all.${choice}`)}
            </Button>
          ))}
        </div>
      </header>
      <p className="dg-t2">{text('templates.conflictsNote')}</p>
      {groupConflicts(conflicts).map((group) => (
        <Group
          key={`${group.kind}/${group.key}`}
          group={group}
          choices={choices}
          onChoose={onChoose}
          onLike={(choice) => onChoose(chooseOpen(conflicts, choice, choices))}
          isOpen={open > 0}
        />
      ))}
    </section>
  );
}

interface GroupProps extends Omit<ConflictsProps, 'conflicts'> {
  readonly group: ConflictGroup;
  readonly onLike: (choice: SharedChoice) => void;
  readonly isOpen: boolean;
}

function Group({ group, choices, onChoose, onLike, isOpen }: GroupProps) {
  const text = useText();
  const title = useLocalized();
  const Icon = definitionIcon(group.kind);
  return (
    <section
      className="ds-conflict-group"
      aria-label={`${text(`kinds.${group.kind}`)} ${title(group.title)}`}
    >
      <h3>
        <Icon size={16} aria-hidden="true" />
        <span className="dg-t2">{text(`kinds.${group.kind}`)}</span> {title(group.title)}
      </h3>
      {group.conflicts.map((conflict) => (
        <ConflictRow
          key={conflict.id}
          conflict={conflict}
          choice={choices[conflict.id]}
          onChoose={(choice) => onChoose({ ...choices, [conflict.id]: choice })}
          {...(isOpen ? { onLike } : {})}
        />
      ))}
    </section>
  );
}

interface RowProps {
  readonly conflict: TemplateConflict;
  readonly choice: ConflictChoice | undefined;
  readonly onChoose: (choice: ConflictChoice) => void;
  /** Decides all that are open in the same way. */
  readonly onLike?: (choice: SharedChoice) => void;
}

/** One place: what it was, what the template makes of it, what was made of it here, and what shall be. */
function ConflictRow({ conflict, choice, onChoose, onLike }: RowProps) {
  const text = useText();
  const { id, detail, base, mine, theirs } = conflict;
  const kind = choice === undefined ? undefined : kindOfChoice(choice);
  const options = waysOf(conflict).map((value) => ({ value, label: text(`templates.choice.${value}`) }));
  const choose = (way: ChoiceKind) =>
    onChoose(way === 'own' ? { value: mine.value as string | number } : way);
  return (
    <article className={`ds-conflict${choice === undefined ? ' is-open' : ''}`} aria-label={detail}>
      <p className="ds-conflict-what">
        {detail} <code>{id}</code>
      </p>
      <dl>
        <Side name={text('templates.side.base')} words={[valueWords(base, text)]} />
        <Side
          name={text('templates.side.theirs')}
          words={sideWords(theirs, text)}
          isKept={kind === 'theirs'}
        />
        <Side name={text('templates.side.mine')} words={sideWords(mine, text)} isKept={kind === 'mine'} />
        <div>
          <dt>{text('templates.side.result')}</dt>
          <dd>
            <Segmented<ChoiceKind>
              value={kind ?? ('' as ChoiceKind)}
              onChange={choose}
              options={options}
              aria-label={text('templates.choose')}
            />
            {kind === 'own' ? <OwnValue conflict={conflict} choice={choice} onChoose={onChoose} /> : null}
            <Outcome kind={kind} />
            {choice === undefined || typeof choice === 'object' || onLike === undefined ? null : (
              <button type="button" className="ds-link" onClick={() => onLike(choice)}>
                {text('templates.like')}
              </button>
            )}
          </dd>
        </div>
      </dl>
    </article>
  );
}

/** A value that is neither of the two; what is no number where one is meant is not taken. */
function OwnValue({ conflict, choice, onChoose }: Pick<RowProps, 'conflict' | 'choice' | 'onChoose'>) {
  const text = useText();
  const [typed, setTyped] = useState(typeof choice === 'object' ? String(choice.value) : '');
  const isWrong = ownValue(typed, conflict) === undefined;
  return (
    <>
      <Input
        value={typed}
        status={isWrong ? 'error' : ''}
        aria-label={text('templates.ownValue')}
        aria-invalid={isWrong}
        onChange={({ target }) => {
          setTyped(target.value);
          const own = ownValue(target.value, conflict);
          if (own !== undefined) onChoose(own);
        }}
      />
      {isWrong ? (
        <span className="ds-fault" role="alert">
          {text('templates.ownNumber')}
        </span>
      ) : null}
    </>
  );
}

interface SideProps {
  readonly name: string;
  readonly words: readonly string[];
  readonly isKept?: boolean;
}

function Side({ name, words, isKept = false }: SideProps) {
  return (
    <div className={isKept ? 'is-kept' : undefined}>
      <dt>{name}</dt>
      {words.map((word, at) => (
        <dd key={at}>{word}</dd>
      ))}
    </div>
  );
}

function Outcome({ kind }: { readonly kind: ChoiceKind | undefined }) {
  const text = useText();
  if (kind === undefined)
    return (
      <span className="ds-conflict-outcome is-open">
        <TriangleAlert size={14} aria-hidden="true" />
        {text('templates.undecided')}
      </span>
    );
  return (
    <span className="ds-conflict-outcome">
      <Check size={14} aria-hidden="true" />
      {text(`templates.outcome.${kind}`)}
    </span>
  );
}
