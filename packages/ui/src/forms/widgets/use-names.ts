import { useEffect, useSyncExternalStore } from 'react';
import type { CellValue } from '../../lines/index.js';
import type { ReferenceName, ReferenceSource } from '../reference-source.js';

/** What a referred record is called; asks once when no answer has brought the name. */
export function useReferenceName(
  source: ReferenceSource,
  form: string,
  id: CellValue,
): ReferenceName | undefined {
  useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.version(),
  );
  const name = typeof id === 'string' ? source.nameOf(form, id) : undefined;
  useEffect(() => {
    if (typeof id === 'string' && name === undefined) source.ask(form, id);
  }, [source, form, id, name]);
  return name;
}

/** What a user is called; asks once when no answer has brought the name. */
export function useUserName(source: ReferenceSource, id: CellValue): string | undefined {
  useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.version(),
  );
  const name = typeof id === 'string' ? source.nameOfUser(id) : undefined;
  useEffect(() => {
    if (typeof id === 'string' && name === undefined) source.askUser(id);
  }, [source, id, name]);
  return name;
}

/** What a department is called; asks once when no answer has brought the name. */
export function useDepartmentName(source: ReferenceSource, key: CellValue): string | undefined {
  useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.version(),
  );
  const name = typeof key === 'string' ? source.nameOfDepartment(key) : undefined;
  useEffect(() => {
    if (typeof key === 'string' && name === undefined) source.askDepartment(key);
  }, [source, key, name]);
  return name;
}

/** Code and name as one text. */
export function nameText(name: ReferenceName | undefined): string | undefined {
  return name === undefined
    ? undefined
    : [name.code, name.title].filter((part) => part !== undefined && part !== '').join(' ');
}
