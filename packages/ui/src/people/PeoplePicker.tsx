import { useEffect, useRef, useState } from 'react';
import { Check, Search, X } from 'lucide-react';
import { useUiText } from '../i18n/index.js';
import { findPeople, placeOf, type PersonOption } from './find-people.js';
import { PersonMark } from './PersonMark.js';
import { usePeopleKeys } from './use-people-keys.js';
import './people.css';

const SHOWN_MAX = 60;

interface PeoplePickerProps {
  /** Makes the ids of the parts. */
  readonly id: string;
  readonly label: string;
  readonly people: readonly PersonOption[];
  readonly value: readonly string[];
  readonly multiple?: boolean;
  readonly loading?: boolean;
  readonly faulty?: boolean;
  /** Id of the words that say what is wrong. */
  readonly describedBy?: string | undefined;
  onChange(users: readonly string[]): void;
  /** What is typed, for a host that has more people to bring. */
  onType?(text: string): void;
}

function Chosen({ person, onRemove }: { readonly person: PersonOption; onRemove(): void }) {
  const text = useUiText();
  return (
    <span className="dg-person-chip">
      {person.name}
      <button type="button" onClick={onRemove} aria-label={text('people.remove', { name: person.name })}>
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}

interface PersonRowProps {
  readonly id: string;
  readonly person: PersonOption;
  readonly chosen: boolean;
  readonly active: boolean;
  onPick(): void;
  onActivate(): void;
}

function PersonRow({ id, person, chosen, active, onPick, onActivate }: PersonRowProps) {
  const { name, login } = person;
  return (
    <li
      id={id}
      role="option"
      aria-selected={chosen}
      className={`dg-person${active ? ' is-active' : ''}${chosen ? ' is-chosen' : ''}`}
      // The field keeps the focus: typing goes on after a click.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onActivate}
      onClick={onPick}
    >
      <PersonMark name={name} />
      <span className="dg-person-name">
        <b>{name}</b>
        {login === undefined ? null : <small>{login}</small>}
      </span>
      <span className="dg-person-place dg-clip">{placeOf(person)}</span>
      <Check size={16} className="dg-person-check" aria-hidden="true" />
    </li>
  );
}

type Choice = ReturnType<typeof usePeopleChoice>;

/** What is typed, who is found by it, and who is picked. */
function usePeopleChoice({ people, value, multiple = false, onChange, onType }: PeoplePickerProps) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const found = findPeople(people, typed);
  const shown = found.slice(0, SHOWN_MAX);
  const toggle = (person: PersonOption) => {
    const isChosen = value.includes(person.id);
    if (multiple) onChange(isChosen ? value.filter((user) => user !== person.id) : [...value, person.id]);
    else onChange(isChosen ? [] : [person.id]);
    if (typed !== '') type('');
    input.current?.focus();
  };
  const dropLast = () => {
    if (value.length > 0) onChange(value.slice(0, -1));
  };
  const keys = usePeopleKeys({ shown, typed, pick: toggle, dropLast });
  const type = (next: string) => {
    setTyped(next);
    keys.reset();
    onType?.(next);
  };
  return { typed, input, shown, more: found.length - shown.length, toggle, type, keys };
}

/** Where one types, behind those who are picked. */
function PeopleField({ choice, ...props }: PeoplePickerProps & { readonly choice: Choice }) {
  const { id, label, people, value, faulty = false, describedBy } = props;
  const { typed, input, toggle, type, keys } = choice;
  const text = useUiText();
  const chosen = value.flatMap((user) => people.find((person) => person.id === user) ?? []);
  const activeId = keys.active?.id;
  return (
    <div className="dg-people-field">
      <Search size={16} aria-hidden="true" />
      {chosen.map((person) => (
        <Chosen key={person.id} person={person} onRemove={() => toggle(person)} />
      ))}
      <input
        ref={input}
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={activeId === undefined ? undefined : `${id}-${activeId}`}
        aria-invalid={faulty || undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        placeholder={chosen.length === 0 ? text('people.search') : ''}
        value={typed}
        onCompositionStart={keys.composition.start}
        onCompositionEnd={keys.composition.end}
        onChange={(event) => type(event.target.value)}
        onKeyDown={keys.onKeyDown}
      />
    </div>
  );
}

/** The people who are found. */
function PeopleList({ choice, ...props }: PeoplePickerProps & { readonly choice: Choice }) {
  const { id, label, value, multiple = false, loading = false } = props;
  const { typed, shown, toggle, keys } = choice;
  const list = useRef<HTMLUListElement>(null);
  const activeId = keys.active?.id;
  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [activeId, typed]);
  return (
    <ul
      ref={list}
      id={`${id}-list`}
      role="listbox"
      // The arrows of the field walk through it; it is no stop of its own.
      tabIndex={-1}
      aria-label={label}
      aria-multiselectable={multiple}
      aria-busy={loading}
    >
      {shown.map((person) => (
        <PersonRow
          key={person.id}
          id={`${id}-${person.id}`}
          person={person}
          chosen={value.includes(person.id)}
          active={person.id === activeId}
          onPick={() => toggle(person)}
          onActivate={() => keys.activate(person)}
        />
      ))}
    </ul>
  );
}

/** Chooses people out of a list that narrows while one types: name, login, post, department, pinyin initials. */
export function PeoplePicker(props: PeoplePickerProps) {
  const text = useUiText();
  const choice = usePeopleChoice(props);
  const { typed, shown, more } = choice;
  const note = () => {
    if (props.loading === true) return text('people.loading');
    if (shown.length === 0) return text('people.none', { typed });
    return more > 0 ? text('people.more', { count: more }) : '';
  };
  return (
    <div className={`dg-people${props.faulty === true ? ' is-faulty' : ''}`}>
      <PeopleField {...props} choice={choice} />
      <PeopleList {...props} choice={choice} />
      <p className="dg-people-note" role="status">
        {note()}
      </p>
    </div>
  );
}
