import { useCallback, useRef, useState } from 'react';
import { Select } from 'antd';
import type { LineOption } from '../../lines/index.js';
import { useUiText } from '../../i18n/index.js';
import { useControl } from './use-control.js';
import type { FieldWidgetProps } from './widget-definition.js';

const SEARCH_DELAY_MS = 200;

interface Found {
  readonly options: readonly LineOption[];
  readonly status: 'ready' | 'searching' | 'failed';
}

/** Whether its code, title or another spelling has the typed text in it. */
function fitting(typed: string) {
  const wanted = typed.trim().toLowerCase();
  return ({ code = '', title, aliases = [] }: LineOption) =>
    [code, title, ...aliases].join(' ').toLowerCase().includes(wanted);
}

/** Asks while the person types, one question at a time; an answer that comes too late is dropped. */
function useSearch(search: (text: string, signal: AbortSignal) => Promise<readonly LineOption[]>) {
  const [found, setFound] = useState<Found>({ options: [], status: 'ready' });
  const running = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const ask = useCallback(
    (text: string, delayMs: number) => {
      clearTimeout(timer.current);
      running.current?.abort();
      const current = new AbortController();
      running.current = current;
      // Enter takes what stands first: what does not fit the typed text must not stand there while the answer is on its way.
      setFound(({ options }) => ({ options: options.filter(fitting(text)), status: 'searching' }));
      const answer = (next: Found) => {
        if (!current.signal.aborted) setFound(next);
      };
      timer.current = setTimeout(() => {
        search(text, current.signal).then(
          (options) => answer({ options, status: 'ready' }),
          () => answer({ options: [], status: 'failed' }),
        );
      }, delayMs);
    },
    [search],
  );
  return { found, ask };
}

interface SearchSelectProps {
  readonly widget: FieldWidgetProps;
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly LineOption[]>;
  /** What the present id is called. */
  readonly label: string | undefined;
  /** Takes a code that is ended by Enter before anything was found for it: scanners are faster than answers. */
  readonly onCode?: (code: string) => void;
}

function OptionText({ option }: { readonly option: LineOption }) {
  return (
    <span className="dg-option">
      {option.code === undefined ? null : <span className="dg-code">{option.code}</span>}
      <span className="dg-clip">{option.title}</span>
      {option.note === undefined ? null : <small>{option.note}</small>}
    </span>
  );
}

/** A choice among records or users that are found by typing a code or a name. */
export function SearchSelect({ widget, search, label, onCode }: SearchSelectProps) {
  const text = useUiText();
  const { value, setValue, attributes, status } = useControl(widget);
  const { found, ask } = useSearch(search);
  const current = typeof value === 'string' ? { value, label: label ?? '…' } : null;
  const [typed, setTyped] = useState('');
  const note = { ready: 'forms.notFound', searching: 'forms.searching', failed: 'lines.searchFailed' }[
    found.status
  ];
  return (
    <Select
      {...attributes}
      status={status}
      className="dg-field-wide"
      labelInValue
      allowClear={{ label: text('forms.clear') }}
      showSearch={{
        filterOption: false,
        // Only where the text must be taken away again: nothing is written into a field that an input method composes in.
        ...(onCode === undefined ? {} : { searchValue: typed }),
        onSearch: (next) => {
          setTyped(next);
          ask(next, SEARCH_DELAY_MS);
        },
      }}
      onInputKeyDown={(event) => {
        // What stands in the field now: a scanner types faster than a page is drawn.
        const code = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value.trim() : '';
        const isWaiting = found.status === 'searching' || found.options.length === 0;
        if (onCode === undefined || event.key !== 'Enter' || code === '' || !isWaiting) return;
        event.preventDefault();
        event.stopPropagation();
        onCode(code);
        setTyped('');
      }}
      loading={found.status === 'searching'}
      placeholder={text('forms.searchReference')}
      notFoundContent={text(note)}
      popupMatchSelectWidth={320}
      value={current}
      options={found.options.map((option) => ({
        value: option.value,
        label: [option.code, option.title].filter(Boolean).join(' '),
        option,
      }))}
      optionRender={({ data }) => <OptionText option={data.option as LineOption} />}
      onOpenChange={(open) => {
        if (open) ask('', 0);
      }}
      onChange={(next: { value: string } | null | undefined) => setValue(next?.value ?? null)}
    />
  );
}
