import test from 'ava';
import { contrast, readableAccent, readHexColour, type Colour } from '#contract/readable-accent.ts';

/** The tokens `--paper`, `--card` and `--on-accent`, and how the tint is mixed. */
const grounds = {
  light: { paper: [247, 241, 229], card: [255, 253, 247], onAccent: [255, 255, 255] },
  dark: { paper: [26, 23, 20], card: [37, 33, 29], onAccent: [12, 35, 36] },
} as const;

type Numbers = readonly [number, number, number];

const toLinear = (value: number) =>
  value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
const fromLinear = (value: number) =>
  255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);

/** @see https://bottosson.github.io/posts/oklab/ */
function toOklab(colour: Colour): Numbers {
  const [r, g, b] = colour.map(toLinear) as unknown as Numbers;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Numbers): Numbers {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const parts = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return parts.map((part) =>
    Math.min(255, Math.max(0, fromLinear(Math.max(0, part)))),
  ) as unknown as Numbers;
}

/** `color-mix(in oklab, accent 12%, card)` */
function tintOf(accent: Colour, card: Colour): Numbers {
  const [from, to] = [toOklab(accent), toOklab(card)];
  return fromOklab(from.map((part, at) => part * 0.12 + to[at]! * 0.88) as unknown as Numbers);
}

function readAccent(accent: string): Record<'light' | 'dark', Colour> {
  const [light, dark] = [...accent.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map(
    ([, ...parts]) => parts.map(Number) as unknown as Colour,
  );
  return { light: light!, dark: dark! };
}

test('text in and on any accent has a contrast of 4.5:1, light and dark', (t) => {
  const values = [0, 51, 102, 153, 204, 255];
  const lows: string[] = [];
  for (const red of values)
    for (const green of values)
      for (const blue of values) {
        const accent = readAccent(readableAccent([red, green, blue]));
        for (const scheme of ['light', 'dark'] as const) {
          const { paper, card, onAccent } = grounds[scheme];
          const colour = accent[scheme];
          const ratios = [paper, card, onAccent, tintOf(colour, card)].map((ground) =>
            contrast(colour, ground),
          );
          if (ratios.some((ratio) => ratio < 4.5))
            lows.push(`${red} ${green} ${blue} ${scheme}: ${ratios.join(', ')}`);
        }
      }
  t.deepEqual(lows, []);
});

test('a colour that can be read already stays as it is', (t) => {
  t.deepEqual(readAccent(readableAccent([139, 26, 79])).light, [139, 26, 79]);
  t.deepEqual(readAccent(readableAccent([134, 211, 205])).dark, [134, 211, 205]);
});

test('colours are written with three or six hexadecimal digits', (t) => {
  t.deepEqual(readHexColour('#8b1A4f'), [139, 26, 79]);
  t.deepEqual(readHexColour('#0fa'), [0, 255, 170]);
  for (const text of ['8b1a4f', '#8b1a4', '#8b1a4f00', 'red', '#ggg', '#8b1a4f;', ' #fff', '']) {
    t.is(readHexColour(text), undefined, text);
  }
});
