import { useCallback, useMemo } from 'react';
import type { FormModel } from '@dougong/kernel/forms';
import { isPlatformChip, PLATFORM_CHIPS } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { conditionFields } from '../surroundings/surroundings.js';
import type { ChipName } from './chips.js';

interface ChipGroup {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

interface Chips {
  /** The menu: what the platform knows, then the fields of the form and of what it refers to. */
  readonly groups: readonly ChipGroup[];
  readonly nameOf: (chip: string) => ChipName;
}

/** What texts over a form may name, and how it is called. */
export function useChips(form: FormModel | undefined, models: ReadonlyMap<string, FormModel>): Chips {
  const text = useText();
  const title = useLocalized();
  const fields = useMemo(() => {
    const all = form ? conditionFields({ form, forms: (key) => models.get(key)?.definition }) : [];
    return new Map(
      all.map(({ path, titles }) => [path, titles.map((each) => title(each)).join(' · ')] as const),
    );
  }, [form, models, title]);
  const groups = useMemo(() => {
    const platform = Object.entries(PLATFORM_CHIPS).map(([value, name]) => ({ value, label: title(name) }));
    const own = [...fields].map(([value, label]) => ({ value, label }));
    return [
      { label: text('notifications.platform'), options: platform },
      ...(form && own.length > 0 ? [{ label: title(form.title), options: own }] : []),
    ];
  }, [fields, form, text, title]);
  const nameOf = useCallback(
    (chip: string): ChipName => {
      if (isPlatformChip(chip)) return { title: title(PLATFORM_CHIPS[chip]), isKnown: true };
      const known = fields.get(chip);
      return { title: known ?? chip, isKnown: known !== undefined };
    },
    [fields, title],
  );
  return { groups, nameOf };
}
