/** Valuing 22,364 rows of a period anew. The engine cannot do that yet, so the part is skipped. */
export async function measureRecost() {
  return { skipped: 'the engine values no period anew yet' };
}
