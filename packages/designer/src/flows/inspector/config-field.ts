import type { ConfigSchema } from '../../surroundings/catalog.js';

/** One setting of a part: what its editor is given, whatever the editor. */
export interface ConfigFieldProps {
  readonly name: string;
  readonly title: string;
  readonly schema: ConfigSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}
