import type { Sentences } from './catalogue.js';

/** What is said about registers and postings: while documents are posted, and while both are designed. */
export const enPostings: Sentences = {
  organisation_dimension_once:
    'A register has at most one dimension for the organisation. Take the others away.',
  organisation_supplied:
    'The dimension "{dimension}" is supplied from the document. Remove the formula; where it moves to another organisation is said in "to".',
  document_without_organisation:
    'The register "{register}" is kept by organisation, but no field of this form names one. Add such a field to the form.',
  transfer_one_sided:
    '"{movement}" moves between two organisations, but only one of them gets a voucher. Add one for the other, and name that organisation in it.',
  voucher_organisation_blank:
    'The organisation of the voucher "{voucher}" is blank. Fill in the organisation on the document first.',
  // While documents are posted
  lot_expired:
    'The last good day[ of {labels}] was {lastDay}, so it cannot go out on {date}. Choose another lot, or have it scrapped or returned.',
  insufficient_available:
    'Not enough is free[ of {labels}]: {balance} available, {wanted} wanted, {short} short; the rest is held for others. Reduce the quantity, or release what is held.',
  future_negative:
    'On a day after {date} too little would be left[ of {labels}]: at least {balance} lay there then, {wanted} wanted, {short} short. Reduce the quantity, or use a later date.',
  backdating_refused:
    'The register "{register}" takes nothing of an earlier day, and the document is of {date}. Use the date of today.',
  costs_only:
    'The period of {date} is closed softly: it takes costs, but no quantities (register "{register}"). Use a day of an open period.',
  price_blank: 'The new price is missing; please fill it in.',
  negative_price: 'A price cannot be negative ({value}); make it zero or more.',
  link_blank: 'The document that this one refers to is missing; please choose it.',
  account_blank: 'No account was found for the role "{role}". Fill in the field that the account comes from.',

  // Designing: registers
  unknown_own_dimension: 'The register has no dimension "{dimension}". Choose one of its dimensions.',
  standard_without_value:
    'Only a valued register has standard costs. Remove this setting, or choose a valuation.',
  balance_cannot_be_watched:
    'Nobody can watch a balance that is kept in parts or later ({balance}). Let it go below zero everywhere, or keep it locked.',
  balance_cannot_be_valued:
    'Nothing can be valued by a balance that is kept in parts or later ({balance}). Keep it locked, or value nothing.',

  // Designing: postings
  posting_moves_nothing:
    'The posting books nothing. Add a movement or a voucher, or say what it reverses or values anew.',
  posting_without_reversal:
    'The posting changes the balances of the register "{register}", and no other posting reverses it or takes a return of it: a mistake could not be undone. Add a posting that reverses it.',
  movement_key_missing: 'A movement of the kind "{entry}" needs "{name}". Add it.',
  movement_key_not_used: 'A movement of the kind "{entry}" has no use for "{name}". Remove it.',
  direction_does_not_fit:
    'A movement of the kind "{entry}" does not go this way ({direction}). Choose another direction, or another kind.',
  resource_not_used: 'A movement of the kind "{entry}" has no use for "{resource}". Remove it.',
  movement_not_before:
    'No movement "{movement}" comes before this one, so it cannot move as much. Put it first, or choose another one.',
  movement_other_lines:
    'The movement "{movement}" does not run over the same lines, so nobody knows which of them counts. Choose another one.',
  link_not_a_record: 'The formula must give the record that is meant, not {type}. Change it.',
  link_not_a_line: 'The formula must give the number or the id of a line, not {type}. Change it.',
  link_other_register:
    'The movement "{movement}" does not move the register "{register}". Choose the one that does.',
  guard_not_a_date: 'The formula of the last day must give a date, not {type}. Change it.',
  guard_not_yes_or_no: 'The formula must give yes or no, not {type}. Change it.',
  guard_without_balance:
    'The register "{register}" has no balance to look at when something is posted. Choose another one.',
  pick_one_resource:
    'Lots are picked for one resource, and this movement of the register "{register}" has several. Move them by a movement each.',
  return_one_resource:
    'What comes back is kept for one resource, and the register "{register}" has several. Leave the entry out, or use a register with one.',
  pick_field_not_a_date:
    'The records of "{dimension}" have no date field "{field}". Choose one of their dates.',
  picked_twice: 'A movement takes over the lots of one other movement. Keep one of them.',
  picked_nothing:
    'The movement "{movement}" picks nothing that could be taken over here. Choose one that picks such lots, or refers to earlier ones.',
  picked_other_quantity:
    'What takes over the lots of the movement "{movement}" moves as much of each. Let its only quantity be that of this movement.',
  account_not_text: 'The formula of an account must give a text, not {type}. Change it.',
  voucher_credit_without_return:
    'The movement "{movement}" is no return, so nothing is given back for it. Choose a return, or take its amount.',
};
