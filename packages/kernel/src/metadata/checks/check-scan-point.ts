import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { ScanPointDefinition } from '../scan-point.js';
import { findDuplicates } from './duplicates.js';

/** Each code does one thing: something to the record that it names, or a new record. */
export function checkScanPoint({ codes }: ScanPointDefinition): readonly Issue[] {
  return [
    ...findDuplicates(
      codes.map(({ id }) => id),
      '/codes',
      'id',
    ),
    ...codes.flatMap(({ action, values, create }, at) => {
      const changes = action !== undefined || values !== undefined;
      if (changes === (create !== undefined))
        return [issue(changes ? 'scan_does_two_things' : 'scan_does_nothing', pointer('/codes', at))];
      return [];
    }),
  ];
}
