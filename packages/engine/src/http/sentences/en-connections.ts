import type { Sentences } from '@dougong/kernel/messages';

/** Devices that scan, and outside systems. */
export const enConnections: Sentences = {
  scan_needs_key:
    'Only devices send what they scanned, each with the key of an account for programs. Make one under "Keys".',
  scan_from_the_future:
    'The clock of the device is more than {minutes} minutes ahead, so its time cannot be believed. Set its clock.',
  unknown_scan_point: 'There is no scan point "{point}". Set the device to one that is published.',
  scan_names_nothing:
    'The code "{code}" names nothing that is known at this scan point, or nothing that may be seen.',
  scan_names_several: 'The code "{code}" stands in more than one "{form}". Make the codes unique.',
  scan_event_reused:
    'The device has used this id for another event before. Give each event an id of its own.',
  scan_settled: 'Somebody has settled this event already, or is at it. Reload the list.',
  connector_not_set:
    'Nobody has said yet where "{title}" is. Enter its address and credentials under "Connectors".',
  connector_account_unknown:
    'There is no active account of a program called "{login}". Make one under "Keys".',
  connector_unreachable:
    'The other side cannot be reached ({reason}). Check the address and the network; it is tried again.',
  connector_inside:
    'The address lies inside of our own networks. An operator can allow it with DOUGONG_ALLOWED_NETWORKS.',
  connector_trouble_there:
    'The other side has trouble of its own (status {status}): {text}. It is tried again.',
  connector_refused_there:
    'The other side does not want it (status {status}): {text}. Correct what it says, or the credentials, and try again.',
  connector_no_json: 'The other side answered with something else than JSON: {text}. Check the address.',
  connector_answer_too_large: 'The answer of the other side is larger than 20 MB. Make the pages smaller.',
  connector_no_token:
    'The other side gave no token. Check the client id, its secret, and the address of tokens.',
  connector_no_records: 'The answer has no list at "{place}". Correct the place in the connector.',
  connector_pages_without_end:
    'The other side has more than {max} pages, or turns in a circle. Check the paging of the connector.',
  connector_key_twice: 'Two records of the other side belong to one here. Correct their keys there.',
  connector_conflict:
    'The record was changed here as well since it last came. Try again to take theirs, or let it be to keep ours.',
  connector_record_gone:
    'The record that it became was deleted here. Try again to make it anew, or let it be.',
  connector_no_comparison: 'The connector does not say how this is compared. Add a comparison to the export.',
  connector_letter_settled: 'It came through already, or somebody let it be. Reload the list.',
};
