import { randomBytes } from 'node:crypto';

const POOL_BYTES = 8192;
let pool = Buffer.alloc(0);

/** A UUID that begins with the time, as the engine's do: random ones would cost PostgreSQL scattered index pages. */
export function nextId() {
  if (pool.length < 10) pool = randomBytes(POOL_BYTES);
  const random = pool.subarray(0, 10).toString('hex');
  pool = pool.subarray(10);
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-b${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
