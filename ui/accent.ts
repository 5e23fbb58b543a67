/** Red, green and blue, each 0 to 255. */
type Colour = readonly [red: number, green: number, blue: number];

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];
/** `--card` of the tokens, light and dark: what an accent is read on. */
const lightCard: Colour = [255, 253, 247];
const darkCard: Colour = [37, 33, 29];
/** WCAG 2.2, 1.4.3. */
const contrastMin = 4.5;
const steps = 20;

/**
 * Turns a site's colour into the accent of a dashboard. It is darkened on light paper and lightened on
 * dark paper until text in it can be read.
 *
 * @param accent A CSS colour.
 * @returns Custom properties of the tokens; none if the text is not a colour, or a transparent one.
 */
export function accentProperties(accent: string): Readonly<Record<string, string>> {
  const colour = readColour(accent);
  if (colour === undefined) return {};
  const light = makeReadable(colour, lightCard, black);
  const dark = makeReadable(colour, darkCard, white);
  return {
    '--raffle-accent': `light-dark(${write(light)}, ${write(dark)})`,
    '--raffle-on-accent': `light-dark(${write(white)}, ${write(darkCard)})`,
  };
}

function makeReadable(colour: Colour, background: Colour, towards: Colour): Colour {
  const mixes = Array.from({ length: steps + 1 }, (_, step) => mix(colour, towards, step / steps));
  return mixes.find((each) => contrast(each, background) >= contrastMin) ?? towards;
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [part(0), part(1), part(2)];
}

/** @see WCAG 2.2, "contrast ratio". */
export function contrast(first: Colour, second: Colour): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function linear(value: number): number {
  return value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function write([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Reads a CSS colour by painting with it; undefined for other texts, such as `var(--brand)`. */
function readColour(text: string): Colour | undefined {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return undefined;
  context.fillStyle = 'transparent';
  // A canvas ignores what it cannot paint with.
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? undefined : [red, green, blue];
}
