import { useState } from 'react';
import { Button, Select } from 'antd';
import { ArrowLeft, FlaskConical, Info, TriangleAlert } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import {
  likeliestSheet,
  obstacleOf,
  proposedMapping,
  sheetOf,
  unmappedRequired,
  usualTerms,
  wishOf,
  type Mapping,
  type Terms,
} from './mapping.js';
import { MappingTable } from './MappingTable.js';
import { TermsPanel } from './TermsPanel.js';
import type { FileSheet, ImportFile, ImportWish, Target } from './wire.js';

interface MappingStepProps {
  readonly file: ImportFile;
  readonly codeField: string | undefined;
  readonly isPending: boolean;
  readonly problem: unknown;
  /** The sheet to begin with; the likeliest one when left out. */
  readonly startSheet?: number | undefined;
  onHeaderRow(row: number, sheet: number): void;
  onBack(): void;
  onTry(wish: ImportWish): void;
}

interface SheetChoiceProps {
  readonly file: ImportFile;
  readonly sheet: FileSheet;
  readonly mapping: Mapping;
  onSheet(sheet: number): void;
  onHeaderRow(row: number): void;
}

function SheetChoice({ file, sheet, mapping, onSheet, onHeaderRow }: SheetChoiceProps) {
  const text = useText();
  return (
    <div className="rt-imp-sheet">
      {file.sheets.length < 2 ? null : (
        <label>
          <span>{text('imports.sheet')}</span>
          <Select
            aria-label={text('imports.sheet')}
            value={mapping.sheet}
            options={file.sheets.map(({ name }, at) => ({ value: at, label: name }))}
            onChange={onSheet}
          />
        </label>
      )}
      <label>
        <span>{text('imports.headerRow')}</span>
        <Select
          aria-label={text('imports.headerRow')}
          value={mapping.headerRow}
          popupMatchSelectWidth={false}
          options={sheet.top.map(({ row, cells }) => ({
            value: row,
            label: text('imports.rowIs', { row, cells: cells.filter(Boolean).slice(0, 4).join(' · ') }),
          }))}
          onChange={onHeaderRow}
        />
      </label>
    </div>
  );
}

function Missing({ targets }: { readonly targets: readonly Target[] }) {
  const text = useText();
  const title = useLocalized();
  if (targets.length === 0) return null;
  return (
    <p className="rt-imp-note is-warning">
      <TriangleAlert size={16} aria-hidden="true" />
      {text('imports.unmapped', { fields: targets.map((each) => title(each.title)).join(text('and')) })}
    </p>
  );
}

interface TryButtonsProps {
  readonly isPossible: boolean;
  readonly isPending: boolean;
  onBack(): void;
  onTry(): void;
}

function TryButtons({ isPossible, isPending, onBack, onTry }: TryButtonsProps) {
  const text = useText();
  return (
    <>
      <div className="rt-imp-buttons">
        <Button icon={<ArrowLeft size={16} />} onClick={onBack}>
          {text('imports.otherFile')}
        </Button>
        <Button
          type="primary"
          icon={<FlaskConical size={16} />}
          disabled={!isPossible}
          loading={isPending}
          onClick={onTry}
        >
          {text('imports.try')}
        </Button>
      </div>
      <p className="dg-t2">{text('imports.tryNote')}</p>
    </>
  );
}

/** Which column goes to which field, and what the rows are to do. */
export function MappingStep({
  file,
  codeField,
  isPending,
  problem,
  startSheet,
  onHeaderRow,
  onBack,
  onTry,
}: MappingStepProps) {
  const text = useText();
  const [mapping, setMapping] = useState(() => proposedMapping(file, startSheet ?? likeliestSheet(file)));
  const [terms, setTerms] = useState<Terms>(() => usualTerms(mapping, codeField));
  const sheet = sheetOf(file, mapping);
  const obstacle = obstacleOf(mapping, terms);
  const changeSheet = (at: number) => {
    const next = proposedMapping(file, at);
    setMapping(next);
    setTerms(usualTerms(next, codeField));
  };
  const changeMapping = (next: Mapping) => {
    setMapping(next);
    // Whoever sends a column to the code after the mode was chosen need not choose the key as well.
    if (obstacleOf(next, terms) === 'keysMissing')
      setTerms({ ...terms, keys: usualTerms(next, codeField).keys });
  };
  const left = mapping.targets.filter((target) => target === null).length;
  return (
    <div className="rt-imp-columns-step">
      <div className="rt-imp-column">
        <section className="dg-card" aria-labelledby="rt-imp-columns">
          <div className="dg-card-head">
            <h2 id="rt-imp-columns">{text('imports.columns')}</h2>
            <span className="dg-t2">{text('imports.columnsNote', { count: left })}</span>
          </div>
          {sheet === undefined ? null : (
            <>
              <SheetChoice
                file={file}
                sheet={sheet}
                mapping={mapping}
                onSheet={changeSheet}
                onHeaderRow={(row) => onHeaderRow(row, mapping.sheet)}
              />
              <MappingTable sheet={sheet} targets={file.targets} mapping={mapping} onChange={changeMapping} />
            </>
          )}
        </section>
      </div>
      <div className="rt-imp-column">
        <TermsPanel terms={terms} mapping={mapping} targets={file.targets} onChange={setTerms} />
        {terms.mode === 'update' ? null : <Missing targets={unmappedRequired(mapping, file.targets)} />}
        {obstacle === undefined ? null : (
          <p className="rt-imp-note" role="status">
            <Info size={16} aria-hidden="true" />
            {text(`imports.obstacle_${obstacle}`)}
          </p>
        )}
        {problem === null ? null : <ProblemPanel problem={problem} />}
        <TryButtons
          isPossible={obstacle === undefined}
          isPending={isPending}
          onBack={onBack}
          onTry={() => onTry(wishOf(mapping, terms))}
        />
      </div>
    </div>
  );
}
