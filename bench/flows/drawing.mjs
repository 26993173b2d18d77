/** Nested flows of any size for the bench: choices, parallel and inclusive branches, loops, approvals; always sound. */

const title = (text) => ({ 'zh-CN': text, en: text });

/** Small numbers that look random and are the same in every run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

/** Draws a flow of about `size` nodes with the gates that the catalogue has. */
export function nestedFlow(size, gates, seed = 11) {
  const roll = dice(seed);
  const nodes = [];
  const edges = [];
  const add = (type, config = {}) => {
    const id = `n${nodes.length}`;
    nodes.push({ id, type, title: title(id), config });
    return id;
  };
  const tie = (from, to, rest = {}) => edges.push({ id: `l${edges.length}`, from, to, ...rest });
  const ask = () => add('approval', { assignees: [{ role: 'reviewers' }], mode: 'any', opinion: 'optional' });
  const step = (from) => {
    const id = ask();
    tie(from, id);
    return id;
  };
  const above = () => ({ '>': [{ var: 'amount' }, String(1000 * (1 + roll(90)))] });

  function sequence(from, count) {
    let last = from;
    for (let left = count; left > 0;) {
      const share = left < 6 || roll(3) === 0 ? 1 : 4 + roll(Math.min(left - 4, 24) + 1);
      last = share === 1 ? step(last) : block(last, share);
      left -= share;
    }
    return last;
  }

  function block(from, count) {
    if (roll(6) === 0) return loop(from, count);
    const gate = gates[roll(gates.length)];
    const split = add(gate.split);
    tie(from, split);
    const branches = 2 + roll(2);
    const lasts = Array.from({ length: branches }, (_, at) => {
      const first = ask();
      tie(split, first, gate.isGuarded ? guard(at, branches) : {});
      return sequence(first, Math.max(0, Math.floor((count - 2) / branches) - 1));
    });
    const join = gate.join === undefined ? ask() : add(gate.join);
    for (const last of lasts) tie(last, join);
    return join;
  }

  const guard = (at, branches) => (at === branches - 1 ? { default: true } : { when: above() });

  function loop(from, count) {
    const first = step(from);
    const last = sequence(first, Math.max(0, count - 2));
    const choice = add('condition');
    tie(last, choice);
    tie(choice, first, { when: above() });
    const next = ask();
    tie(choice, next, { default: true });
    return next;
  }

  const start = add('start');
  const last = sequence(start, size - 2);
  tie(last, add('end'));
  return {
    kind: 'flow',
    format: 1,
    key: 'bench_flow',
    title: title('bench'),
    form: 'claim',
    startAction: 'submit',
    states: { approved: 'approved', rejected: 'rejected' },
    admin: 'admin',
    nodes,
    edges,
  };
}
