import type { Sentences } from './catalogue.js';

/** What is said about cost runs and the allocations that they go by. */
export const enCosting: Sentences = {
  // Designing an allocation
  source_of_one: 'A source reads either a register or a form. Name one of the two.',
  source_of_each: 'Single movements are those of one posting: name the posting, and take "each".',
  unknown_source: 'There is no source "{source}". Choose one of the sources of this allocation.',
  unknown_cost_element: 'There is no cost element "{element}". Choose one of this allocation, or add it.',
  unknown_cost_pool: 'There is no cost pool "{pool}" in this run. Check the name, or add the pool.',
  unknown_driver: 'There is no driver "{driver}". Choose one of this allocation, or add it.',
  service_with_driver:
    'The pool "{pool}" serves other pools, so what they used of it is its driver. Remove its driver, or let it serve nobody.',
  interchange_of_two:
    'The interchange in two rounds is between two services. Name two, or choose another method.',
  by_product_value:
    'What a by-product is worth is said once: by its share of the cost, by a price, or by what it brings. Keep one of them.',
  cost_name_not_text: 'This formula must give a name or a record, not {type}. Change it.',
  use_without_turnovers:
    'Use is counted by what was moved in a register in the period. Let "{source}" read one, summed.',
  // Running it
  service_order: 'The order names every service once: {pools}. Complete it.',
  cost_of_nobody:
    'A row of "{source}" names nobody here, so its figure would be lost. Complete that entry, or leave such rows out by a condition.',
  negative_driver: 'The driver "{driver}" of {receiver} is below zero. Correct what was reported.',
  bad_degree: 'A degree of completion lies between 0 and 1; {degree} does not. Correct the count.',
  by_product_exceeds:
    'The by-product {item} is worth {value}, but what it came out of cost {cost} only. Check its price and quantity.',
  no_settlement: 'This allocation says nothing of how its runs are settled. Ask an administrator to add it.',
};
