import type { Sentences } from '@dougong/kernel/messages';

/** What holds for every address of the API: methods, limits, keys of repetition. */
export const enApi: Sentences = {
  method_not_allowed: 'This address does not take {method}; it takes {allowed}. Use one of those.',
  address_too_long: 'A part of the address is too long. Shorten it; long values belong into the body.',
  headers_too_large:
    'The headers of the request are too large. Clear the cookies of this site and try again.',
  request_timed_out:
    'The request took too long to arrive and was given up. Check the connection and send it again.',
  key_in_flight:
    'A request with the same Idempotency-Key is still being worked on. Wait {seconds} seconds and send the same request again to get its answer.',
  answer_not_kept:
    'This was carried out already, but its answer is shown only once or was too large to keep. Look the result up instead of repeating it.',
  bad_condition:
    'The filter must be a condition in JSON like {"==": [{"var": "status"}, "draft"]}. Correct it.',
  too_many_requests:
    'Too many requests in a short time: at most {limit} in {window} seconds. Go on in {seconds} seconds.',
  stopping: 'This process is about to end and takes no new work. Ask another one.',
  batch_in_batch: 'A batch cannot stand inside a batch. Put its items into this one.',
  batch_beyond_api:
    'An item of a batch asks an address below /api/v1/, without .. in it. Write the address as it stands in the description of the API.',
  batch_of_stream:
    'A stream has no end and cannot be part of a batch. Ask for it by itself, or for /api/v1/notifications.',
  batch_record_twice:
    'A record can stand in an atomic batch only once. Join what is to be done with it, or send it as two batches.',
  batch_refused:
    'Nothing of the batch was carried out, because {count} of its items were refused. Correct each that is named and send the whole again.',
  not_in_atomic_batch:
    'This cannot be part of a batch that is all or nothing; it takes making and changing records and actions of their lifecycle. Send it by itself or without "atomic".',
};
