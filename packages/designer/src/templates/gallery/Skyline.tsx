/** What a template brings, drawn as what stands in a yard: a block a kind, the taller the more there is of it. */

const WIDTH = 360;
const HEIGHT = 96;
const GROUND = 84;
const TALLEST = 62;
const LEAST = 14;
const BLOCKS_MAX = 8;
const SPAN = 320;

interface SkylineProps {
  readonly contents: readonly { readonly kind: string; readonly count: number }[];
}

export function Skyline({ contents }: SkylineProps) {
  const blocks = contents.slice(0, BLOCKS_MAX);
  const most = Math.max(...blocks.map(({ count }) => count), 1);
  const step = SPAN / Math.max(blocks.length, 3);
  const left = (WIDTH - step * blocks.length) / 2;
  return (
    <svg className="ds-skyline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {blocks.map(({ kind, count }, at) => {
        // Roots, so that small kinds are still seen beside great ones.
        const height = LEAST + (TALLEST - LEAST) * Math.sqrt(count / most);
        const [x, top, width] = [left + at * step + 4, GROUND - height, step - 8];
        return (
          <g key={kind}>
            <rect x={x} y={top} width={width} height={height} />
            <path d={`M${x} ${top + 8}h${width}`} />
            <rect
              className="is-accent"
              x={x + width / 2 - 4}
              y={GROUND - Math.min(14, height - 10)}
              width={8}
              height={Math.min(14, height - 10)}
            />
          </g>
        );
      })}
      <path d={`M12 ${GROUND}h${WIDTH - 24}`} />
    </svg>
  );
}
