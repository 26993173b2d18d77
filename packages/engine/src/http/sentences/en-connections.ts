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
};
