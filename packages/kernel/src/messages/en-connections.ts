import type { Sentences } from './catalogue.js';

/** Sentences about scan points and connectors. */
export const enConnections: Sentences = {
  scan_does_nothing: 'A scan of this code does nothing. Give it an action, values, or a record to make.',
  scan_does_two_things: 'A scan of this code changes a record and makes one. Keep one of the two.',
  scan_code_no_text:
    'The field "{field}" holds no text, so no code can be compared with it. Use a text field.',
  scan_looks_beyond:
    'A scan reads the record that it finds only, so "{path}" cannot be read here. Use a field of that form.',
  connector_does_nothing: 'The connector has neither imports nor exports. Add one.',
  connector_reads_nothing:
    '"{name}" is not among what is read from the other side. Add it there, or use another name.',
  connector_lines_missing:
    'The other side sent a record without a list of lines at "{at}". Check where the connector reads its lines, or have it corrected there.',
  connector_key_missing: 'The other side sent a record without its key "{name}". Have it corrected there.',
};
