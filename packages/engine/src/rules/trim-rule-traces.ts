/**
 * Removes what is kept of each rule beyond its newest firings and objections; failures stay.
 * Parameters: $1 how many are kept of each, $2 how many are removed at once.
 */
export const TRIM_RULE_TRACES = `
  DELETE FROM core.rule_traces WHERE id = ANY (ARRAY(
    SELECT t.id
      FROM (SELECT DISTINCT rule_key, outcome FROM core.rule_traces WHERE outcome <> 'failed') r
     CROSS JOIN LATERAL (
       SELECT id FROM core.rule_traces
        WHERE rule_key = r.rule_key AND outcome = r.outcome ORDER BY id DESC OFFSET $1 LIMIT 1) edge
      JOIN core.rule_traces t ON t.rule_key = r.rule_key AND t.outcome = r.outcome AND t.id <= edge.id
     LIMIT $2))`;
